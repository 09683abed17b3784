"""All finders together: one slip once, kinds switched off, nothing in other languages, true offsets in any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge.load import load_rules
from pipeline.model import Document
from pipeline.proof import proofread
from tests.proof.reading import RULES, plan, told

ALPHABET = st.text(alphabet="aàbcđêghiktrưỡơ AUỦĐ12.,;:|\n“”\u0456ǜ-/", max_size=120)


def test_a_slip_of_a_set_phrase_is_told_once() -> None:
    assert told("Phân đấu đạt 80% số hộ.") == [("phrase", "Phân đấu", "Phấn đấu")]


def test_an_office_switches_a_kind_off_and_adds_words(tmp_path: Path) -> None:
    (tmp_path / "proof.yaml").write_text("switched_off: [doubled]\nwords: [kính phí]\n", encoding="utf-8")
    office = load_rules(tmp_path)
    document = plan("Cấp tờ rơi cho cho cán bộ; bố trí kính phí; phòng họp của Bộ y tế.")
    assert [slip.kind for slip in proofread(document, office)] == ["capital"]


def test_a_text_without_marks_or_in_another_language_is_left_alone() -> None:
    assert told("Uy ban nhan dan xa to chuc thuc hien ke hoach nay trong nam.") == []
    assert told("The plan shall be carried out by the the commune committee in due time.") == []


def test_mixed_tone_places_are_told_once_a_word() -> None:
    found = told("Văn hóa cơ sở, văn hóa đọc và văn hoá số.")
    assert found == [("tone_place", "hoá", "hóa")]


@given(ALPHABET)
@settings(max_examples=60, deadline=None)
def test_every_place_is_true_and_told_once(text: str) -> None:
    found = proofread(Document("a", "a.txt", "0", "txt", text), RULES)
    assert all(text[slip.start : slip.end] == slip.quote != slip.reading for slip in found)
    ends = [(slip.start, slip.end) for slip in found]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_a_misread_book_is_gone_through_without_a_word_taking_its_square() -> None:
    for text in ("ạ" * 90_000, "h1ện " * 5_000, "a 1 sự " * 5_000, "." * 90_000, "xưng quá ngệ hiêp " * 2_000):
        found = proofread(Document("a", "a.txt", "0", "txt", text), RULES)
        assert all(text[slip.start : slip.end] == slip.quote for slip in found)
