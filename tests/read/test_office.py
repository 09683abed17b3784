"""One LibreOffice serves a folder of Word 97 files; what one document did to it harms no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.limits import Limits
from pipeline.read import office, read_bytes
from pipeline.read.office import end_office, office_program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed"),
]
RTF = r"{\rtf1\ansi\ansicpg1252 I. M\u7908 ?C TI\u202 ?U\par Ph\u7845 ?n \u273 ?\u7845 ?u %d%%.\par}"


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    end_office()


def text_of(n: int) -> str:
    return read_bytes((RTF % n).encode("ascii"), f"ke-hoach-{n}.rtf").text


def test_the_second_document_and_all_after_it_share_one_office() -> None:
    assert [text_of(n) for n in range(1, 5)] == [f"I. MỤC TIÊU\nPhấn đấu {n}%." for n in range(1, 5)]
    first = office._office.resident
    assert first is not None
    assert first.poll() is None
    text_of(5)
    assert office._office.resident is first


def test_an_office_that_died_is_started_anew() -> None:
    text_of(1), text_of(2)
    resident = office._office.resident
    assert resident is not None
    resident.kill()
    resident.wait()
    assert text_of(3).endswith("3%.")


def test_a_document_that_takes_too_long_ends_it_with_one_clear_error() -> None:
    from pipeline.errors import ReadError

    text_of(1), text_of(2)
    with pytest.raises(ReadError, match="LibreOffice"):
        read_bytes((RTF % 3).encode("ascii"), "cham.rtf", Limits(office_seconds=0.001))
    assert office._office.resident is None
    assert text_of(4).endswith("4%.")


def test_nothing_of_it_is_left() -> None:
    text_of(1), text_of(2)
    profile = office._office.profile
    assert profile is not None
    end_office()
    left = [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(profile).encode() in _bytes(path)]
    assert left == []


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
