"""Blocks that stand side by side in a text dump (the header, the signature block), taken apart by their gap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.frame_words import frame_words
from pipeline.text.patterns import compiled

_WIDE = compiled(r"\S( {3,})\S")
_MOST_LINES = 30

Row = tuple[str, int | None]


def split_columns(rows: Sequence[Row]) -> list[tuple[list[Row], bool]]:
    """-> stretches in reading order and whether each is one column of a side-by-side block."""
    result: list[tuple[list[Row], bool]] = []
    plain: list[Row] = []
    at = 0
    words = frame_words()
    while at < len(rows):
        row = rows[at][0]
        is_block = _WIDE.search(row) and (words.top.search(row) or words.recipients.match(row.strip()))
        end = _block_end(rows, at) if is_block else at
        column = _gap_column([r for r, _ in rows[at:end]]) if end > at else None
        if column is None:
            plain.append(rows[at])
            at += 1
            continue
        if plain:
            result.append((plain, False))
            plain = []
        left: list[Row] = []
        right: list[Row] = []
        for text, page in rows[at:end]:
            cut = _cut(text, column)
            left.append((text[:cut], page))
            right.append((text[cut:], page))
        result += [(left, True), (right, True)]
        at = end
    if plain:
        result.append((plain, False))
    return result


def _block_end(rows: Sequence[Row], start: int) -> int:
    """The block goes on while lines stand in its columns: up to a centred title, a full line or the page's end."""
    page = rows[start][1]
    right = _right_start(rows[start][0])
    end = start + 1
    blanks = 0
    last = end
    words = frame_words()
    while end < len(rows) and end - start < _MOST_LINES and rows[end][1] == page:
        text = rows[end][0]
        if not text.strip():
            blanks += 1
            if blanks > 6:
                break
            end += 1
            continue
        indent = len(text) - len(text.lstrip())
        gapped = _WIDE.search(text)
        fits = bool(gapped) or indent >= right - 8 or len(text.rstrip()) <= right + 4
        title = indent >= 12 and indent < right - 8 and not gapped and text.strip().isupper()
        annex = words.annex.match(text.lstrip())
        if not fits or title or annex or words.kind.fullmatch(text.strip()):
            break
        blanks = 0
        end += 1
        last = end
    return last


def _right_start(text: str) -> int:
    gaps = list(re.finditer(r" {3,}(?=\S)", text.rstrip()))
    inner = [g.end() for g in gaps if text[: g.start()].strip()]
    return inner[-1] if inner else len(text)


def _gap_column(texts: list[str]) -> int | None:
    """A column at which every line of the block is blank on both sides, as far right of the left part as can be."""
    full = [t for t in texts if t.strip()]
    rights = [_right_start(t) for t in full if _WIDE.search(t)]
    if not rights:
        return None
    return max(4, min(rights) - 2)


def _cut(text: str, column: int) -> int:
    """Where to cut one line: at its own wide gap next to ``column``, else where it has none, before or after it."""
    for gap in re.finditer(r" {2,}", text):
        if gap.start() <= column + 6 and gap.end() >= column - 6 and text[: gap.start()].strip():
            return gap.end()
    indent = len(text) - len(text.lstrip())
    return 0 if indent >= column - 10 else len(text)
