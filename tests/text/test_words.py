from __future__ import annotations

import itertools
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text import words
from pipeline.text.unicode import canonical
from pipeline.text.words import LONGEST_CLAUSE, Word, segment_words

CLAUSE = "Tối thiểu 60% số cán bộ, công chức được tập huấn kỹ năng công tác xã hội"


def assert_covers(clause: str, found: tuple[Word, ...]) -> None:
    assert all(clause[w.start : w.end] == w.text and w.text == w.text.strip() for w in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = {i for w in found for i in range(w.start, w.end)}
    assert all(i in covered or letter.isspace() for i, letter in enumerate(clause))


def test_syllables_are_joined_into_words_with_tags() -> None:
    found = {w.text: w.tag for w in segment_words(CLAUSE)}
    assert found["công tác"] == "N"
    assert found["xã hội"] == "N"
    assert found["60"] == "M"
    assert found["tập huấn"] == "V"


@pytest.mark.parametrize(
    "clause",
    [
        "Uỷ ban nhân dân phường hoà giải, thuỷ lợi, sức khoẻ",  # the model moves these tone marks
        "Ðạt 70%  số  hộ\nnghèo",  # U+00D0, blanks that the model drops
        "Quyết định số 112/2021/QĐ-TTg ngày 22/01/2021",
        "½ ª ﬁ ℃ ① 5‰ … “trích dẫn”",
        "a\u0331b x\u0323\u0331",  # marks that NFC cannot compose
        "",
        "   ",
        "…",
    ],
)
def test_every_character_keeps_its_place(clause: str) -> None:
    assert_covers(clause, segment_words(clause))


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("aăâbcdđeêghiklmnoôơpquưxyáàảãạếờ0123456789 %.,;:-–/()\n\tÐĐỦuỷ"), max_size=80))
def test_places_hold_for_any_vietnamese_letters(raw: str) -> None:
    clause = canonical(raw)
    assert_covers(clause, segment_words(clause))


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_places_hold_for_any_text(raw: str) -> None:
    clause = canonical(raw)
    assert_covers(clause, segment_words(clause))


@pytest.mark.parametrize(
    "long", [(CLAUSE + "; ") * 12, (CLAUSE + " ") * 12, "ạ" * 1000], ids=["clauses", "words", "wall"]
)
def test_long_clauses_are_cut_and_nothing_is_lost(long: str) -> None:
    pieces = list(words._pieces(long))
    assert max(end - start for start, end in pieces) <= LONGEST_CLAUSE
    assert [start for start, _ in pieces[1:]] == [end for _, end in pieces[:-1]]
    assert_covers(long, segment_words(long))


def test_a_clause_is_tagged_once() -> None:
    segment_words("Hộ nghèo giảm còn 0,8%")
    before = segment_words.cache_info().hits
    segment_words("Hộ nghèo giảm còn 0,8%")
    assert segment_words.cache_info().hits == before + 1


def test_a_model_that_loses_letters_leaves_the_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "tagger", lambda: lambda piece: [("hộ nghè", "N")])
    assert [w.text for w in words._words_of("hộ nghèo", 0, 8)] == ["hộ", "nghèo"]


def test_logging_stays_the_callers() -> None:
    words.tagger.cache_clear()
    before = list(logging.getLogger().handlers), logging.getLogger().level
    words.tagger()
    assert (list(logging.getLogger().handlers), logging.getLogger().level) == before
