"""Floors of the references on the annotated real documents, by the scorer that comes with them."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest

from pipeline.extract.references import find_references
from pipeline.knowledge.load import load_rules
from pipeline.read import read_file
from pipeline.segment import segment
from tests.tools.places import SHARED

GOLD = SHARED / "gold" / "dev"
REFERENCES_FLOOR = 0.98
DATES_FLOOR = 0.97

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents lie outside the repository")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_references_and_dates() -> None:
    score, rules = scorer(), load_rules()
    right = extra = missed = dated = on_day = 0
    wrong: list[str] = []
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = GOLD / gold["text_file"]
        document = segment(read_file(source), rules)
        records = [
            {
                "quote": r.quote,
                "start": r.start,
                "end": r.end,
                "number": r.number,
                "canonical": r.canonical,
                "issued_on": r.issued_on.isoformat() if r.issued_on else None,
                "internal": r.internal,
            }
            for r in find_references(document, rules)
        ]
        result = {"text": document.text, "document": {}, "sections": [], "targets": [], "legal_references": records}
        one = score.score_one(gold, source.read_bytes().decode("utf-8"), result)
        assert one["detail"]["offsets_broken"] == 0
        right, extra, missed = right + one["refs"][0], extra + one["refs"][1], missed + one["refs"][2]
        on_day, dated = on_day + one["date"][0], dated + one["date"][1]
        wrong += one["detail"]["ref_missed"] + one["detail"]["ref_extra"]
    assert 2 * right / (2 * right + extra + missed) >= REFERENCES_FLOOR, wrong
    assert on_day / dated >= DATES_FLOOR
