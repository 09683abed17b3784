"""A Word file made of a document's text, for drafts that came as PDF, scan, page or plain text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.model import Block, Document
from pipeline.report.archive import writable

if TYPE_CHECKING:
    from lxml import etree

FONT = "Times New Roman"


def new_word(size: float = 14) -> Any:
    """-> an empty python-docx document: A4, margins and font of Decree 30/2020/NĐ-CP, Annex I, part I."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    word = docx.Document()
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = page.right_margin = Mm(20)
    page.left_margin = Mm(30)
    style = word.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.0
    properties = word.core_properties
    properties.author = properties.last_modified_by = "doichieu"
    properties.title = properties.comments = ""
    return word


def word_of(document: Document) -> tuple[Any, list[etree._Element]]:
    """-> a python-docx document with the text of ``document``, and the ``w:p`` of each of its blocks."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    word = new_word()
    made: list[etree._Element] = []
    for table, group in groupby(document.blocks, key=lambda b: b.table if b.kind == "cell" else None):
        blocks = list(group)
        if table is not None:
            made += _table(word, document, blocks)
            continue
        for block in blocks:
            paragraph = word.add_paragraph()
            _write(paragraph, document, block)
            if block.centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            else:
                paragraph.paragraph_format.first_line_indent = Mm(10)
            made.append(paragraph._p)
    return word, made


def _table(word: Any, document: Document, blocks: Sequence[Block]) -> list[etree._Element]:
    rows = 1 + max(b.row or 0 for b in blocks)
    columns = 1 + max(b.column or 0 for b in blocks)
    grid = word.add_table(rows=rows, cols=columns)
    grid.style = "Table Grid"
    table = [list(row.cells) for row in grid.rows]
    used: set[tuple[int, int]] = set()
    made = []
    for block in blocks:
        place = (block.row or 0, block.column or 0)
        cell = table[place[0]][place[1]]
        paragraph = cell.add_paragraph() if place in used else cell.paragraphs[0]
        used.add(place)
        _write(paragraph, document, block)
        made.append(paragraph._p)
    return made


def _write(paragraph: Any, document: Document, block: Block) -> None:
    run = paragraph.add_run(writable(document.text[block.start : block.end]))
    run.bold = block.bold or block.header or None
    run.italic = block.italic or None
