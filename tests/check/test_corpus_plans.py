"""The two plans of the corpus, held against the parents that they cite."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.check import check
from pipeline.model import Alignment, Review
from tests.check.plans import RULES, corpus, found, review

DAY = date(2026, 4, 10)  # Kim Trà's header is lost; its parent plan is of 30/3/2026


@pytest.fixture(scope="module")
def kim_tra() -> Review:
    return review(corpus("kim-tra-2026"), as_of=DAY)


@pytest.fixture(scope="module")
def quan_11() -> Review:
    return review(corpus("quan-11-2023"))


def row(result: Review, family: str) -> Alignment:
    return next(a for a in result.alignment if a.directive_target and a.directive_target.family == family)


def test_seventy_per_cent_in_2026_is_on_track(kim_tra: Review) -> None:
    staff = row(kim_tra, "STAFF")
    assert (staff.status, staff.due_value) == ("on_track", 66)
    assert "66%" in staff.explanation
    assert not found(kim_tra, "DC301") + found(kim_tra, "DC303")


@pytest.mark.parametrize(
    ("family", "status", "certainty"),
    [
        ("SERVICE", "above", "seen"),
        ("CHILD", "above", "seen"),
        ("TRAIN", "above", "inferred"),
        ("REACH", "not_comparable", "unknown"),
        ("STAFF-MIN", "missing", "seen"),
    ],
)
def test_verdicts_of_kim_tra(kim_tra: Review, family: str, status: str, certainty: str) -> None:
    assert (row(kim_tra, family).status, row(kim_tra, family).certainty) == (status, certainty)


def test_the_narrowed_population_is_named_member_by_member(kim_tra: Review) -> None:
    change = row(kim_tra, "STAFF").population
    assert change is not None
    assert change.replaced == (("bệnh viện", "trạm y tế"),)
    assert set(change.dropped) == {"trường giáo dưỡng", "cơ quan tư pháp", "xã, phường, thị trấn"}
    assert set(change.excused) == set(change.dropped)  # a ward has neither, and is itself the last
    message = found(kim_tra, "DC305")[0].message
    assert all(
        name in message for name in ("trường giáo dưỡng", "cơ quan tư pháp", "xã, phường, thị trấn", "trạm y tế")
    )


def test_the_wrong_number_and_its_likely_origin(kim_tra: Review) -> None:
    (finding,) = found(kim_tra, "DC201")
    assert finding.severity == "error"
    assert finding.quote is not None
    assert "112/2021/QĐ-TTg" in finding.quote
    assert "89/KH-UBND" in finding.message
    assert "184/KH-UBND" in finding.message
    assert finding.suggestion == "Sửa thành “112/QĐ-TTg”."


def test_what_was_not_at_hand_is_said(kim_tra: Review) -> None:
    assert ["174/KH-UBND" in line for line in kim_tra.not_checked] == [True, True]  # neither its targets nor its entry


def test_hints_of_kim_tra(kim_tra: Review) -> None:
    hints = {f.rule_id for f in kim_tra.findings if f.severity == "info"}
    assert {"DC106", "DC211", "DC404"} <= hints  # lost header, circular since issued, no reporting date
    assert "29/2026/TT-BYT" in found(kim_tra, "DC211")[0].message


def test_kim_tra_has_one_error_only(kim_tra: Review) -> None:
    assert [f.rule_id for f in kim_tra.findings if f.severity == "error"] == ["DC201"]


def test_the_gap_of_quan_11(quan_11: Review) -> None:
    (finding,) = found(quan_11, "DC102")
    assert (finding.severity, finding.quote) == ("error", "VII. CHẾ ĐỘ BÁO CÁO TỔNG HỢP")


def test_the_false_joint_circular_and_its_contradiction(quan_11: Review) -> None:
    (finding,) = found(quan_11, "DC207")
    assert "26/2022/TT-BLĐTBXH" in finding.message
    assert "chính kế hoạch này cũng viện dẫn" in finding.message
    assert found(quan_11, "DC208")


def test_five_families_are_dropped_and_training_is_above_in_both_phases(quan_11: Review) -> None:
    statuses = [(a.directive_target.target_id, a.status) for a in quan_11.alignment if a.directive_target]
    assert {t for t, s in statuses if s == "missing"} == {
        "P2-STAFF",
        "P2-STAFF-MIN",
        "P2-SERVICE",
        "P2-REACH",
        "P2-CHILD",
    }
    assert [t for t, s in statuses if s == "above"] == ["P1-TRAIN", "P2-TRAIN"]
    assert {f.severity for f in found(quan_11, "DC302")} == {"warning", "info"}
    (named,) = found(quan_11, "DC308")  # the children are named, their figure is not
    assert named.quote is not None
    assert named.quote.startswith("Chăm lo trẻ em mồ côi")


def test_the_parent_stands_only_in_the_body(quan_11: Review) -> None:
    (finding,) = found(quan_11, "DC212")
    assert "chỉ được nhắc trong nội dung" in finding.message


def test_two_offices_with_one_duty(quan_11: Review) -> None:
    (finding,) = found(quan_11, "DC402")
    assert "Phòng Kinh tế" in finding.message
    assert finding.quote is not None
    assert "Phòng Tài chính" in finding.quote


def test_a_body_is_judged_on_the_plans_own_day(quan_11: Review) -> None:
    assert found(quan_11, "DC401") == []
    later = review(corpus("quan-11-2023"), as_of=date(2026, 1, 5))
    assert "Phòng Lao động - Thương binh và Xã hội" in [f.quote for f in found(later, "DC401")]


def test_a_joint_circular_is_replaced_only_from_its_day() -> None:
    before = review(corpus("quan-11-2023"), as_of=date(2023, 1, 27))
    assert found(before, "DC208") == []


@pytest.mark.parametrize("name", ["kim-tra-2026", "quan-11-2023"])
def test_every_quote_is_the_text_it_points_at(name: str) -> None:
    document = corpus(name)
    for finding in review(document, as_of=DAY).findings:
        if finding.quote is not None:
            assert document.text[finding.start : finding.end] == finding.quote
            assert finding.section_id is None or finding.section_id in {s.section_id for s in document.sections}


@pytest.mark.parametrize("name", ["kim-tra-2026", "quan-11-2023"])
def test_both_languages_find_the_same(name: str) -> None:
    one, other = (review(corpus(name), as_of=DAY, lang=lang) for lang in ("vi", "en"))
    assert [(f.rule_id, f.start, f.severity) for f in one.findings] == [
        (f.rule_id, f.start, f.severity) for f in other.findings
    ]


def test_without_any_day_the_review_says_what_it_could_not_judge() -> None:
    result = check(corpus("kim-tra-2026"), (), RULES)
    assert result.as_of is None
    assert any("ngày ban hành" in line for line in result.not_checked)
