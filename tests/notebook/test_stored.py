"""The notebooks as they lie in git: without outputs, with clean cells, in both languages, in the house's format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.tools.places import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def test_the_five_are_there() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_no_output_no_count_no_trace_of_a_machine(path: Path) -> None:
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert whole["metadata"] == METADATA
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells(path, "code"))
    assert all(cell["metadata"] == {} for cell in whole["cells"])
    assert [cell["id"] for cell in whole["cells"]] == [
        f"{path.stem[:2]}-{n:02d}" for n in range(1, len(whole["cells"]) + 1)
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_each_story_is_told_in_vietnamese_with_an_english_line_under_it(path: Path) -> None:
    for cell in cells(path, "markdown"):
        *vietnamese, english = "".join(cell["source"]).split("\n\n")
        assert re.search("[ăâđêôơưạảấầẩậắằẳặẹẻếềểệỉịọỏốồổộớờởợụủứừửựỳỷỵ]", vietnamese[-1]), cell["id"]
        assert re.fullmatch(r"\*[^\n]+\*", english), cell["id"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_cells_are_short(path: Path) -> None:
    """Ten lines of code; the texts of a plan, a rule and a directive do not count."""
    for cell in cells(path, "code"):
        code = re.sub(r'"""\\\n.*?"""', '""', "".join(cell["source"]), flags=re.DOTALL)
        assert len([line for line in code.splitlines() if line.strip()]) <= 10, cell["id"]
