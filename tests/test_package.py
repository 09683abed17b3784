from __future__ import annotations

import inspect
import pydoc
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


def test_what_there_is_can_be_seen() -> None:
    """By completion in a notebook, and by help(), which would else tell of the package of that name."""
    import pipeline.api

    assert {"read", "check", "tables", "load", "notebook"} <= set(dir(pipeline))
    assert "pipeline.api" not in dir(pipeline)
    for verb in ("read", "check", "tables"):
        told = pydoc.render_doc(getattr(pipeline, verb), renderer=pydoc.plaintext)
        function = getattr(pipeline.api, verb)
        assert inspect.signature(getattr(pipeline, verb)) == inspect.signature(function)
        assert all(f"{name}: " in told for name in inspect.signature(function).parameters)
        assert "Raises" in " ".join(told.split())
