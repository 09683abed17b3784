"""A corpus to try the notebooks on: some seventy invented plans, generated and ingested on the first run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from pipeline.knowledge.directives import find_directive
from pipeline.knowledge.load import load_rules
from pipeline.notebook.faults import NoDemoError, tell

_ROOT = Path(__file__).resolve().parents[2]
_TESTS = _ROOT / "tests"
_GENERATOR = _TESTS / "tools" / "make_corpus.py"
_WANTED = (
    "--programme", "cong-tac-xa-hoi", "--count", "72", "--years", "2023-2026", "--formats", "docx,docx,docx,pdf",
    "--faults", "3", "--seed", "21",
)  # fmt: skip
_SEVERAL = ("--count", "60", "--years", "2025-2026", "--formats", "docx", "--faults", "2", "--seed", "9")


def demo(folder: str | Path | None = None, *, several: bool = False) -> Path:
    """-> the folder of the demo's tables, for ``pipeline.tables``; made on the first call, brought up to date later.

    The plans are invented (each says so), over several communes, districts and provinces and four years, with planted
    faults whose truth stands in ``truth.jsonl`` beside them. Nothing is fetched. They lie in ``folder``, by default in
    ``extracted/demo`` of the checkout (or where DOICHIEU_DEMO says). With ``several``, a smaller set of plans of four
    programmes, each held against the one that it carries out. Raises NoDemoError where there is no checkout.

    >>> tables = pipeline.tables(demo())  # doctest: +SKIP
    """
    from pipeline.batch.marks import mark_of
    from pipeline.batch.run import Options, ingest
    from pipeline.batch.work import Basis

    home = Path(folder or os.environ.get("DOICHIEU_DEMO") or _ROOT / "extracted" / "demo").resolve()
    home, wanted = (home / "several", _SEVERAL) if several else (home, _WANTED)
    tables = home / "tables"
    made, mark = home / "made-by", f"{_generator(wanted)} {mark_of(Basis())}"
    if made.is_file() and made.read_text(encoding="utf-8") == mark:
        return tables
    _generate(home, wanted)
    basis = Basis(against=_programmes(home / "truth.jsonl")[: None if several else 1])
    tell("demo.reading")
    options = Options(workers=min(2, os.cpu_count() or 1), prune=True)
    report = ingest([str(home / "plans")], str(tables), basis, options)
    tell("demo.made", n=report.documents, seconds=report.elapsed)
    made.write_text(mark, encoding="utf-8")
    return tables


def truth(folder: str | Path | None = None) -> Path:
    """-> the file that tells what was planted in the demo's plans, one JSON object a line."""
    return Path(folder or os.environ.get("DOICHIEU_DEMO") or _ROOT / "extracted" / "demo").resolve() / "truth.jsonl"


def _programmes(planted: Path) -> tuple[str, ...]:
    """-> the numbers of the national programmes that the plans carry out, by the truth beside them, the most first;
    those that no directive is known of are left out."""
    lines = planted.read_text(encoding="utf-8").splitlines()
    numbers = Counter(str(json.loads(line)["carries_out"][-1]["number"]) for line in lines)
    return tuple(number for number, _ in numbers.most_common() if find_directive(number, load_rules()))


def _generator(wanted: tuple[str, ...]) -> str:
    """-> a hash of the generator and of what is asked of it. Raises NoDemoError outside a checkout."""
    if not _GENERATOR.is_file():
        raise NoDemoError(_GENERATOR, "fault.no_generator")
    folder = _TESTS / "generator"
    parts = [_GENERATOR, *folder.glob("*.py"), *(folder / "parts").rglob("*.yaml")]
    digest = hashlib.sha256(" ".join(wanted).encode())
    for part in sorted(parts):
        digest.update(part.read_bytes())
    return digest.hexdigest()


def _generate(home: Path, wanted: tuple[str, ...]) -> None:
    """The plans that are wanted into ``home/plans``, their truth beside them."""
    tell("demo.generating")
    home.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(home / "plans", ignore_errors=True)
    command = [sys.executable, "-m", "tests.tools.make_corpus", str(home), *wanted]
    where = {**os.environ, "PYTHONPATH": str(_ROOT)}
    made = subprocess.run(command, capture_output=True, text=True, cwd=_ROOT, env=where, check=False)
    if made.returncode:
        raise NoDemoError(
            "tests/tools/make_corpus.py", "fault.generator", words=made.stderr.strip() or str(made.returncode)
        )
