"""The waiver file on the disk: two that write lose nothing, a fault leaves it as it was, a strange one is refused."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pipeline.check.decisions import with_decision
from pipeline.check.keeping import OWN_NAME, brought, change, kept_in, office_file
from pipeline.errors import DoichieuError, ReadError, RulesError
from pipeline.model import Decision

BY_HAND = "# của phòng\nwaivers:\n- {rule: DC101, reason: kế hoạch ngắn, who: Lê Bình}   # giữ\n"


def one(key: str) -> Decision:
    return Decision(key, "DC601", "edited", "nhận thưc", text="nhận thức")


def test_writers_at_the_same_time_lose_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "cơ quan.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    threads = [
        threading.Thread(target=change, args=(path, lambda now, n=n: with_decision(now, one(f"{n:04}"))))
        for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(decision.key for decision in kept_in(path).decisions) == [f"{n:04}" for n in range(12)]
    assert path.read_text(encoding="utf-8").startswith(BY_HAND)
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_fault_on_the_way_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    change(path, lambda now: with_decision(now, one("1")))
    before = path.read_bytes()

    def breaks(_: tuple[Decision, ...]) -> tuple[Decision, ...]:
        raise KeyError

    with pytest.raises(KeyError):
        change(path, breaks)
    monkeypatch.setattr("pipeline.check.keeping.MOST_BYTES", len(before))
    with pytest.raises(DoichieuError, match="vượt quá"):
        change(path, lambda now: with_decision(now, one("2")))
    with pytest.raises(ReadError, match="không ghi được"):
        change(tmp_path / "không có" / "a.yaml", lambda now: with_decision(now, one("2")))
    assert path.read_bytes() == before


def test_a_file_that_is_none_is_told_and_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("decisions: [{key: 1", encoding="utf-8")
    with pytest.raises(RulesError, match=r"a\.yaml:"):
        change(path, lambda now: with_decision(now, one("2")))
    assert path.read_text(encoding="utf-8") == "decisions: [{key: 1"


def test_the_last_decision_taken_back_leaves_a_file_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.touch()
    change(path, lambda now: with_decision(now, one("1")))
    assert change(path, lambda now: ()) == ()
    assert kept_in(path).decisions == ()
    assert change(path, lambda now: with_decision(now, one("2")))


def test_a_folder_stands_for_the_file_in_it(tmp_path: Path) -> None:
    assert office_file(tmp_path) == tmp_path / OWN_NAME
    assert office_file(tmp_path / "x.yaml") == tmp_path / "x.yaml"


def test_what_comes_from_elsewhere_is_read_as_plain_lists() -> None:
    assert brought(BY_HAND.encode("utf-8-sig"), "a").waivers[0].who == "Lê Bình"


@pytest.mark.parametrize(
    "data",
    [
        b"a: &a [1, 1]\nb: &b [*a, *a]\nwaivers: [*b, *b]\n",
        b"waivers: " + b"[" * 100_000,
        b"waivers: []\n" + b"#" * 2**21,
        b"\xff\xfe\x00",
        b"waivers: [{rule: DC1}]\n",
        b"!!python/object/apply:os.system ['true']\n",
    ],
    ids=["names that multiply", "levels", "size", "no text", "not whole", "an order"],
)
def test_a_file_that_swells_or_commands_is_refused(data: bytes) -> None:
    with pytest.raises(RulesError):
        brought(data, "gửi.waivers.yaml")
