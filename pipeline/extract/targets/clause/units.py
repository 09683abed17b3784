"""Cut a paragraph into units, what stands between full stops and semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_LABEL = re.compile(
    r"\s*(?:(?:[-–—+](?!\d)|[•*·▪●○►]|\d{1,2}(?:\.\d{1,2})*[.)](?=\s)|\d{1,2}(?:\.\d{1,2})+(?=\s)|[ivxlcdm]{1,6}[.)]|[a-zđ][.)]|\(?\d{1,2}\)|\d{1,2}/(?=\s)|\([a-zđ]\))\s*)+"
)
_STOP = re.compile(r"[;!?](?=\s|$)|\.(?=\s+[\"“(]?\S|\s*[\"”)]?\s*$)|\./\.|(?<=\d):(?=\s)")
_REACHED = re.compile(r"%[^%:;.]{0,24}(?:19|20)\d\d$")
_NEW_CLAUSE = re.compile(
    r"\s+(?:phấn đấu|(?:(?:tăng|giảm|nâng|duy trì)\s)?(?:tỷ|tỉ) (?:lệ|trọng)"
    r"|(?:(?:trên|ít nhất|tối thiểu|có)\s)?\d+%)(?!\w)"
)
# "mục tiêu 90-90-90 (90% người …; 90% người …)": the brackets hold the aims
_AIMS_IN_BRACKETS = re.compile(
    r"(?:mục tiêu|chỉ tiêu)[^();.]{0,30}\((?=(?:trên\s)?\d+%[^()]*;\s*(?:trên\s)?\d+%[^()]*\))"
)
_ABBREVIATION = re.compile(r"(?:\btp|\bths|\bts|\bpgs|\bgs|\bbs|\btr|\bst|\bđ/c)$")


def find_units(text: str, folded: str, start: int, end: int) -> Iterator[Span]:
    """The units of the paragraph ``text[start:end]``, without its label; brackets keep their semicolons.

    A full stop ends a unit before a capital or a figure, so that "TP. Huế" and "v.v. các" do not.
    """
    label = _LABEL.match(folded, start, end)
    at = label.end() if label else start
    for opening in _AIMS_IN_BRACKETS.finditer(folded, at, end):
        close = folded.index(")", opening.end())
        yield from _between_stops(text, folded, at, opening.end() - 1)
        yield from _between_stops(text, folded, opening.end(), close)
        at = close + 1
    yield from _between_stops(text, folded, at, end)


def _between_stops(text: str, folded: str, at: int, end: int) -> Iterator[Span]:
    depth_at = at
    depth = 0
    for stop in _STOP.finditer(folded, at, end):
        depth += folded.count("(", depth_at, stop.start()) - folded.count(")", depth_at, stop.start())
        depth, depth_at = max(depth, 0), stop.start()
        if (
            (depth and stop[0] == ";" and folded.find(")", stop.end(), end) > 0)
            or (stop[0] == "." and not _closes(text, folded, at, stop.end(), end))
            or (stop[0] == ":" and (depth or not _parts(folded, at, stop.start(), end)))
        ):
            continue
        if folded[at : stop.start()].strip():
            yield at, stop.start()
        at, depth = stop.end(), 0
    if folded[at:end].strip():
        yield at, end


def _parts(folded: str, floor: int, at: int, end: int) -> bool:
    """ "… đạt 90% vào năm 2030: tỷ lệ …": whether a colon stands for the semicolon between two targets."""
    return _REACHED.search(folded, floor, at) is not None and _NEW_CLAUSE.match(folded, at + 1, end) is not None


def _closes(text: str, folded: str, floor: int, at: int, end: int) -> bool:
    """Whether the full stop in front of ``at`` ends a sentence."""
    if _ABBREVIATION.search(folded[max(floor, at - 5) : at - 1]):
        return False
    after = text[at:end].lstrip(' "“(')[:1]
    return not after or after.isupper() or after.isdigit() or after in "-–+•"


def trim(folded: str, start: int, end: int) -> Span:
    """The span without blanks and punctuation at its edges (brackets and % stay at the end)."""
    while start < end and folded[start] in " \t\u00a0,;:.-–•*+…":
        start += 1
    while end > start and folded[end - 1] in " \t\u00a0,;:.-–•*(…":
        end -= 1
    return start, end
