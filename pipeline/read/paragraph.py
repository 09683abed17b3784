"""What every format is first read into (paragraphs and table cells), and how they become the canonical text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.model import Block, BlockKind
from pipeline.text.patterns import compiled
from pipeline.text.unicode import canonical


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the source has it; ``text`` is canonical, a single line, without blanks at its ends.

    Cells of a data table carry ``table``, ``row`` and ``column``; those of a layout table are plain paragraphs.
    ``label`` is the length of the number or bullet that Word made by itself at the head of ``text``.
    """

    text: str
    kind: BlockKind = "paragraph"
    table: int | None = None
    row: int | None = None
    column: int | None = None
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    style: str | None = None
    label: int | None = None
    confidence: float | None = None
    source: int | None = None


def tidy(text: str) -> str:
    """Canonical text on one line, runs of blanks as one space."""
    return " ".join(canonical(text).split())


def assemble(paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """-> the canonical text and its blocks: a paragraph a line, a row of a data table a line."""
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    open_row: tuple[int | None, int | None] | None = None
    last_column = 0
    for number, p in enumerate(paragraphs):
        if not p.text:
            continue
        row = (p.table, p.row) if p.kind == "cell" else None
        column = p.column or 0
        if row is not None and row == open_row:
            joint = " |" * (column - last_column) + " " if column > last_column else " "
        else:
            joint = "\n" if pieces else ""
        pieces += [joint, p.text]
        start = at + len(joint)
        at = start + len(p.text)
        open_row, last_column = row, column
        blocks.append(
            Block(
                start=start,
                end=at,
                kind=p.kind,
                paragraph=number if p.source is None else p.source,
                table=p.table,
                row=p.row,
                column=p.column,
                row_span=p.row_span,
                column_span=p.column_span,
                header=p.header,
                page=p.page,
                box=p.box,
                bold=p.bold,
                italic=p.italic,
                centred=p.centred,
                style=p.style,
                label_end=None if p.label is None else start + p.label,
                confidence=p.confidence,
            )
        )
    return "".join(pieces), tuple(blocks)


def joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """One paragraph of two that the source had cut apart."""
    glue = "" if ends_in_broken_symbol(first.text) else " "
    return replace(
        first,
        text=first.text + glue + second.text,
        bold=first.bold and second.bold,
        italic=first.italic and second.italic,
        box=None if first.page != second.page else _around(first.box, second.box),
    )


_BROKEN_SYMBOL = compiled(r"(?:\d[/.]|/)$")


def ends_in_broken_symbol(text: str) -> bool:
    """True where a line ended inside a word: after a hyphen ("NĐ-" + "CP", "2021-" + "2030") or a number's slash."""
    word = text[text.rfind(" ") + 1 :]
    if len(word) > 1 and word[-1] in "-\u2011" and word[-2].isalnum():
        return True
    return len(word) > 1 and bool(_BROKEN_SYMBOL.search(word)) and any(c.isdigit() for c in word)


def _around(
    a: tuple[float, float, float, float] | None, b: tuple[float, float, float, float] | None
) -> tuple[float, float, float, float] | None:
    if a is None or b is None:
        return a or b
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
