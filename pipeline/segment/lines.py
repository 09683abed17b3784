"""The lines of the canonical text with what the source said of them: bold, centred, a row of a table."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Document
from pipeline.text.fold import bare
from pipeline.text.labels import Label, parse_label

CELL_JOINT = " |"
_OPENING = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one row of a data table (``cells`` then holds the span of each filled cell).

    ``opening`` is the ``bare`` form of its first words, ``confidence`` what OCR gives to its least certain part (0-1).
    """

    start: int
    end: int
    text: str
    bold: bool = False
    centred: bool = False
    footnote: bool = False
    table: int | None = None
    cells: tuple[tuple[int, int], ...] = ()
    label: Label | None = field(default=None, compare=False)
    opening: str = ""
    confidence: float | None = None

    @property
    def capitals(self) -> bool:
        """All its letters are capitals, and there are at least two words of them."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) >= 4 and " " in self.text and not any(c.islower() for c in letters)


def lines_of(document: Document) -> list[Line]:
    """-> the non-empty lines in reading order, each with its label; linear in the text."""
    text, blocks = document.text, document.blocks
    plain = bare(text)
    out: list[Line] = []
    at = block = 0
    for raw in text.split("\n"):
        start, end = at, at + len(raw)
        at = end + 1
        while block < len(blocks) and blocks[block].end <= start < blocks[block].end + 1:
            block += 1
        mine = []
        while block < len(blocks) and blocks[block].start < end:
            mine.append(blocks[block])
            block += 1
        if not raw.strip():
            continue
        filled = [b for b in mine if b.end > b.start]
        cells = [b for b in filled if b.kind == "cell" and b.table is not None]
        spans: tuple[tuple[int, int], ...] = ()
        table = None
        if cells:
            table, spans = cells[0].table, _by_column([(b.column or 0, b.start, b.end) for b in cells])
        elif CELL_JOINT in raw and not blocks:
            table, spans = -1, _split(raw, start)
        out.append(
            Line(
                start,
                end,
                raw,
                bold=bool(filled) and all(b.bold for b in filled),
                centred=bool(filled) and all(b.centred for b in filled),
                footnote=any(b.kind == "footnote" for b in mine),
                table=table,
                cells=spans,
                label=None if spans else parse_label(raw),
                opening=plain[start : min(end, start + len(raw) - len(raw.lstrip()) + _OPENING)].lstrip(),
                confidence=min((b.confidence for b in mine if b.confidence is not None), default=None),
            )
        )
    return out


def _by_column(cells: list[tuple[int, int, int]]) -> tuple[tuple[int, int], ...]:
    """The span of each column's paragraphs together."""
    columns: dict[int, tuple[int, int]] = {}
    for column, start, end in cells:
        first = columns.get(column, (start, end))
        columns[column] = (min(first[0], start), max(first[1], end))
    return tuple(sorted(columns.values()))


def _split(raw: str, start: int) -> tuple[tuple[int, int], ...]:
    """The cells of a row that is known by its joints alone (a text without blocks)."""
    spans = []
    at = 0
    for cell in raw.split("|"):
        inner = cell.strip()
        if inner:
            lead = at + len(cell) - len(cell.lstrip())
            spans.append((start + lead, start + lead + len(inner)))
        at += len(cell) + 1
    return tuple(spans)
