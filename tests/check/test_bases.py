"""The law behind our own rules is in the registry and alive: a dead basis is found by the program itself."""

from __future__ import annotations

import pytest

from pipeline.knowledge import load_rules
from pipeline.knowledge.checks import Basis, CheckRule, check_rules
from pipeline.knowledge.registry import registry

RULES = load_rules()
KNOWN = registry(RULES)
NEWEST = max(document.issued_on for document in KNOWN.documents if document.issued_on)
BASED = [rule for rule in check_rules(RULES) if isinstance(rule.legal_basis, tuple)]


@pytest.mark.parametrize("rule", BASED, ids=lambda rule: rule.id)
def test_every_basis_is_a_known_document_in_force(rule: CheckRule) -> None:
    for basis in rule.legal_basis or ():
        assert isinstance(basis, Basis)
        (document,) = KNOWN.candidates(basis.number)
        assert basis.document == f"{document.doc_type} {document.number}"
        assert document.replaced_by(NEWEST) is None, f"{basis.document}: {document.replaced_by(NEWEST)}"
        assert document.in_force_until is None or document.in_force_until > NEWEST


def test_our_rules_name_law_by_document_and_other_grounds_in_words() -> None:
    assert [rule.id for rule in check_rules(RULES) if isinstance(rule.legal_basis, str)] == []
    assert len(BASED) >= 30


def test_a_basis_reads_as_it_is_cited() -> None:
    basis = Basis(document="Nghị định 30/2020/NĐ-CP", where="Điều 8", note="thể thức văn bản")
    assert str(basis) == "Nghị định 30/2020/NĐ-CP, Điều 8 (thể thức văn bản)"
    assert basis.number == "30/2020/NĐ-CP"
