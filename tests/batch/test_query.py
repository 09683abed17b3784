"""SQL over the tables: what can be asked, and what can never be done."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from pipeline.batch.query import QueryError, ask
from pipeline.batch.sheet import BOM, cell, sheet
from pipeline.cli import main
from pipeline.tables import columns_of, table_names
from tests.batch.many import files, run, small_plans


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("query")
    run(small_plans(folder / "plans", 3), folder / "extracted")
    return folder / "extracted"


def rows(sql: str, extracted: Path) -> list[tuple[object, ...]]:
    return list(ask(sql, str(extracted)).rows)


def test_every_table_can_be_asked_even_an_empty_one(extracted: Path) -> None:
    for table in table_names():
        answer = ask(f"SELECT * FROM {table}", str(extracted))
        assert answer.columns == tuple(column.name for column in columns_of(table))
    assert rows("SELECT count(*) FROM targets JOIN documents USING (doc_id)", extracted) == [(3,)]
    assert rows("SELECT count(*) FROM alignment", extracted) == [(0,)]


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{folder}/x.csv'",
        "WITH a AS (COPY (SELECT 1) TO '{folder}/x.csv') SELECT 1",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/x.csv'",
        "SELECT * FROM read_text('{folder}/README.md')",
        "SELECT * FROM '{folder}/README.md'",
        "SELECT * FROM glob('{folder}/*')",
        "ATTACH '{folder}/x.db'",
        "DELETE FROM documents",
        "DROP VIEW documents",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
        "INSTALL httpfs",
        "SELECT * FROM folder",
    ],
)
def test_nothing_is_written_and_nothing_else_is_read(extracted: Path, sql: str) -> None:
    before = files(extracted)
    folder = str(extracted)
    with pytest.raises(QueryError):
        rows(sql.format(folder=folder), extracted)
    assert files(extracted) == before


def test_a_slip_in_a_name_is_answered_with_the_names_there_are(extracted: Path) -> None:
    with pytest.raises(QueryError, match=r"có phải targets\?"):
        ask("SELECT * FROM tagets", str(extracted))
    with pytest.raises(QueryError, match='"quote"'):
        ask("SELECT quot FROM targets", str(extracted))


def test_a_pivot_is_a_question_too(extracted: Path) -> None:
    answer = ask("PIVOT (SELECT doc_id, unit FROM targets) ON unit USING count(*)", str(extracted))
    assert answer.columns == ("doc_id", "%")


def test_formats(extracted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask_for = ["query", "SELECT quote, value FROM targets ORDER BY quote", "-o", str(extracted), "--format"]
    assert main([*ask_for, "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main([*ask_for, "csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["quote"] for row in told] == [row["quote"] for row in table]
    assert [f"{row['value']:g}" for row in told] == [row["value"] for row in table]
    assert main(["query", "SELECT 1 AS a, 2 AS a", "-o", str(extracted), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"a": 1, "a_1": 2}]
    assert main([*ask_for, "table"]) == 0
    assert "│ quote" in capsys.readouterr().out
    assert main(["query", "-o", str(extracted)]) == 0
    assert "documents (3)" in capsys.readouterr().out


def test_without_duckdb_the_extra_is_named(
    extracted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert main(["query", "SELECT 1", "-o", str(extracted)]) == 2
    assert "pip install 'doichieu[sql]'" in capsys.readouterr().err


def test_a_folder_without_tables_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "SELECT 1", "-o", str(tmp_path)]) == 2
    assert "ingest" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["=1+1", "+84", "-Đạt 70%", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", "\n=1"])
def test_no_cell_is_a_formula(words: str) -> None:
    (row,) = csv.reader(io.StringIO("".join(sheet(["a"], [[words]])).split("\r\n", 1)[1]))
    assert row[0] == f"'{words}"


def test_figures_days_and_lists_in_cells() -> None:
    assert [cell(value) for value in (None, True, -5, 70.0, -0.5, ["a", "b"], "x")] == [
        "", "true", "-5", "70", "-0.5", "a; b", "x",
    ]  # fmt: skip


def test_sheets_of_a_run(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 3), tmp_path / "extracted"
    (plans / "=cmd.txt").write_text("KẾ HOẠCH\n- =HYPERLINK\n", encoding="utf-8")
    command = ["ingest", str(plans), "-o", str(output), "--jobs", "0"]
    assert main([*command, "--csv"]) == 0
    first = files(output / "csv")
    text = first["documents.csv"].decode("utf-8")
    assert text.startswith(BOM)
    table = list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))
    assert [row["source"] for row in table] == sorted(row["source"] for row in table)
    (plans / "p0.txt").unlink()
    assert main(command) == 0  # asked for once, kept in step
    assert "p0.txt,false" not in files(output / "csv")["documents.csv"].decode("utf-8")
    assert files(output / "csv") != first
    (output / "csv" / "targets.csv").unlink()
    assert main(command) == 0
    assert (output / "csv" / "targets.csv").is_file()
