"""Directives as data: every figure with its certainty, every file under its schema."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import RulesError, UnknownDirectiveError
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import directives, find_directive, read_directive, the_directive

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
            assert target.certainty == "seen" or target.note, target.target_id


def test_a_figure_that_is_called_unknown_must_be_absent(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "number: 1/QĐ-TTg\ntitle: x\ntargets:\n  - {id: A, value: 5, certainty: unknown}\n", encoding="utf-8"
    )
    with pytest.raises(RulesError, match="null khi và chỉ khi"):
        read_directive(path)
