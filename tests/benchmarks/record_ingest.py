"""What a folder of plans looks like to its reader, kept for the READMEs: ``python -m tests.benchmarks.record_ingest``.

168 generated plans with two files among them that cannot be read are ingested and asked, in both languages; what the
terminal shows is kept in ``transcripts.json``, times and all. Run it on an idle machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.generator.world import orders
from tests.tools.make_corpus import make_corpus
from tests.tools.make_readme import TRANSCRIPTS, WIDTH
from tests.tools.places import ROOT

FOLDER = "ke-hoach-cac-xa"
SQL = (
    "SELECT rule_id, rule, count(DISTINCT doc_id) AS plans FROM findings WHERE severity = 'error' GROUP BY ALL"
    " ORDER BY plans DESC"
)
COMMANDS = {
    "ingest": ("ingest", FOLDER, "-o", "extracted", "--against", "112/QĐ-TTg"),
    "again": ("ingest", FOLDER, "-o", "extracted", "--against", "112/QĐ-TTg"),
    "query": ("query", SQL, "-o", "extracted"),
}


def main() -> None:
    kept: dict[str, dict[str, str]] = {name: {} for name in COMMANDS}
    for lang in ("vi", "en"):
        with tempfile.TemporaryDirectory() as place:
            make_corpus(Path(place) / FOLDER, orders(168, 7, (2024, 2025, 2026), ("txt", "docx", "pdf")))
            spoil(Path(place) / FOLDER)
            for name, words in COMMANDS.items():
                kept[name][lang] = printed(words, lang, place)
    TRANSCRIPTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def spoil(folder: Path) -> None:
    """Leave the list of truths out and add what no office lacks: half a file, and a picture called .docx."""
    (folder / "truth.jsonl").unlink()
    whole = min(folder.rglob("*.docx")).read_bytes()
    (folder / "du-thao-loi.docx").write_bytes(whole[: len(whole) // 2])
    (folder / "ban-trinh.pdf").write_bytes(b"")


def printed(words: tuple[str, ...], lang: str, place: str) -> str:
    """-> what the command puts on standard output."""
    there = {**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline", "--lang", lang, *words]
    done = subprocess.run(command, cwd=place, env=there, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    main()
