"""What a first check waits for: nothing that its own draft does not need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "corpus" / "plans"
HEAVY = {"spacy", "underthesea", "pandas", "pdfplumber", "pypdfium2", "pyarrow", "openpyxl", "jinja2", "docx"}
PROGRAM = """
import json, sys
from pipeline.cli import main
main(["check", sys.argv[1], "--against", "112/QĐ-TTg", "--format", "json", "-o", sys.argv[2]])
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "others"),
    [("kim-tra-2026.docx", {"pdf", "html", "txt", "office"}), ("kim-tra-2026.txt", {"pdf", "html", "docx", "office"})],
)
def test_a_draft_waits_for_no_other_formats_reader_and_no_heavy_library(
    name: str, others: set[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(PLANS / name), str(tmp_path / "out.json")],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    imported = set(json.loads(done.stdout))
    assert (tmp_path / "out.json").stat().st_size > 0
    assert not imported & {f"pipeline.read.{other}" for other in others}
    assert not imported & HEAVY
