"""Plans as pandas tables: what an analyst gets, and that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.model import Document
from pipeline.tables import WORST_FIRST, Tables, columns_of, table_names
from pipeline.tables.frames import WORDS, dtype_of
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


@pytest.fixture(scope="module")
def tables(plan: Document) -> Tables:
    return pipeline.tables([pipeline.check(plan, against="112/QĐ-TTg")])


def test_codes_are_categories_of_all_they_may_be_with_their_words_beside_them(tables: Tables) -> None:
    verdicts = tables["alignment"]
    assert tuple(verdicts["status"].cat.categories) == WORST_FIRST
    assert list(verdicts.sort_values("status")["status"]) == sorted(verdicts["status"], key=WORST_FIRST.index)
    assert dict(zip(verdicts["status"], verdicts["status_vi"], strict=True))["above"] == "vượt yêu cầu"
    assert list(tables["findings"]["severity"].cat.categories) == ["error", "warning", "info"]
    (weak,) = {str(t) for t in tables["findings"].query("severity <= 'warning'")["severity_vi"]} - {"lỗi"}
    assert weak == "cảnh báo"


def test_every_code_with_words_has_words_for_all_it_may_be() -> None:
    for table in table_names():
        for column in columns_of(table):
            if column.name in WORDS and column.choices:
                words = pipeline.tables([])[table][f"{column.name}_vi"].cat.categories
                assert len(words) == len(dtype_of(column).categories)
                assert set(words).isdisjoint(column.choices), column.name


def test_a_row_is_joined_with_its_plan_and_section_without_a_collision(tables: Tables) -> None:
    """Both alignment and documents have a period_start: that of the target, and that of the plan."""
    joined = tables.joined("alignment")
    assert len(joined) == len(tables["alignment"])
    assert not [name for name in joined.columns if name.endswith(("_x", "_y"))]
    assert joined["plan_period_end"].unique().tolist() == [2030]
    assert set(joined["period_end"].dropna()) > {2025}
    targets = tables.joined("targets", "sections")
    assert targets["quote"].tolist() == tables["targets"]["quote"].tolist()
    assert targets["section_kind"].isin(["muc_tieu"]).all()


def test_a_verdict_finds_the_row_of_its_target(tables: Tables) -> None:
    answered = tables["alignment"].dropna(subset=["draft_target_id"])
    targets = tables["targets"].set_index(["doc_id", "target_id"])
    assert targets.index.is_unique
    assert [targets.loc[(r.doc_id, r.draft_target_id), "quote"] for r in answered.itertuples()] == list(
        answered["quote"]
    )


def test_a_plan_and_its_review_give_their_tables(plan: Document) -> None:
    review = pipeline.check(plan, against="112/QĐ-TTg")
    assert review.to_frame()["rule_id"].tolist() == [finding.rule_id for finding in review.findings]
    assert review.to_frame("alignment")["status"].tolist() == [pair.status for pair in review.alignment]
    assert plan.to_frame("tasks")["quote"].tolist() == [task.quote for task in plan.tasks]
    assert len(plan.to_frame()) == len(plan.targets)
