"""What is handed in stays until its age or its owner ends it; room is bound by size, each session's and all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.saying import to_say
from pipeline.web.desk import Desk
from pipeline.web.security import Tokens
from pipeline.web.settings import LEAST, Settings
from pipeline.web.uploads import RefusedError
from pipeline.web.worker import Fault

FAULT = Fault("x", to_say("read.empty"))


def at(settings: Settings, what: Callable[[Desk], None]) -> None:
    async def run() -> None:
        desk = Desk(replace(settings, jobs=0))
        try:
            what(desk)
        finally:
            await desk.close()

    asyncio.run(run())


def test_a_department_keeps_all_its_reviews_and_takes_nobody_elses_away() -> None:
    def what(desk: Desk) -> None:
        desk.turn_away("other", "riêng.docx", "vi", FAULT)
        for number in range(500):
            desk.turn_away("own", f"{number}.docx", "vi", FAULT)
        assert len(desk.of("own")) == 500
        assert len(desk.of("other")) == 1

    at(Settings(), what)


def test_a_full_share_refuses_what_comes_and_leaves_what_is_there() -> None:
    def what(desk: Desk) -> None:
        for _ in range(3):
            desk.turn_away("own", "x", "vi", FAULT)
        with desk.coming("own") as weigh:
            weigh(LEAST)
            with pytest.raises(RefusedError) as full:
                weigh(1)
        assert (full.value.status, full.value.said.key) == (507, "web.refused.share")
        with desk.coming("other") as weigh:
            weigh(LEAST)
        assert len(desk.of("own")) == 3
        desk.drop(desk.of("own")[0].key)
        with desk.coming("own") as weigh:
            weigh(2 * LEAST)

    at(Settings(share=4 * LEAST), what)


def test_the_room_of_all_is_bound_by_what_is_coming_too() -> None:
    def what(desk: Desk) -> None:
        with desk.coming("a") as first, desk.coming("b") as second:
            first(LEAST)
            with pytest.raises(RefusedError, match="busy"):
                second(LEAST + 1)
        with desk.coming("b") as second:
            second(2 * LEAST)

    at(Settings(room=2 * LEAST), what)


@pytest.mark.parametrize("brought", ["", "chosen", "chosen.", ".", "a.b.c", "é\udc80.x"])
def test_a_session_that_a_browser_names_itself_is_none(brought: str) -> None:
    tokens = Tokens()
    made = tokens.session(brought)
    assert made != brought
    assert tokens.session(made) == made
    assert Tokens().session(made) != made  # of another run
    assert not tokens.holds("", tokens.of(made))


def test_what_a_killed_server_left_is_cleared_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "doichieu-serve-999999999-1-x"
    left.mkdir()
    (left / "draft").write_text("bí mật")
    at(Settings(), lambda desk: None)
    assert list(tmp_path.iterdir()) == []
