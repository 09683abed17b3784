"""Forms of citation from ministries, Party, Front, unions, courts and provinces: number and date of each."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipeline.extract.references import find_references
from pipeline.knowledge.load import load_rules
from pipeline.model import Document
from tests.tools.places import SHARED

RULES = load_rules()
SURFACE = SHARED / "law" / "surface_forms.tsv"
FRAMES = ("Căn cứ {};", "Thực hiện {} của cấp trên về công tác, các đơn vị", "1. Tổ chức quán triệt {}.")
SURFACE_FLOOR = 0.95


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(text: str) -> list[str]:
    found = find_references(Document("d", "d.txt", "0", "txt", text), RULES)
    return [f"{r.canonical or None}{f'@{r.issued_on}' if r.issued_on else ''}" for r in found if not r.internal]


@pytest.mark.parametrize(("form", "expected"), rows(Path(__file__).with_name("forms.tsv"))[1:])
def test_number_and_date_of_a_form(form: str, expected: str) -> None:
    wanted = [] if expected == "-" else expected.split()
    for frame in FRAMES:
        assert read(frame.format(form)) == wanted


@pytest.mark.skipif(not SURFACE.is_file(), reason="the surface forms lie outside the repository")
def test_surface_forms_of_real_plans() -> None:
    right, missed = 0, []
    for form in csv.DictReader(SURFACE.open(encoding="utf-8", newline=""), delimiter="\t"):
        wanted = json.loads(form["expected_json"])
        if form["kind"] != "legal_ref" or wanted.get("role") == "own_number":
            continue
        numbers = wanted["so_hieu"] if isinstance(wanted["so_hieu"], list) else [wanted["so_hieu"]]
        days = wanted.get("date") if isinstance(wanted.get("date"), list) else [wanted.get("date")] * len(numbers)
        found = [r for r in find_references(Document("d", "d", "0", "txt", form["form"]), RULES) if not r.internal]
        if len(found) == len(numbers) and all(
            number in (r.number, r.canonical) and day == (r.issued_on.isoformat() if r.issued_on else None)
            for r, number, day in zip(found, numbers, days, strict=True)
        ):
            right += 1
        else:
            missed.append(form["form"])
    assert right / (right + len(missed)) >= SURFACE_FLOOR, missed
