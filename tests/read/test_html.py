from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes

SHARED = Path(__file__).parents[2] / "../shared"
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
