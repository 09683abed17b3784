"""Times that are told by how often, from when on, or until what: "02 lần/ngày", "năm 2026 và các năm tiếp theo",
"từ ngày ban hành đến khi …", "từ 15/11 đến 15/12". All patterns run on ``bare`` text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.deadlines.found import SHOWN, Found, stands
from pipeline.text.dates import find_dates
from pipeline.text.patterns import compiled

_Y = r"(?:19|20)\d\d(?!\d)"
_UNIT = r"(?P<unit>ngay|tuan|thang|quy|nam)(?!\w)"
_RATE = compiled(rf"(?<![\d.,])(?P<n>\d{{1,2}})\s*lan\s*(?:/\s*|(?:trong\s+)?(?:moi|mot|hang)\s+){_UNIT}")
_EACH = compiled(rf"(?<![\d.,])(?P<n>\d{{1,2}})\s*{_UNIT}\s*/\s*(?:0?1\s*)?lan(?!\w)")
_HOUR = compiled(
    r"\b(?:truoc|cham\s+nhat(?:\s+(?:la|vao))?|vao|luc)\s+(?P<h>\d{1,2})\s*(?:h|g|gio)\s*(?P<m>\d{2})?(?:\s*phut)?,?"
    r"\s+(?:hang|moi)\s+ngay(?!\w)"
)
_MONTHS = compiled(
    rf"\bthang\s+\d{{1,2}}(?:\s*(?:,|va|-)\s*(?:thang\s+)?\d{{1,2}})*\s*(?:,|va|-)\s*(?:thang\s+)?(?P<m>\d{{1,2}})\s*(?:/|nam\s+)\s*(?P<y>{_Y})"
)
_EVERY_MONTHS = compiled(r"(?<![\d.,/])(?P<n>0?[1-9]|1[0-2])\s+thang(?=\s*(?:,|va\s|$))")
_ONWARD = compiled(
    rf"(?:(?:bat\s+dau\s+)?tu\s+)?(?:nam\s+)?(?P<y>{_Y})(?:\s*,|\s+va|\s*,\s*va)\s+(?:cac|nhung)\s+nam\s+(?:tiep\s+theo|ke\s+tiep|sau)"
    rf"|tu\s+(?:quy\s+\w+\s*(?:/|nam)\s*)?(?:nam\s+)?(?P<y2>{_Y})\s+tro\s+di"
)
_UNTIL = compiled(r"\btu\s+(?:ngay|khi|thoi\s+diem)\s+(?!\d)[^.;\n]{2,80}?\s+(?:cho\s+)?den\s+[^.;\n]{2,100}")
_DAYS = compiled(
    r"\btu\s+(?:ngay\s+)?(?P<a>\d{1,2}/\d{1,2})\s*(?:-|den(?:\s+het)?)\s*(?:ngay\s+)?(?P<b>\d{1,2}/\d{1,2})(?![\d/%])"
)
_SESSION = compiled(r"\b(?:cham\s+nhat\s+)?tai\s+ky\s+hop\s+(?:thuong\s+le\s+)?thang\s+\d{1,2}(?!\d|\s*(?:/|nam))")


def rates(folded: str, start: int, end: int, is_field: bool) -> Iterator[Found]:
    """How often, in figures: "02 lần/ngày", "6 tháng/lần", "trước 17h hằng ngày"."""
    for hit in _RATE.finditer(folded, start, end) if stands(folded, start, end, " lan", "lan/") else ():
        yield _of_rate(hit, f"{int(hit['n'])} lần/{SHOWN[hit['unit']]}")
    for hit in _EACH.finditer(folded, start, end) if stands(folded, start, end, "/lan", "/ lan", "/0", "/1") else ():
        yield _of_rate(hit, f"{int(hit['n'])} {SHOWN[hit['unit']]}")
    for hit in _EVERY_MONTHS.finditer(folded, start, end) if is_field else ():
        yield _of_rate(hit, f"{int(hit['n'])} tháng")
    for hit in _HOUR.finditer(folded, start, end) if stands(folded, start, end, " ngay") else ():
        at = f"{int(hit['h'])} giờ" + (f" {hit['m']}" if hit["m"] and int(hit["m"]) else "")
        yield _of_rate(hit, f"hằng ngày, trước {at}")


def _of_rate(hit: re.Match[str], rhythm: str) -> Found:
    return Found(hit.start(), hit.end(), "recurring", recurrence=rhythm)


def spans(text: str, folded: str, start: int, end: int, is_field: bool) -> Iterator[Found]:
    """Spans of time without a year at either end, or without an end; those in words only where a time is asked for."""
    for hit in _DAYS.finditer(folded, start, end) if stands(folded, start, end, "/") else ():
        yield Found(hit.start(), hit.end(), "period")
    for hit in _SESSION.finditer(folded, start, end) if stands(folded, start, end, "ky hop") else ():
        yield Found(hit.start(), hit.end(), "date")
    if not is_field:
        return
    for hit in _MONTHS.finditer(folded, start, end):
        if 1 <= int(hit["m"]) <= 12:
            yield Found(hit.start(), hit.end(), "date", due=f"{hit['y']}-{int(hit['m']):02d}", year=int(hit["y"]))
    for hit in _ONWARD.finditer(folded, start, end):
        year = hit["y"] or hit["y2"]
        yield Found(hit.start(), hit.end(), "period", begin=year, year=int(year))
    for hit in _UNTIL.finditer(folded, start, end):
        close = hit.start() + len(hit[0].rstrip())
        last = next((m for m in reversed(find_dates(text, hit.start(), close)) if m.end == close), None)
        due = last.value.isoformat() if last is not None and last.value is not None else None
        yield Found(hit.start(), close, "period", due=due, year=last.year if last else None)
