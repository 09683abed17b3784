"""What a reader of the page does not see, or not as its text, is none of the plan: hidden, white, outside, across."""

from __future__ import annotations

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import read_bytes

PLAN = "BT /F1 12 Tf 60 700 Td (Phan dau dat 70% so ho ngheo.) Tj ET "
GROUND = "0 0 1 rg 50 590 400 40 re f "


def pdf(content: str, *, box: str = "/MediaBox[0 0 600 800]", catalog: str = "", extra: tuple[str, ...] = ()) -> bytes:
    """A page of one content stream in Helvetica; ``extra`` are objects from 6 on."""
    parts = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R{box}/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        *extra,
    ]
    out, places = "%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj{part} endobj\n"
    index = "".join(f"{place:010d} 00000 n \n" for place in places)
    size, start = len(parts) + 1, len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{index}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


def words(text: str, at: str = "60 600 Td", look: str = "") -> str:
    return f"BT /F1 12 Tf {look} {at} ({text}) Tj ET "


def read(content: str, **options: str) -> Document:
    return read_bytes(pdf(PLAN + content, **options), "x.pdf")


def said(document: Document) -> list[str]:
    return [notice.code for notice in document.warnings]


@pytest.mark.parametrize("look", ["3 Tr", "1 1 1 rg", "1 g", "3 Tr 1 g"])
def test_words_that_nobody_sees_are_left_out_and_said(look: str) -> None:
    document = read(words("Dat 99% so ho.", look=look))
    assert document.text == "Phan dau dat 70% so ho ngheo."
    assert said(document) == ["unseen_words"]


def test_white_words_on_a_dark_ground_are_read() -> None:
    document = read(GROUND + words("Dat 99% so ho.", look="1 g"))
    assert document.text == "Phan dau dat 70% so ho ngheo.\nDat 99% so ho."
    assert not said(document)


def test_words_outside_the_page_are_left_out_and_said() -> None:
    crop = "/MediaBox[0 0 600 800]/CropBox[0 100 600 780]"
    document = read(words("Ban in thu 99%", "60 60 Td") + words("Dat 50% so xa."), box=crop)
    assert document.text == "Phan dau dat 70% so ho ngheo.\nDat 50% so xa."
    assert said(document) == ["unseen_words"]


def test_a_crop_that_cuts_no_words_off_changes_nothing() -> None:
    document = read(words("Dat 50% so xa."), box="/MediaBox[0 0 600 800]/CropBox[10 10 590 790]")
    assert document.text.endswith("Dat 50% so xa.")
    assert not said(document)


def test_what_is_printed_across_the_page_is_no_line_of_it() -> None:
    across = "BT /F1 60 Tf .7 g .7 .7 -.7 .7 150 300 Tm (DU THAO) Tj ET "
    assert read(across + words("Dat 50% so xa.")).text == "Phan dau dat 70% so ho ngheo.\nDat 50% so xa."


def test_a_scan_that_lies_a_little_aslant_keeps_its_words() -> None:
    aslant = "BT /F1 12 Tf .9994 .0349 -.0349 .9994 60 500 Tm (Dat 50% so xa.) Tj ET "
    assert "Dat 50% so xa." in read(aslant).text


def test_a_page_all_of_whose_words_lie_aslant_is_read() -> None:
    lines = "".join(f"BT /F1 12 Tf .98 .17 -.17 .98 60 {y} Tm (Dat {y}% so xa.) Tj ET " for y in (50, 60, 70))
    assert "Dat 60% so xa." in read_bytes(pdf(lines), "x.pdf").text


def test_a_form_that_only_acrobat_shows_is_refused_with_the_remedy() -> None:
    catalog = "/NeedsRendering true/AcroForm<</Fields[]/XFA 6 0 R>>"
    shell = pdf(words("Please wait..."), catalog=catalog, extra=("<</Length 5>>stream\n<xdp>\nendstream",))
    with pytest.raises(ReadError, match="XFA"):
        read_bytes(shell, "x.pdf")


def table(turn: str, start: int) -> str:
    """Three columns, the heads of two standing upright in narrow cells."""
    rules = "".join(f"{x} 300 m {x} 500 l S " for x in (60, 260, 300, 340))
    rules += "".join(f"60 {y} m 340 {y} l S " for y in (300, 340, 380, 500))
    heads = "".join(
        f"BT /F1 12 Tf {turn} {x} {start} Tm (Nam 20{x // 10}) Tj ET " for x in (284, 324)
    )  # "Nam 2028", "Nam 2032"
    cells = words("Chi tieu", "70 430 Td")
    for y, name, values in ((350, "Ty le ho", (70, 90)), (310, "Ty le xa", (60, 80))):
        shares = zip(values, (264, 304), strict=True)
        cells += words(name, f"70 {y} Td") + "".join(words(f"{v}%", f"{x} {y} Td") for v, x in shares)
    return rules + heads + cells


@pytest.mark.parametrize(("turn", "start"), [("0 1 -1 0", 400), ("0 -1 1 0", 480)])
def test_heads_that_stand_upright_are_read_from_their_own_side(turn: str, start: int) -> None:
    text = read_bytes(pdf(table(turn, start)), "x.pdf").text
    assert text == "Chi tieu | Nam 2028 | Nam 2032\nTy le ho | 70% | 90%\nTy le xa | 60% | 80%"
