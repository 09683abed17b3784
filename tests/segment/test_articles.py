"""An article that writes about a document is none: it has no number, and nobody asks it for a signature."""

from __future__ import annotations

import pytest

from pipeline.check import check
from pipeline.knowledge.load import load_rules
from pipeline.parse import parse_bytes
from tests.segment.outlines import segmented

BODY = """
UBND phường An Hòa ban hành Kế hoạch số 15/KH-UBND về phát triển công tác xã hội.
1. Mục tiêu
Phấn đấu 90% người cao tuổi được chăm sóc.
2. Nhiệm vụ
Hội người cao tuổi phường có 95% hội viên đóng góp.
Giao các khu phố thực hiện.
"""
TITLES = [
    "Kế hoạch phát triển công tác xã hội là gì?",
    "Quyết định số 112/QĐ-TTg quy định những gì?",
    "Quyết định 112/QĐ-TTg năm 2021: mục tiêu gồm những gì",
    "Phường An Hòa chăm lo người yếu thế\n(Báo Sông Hương) - Sáng nay, phường họp bàn kế hoạch.",
    "Chăm lo người yếu thế ở An Hòa\nThứ năm - 08/04/2027 05:04",
    "Câu hỏi: Xin cho biết mục tiêu của kế hoạch.\nTrả lời",
    "Kế hoạch công tác xã hội năm 2026\nUBND phường An Hòa vừa ban hành kế hoạch về công tác xã hội.",
]


@pytest.mark.parametrize("title", TITLES)
def test_an_article_is_no_plan_and_has_no_number_of_its_own(title: str) -> None:
    document = parse_bytes((title + BODY).encode(), "bai.txt", load_rules())
    assert (document.metadata.doc_type, document.metadata.number) == ("bai_viet", None)
    assert [target.value for target in document.targets] == [90.0]  # what it does not call a goal is news
    assert [notice.code for notice in document.warnings] == ["article"]
    review = check(document, (), load_rules(), None)
    assert [finding.rule_id for finding in review.findings] == []


DOCUMENTS = [
    "KẾ HOẠCH\nPhát triển công tác xã hội năm 2026",
    "ỦY BAN NHÂN DÂN\nPHƯỜNG AN HÒA\nSố: 15/KH-UBND\nKẾ HOẠCH\nTuyên truyền chủ đề “Công tác xã hội là gì?”",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐỀ CƯƠNG\nBan Bí thư vừa ban hành chỉ thị mới",
    "I. CĂN CỨ",
    "I. MỤC TIÊU\n2. Văn hóa - xã hội:",  # no "hỏi:"
]


@pytest.mark.parametrize("head", DOCUMENTS)
def test_a_document_or_a_piece_of_one_is_no_article(head: str) -> None:
    assert segmented(head + BODY).metadata.doc_type != "bai_viet"


def test_a_question_over_a_plan_that_is_signed_leaves_it_a_plan() -> None:
    text = "Kế hoạch này có gì mới?\nKẾ HOẠCH\nThử" + BODY + "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\n"
    assert segmented(text).metadata.doc_type == "ke_hoach"


def test_a_plan_whose_parts_were_not_found_says_so_and_is_not_blamed_for_its_form() -> None:
    """A whole plan in one cell of a table: its parts stand in the middle of a line."""
    text = """
    KẾ HOẠCH | Số: 98/KH-UBND
    I. MỤC ĐÍCH 1. Phân công. II. NỘI DUNG 1. Kiện toàn (chi tiết tại Phụ lục kèm theo). | Nơi nhận: Lưu VT
    """
    document = segmented(text)
    assert [notice.code for notice in document.warnings] == ["layout_unread"]
    review = check(document, (), load_rules(), None)
    assert [finding for finding in review.findings if finding.rule_id.startswith("DC1")] == []


def test_a_short_letter_without_parts_is_not_called_unread() -> None:
    assert segmented("KẾ HOẠCH\nHọp giao ban tuần\nGiao Văn phòng chuẩn bị nội dung.").warnings == ()
