"""Cut a paragraph into units, what stands between full stops and semicolons."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

Span = tuple[int, int]

_LABEL = compiled(
    r"\s*(?:(?:[-–—+](?!\d)|[•*·▪●○►]|\d{1,2}(?:\.\d{1,2})*[.)](?=\s)|\d{1,2}(?:\.\d{1,2})+(?=\s)|[ivxlcdm]{1,6}[.)]|[a-zđ][.)]|\(?\d{1,2}\)|\d{1,2}/(?=\s)|\([a-zđ]\))\s*)+"
)
_STOP = compiled(r"[;!?](?=\s|$)|\.(?=\s+[\"“(]?\S|\s*[\"”)]?\s*$)|\./\.")
_ABBREVIATED = frozenset({"tp", "ths", "ts", "pgs", "gs", "bs", "tr", "st", "đ/c"})


def find_units(text: str, folded: str, start: int, end: int) -> Iterator[Span]:
    """The units of the paragraph ``text[start:end]``, without its label and theirs; brackets keep their semicolons.

    A full stop ends a unit before a capital or a figure, so that "TP. Huế" and "v.v. các" do not.
    """
    label = _LABEL.match(folded, start, end)
    at = since = label.end() if label else start
    depth = 0
    for stop in _STOP.finditer(folded, at, end):
        depth = max(depth + folded.count("(", since, stop.start()) - folded.count(")", since, stop.start()), 0)
        since = stop.start()
        held = stop[0] == ";" and depth and folded.find(")", stop.end(), end) > 0
        if held or (stop[0] == "." and not _closes(text, folded, at, stop.end(), end)):
            continue
        if folded[at : stop.start()].strip():
            yield at, stop.start()
        label = _LABEL.match(folded, stop.end(), end)  # "… ; (2) tỷ lệ …": items run into one paragraph
        at, depth = label.end() if label else stop.end(), 0
        since = max(since, at)
    if folded[at:end].strip():
        yield at, end


def _closes(text: str, folded: str, floor: int, at: int, end: int) -> bool:
    """Whether the full stop in front of ``at`` ends a sentence."""
    if folded[max(floor, at - 5) : at - 1].rpartition(" ")[2] in _ABBREVIATED:
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


def without_label(line: str) -> str:
    """-> a line without the label or mark of its item."""
    label = _LABEL.match(fold(line))
    return line[label.end() :] if label else line
