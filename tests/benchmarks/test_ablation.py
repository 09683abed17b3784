"""The ablation takes away what it says it takes away, and gives it back."""

from __future__ import annotations

from pipeline.text import words
from tests.benchmarks.extract import forget, without_tags, without_words

CLAUSE = "cơ quan nhà nước cung cấp dịch vụ công tác xã hội"


def test_tags_and_words_are_really_gone_and_come_back() -> None:
    forget()
    whole = words.segment_words(CLAUSE)
    assert {w.tag for w in whole} >= {"N", "V"}
    for variant, joined in ((without_tags, True), (without_words, False)):
        with variant():
            forget()
            bare = words.segment_words(CLAUSE)
            assert {w.tag for w in bare} == {words.UNKNOWN}
            assert (len(bare) < len(CLAUSE.split())) is joined
    forget()
    assert words.segment_words(CLAUSE) == whole
