from __future__ import annotations

import pytest

import pipeline
from pipeline.knowledge.load import load_rules
from pipeline.report.extraction import extraction_text
from pipeline.report.json import document_to_dict
from tests.tools.places import PLANS

PLAN = PLANS / "quan-11-2023.txt"
RULES = load_rules()

CONTRACT = {  # the public contract, version 1: these keys keep their names
    "document": "doc_id source sha256 format pages ocr doc_type number issuer place issued_on title period_start"
    " period_end signer signer_title recipients",
    "sections": "section_id parent_id level label heading kind start end page",
    "legal_references": "quote start end doc_type number canonical title issuer issued_on article clause point role"
    " internal section_id page",
    "targets": "quote start end value value_max unit comparator change population indicator condition aspirational"
    " period_start period_end baseline_year section_id page",
    "tasks": "quote start end lead partners deadline section_id page",
    "deadlines": "quote start end kind due recurrence section_id page",
}


@pytest.mark.parametrize("kind", CONTRACT)
def test_json_has_every_key_of_the_contract(kind: str) -> None:
    record = document_to_dict(pipeline.read(PLAN))
    assert record["schema_version"] == "1"
    for item in [record[kind]] if kind == "document" else record[kind]:
        assert set(CONTRACT[kind].split()) <= set(item)
    assert record[kind]


def test_directive_fields_are_no_part_of_a_plans_targets() -> None:
    targets = document_to_dict(pipeline.read(PLAN))["targets"]
    assert all(not {"certainty", "sources"} & set(target) for target in targets)


@pytest.mark.parametrize("width", [60, 100, 160])
def test_every_kind_of_record_has_its_table(width: int) -> None:
    from rich.cells import cell_len

    document = pipeline.read(PLAN)
    text = extraction_text(document, rules=RULES, width=width)
    for heading, records in (
        ("VĂN BẢN ĐƯỢC DẪN", document.legal_references),
        ("CHỈ TIÊU", document.targets),
        ("NHIỆM VỤ", document.tasks),
        ("THỜI HẠN", document.deadlines),
        ("CHỮ NGHI SAI", document.slips),
    ):
        assert f"{heading} ({len(records)})" in text
    assert max(map(cell_len, text.splitlines())) <= width
    assert "04/10/2022" in text  # a date never breaks over two lines
