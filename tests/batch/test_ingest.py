"""A folder becomes tables: the same as in memory, the same bytes whatever happened on the way."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import pipeline
from pipeline.batch import store
from pipeline.batch.run import Options, Report, ingest
from pipeline.batch.work import Reading

PLANS = Path(__file__).resolve().parents[2] / "corpus" / "plans"
HERE = Options(workers=0)


def small_plan(number: int) -> str:
    return f"KẾ HOẠCH\nI. MỤC TIÊU\n- Phấn đấu đạt {number % 90 + 10}% hộ dân được cấp nước sạch năm 2027.\n"


def run(folder: Path, output: Path, *, prune: bool = True, against: tuple[str, ...] = ()) -> Report:
    return ingest([str(folder)], str(output), Reading(against=against), Options(workers=0, prune=prune))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_tables_on_disk_are_those_in_memory(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    (plans / "xã B").mkdir(parents=True)
    for name in ("kim-tra-2026.txt", "quan-11-2023.docx"):
        shutil.copy(PLANS / name, plans)
    shutil.copy(PLANS / "kim-tra-2026.txt", plans / "xã B")
    (plans / "hong.docx").write_bytes(b"PK\x03\x04 not a zip")
    (plans / "~$a.docx").write_bytes(b"lock")
    run(plans, tmp_path / "extracted", against=("112/QĐ-TTg",))
    on_disk = pipeline.tables(tmp_path / "extracted")
    in_memory = pipeline.tables(plans, against="112/QĐ-TTg")
    assert list(on_disk) == list(in_memory)
    for name, table in in_memory.items():
        assert_frame_equal(on_disk[name], table)
    assert len(on_disk["alignment"]) > 10
    assert len(on_disk["failures"]) == 1
    assert on_disk["documents"]["copies"].map(len).tolist() == [1, 0]


def test_an_empty_folder_gives_typed_tables(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    run(tmp_path / "plans", tmp_path / "extracted")
    on_disk = pipeline.tables(tmp_path / "extracted")
    for name, table in pipeline.tables([]).items():
        assert_frame_equal(on_disk[name], table)


def test_any_history_ends_in_the_bytes_of_a_fresh_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TARGET", 4)
    plans, kept = tmp_path / "plans", tmp_path / "kept"
    plans.mkdir()
    chance = random.Random(7)
    for step in range(8):
        for _ in range(chance.randrange(1, 9)):
            path = plans / f"p{chance.randrange(24)}.txt"
            if path.exists() and chance.random() < 0.5:
                path.unlink()
            else:
                path.write_text(small_plan(chance.randrange(1000)), encoding="utf-8")
        run(plans, kept)
        fresh = tmp_path / f"fresh{step}"
        run(plans, fresh)
        assert files(kept) == files(fresh), f"step {step}"


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    plans, output = tmp_path / "plans", tmp_path / "extracted"
    plans.mkdir()
    for number in range(5):
        (plans / f"{number}.txt").write_text(small_plan(number), encoding="utf-8")
    run(plans, output)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    report = run(plans, output)
    assert (report.finished, report.written, report.plan.unchanged) == (0, 0, 5)
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()} == before
