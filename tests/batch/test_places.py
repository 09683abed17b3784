"""Where documents come from and where tables go: folders with traps in them, other file systems."""

from __future__ import annotations

import os
from pathlib import Path

import fsspec
import pytest
from pandas.testing import assert_frame_equal

import pipeline
from pipeline.batch.sources import Source, Unread, list_sources
from pipeline.cli import main
from pipeline.tables.folder import StorageError
from tests.batch.many import files, run, small_plan, small_plans
from tests.tools.places import PLANS


def names(*addresses: Path | str) -> list[str]:
    return [found.name for found in list_sources([str(address) for address in addresses])]


def test_what_nobody_wrote_is_passed_over(tmp_path: Path) -> None:
    for name in (
        "a.txt", "~$a.docx", ".a.txt", "Thumbs.db", "desktop.ini", "b.docx.tmp", "a.txt.waivers.yaml",
        ".git/x.txt", "__MACOSX/y.txt", "xã/c.txt",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    os.mkfifo(tmp_path / "d.txt")
    assert names(tmp_path) == [str(tmp_path / "a.txt"), str(tmp_path / "xã" / "c.txt")]


def test_links_that_go_in_a_circle_and_links_that_lead_nowhere(tmp_path: Path) -> None:
    small_plans(tmp_path / "a", 1)
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = list(list_sources([str(tmp_path)]))
    assert [one.name for one in found if isinstance(one, Source)] == [str(tmp_path / "a" / "p0.txt")]
    assert [(one.name, one.error) for one in found if isinstance(one, Unread)] == [
        (str(tmp_path / "gone.txt"), "FileNotFoundError")
    ]


def test_a_link_out_of_the_folder_is_named_and_followed_only_when_told(tmp_path: Path) -> None:
    plans = small_plans(tmp_path / "plans", 1)
    small_plans(tmp_path / "elsewhere", 2)
    (plans / "out.txt").symlink_to(tmp_path / "elsewhere" / "p1.txt")
    (plans / "far").symlink_to(tmp_path / "elsewhere")
    (plans / "in.txt").symlink_to(plans / "p0.txt")
    found = list(list_sources([str(plans)]))
    assert [Path(one.name).name for one in found if isinstance(one, Source)] == ["in.txt", "p0.txt"]
    told = [one for one in found if isinstance(one, Unread)]
    assert [(Path(one.name).name, one.error) for one in told] == [("far", "LinkError"), ("out.txt", "LinkError")]
    assert "--follow-links" in str(told[0].said)
    followed = list(list_sources([str(plans)], follow=True))
    assert [one.name.removeprefix(str(plans)) for one in followed] == [
        "/far/p0.txt", "/far/p1.txt", "/in.txt", "/out.txt", "/p0.txt"
    ]  # fmt: skip
    both = list_sources([str(plans), str(tmp_path / "elsewhere")])
    assert not [one for one in both if isinstance(one, Unread)]


def test_files_that_fail_alike_are_each_named(tmp_path: Path) -> None:
    plans = small_plans(tmp_path / "plans", 1)
    for name in ("a.txt", "a.doc", "xã/a.txt"):
        (plans / name).parent.mkdir(exist_ok=True)
        (plans / name).write_bytes(b"")
    run(plans, tmp_path / "extracted")
    failures = pipeline.tables(tmp_path / "extracted")["failures"]
    assert sorted(failures["source"]) == sorted(str(plans / name) for name in ("a.txt", "a.doc", "xã/a.txt"))
    assert all(row.message.startswith(f"{row.source}: ") for row in failures.itertuples())


def test_a_folder_that_cannot_be_looked_into_is_named_and_its_documents_have_not_vanished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans, output = small_plans(tmp_path / "plans", 1), tmp_path / "extracted"
    small_plans(plans / "closed", 3)
    (plans / "closed" / "p0.txt").unlink()
    run(plans, output)
    scandir = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("pipeline.batch.sources.os.scandir", refusing)
    report = run(plans, output)
    assert (report.plan.vanished, report.plan.elsewhere) == (0, 2)
    tables = pipeline.tables(output)
    assert len(tables["documents"]) == 3
    assert tables["failures"]["source"].tolist() == [str(plans / "closed")]


def test_tables_among_the_plans_are_no_plans(tmp_path: Path) -> None:
    small_plans(tmp_path, 2)
    assert run(tmp_path, tmp_path / "extracted").documents == 2
    assert run(tmp_path, tmp_path / "extracted").plan.unchanged == 2


def test_a_folder_of_tables_is_not_taken_for_one_of_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans, output = small_plans(tmp_path / "plans", 1), tmp_path / "extracted"
    with pytest.raises(StorageError, match="là thư mục kết quả"):
        run(plans, plans)
    assert [path.name for path in plans.iterdir()] == ["p0.txt"]
    run(plans, output)
    with pytest.raises(StorageError, match="là thư mục kết quả"):
        run(output, tmp_path / "other")
    monkeypatch.chdir(plans)
    with pytest.raises(StorageError, match="là thư mục kết quả"):
        run(".", plans)


def test_folders_given_twice_or_one_in_another_count_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_plans(tmp_path / "a" / "b", 2)
    assert len(names(tmp_path / "a", tmp_path / "a" / "b", f"{tmp_path}/a/")) == 2
    monkeypatch.chdir(tmp_path)
    assert names(".") == ["a/b/p0.txt", "a/b/p1.txt"]
    run(".", "extracted")
    (tmp_path / "a" / "b" / "p0.txt").unlink()
    assert run(".", "extracted", prune=False).plan.vanished == 1


def test_the_order_of_folders_does_not_matter(tmp_path: Path) -> None:
    from pipeline.batch.run import Options, ingest
    from pipeline.batch.work import Basis

    one, two = small_plans(tmp_path / "one", 2), small_plans(tmp_path / "two", 3)
    for folders, output in (([one, two], "x"), ([two, one], "y")):
        ingest([str(folder) for folder in folders], str(tmp_path / output), Basis(), Options(workers=0))
    assert files(tmp_path / "x") == files(tmp_path / "y")


def test_a_name_that_is_no_utf8_is_shown_with_escapes(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    try:
        (plans / os.fsdecode(b"k\xe9.txt")).write_text(small_plan(1), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    run(plans, tmp_path / "extracted")
    assert pipeline.tables(tmp_path / "extracted")["documents"]["source"].tolist() == [f"{plans}/k\\xe9.txt"]


def test_another_file_system_on_either_side(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    plan = (PLANS / "kim-tra-2026.txt").read_bytes()
    memory.pipe("/places/plans/xã/a.txt", plan)
    memory.pipe("/places/plans/~$a.txt", b"lock")
    for output in ("memory://places/extracted", str(tmp_path / "extracted")):
        assert run("memory://places/plans", output, against=("112/QĐ-TTg",)).finished == 1
        assert run("memory://places/plans", output, against=("112/QĐ-TTg",)).written == 0
    far, near = pipeline.tables("memory://places/extracted"), pipeline.tables(tmp_path / "extracted")
    for name, table in near.items():
        assert_frame_equal(far[name], table)
    assert near["documents"]["source"].tolist() == ["memory:///places/plans/xã/a.txt"]
    inside = memory.find("/places/extracted")
    names_there = {name.removeprefix("/places/extracted/") for name in inside if "last_run" not in name}
    assert names_there == {name for name, content in files(tmp_path / "extracted").items() if content}
    memory.rm("/places/plans/xã", recursive=True)
    assert run("memory://places/plans", "memory://places/extracted").plan.vanished == 1
    assert len(pipeline.tables("memory://places/extracted")["documents"]) == 0


def test_what_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for address, words in (
        (str(tmp_path / "nichts"), "không có thư mục này"),
        ("memory://nichts", "không có thư mục này"),
        ("quatsch://x/y", "không có giao thức này"),
    ):
        assert main(["ingest", address, "-o", str(tmp_path / "extracted"), "--jobs", "0"]) == 2
        told = capsys.readouterr().err
        assert words in told
        assert told.count("\n") == 1
        assert not (tmp_path / "extracted").exists()


def test_a_protocol_whose_package_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(address: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", missing)
    with pytest.raises(StorageError, match="Install s3fs"):
        names("s3://bucket/plans")


def test_a_directive_that_is_not_known_stops_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = small_plans(tmp_path / "plans", 1)
    assert main(["ingest", str(plans), "-o", str(tmp_path / "x"), "--jobs", "0", "--against", "999/QĐ-TTg"]) == 2
    assert "999/QĐ-TTg" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
