"""A page's text is judged by its words: rubbish that looks like words is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.health import health, is_rubbish
from tests.tools.places import PLANS

# as hidden layers of old scanners have it: letters without their marks, marks on other letters
HIDDEN = (
    "UY BAN NHAN DAN XA HOA MAU Dc 1p - Ti do - Hnh phuc Cn cir Quyt djnh s 112 ngay 22 thang 01 näm 2021 cüa Thu "
    "Chinh phu ye vic ban hânh Chiicrng trinh phât triên cong tác xa hi giai don nhim vi, quyên htn và co câu to chirc "
    "cüa S& Y tê; K hoach nay dugc thirc hin tai cac thon, to dan ph6 trén dja bàn xâ; giao Van phong theo dôi, dôn dc"
)


def judged(text: str) -> bool:
    return is_rubbish(text, health(text))


@pytest.mark.parametrize("stem", ["kim-tra-2026", "quan-11-2023"])
def test_a_plan_is_none(stem: str) -> None:
    assert not judged((PLANS / f"{stem}.txt").read_text(encoding="utf-8"))


def test_a_hidden_layer_of_an_old_scanner_is_rubbish() -> None:
    assert judged(HIDDEN)


def test_short_forms_and_capitals_do_not_make_rubbish() -> None:
    assert not judged("UBND HĐND KT-XH QLNN CNTT ATTP VSMT " * 10)


def test_a_few_words_are_not_judged() -> None:
    assert not judged("Signature Not Verified ttrng chirc")


@given(st.lists(st.text("aăâđeêếổựxng 1,.-\x01\ue000\u0431Ệ\n", max_size=30), max_size=6))
def test_the_counts_of_a_text_are_those_of_its_pieces(pieces: list[str]) -> None:
    whole, parts = health(" ".join(pieces)), [health(piece) for piece in pieces]
    assert whole.tokens == sum(part.tokens for part in parts)
    for share in ("singles", "syllables"):
        assert getattr(whole, share) * whole.tokens == pytest.approx(sum(getattr(p, share) * p.tokens for p in parts))
