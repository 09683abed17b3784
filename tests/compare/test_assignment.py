"""The best pairs are the best: held against every possible assignment, for small matrices of all shapes."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.compare.assignment import best_pairs

MOST = 6
CLOSE = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])  # many assignments are equally good
APART = st.floats(-1.0, 1.0, allow_subnormal=False)  # half of the pairs are forbidden
LIKENESS = st.one_of(st.just(0.0), st.floats(0.28, 1.02))  # what alignment gives: 0 below its threshold


@st.composite
def matrices(draw: st.DrawFn) -> NDArray[np.float64]:
    rows, columns = draw(st.integers(1, MOST)), draw(st.integers(1, MOST))
    numbers = draw(st.sampled_from([CLOSE, APART, LIKENESS]))
    cells = draw(st.lists(numbers, min_size=rows * columns, max_size=rows * columns))
    return np.array(cells).reshape(rows, columns)


def greatest_sum(scores: NDArray[np.float64]) -> float:
    """-> the greatest sum of any assignment, by trying all; forbidden pairs count nothing."""
    gain = np.maximum(scores if scores.shape[0] <= scores.shape[1] else scores.T, 0.0)
    rows = range(gain.shape[0])
    return max(
        float(sum(gain[row, column] for row, column in zip(rows, columns, strict=True)))
        for columns in permutations(range(gain.shape[1]), len(rows))
    )


@given(matrices())
def test_no_assignment_has_a_greater_sum(scores: NDArray[np.float64]) -> None:
    pairs = best_pairs(scores)
    rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
    assert rows == sorted(set(rows))
    assert len(set(columns)) == len(columns)
    assert all(scores[pair] > 0 for pair in pairs)
    assert sum(float(scores[pair]) for pair in pairs) == pytest.approx(greatest_sum(scores), abs=1e-9)


@given(matrices())
def test_single_precision_gives_what_its_numbers_give_in_double(scores: NDArray[np.float64]) -> None:
    single = scores.astype(np.float32)
    assert best_pairs(single) == best_pairs(single.astype(np.float64))


def test_of_equally_good_assignments_always_the_same_is_found() -> None:
    """What reviews have said so far hangs on these."""
    assert best_pairs(np.ones((4, 4))) == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert best_pairs(np.ones((2, 4))) == [(0, 0), (1, 1)]
    assert best_pairs(np.ones((4, 2))) == [(0, 0), (1, 1)]
    assert best_pairs(np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])) == [(0, 0), (1, 1), (2, 2)]
    assert best_pairs(np.array([[0.5, 0.5, 1.0], [1.0, 0.5, 1.0]])) == [(0, 2), (1, 0)]


def test_a_row_gives_its_best_column_up_where_that_helps_another_more() -> None:
    assert best_pairs(np.array([[0.9, 0.8, 0.0], [0.85, 0.1, 0.0], [0.0, 0.8, -1.0]])) == [(0, 0), (2, 1)]
    assert best_pairs(np.array([[0.9, 0.8], [0.85, 0.1]])) == [(0, 1), (1, 0)]


def test_nothing_is_paired_where_nothing_may_be() -> None:
    assert best_pairs(np.zeros((3, 2))) == []
    assert best_pairs(np.full((2, 3), -1.0)) == []
    assert best_pairs(np.ones((0, 3))) == []
    assert best_pairs(np.ones((3, 0))) == []
