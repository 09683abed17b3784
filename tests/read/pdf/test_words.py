"""The words of a page by arrays: the same places as pdfium tells one by one, lines cut at wide gaps alone."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from pipeline.read.pdf.chars import Chars, page_chars
from pipeline.read.pdf.words import pieces
from tests.read.pdf.test_seen import pdf, words


def chars_of(content: str, box: str = "/MediaBox[0 0 600 800]") -> Chars:
    return page_chars(pypdfium2.PdfDocument(pdf(content, box=box))[0])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_of_a_sweep_are_those_told_one_by_one(turn: int) -> None:
    chars = chars_of(words("Ke hoach"), f"/MediaBox[-40 -30 560 770]/CropBox[10 20 500 700]/Rotate {turn}")
    rect = pdfium_c.FS_RECTF()
    for i, box in enumerate(chars.boxes(range(len(chars.text))).tolist()):
        assert pdfium_c.FPDFText_GetLooseCharBox(chars.textpage.raw, i, rect)
        (a, b), (c, d) = chars.point(rect.left, rect.bottom), chars.point(rect.right, rect.top)
        assert box == pytest.approx([min(a, c), min(b, d), max(a, c), max(b, d)], abs=1e-9)


def test_a_line_is_cut_at_a_wide_gap_and_not_at_a_word_space() -> None:
    chars = chars_of(words("UY BAN NHAN DAN", "60 700 Td") + words("CONG HOA XA HOI", "300 700 Td"))
    assert [chars.text[p.start : p.stop] for p in pieces(chars)] == ["UY BAN NHAN DAN", "CONG HOA XA HOI"]


def test_the_box_of_a_line_goes_from_its_first_letter_to_its_last() -> None:
    chars = chars_of(words("Chi tieu nam 2026 dat 70%"))
    (piece,) = pieces(chars)
    boxes = [chars.box(i) for i in range(piece.start, piece.stop) if not chars.text[i].isspace()]
    assert piece.box[0] == min(box[0] for box in boxes if box)
    assert piece.box[2] == max(box[2] for box in boxes if box)


@pytest.mark.parametrize("content", ["", words(" ")])
def test_a_page_without_words_has_no_lines(content: str) -> None:
    assert pieces(chars_of(content)) == []
