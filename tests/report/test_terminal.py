from __future__ import annotations

import pytest

from pipeline.report.terminal import shared


@pytest.mark.parametrize("width", [60, 80, 92, 100, 200])
def test_columns_fill_the_width_and_none_gets_too_narrow(width: int) -> None:
    columns = [(30, 14), (24, 8), (8, 10), (10, 9), (22, 8)] if width > 60 else [(30, 10), (8, 10)]
    widths = shared(columns, width)
    assert sum(widths) + 3 * len(columns) + 1 == width
    assert all(got >= narrowest for got, (_, narrowest) in zip(widths, columns, strict=True))
