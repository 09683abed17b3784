"""A paragraph or table cell of a source, and its place there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "cell", "footnote", "textbox"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or table cell of the source and where its words stand in the canonical text.

    ``paragraph`` counts the paragraphs of the source from 0; ``table``, ``row`` and ``column`` place a cell (from 0);
    ``page`` counts from 1 and ``box`` is (x0, top, x1, bottom) in points from the page's top left corner.
    ``label_end`` is the offset where a number or bullet that Word made by itself ends (the words of the paragraph
    begin after it), or None where the author typed it.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    paragraph: int | None = None
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
    label_end: int | None = None
    confidence: float | None = None
