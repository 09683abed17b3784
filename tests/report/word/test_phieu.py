"""The form: the gravest first, two pages at most whatever was found, and what does not fit is counted."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from pipeline.check.decisions import decide, decision
from pipeline.model import Review
from pipeline.report.word import review_phieu
from tests.report.reviews import RULES, corpus_review, hostile_review


def words(review: Review, lang: str = "vi") -> str:
    word = docx.Document(io.BytesIO(review_phieu(review, rules=RULES, lang=lang)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in word.paragraphs), *cells])


def crowded(factor: int = 40) -> Review:
    """A review with far more targets and findings than a page holds."""
    review = corpus_review("kim-tra-2026.docx")
    title = "Thực hiện Chương trình phát triển công tác xã hội và các chương trình khác trên địa bàn " * 3
    return replace(
        review,
        draft=replace(review.draft, metadata=replace(review.draft.metadata, title=title, issuer=title)),
        alignment=review.alignment * factor,
        findings=review.findings * factor,
    )


REVIEWS = {
    "kim-tra": lambda: corpus_review("kim-tra-2026.docx"),
    "quan-11": lambda: corpus_review("quan-11-2023.docx"),
    "crowded": crowded,
    "crowded with findings": lambda: replace(crowded(), alignment=()),
    "crowded with targets": lambda: replace(crowded(), findings=()),
    "empty": lambda: replace(corpus_review("kim-tra-2026.docx"), alignment=(), findings=(), directives=()),
    "hostile": hostile_review,
}


def test_it_has_the_frame_the_headline_the_targets_and_a_place_to_sign() -> None:
    review = corpus_review("kim-tra-2026.docx")
    text = words(review)
    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "PHIẾU RÀ SOÁT", "NGƯỜI RÀ SOÁT"):
        assert part in text
    assert "Cần sửa trước khi trình" in text
    assert "DC201" in text
    assert "không phải làm gì thêm với" in text


@pytest.mark.parametrize("name", REVIEWS)
def test_what_is_not_shown_is_counted(name: str) -> None:
    review = REVIEWS[name]()
    text = words(review)
    shown = len(re.findall(r"^- \w+(?: \w+)? DC\d{3}:", text, re.M))
    more = re.findall(r"và (\d+) phát hiện khác|^(\d+) gợi ý khác là về chỉ tiêu", text, re.M)
    assert shown + sum(int(a or b) for a, b in more) == len(review.findings)
    table = docx.Document(io.BytesIO(review_phieu(review, rules=RULES))).tables[1:-1]
    more = re.search(r"và (\d+) chỉ tiêu khác", text)
    rows = sum(len(t.rows) - 1 for t in table)
    nothing = re.search(r"không phải làm gì thêm với ([^;]*)", text)
    rows += sum(map(int, re.findall(r"\d+", nothing[1]))) if nothing else 0
    assert rows + (int(more[1]) if more else 0) == len(review.alignment)


def test_what_must_be_mended_stands_whole_before_targets_and_hints() -> None:
    review = corpus_review("quan-11-2023.docx")
    text = words(review)
    grave = [f for f in review.findings if f.severity != "info"]
    assert all(finding.message in text for finding in grave)
    assert max(text.index(f.message) for f in grave) < text.index("3. Chỉ tiêu") < text.index("4. Gợi ý")


def test_what_was_decided_is_told_and_is_no_finding_any_more() -> None:
    review = corpus_review("quan-11-2023.docx")
    slip = next(f for f in review.findings if f.rule_id == "DC616")
    other = next(f for f in review.findings if f.rule_id == "DC402")
    decided = decide(review, [decision(slip, review.draft.text, "accepted"),
                              decision(other, review.draft.text, "dismissed", reason="đã thống nhất")])  # fmt: skip
    text = words(decided)
    assert "chấp nhận sửa 1 phát hiện; bỏ qua 1 phát hiện" in text
    assert slip.message not in text
    assert other.message not in text


def test_the_same_review_gives_the_same_bytes() -> None:
    review = corpus_review("quan-11-2023.docx")
    assert review_phieu(review, rules=RULES) == review_phieu(review, rules=RULES)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_is_two_pages_at_most(tmp_path: Path) -> None:
    import pypdfium2

    files = []
    for name, make in REVIEWS.items():
        for lang in ("vi", "en"):
            files.append(tmp_path / f"{name}-{lang}.docx")
            files[-1].write_bytes(review_phieu(make(), rules=RULES, lang=lang))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "pdf", "--outdir", str(tmp_path), *map(str, files)], check=True, capture_output=True, timeout=180
    )
    pages = {f.stem: len(pypdfium2.PdfDocument(f.with_suffix(".pdf"))) for f in files}
    assert set(pages.values()) <= {1, 2}, pages
    assert pages["empty-vi"] == 1
