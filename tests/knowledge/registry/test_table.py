"""The plain rows of the registry: each is true to itself, they load without being made, an office's lie over them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import RulesError
from pipeline.knowledge import Rules, load_rules
from pipeline.knowledge.registry import number_key, registry
from pipeline.knowledge.registry.additions import held, lay_over, read_table
from pipeline.knowledge.registry.coherence import against_known, faults
from pipeline.knowledge.registry.documents import RegisteredDocument
from pipeline.knowledge.registry.table import COLUMNS, document_of, line_of, read_rows
from pipeline.knowledge.symbols import normal_number

RULES = load_rules()
ROWS = read_rows(RULES.file("registry.tsv"))


def document(number: str, issued_on: str, **more: object) -> RegisteredDocument:
    kind = {"NĐ": "Nghị định", "QĐ": "Quyết định", "KH": "Kế hoạch"}[number.rpartition("/")[2][:2]]
    return RegisteredDocument.model_validate({"number": number, "issued_on": issued_on, "doc_type": kind, **more})


def test_the_registry_is_that_of_the_field() -> None:
    assert len(registry(RULES)) >= 1130


def test_no_entry_contradicts_itself() -> None:
    wrong = [(d.number, str(fault)) for d in registry(RULES).documents for fault in faults(d, RULES)]
    assert wrong == []


def test_no_two_entries_contradict_each_other() -> None:
    known = registry(RULES)
    wrong = [(d.number, str(fault)) for d in known.documents for fault in against_known(d, known)]
    assert wrong == []


def test_numbers_stand_in_the_form_that_the_law_wants_and_once() -> None:
    known = registry(RULES).documents
    assert [d.number for d in known if normal_number(d.number, RULES) != d.number] == []
    identities = [(number_key(d.number), d.issued_on, d.issuer) for d in known]
    assert len(set(identities)) == len(identities)


def test_rows_stand_by_day_so_that_a_change_is_one_line() -> None:
    days = [row.cells[1] for row in ROWS]
    assert days == sorted(days)


def test_a_row_survives_being_read_and_written() -> None:
    for row in ROWS[::50]:
        made = document_of(row)
        again = line_of(made).split("\t")
        assert again[:11] == list(row.cells[:11])


@pytest.mark.parametrize(
    ("offered", "key"),
    [
        (document("110/2024/NĐ-CP", "2024-08-30", issuer="Thủ tướng Chính phủ"), "registry.other_issuer"),
        (document("110/2024/NĐ-CP", "2023-08-30"), "registry.other_year"),
        (document("110/2024/NĐ-CP", "2024-08-30", doc_type="Quyết định"), "registry.other_kind"),
        (document("110/2024/NĐ-CP", "2024-08-30", in_force_from="2023-01-01"), "registry.before_issue"),
        (document("112/QĐ-TTg", "2021-01-22", title="Chương trình giai đoạn"), "registry.torn"),
        (document("112/QĐ-TTg", "2021-01-22", doc_type="Nghị sự"), "registry.no_kind"),
    ],
)
def test_what_cannot_be_is_refused(offered: RegisteredDocument, key: str) -> None:
    assert key in {fault.key for fault in faults(offered, RULES)}


@pytest.mark.parametrize(
    ("offered", "keys"),
    [
        (document("110/2024/NĐ-CP", "2024-08-31"), ["registry.known_day"]),
        (document("112/QĐ-TTg", "2021-01-23"), ["registry.known_day"]),
        (document("112/QĐ-TTg", "2020-01-23"), []),  # another year's decision of that number
        (document("89/KH-UBND", "2024-03-01", issuer="UBND tỉnh Lào Cai"), []),  # another province's
    ],
)
def test_what_is_known_otherwise_is_told(offered: RegisteredDocument, keys: list[str]) -> None:
    assert [fault.key for fault in against_known(offered, registry(RULES))] == keys


def test_an_offices_documents_lie_over_those_of_the_program(tmp_path: Path) -> None:
    own = document("24/KH-UBND", "2026-01-12", issuer="UBND tỉnh Lào Cai", certainty="official")
    again = document("110/2024/NĐ-CP", "2024-08-30", issuer="Chính phủ")
    offered = held([own, again], RULES)
    assert [(one.taken, one.known) for one in offered] == [(True, False), (False, True)]
    lay_over([own], tmp_path)
    known = registry(load_rules(tmp_path))
    assert known.lookup("24/KH-UBND", date(2026, 1, 12), issuer="Ủy ban nhân dân tỉnh Lào Cai") == document_of(
        read_rows(tmp_path / "registry.tsv")[0]
    )
    assert len(known) == len(registry(RULES)) + 1
    assert read_table(tmp_path / "registry.tsv")[0].number == "24/KH-UBND"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("number\tday\n", "registry.tsv:1"),
        ("\t".join(COLUMNS) + "\n1/QĐ-TTg\t2020-01-01\n", "registry.tsv:2"),
        ("\t".join(COLUMNS) + "\n" + "1/QĐ-TTg\t01/02/2020" + "\t" * 11 + "\n", "registry.tsv:2"),
    ],
)
def test_a_broken_table_names_its_line(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "registry.tsv").write_text(text, encoding="utf-8")
    (tmp_path / "registry.yaml").write_text("documents: []\n", encoding="utf-8")
    with pytest.raises(RulesError, match=place):
        registry(Rules(tmp_path))
