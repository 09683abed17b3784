"""A corpus to try the notebooks on: some seventy invented plans, generated and ingested on the first run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipeline.errors import DoichieuError

_ROOT = Path(__file__).resolve().parents[2]
_GENERATOR = _ROOT / "tests" / "make_corpus.py"
_WANTED = (
    "--programme",
    "cong-tac-xa-hoi",
    "--count",
    "72",
    "--years",
    "2023-2026",
    "--formats",
    "docx,docx,docx,pdf",
    "--faults",
    "3",
    "--seed",
    "11",
)
_PROGRAMME = "112/QĐ-TTg"


class NoDemoError(DoichieuError):
    """The demo corpus cannot be made, and why."""


def demo(folder: str | Path | None = None) -> Path:
    """-> the folder of the demo's tables, for ``pipeline.tables``; made on the first call, brought up to date later.

    The plans are invented (each says so), over several communes, districts and provinces and four years, with planted
    faults whose truth stands in ``truth.jsonl`` beside them. Nothing is fetched. They lie in ``folder``, by default in
    ``extracted/demo`` of the checkout (or where DOICHIEU_DEMO says). Raises NoDemoError where there is no checkout.

    >>> tables = pipeline.tables(demo())  # doctest: +SKIP
    """
    from pipeline.batch.run import Options, ingest
    from pipeline.batch.work import Reading

    home = Path(folder or os.environ.get("DOICHIEU_DEMO") or _ROOT / "extracted" / "demo").resolve()
    plans, tables = home / "plans", home / "tables"
    _generate(home)
    print("demo: đọc và đối chiếu / reading and checking …", file=sys.stderr)
    report = ingest(
        [str(plans)],
        str(tables),
        Reading(None, (_PROGRAMME,), None, "vi"),
        Options(workers=min(2, os.cpu_count() or 1)),
    )
    print(f"demo: {report.documents} kế hoạch sinh tự động / generated plans, {report.elapsed:.0f} s", file=sys.stderr)
    return tables


def truth(folder: str | Path | None = None) -> Path:
    """-> the file that tells what was planted in the demo's plans, one JSON object a line."""
    return Path(folder or os.environ.get("DOICHIEU_DEMO") or _ROOT / "extracted" / "demo").resolve() / "truth.jsonl"


def _generate(home: Path) -> None:
    """The plans, unless those of this very generator are there: its order and sources stand in ``made-by``."""
    import hashlib

    if not _GENERATOR.is_file():
        raise NoDemoError(
            f"{_GENERATOR}: không có bộ sinh văn bản thử; dùng bản sao mã nguồn hoặc tự lập bảng"
            " / the generator is not here; work in a checkout, or give your own tables (doichieu ingest)"
        )
    parts = [
        _GENERATOR,
        *(_GENERATOR.parent / "generator").glob("*.py"),
        *(_GENERATOR.parent / "corpus_parts").rglob("*.yaml"),
    ]
    digest = hashlib.sha256(" ".join(_WANTED).encode())
    for part in sorted(parts):
        digest.update(part.read_bytes())
    mark = home / "made-by"
    if mark.is_file() and mark.read_text(encoding="utf-8") == digest.hexdigest():
        return
    import shutil

    print("demo: sinh kế hoạch thử / generating plans …", file=sys.stderr)
    home.mkdir(parents=True, exist_ok=True)
    for old in ("plans", "tables"):
        shutil.rmtree(home / old, ignore_errors=True)
    command = [sys.executable, str(_GENERATOR), str(home), *_WANTED]
    where = {"PYTHONPATH": os.pathsep.join([str(_ROOT), str(_GENERATOR.parent)])}
    made = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **where}, check=False)
    if made.returncode:
        raise NoDemoError(f"tests/make_corpus.py: {made.stderr.strip() or made.returncode}")
    mark.write_text(digest.hexdigest(), encoding="utf-8")
