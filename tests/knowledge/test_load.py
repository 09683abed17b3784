"""An office's folder of rules is laid over the program's: it adds, it replaces by name, and is never half read."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import RulesError
from pipeline.knowledge.checks import check_rules
from pipeline.knowledge.directives import directives, find_directive, the_directive
from pipeline.knowledge.load import Rules, load_rules
from pipeline.knowledge.registry import registry
from pipeline.knowledge.slips import slip_rules

OWN = load_rules()
DIRECTIVE = """number: 77/KH-UBND
title: Kế hoạch nước sạch nông thôn
issuer: UBND tỉnh Thử
issued_on: 2025-03-10
period: [2025, 2030]
targets:
  - {id: NUOC, value: 95, comparator: ">=", population: số hộ dân nông thôn, indicator: sử dụng nước sạch}
"""
REGISTRY = """documents:
  - {number: 77/KH-UBND, doc_type: Kế hoạch, issued_on: 2025-03-10, issuer: UBND tỉnh Thử, title: Nước sạch nông thôn}
  - {number: 2096/QĐ-TTg, doc_type: Quyết định, issued_on: 2021-12-14, issuer: Thủ tướng Chính phủ, title: Tên riêng}
"""


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_directive_is_added_and_all_the_rest_stays(tmp_path: Path) -> None:
    write(tmp_path, "directives/77-kh-ubnd-thu-2025.yaml", DIRECTIVE)
    rules = load_rules(tmp_path)
    assert rules == Rules(tmp_path, OWN.directory)
    assert len(directives(rules)) == len(directives(OWN)) + 1
    assert the_directive("77-kh-ubnd-thu-2025", rules).number == "77/KH-UBND"
    found = find_directive("77/KH-UBND", rules, date(2025, 3, 10))
    assert found is not None
    assert found.targets[0].value == 95
    assert check_rules(rules) == check_rules(OWN)


def test_a_file_of_the_same_name_replaces_it(tmp_path: Path) -> None:
    name = "checks/DC602-placeholder.yaml"
    write(tmp_path, name, OWN.file(name).read_text(encoding="utf-8").replace("severity: ", "severity: info  # was "))
    changed = {rule.id: rule.severity for rule in check_rules(load_rules(tmp_path))}
    assert changed == {rule.id: "info" if rule.id == "DC602" else rule.severity for rule in check_rules(OWN)}


def test_the_registry_is_added_to(tmp_path: Path) -> None:
    write(tmp_path, "registry.yaml", REGISTRY)
    known = registry(load_rules(tmp_path))
    assert len(known.documents) == len(registry(OWN).documents) + 1
    match = known.identify("2096/QĐ-TTg", date(2021, 12, 14))
    assert match is not None
    assert match.document.title == "Tên riêng"
    assert known.identify("77/KH-UBND", date(2025, 3, 10)) is not None


def test_a_whole_copy_stands_alone(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(OWN.directory, folder)
    (folder / "checks" / "DC602-placeholder.yaml").unlink()
    assert load_rules(folder) == Rules(folder)
    assert "DC602" not in {rule.id for rule in check_rules(load_rules(folder))}


@pytest.mark.parametrize(
    "name", ["check/DC690-x.yaml", "checks/DC690-x.yml", "DC690-x.yaml", "checks/more/DC690-x.yaml"]
)
def test_a_file_that_would_never_be_read_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, "id: DC690\n")
    with pytest.raises(RulesError, match=r"DC690-x.*checks/\*\.yaml"):
        load_rules(tmp_path)


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    write(tmp_path, "du-thao.txt", "KẾ HOẠCH")
    with pytest.raises(RulesError, match="không có quy tắc nào"):
        load_rules(tmp_path)


def test_a_slip_of_one_syllable_is_refused_with_its_line(tmp_path: Path) -> None:
    """One syllable says too little to suspect it; it once broke every check inside the program."""
    text = (OWN.directory / "slips.yaml").read_text(encoding="utf-8")
    at = next(n for n, line in enumerate(text.splitlines(), 1) if line == "pairs:")
    write(tmp_path, "slips.yaml", text.replace("pairs:\n", "pairs:\n  - {wrong: nghành, right: ngành}\n"))
    with pytest.raises(RulesError, match=rf"slips\.yaml.*{at + 1}.*một âm tiết"):
        slip_rules(load_rules(tmp_path))


def test_a_misspelt_field_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    write(tmp_path, "directives/77-kh-ubnd-thu-2025.yaml", DIRECTIVE.replace("title:", "titel:"))
    with pytest.raises(RulesError, match=r"2: titel: không có trường .* có phải title\?"):
        directives(load_rules(tmp_path))


def test_a_field_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path, "directives/77-kh-ubnd-thu-2025.yaml", DIRECTIVE.replace("number: 77/KH-UBND\n", ""))
    with pytest.raises(RulesError, match="number: thiếu trường này"):
        directives(load_rules(tmp_path))
