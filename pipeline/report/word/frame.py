"""The frame of an office's paper (Decree 30/2020/NĐ-CP, Annex I): motto, office, title, and room for the signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.knowledge.messages import Messages
from pipeline.model import Review
from pipeline.report.archive import writable
from pipeline.report.wording import judged_on, shorten


def write(paragraph: Any, words: str, *, size: float = 0, bold: bool = False, italic: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(writable(words))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)


def _centred(cell: Any, words: str, *, first: bool = False, **look: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    write(paragraph, words, **look)


def _rule(cell: Any, indent: float) -> None:
    """A line across a cell, ``indent`` millimetres from either side."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph = cell.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(indent)
    form.space_before, form.space_after, form.line_spacing = Pt(3), Pt(2), Pt(4)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def head(word: Any, review: Review, say: Messages) -> None:
    """Components 1-4 of the decree: motto on the right, office and number on the left, place and date below it."""
    frame = review.draft.metadata
    left, right = grid(word, 1, (64, 101), "").rows[0].cells
    _centred(left, shorten((frame.issuer or "………………………").upper(), 60), first=True, bold=True, size=12)
    _rule(left, 24)
    _centred(left, say("phieu.own_number"), size=12)
    _centred(right, say("phieu.state"), first=True, bold=True, size=12)
    _centred(right, say("phieu.motto"), bold=True, size=13)
    _rule(right, 20)
    _centred(right, say("phieu.dated", place=shorten(frame.place or "………", 30)), italic=True, size=12)


def title(word: Any, review: Review, say: Messages) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    draft = review.draft
    heading = word.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(0)
    write(heading, say("phieu.title"), bold=True, size=14)
    name = word.add_paragraph()
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(name, shorten(draft.metadata.title or draft.source, 150), bold=True, size=12)
    facts = [draft.metadata.number, draft.source.replace("\\", "/").rpartition("/")[2]]
    held = [d.number for d in review.directives]
    facts.append(say("phieu.against", numbers=", ".join(held)) if held else say("against.none"))
    facts.append(judged_on(review, say) if review.as_of else None)
    line = word.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(line, shorten(" · ".join(f for f in facts if f), 170), italic=True)


def grid(word: Any, rows: int, widths: Sequence[float], style: str) -> Any:
    from docx.shared import Mm

    table = word.add_table(rows=rows, cols=len(widths))
    if style:
        table.style = style
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def signatures(word: Any, say: Messages) -> None:
    from docx.shared import Pt

    left, right = grid(word, 1, (82, 83), "").rows[0].cells
    _centred(left, say("phieu.opinion"), first=True, bold=True, size=12)
    _centred(left, "…" * 18)
    _centred(left, "…" * 18)
    _centred(right, say("phieu.reviewer"), first=True, bold=True, size=12)
    _centred(right, say("phieu.sign"), italic=True)
    right.add_paragraph().paragraph_format.space_after = Pt(18)
    _centred(right, say("phieu.name") + " " + "…" * 10)
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)
    last = word.add_paragraph().paragraph_format  # Word wants a paragraph behind a table: let it take no room
    last.space_after, last.line_spacing = Pt(0), Pt(1)
