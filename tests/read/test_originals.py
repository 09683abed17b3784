"""Real files as offices sent them: each test is named after its file and says what was hard in it."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import unicodedata
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.model import Document
from pipeline.parse import parse
from pipeline.read import read_file
from pipeline.read.office import office_program
from pipeline.read.pdf.ocr import ocr_program
from tests.tools.places import ORIGINALS

pytestmark = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the shared originals are not beside the checkout")
needs_ocr = pytest.mark.skipif(ocr_program() is None, reason="Tesseract with Vietnamese is not installed")
needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


@lru_cache
def original(name: str) -> Document:
    document = read_file(ORIGINALS / name)
    assert unicodedata.is_normalized("NFC", document.text)
    return document


def lines(name: str) -> list[str]:
    return original(name).text.split("\n")


def rows(document: Document, table: int) -> int:
    return len({b.row for b in document.blocks if b.table == table})


def test_plan_lao_cai_de_an_08_header_columns_and_lists() -> None:
    """Header of two columns with a blank number; lists typed and made by Word; two tables of eight columns."""
    found, document = lines("plan-lao-cai-de-an-08.docx"), original("plan-lao-cai-de-an-08.docx")
    assert found[:3] == ["UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG", "Số: /KH-SCT"]
    assert found[5] == "Lào Cai, ngày tháng 4 năm 2026"
    assert found[7].endswith("theo hướng xanh, hiện đại giai đoạn 2026-2030")
    assert {b.table for b in document.blocks if b.kind == "cell"} == {0, 1}
    assert max(b.column or 0 for b in document.blocks) == 7
    assert "11" in document.running


def test_plan_lao_cai_khoang_san_task_table_and_footnote() -> None:
    """A table of 16 rows and 6 columns; a footnote, which is a note and no part of its sentence."""
    document = original("plan-lao-cai-khoang-san.docx")
    assert rows(document, 0) == 16
    assert lines("plan-lao-cai-khoang-san.docx")[-1].startswith("[1] Đặc biệt: Luật Địa chất")
    note = document.blocks[-1]
    assert note.kind == "footnote"
    assert note.label_end == note.start + 3
    assert "về địa chất, khoáng sản đến cán bộ" in document.text


def test_plan_lao_cai_kiem_tra_28_annex_tables() -> None:
    """An annex table; 28 units named in one sentence with the numbers of their letters, which are no headings."""
    document = original("plan-lao-cai-kiem-tra-28.docx")
    assert rows(document, 0) == 10
    assert not any(line.startswith("11/GĐN") for line in document.text.split("\n"))


def test_plan_template_blanks() -> None:
    """Blanks to be filled in stay readable: number, day and month are missing, nothing else is."""
    found = lines("plan-template.docx")
    assert "Số: /KH-SCT" in found
    assert "Lào Cai, ngày tháng năm 2026" in found
    assert not any("  " in line for line in found)


@pytest.mark.slow
@needs_ocr
def test_plan_1105_signed_letters_without_unicode() -> None:
    """Its fonts carry no Unicode: the text layer is a cipher whose letters OCR teaches; header, number, table."""
    found = lines("plan-1105-signed.pdf")
    assert found[:5] == ["SỞ CÔNG THƯƠNG", "ĐOÀN KIỂM TRA", "THEO QUYẾT ĐỊNH", "SỐ 1050/QĐ-SCT", "Số: 1105/KH-ĐKT"]
    assert "1. Mục tiêu" in found
    assert any("Nghị định số 217/2025/NĐ-CP ngày 05/8/2025 của Chính phủ" in line for line in found)
    document = original("plan-1105-signed.pdf")
    assert set(document.properties["routes"].split(",")) == {"glyphs"}
    assert any(w.code == "pdf_cipher" for w in document.warnings)
    assert rows(document, 0) == 6


@pytest.mark.slow
@needs_ocr
def test_decision_2336_scan_seven_pages() -> None:
    """Seven scanned pages without a letter of text; a page of low confidence says so."""
    document = original("decision-2336-scan.pdf")
    assert (document.pages, document.ocr) == (7, True)
    assert document.text.split("\n")[3:5] == MOTTO
    assert "Căn cứ Luật Đầu tư số 143/2025/QH15" in document.text.replace("Đâu", "Đầu")
    assert {b.page for b in document.blocks} == set(range(1, 8))
    assert all(b.confidence is not None for b in document.blocks if b.kind == "paragraph")
    assert [w.page for w in document.warnings if w.code == "ocr_low_confidence"]


@pytest.mark.slow
@needs_office
def test_decision_can_tho_2010_word_97() -> None:
    """Word 97, by way of LibreOffice: header and signature in frames, the căn cứ one by one."""
    found = lines("decision-can-tho-2010.doc")
    assert original("decision-can-tho-2010.doc").format == "doc"
    assert found[:3] == ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ CẦN THƠ", "Số:09/2010/QĐ-UBND"]
    assert sum(line.startswith("Căn c") for line in found) == 6
    assert found[-1] == "Trần Tuấn Anh"


def test_plan_luong_minh_bau_cu_charset_header_notes() -> None:
    """Saved by Word with the wrong charset declared: header columns, bold headings, footnotes at the end."""
    found = lines("plan-luong-minh-bau-cu.htm")
    assert found[2:5] == ["Số: 01/KH-TBTTKT", *MOTTO]
    assert "II. LỘ TRÌNH THỰC HIỆN VÀ NỘI DUNG TUYÊN TRUYỀN" in found
    assert found[-2].startswith("[1] Chỉ thị số 46-CT/TW")


def test_decision_dieu_le_draft_text_box() -> None:
    """ "DỰ THẢO" stands in a text box over the header."""
    document = original("decision-dieu-le-draft.docx")
    boxed = [document.text[b.start : b.end] for b in document.blocks if b.kind == "textbox"]
    assert boxed == ["DỰ THẢO"]


def test_decision_dieu_le_final_is_the_draft_without_its_box() -> None:
    """The final version: the same articles, no text box."""
    final, draft = lines("decision-dieu-le-final.docx"), lines("decision-dieu-le-draft.docx")
    assert "DỰ THẢO" not in final
    articles = [line[:7] for line in final if line.startswith("Điều ")]
    assert articles == [line[:7] for line in draft if line.startswith("Điều ")] != []


def test_submission_2114_pdf_and_docx_are_the_same_paragraphs() -> None:
    """The same submission as PDF and as Word: word for word, paragraph for paragraph."""
    assert lines("submission-2114.pdf") == lines("submission-2114.docx")
    assert lines("submission-2114.docx")[2:4] == ["Số: 2114/TTr-SNV", MOTTO[0]]


LABEL = re.compile(r"^\s*((?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)]|[-+•▪])\s*\S")
# labels of each Word file in order, as LibreOffice's own export gives them: how many, and their digest
LABELS = {
    "decision-dieu-le-draft.docx": (3, "85d4805c76fd362f"),
    "decision-dieu-le-final.docx": (3, "85d4805c76fd362f"),
    "plan-lao-cai-de-an-08.docx": (100, "ef366bf60d3fad08"),
    "plan-lao-cai-khoang-san.docx": (117, "4462a05603fac30e"),
    "plan-lao-cai-kiem-tra-28.docx": (16, "d2255c80f35e8687"),
    "plan-template.docx": (18, "e06aabce130c7ae2"),
    "submission-2114.docx": (10, "5aafd8a9ec76222d"),
}


def labels(text: str) -> list[str]:
    return [found.group(1) for line in text.split("\n") if (found := LABEL.match(line))]


def digest(found: list[str]) -> str:
    return hashlib.sha256(" ".join(found).encode()).hexdigest()[:16]


WORD_FILES = sorted(p.name for p in ORIGINALS.glob("*.docx"))


@pytest.mark.parametrize("name", WORD_FILES)
def test_labels_are_those_that_libreoffice_gave(name: str) -> None:
    document = original(name)
    body = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.kind in ("paragraph", "textbox"))
    found = labels(body)
    assert (len(found), digest(found)) == LABELS[name]


@pytest.mark.slow
@needs_office
def test_words_and_numbers_equal_libreoffice_s_export(tmp_path: Path) -> None:
    """Every word and every number that Word makes by itself, on all Word files in one conversion."""
    program = shutil.which("soffice") or shutil.which("libreoffice") or ""
    command = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, *(str(ORIGINALS / n) for n in WORD_FILES)], check=True, capture_output=True, timeout=120)
    for name in WORD_FILES:
        export = (tmp_path / name).with_suffix(".txt").read_text(encoding="utf-8-sig").replace("\xa0", " ")
        document = original(name)
        own = [document.text[b.start : b.end] for b in document.blocks if b.kind not in ("footnote", "textbox")]
        expected = sorted(re.sub(r"(?<=[^\W\d])\d+\b", "", unicodedata.normalize("NFC", export)).split())
        assert sorted(re.sub(r"(?<=[^\W\d])\d+\b", "", " ".join(own)).split()) == expected, name


def test_447_kh_ubnd_phuong1_number_and_day_of_an_e_office() -> None:
    """Number and day stand only in the appearance of form widgets; the signatures carry the signer's name."""
    found = parse(original("447-kh-ubnd-phuong1-vungtau.pdf"), load_rules()).metadata
    assert (found.number, found.issued_on) == ("447/KH-UBND", date(2025, 3, 24))
    assert (found.signed_by, found.signed_at) == (found.signer, "2025-03-24T15:14:37+07:00")


def test_64_qd_ubnd_phuong1_number_stamped_on_page_and_annex() -> None:
    """The number and the day are stamped once more into the note over the annex."""
    document = parse(original("64-qd-ubnd-phuong1-khlcnt.pdf"), load_rules())
    assert (document.metadata.number, document.metadata.issued_on) == ("64/QĐ-UBND", date(2025, 3, 14))
    assert "Quyết định số 64/QĐ-UBND ngày 14 tháng 03 năm 2025" in document.text


@pytest.mark.slow
@needs_ocr
def test_3176b_qd_syt_hidden_layer_is_rubbish_and_read_anew() -> None:
    """Its hidden layer says "Can cir Quyt djnh st 1675"; the number is written by hand."""
    document = parse(original("3176b-qd-syt-lop-chu-hong.pdf"), load_rules())
    assert document.properties["routes"] == "ocr,ocr"
    assert (
        "Căn cứ Hướng dẫn 1236/HD-UBND ngày 12/11/2014 của Ủy ban nhân dân tỉnh Kiên Giang về việc xét công nhận"
        in (document.text)
    )
    assert (document.metadata.number, document.metadata.issued_on) == (None, None)
    assert {"layer_replaced", "own_number_unread"} <= {notice.code for notice in document.warnings}


@pytest.mark.slow
@needs_ocr
@pytest.mark.parametrize("name", ["2155-kh-syt-giuong-benh.pdf", "decision-2336-scan.pdf"])
def test_numbers_written_by_hand_are_right_or_none_and_said(name: str) -> None:
    """OCR reads "2/55" and "4 46" with little confidence."""
    document = parse(original(name), load_rules())
    assert document.metadata.number in (None, "2155/KH-SYT", "2336/QĐ-UBND")
    assert document.metadata.number or "own_number_unread" in {notice.code for notice in document.warnings}
