"""Corrections are made each once, and none upon another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.fixes import accept, accept_all, corrected, corrected_text, fixes_of
from pipeline.model import Finding, Fix, Review
from tests.check.plans import plan

TEXT = "Nâng cao nhận thưc của người dân; nhận thưc của cán bộ."
FIRST, SECOND = TEXT.index("nhận thưc"), TEXT.rindex("nhận thưc")


def finding(rule: str, *fixes: Fix) -> Finding:
    first = fixes[0]
    quote = TEXT[first.start : first.end]
    return Finding(rule, rule, "info", rule, quote=quote, start=first.start, end=first.end, fix=first, also=fixes[1:])


def a_review(*findings: Finding) -> Review:
    return Review(plan(TEXT), (), (), findings)


def right(at: int, *, safe: bool = True) -> Fix:
    return Fix(at, at + 9, "nhận thức", safe)


def test_places_that_are_not_safe_stay_open_where_they_are() -> None:
    after = accept_all(a_review(finding("A", right(FIRST, safe=False), right(SECOND))), "safe")
    assert corrected_text(after) == TEXT[:SECOND] + TEXT[SECOND:].replace("thưc", "thức")
    assert [(f.start, fixes_of(f)) for f in after.findings] == [(FIRST, (right(FIRST, safe=False),))]
    assert [f.start for f in after.accepted] == [SECOND]


def test_of_two_corrections_of_the_same_words_the_safe_one_is_made() -> None:
    other = finding("A", Fix(FIRST + 5, FIRST + 20, "khác hẳn"))
    after = accept_all(a_review(other, finding("B", right(FIRST))), "all")
    assert [f.rule_id for f in after.findings] == ["A"]
    assert corrected_text(after) == TEXT.replace("nhận thưc", "nhận thức", 1)


def test_two_findings_may_want_the_same_correction() -> None:
    after = accept_all(a_review(finding("A", right(FIRST)), finding("B", right(FIRST))), "safe")
    assert not after.findings
    assert corrected_text(after) == TEXT.replace("nhận thưc", "nhận thức", 1)


def test_what_was_not_asked_for_stays() -> None:
    one, other = finding("A", right(FIRST)), finding("B", right(SECOND))
    assert accept(a_review(one, other), [other]).findings == (one,)
    assert accept(a_review(one), [replace(one, fix=None)]).findings == (one,)


def test_overlapping_corrections_are_never_made_in_silence() -> None:
    with pytest.raises(ValueError, match="Fix"):
        corrected(TEXT, [Fix(0, 5, "a"), Fix(3, 8, "b")])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 6), st.text("ab", max_size=3), st.booleans()), max_size=8))
def test_accepted_corrections_can_always_be_made(places: list[tuple[int, int, str, bool]]) -> None:
    findings = [finding(str(n), Fix(a, a + b, c, d)) for n, (a, b, c, d) in enumerate(places)]
    after = accept_all(a_review(*findings), "all")
    corrected_text(after)
    assert len(after.accepted) + len(after.findings) == len(findings)
