"""The body of a Word file in document order: paragraphs, tables, text boxes and notes, with Word's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.model import BlockKind
from pipeline.read.attributes import whole
from pipeline.read.docx.inserted import ALT_CHUNK, SUB_DOCUMENT, Inserted
from pipeline.read.docx.names import MC, PPR, SDT, SDT_CONTENT, TBL, P, W, first, switch, value
from pipeline.read.docx.numbering import Numbering
from pipeline.read.docx.styles import Look, Styles, paragraph_properties
from pipeline.read.docx.text import Words, words_of
from pipeline.read.paragraph import Paragraph, tidy
from pipeline.read.soft_lines import join_soft_lines
from pipeline.read.table import Cell, make_table, table_paragraphs

_THROUGH = frozenset(
    (W + "ins", W + "moveTo", W + "customXml", W + "smartTag", SDT_CONTENT, W + "sdtContent", W + "body")
)
_BOX_CONTENT = W + "txbxContent"
_WIDEST = Limits().columns


@dataclass(slots=True)
class Body:
    """What a walk over the parts has gathered so far.

    ``elements``, where it is wanted, gets for each paragraph that is counted the ``w:p`` whose words it holds (several
    where deleted end marks run them together).
    """

    source: str
    styles: Styles
    numbering: Numbering
    limits: Limits
    paragraphs: int = 0
    tables: int = 0
    notes: list[tuple[str, str, int]] = field(default_factory=list)
    noted: set[tuple[str, str]] = field(default_factory=set)
    elements: list[tuple[etree._Element, ...]] | None = None
    inserted: Inserted | None = None


def body_paragraphs(
    parent: etree._Element, body: Body, kind: BlockKind = "paragraph", depth: int = 0
) -> list[Paragraph]:
    """-> the paragraphs below ``parent`` in reading order. Raises ReadError where it is nested too deeply."""
    if depth > body.limits.depth:
        raise ReadError(body.source, "read.too_deep")
    result: list[Paragraph] = []
    carried: Words | None = None  # a paragraph whose end mark is deleted runs into the next one
    before: tuple[etree._Element, ...] = ()
    for child in _blocks(parent, depth, body):
        if child.tag == TBL:
            result += _table(child, body, kind, depth)
            continue
        if child.tag == ALT_CHUNK:
            inside = body.inserted.chunk(child) if body.inserted is not None else []
            result += [replace(p, source=body.paragraphs) for p in inside]
            body.paragraphs += 1
            if body.elements is not None:
                body.elements.append(())
            continue
        if child.tag == SUB_DOCUMENT:
            if body.inserted is not None:
                body.inserted.subdocument(child)
            continue
        words, look, style_id, mark_deleted = _read(child, body, depth)
        if carried is not None:
            words = replace(words, text=carried.text + words.text, notes=carried.notes + words.notes)
            carried = None
        if mark_deleted:
            carried, before = words, (*before, child)
            continue
        if body.elements is not None:
            body.elements.append((*before, child))
        before = ()
        result += _made(words, look, style_id, child, body, kind, depth)
    if carried is not None and carried.text.strip():
        result += [Paragraph(tidy(carried.text), kind=kind, source=body.paragraphs)]
    return result


def _blocks(parent: etree._Element, depth: int, body: Body) -> Iterator[etree._Element]:
    """Paragraphs and tables, through content controls and tracked changes."""
    if depth > body.limits.depth:
        raise ReadError(body.source, "read.too_deep")
    for child in parent:
        tag = child.tag
        if tag in (P, TBL, ALT_CHUNK, SUB_DOCUMENT):
            yield child
        elif tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _blocks(content, depth + 1, body)
        elif tag in _THROUGH:
            yield from _blocks(child, depth + 1, body)
        elif tag == MC + "AlternateContent" and len(child):
            choice = child.find(MC + "Choice")
            yield from _blocks(child[0] if choice is None else choice, depth + 1, body)


def _read(paragraph: etree._Element, body: Body, depth: int) -> tuple[Words, Look, str | None, bool]:
    own, style_id, mark_deleted = paragraph_properties(first(paragraph, PPR))
    look = own.over(body.styles.look(style_id))
    words = words_of(paragraph, look, body.styles, body.limits.depth - depth, body.source)
    return words, look, style_id, mark_deleted


def _made(
    words: Words, look: Look, style_id: str | None, element: etree._Element, body: Body, kind: BlockKind, depth: int
) -> list[Paragraph]:
    """The paragraph itself (several where soft breaks part its lines) and the text boxes hung on it."""
    label, glue = _label(look, style_id, element, body)
    lines = [tidy(line) for line in words.text.split("\n")]
    parts = join_soft_lines([line for line in lines if line])
    style = body.styles.name(style_id)
    result = []
    if parts or (label and any(c.isalnum() for c in label)):
        head = label + (glue if parts else "") if label else ""
        first = head + (parts[0] if parts else "")
        for i, text in enumerate([first, *parts[1:]]):
            result.append(
                Paragraph(
                    text,
                    kind=kind,
                    bold=words.bold,
                    italic=words.italic,
                    centred=bool(look.centred),
                    style=style,
                    label=len(label) if label and i == 0 else None,
                    source=body.paragraphs,
                )
            )
    for note in words.notes:
        if note not in body.noted:  # a second mark of the same note brings no second note
            body.noted.add(note)
            body.notes.append((*note, body.paragraphs))
    body.paragraphs += 1
    for box in words.boxes:
        for content in _box_contents(box):
            result += body_paragraphs(content, body, "textbox", depth + 1)
    return result


def _box_contents(box: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing; of two alternatives of the same box the first."""
    seen: set[int] = set()
    for content in box.iter(_BOX_CONTENT):
        fallback = outer = False
        for above in content.iterancestors():
            if above is box:
                break
            outer = outer or above.tag == _BOX_CONTENT
            fallback = fallback or above.tag == MC + "Fallback"
        if not outer and not fallback and id(content) not in seen:
            seen.add(id(content))
            yield content


def _label(look: Look, style_id: str | None, element: etree._Element, body: Body) -> tuple[str, str]:
    """The number or bullet that Word makes for a paragraph, and what stands after it."""
    if look.num_id is None or look.num_id == "0":
        return "", ""
    level = look.level
    own = element.find(f"{PPR}/{W}numPr")
    if own is None or own.find(W + "numId") is None:
        linked = body.numbering.linked_level(look.num_id, body.styles.numbering_style(style_id))
        level = linked if linked is not None and (own is None or own.find(W + "ilvl") is None) else level
    label, glue = body.numbering.next_label(look.num_id, min(max(level or 0, 0), 8))
    label = tidy(label)
    return label, glue if label else ""


def _table(table: etree._Element, body: Body, kind: BlockKind, depth: int) -> list[Paragraph]:
    """A table's paragraphs; merged cells stand once, at their first row and column."""
    cells: list[Cell] = []
    open_merges: dict[int, int] = {}  # column -> index of the cell that is merged downwards
    header_rows = 0
    at = -1
    for row in _rows(table, depth, body):
        properties = row.find(W + "trPr")
        if properties is not None and (first(properties, W + "del") is not None or switch(properties, "hidden")):
            continue
        at += 1
        if properties is not None and properties.find(W + "tblHeader") is not None and header_rows == at:
            header_rows += 1
        column = _span(properties, "gridBefore", 0)
        for cell in _cells(row, depth, body):
            shape = cell.find(W + "tcPr")
            if shape is not None and first(shape, W + "cellDel") is not None:
                column += max(1, _span(shape, "gridSpan", 1))  # those beside it stand under their heads as before
                continue
            span = max(1, _span(shape, "gridSpan", 1))
            merge = None if shape is None else shape.find(W + "vMerge")
            inside = body_paragraphs(cell, body, "paragraph", depth + 1)
            inside = [replace(p, kind=_uncelled(p), table=None, row=None, column=None) for p in inside]
            if merge is not None and merge.get(W + "val") != "restart" and column in open_merges:
                above = cells[open_merges[column]]
                cells[open_merges[column]] = replace(
                    above, row_span=at - above.row + 1, paragraphs=above.paragraphs + tuple(p for p in inside if p.text)
                )
            else:
                cells.append(Cell(tuple(inside), at, column, column_span=span))
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(cells) - 1
            column = min(column + span, _WIDEST)
    if not cells:
        return []
    made = make_table(cells, header_rows=header_rows, ruled=_ruled(table, body))
    result = table_paragraphs(made, body.tables)
    if any(p.kind == "cell" for p in result):
        body.tables += 1
    elif kind != "paragraph":
        result = [replace(p, kind=kind) for p in result]
    return result


def _uncelled(p: Paragraph) -> BlockKind:
    """A table within a cell is read as the cell's paragraphs."""
    return "paragraph" if p.kind == "cell" else p.kind


def _rows(table: etree._Element, depth: int, body: Body) -> Iterator[etree._Element]:
    yield from _named(table, W + "tr", depth, body)


def _cells(row: etree._Element, depth: int, body: Body) -> Iterator[etree._Element]:
    yield from _named(row, W + "tc", depth, body)


def _named(parent: etree._Element, name: str, depth: int, body: Body) -> Iterator[etree._Element]:
    if depth > body.limits.depth:
        raise ReadError(body.source, "read.too_deep")
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _named(content, name, depth + 1, body)
        elif child.tag in _THROUGH:
            yield from _named(child, name, depth + 1, body)


def _span(properties: etree._Element | None, name: str, default: int) -> int:
    return whole(value(properties, name), default, 0, _WIDEST)


def _ruled(table: etree._Element, body: Body) -> bool:
    """Whether lines are drawn between the cells."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    if borders is not None:
        inside = [value(borders, name) for name in ("insideH", "insideV", "top")]
        return any(line not in (None, "none", "nil") for line in inside)
    style = value(table.find(W + "tblPr"), "tblStyle")
    if style is not None and "grid" in (body.styles.name(style) or "").lower():
        return True
    edges = table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders/*")
    return sum(1 for edge in edges if edge.get(W + "val") not in (None, "none", "nil")) > 3
