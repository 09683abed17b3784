"""Short forms out of real documents, where their list stands beside the checkout."""

from __future__ import annotations

import pytest

from tests.benchmarks.forms import FORMS, table


@pytest.mark.skipif(not FORMS.exists(), reason="the list of real short forms is not beside this checkout")
def test_nineteen_of_twenty_forms_and_no_target_where_there_is_none() -> None:
    rows, misses = table(FORMS)
    wanted = [row for row in rows if row["kind"] != "not_target"]
    assert sum(int(row["right"]) for row in wanted) >= 0.95 * sum(int(row["of"]) for row in wanted), misses
    (never,) = [row for row in rows if row["kind"] == "not_target"]
    assert int(never["right"]) >= 0.95 * int(never["of"]), misses
