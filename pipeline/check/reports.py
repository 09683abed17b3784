"""Reports: whether anybody has to send one, by when, and whether two passages name two days for the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from pipeline.check.context import Context, Hit, check
from pipeline.check.structure import is_plan
from pipeline.extract.bodies import BodyReader, bodies_from
from pipeline.knowledge.agencies import agencies, agency_key
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.duties import duties
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words

_SENTENCE = compiled(r"[^\n;.]+(?:\.(?=\S)[^\n;.]+)*")
_DAY = compiled(
    r"(?:ngày\s+)?(?<![\d/.,])(?P<day>[0-3]?\d)\s*(?:/\s*(?P<month>[01]?\d)(?![\d/]*\d*\s*%)|\s+tháng\s+(?P<named>[01]?\d)(?!\d)"
    r"|(?=\s+(?:của\s+)?tháng\s+(?:cuối|đầu|sau)|\s+h[àằ]ng\s+tháng))"
)
_TO = compiled(r"(?<!\w)(?:gửi về|gửi|về|báo cáo(?: kết quả(?: thực hiện)?)?(?: về| cho| gửi(?: về)?)?|cho)\s+")

_OVER = compiled(
    r"[,;(]?\s*(?<!\w)(?:trước|h[àằ]ng|định kỳ|chậm nhất|kết quả|tình hình|qua|theo|để|vào|0?6 tháng|quý|mỗi"
    r"|tổng hợp|việc)(?!\w)"
)
_ON_THE_PLAN = compiled(r"kết quả|kế hoạch|tổng hợp|tình hình thực hiện|đề án|chương trình")


@dataclass(frozen=True, slots=True)
class Report:
    """A report that the plan asks for: of which period, from whom, to whom, by which day and month.

    ``on_the_plan`` says that it is on how the plan is carried out, not on a subject of its own.
    """

    start: int
    end: int
    period: str
    sender: str
    name: str
    recipients: frozenset[str]
    day: tuple[int, int | None]
    on_the_plan: bool


@check("no-reporting-date")
def no_reporting_date(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A plan by which nobody has to report, or nobody by a date."""
    if not is_plan(context, rule) or len(context.document.sections) < 4:
        return
    when = compiled("|".join(rule.strings("when")))
    named = compiled("|".join(rule.strings("not_duties")))
    duty = False
    for line in context.folded.split("\n"):
        if "báo cáo" in line and when.search(line):
            return
        duty = duty or "báo cáo" in named.sub(" ", line)
    yield Hit(case=None if duty else "no_duty")


@check("report-dates-contradict")
def report_dates_contradict(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """One report with two days, or a collector who must report before what he collects has come in."""
    reports = find_reports(context, rule)
    told: set[int] = set()
    for first, other in combinations(reports, 2):
        if first.period != other.period or other.start in told:
            continue
        words = {"other": context.document.text[first.start : first.end], "period": first.period}
        if first.recipients & other.recipients and first.sender == other.sender and _differ(first.day, other.day):
            told.add(other.start)
            plain = all(r.on_the_plan for r in (first, other))
            yield Hit(other.start, other.end, words, severity=None if plain else "info")
            continue
        for early, late in ((first, other), (other, first)):
            if early.sender in late.recipients and _before(early.day, late.day):
                told.add(other.start)
                words = {
                    "other": context.document.text[late.start : late.end],
                    "period": first.period,
                    "body": early.name,
                }
                yield Hit(early.start, early.end, words, case="collected_late")


def _differ(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    months = {one[1], other[1]}
    return one != other and (None not in months or months == {None})


def _before(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether a day of the year (or of the month) comes before another; in January the year before is reported on."""
    if one[1] is None or other[1] is None:
        return one[1] is None and other[1] is None and one[0] < other[0]
    return ((one[1] - 2) % 12, one[0]) < ((other[1] - 2) % 12, other[0])


def find_reports(context: Context, rule: CheckRule) -> list[Report]:
    """-> the reports of the plan's duties whose period, recipient and day are all told."""
    periods = {name: _any(words) for name, words in rule.mapping("periods").items()}
    reader = BodyReader(
        context.document.text, context.folded, context.bare, agencies(context.rules), duties(context.rules)
    )
    out: list[Report] = []
    for sentence in _SENTENCE.finditer(context.folded):
        if "báo cáo" not in sentence.group():
            continue
        section = context.section_at(sentence.start())
        if section is None or section.kind not in rule.strings("section_kinds"):
            continue
        recipients = _recipients(sentence, reader)
        if recipients:
            out += _in_sentence(sentence, periods, _sender(context, sentence, reader, rule), recipients)
    return out


def _any(words: object) -> re.Pattern[str]:
    return _pattern(tuple(str(w) for w in words) if isinstance(words, list) else (str(words),))


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(whole_words([*map(fold, words)]))


def _in_sentence(
    sentence: re.Match[str], periods: dict[str, re.Pattern[str]], name: str, recipients: frozenset[str]
) -> Iterator[Report]:
    text, at = sentence.group(), 0
    for hit in _DAY.finditer(text):
        if not 1 <= int(hit["day"]) <= 31:
            continue
        written = hit["month"] or hit["named"]
        if written is not None and not 1 <= int(written) <= 12:
            continue
        before = [(m.start(), name) for name, form in periods.items() for m in form.finditer(text, at, hit.start())]
        stop = compiled(r"[,;()]|$").search(text, hit.end())
        after = [
            name
            for name, form in periods.items()
            if form.search(text, hit.end(), min(hit.end() + 25, stop.start() if stop else len(text)))
        ]
        period = max(before)[1] if before else after[0] if len(after) == 1 else None
        at = hit.end()
        if period is not None:
            day = (int(hit["day"]), int(written) if written else None)
            start = sentence.start() + hit.start()
            yield Report(
                start,
                sentence.start() + hit.end(),
                period,
                agency_key(name),
                name,
                recipients,
                day,
                _ON_THE_PLAN.search(text) is not None,
            )


def _recipients(sentence: re.Match[str], reader: BodyReader) -> frozenset[str]:
    """-> whom the report goes to; a body it only passes through ("qua …") is one of them."""
    found: set[str] = set()
    for hit in compiled(_TO.pattern + r"|\(?\s*(?:thông )?qua\s+").finditer(
        reader.fold, sentence.start(), sentence.end()
    ):
        stop = _OVER.search(reader.fold, hit.end(), sentence.end())
        end = stop.start() if stop else sentence.end()
        found |= {agency_key(body.name) for body in bodies_from(hit.end(), end, reader)[0]}
    return frozenset(found)


def _sender(context: Context, sentence: re.Match[str], reader: BodyReader, rule: CheckRule) -> str:
    """-> the body that begins the sentence, else the one whose heading it stands under, else "" (all units)."""
    begin = sentence.start() + len(sentence.group()) - len(sentence.group().lstrip(" -+*•0123456789.)"))
    order = reader.duties.order.match(context.folded, begin, sentence.end())
    begin = order.end() if order else begin
    while begin < sentence.end() and context.folded[begin] == " ":
        begin += 1
    bodies, _ = bodies_from(begin, sentence.end(), reader)
    if bodies:
        return bodies[0].name if len(bodies) == 1 else ""
    if _pattern(rule.strings("everybody")).match(context.folded, begin):
        return ""
    section = context.section_at(sentence.start())
    while section is not None:
        named, _ = bodies_from(section.heading_start, section.heading_end, reader)
        if named:
            return named[0].name if len(named) == 1 else ""
        section = context.by_id.get(section.parent_id or "")
    return ""
