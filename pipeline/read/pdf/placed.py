"""Lines rebuilt from the place of every letter: for fonts that break words apart, and for the cells of tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.read.paragraph import tidy
from pipeline.read.pdf.chars import Box, Chars
from pipeline.read.pdf.lines import PdfLine, line_of

_SPACE_EM = 0.15  # of a box's height, which is some 1.15 em
_COLUMN_EM = 2.2
_LEVEL_EM = 0.4


def placed_lines(chars: Chars, only: Iterable[int] | None = None, *, trusted: bool = False) -> list[PdfLine]:
    """-> lines of all characters or of ``only`` some: a gap over 0.18 em is a space, one over 2.5 em parts columns.

    ``trusted``: the file's own spaces are spaces too (on sick files they stand inside words).
    """
    text, boxes, levels = chars.text, chars.box_list(), chars.baselines()
    wanted = range(len(text)) if only is None else only
    found = [(levels[i], i, box) for i in wanted if (box := boxes[i]) is not None and not text[i].isspace()]
    rows: list[list[tuple[int, Box]]] = []
    base = float("-inf")
    for level, i, box in sorted(found):
        if rows and level - base < _LEVEL_EM * (box[3] - box[1]):
            rows[-1].append((i, box))
        else:
            rows.append([(i, box)])
            base = level
    return [line for row in rows for line in _row(chars, row, trusted)]


def _row(chars: Chars, row: list[tuple[int, Box]], trusted: bool) -> list[PdfLine]:
    """The lines of letters that stand on one level."""
    row.sort(key=lambda f: f[1][0])
    em = sorted([b[3] - b[1] for _, b in row])[len(row) // 2]
    column, space = _COLUMN_EM * em, _SPACE_EM * em
    lines: list[PdfLine] = []
    piece: list[tuple[int, Box]] = []
    words: list[str] = []
    text, before, right = chars.text, 0, 0.0
    for place in row:
        i, box = place
        if piece:
            gap = box[0] - right
            if gap > column:
                lines += _line(chars, piece, "".join(words))
                piece, words = [], []
            elif gap > space or (trusted and text[before + 1 : i].isspace()):
                words.append(" ")
        words.append(text[i])
        piece.append(place)
        before, right = i, box[2]
    return lines + _line(chars, piece, "".join(words))


def turned_lines(chars: Chars, only: Iterable[int], turn: int) -> list[PdfLine]:
    """-> the lines of words that stand upright in a narrow cell: ``turn`` 90 is read from below, 270 from above."""
    found = [(i, box) for i in only if (box := chars.box(i)) is not None and not chars.text[i].isspace()]
    if not found:
        return []
    em = sorted(box[2] - box[0] for _, box in found)[len(found) // 2]
    columns: list[list[tuple[int, Box]]] = []
    for i, box in sorted(found, key=lambda f: f[1][0]):
        if columns and box[0] - columns[-1][0][1][0] < _LEVEL_EM * em:
            columns[-1].append((i, box))
        else:
            columns.append([(i, box)])
    lines = []
    for column in columns if turn == 90 else reversed(columns):
        column.sort(key=lambda f: -f[1][3] if turn == 90 else f[1][1])
        text, last = "", None
        for i, box in column:
            gap = 0.0 if last is None else last[1] - box[3] if turn == 90 else box[1] - last[3]
            text += (" " if gap > _SPACE_EM * em else "") + chars.text[i]
            last = box
        boxes = [box for _, box in column]
        x0, top, x1, bottom = zip(*boxes, strict=True)
        if words := tidy(text):
            lines.append(PdfLine(words, min(x0), min(top), max(x1), max(bottom), em))
    return lines


def _line(chars: Chars, piece: list[tuple[int, Box]], text: str) -> list[PdfLine]:
    """The line of some letters, whose words are ``text`` but for the marks of notes."""
    if not piece:
        return []
    places, boxes = zip(*sorted(piece), strict=True)
    made = line_of(chars, places, boxes)
    words = tidy(text.replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "-"))
    if made is None or not words:
        return []
    first = text.lstrip().split(" ", 1)[0]
    head = piece[min(len(first), len(piece)) - 1][1][2] - piece[0][1][0]
    return [replace(made, text=made.text if made.note or made.marks else words, head=head)]
