"""Sums of money that do not add up: a total against its parts in sentences, lists and tables, and in letters.

Only where the parts are complete and each has one clear figure; a figure may be rounded in its last digit.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import figure_fix
from pipeline.compare.wording import number
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.duties import Duties, duties
from pipeline.model import BudgetLine, Fix, Severity
from pipeline.text.fold import fold
from pipeline.text.labels import parse_label
from pipeline.text.numbers import parse_number, parse_words
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words

_FIGURE = compiled(r"\d[\d.,]*\d|\d")
_LETTERS = compiled(r"\s*\([^()\d]{0,160}\)")
_SENTENCE_END = compiled(r"\.(?=\s|$)")
_AROUND = 600  # characters of a line around a sum that are looked at
_CLAUSE_END = compiled(r";|\.(?=\s|$)")
_ROUGH = 0.05  # how far "khoảng" may be off
_NEAR = 0.02  # parts that come this near to a total were meant to be all of it


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in đồng with the place of its words and how far rounding may have moved it."""

    start: int
    end: int
    value: float
    slack: float


def amount_of(line: BudgetLine, context: Context, rough: re.Pattern[str]) -> Amount | None:
    """-> the sum of a budget line; "khoảng" before it widens what it may be."""
    figure = _FIGURE.search(line.quote)
    written = parse_number(figure.group()) if figure else None
    if line.amount is None or figure is None or not written:
        return None
    decimals = len(figure.group().partition(",")[2])
    unit = line.amount / written / 10**decimals
    slack = unit / 2 if unit > 1 else 0.0
    if rough.search(context.folded[max(0, line.start - 12) : line.start]):
        slack = max(slack, line.amount * _ROUGH)
    return Amount(line.start, line.end, line.amount, slack)


@check("sum-does-not-add-up")
def sum_does_not_add_up(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A total and its parts that say two things."""
    words = Words.of(rule)
    amounts = [a for b in context.document.budget if (a := amount_of(b, context, words.rough))]
    rows = _starts_of_rows(context)
    in_tables = {a for a in amounts if context.folded.rfind("\n", 0, a.start) + 1 in rows}
    told = [a for a in amounts if a not in in_tables]
    for total in told:
        found = _said_with_parts(context, total, told, words)
        if found is None:
            continue
        parts, complete = found
        hit = _compared(context, total, parts, complete)
        if hit is not None:
            yield hit


@dataclass(frozen=True, slots=True)
class Words:
    """The rule's word lists as patterns."""

    all_of: re.Pattern[str]
    some_of: re.Pattern[str]
    rough: re.Pattern[str]
    rate: re.Pattern[str]
    total: re.Pattern[str]

    @classmethod
    def of(cls, rule: CheckRule) -> Words:
        return cls(*(pattern_of(rule.strings(name)) for name in ("all_of", "some_of", "rough", "rates", "totals")))


@lru_cache(maxsize=64)
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(whole_words([*map(fold, words)]))


def _starts_of_rows(context: Context) -> set[int]:
    """-> where the lines begin that are rows of tables."""
    at, found = 0, set()
    for line in context.folded.split("\n"):
        if " | " in line:
            found.add(at)
        at += len(line) + 1
    return found


def _line_span(context: Context, offset: int) -> tuple[int, int]:
    start, end = context.folded.rfind("\n", 0, offset) + 1, context.folded.find("\n", offset)
    return start, end if end >= 0 else len(context.folded)


def _within(amounts: Sequence[Amount], start: int, end: int) -> Sequence[Amount]:
    """-> the amounts, which are in order, that begin in ``[start, end)``."""
    first = bisect_left(amounts, start, key=lambda a: a.start)
    return amounts[first : bisect_left(amounts, end, key=lambda a: a.start)]


def _said_with_parts(
    context: Context, total: Amount, amounts: Sequence[Amount], words: Words
) -> tuple[list[Amount], bool] | None:
    """-> the parts that follow a total, and whether the words say that they are all of it ("trong đó" does not); None
    where unclear."""
    line_start, line_end = _line_span(context, total.start)
    line_start, line_end = max(line_start, total.start - _AROUND), min(line_end, total.end + 4 * _AROUND)
    stops = [m.end() for m in _CLAUSE_END.finditer(context.folded, line_start, total.start)]
    begin = stops[-1] if stops else line_start
    if _within(amounts, begin, total.start):
        return None  # two sums before their parts
    at = total.end
    letters = _LETTERS.match(context.folded, at, line_end)
    at = letters.end() if letters else at
    after = context.folded[at:line_end]
    opener = re.match(r"[\s,;.:(]*", after)
    lead = opener.group() if opener else ""
    first = after[len(lead) :]
    some, everything = words.some_of.match(first), words.all_of.match(first)
    bracket = "(" in lead
    if some or everything:
        at += len(lead) + (some or everything).end()  # type: ignore[union-attr]
    elif (bracket or ":" in lead) and words.total.search(context.folded, line_start, total.start):
        at += len(lead)
        everything = re.match("", first)
    else:
        return None
    end = line_end
    stop = context.folded.find(")", at, line_end) if bracket else -1
    sentence = _SENTENCE_END.search(context.folded, at, line_end)
    end = stop if stop >= 0 else sentence.start() if sentence else line_end
    region = context.folded[at:end]
    if not re.search(r"\w", region):
        parts = amounts_of_list(context, line_end + 1, amounts, words)
        return (parts, True) if parts else None
    parts = in_sentence(context, at, end, amounts, words)
    if parts is None:
        return None
    return parts, everything is not None


def sum_words(rule: CheckRule) -> Words:
    """-> the word lists of a rule on sums as patterns."""
    return Words.of(rule)


def in_sentence(context: Context, start: int, end: int, amounts: Sequence[Amount], words: Words) -> list[Amount] | None:
    """-> the parts of one sentence, one a clause; None where a clause has none, several, or a rate."""
    region = context.folded[start:end]
    cut = r";" if ";" in region else r",(?!\d)|(?<!\w)(?:và|còn lại)(?!\w)(?=[^,;]*\d)"
    bounds = [0, *(m.end() for m in re.finditer(cut, region)), len(region)]
    parts: list[Amount] = []
    for low, high in itertools.pairwise(bounds):
        if re.search(r"\w", region[low:high]):
            part = _one(context, start + low, start + high, amounts, words)
            if part is None:
                return None
            parts.append(part)
    return parts if len(parts) > 1 else None


def _one(context: Context, start: int, end: int, amounts: Sequence[Amount], words: Words) -> Amount | None:
    """-> the one sum of a clause: what stands in brackets or after "trong đó" details it."""
    clause = context.folded[start:end]
    detail = words.some_of.search(clause) or words.all_of.search(clause)
    head = clause[: detail.start()] if detail else clause
    head = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), head)
    inside = [a for a in _within(amounts, start, start + len(head)) if head[a.start - start].strip()]
    equals = head.rfind("=")
    if equals >= 0:
        inside = [a for a in inside if a.start - start > equals]
    if len(inside) != 1 or words.rate.search(head) or (equals < 0 and re.search(r"\d\s*[x×*]\s*\d", head)):
        return None
    return None if context.folded[inside[0].end : inside[0].end + 2].lstrip().startswith("/") else inside[0]


def amounts_of_list(context: Context, at: int, amounts: Sequence[Amount], words: Words) -> list[Amount] | None:
    """-> the sums of a list, one a line of the same kind of label; None where a line has no clear one."""
    parts: list[Amount] = []
    style = None
    while at < len(context.folded):
        start, end = _line_span(context, at)
        at = end + 1
        label = parse_label(context.document.text[start:end])
        if label is None or " | " in context.folded[start:end]:
            break
        key = (label.style, label.text if label.style == "bullet" else label.depth)
        style = style or key
        if key != style:
            if style[0] == "bullet" and style[1] == "+":
                break
            if key == ("bullet", "+"):
                continue  # what details the line above
            break
        if parts and label.numbers and label.numbers[-1] == 1:
            break  # another list begins
        part = _one(context, start + label.end, end, amounts, words)
        if part is None:
            return None
        parts.append(part)
    return parts if len(parts) > 1 else None


def _compared(context: Context, total: Amount, parts: Sequence[Amount], complete: bool) -> Hit | None:
    made = slack = gap = 0.0
    for part in parts:
        made, slack = made + part.value, slack + part.slack
        gap = made - total.value
        if abs(gap) <= total.slack + slack + 0.5:
            return None  # what follows the parts that make the total details them
    if gap < 0 and not complete and -gap > total.value * _NEAR:
        return None  # "trong đó" names some of the parts only
    words = {
        "expected": in_dong(made, context),
        "gap": in_dong(abs(gap), context),
        "parts": len(parts),
    }
    severity: Severity | None = None if complete or gap > 0 else "info"
    return Hit(total.start, total.end, words, severity=severity, fix=_as_summed(context, total, made))


def _as_summed(context: Context, total: Amount, made: float) -> Fix | None:
    """-> the total's figure written as the sum of its parts, in its own unit; None where that would be rounded."""
    told = _FIGURE.search(context.folded, total.start, total.end)
    written = parse_number(told.group()) if told else None
    if not written:
        return None
    value = round(made * written / total.value, 3)
    exact = abs(value * total.value / written - made) < 0.5
    return figure_fix(context, total.start, total.end, written, value) if exact else None


def in_dong(value: float, context: Context) -> str:
    """``1250000000`` -> "1.250.000.000 đồng"."""
    return context.say("check.dong", amount=number(value, context.lang))


@check("amount-in-letters")
def amount_in_letters(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "268 triệu đồng (Bằng chữ: Hai trăm sáu mươi bảy triệu đồng)"."""
    known = duties(context.rules)
    rough = compiled(r"(?!)")
    for line in context.document.budget:
        amount = amount_of(line, context, rough)
        bracket = compiled(r"\s*\((?:\s*bằng chữ\s*:?)?([^()\d]{4,160})\)").match(context.folded, line.end)
        if amount is None or bracket is None:
            continue
        said = _letters(bracket.group(1), known)
        if said is not None and abs(said - amount.value) > 0.5:
            words = {"letters": context.document.text[bracket.start(1) : bracket.end(1)].strip()}
            yield Hit(line.start, line.end, {**words, "expected": in_dong(said, context)})


def _letters(words: str, known: Duties) -> float | None:
    """``"một trăm tám mươi sáu triệu đồng"`` -> 186000000.0; None where it is no sum in words."""
    plain = re.sub(r"[,.;:/]|(?<!\w)chẵn(?!\w)", " ", words).split()
    if len(plain) < 2 or plain[-1] != "đồng":
        return None
    if re.search(r"(?<!\w)(?:nghìn|ngàn)(?!\w).*(?<!\w)(?:triệu|tỷ|tỉ)(?!\w)", " ".join(plain)):
        return None  # "một nghìn hai trăm tỷ": thousands of a greater unit
    return parse_words(" ".join(plain[:-1]))
