from __future__ import annotations

import unicodedata

import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes

PLAN = "<p><b>I. MỤC TIÊU</b></p><p>Đạt 70% số cơ sở trợ giúp xã hội<br>được bố trí nhân sự.</p>"
TEXT = "I. MỤC TIÊU\nĐạt 70% số cơ sở trợ giúp xã hội được bố trí nhân sự."


@pytest.mark.parametrize("declared", ["windows-1252", "utf-8", "iso-8859-1", "khong-co"])
@pytest.mark.parametrize("real", ["utf-8", "utf-16"])
def test_declared_charset_is_not_trusted(declared: str, real: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{PLAN}</body></html>'
    document = read_bytes(page.encode(real), "plan.htm")
    assert (document.text, document.format) == (TEXT, "html")
    assert document.blocks[0].bold


def test_windows_1258_combining_accents_come_out_nfc() -> None:
    decomposed = "".join(
        unicodedata.normalize("NFC", base + "".join(m for m in marks if m in "\u0302\u0306\u031b"))
        + "".join(m for m in marks if m not in "\u0302\u0306\u031b")
        for base, marks in ((unicodedata.normalize("NFD", c)[0], unicodedata.normalize("NFD", c)[1:]) for c in PLAN)
    )
    document = read_bytes(f"<html><body>{decomposed}</body></html>".encode("cp1258"), "plan.html")
    assert document.text == TEXT


def test_page_named_doc_is_read_as_the_page_it_is() -> None:
    assert read_bytes(f"<html><body>{PLAN}</body></html>".encode(), "plan.doc").text == TEXT


def test_table_spans_and_lists() -> None:
    page = (
        "<html><body><table border=1><tr><th rowspan=2>Chỉ tiêu</th><th colspan=2>Năm</th></tr><tr><th>2026</th>"
        "<th>2030</th></tr><tr><td>Tỷ lệ</td><td>60</td><td>90</td></tr></table>"
        "<ol type=a><li>Một<li>Hai</ol></body></html>"
    )
    document = read_bytes(page.encode(), "x.html")
    assert document.text.split("\n") == ["Chỉ tiêu | Năm", "2026 | 2030", "Tỷ lệ | 60 | 90", "a. Một", "b. Hai"]
    assert [b.column for b in document.blocks][:5] == [0, 1, 1, 2, 0]


def test_page_without_words_is_an_error() -> None:
    with pytest.raises(ReadError):
        read_bytes(b"<html><body><script>x</script></body></html>", "x.html")


def lines(body: str) -> list[str]:
    return read_bytes(f"<html><body>{body}</body></html>".encode(), "x.html").text.split("\n")


def test_word_that_a_shape_hangs_in_is_whole() -> None:
    """LibreOffice writes a shape amid the letters it is anchored to, and the text of a frame amid the paragraph."""
    line = '<img src="x.gif" align="left" hspace="11">\n  <br clear="left"/>\n</img>\n'
    assert lines(f"<p>S{line}ố:\n  05/KH-UBND</p><p>Đến năm\n<img src=x>\n2030</p>") == [
        "Số: 05/KH-UBND",
        "Đến năm 2030",
    ]
    frame = '<span id="Frame1" style="float: left; width: 1in"><p align="center"><b>DỰ\nTHẢO</b></p></span>'
    assert lines(f"<p>S<img src=x>\n{frame}ố: /QĐ-UBND</p><p>Sau</p>") == ["Số: /QĐ-UBND", "DỰ THẢO", "Sau"]


def test_column_of_numbers_alone() -> None:
    row = '<tr><td><ol start="{}"><li><p></p></ol></td><td><p>{}</p></td><td><p>{}</p></td></tr>'
    table = "".join(row.format(i, a, b) for i, a, b in ((1, "Chấm bài", "Sở"), (2, "In chứng chỉ", "Văn phòng")))
    assert lines(f'<table border="1">{table}</table>') == ["1. | Chấm bài | Sở", "2. | In chứng chỉ | Văn phòng"]
    assert lines("<ol><li></li><li></li></ol><p>Trang</p>") == ["Trang"]  # the dots of a slide show are no text


def test_cells_with_borders_of_their_own_are_data() -> None:
    cells = "".join(
        f'<td style="border: 1px solid #000000; padding: 0in"><p>{t}</p></td>' for t in ("TT", "Tên", "Vốn")
    )
    assert lines(f"<table width=600 cellpadding=7><tr>{cells}</tr></table>") == ["TT | Tên | Vốn"]


@pytest.mark.parametrize(
    ("mark", "sign"),
    [
        (
            '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
            '<a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>',
        ),
        (
            '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
            '<a href="#_ftnref1" name="_ftn1"><span>[1]</span></a>',
        ),
    ],
)
def test_notes_as_in_word_files(mark: str, sign: str) -> None:
    page = f"<html><body><p>đạt 70%{mark} số hộ</p><div><p>{sign} Theo Luật số 10.</p></div></body></html>"
    document = read_bytes(page.encode(), "x.html")
    assert document.text == "đạt 70% số hộ\n[1] Theo Luật số 10."
    assert [b.kind for b in document.blocks] == ["paragraph", "footnote"]
