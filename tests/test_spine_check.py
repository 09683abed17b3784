"""The two plans of the corpus against Decision 112/QĐ-TTg, end to end: what the review must say of them."""

from __future__ import annotations

from functools import lru_cache

import pytest

import pipeline
from pipeline.knowledge.load import load_rules
from pipeline.model import Finding, Review
from pipeline.report.json import review_to_dict
from pipeline.report.text import review_text
from tests.tools.places import PLANS


@lru_cache
def review(name: str, against: str = "112/QĐ-TTg") -> Review:
    return pipeline.check(PLANS / name, against=against)


def of_rule(found: Review, name: str) -> list[Finding]:
    return [f for f in found.findings if f.rule == name]


def test_kim_tra_staffing_is_on_track_between_two_milestones() -> None:
    staffing = [a for a in review("kim-tra-2026.docx").alignment if a.draft_target and a.draft_target.value == 70]
    (pair,) = staffing
    assert pair.status == "on_track"
    assert pair.due_value == 66
    assert "66%" in pair.explanation


def test_kim_tra_has_each_verdict_that_its_figures_deserve() -> None:
    by_value = {a.draft_target.value: a.status for a in review("kim-tra-2026.docx").alignment if a.draft_target}
    assert by_value[80] == "above"
    assert by_value[60] == "above"
    reach = next(a for a in review("kim-tra-2026.docx").alignment if a.draft_target and a.draft_target.condition)
    assert reach.status == "not_comparable"


def test_kim_tra_writes_the_number_of_112_in_a_wrong_form() -> None:
    wrong = [f for f in review("kim-tra-2026.docx").findings if f.quote and "112/2021/QĐ-TTg" in f.quote]
    assert [f.severity for f in wrong] == ["error"]
    assert "112/QĐ-TTg" in (wrong[0].suggestion or "")


def test_kim_tra_against_auto_says_that_its_city_was_not_checked() -> None:
    found = review("kim-tra-2026.docx", "auto")
    assert "112/QĐ-TTg" in {d.directive_id for d in found.directives}
    assert any("174/KH-UBND" in words for words in found.not_checked)


def test_quan_11_lacks_five_families_of_targets() -> None:
    missing = [a for a in review("quan-11-2023.txt").alignment if a.status == "missing"]
    words = " ".join((a.directive_target.indicator if a.directive_target else "") for a in missing)
    for part in ("bố trí nhân sự", "cung cấp dịch vụ", "tư vấn, hỗ trợ", "trợ giúp xã hội"):
        assert part in words
    assert len({a.directive_target.family for a in missing if a.directive_target}) == 5


def test_quan_11_skips_a_section_and_cites_a_replaced_circular() -> None:
    found = review("quan-11-2023.txt")
    assert any("VII" in f.message and "VI" in f.message for f in of_rule(found, "number-gap"))
    circular = [f for f in found.findings if f.quote and "30/2017/TTLT-BLĐTBXH-BNV" in f.quote]
    assert any("26/2022/TT-BLĐTBXH" in f.message for f in circular)


@pytest.mark.parametrize("stem", ["kim-tra-2026", "quan-11-2023"])
def test_the_same_findings_from_every_format(stem: str) -> None:
    def facts(name: str) -> list[tuple[str, str, str, str]]:
        heard = [f for f in review(name).findings if f.rule_id != "DC106"]  # the .txt of Kim Trà has no header block
        return sorted((f.rule_id, f.severity, f.message, f.quote or "") for f in heard)

    assert facts(f"{stem}.docx") == facts(f"{stem}.txt") == facts(f"{stem}.pdf")


@pytest.mark.parametrize("name", ["kim-tra-2026.docx", "quan-11-2023.txt", "quan-11-2023.pdf"])
def test_every_finding_stands_where_it_says(name: str) -> None:
    found = review(name)
    for finding in found.findings:
        if finding.start is not None:
            assert found.draft.text[finding.start : finding.end] == finding.quote


def test_a_review_is_the_same_bytes_twice() -> None:
    again = pipeline.check(PLANS / "quan-11-2023.txt", against="112/QĐ-TTg")
    assert review_to_dict(again) == review_to_dict(review("quan-11-2023.txt"))
    rules = load_rules()
    assert review_text(again, rules=rules) == review_text(review("quan-11-2023.txt"), rules=rules)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_message_has_an_unfilled_place(lang: str) -> None:
    found = pipeline.check(PLANS / "quan-11-2023.txt", against="auto", lang=lang)  # type: ignore[arg-type]
    text = review_text(found, rules=load_rules(), lang=lang)
    assert "{" not in text
    assert "None" not in text
