"""One total of money divided twice, by purpose and by source: each division and a table's row of totals make it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.check.sums import Amount, amount_of, amounts_of_list, in_dong, in_sentence, pattern_of, sum_words
from pipeline.knowledge.checks import CheckRule
from pipeline.model import Section
from pipeline.text.patterns import compiled

_ROW = compiled(r"[^\n]*\|[^\n]*")


@check("division-against-total")
def division_against_total(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "Tổng kinh phí 500 triệu đồng", and "Phân theo nguồn:" whose parts make 450."""
    words = sum_words(rule)
    by = pattern_of(rule.strings("divisions"))
    amounts = [a for line in context.document.budget if (a := amount_of(line, context, words.rough))]
    for section in context.document.sections:
        if section.kind != "kinh_phi" or section.level != 1:
            continue
        total = _total(context, section, amounts, words.total)
        if total is None:
            continue
        for parts, place in _divisions(context, section, total, amounts, by, rule):
            made, slack = sum(p.value for p in parts), sum(p.slack for p in parts) + total.slack + 0.5
            if abs(made - total.value) > slack:
                gap = in_dong(abs(made - total.value), context)
                words_told = {"expected": in_dong(made, context), "parts": len(parts), "gap": gap}
                yield Hit(*place, {**words_told, "total": context.document.text[total.start : total.end]})
        yield from _rows_of_totals(context, section, total, amounts, rule)


def _total(context: Context, section: Section, amounts: list[Amount], named: re.Pattern[str]) -> Amount | None:
    """-> the one total that the part on money tells, in words outside its tables."""
    found = []
    for amount in amounts:
        line = context.folded.rfind("\n", 0, amount.start) + 1
        end = context.folded.find("\n", amount.end)
        inside = (
            section.heading_end <= amount.start < section.end or section.start <= amount.start < section.heading_end
        )
        if (
            inside
            and " | " not in context.folded[line:end]
            and re.search(r"(?<!\w)tổng(?!\w)", context.folded[max(line, amount.start - 60) : amount.start])
        ):
            found.append(amount)
    return found[0] if found and len({a.value for a in found}) == 1 else None


def _divisions(
    context: Context, section: Section, total: Amount, amounts: list[Amount], by: re.Pattern[str], rule: CheckRule
) -> Iterator[tuple[list[Amount], tuple[int, int]]]:
    """-> the parts of each division of the total, and the words that announce it."""
    words = sum_words(rule)
    at = context.folded.find("\n", total.end) + 1
    while 0 < at < section.end:
        end = context.folded.find("\n", at)
        end = end if end >= 0 else len(context.folded)
        opened = by.search(context.folded, at, end)
        if opened is not None and " | " not in context.folded[at:end]:
            colon = context.folded.find(":", opened.end(), end)
            after = colon + 1 if colon >= 0 else end
            if not any(at <= a.start < after for a in amounts):
                rest = context.folded[after:end].strip()
                parts = in_sentence(context, after, end, amounts, words) if rest else None
                parts = parts or (None if rest else amounts_of_list(context, end + 1, amounts, words))
                if parts:
                    yield parts, (opened.start(), opened.end())
        at = end + 1


def _rows_of_totals(
    context: Context, section: Section, total: Amount, amounts: list[Amount], rule: CheckRule
) -> Iterator[Hit]:
    """The row "Tổng cộng" of a table in the part on money, or in an annex of the estimate, against the total told."""
    totals = compiled(r"[\s|\d.ivx]*(?:" + "|".join(rule.strings("rows")) + r")\s*(?:\([^()|]*\))?\s*[:|]")
    for row in _ROW.finditer(context.folded, section.heading_end, section.end):
        if not totals.match(row[0]):
            continue
        inside = [a for a in amounts if row.start() <= a.start < row.end()]
        if not inside:
            continue
        most = max(inside, key=lambda a: a.value)
        gap = abs(most.value - total.value)
        if most.slack + total.slack + 0.5 < gap <= total.value * rule.figure("near", 0.5):
            words = {"expected": in_dong(most.value, context), "gap": in_dong(gap, context)}
            told = context.document.text[total.start : total.end]
            yield Hit(most.start, most.end, {**words, "total": told}, case="table")
