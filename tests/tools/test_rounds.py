"""The rounds of annotated texts: the file says what lies in the folders, and a first figure is written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RulesError
from pipeline.evaluate import find_gold
from tests.tools.places import GOLD
from tests.tools.rounds import RoundError, add, load

TEXT = "KẾ HOẠCH\nI. MỤC TIÊU\n- 80% trẻ em được khám;\n"
ANNOTATION = """text_file: a.txt
origin: for this test
annotated: [targets]
targets:
  - {quote: "80% trẻ em được khám", value: 80, population: trẻ em, indicator: được khám}
"""
STANDING = """rounds:
  round-01:
    kind: written
    texts: 1
    holds: {vi: một, en: one}
    hand: {vi: ai, en: who}
    first: {targets: 0.5}
"""
ABOUT = {"holds": {"vi": "hai", "en": "two"}, "hand": {"vi": "ai", "en": "who"}}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder of rounds with one that stands in its file and one that does not yet."""
    folder = tmp_path / "gold" / "round-02"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.yaml").write_text(ANNOTATION, encoding="utf-8")
    (tmp_path / "gold" / "rounds.yaml").write_text(STANDING, encoding="utf-8")
    return tmp_path / "gold"


def test_every_folder_is_a_round_with_its_number_of_texts() -> None:
    folders = {path.name: len(find_gold(path)) for path in GOLD.iterdir() if path.is_dir() and path.name != "alignment"}
    assert folders == {name: one.texts for name, one in load().items() if one.texts}


def test_a_first_figure_is_written_once(gold: Path) -> None:
    file = gold / "rounds.yaml"
    made = add("round-02", gold / "round-02", {"kind": "written", **ABOUT}, file)
    assert (made.texts, made.targets) == (1, 1)
    assert made.first
    assert made.first["targets"] == 1
    written = file.read_text(encoding="utf-8")
    for name in ("round-01", "round-02"):
        with pytest.raises(RoundError, match=name):
            add(name, gold / "round-02", {"kind": "written", **ABOUT}, file)
    assert file.read_text(encoding="utf-8") == written
    assert load(file)["round-01"].first == {"targets": 0.5}
    assert load(file)["round-02"] == made


def test_of_real_texts_outside_only_figures_and_kinds_of_fault_are_kept(gold: Path) -> None:
    file = gold / "rounds.yaml"
    outside = (gold / "round-02").rename(gold.parent / "of an office")
    about = {"kind": "real", "faults": ("rows read as one line",), **ABOUT}
    made = add("real-01", outside, about, file)
    assert (made.texts, made.targets, made.faults) == (0, 1, ("rows read as one line",))
    written = file.read_text(encoding="utf-8")
    assert "trẻ em" not in written
    assert "office" not in written


def test_texts_written_for_tests_cannot_stay_outside(gold: Path) -> None:
    outside = (gold / "round-02").rename(gold.parent / "elsewhere")
    with pytest.raises(ValueError, match="only real texts"):
        add("round-02", outside, {"kind": "written", **ABOUT}, gold / "rounds.yaml")


@pytest.mark.parametrize("figure", ["targets: 1.5", "goals: 0.5"])
def test_what_is_no_f1_is_refused_with_its_line(gold: Path, figure: str) -> None:
    file = gold / "rounds.yaml"
    file.write_text(STANDING.replace("targets: 0.5", figure), encoding="utf-8")
    with pytest.raises(RulesError, match=r"rounds\.yaml:2"):
        load(file)
