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
from pipeline.batch.work import Basis
from pipeline.tables.folder import Folder
from pipeline.tables.stored import is_stored
from tests.batch.many import files, run, small_plan, small_plans
from tests.tools.places import PLANS


class Killed(BaseException):
    """Stands for what no program can catch."""


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


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_any_history_ends_in_the_bytes_of_a_fresh_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Plans come, change, move and go, buckets grow and shrink, runs die at any write or are stopped by hand."""
    monkeypatch.setattr(store, "TARGET", 4)
    plans, kept = tmp_path / "plans", tmp_path / "kept"
    (plans / "sub").mkdir(parents=True)
    chance = random.Random(seed)
    for step in range(5):
        _change(plans, chance)
        for _ in range(chance.randrange(3)):
            with pytest.MonkeyPatch.context() as patch:
                _dies_at_some_write(patch, chance.randrange(40))
                try:
                    run(plans, kept, prune=chance.random() < 0.5)
                except Killed:
                    if is_stored(kept):  # not killed before there was anything
                        pipeline.tables(kept)
        run(plans, kept)
        fresh = tmp_path / f"fresh{step}"
        run(plans, fresh)
        assert files(kept) == files(fresh), f"step {step}"


def _change(plans: Path, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 12)):
        name = f"p{chance.randrange(20)}.txt"
        path, other = chance.sample([plans / name, plans / "sub" / name], 2)
        what = chance.random()
        if path.exists() and what < 0.3:
            path.unlink()
        elif path.exists() and what < 0.5:
            path.replace(other)
        elif what < 0.6:
            path.write_bytes(b"\x7fELF\x00\x00\x00 %d" % chance.randrange(3))
        else:
            path.write_text(small_plan(chance.randrange(100)), encoding="utf-8")


def _dies_at_some_write(patch: pytest.MonkeyPatch, left: int) -> None:
    write = Folder.write
    count = iter(range(left + 1))

    def dying(self: Folder, name: str, data: bytes) -> None:
        if next(count, None) is None:
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            path = self.path / name
            path.with_name(f".{path.name}.1.tmp").write_bytes(data[:3])  # half a file, as a power cut leaves it
            raise Killed
        write(self, name, data)

    patch.setattr(Folder, "write", dying)


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 5), tmp_path / "extracted"
    run(plans, output)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    report = run(plans, output)
    assert (report.finished, report.written, report.plan.unchanged) == (0, 0, 5)
    after = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    assert {path for path in after if after[path] != before.get(path) and path.is_file()} == set()


def test_what_is_done_is_written_when_a_run_is_stopped_by_hand(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 9), tmp_path / "extracted"

    def stop(report: Report) -> None:
        if report.finished == 4:
            raise KeyboardInterrupt

    report = ingest([str(plans)], str(output), Basis(), Options(workers=0), stop)
    assert report.interrupted
    assert len(pipeline.tables(output)["documents"]) == 4
    assert run(plans, output).finished == 5
    run(plans, tmp_path / "fresh")
    assert files(output) == files(tmp_path / "fresh")


def test_vanished_documents_are_marked_and_prune_drops_them(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 4), tmp_path / "extracted"
    run(plans, output)
    (plans / "p1.txt").unlink()
    assert run(plans, output, prune=False).plan.vanished == 1
    documents = pipeline.tables(output)["documents"].set_index("source")
    assert documents["vanished"].sum() == 1
    assert documents.loc[str(plans / "p1.txt"), "vanished"]
    (plans / "p1.txt").write_text(small_plan(1), encoding="utf-8")
    back = run(plans, output, prune=False)
    assert (back.finished, back.plan.unchanged) == (0, 4)  # its rows were still there
    assert not pipeline.tables(output)["documents"]["vanished"].any()
    (plans / "p1.txt").unlink()
    run(plans, output)
    assert len(pipeline.tables(output)["documents"]) == 3


def test_documents_of_folders_that_were_not_looked_into_stand(tmp_path: Path) -> None:
    one, two = small_plans(tmp_path / "one", 2), tmp_path / "two"
    two.mkdir()
    (two / "a.txt").write_text(small_plan(77), encoding="utf-8")
    run(one, tmp_path / "extracted")
    report = run(two, tmp_path / "extracted")
    assert (report.plan.elsewhere, report.plan.vanished, report.documents) == (2, 0, 3)


def test_other_options_read_again_and_no_document_is_without_rows_meanwhile(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 6), tmp_path / "extracted"
    run(plans, output)

    def stop(report: Report) -> None:
        if report.finished == 2:
            raise KeyboardInterrupt

    ingest([str(plans)], str(output), Basis(against=("112/QĐ-TTg",)), Options(workers=0), stop)
    half = pipeline.tables(output)
    assert len(half["documents"]) == 6
    assert half["alignment"]["doc_id"].nunique() == 2
    assert run(plans, output, against=("112/QĐ-TTg",)).finished == 4


def test_a_failure_is_told_once_and_tried_again_only_when_asked(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 1), tmp_path / "extracted"
    (plans / "hong.docx").write_bytes(b"PK\x03\x04 not a zip")
    assert run(plans, output).failed == 1
    assert run(plans, output).finished == 0
    assert len(pipeline.tables(output)["failures"]) == 1
    assert run(plans, output, retry=True).finished == 1
    (plans / "hong.docx").rename(plans / "khac.docx")
    assert run(plans, output).finished == 1
    assert pipeline.tables(output)["failures"]["source"].tolist() == [str(plans / "khac.docx")]


def test_a_broken_part_is_made_again(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 3), tmp_path / "extracted"
    run(plans, output)
    before = files(output)
    next((output / "targets").iterdir()).write_bytes(b"PAR1")
    next((output / "sections").iterdir()).unlink()
    report = run(plans, output)
    assert (report.broken, report.finished) == (1, 3)
    assert files(output) == before


def test_a_file_that_changes_under_the_run_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 2), tmp_path / "extracted"

    def change(report: Report) -> None:
        (plans / "p1.txt").write_text(small_plan(55), encoding="utf-8")

    ingest([str(plans)], str(output), Basis(), Options(workers=0), change)
    tables = pipeline.tables(output)
    assert len(tables["documents"]) == 1
    assert "chạy lại" in tables["failures"]["message"][0]
    run(plans, output)
    run(plans, tmp_path / "fresh")
    assert files(output) == files(tmp_path / "fresh")


def test_the_rows_of_a_document_whose_check_fails_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("in a rule at 0x7f00aa11bb22")

    plans, output = small_plans(tmp_path / "plans", 1), tmp_path / "extracted"
    monkeypatch.setattr("pipeline.check.check", broken)
    assert run(plans, output, against=("112/QĐ-TTg",)).failed == 1
    tables = pipeline.tables(output)
    assert len(tables["targets"]) == 1
    assert tables["failures"].to_dict("records") == [
        {"source": str(plans / "p0.txt"), "stage": "check", "error": "ZeroDivisionError", "message": "in a rule at 0x…"}
    ]
