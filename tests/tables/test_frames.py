"""Plans as pandas tables: what an analyst gets, and that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.model import Document
from tests.tools.places import PLANS


@pytest.fixture(scope="module")
def plan() -> Document:
    return pipeline.read(PLANS / "quan-11-2023.txt")


def test_every_record_is_a_row(plan: Document) -> None:
    tables = pipeline.tables(plan)
    for name in ("sections", "legal_references", "targets", "tasks", "deadlines", "budget", "slips"):
        assert len(tables[name]) == len(getattr(plan, name)), name
        assert (tables[name]["doc_id"] == plan.doc_id).all()
    spans = tables["targets"][["quote", "start", "end"]].itertuples(index=False)
    assert all(plan.text[start:end] == quote for quote, start, end in spans)


def test_columns_have_their_types_even_where_a_table_is_empty(plan: Document) -> None:
    full, empty = pipeline.tables(plan), pipeline.tables([])
    for name, table in full.items():
        assert list(empty[name].columns) == list(table.columns)
        assert [str(t) for t in empty[name].dtypes] == [str(t) for t in table.dtypes], name
    assert str(full["targets"]["value"].dtype) == "Float64"
    assert str(full["targets"]["period_end"].dtype) == "Int64"
    assert full["documents"]["issued_on"].dt.year.tolist() == [2023]


def test_a_folder_is_read_whole_and_what_fails_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((PLANS / "kim-tra-2026.txt").read_bytes())
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04 not a zip")
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    tables = pipeline.tables(tmp_path, against="112/QĐ-TTg")
    assert len(tables["documents"]) == 1
    assert "DC201" in set(tables["findings"]["rule_id"])
    assert tables["failures"]["source"].str.endswith("hong.docx").tolist() == [True]


def test_a_review_brings_its_findings(plan: Document) -> None:
    review = pipeline.check(plan, against="112/QĐ-TTg")
    assert len(pipeline.tables([review])["findings"]) == len(review.findings) > 0


def test_a_verdict_is_a_row_with_the_words_of_both_sides(plan: Document) -> None:
    review = pipeline.check(plan, against="112/QĐ-TTg")
    table = pipeline.tables([review])["alignment"]
    assert table["status"].tolist() == [pair.status for pair in review.alignment]
    answered = table.dropna(subset=["quote", "directive_value"])
    assert len(answered) > 0
    assert all(plan.text[row.start : row.end] == row.quote for row in answered.itertuples())
    assert {"TRAIN", "STAFF"} <= set(table["family"].dropna())
    assert str(table["directive_period_end"].dtype) == "Int64"
