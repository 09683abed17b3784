"""What is typed for a syllable: kept with the counts, and the same as worked out from them."""

from __future__ import annotations

import numpy as np

from pipeline.knowledge.lexicon import lexicon, typed
from pipeline.knowledge.lexicon.counts import FILE
from pipeline.proof.keys import keys, meant
from tests.tools.make_lexicon import typed_ids


def test_the_kept_keys_are_those_of_the_counts() -> None:
    words = lexicon().words
    with np.load(FILE) as stored:
        counts = stored["syllable_counts"].tolist()
    assert typed() == {code: words[at] for code, at in typed_ids(words, counts).items()}
    assert all(code == keys(word) for code, word in typed().items())


def test_of_two_that_are_typed_alike_the_more_frequent_is_meant() -> None:
    assert typed_ids(["hòa", "thuở", "thủơ", "xyz"], [9, 3, 7, 99]) == {keys("hòa"): 0, keys("thuở"): 2}


def test_a_slip_of_a_key_is_a_syllable_away() -> None:
    assert ("nước", 2, True) in meant("nuoc")
    assert ("nước", 0, True) in meant("nưóc")
