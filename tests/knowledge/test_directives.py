"""Directives as data: every figure with its certainty, every file under its schema."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import RulesError, UnknownDirectiveError
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import directives, find_directive, read_directive, the_directive
from pipeline.knowledge.directives.soundness import doubts
from pipeline.knowledge.lives import life
from pipeline.knowledge.registry import registry, same_issuer

RULES = load_rules()


def test_the_programme_has_six_families_in_two_phases() -> None:
    programme = the_directive("112/QĐ-TTg", RULES)
    families: dict[str | None, list[tuple[int | None, float | None, str]]] = {}
    for target in programme.targets:
        families.setdefault(target.family, []).append((target.period_end, target.value, target.certainty))
    assert families == {
        "STAFF": [(2025, 60, "seen"), (2030, 90, "seen")],
        "STAFF-MIN": [(2025, 1, "seen"), (2030, 1, "seen")],
        "TRAIN": [(2025, 30, "seen"), (2030, 40, "inferred")],
        "SERVICE": [(2025, 50, "seen"), (2030, 60, "seen")],
        "REACH": [(2025, 20, "seen"), (2030, None, "unknown")],
        "CHILD": [(2025, 85, "seen"), (2030, None, "unknown")],
    }


@pytest.mark.parametrize("name", ["112/QĐ-TTg", "112/2021/QĐ-TTg", "112-qd-ttg-2021", "112-qd-ttg-2021.yaml"])
def test_a_directive_answers_to_its_number_its_wrong_form_and_its_file(name: str) -> None:
    assert the_directive(name, RULES).directive_id == "112/QĐ-TTg"


def test_an_unknown_directive_names_those_that_exist() -> None:
    with pytest.raises(UnknownDirectiveError, match="112/QĐ-TTg"):
        the_directive("113/QĐ-TTg", RULES)


def test_a_homonym_of_another_year_is_not_the_directive() -> None:
    assert find_directive("112/QĐ-TTg", RULES, date(2021, 1, 22)) is not None
    assert find_directive("89/KH-UBND", RULES, date(2024, 2, 29), "UBND tỉnh Lào Cai") is None


def test_every_figure_has_a_source_and_every_gap_a_note() -> None:
    for directive in directives(RULES):
        assert directive.sources, directive.directive_id
        for target in directive.targets:
            assert target.sources, target.target_id
            assert target.certainty in ("seen", "restated") or target.note, target.target_id


def test_a_figure_that_is_called_unknown_must_be_absent(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "number: 1/QĐ-TTg\ntitle: x\ntargets:\n  - {id: A, value: 5, certainty: unknown}\n", encoding="utf-8"
    )
    with pytest.raises(RulesError, match="null khi và chỉ khi"):
        read_directive(path)


@pytest.mark.parametrize(
    ("targets", "fault"),
    [
        ("  - {id: A, value: 85, quote: Đạt 95% hộ dân}", "không có trong lời trích"),
        (
            "  - {id: A, family: F, due: 2025, value: 60}\n  - {id: B, family: F, due: 2025, value: 70}",
            "hai con số cho cùng một năm",
        ),
    ],
    ids=["not-in-quote", "one-year-twice"],
)
def test_a_figure_that_was_tampered_with_is_refused_with_its_line(tmp_path: Path, targets: str, fault: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"number: 1/QĐ-TTg\ntitle: x\ntargets:\n{targets}\n", encoding="utf-8")
    with pytest.raises(RulesError, match=fault) as refused:
        read_directive(path)
    assert "x.yaml:" in str(refused.value)


@pytest.mark.parametrize(
    "target",
    [
        '{id: A, value: 70000, unit: người, comparator: ">=", quote: trên 70.000 người khuyết tật}',
        "{id: A, value: 104000000, unit: người, quote: Quy mô dân số 104 triệu người}",
        "{id: A, value: 25, quote: Đạt hai mươi lăm phần trăm hộ dân}",
        "{id: A, value: 50, quote: Giảm 1/2 số hộ nghèo}",
        "{id: A, value: 120, change: +, quote: Doanh thu tăng 120% so với năm 2025}",
        '{id: A, value: 5, value_max: 10, comparator: range, quote: "giảm từ 5 - 10% mỗi năm"}',
    ],
)
def test_figures_written_in_other_ways_stand_in_their_quotation(tmp_path: Path, target: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"number: 1/QĐ-TTg\ntitle: x\ntargets:\n  - {target}\n", encoding="utf-8")
    assert read_directive(path).targets


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        ("  - {id: A, value: 850, quote: Đạt 850% hộ dân}", ["more_than_all"]),
        ("  - {id: A, value: 110, quote: Thu ngân sách đạt 110% dự toán}", []),
        (
            '  - {id: A, family: F, due: 2025, value: 60, comparator: ">="}\n'
            '  - {id: B, family: F, due: 2030, value: 50, comparator: ">="}',
            ["milestone_order"],
        ),
        (
            '  - {id: A, family: F, due: 2025, value: 550, unit: ca, comparator: "<="}\n'
            '  - {id: B, family: F, due: 2030, value: 500, unit: ca, comparator: "<="}',
            [],
        ),
    ],
    ids=["more-than-all", "of-an-estimate", "falls-back", "falling-ceiling"],
)
def test_a_doubtful_figure_is_told(tmp_path: Path, targets: str, told: list[str]) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"number: 1/QĐ-TTg\ntitle: x\ntargets:\n{targets}\n", encoding="utf-8")
    assert [said.key.rpartition(".")[2] for _, said in doubts(read_directive(path), RULES)] == told


def test_every_programme_has_a_field_and_a_name_for_each_of_its_goals() -> None:
    known = directives(RULES)
    assert len(known) >= 48
    for directive in known:
        assert directive.field, directive.directive_id
        assert all(target.name for target in directive.targets), directive.directive_id


def test_what_only_other_pages_tell_is_never_more_than_restated_and_foreign_words_give_no_figure() -> None:
    figures = {d.directive_id: {(t.target_id, t.certainty) for t in d.targets} for d in directives(RULES)}
    assert {certainty for _, certainty in figures["23/QĐ-TTg"]} == {"restated"}
    assert {certainty for _, certainty in figures["1648/QĐ-TTg"]} == {"unknown"}
    assert {certainty for _, certainty in figures["1246/QĐ-TTg"]} == {"unknown"}
    assert ("P1-STATIONS", "unknown") in figures["262/2025/QH15"]


def test_number_issuer_and_day_agree_with_the_registry() -> None:
    documents = registry(RULES)
    for directive in directives(RULES):
        known = documents.lookup(directive.number, directive.issued_on, issuer=directive.issuer)
        assert known is not None, directive.directive_id
        assert (known.number, known.issued_on) == (directive.number, directive.issued_on)
        assert same_issuer(known.issuer or "", directive.issuer or ""), directive.directive_id


@pytest.mark.parametrize(
    ("number", "day", "state", "by"),
    [
        ("112/QĐ-TTg", date(2026, 5, 1), "running", None),
        ("263/QĐ-TTg", date(2025, 12, 31), "running", None),
        ("263/QĐ-TTg", date(2026, 1, 15), "ended", None),
        ("263/QĐ-TTg", date(2026, 3, 1), "ended", "417/QĐ-BNNMT"),
        ("749/QĐ-TTg", date(2026, 7, 1), "running", None),
        ("749/QĐ-TTg", date(2026, 8, 1), "followed", "1266/QĐ-TTg"),
        ("1336/QĐ-TTg", date(2025, 9, 1), "followed", "1648/QĐ-TTg"),
        ("1813/QĐ-TTg", date(2026, 1, 1), "ended", None),
        ("2415/QĐ-TTg", date(2025, 12, 1), "coming", None),
    ],
)
def test_a_programme_runs_ends_and_is_followed_on_its_days(number: str, day: date, state: str, by: str | None) -> None:
    now = life(the_directive(number, RULES), RULES, day)
    assert (now.state, now.by) == (state, by)


def test_a_number_of_two_issuers_is_told_with_both() -> None:
    with pytest.raises(
        UnknownDirectiveError, match=r"Bắc Ninh 2025, 157/KH-UBND Cần Thơ|Cần Thơ 2025, 157/KH-UBND Bắc"
    ):
        the_directive("157/KH-UBND", RULES)
    assert the_directive("157/KH-UBND Cần Thơ 2025", RULES).issued_on == date(2025, 11, 18)
    bac_ninh = find_directive("157/KH-UBND", RULES, issuer="UBND tỉnh Bắc Ninh")
    assert bac_ninh is not None
    assert bac_ninh.directive_id == "157/KH-UBND Bắc Ninh 2025"
