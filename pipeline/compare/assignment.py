"""Pairs of rows and columns whose scores sum to the most: the linear assignment problem, for rectangular matrices.

The algorithm of shortest augmenting paths of R. Jonker and A. Volgenant (Computing 38, 1987, 325-340) as D. F. Crouse
gives it for rectangles (IEEE Transactions on Aerospace and Electronic Systems 52, 2016, 1679-1696). Where several
assignments are best, the same one is found on every machine: of columns equally near, a free one goes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FREE = -1


def best_pairs(scores: NDArray[Any]) -> list[tuple[int, int]]:
    """-> (row, column), each row and each column at most once, with the greatest sum of scores; rows ascend.

    ``scores`` are finite numbers. A pair whose score is 0 or less is never made. 40 x 40 take some 2 ms,
    200 x 200 some 20 ms.
    """
    import numpy as np

    cost = -np.maximum(scores, 0.0).astype(np.float64)
    tall = cost.shape[0] > cost.shape[1]
    column_of = _assigned(np.ascontiguousarray(cost.T) if tall else cost)
    pairs = sorted((column, row) if tall else (row, column) for row, column in enumerate(column_of))
    return [(row, column) for row, column in pairs if scores[row, column] > 0]


def _assigned(cost: NDArray[Any]) -> list[int]:
    """-> the column of each row, at the least sum of costs. ``cost`` is not taller than wide."""
    import numpy as np

    rows, columns = cost.shape
    row_price, column_price = [0.0] * rows, np.zeros(columns)
    row_of, column_of = [_FREE] * columns, [_FREE] * rows
    for start in range(rows):
        path = _shortest_path(cost, start, row_price, column_price, row_of)
        *passed, (column, (length, _)) = path.items()
        row_price[start] += length
        for other, (distance, _) in passed:
            row_price[row_of[other]] += length - distance
            column_price[other] -= length - distance
        row = _FREE
        while row != start:  # backwards: each row takes the column that it led to
            _, row = path[column]
            row_of[column] = row
            column_of[row], column = column, column_of[row]
    return column_of


def _shortest_path(
    cost: NDArray[Any], row: int, row_price: list[float], column_price: NDArray[Any], row_of: list[int]
) -> dict[int, tuple[float, int]]:
    """The shortest way (Dijkstra's) from ``row`` to a free column, over columns that are taken and their rows.

    -> each column reached, in order, with its distance and the row that led to it; the last is the free one.
    """
    import numpy as np

    path: dict[int, tuple[float, int]] = {}
    length = 0.0
    left = np.arange(len(row_of))[::-1].copy()  # columns not reached; the arrays below follow its order
    price = column_price[left]
    near, led = np.full(len(left), np.inf), np.empty(len(left), dtype=np.intp)
    for last in range(len(left) - 1, -1, -1):
        step = cost[row].take(left)
        step += length
        step -= row_price[row]
        step -= price
        shorter = step < near
        np.copyto(near, step, where=shorter)
        np.copyto(led, row, where=shorter)
        length = float(near.min())
        ties = np.flatnonzero(near == length).tolist()
        at = next((tie for tie in reversed(ties) if row_of[left[tie]] == _FREE), ties[0])
        column = int(left[at])
        path[column] = length, int(led[at])
        row = row_of[column]
        if row == _FREE:
            break
        for array in (left, price, near, led):
            array[at] = array[last]
        left, price, near, led = left[:last], price[:last], near[:last], led[:last]
    return path
