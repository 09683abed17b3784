"""A legal officer's own rule: one YAML file in a folder laid over the program's rules, no Python and no copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.check.plans import RULES

RULE = """id: DC690
name: no-good-offices
family: office
kind: phrase-forbidden
severity: error
title: {vi: Không dùng “mỹ nghệ phẩm”, en: Not “mỹ nghệ phẩm”}
why:
  vi: Văn bản của cơ quan thống nhất dùng “đồ thủ công mỹ nghệ” cho mọi sản phẩm.
  en: The office writes “đồ thủ công mỹ nghệ” for all such goods in all its papers.
message: {vi: "Viết “{found}”.", en: "“{found}” is written."}
suggestion: {vi: Viết “đồ thủ công mỹ nghệ”., en: Write “đồ thủ công mỹ nghệ”.}
parameters:
  phrases: [mỹ nghệ phẩm]
examples:
  good:
    - frame: true
      text: Bán đồ thủ công mỹ nghệ của người khuyết tật.
  bad:
    - frame: true
      text: Bán Mỹ nghệ phẩm của người khuyết tật.
      quote: Mỹ nghệ phẩm
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "quy-tac"
    (folder / "checks").mkdir(parents=True)
    (folder / "checks" / "DC690-no-good-offices.yaml").write_text(RULE, encoding="utf-8")
    return folder


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as done:
        raise SystemExit(main(list(words)))
    return int(done.value.code or 0)


def test_its_examples_run_and_it_explains_itself(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "test", "DC690", "--rules", str(office)) == 0
    assert run("rules", "explain", "dc690", "--rules", str(office), "--lang", "vi") == 0
    assert "đồ thủ công mỹ nghệ" in capsys.readouterr().out


def test_it_finds_its_phrase_in_a_draft(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "du-thao.txt"
    frame = RULES.file("sample_frame.txt").read_text(encoding="utf-8")
    draft.write_text(frame.replace("{text}", "Bán mỹ nghệ phẩm tại hội chợ."), encoding="utf-8")
    words = ("check", str(draft), "--rules", str(office), "--select", "DC690", "--format", "json")
    assert run(*words) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["rule_id"], finding["quote"]) == ("DC690", "mỹ nghệ phẩm")


def test_a_wrong_example_is_told(office: Path) -> None:
    file = office / "checks" / "DC690-no-good-offices.yaml"
    file.write_text(RULE.replace("Bán Mỹ nghệ phẩm", "Bán đồ gốm"), encoding="utf-8")
    assert run("rules", "test", "DC690", "--rules", str(office)) == 1


def test_a_misspelt_field_names_file_and_line(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = office / "checks" / "DC690-no-good-offices.yaml"
    file.write_text(RULE.replace("severity: error", "severty: error"), encoding="utf-8")
    assert run("rules", "list", "--rules", str(office)) == 2
    assert "DC690-no-good-offices.yaml" in capsys.readouterr().err
