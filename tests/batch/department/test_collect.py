"""Which plan of a unit counts for a year, what is about something else, who has not sent."""

from __future__ import annotations

from pipeline.batch.department import Units
from tests.batch.department.tables import DIRECTIVE, paper, table

A, B, C = (f"Ủy ban nhân dân phường {name}" for name in ("An Bình", "Bình An", "Cẩm Lệ"))
MET = {"STAFF": ("met", 90.0), "TRAIN": ("missing", None)}
NOTHING = {"STAFF": ("missing", None), "TRAIN": ("missing", None)}


def test_years_are_never_mixed() -> None:
    earlier = [paper(A, "2025-03-01", (2025, 2025)), paper(B, "2025-04-01", (2025, 2025))]
    found = table(*((one, MET) for one in (*earlier, paper(A, "2026-03-01"))))
    assert found.years(DIRECTIVE) == [2026, 2025]
    this, last = found.department(DIRECTIVE, 2026), found.department(DIRECTIVE, 2025)
    assert [row.unit for row in this.rows] == [A]
    assert [row.unit for row in last.rows] == [A, B]
    assert this.others == {2025: 2}


def test_the_newest_plan_counts_and_one_for_the_year_alone_before_one_for_several() -> None:
    old, new = paper(A, "2026-02-01"), paper(A, "2026-03-01")
    span = paper(A, "2026-04-01", (2026, 2030))
    found = table((old, MET), (span, MET), (new, MET))
    (row,) = found.department(DIRECTIVE, 2026).rows
    assert (row.paper, row.older) == (new, (old, span))
    (row,) = found.department(DIRECTIVE, 2028).rows
    assert row.paper == span


def test_a_unit_is_one_however_its_name_is_written() -> None:
    found = table(
        (paper("UBND Phường Hòa Lạc 01", "2026-02-01"), MET), (paper("Ủy ban nhân dân phường Hoà Lạc 1"), MET)
    )
    (row,) = found.department(DIRECTIVE, 2026).rows
    assert row.paper.issued_on is not None
    assert row.paper.issued_on.month == 3


def test_nameless_senders_are_never_taken_for_one() -> None:
    found = table((paper("", "2026-02-01"), MET), (paper("", "2026-03-01"), MET))
    assert len(found.department(DIRECTIVE, 2026).rows) == 2


def test_a_document_that_neither_carries_out_nor_answers_is_about_something_else() -> None:
    own, other = paper(A), paper(B)
    found = table((own, NOTHING), (other, NOTHING))
    found.cited[other.doc_id] = {}
    made = found.department(DIRECTIVE, 2026)
    assert [row.paper for row in made.rows] == [own]  # it says that it carries the directive out: all is dropped
    assert made.elsewhere == [other]
    found.cited[other.doc_id] = {DIRECTIVE: False}  # named among the grounds, nothing answered
    assert found.department(DIRECTIVE, 2026).elsewhere == [other]


def test_a_document_without_a_year_is_told_and_in_no_table() -> None:
    lost = paper(A, None, None)
    made = table((lost, MET), (paper(B), MET)).department(DIRECTIVE, 2026)
    assert made.undated == [lost]
    assert [row.unit for row in made.rows] == [B]


def test_who_has_not_sent_is_known_from_a_list_alone() -> None:
    found = table((paper(B), MET), (paper(C, title="Kế hoạch khác"), NOTHING))
    found.cited.clear()
    assert found.department(DIRECTIVE, 2026).absent is None
    made = found.department(DIRECTIVE, 2026, Units(("Phường Cẩm Lệ", "Phường Bình An", "Phường An Bình")))
    assert made.absent is not None
    assert [one.unit for one in made.absent] == ["Phường Cẩm Lệ", "Phường An Bình"]
    assert [len(one.elsewhere) for one in made.absent] == [1, 0]


def test_a_slip_in_a_name_is_a_question_and_no_accusation() -> None:
    found = table((paper("Ủy ban nhân dân phường Cẩm Lệê"), MET))
    made = found.department(DIRECTIVE, 2026, Units(("Phường Cẩm Lệ",)))
    assert made.absent is not None
    assert made.absent[0].near == "Ủy ban nhân dân phường Cẩm Lệê"
    assert [row.listed for row in made.rows] == [False]
