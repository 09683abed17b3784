"""Spans of years against the number of years they are said to have."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import words_fix
from pipeline.knowledge.checks import CheckRule
from pipeline.text.patterns import compiled

_YEAR = r"(?:năm\s+)?((?:19|20)\d\d)(?!\d)"
_SPAN = compiled(
    r"(?<![\w/.,-])(\d{1,2})\s+năm\s{0,2},?\s*(?:\(|:)?\s*(?:(?:giai đoạn|thời kỳ)\s+)?(?:từ\s+)?"
    + _YEAR
    + r"\s*(?:-|đến)\s*"
    + _YEAR
)


@check("years-against-span")
def years_against_span(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "05 năm 2026 - 2028"; "05 năm (2020 - 2025)" where the same text has "05 năm (2021 - 2025)".

    From 2020 to 2025 five years pass, as terms of office are counted, and six bear its figures: alone it is no fault.
    """
    found = [(hit, int(hit[1]), int(hit[2]), int(hit[3])) for hit in _SPAN.finditer(context.folded)]
    whole = {(count, begin, end) for _, count, begin, end in found if end - begin + 1 == count}
    told: set[tuple[int, int, int]] = set()
    for hit, count, begin, end in found:
        years = end - begin + 1
        if years == count or (count, begin, end) in told:
            continue
        told.add((count, begin, end))
        words: dict[str, object] = {"found": context.document.text[hit.start() : hit.end()], "years": years}
        if years != count + 1:
            written = f"{years:02d}" if hit[1].startswith("0") else str(years)
            yield Hit(hit.start(), hit.end(), words | {"count": count}, fix=words_fix(context, *hit.span(1), written))
            continue
        other = next((span for span in sorted(whole) if span[0] == count and begin <= span[2] and span[1] <= end), None)
        if other is not None:
            words["expected"] = f"{other[1]}-{other[2]}"
            between = context.document.text[hit.end(2) : hit.start(3)]
            fix = words_fix(context, hit.start(2), hit.end(3), f"{other[1]}{between}{other[2]}")
            yield Hit(hit.start(), hit.end(), words | {"count": count}, case="two", fix=fix)
