"""Slips as findings: one for all places, weightier in the grounds and in what is cited, a hint in a scan."""

from __future__ import annotations

from dataclasses import replace

from pipeline.check import check
from pipeline.knowledge import load_rules
from pipeline.model import Document, Finding
from pipeline.parse import parse_bytes

RULES = load_rules()
PLAN = """KẾ HOẠCH
Truyền thông năm 2026
Căn cứ Nghị quyết số 12/NQ-HĐND ngày 10/12/2025 của Hội đồng nhân dân xã về kính phí năm 2026;
I. NHIỆM VỤ
1. Bố trí kính phí để họp.
2. Nêu rõ đặc diêm của thôn.
"""


def findings(document: Document) -> dict[str, Finding]:
    found = check(document, (), RULES, select=("proof",)).findings
    assert len({f.quote for f in found}) == len(found)
    return {str(f.quote): f for f in found}


def read() -> Document:
    return parse_bytes(PLAN.encode(), "a.txt", RULES)


def test_one_finding_has_all_places_and_the_weight_of_the_weightiest() -> None:
    document = read()
    found = findings(document)["kính phí"]
    places = [found.fix, *found.also]
    assert [document.text[fix.start : fix.end] for fix in places if fix] == ["kính phí", "kính phí"]
    assert found.severity == "warning"
    assert found.start == document.text.index("kính phí")
    assert "2 chỗ" in found.message


def test_a_slip_in_a_task_is_a_hint() -> None:
    assert findings(read())["đặc diêm"].severity == "info"


def test_in_a_scan_all_are_hints_that_say_so() -> None:
    found = findings(replace(read(), ocr=True))
    assert {f.severity for f in found.values()} == {"info"}
    assert all("máy quét" in f.message for f in found.values())
    assert not any(f.fix and f.fix.safe for f in found.values())


def test_a_slip_of_a_set_phrase_is_told_by_one_rule_alone() -> None:
    document = parse_bytes("KẾ HOẠCH\nNăm 2026\n1. Phân đấu đạt 80% số hộ.\n".encode(), "a.txt", RULES)
    assert [f.rule_id for f in check(document, (), RULES, select=("proof",)).findings] == ["DC601"]


def test_a_parents_words_are_no_slips() -> None:
    from pipeline.proof import proofread

    sentence = "Trồng keo dâm hom trên đồi."
    document = parse_bytes(f"KẾ HOẠCH\nNăm 2026\n1. {sentence}\n".encode(), "a.txt", RULES)
    assert len(proofread(document, RULES, (), [sentence])) <= len(proofread(document, RULES))
