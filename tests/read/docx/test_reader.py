from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import read_bytes


def read(document: docx.document.Document) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    return read_bytes(stream.getvalue(), "plan.docx")


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Đạt ")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>50%</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>70%</w:t></w:r></w:ins>"))
    paragraph.add_run(" số cơ sở")
    assert read(document).text == "Đạt 70% số cơ sở"


def test_soft_breaks_and_tabs_neither_glue_nor_split_words() -> None:
    document = docx.Document()
    document.add_paragraph("Chủ trì\tthực\nhiện và\nbáo cáo")
    document.add_paragraph("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
    assert read(document).text == "Chủ trì thực hiện và báo cáo\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


def test_merged_cells_stand_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for r, row in enumerate(["Chỉ tiêu|Năm|Năm", "Chỉ tiêu|2026|2030", "Tỷ lệ|60|90"]):
        for c, text in enumerate(row.split("|")):
            table.cell(r, c).text = text
    for name in ("a", "b"):
        cell = table.cell(0, 0) if name == "a" else table.cell(0, 1)
        cell.text = "Chỉ tiêu" if name == "a" else "Năm"
    table.cell(1, 0).text = table.cell(0, 2).text = ""
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    result = read(document)
    assert result.text.split("\n") == ["Chỉ tiêu | Năm", "2026 | 2030", "Tỷ lệ | 60 | 90"]
    first, second = result.blocks[:2]
    assert (first.row_span, second.column_span, first.header, result.blocks[4].header) == (2, 2, True, False)


def test_layout_table_is_read_column_by_column() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = "Số: 05/KH-UBND"
    table.cell(1, 1).text = "Huế, ngày 05 tháng 02 năm 2026"
    assert read(document).text.split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "Số: 05/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Huế, ngày 05 tháng 02 năm 2026",
    ]


def test_headers_and_footers_are_not_text() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "MẬT"
    document.add_paragraph("Nội dung")
    result = read(document)
    assert (result.text, result.running) == ("Nội dung", ("MẬT",))


@pytest.mark.parametrize(
    ("name", "data"),
    [("gia.docx", b"khong phai zip"), ("anh.docx", b"\x89PNG\r\n\x1a\n0000"), ("cut.docx", b"PK\x03\x04" + b"x" * 90)],
)
def test_what_is_no_word_file_is_one_clear_error(name: str, data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_strict_dialect_is_read_like_the_other() -> None:
    import zipfile

    out = io.BytesIO()
    body = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body + "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p></w:body></w:document>")
    assert read_bytes(out.getvalue(), "x.docx").text == "Kế hoạch"


def test_word_s_own_numbers_with_restart_roman_letters_and_override() -> None:
    """Levels "I.", "1.", "a)": a deeper level begins anew under each higher one; a second list starts at 5."""
    import zipfile

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    levels = (("upperRoman", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)"))
    definition = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{"<w:isLgl/>" if i == 1 else ""}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    numbering = (
        f'<w:numbering {w}><w:abstractNum w:abstractNumId="0">{definition}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )

    def item(text: str, level: int, number: int = 1) -> str:
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = "".join(
        item(*given)
        for given in [("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 1), ("G", 2), ("H", 0), ("K", 1), ("L", 0, 2)]
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/numbering.xml", numbering)
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships><Relationship Id="r1" Type="{relation}" Target="numbering.xml"/></Relationships>',
        )
    document = read_bytes(out.getvalue(), "x.docx")
    assert document.text.split("\n") == ["I. A", "1.1. B", "a) C", "b) D", "1.2. E", "a) G", "II. H", "2.1. K", "V. L"]
    assert [document.text[b.start : b.label_end] for b in document.blocks][:3] == ["I.", "1.1.", "a)"]
