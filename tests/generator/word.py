"""A plan as a Word file: python-docx makes the package (styles, page, header, footer, numbering) once for each way of
numbering, the body is written straight into it, so that thousands of files take seconds.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from random import Random
from xml.sax.saxutils import escape

from tests.generator.files import MADE_UP, MOTTO
from tests.generator.lines import Grid, Line, Plan

_BODY = "<w:body>"
_CENTRE = '<w:jc w:val="center"/>'
_FORMATS = {"{r}": "upperRoman", "{A}": "upperLetter", "{a}": "lowerLetter"}


def as_docx(plan: Plan) -> bytes:
    """.docx; some plans leave the numbers to Word, some use its heading styles, all have real tables."""
    chance = Random(f"word {plan.look['seed']}")
    automatic = chance.random() < 0.3 and plan.look["labels"] is not None
    headings = chance.random() < 0.4
    parts, before, after = _shell(plan.look["labels"] if automatic else None, plan.look["bullet"])
    write = _Body(chance, automatic=automatic, headings=headings, split=chance.random() < 0.5)
    body = [write.header(plan), write.centred("KẾ HOẠCH"), write.centred(plan.title)]
    body += [write.item(item) for item in [*plan.grounds, *plan.body]]
    body.append(write.footer(plan))
    body += [write.item(item) for item in plan.annex]
    document = before + "".join(body) + after
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            package.writestr(info, document.encode() if name == "word/document.xml" else data)
    return out.getvalue()


class _Body:
    """Writes paragraphs and tables as WordprocessingML."""

    def __init__(self, chance: Random, *, automatic: bool, headings: bool, split: bool) -> None:
        self.chance, self.automatic, self.headings, self.split = chance, automatic, headings, split

    def paragraph(
        self, text: str, properties: str = "", *, bold: bool = False, italic: bool = False, size: int = 0
    ) -> str:
        marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "") + (f'<w:sz w:val="{size}"/>' if size else "")
        marks = f"<w:rPr>{marks}</w:rPr>" if marks else ""
        runs = [text]
        if self.split and len(text) > 60 and self.chance.random() < 0.4:  # as Word does where a line was edited
            at = self.chance.randrange(5, len(text) - 5)
            runs = [text[:at], text[at:]]
        said = "".join(f'<w:r>{marks}<w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{said}</w:p>"

    def centred(self, text: str, *, size: int = 0, italic: bool = False, bold: bool = True) -> str:
        return self.paragraph(text, _CENTRE, bold=bold, italic=italic, size=size)

    def item(self, item: Line | Grid) -> str:
        if isinstance(item, Grid):
            return self.table(item)
        if item.style in ("title", "centre", "note"):
            broken = "<w:pageBreakBefore/>" if item.style == "title" else ""
            return self.paragraph(item.text, broken + _CENTRE, bold=item.style != "note", italic=item.style == "note")
        head = item.style in ("head", "subhead")
        own = self.automatic and (item.style == "bullet" or (head and item.depth < 2))
        properties = f'<w:pStyle w:val="Heading{item.depth + 1}"/>' if head and self.headings else ""
        if own:
            level, number = (0, 2) if item.style == "bullet" else (item.depth, 1)
            properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        properties += "" if head else '<w:ind w:firstLine="720"/><w:jc w:val="both"/>'
        return self.paragraph(item.text if own else item.typed, properties, bold=head)

    def table(self, grid: Grid) -> str:
        widths = [round(width * 567) for width in grid.widths]
        rows = []
        for n, row in enumerate(grid.rows):
            cells = "".join(
                self.cell([self.paragraph(text, _CENTRE if n == 0 or k != 1 else "", bold=n == 0, size=26)], width)
                for k, (text, width) in enumerate(zip(row, widths, strict=True))
            )
            rows.append(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if n == 0 else ''}{cells}</w:tr>")
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"
        )

    def cell(self, paragraphs: list[str], width: int) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'

    def pair(self, left: list[str], right: list[str], widths: tuple[int, int]) -> str:
        """Two columns without lines, as offices set the head and the foot of a document."""
        cells = self.cell(left, widths[0]) + self.cell(right, widths[1])
        return (
            '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{widths[0]}"/><w:gridCol w:w="{widths[1]}"/></w:tblGrid>'
            f"<w:tr>{cells}</w:tr></w:tbl>"
        )

    def header(self, plan: Plan) -> str:
        left = [self.centred(line, size=26, bold=n > 0) for n, line in enumerate(plan.issuer)]
        left.append(self.centred(plan.number, size=26, bold=False))
        right = [self.centred(line, size=26) for line in MOTTO]
        right.append(self.centred(plan.place_date, italic=True, bold=False))
        return self.pair(left, right, (3600, 5750)) + "<w:p/>"

    def footer(self, plan: Plan) -> str:
        left = [self.paragraph("Nơi nhận:", bold=True, italic=True, size=24)]
        left += [self.paragraph(line, size=22) for line in plan.recipients]
        right = [self.centred(line) for line in plan.signature[:-1]]
        right += ["<w:p/>"] * 3 + [self.centred(plan.signature[-1])]
        return self.pair(left, right, (4700, 4650))


@cache
def _shell(labels: tuple[str, ...] | None, bullet: str) -> tuple[list[tuple[str, bytes]], str, str]:
    """-> the members of an empty package, and what stands before and after the body's content."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.paragraph_format.space_after = Pt(6)
    for level in (1, 2, 3):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = "Times New Roman", Pt(14), RGBColor(0, 0, 0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(3)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    for kind, text in (("begin", None), (None, " PAGE "), ("end", None)):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        number.add_run()._r.append(mark)
    for foot in (section.footer, section.first_page_footer):
        foot.paragraphs[0].text = MADE_UP
    document.core_properties.author = ""
    if labels is not None:
        numbering = document.part.numbering_part.element
        for old in list(numbering):
            numbering.remove(old)
        for element in _numbering(labels, bullet):
            numbering.append(element)
    document.add_paragraph("BODY")
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as package:
        names = sorted(package.namelist(), key=lambda n: (n != "[Content_Types].xml", n))
        parts = [(name, package.read(name)) for name in names]
    xml = dict(parts)["word/document.xml"].decode()
    start, end = xml.index(_BODY) + len(_BODY), xml.index("<w:sectPr")
    return parts, xml[:start], xml[end:]


def _numbering(labels: tuple[str, ...], bullet: str) -> list[object]:
    """-> abstract numberings 0 (headings) and 1 (bullets) and their numbers 1 and 2."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    space = nsdecls("w")
    levels = []
    for depth, label in enumerate(labels[:2]):
        sign = next((form for mark, form in _FORMATS.items() if mark in label), "decimal")
        text = label.replace("{p}", f"%{depth}.").replace("{n}.{m}", f"%{depth}.%{depth + 1}")
        for mark in ("{r}", "{A}", "{a}", "{n}"):
            text = text.replace(mark, f"%{depth + 1}")
        levels.append(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{sign}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )
    dash = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{bullet}"/></w:lvl>'
    return [
        parse_xml(f'<w:abstractNum {space} w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'),
        parse_xml(f'<w:abstractNum {space} w:abstractNumId="1">{dash}</w:abstractNum>'),
        parse_xml(f'<w:num {space} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'),
        parse_xml(f'<w:num {space} w:numId="2"><w:abstractNumId w:val="1"/></w:num>'),
    ]
