"""Tables that a start leaves to the next: whole or absent, plain data alone, never behind what they were made from."""

from __future__ import annotations

import os
import pickle
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline.kept import Table
from pipeline.kept.tables import _TABLES

DATA = {"number": "112/QĐ-TTg", "issued_on": date(2026, 1, 16), "targets": [{"value": 95.5}, None]}


@pytest.fixture(autouse=True)
def _folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr("pipeline.kept.tables._TABLES", [*_TABLES])


def left(name: str = "some", version: str = "1", **values: object) -> Path:
    """A start that keeps ``values`` -> the file it leaves."""
    table = Table(name, version)
    for key, value in values.items():
        table.put(key, value)
    table.save()
    return next(Path(str(sys.pycache_prefix)).rglob(f"{name}.*.kept"))


def test_the_next_start_finds_what_was_kept_and_may_change_its_copy() -> None:
    left(directive=DATA)
    table = Table("some", "1")
    found = table.get("directive")
    assert found == DATA
    assert isinstance(found, dict)
    found["number"] = "other"
    assert table.get("directive") == DATA
    assert table.get("another") is None


def test_a_start_adds_to_what_others_have_left() -> None:
    left(one=1)
    table = Table("some", "1")
    assert table.get("two") is None
    left(two=2)  # by another process in the meantime
    table.put("three", 3)
    table.save()
    assert [Table("some", "1").get(key) for key in ("one", "two", "three")] == [1, 2, 3]


def test_another_version_begins_anew() -> None:
    left(one=1)
    assert Table("some", "2").get("one") is None


@pytest.mark.parametrize("harm", [b"", b"x", b"\0" * 400])
def test_a_damaged_table_is_as_none(harm: bytes) -> None:
    file = left(one=1)
    file.write_bytes(harm)
    assert Table("some", "1").get("one") is None
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert Table("some", "1").get("one") is None
    assert Table("some", "1").get("one") is None if left(two=2) else False


def test_nothing_that_a_table_names_is_called(tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "made"),)

    left(harm=Harm())
    assert Table("some", "1").get("harm") is None
    table = Table("some", "1")
    file = left(one=1)
    body = pickle.dumps(Harm())
    file.write_bytes(table._sealed(body) + body)
    assert Table("some", "1").get("one") is None
    assert not (tmp_path / "made").exists()


def test_nothing_is_written_where_bytecode_is_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    table = Table("some", "1")
    table.put("one", 1)
    table.save()
    assert not [*tmp_path.rglob("*")]


def test_a_folder_that_cannot_be_written_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    table = Table("some", "1")
    table.put("one", 1)
    table.save()
    assert table.get("one") is None


def test_what_no_start_asks_for_goes_when_there_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.kept.tables._MOST", 3)
    left(old=1, asked=2, further=3)
    table = Table("some", "1")
    assert table.get("asked") == 2
    table.put("new", 4)
    table.save()
    assert [Table("some", "1").get(key) for key in ("old", "asked", "further", "new")] == [None, 2, None, 4]
