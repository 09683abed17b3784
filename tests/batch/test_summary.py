"""What a run tells its user: how far it is, what it did, who answers which target."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from pipeline.batch.department import collected
from pipeline.batch.plan import Plan, Todo
from pipeline.batch.progress import Progress
from pipeline.batch.run import Report
from pipeline.cli import main
from pipeline.knowledge.load import load_rules
from pipeline.knowledge.messages import messages
from pipeline.tables.folder import Folder
from pipeline.tables.stored import Entry
from tests.batch.many import run, small_plan, small_plans
from tests.compare.test_subject import EXPLOSIVES
from tests.tools.places import PLANS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("summary")
    plans = small_plans(folder / "plans", 2)
    shutil.copy(PLANS / "kim-tra-2026.txt", plans)
    text = (PLANS / "kim-tra-2026.txt").read_text(encoding="utf-8")
    (plans / "kim-tra-cu.txt").write_text(text.replace("Đạt 70%", "Đạt 5%"), encoding="utf-8")
    (plans / "hong.docx").write_bytes(b"PK\x03\x04 not a zip")
    (plans / "hong2.docx").write_bytes(b"PK\x03\x04 no zip either")
    (plans / "rong.txt").touch()
    return folder


def test_the_summary(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    command = ["--lang", "en", "ingest", str(folder / "plans"), "-o", str(folder / "extracted"), "--jobs", "0"]
    assert main([*command, "--against", "112/QĐ-TTg"]) == 0
    told = capsys.readouterr()
    words = "".join(told.out.split())  # however the lines of a long path are broken
    assert "4documentsin" in words
    assert "7new,0changed" in words
    assert [line.split() for line in told.out.splitlines() if "read: ReadError" in line] == [
        ["2", "read:", "ReadError"], ["1", "read:", "ReadError"],
    ]  # fmt: skip
    assert "hong.docx:isno.docxfile" in words
    assert "│ Ủy ban nhân dân phường Kim Trà │" in told.out
    assert "SLOWEST" in told.out
    assert "7/7 documents" in told.err
    log = json.loads((folder / "extracted" / "_state" / "last_run.json").read_text(encoding="utf-8"))
    assert (log["finished"], log["failed"], log["new"]) == (7, 3, 7)
    assert main([*command, "--against", "112/QĐ-TTg"]) == 0
    assert "nothing had to be written" in capsys.readouterr().out


def test_the_newest_plan_of_a_unit_counts_and_a_vanished_one_does_not(folder: Path) -> None:
    output, unit = folder / "grid", "Ủy ban nhân dân phường Kim Trà"
    dated = folder / "plans" / "kim-tra-cu.txt"
    text = dated.read_text(encoding="utf-8")
    dated.write_text(f"Kim Trà, ngày 10 tháng 3 năm 2026\n{text}", encoding="utf-8")  # the other bears no day
    run(folder / "plans", output, against=("112/QĐ-TTg",))
    found = collected(Folder(output), load_rules())
    assert found.years("112/QĐ-TTg") == [2026]
    row = next(row for row in found.department("112/QĐ-TTg", 2026).rows if row.unit == unit)
    assert row.answers["STAFF"].verdict.status == "below"  # 5% in the newer plan
    assert row.answers["CHILD"].verdict.status == "above"
    assert row.answers["STAFF-MIN"].verdict.status == "missing"
    assert [paper.source.rpartition("/")[2] for paper in row.older] == ["kim-tra-2026.txt"]
    dated.rename(folder / "away.txt")
    run(folder / "plans", output, against=("112/QĐ-TTg",), prune=False)
    made = collected(Folder(output), load_rules()).department("112/QĐ-TTg", 2026)
    row = next(row for row in made.rows if row.unit == unit)
    assert row.answers["STAFF"].verdict.status == "on_track"
    assert not row.older
    assert made.count("STAFF", "!") == 0


def test_a_document_on_another_subject_stands_in_no_row_and_is_counted(
    tmp_path: Path,
) -> None:
    (tmp_path / "plans").mkdir()
    shutil.copy(PLANS / "kim-tra-2026.txt", tmp_path / "plans")
    (tmp_path / "plans" / "no.txt").write_text(EXPLOSIVES, encoding="utf-8")
    output = tmp_path / "out"
    command = ["ingest", str(tmp_path / "plans"), "-o", str(output), "--jobs", "0", "--against", "112/QĐ-TTg"]
    assert main(command) == 0
    made = collected(Folder(output), load_rules()).department("112/QĐ-TTg", 2026)
    assert [row.unit for row in made.rows] == ["Ủy ban nhân dân phường Kim Trà"]
    assert [paper.source.rpartition("/")[2] for paper in (*made.elsewhere, *made.undated)] == ["no.txt"]


def test_progress_is_lines_where_there_is_no_terminal() -> None:
    entry = Entry("a", "0" * 64, "", "a.txt")
    report = Report(Plan(todo=[Todo("a.txt", entry)] * 3))
    stream = io.StringIO()
    with Progress(messages(load_rules(), "en"), stream) as progress:
        for finished in range(4):
            report.finished = finished
            progress(report)
    assert len(stream.getvalue().splitlines()) == 1
    assert stream.getvalue().startswith("3/3 documents")


def test_a_name_like_markup_is_only_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "[red]a[bold].txt").write_text(small_plan(1), encoding="utf-8")
    assert main(["ingest", str(tmp_path), "-o", str(tmp_path / "x"), "--jobs", "0"]) == 0
    assert "[red]a[bold].txt" in "".join(capsys.readouterr().out.split())
