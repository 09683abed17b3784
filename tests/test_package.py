from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.errors import ReadError


def test_rooms_that_are_verbs_can_be_called(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("KẾ HOẠCH\nNăm 2026\n", encoding="utf-8")
    assert pipeline.read(path).text.startswith("KẾ HOẠCH")
    import pipeline.read as room

    assert room.read_file(path).text.startswith("KẾ HOẠCH")
    assert room(path).text.startswith("KẾ HOẠCH")


def test_reading_raises_the_rooms_errors() -> None:
    with pytest.raises(ReadError, match=r"none\.txt"):
        pipeline.read("none.txt")


def test_other_names_are_unknown() -> None:
    with pytest.raises(AttributeError, match="nonesuch"):
        pipeline.nonesuch  # noqa: B018
