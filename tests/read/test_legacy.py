from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import read_bytes
from pipeline.read.legacy import _TCVN3, _VNI, code_of_text, decode_font, from_tcvn3, from_vni
from tests.tools.places import PLANS

TO_TCVN3 = {v: chr(k) for k, v in _TCVN3.items() if k != 0x03BC}
TO_VNI = {v: k for k, v in reversed(list(_VNI.items())) if not (k[0].isupper() and k[-1].islower())}


def in_tcvn3(text: str) -> str:
    """As a typist of the nineties wrote it: toned capitals have no code of their own there."""
    return "".join(TO_TCVN3.get(c) or TO_TCVN3.get(c.lower(), c) for c in text)


def in_vni(text: str) -> str:
    return "".join(TO_VNI.get(c, c) for c in text)


def plan() -> str:
    text = (PLANS / "kim-tra-2026.txt").read_text(encoding="utf-8").replace("–", "-")
    return text


def test_known_words() -> None:
    assert from_tcvn3("ñy ban nh©n d©n x· H­¬ng Trµ") == "ủy ban nhân dân xã Hương Trà"
    assert from_tcvn3("kÕ ho¹ch", capitals=True) == "KẾ HOẠCH"
    assert (
        from_vni("Uûy ban nhaân daân phöôøng, ñaët, töï do, haïnh phuùc")
        == "Ủy ban nhân dân phường, đặt, tự do, hạnh phúc"
    )
    assert from_vni("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_plain_text_in_tcvn3_is_found_by_its_letters() -> None:
    old = in_tcvn3(plan().lower()).encode("cp1252")
    assert read_bytes(old, "cu.txt").text == read_bytes(plan().lower().encode(), "moi.txt").text


def test_plain_text_in_vni_is_found_by_its_letters() -> None:
    old = in_vni(plan()).encode("cp1252")
    assert read_bytes(old, "cu.txt").text == read_bytes(plan().encode(), "moi.txt").text


def test_unicode_is_never_touched() -> None:
    assert code_of_text(plan()) is None
    assert (
        code_of_text("Le conseil général a décidé très vite où aller, à côté du café près de la forêt. " * 20) is None
    )
    assert decode_font("Ủy ban", ".VnTime") == "Ủy ban"


@given(st.text())
def test_no_text_breaks_the_converters(text: str) -> None:
    assert len(from_tcvn3(text)) == len(text)
    from_vni(text)
    code_of_text(text)


@pytest.mark.parametrize(
    ("font", "raw", "seen"),
    [
        (".VnTime", "Tû lÖ ®¹t 70%", "Tỷ lệ đạt 70%"),
        (".VnTimeH", "kÕ ho¹ch", "KẾ HOẠCH"),
        ("VNI-Times", "Tyû leä", "Tỷ lệ"),
    ],
)
def test_word_runs_in_old_fonts(font: str, raw: str, seen: str) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run(raw)
    run.font.name = font
    document.add_paragraph("Có cơ sở")
    stream = io.BytesIO()
    document.save(stream)
    assert read_bytes(stream.getvalue(), "cu.docx").text == f"{seen}\nCó cơ sở"


def test_unicode_words_left_in_an_old_font_stay() -> None:
    """A file that was converted keeps its font names: its words are Unicode and must not be converted again."""
    document = docx.Document()
    for words in ("Ủy ban nhân dân phường ban hành Kế hoạch", "Có", "Tổ chức thực hiện nhiệm vụ được giao"):
        document.add_paragraph().add_run(words).font.name = ".VnTime"
    stream = io.BytesIO()
    document.save(stream)
    assert read_bytes(stream.getvalue(), "moi.docx").text.split("\n")[1] == "Có"


def test_one_template_for_files_in_two_codes() -> None:
    """Both files have the same styles, byte for byte; which code the old fonts stand for is each file's own."""

    def read(*lines: str) -> str:
        document = docx.Document()
        for words in lines:
            document.add_paragraph().add_run(words).font.name = ".VnTime"
        stream = io.BytesIO()
        document.save(stream)
        return read_bytes(stream.getvalue(), "ke-hoach.docx").text

    assert read("Tû lÖ ®¹t 70%", "Kinh phÝ") == "Tỷ lệ đạt 70%\nKinh phí"
    unicode_lines = ("Ủy ban nhân dân phường ban hành Kế hoạch", "Tû lÖ ®¹t 70%")
    assert read(*unicode_lines) == "\n".join(unicode_lines)
    assert read("Tû lÖ ®¹t 70%", "Kinh phÝ") == "Tỷ lệ đạt 70%\nKinh phí"
