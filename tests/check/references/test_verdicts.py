"""Every citation has a verdict: silence is none, and what is told stands beside what was not checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from pipeline.check import check
from pipeline.knowledge.messages import messages
from pipeline.model import Review
from pipeline.model.citation import STATES, by_document
from pipeline.report.summary import cited, verdict
from tests.check.plans import RULES, plan

FRAME = """ỦY BAN NHÂN DÂN XÃ HÒA MẪU
Số: 15/KH-UBND
Hòa Mẫu, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Thực hiện công tác trợ giúp xã hội năm 2026

{cited}

I. MỤC TIÊU
Nâng cao chất lượng trợ giúp.
II. NHIỆM VỤ
Rà soát đối tượng; kinh phí từ xã.
III. TỔ CHỨC THỰC HIỆN
Công an xã báo cáo hằng quý.
"""


def states(cited: str, day: date | None = date(2026, 2, 5), **options: object) -> list[tuple[str | None, str]]:
    return [(c.number, c.registry) for c in held(cited, day, **options).citations]


def held(cited: str, day: date | None = date(2026, 2, 5), **options: object) -> Review:
    return check(plan(FRAME.format(cited=cited)), (), RULES, day, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Căn cứ Nghị định số 110/2024/NĐ-CP ngày 30/8/2024 của Chính phủ về công tác xã hội;", "confirmed"),
        ("Căn cứ Nghị định số 110/2024/NĐ-CP;", "confirmed"),  # the number of a decree names it alone
        ("Căn cứ Quyết định số 112/QĐ-TTg ngày 22/01/2021 của Thủ tướng Chính phủ;", "amended"),
        ("Căn cứ Quyết định số 112/QĐ-TTg ngày 23/01/2021 của Thủ tướng Chính phủ;", "contradicted"),
        ("Căn cứ Nghị định số 110/2024/NĐ-CP ngày 30/8/2024 của Thủ tướng Chính phủ;", "contradicted"),
        ("Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 của Chính phủ;", "replaced"),
        ("Căn cứ Kế hoạch số 24/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh;", "unknown"),
        ("Căn cứ Quyết định số 112/QĐ-TTg của Thủ tướng Chính phủ;", "unknown"),  # three decisions bear this number
        ("Căn cứ Kế hoạch số 174/KH-UBND ngày 30/3/2026 của UBND thành phố Huế;", "unknown"),  # seen in citations only
        ("Căn cứ Nghị định số      /2025/NĐ-CP ngày 05/01/2025 của Chính phủ;", "illegible"),
    ],
)
def test_a_citation_has_one_verdict(words: str, state: str) -> None:
    assert [found for _, found in states(words)] == [state]


def test_what_is_not_yet_in_force_is_judged_on_the_day() -> None:
    words = "Căn cứ Nghị định số 110/2024/NĐ-CP ngày 30/8/2024 của Chính phủ về công tác xã hội;"
    assert states(words, date(2024, 9, 15)) == [("110/2024/NĐ-CP", "not_yet_in_force")]
    assert states(words, None) == [("110/2024/NĐ-CP", "confirmed")]  # no day: number, date and issuer alone


def test_a_mention_without_a_date_is_of_the_document_cited_with_one() -> None:
    told = states(
        "Căn cứ Quyết định số 112/QĐ-TTg ngày 23/01/2021 của Thủ tướng Chính phủ;\nThực hiện Quyết định số 112/QĐ-TTg;"
    )
    assert told == [("112/QĐ-TTg", "contradicted")] * 2


def test_a_law_by_its_name_is_the_one_in_force_on_the_day() -> None:
    words = "Căn cứ Luật Ngân sách nhà nước;"
    assert [c.held_against for c in held(words, date(2025, 12, 1)).citations] == ["83/2015/QH13"]
    assert [c.held_against for c in held(words, date(2026, 2, 5)).citations] == ["89/2025/QH15"]


def test_rules_that_were_not_asked_for_still_tell_a_wrong_citation() -> None:
    words = "Căn cứ Nghị định số 110/2024/NĐ-CP ngày 31/8/2024 của Chính phủ;"
    result = held(words, ignore=("DC2",))
    assert not result.findings or all(not f.rule_id.startswith("DC2") for f in result.findings)
    assert [c.registry for c in result.citations] == ["contradicted"]


def test_a_document_counts_once_by_its_worst_mention() -> None:
    result = held(
        "Căn cứ Quyết định số 112/QĐ-TTg ngày 22/01/2021 của Thủ tướng Chính phủ;\n"
        "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 của Chính phủ;\nThực hiện Nghị định số 34/2016/NĐ-CP;\n"
        "Căn cứ Kế hoạch số 24/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh;"
    )
    assert cited(result) == Counter(amended=1, replaced=1, unknown=1)
    assert [STATES.index(c.registry) for c in by_document(result.citations)] == [5, 1, 4]


def test_two_lines_tell_all() -> None:
    result = held(
        "Căn cứ Kế hoạch số 24/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh;\n"
        "Căn cứ Kế hoạch số 31/KH-SYT ngày 15/01/2026 của Sở Y tế;"
    )
    clean = verdict(replace(result, findings=()), messages(RULES))
    assert "2 văn bản được dẫn: 2 chưa có trong danh mục." in clean
    assert "Không thấy điều gì phải sửa" not in clean
    assert "không thấy gì phải sửa" in clean
    assert [line for line in result.not_checked if "24/KH-UBND; 31/KH-SYT" in line] == list(result.not_checked)


def test_a_long_list_of_unknown_documents_stays_one_line() -> None:
    result = held(
        "\n".join(f"Căn cứ Kế hoạch số {n}/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh;" for n in range(20, 40))
    )
    (line,) = result.not_checked
    assert line.startswith("20 văn bản được dẫn chưa có trong danh mục")
    assert line.endswith("… và 8 văn bản khác.")


def test_a_wrong_date_of_what_is_cited_rightly_elsewhere_is_no_other_document() -> None:
    result = held(
        "Căn cứ Chỉ thị số 27/CT-TTg ngày 15/8/2024 của Thủ tướng Chính phủ;\n"
        "Căn cứ Chỉ thị số 27/CT-TTg ngày 15/8/2024 của Thủ tướng Chính phủ;\n"
        "Căn cứ Chỉ thị số 27/CTTg ngày 15/7/2024 của Thủ tướng Chính phủ;"
    )
    assert cited(result) == Counter(contradicted=1)
