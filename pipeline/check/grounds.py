"""The grounds of a plan ("Căn cứ …"): one a line, closed by a semicolon, each told in full where it is first cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.check.context import Context, Hit, check
from pipeline.check.references import day_text, identify
from pipeline.check.structure import is_excerpt
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.registry import number_key
from pipeline.model import Fix, LegalReference
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words

_STAGE = compiled(r"(?:giai đoạn|thời kỳ)\s+(?:từ\s+)?(?:năm\s+)?(?:19|20)\d\d\s*(?:-|đến(?:\s+năm)?)\s*(?:19|20)\d\d")
_CLOSED = (";", ".", ":", ",", "”", '"')
_YEAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _grounds(context: Context) -> list[tuple[int, int]]:
    """-> the spans of the paragraphs before the first numbered part that begin with "Căn cứ"."""
    first = min((s.start for s in context.document.sections if s.level == 1 and s.kind != "can_cu"), default=0)
    spans, at = [], 0
    for line in context.document.text[:first].split("\n"):
        if fold(line).lstrip(" -+*").startswith("căn cứ"):
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


@check("grounds-punctuation")
def grounds_punctuation(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Each ground on a line of its own that ends in ";" (the last may end in "."); told once a plan."""
    crowded = int(rule.figure("crowded", 3))
    spans = _grounds(context)
    for start, end in spans:
        line = context.document.text[start:end].rstrip(" *_")
        inside = [r for r in context.citations if start <= r.start < end and r.role == "can_cu"]
        own = [r for r in inside if re.search(r"[,;]\s*$", context.document.text[max(start, r.start - 3) : r.start])]
        if len(own) + 1 >= crowded:
            yield Hit(own[0].start, own[0].end, {"count": len(own) + 1}, case="together")  # where a line should begin
            return
        if not line.endswith(_CLOSED):
            yield Hit(start, start + len(line), fixes=_closed(context, spans, start))
            return
        if _stops(line, end, spans):
            yield Hit(start, start + len(line), case="stop", fixes=_closed(context, spans, start))
            return


def _stops(line: str, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return line.endswith(".") and any(end < later <= end + 2 for later, _ in spans)


def _closed(context: Context, spans: Sequence[tuple[int, int]], since: int) -> list[Fix | None]:
    """-> a semicolon behind each ground from ``since`` on that has none or ends in a full stop before another: the
    rule is told once."""
    fixes: list[Fix | None] = []
    for start, end in spans:
        line = context.document.text[start:end].rstrip(" *_")
        at = start + len(line)
        if start >= since and not line.endswith(_CLOSED):
            fixes.append(Fix(at, at, ";", True))
        elif start >= since and _stops(line, end, spans):
            fixes.append(Fix(at - 1, at, ";", True))
    return fixes


@check("ground-period-over")
def ground_period_over(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A programme "giai đoạn 2021-2025" as a ground of a plan that begins later."""
    frame = context.document.metadata
    begins = frame.period_start or frame.period_end
    looks_back = compiled(whole_words([*map(fold, rule.strings("looks_back"))]))
    if begins is None or looks_back.search(fold(frame.title or "")):
        return
    spans = _grounds(context)
    for reference in context.citations:
        if reference.role != "can_cu" or not any(a <= reference.start < b for a, b in spans):
            continue
        match = identify(context, reference)
        known = match.document.title if match is not None and match.certain else None
        title = fold(reference.title or known or "")
        stage, years = _STAGE.search(title), [int(year) for year in _YEAR.findall(title)]
        if stage is not None and max(years) < begins and not looks_back.search(title):
            words = {"number": reference.number, "found": stage.group(), "expected": begins}
            yield Hit(reference.start, reference.end, words)


@check("first-citation")
def first_citation(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A ground without its date where it is cited first and nowhere else with one."""
    dated = {number_key(r.number or "") for r in context.citations if r.issued_on}
    kinds = rule.strings("by_name_only")
    spans = _grounds(context)
    for reference in context.citations:
        if not any(a <= reference.start < b for a, b in spans) or reference.doc_type in kinds:
            continue
        if number_key(reference.number or "") not in dated:
            yield Hit(reference.start, reference.end, {"number": reference.number}, fix=_date_added(context, reference))


def _date_added(context: Context, reference: LegalReference) -> Fix | None:
    """-> the date that the registry has, put behind the number."""
    match = identify(context, reference)
    number = reference.number or ""
    at = context.document.text.find(number, reference.start, reference.end)
    if match is None or not match.certain or match.document.issued_on is None or at < 0:
        return None
    end = at + len(number)
    return Fix(end, end, f" ngày {day_text(match.document.issued_on)}")


@check("no-grounds")
def no_grounds(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A plan that names no document, and none that it carries out, before its first part."""
    sections = [s for s in context.document.sections if s.level == 1]
    frame = context.document.metadata
    if (
        frame.doc_type not in rule.strings("doc_types")
        or frame.title is None
        or frame.issuer is None  # a piece of a plan, its head cut off
        or len(sections) < rule.figure("parts", 3)
        or is_excerpt(context)
    ):
        return
    if any(
        s.kind == "can_cu" and re.search(r"\w", s.heading + context.document.text[s.heading_end : s.end])
        for s in sections
    ):
        return
    first = min((s.start for s in sections if s.kind != "can_cu"), default=0)
    opening = compiled(whole_words([*map(fold, rule.strings("openings"))]))
    preamble = context.folded[:first]
    cited = any(not r.internal and r.start < first for r in context.document.legal_references)
    told = any(opening.match(line.lstrip(" -+*")) for line in preamble.split("\n"))
    if not cited and not told and not opening.search(fold(frame.title)):
        yield Hit()
