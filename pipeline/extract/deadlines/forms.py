"""The forms of a deadline in words: "trước ngày 15/11 hằng năm", "quý II/2026", "đến hết năm 2030", "6 tháng, 1 năm".

All patterns run on ``bare`` text (no case, no diacritics); offsets are those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.extract.deadlines.found import SHOWN, Found, stands
from pipeline.extract.deadlines.rates_and_spans import rates, spans
from pipeline.knowledge.duties import Duties
from pipeline.text.dates import DateMention, find_dates
from pipeline.text.patterns import compiled

_Y = r"(?:19|20)\d\d(?!\d)"
_EVERY = r"(?:hang|moi)\s+(?P<{0}>tuan|thang|quy|nam)(?!\w)"
_LIMIT = (
    r"(?:xong\s+|hoan\s+thanh\s+|gui\s+)?(?:truoc|cham\s+nhat(?:\s+la|\s+vao|\s+den)?|muon\s+nhat(?:\s+la)?|vao|den)"
)
_DAY = r"(?:ngay\s+)?(?P<day>\d{1,2})(?:\s*[/.\-]\s*(?P<month>\d{1,2})(?![\d%])|\s+thang\s+(?P<month2>\d{1,2})(?!\d))?"
_MONTH_IN_WORDS = r"(?:gieng|mot|hai|ba|tu|sau|bay|tam|chin|muoi|chap)\s.{0,12}?nam"
_NO_YEAR = (
    rf"(?!\s+thang\s+(?:\d|{_MONTH_IN_WORDS}))"
    r"(?!\s*[/.\-]\s*\d)(?!\s*,?\s*nam\s+\d{4})(?!\d|:\d|\s*(?:h|gio|g)(?:\d|\b))"
)
_TAIL = (
    r"(?P<tail>\s+(?:(?:cua\s+|vao\s+)?(?:hang|moi)\s+(?:thang|quy|nam)|(?:cua\s+)?thang\s+(?:cuoi|dau)(?:\s+cung)?"
    r"(?:\s+cua)?(?:\s+(?:moi|hang))?(?:\s+quy)?|cuoi\s+quy|cua\s+(?:thang|quy|nam)(?:\s+(?:sau|bao\s+cao))?|thang\s+sau(?!,?\s+nam\s))(?!\w))"
)
_UNIT = (
    r"(?:(?P<count>\d{1,2})\s+thang(?:\s+mot\s+lan|/lan)?|"
    + _EVERY.format("every")
    + r"|(?P<plain>tuan|thang|quy|nam)(?!\w))"
)
_PERIODIC = compiled(r"\bdinh\s+ky\s+(?:theo\s+|la\s+)?" + _UNIT)
_MORE = compiled(r"\s*(?:,|;|/|va|hoac|-)\s*(?:dinh\s+ky\s+)?" + _UNIT)
_RHYTHM = r"(?:dinh\s+ky\s+(?:theo\s+)?|bao\s+cao\s+(?:dinh\s+ky\s+|ket\s+qua\s+)?)" + _UNIT
_DUE_DAY = rf"(?P<limit>{_LIMIT}\s+{_DAY}{_NO_YEAR}{_TAIL}?)"
_UNIT_AND_DAY = compiled(rf"\b(?:{_RHYTHM}|{_EVERY.format('every2')})(?P<between>[^.;()]{{0,40}}?\(?\s*){_DUE_DAY}")
_ATTACHED = compiled(r"\s*(?P<limit>\(?\s*" + _LIMIT + r"\s+" + _DAY + _NO_YEAR + _TAIL + r"?\)?)")
_DAY_AND_UNIT = compiled(r"\b(?P<limit>" + _LIMIT + r"\s+" + _DAY + _NO_YEAR + r")" + _TAIL)
_DAYS_OF_MONTH = compiled(
    r"\b(?:cac\s+)?ngay\s+\d{1,2}(?:\s*(?:,|va)\s*\d{1,2})*\s+(?:hang|moi)\s+(?P<unit>thang|quy|nam)(?!\w)"
)
_OPENING = compiled(
    r"(?:^(?:\w{1,3}[.)]\s)?|(?<=[.;:]\s))[\W_]*(?P<unit>"
    + _EVERY.format("every")
    + r")(?:(?<!nam)(?=\s*,)|(?=\s+(?:vao|gui|(?:co\s+)?bao\s+cao|tong\s+hop|hop|giao\s+ban|so\s+ket|tong\s+ket)\s))"
)
_TIMES = compiled(
    r"\b(?:(?:moi|hang)\s+)?(?:(?P<count>\d{1,2})\s+)?(?P<unit>tuan|thang|quy|nam)\s+(?:it\s+nhat\s+)?(?:mot|hai|ba|bon|0?[1-4])\s+(?:lan|dot|ky)(?!\w)"
)
_WEEK_OF = compiled(
    r"\bvao\s+(?:tuan|ngay|thang)\s+(?:dau|cuoi)(?:\s+cung)?\s+(?:cua\s+)?(?:(?:moi|hang)\s+)?(?P<unit>thang|quy|nam)(?!\w)"
)
_REPORTED = compiled(r"\b" + _EVERY.format("every"))

_ANY_YEAR = compiled(_Y)
_RANGE = compiled(
    rf"\b(?P<cue>giai\s+doan(?:\s+tu)?\s+|thoi\s+ky\s+|tu\s+)?(?:nam\s+)?(?P<a>{_Y})\s*(?P<joint>-|den\s+het|den|toi)\s*(?:nam\s+)?(?P<b>{_Y})"
)
_PHASE_END = compiled(rf"\bgiai\s+doan\s+den\s+(?:het\s+)?(?:nam\s+)?(?P<b>{_Y})")
_QUARTER = compiled(
    rf"\b(?P<cue>(?:trong|het|den\s+het|den|truoc|cuoi|dau|giua|vao)\s+)?qu[yi]\s*(?P<q>iv|i{{1,3}}|[1-4])(?!\w)"
    rf"(?:\s*(?:-|,|va|den)\s*(?:qu[yi]\s*)?(?P<q2>iv|i{{1,3}}|[1-4])(?!\w))?(?:\s*(?:/|-|,?\s*nam)\s*(?P<y>{_Y}))?"
)
_HALF = compiled(rf"\b(?:06|6|sau)\s+thang\s+(?P<half>dau|cuoi)\s+nam\s+(?P<y>{_Y})")
_YEAR = compiled(
    rf"\b(?P<cue>(?:tu\s+nay\s+)?den\s+(?:het|cuoi|truoc)|het|vao\s+cuoi|cuoi|dau|giua|den|toi|truoc|trong|vao|cham\s+nhat(?:\s+(?:den|trong|vao|la))?|"
    rf"hoan\s+thanh\s+(?:trong|truoc|vao)?|(?:so|tong)\s+ket(?:\s+vao)?)\s+(?P<part>cuoi\s+|het\s+)?nam\s+(?P<y>{_Y})"
)
_RELATIVE = compiled(
    r"\b(?:trong\s+(?:(?:vong|thoi\s+han|thoi\s+gian)\s+)?|cham\s+nhat\s+(?:la\s+)?(?:sau\s+)?|khong\s+qua\s+)(?P<n>\d{1,3})\s+(?:ngay(?:\s+lam\s+viec)?|thang|tuan)(?=\s*,?\s*(?:ke\s+tu|sau\s+khi|tu\s+ngay|tinh\s+tu|sau\s+ngay))"
)
_FROM = compiled(r"\btu\s*(?:ngay\s*)?$")
_TO = compiled(r"\s*(?:-|den(?:\s+het)?(?:\s+ngay)?)\s*")
_HOUR = r"\d{1,2}\s*(?:gio|h|g)(?:\s*\d{1,2}(?:\s*phut)?)?"
_BEFORE_DAY = compiled(
    r"(?:(?:truoc|cham\s+nhat(?:\s+(?:la|vao|den|trong))?|muon\s+nhat(?:\s+la)?|han\s+cuoi(?:\s+la)?|thoi\s+han(?:\s+la)?|"
    r"(?:cham\s+nhat\s+)?tai\s+(?:ky|phien)\s+hop|den\s+het|den|toi|vao|trong|het|giua|cuoi|dau|luc|chu\s+nhat|"
    rf"thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7]))(?:\s*{_HOUR})?|(?<!\d){_HOUR})\s*,?\s*(?:ngay|thang)?\s*$"
)
_NOT_BEFORE = compiled(
    r"(?:so\s+voi|tinh\s+den(?:\s+het)?|ke\s+tu|tam\s+nhin(?:\s+den)?|ban\s+hanh)\s*(?:ngay|nam)?\s*$"
)
_FIELD_MONTH = compiled(
    rf"\W*(?P<m>(?:truoc\s+|den\s+|thang\s+)?(?:(?:1[0-2]|0?[1-9])\s*[-–]\s*)?(?P<of>1[0-2]|0?[1-9])\s*[/-]\s*(?P<y>{_Y}))\W*"
)
_FIELD_YEAR = compiled(rf"\W*(?:nam\s+)?(?P<y>{_Y})\W*$")
_AND_DAY = compiled(r"\s*(?:,|va|,\s*va)\s+(?:ngay\s+)?")
_SHARE = compiled(r"\s*(?:[-–]\s*\d+\s*)?%")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def recurring(folded: str, start: int, end: int, is_field: bool, words: Duties) -> Iterator[Found]:
    """The recurring days and rhythms of ``folded[start:end]``; a pattern is tried where a word of it stands."""
    each = stands(folded, start, end, "hang", "moi")
    regular = stands(folded, start, end, "dinh")
    if each or regular or stands(folded, start, end, "bao"):
        yield from _with_days(folded, start, end)
    if each or stands(folded, start, end, "thang", "quy", "cua "):
        for hit in _DAY_AND_UNIT.finditer(folded, start, end):
            yield _told(hit, f"{_of_tail(hit['tail'])}, {_limit(hit)}")
    if each:
        yield from _of_each(folded, start, end)
    for hit in _PERIODIC.finditer(folded, start, end) if regular else ():
        yield _told(hit, _rhythm(hit["count"], hit["every"], hit["plain"]))
        yield from _and_more(folded, hit.end(), end)
    yield from _times(folded, start, end, is_field)
    for hit in _WEEK_OF.finditer(folded, start, end) if stands(folded, start, end, "vao ") else ():
        yield _told(hit, _rhythm(None, hit["unit"], None))
    for hit in _REPORTED.finditer(folded, start, end) if each else ():
        clause = folded[max(start, hit.start() - 60) : hit.start()]
        if words.report.search(re.split(r"[.;:]", clause)[-1]):
            yield _told(hit, _rhythm(None, hit["every"], None))
    for hit in words.always.finditer(folded, start, end) if is_field else ():
        every = re.match(_EVERY.format("every"), hit[0])
        yield _told(hit, _rhythm(None, every["every"], None) if every else "thường xuyên")


def _told(hit: re.Match[str], rhythm: str) -> Found:
    return Found(hit.start(), hit.end(), "recurring", recurrence=rhythm)


def _with_days(folded: str, start: int, end: int) -> Iterator[Found]:
    """ "Định kỳ hằng quý (trước ngày 15 của tháng cuối quý), hằng năm (trước ngày 10/12)"."""
    for hit in _UNIT_AND_DAY.finditer(folded, start, end):
        if _SHARE.match(folded, hit.end(), end) or "%" in hit["between"]:  # "hằng năm đạt từ 3% đến 4%"
            continue
        close = hit.end() + (folded[hit.end() : hit.end() + 1] == ")" and "(" in hit["between"])
        unit = _rhythm(hit["count"], hit["every"] or hit["every2"], hit["plain"])
        yield Found(hit.start(), close, "recurring", recurrence=f"{unit}, {_limit(hit)}")
        yield from _and_more(folded, close, end)


def _of_each(folded: str, start: int, end: int) -> Iterator[Found]:
    """ "Các ngày 10 và 20 hằng tháng", and "Hằng năm, …" where it opens a sentence."""
    for hit in _DAYS_OF_MONTH.finditer(folded, start, end):
        if not folded[max(start, hit.start() - 7) : hit.start()].rstrip().endswith("truoc"):
            yield _told(hit, f"hằng {SHOWN[hit['unit']]}")
    for hit in _OPENING.finditer(folded[start:end]):
        rhythm = _rhythm(None, hit["every"], None)
        yield Found(start + hit.start("unit"), start + hit.end("unit"), "recurring", recurrence=rhythm)


def _times(folded: str, start: int, end: int, is_field: bool) -> Iterator[Found]:
    """So many times in a span, unless a share follows: "… khám mỗi năm một lần cho 90% …" is how a target is done."""
    for hit in _TIMES.finditer(folded, start, end) if stands(folded, start, end, " lan", " dot", " ky") else ():
        counted = hit["count"] or folded.startswith(("moi", "hang"), hit.start())
        if counted and not _leads_to_share(folded, hit.end(), end):
            yield _told(hit, _rhythm(hit["count"], hit["unit"], None))
    yield from (f for f in rates(folded, start, end, is_field) if not _leads_to_share(folded, f.end, end))


def _leads_to_share(folded: str, at: int, end: int) -> bool:
    return "%" in re.split(r"[.;]", folded[at:end], maxsplit=1)[0]


def _and_more(folded: str, at: int, end: int) -> Iterator[Found]:
    """The rest of a list: "định kỳ 6 tháng (trước ngày 05/5), hằng năm (trước ngày 05/11)"."""
    while (hit := _MORE.match(folded, at, end)) is not None:
        unit = _rhythm(hit["count"], hit["every"], hit["plain"])
        begin = hit.end() - len(re.sub(r"^\s*(?:,|;|/|va|hoac|-)\s*", "", hit[0]))
        day = _ATTACHED.match(folded, hit.end(), end)
        at = day.end() if day else hit.end()
        yield Found(begin, at, "recurring", recurrence=f"{unit}, {_limit(day)}" if day else unit)


def _rhythm(count: str | None, every: str | None, plain: str | None) -> str:
    return f"{int(count)} tháng" if count else f"hằng {SHOWN[every or plain or 'nam']}"


def _limit(hit: re.Match[str]) -> str:
    month = hit["month"] or hit["month2"]
    tail = " tháng cuối quý" if "cuoi" in (hit["tail"] or "") else " tháng sau" if "sau" in (hit["tail"] or "") else ""
    return f"trước ngày {int(hit['day']):02d}" + (f"/{int(month):02d}" if month else "") + tail


def _of_tail(tail: str) -> str:
    unit = next((u for u in ("quy", "nam", "thang", "tuan") if re.search(rf"\b{u}\b", tail)), "nam")
    return f"hằng {SHOWN[unit]}" if "cuoi" not in tail else "hằng quý"


def single(text: str, folded: str, start: int, end: int, is_field: bool) -> Iterator[Found]:
    """The days and periods of ``text[start:end]`` that come once; a form is tried where a word of it stands."""
    yield from spans(text, folded, start, end, is_field)
    yield from _days(text, folded, start, end, is_field)
    if _ANY_YEAR.search(folded, start, end) is not None:
        yield from _periods(folded, start, end, is_field)
    if stands(folded, start, end, "quy", "qui"):
        yield from _quarters(text, folded, start, end, is_field)
    if _ANY_YEAR.search(folded, start, end) is not None:
        yield from _years(folded, start, end)
    for hit in _RELATIVE.finditer(folded, start, end) if stands(folded, start, end, "trong", "cham", "khong") else ():
        yield Found(hit.start(), hit.end(), "period")
    if is_field:
        yield from _bare_in_field(folded, start, end)


def _periods(folded: str, start: int, end: int, is_field: bool) -> Iterator[Found]:
    """ "Giai đoạn đến năm 2030", "2026 - 2030"."""
    for hit in _PHASE_END.finditer(folded, start, end):
        yield Found(hit.start(), hit.end(), "date", due=hit["b"], year=int(hit["b"]), named=True)
    for hit in _RANGE.finditer(folded, start, end):
        if (hit["cue"] or is_field or hit["joint"] != "-") and int(hit["a"]) <= int(hit["b"]):
            yield Found(hit.start(), hit.end(), "period", due=hit["b"], begin=hit["a"], year=int(hit["b"]), named=True)


def _quarters(text: str, folded: str, start: int, end: int, is_field: bool) -> Iterator[Found]:
    """ "Quý II/2026", "quý III, IV"; without a year only behind a word of time or in a field."""
    for hit in _QUARTER.finditer(folded, start, end):
        written = text[hit.start() : hit.start("q")].lower().rstrip().endswith(("quý", "quí"))
        if not written or not (hit["y"] or hit["cue"] or is_field):
            continue
        last = hit["q2"] or hit["q"]
        month = 3 * (_QUARTERS[last] if last in _QUARTERS else int(last))
        year = int(hit["y"]) if hit["y"] else None
        yield Found(hit.start(), hit.end(), "date", due=f"{year}-{month:02d}" if year else None, year=year)


def _years(folded: str, start: int, end: int) -> Iterator[Found]:
    """ "6 tháng đầu năm 2026", "đến hết năm 2030"; no day that something is counted up to or held against."""
    for hit in _HALF.finditer(folded, start, end):
        month = 6 if hit["half"] == "dau" else 12
        yield Found(hit.start(), hit.end(), "date", due=f"{hit['y']}-{month:02d}", year=int(hit["y"]))
    for hit in _YEAR.finditer(folded, start, end):
        stated = folded.endswith(("tinh ", "tam nhin "), 0, hit.start())
        if stated or _NOT_BEFORE.search(folded, max(start, hit.start() - 20), hit.start()):
            continue
        whole = re.search(r"het|cuoi", hit["cue"] + (hit["part"] or ""))
        due = f"{hit['y']}-12-31" if whole else hit["y"]
        yield Found(hit.start(), hit.end(), "date", due=due, year=int(hit["y"]), named=hit["cue"] in ("den", "toi"))


def _bare_in_field(folded: str, start: int, end: int) -> Iterator[Found]:
    """What a field or a time column holds and nothing else: "10-11/2026", "năm 2026"."""
    value = max(folded.rfind(":", start, end) + 1, start)
    dated = _FIELD_MONTH.fullmatch(folded, value, end)
    if dated is not None:
        due = f"{dated['y']}-{int(dated['of']):02d}"
        yield Found(*dated.span("m"), "date", due=due, year=int(dated["y"]))
    alone = _FIELD_YEAR.search(folded, start, end)
    if alone is not None and end - alone.start() < 16:
        yield Found(alone.start("y"), alone.end("y"), "date", due=alone["y"], year=int(alone["y"]))


def _days(text: str, folded: str, start: int, end: int, is_field: bool) -> Iterator[Found]:
    dates = find_dates(text, start, end)
    used: set[int] = set()
    for one, other in pairwise(dates):
        opening = _FROM.search(folded, max(start, one.start - 12), one.start)
        if opening and _TO.fullmatch(folded, one.end, other.start):
            used |= {one.start, other.start}
            yield Found(opening.start(), other.end, "period", due=_iso(other), begin=_iso(one), year=other.year)
    last: int | None = None  # the end of a deadline that "và ngày 15/12" may go on from
    for mention in dates:
        if mention.start in used or (mention.year is None and mention.day is None):
            continue
        before = _BEFORE_DAY.search(folded, max(start, mention.start - 40), mention.start)
        joined = last is not None and _AND_DAY.fullmatch(folded, last, mention.start)
        if joined:
            begin = mention.start - len("ngay ") if folded.endswith("ngay ", start, mention.start) else mention.start
            yield Found(begin, mention.end, "date", due=_iso(mention), year=mention.year)
            continue
        if _NOT_BEFORE.search(folded, max(start, mention.start - 24), mention.start) or not (before or is_field):
            continue
        begin = before.start() if before else mention.start
        begin += len(folded[begin : mention.start]) - len(folded[begin : mention.start].lstrip())
        starting = _FROM.search(folded, max(start, mention.start - 12), mention.start) if not before else None
        last = mention.end
        if starting:
            yield Found(starting.start(), mention.end, "period", begin=_iso(mention), year=mention.year)
            continue
        yield Found(begin, mention.end, "date", due=_iso(mention), year=mention.year)


def _iso(mention: DateMention) -> str | None:
    if mention.value is not None:
        return mention.value.isoformat()
    if mention.day is None and mention.month is not None and mention.year is not None:
        return f"{mention.year}-{mention.month:02d}"
    return None
