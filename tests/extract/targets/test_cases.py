"""Clauses of many domains, each with what a careful reader takes from it; no case stands for a plan of its own.

``cases/`` has one file a form of language. A row: place, text, then "comparator value[-max] unit [+/-] | population |
indicator | due year" of each target, joined by " ;; ". Rows of ``not_a_target_*`` end behind the text or with "-".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.targets import find_targets
from pipeline.knowledge.load import load_rules
from pipeline.model import Document, Metadata, Section, Target

RULES = load_rules()
CASES = Path(__file__).parent / "cases"
NONE = "not_a_target_"


def rows(*, targets: bool) -> list[Any]:
    """-> the rows of the forms that hold targets, or of those that hold none, each named by form and first words."""
    found = []
    for path in sorted(CASES.glob("*.tsv")):
        if path.name.startswith(NONE) is not targets:
            lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
            found += [pytest.param(row, id=f"{path.stem}: {row[1][:60]}") for row in lines]
    return found


def read(place: str, text: str) -> tuple[Target, ...]:
    """The targets of one paragraph in a section of the kind ``place``."""
    heading = {"muc_tieu": "MỤC TIÊU", "khac": "TÌNH HÌNH"}.get(place, "NHIỆM VỤ, GIẢI PHÁP")
    text = f"I. {heading}\n{text}"
    section = Section("s1", None, 1, "I", heading, place, 0, len(text), 3, 3 + len(heading))  # type: ignore[arg-type]
    document = Document("t", "t.txt", "", "txt", text, metadata=Metadata(), sections=(section,))
    found = find_targets(document, RULES)
    assert all(text[t.start : t.end] == t.quote for t in found)
    return found


def words_f1(wanted: str, given: str) -> float:
    a, b = set(re.findall(r"\w+", wanted.lower())), set(re.findall(r"\w+", given.lower()))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else float(a == b)


def figure(target: Target) -> str:
    value = f"{target.value:g}" + (f"-{target.value_max:g}" if target.value_max is not None else "")
    return f"{target.comparator}{value}{target.unit}{target.change or ''}"


def judge(target: Target, wanted: str) -> list[str]:
    """What of ``wanted`` the target has not; an empty field asks for nothing."""
    told, population, indicator, due = [part.strip() for part in f"{wanted} | | | ".split("|")[:4]]
    faults = [] if figure(target) == told else [f"{figure(target)} for {told}"]
    if population and words_f1(population, target.population) < 0.75:
        faults.append(f"population {target.population!r} for {population!r}")
    if indicator and words_f1(indicator, target.indicator) < 0.7:
        faults.append(f"indicator {target.indicator!r} for {indicator!r}")
    if due and str(target.period_end) != due:
        faults.append(f"due {target.period_end} for {due}")
    return faults


def compare(place: str, text: str, expected: str) -> list[str]:
    found = read(place, text)
    wanted = expected.split(" ;; ")
    if len(found) != len(wanted):
        return [f"{len(found)} targets for {len(wanted)}: {[figure(t) for t in found]}"]
    return [fault for target, told in zip(found, wanted, strict=True) for fault in judge(target, told)]


@pytest.mark.parametrize("row", rows(targets=True))
def test_targets(row: list[str]) -> None:
    assert compare(*row[:3]) == []


@pytest.mark.parametrize("row", rows(targets=False))
def test_no_target(row: list[str]) -> None:
    assert [t.quote for t in read(*row[:2])] == []


def test_a_line_of_many_figures_is_read_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """What surrounds a figure must not grow with a flattened table, else reading it takes the square of its length."""
    import pipeline.extract.targets.paragraph as paragraph

    seen: list[int] = []
    told = paragraph.is_excluded

    def noted(evidence: paragraph.Evidence, *rest: object) -> str | None:
        seen.append(len(evidence.unit))
        return told(evidence, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(paragraph, "is_excluded", noted)
    read("muc_tieu", "100% hộ nghèo được hỗ trợ và nâng tỷ lệ hộ dân lên 90% " * 300)
    assert len(seen) > 300
    assert max(seen) < 5_000
