"""Signs that no XML holds, figures that are none, lines and hyphens of other systems: read, never an exception."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes
from tests.read.test_hostile import W, package


def word(body: str) -> str:
    return read_bytes(package(f"<w:document {W}><w:body>{body}</w:body></w:document>"), "x.docx").text


def page(body: str) -> str:
    return read_bytes(f"<html><meta charset=utf-8><body>{body}</body></html>".encode(), "x.htm").text


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("figure", ["²", "--5", "③", "9" * 5000, "1e999", "", "-", "1.5.2", "٣"])
def test_an_attribute_that_is_no_figure_counts_as_not_given(figure: str) -> None:
    span = f'<w:tcPr><w:gridSpan w:val="{figure}"/></w:tcPr>'
    rows = f"<w:tr><w:tc>{span}{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>" * 2
    assert "a" in word(f"<w:tbl>{rows}</w:tbl>")
    assert page(f"<table border=1><tr><td colspan='{figure}' rowspan='{figure}'>a<td>b<tr><td>c<td>d</table>")
    assert page(f"<ol start='{figure}'><li value='{figure}'>Mục</ol>").endswith(". Mục")


def test_items_are_numbered_as_a_browser_does() -> None:
    assert page("<ol start='-1'><li>a<li value='7'>b<li>c</ol>") == "-1. a\n7. b\n8. c"


@pytest.mark.parametrize("reference", ["&#xD800;", "&#1;", "&#xFFFE;", "&#x110000;", "&#99999999999;"])
def test_a_reference_to_what_is_no_character_is_left_out(reference: str) -> None:
    assert word(p(f"Kế{reference} hoạch")) == "Kế hoạch"
    assert page(f"<p>Kế{reference} hoạch") == "Kế hoạch"
    assert page(f'<p><a name="_ftn1">[1{reference}]</a> a') == "[1] a"


def test_the_sound_references_stay() -> None:
    assert page("<p>&#75;&#x1EBF; ho&#7841;ch &amp;#1;") == "Kế hoạch &#1;"


def test_a_symbol_that_is_half_a_character_is_none() -> None:
    assert word('<w:p><w:r><w:t>Kế </w:t><w:sym w:font="Wingdings" w:char="D800"/><w:t>hoạch</w:t></w:r></w:p>')


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_member_that_does_not_unpack_is_named(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{p('Kế hoạch') * 50}</w:body></w:document>")
    data = bytearray(out.getvalue())
    start = 30 + len("word/document.xml")
    data[start : start + 24] = b"\xff" * 24
    with pytest.raises(ReadError, match=r"word/document\.xml"):
        read_bytes(bytes(data), "x.docx")


def test_every_kind_of_hyphen_is_one_and_every_line_end_ends_a_line() -> None:
    text = "Số 12/QĐ\u2011TTg, 2021\u22122025\u2028II. NHIỆM VỤ\x85III. A\x0bIV. B"
    plain = "Số 12/QĐ-TTg, 2021-2025\nII. NHIỆM VỤ\nIII. A\nIV. B"
    assert read_bytes(text.encode(), "x.txt").text == plain


def test_letters_of_full_width_are_the_letters_that_they_show() -> None:
    assert read_bytes("Đạt ７０％ hộ nghèo".encode(), "x.txt").text == "Đạt 70% hộ nghèo"


def test_what_nobody_sees_is_not_read() -> None:
    assert page("<p>Đạt <del>55%</del> <ins>70%</ins>") == "Đạt 70%"
    hidden = "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>55%</w:t></w:r></w:p></w:tc></w:tr>"
    cell = '<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr><w:p><w:r><w:t>44%</w:t></w:r></w:p></w:tc>'
    shown = f"<w:tr>{cell}<w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    assert word(f"<w:tbl>{hidden}{shown * 2}</w:tbl>") == "a | b\na | b"
    shown_off = '<w:tr><w:trPr><w:hidden w:val="false"/></w:trPr>'
    assert "c" in word(f"<w:tbl>{shown_off}<w:tc>{p('c')}</w:tc></w:tr></w:tbl>")
    row = "<tr style='display:none'><td>55%<td>b</tr>"
    assert page(f"<table border=1>{row}<tr><td>a<td>b<tr><td>c<td>d</table>") == "a | b\nc | d"


def test_a_note_with_many_marks_is_one_note() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{types}" Target="footnotes.xml"/></Relationships>'
    )
    body = f"<w:p>{mark * 500}</w:p>{p('A')}"
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("Ghi chú")}</w:footnote></w:footnotes>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", rels)
        archive.writestr("word/footnotes.xml", notes)
    assert read_bytes(out.getvalue(), "x.docx").text == "A\n[1] Ghi chú"


def test_spans_reach_no_further_than_the_table() -> None:
    cell = "<td colspan=200 rowspan=200>a"
    text = page(f"<table border=1><tr>{cell * 300}<tr><td>b<td>c</table>")
    assert text.count("a") == 300
    assert len(text) < 5000
