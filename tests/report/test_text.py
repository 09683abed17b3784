from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.knowledge.messages import messages
from pipeline.model import Alignment, Directive, Document, Finding, Metadata, Notice, Review, Section, Target
from pipeline.report.json import dumps, review_to_dict
from pipeline.report.summary import verdict
from pipeline.report.text import review_text
from pipeline.saying import verbatim

RULES = load_rules()
TEXT = "KẾ HOẠCH\nI. MỤC TIÊU\n- Đạt 50% hộ nghèo được tập huấn\nTheo Quyết định 12/2025/QĐ-TTg"
GOAL = TEXT.index("50%")
DRAFT = Document(
    doc_id="a",
    source="a.txt",
    sha256="0",
    format="txt",
    text=TEXT,
    metadata=Metadata(title="Giảm nghèo năm 2026", number="1/KH-UBND", issued_on=date(2026, 2, 5)),
    sections=(Section("s1", None, 1, "I", "MỤC TIÊU", "muc_tieu", 9, len(TEXT), 12, 20),),
    warnings=(Notice(verbatim("trang mờ"), 3),),
)
ASKED = Target("60% hộ nghèo", 0, 0, 60.0, "%", ">=", population="hộ nghèo", indicator="được tập huấn", period_end=2025)
GIVEN = Target("50% hộ nghèo", GOAL, GOAL + 12, 50.0, "%", "=", population="hộ nghèo", period_end=2026, section_id="s1")
LOW = Finding(
    "DC301",
    "target-below",
    "error",
    "Chỉ tiêu thấp hơn: 50% so với 60%",
    suggestion="Đạt ít nhất 60% hộ nghèo được tập huấn",
    legal_basis="Điều 1",
    quote="50% hộ nghèo",
    start=GOAL,
    end=GOAL + 12,
    section_id="s1",
    directive_id="9/QĐ-TTg",
    directive_quote="60% hộ nghèo",
)
FORM = Finding("DC201", "number-form", "warning", "Số ký hiệu sai dạng", quote="12/2025/QĐ-TTg", page=2)
REVIEW = Review(
    draft=DRAFT,
    directives=(Directive("9/QĐ-TTg", "9/QĐ-TTg", "Chương trình giảm nghèo"),),
    alignment=(
        Alignment("9/QĐ-TTg", ASKED, GIVEN, "below", 0.9, "50% thấp hơn 60%", due_value=66.0),
        Alignment("9/QĐ-TTg", replace(ASKED, indicator="có bảo hiểm"), None, "missing", 0.0, ""),
    ),
    findings=(FORM, LOW),
    as_of=date(2026, 2, 5),
    not_checked=("174/KH-UBND: chưa có văn bản",),
)


@pytest.fixture(scope="module")
def text() -> str:
    return review_text(REVIEW, rules=RULES)


def test_the_verdict_comes_first_with_its_counts(text: str) -> None:
    head = text.split("\n\n")[1]
    assert "Cần sửa trước khi trình: 1 lỗi, 1 cảnh báo." in " ".join(head.split())
    assert "Đối chiếu 2 chỉ tiêu: 1 thấp hơn yêu cầu, 1 thiếu trong dự thảo." in " ".join(head.split())


def test_both_figures_stand_beside_the_verdict(text: str) -> None:
    for words in ("≥ 60%", "50%", "đến 2025", "thấp hơn yêu cầu", "50% thấp hơn 60%", "hộ nghèo được tập huấn"):
        assert words in text


def test_a_finding_has_words_place_reason_and_remedy(text: str) -> None:
    at = text.index("DC301")
    block = " ".join(text[at : text.index("DC201")].split())
    for words in ("“50% hộ nghèo”", "mục I MỤC TIÊU, đoạn 3", "Điều 1", "9/QĐ-TTg: “60% hộ nghèo”", "Đạt ít nhất 60%"):
        assert words in block


def test_errors_come_before_warnings(text: str) -> None:
    assert text.index("LỖI (1)") < text.index("DC301") < text.index("CẢNH BÁO (1)") < text.index("DC201")


def test_what_was_not_checked_is_said_aloud(text: str) -> None:
    assert "Có 1 điều chưa kiểm tra được" in " ".join(text.split())
    assert "174/KH-UBND: chưa có văn bản" in text
    assert "trang mờ (trang 3)" in text


def test_the_day_is_named(text: str) -> None:
    assert "ngày ban hành của dự thảo, 05/02/2026" in text
    assert "Xét theo ngày 01/10/2026" in review_text(replace(REVIEW, as_of=date(2026, 10, 1)), rules=RULES)


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_lines_keep_within_the_width(width: int) -> None:
    from rich.cells import cell_len

    lines = review_text(REVIEW, rules=RULES, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_colours_only_where_wanted(text: str) -> None:
    assert "\x1b" not in text
    assert "\x1b[" in review_text(REVIEW, rules=RULES, colour=True)


def test_square_brackets_are_words_not_markup() -> None:
    found = replace(FORM, message="[bold]Số[/] [1]", quote="[/x]")
    text = review_text(replace(REVIEW, findings=(found,)), rules=RULES)
    assert "[bold]Số[/] [1]" in text
    assert "“[/x]”" in text


def test_a_clean_draft_is_called_clean() -> None:
    clean = replace(REVIEW, findings=(), alignment=(), not_checked=())
    assert verdict(clean, messages(RULES)) == "Không thấy điều gì phải sửa."


def test_english_has_no_vietnamese_frame() -> None:
    text = review_text(REVIEW, rules=RULES, lang="en")
    assert "To be corrected before it is submitted: 1 error, 1 warning." in " ".join(text.split())
    assert "section I MỤC TIÊU, paragraph 3" in text


def test_json_of_a_review_follows_the_contract() -> None:
    got = review_to_dict(REVIEW)
    assert list(got) == [
        "schema_version", "draft", "as_of", "directives", "alignment", "findings", "citations", "waived", "accepted",
            "not_checked",
        "summary",
    ]  # fmt: skip
    assert got["summary"] == {
        "severity": {"error": 1, "warning": 1},
        "status": {"below": 1, "missing": 1},
        "registry": {},
    }
    assert got["directives"][0]["id"] == "9/QĐ-TTg"
    assert got["alignment"][0]["draft_target"]["value"] == 50
    assert got["alignment"][1]["draft_target"] is None
    assert got["as_of"] == "2026-02-05"
    assert {"rule_id", "rule", "severity", "message", "suggestion", "legal_basis", "quote", "start", "end", "page",
            "section_id", "directive_id", "directive_quote"} <= set(got["findings"][0])  # fmt: skip
    assert "Chỉ tiêu thấp hơn" in dumps(got)
