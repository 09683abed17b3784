"""Tables left as one cell a line whose rows are told by their runs of values: name, unit if there is one, values.

Empty cells are gone with their places: a row counts only where it has a value, or a dash, for every column of values,
and the table only where its titles are as many as its columns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.extract.grid.rows import Row, Span
from pipeline.extract.grid.words import header_period
from pipeline.text.patterns import compiled

FIRST_TITLE = compiled(
    r"(?:số )?s?tt\.?|(?:tên )?(?:chỉ tiêu|tiêu chí|chỉ số|nội dung)(?: (?:chủ yếu|mục tiêu|chính))?"
    r"|tỉnh,? (?:thành phố|thành)|địa phương|xã, phường(?:, đặc khu)?"
)
INDEX = compiled(r"(?:số )?s?tt\.?")
VALUE = compiled(
    r"(?:[≥≤<>~]|khoảng|trên|dưới|tối thiểu|từ|hơn|gần|đạt|\s)*[-+]?\d[\d.,]*(?:\s*(?:[-–]|đến)\s*\d[\d.,]*)?\s*%?"
)
_DASH = compiled(r"[-–]+")
_UNIT = compiled(r"[%‰]|[^\W\d_]+(?:[ /][^\W\d_%]+){0,4}")
_GROUP = compiled(r"[ivx]+\.?(?:\s.+)?")
_GOES_ON = compiled(r"\((?!\d+\)$)")  # "(bình quân)" in a line of its own belongs to the name above
_PART = compiled(r"[-+•]\s?\S")
_OWNER = compiled(r"[^\W\d_][^\n]*(?:\s+[^\s]+){3}")  # a name that parts stand below; "không đạt" is a note
TITLE, _LONGEST = 90, 400  # characters of a title, of a cell
_FARTHEST = 24  # lines from the first title to the first value
_FEWEST = 3  # whole rows


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines of words and the values behind them."""

    words: list[Span]
    values: list[Span]


def grid_by_values(folded: str, lines: list[Span], at: int) -> list[Row]:
    """-> the rows of the table whose head begins at ``lines[at]``, the head first; none where there is none."""
    pieces = _pieces(folded, lines, at)
    if len(pieces) < _FEWEST:
        return []
    sizes = Counter(len(piece.values) for piece in pieces)
    size = max(sizes, key=lambda n: (sizes[n], n))
    whole = [piece for piece in pieces if len(piece.values) == size]
    if len(whole) < _FEWEST or 2 * len(whole) < len(pieces):
        return []
    united = sum(len(piece.words) > 1 and _text(folded, piece.words[-1]) == "%" for piece in whole) >= _FEWEST
    head = _head(folded, pieces[0].words, 1 + united + size, 1 + united)
    if head is None:
        return []
    taken = sum(span[1] <= head[-1].end for span in pieces[0].words)
    pieces[0] = _Piece(pieces[0].words[taken:], pieces[0].values)
    return [*head, *(row for piece in pieces for row in _rows(folded, piece, size, united))]


def _text(folded: str, line: Span) -> str:
    return folded[slice(*line)].strip()


def _pieces(folded: str, lines: list[Span], at: int) -> list[_Piece]:
    """The runs of words and values from the first title on, until a line too long or too many without a value."""
    found: list[_Piece] = []
    words: list[Span] = []
    values: list[Span] = []
    for span in lines[at:]:
        line = _text(folded, span)
        if VALUE.fullmatch(line) or _DASH.fullmatch(line):
            values.append(span)
            continue
        if len(words) > _FARTHEST or len(line) > _LONGEST:
            break
        if values:
            found.append(_Piece(words, values))
            words, values = [], []
        words.append(span)
    return [*found, _Piece(words, values)] if values else found


def years_under_title(folded: str, head: list[Span]) -> list[Row] | None:
    """One title more than columns: the two rows of a head whose last titles are years that one title stands over."""
    years = [n for n, span in enumerate(head) if header_period(_text(folded, span)) is not None]
    if not years or years != list(range(years[0], len(head))) or any(end - start > TITLE for start, end in head):
        return None
    over, first = head[years[0] - 1], years[0] - 1
    upper = dict(enumerate(head[:first])) | dict.fromkeys(range(first, len(head) - 1), over)
    below = dict(enumerate(head[years[0] :], first))
    return [Row(head[0][0], over[1], upper, True), Row(head[years[0]][0], head[-1][1], below, True)]


def _head(folded: str, words: list[Span], width: int, frame: int) -> list[Row] | None:
    """The titles in front of the first name: one for each column, or one more for notes; the same titles twice are
    those of two tables side by side."""
    told = [span for span in words if len(_text(folded, span)) <= TITLE]
    name = 1 + (frame > 1 and len(words) > 1 and _text(folded, words[-1]) == "%")
    for group in (0, 1, 2):
        count = len(words) - name - group
        grouped = all(_GROUP.fullmatch(_text(folded, span)) for span in words[count : count + min(group, 1)])
        if count <= len(told) and told[:count] == words[:count] and grouped:
            texts = [_text(folded, span) for span in words[:count]]
            if count == 2 * width and texts[:width] == texts[width:]:
                count = width
            if count == width + 1 and header_period(texts[-1]) is not None:
                return years_under_title(folded, words[:count])
            if count in (width, width + 1):
                return [Row(words[0][0], words[count - 1][1], dict(enumerate(words[:count])), True)]
    return None


def _rows(folded: str, piece: _Piece, size: int, united: bool) -> list[Row]:
    """The row of a piece, and above it the name that its parts stand below; none where a value is missing."""
    words = list(piece.words)
    unit = words.pop() if united and len(words) > 1 and _UNIT.fullmatch(_text(folded, words[-1])) else None
    if len(piece.values) != size or not words or (united and unit is None):
        return []
    name = words.pop()
    if _GOES_ON.match(_text(folded, name)) and words:
        name = (words.pop()[0], name[1])
    cells = [name, *([unit] if unit else []), *piece.values]
    row = Row(cells[0][0], cells[-1][1], dict(enumerate(cells)), False)
    owned = words and _PART.match(_text(folded, name)) and _OWNER.match(_text(folded, words[-1]))
    return [Row(*words[-1], {0: words[-1]}, False), row] if owned else [row]
