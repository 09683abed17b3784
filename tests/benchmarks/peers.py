"""The same born-digital PDFs through doichieu and through what a user would take instead, side by side in one run.

usage: python -m tests.benchmarks.peers [--count 12] [--rounds 3] [--full] [--cache DIR] [--fresh]

The PDFs are generated plans (tests/tools/make_corpus.py), whose text is known. Each reader has an environment of its
own, made once with pip under the cache folder; one that cannot be made (no network) is left out, and the run says so.
Readers take turns, a fresh process each round; a figure is the median of the rounds, "times" the median of the ratios
within a round, beside the least and the most of them. --full takes 60 PDFs and five rounds.

documents a second   one process, after imports and one file; doichieu's is the whole check against a directive: text,
                     outline, references, targets, tasks, deadlines, alignment, verdicts, findings
character error %    of the text between title and recipients, white space, Markdown and the foot of the page aside
paragraphs whole %   paragraphs longer than a line that come out as one line
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rapidfuzz.distance import Levenshtein

from tests.benchmarks.results import Row, keep, show
from tests.generator.compose import compose
from tests.generator.files import MADE_UP
from tests.generator.lines import Line, Plan
from tests.generator.world import orders
from tests.tools.make_corpus import make_corpus
from tests.tools.places import ROOT

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "doichieu" / "peers"
LONG = 130  # characters that do not fit in one line of these pages


@dataclass(frozen=True)
class Peer:
    """A reader: what pip installs for it, pinned, and what is left to do with what it gives."""

    name: str
    requirement: str
    leaves: str


_REST = "outline, references, targets, verdicts"
PEERS = (
    Peer("pdfplumber", "pdfplumber==0.11.10", f"paragraphs, {_REST}"),
    Peer("markitdown", "markitdown[pdf]==0.1.8", f"paragraphs, {_REST}"),
    Peer("viparse", "viparse[pdf]==0.1.31", f"paragraphs, {_REST}"),
    Peer("kreuzberg", "kreuzberg==4.10.4", f"paragraphs, {_REST}"),
)


def python_of(name: str, arguments: list[str], cache: Path, *, fresh: bool = False) -> Path:
    """-> the interpreter of an environment that has what ``pip install ARGUMENTS`` gives; made where it is missing.

    Raises RuntimeError with pip's last words.
    """
    home = cache / f"{name}-{hashlib.sha256(' '.join(arguments).encode()).hexdigest()[:8]}"
    python, made = home / "bin" / "python", home / "made"
    if fresh or not made.is_file():
        print(f"making {home}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
        done = subprocess.run(pip, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError((done.stderr.strip().splitlines() or ["pip failed"])[-1])
        made.touch()
    return python


def installed_megabytes(python: Path) -> int:
    """-> what its packages weigh on the disk, pip and setuptools aside."""
    site = next((python.parent.parent / "lib").glob("python*/site-packages"))
    own = {"pip", "setuptools", "pkg_resources", "_distutils_hack", "__pycache__"}
    kept = (
        entry for entry in site.iterdir() if entry.name not in own and not re.match(r"(pip|setuptools)-", entry.name)
    )
    total = 0
    for entry in kept:
        files = [entry] if entry.is_file() else [path for path in entry.rglob("*") if path.is_file()]
        total += sum(path.stat().st_size for path in files)
    return round(total / 1e6)


def environments(cache: Path, *, fresh: bool) -> tuple[dict[str, Path], dict[str, str]]:
    """-> the interpreter of each reader, and why others were left out."""
    wanted = {peer.name: [peer.requirement] for peer in PEERS}
    wanted["doichieu"] = ["--constraint", "constraints.txt", *_dependencies()]
    found: dict[str, Path] = {}
    lost: dict[str, str] = {}
    for name, arguments in wanted.items():
        try:
            found[name] = python_of(name, arguments, cache, fresh=fresh)
        except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
            lost[name] = str(error)
    return found, lost


def _dependencies() -> list[str]:
    import tomllib

    held = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return sorted(held["project"]["dependencies"])


def run(reader: str, python: Path, files: list[Path], folder: Path) -> tuple[list[float], list[str]]:
    """-> seconds and text of each file but the first, by tests/benchmarks/one_reader.py in a fresh process."""
    answer = folder / "answer.json"
    environment = os.environ | {"PYTHONPATH": str(ROOT) if reader.startswith("doichieu") else ""}
    command = [str(python), str(Path(__file__).with_name("one_reader.py")), reader, str(answer), *map(str, files)]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1])
    held = json.loads(answer.read_text(encoding="utf-8"))
    return held["seconds"], held["texts"]


# --- the text that is known


def known_lines(plan: Plan) -> list[str]:
    """-> the paragraphs between title and recipients, a table row a line."""
    lines: list[str] = []
    for item in [*plan.grounds, *plan.body]:
        lines += [item.typed] if isinstance(item, Line) else [" ".join(row) for row in item.rows]
    return lines


def compared(text: str) -> str:
    """-> what is compared, title to recipients: no page numbers, foot, Markdown or white space."""
    lines = [line for line in text.split("\n") if not line.strip().isdigit() and MADE_UP not in line]
    body = re.split(r"KẾ\s+HOẠCH\W*\n", "\n".join(lines), maxsplit=1)[-1]
    body = re.split(r"Nơi\s+nhận", body, maxsplit=1)[0]
    return re.sub(r"[\s|*#\\]|-{3,}", "", body)


def character_error(plan: Plan, text: str) -> float:
    """-> the edits that make a reader's text the known one, in per cent of the known characters."""
    known = re.sub(r"[\s|*#\\]|-{3,}", "", plan.title + "".join(known_lines(plan)))
    return 100 * Levenshtein.distance(known, compared(text)) / len(known)


def whole_paragraphs(plan: Plan, text: str) -> float:
    """-> the per cent of long paragraphs that come out as one line."""
    given = {re.sub(r"[\W_]+", "", line) for line in text.split("\n")}
    long = [
        re.sub(r"[\W_]+", "", line.typed) for line in plan.body if isinstance(line, Line) and len(line.typed) > LONG
    ]
    return 100 * sum(line in given for line in long) / len(long)


# --- the table


def table(
    plans: list[Plan], speeds: dict[str, list[float]], texts: dict[str, list[str]], pythons: dict[str, Path]
) -> list[Row]:
    """-> a row a reader; ``speeds`` are documents a second of each round, ``texts`` those of the last."""
    rows: list[Row] = []
    ours = [
        Peer("doichieu", "doichieu, the whole check", "nothing of these"),
        Peer("doichieu_text", "doichieu, text only", _REST),
    ]
    for peer in [*ours, *PEERS]:
        if not speeds.get(peer.name):
            continue
        errors = [character_error(plan, text) for plan, text in zip(plans, texts[peer.name], strict=True)]
        whole = [whole_paragraphs(plan, text) for plan, text in zip(plans, texts[peer.name], strict=True)]
        ratios = [a / b for a, b in zip(speeds["doichieu"], speeds[peer.name], strict=True)]
        rows.append(
            {
                "reader": peer.requirement.replace("==", " "),
                "documents a second": f"{median(speeds[peer.name]):.1f}",
                "doichieu's whole check against it": "–" if peer in ours else f"{median(ratios):.2f} times",
                "least and most of the rounds": "–" if peer in ours else f"{min(ratios):.2f}-{max(ratios):.2f}",
                "character error %": f"{sum(errors) / len(errors):.2f}",
                "paragraphs whole %": f"{sum(whole) / len(whole):.0f}",
                "leaves undone": peer.leaves,
                "installed MB": installed_megabytes(pythons[peer.name.partition("_")[0]]),
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="60 PDFs, five rounds")
    parser.add_argument("--cache", type=Path, default=CACHE, help=f"where the environments stand (default: {CACHE})")
    parser.add_argument("--fresh", action="store_true", help="make the environments anew")
    given = parser.parse_args()
    count, rounds = (60, 5) if given.full else (given.count, given.rounds)
    pythons, lost = environments(given.cache, fresh=given.fresh)
    for name, why in lost.items():
        print(f"left out: {name}: {why}", file=sys.stderr)
    if "doichieu" not in pythons:
        sys.exit("no environment for doichieu itself, nothing to compare with")
    chosen = orders(count + 1, 112, [2024, 2025, 2026], ["pdf"])
    plans = [compose(order) for order in chosen[1:]]
    readers = [*pythons, "doichieu_text"]
    speeds: dict[str, list[float]] = {}
    texts: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_corpus(folder, chosen)
        files = [folder / order.file for order in chosen]
        for _ in range(rounds):
            for reader in list(readers):
                try:
                    seconds, texts[reader] = run(reader, pythons[reader.partition("_")[0]], files, folder)
                except RuntimeError as error:
                    print(f"left out: {reader}: {error}", file=sys.stderr)
                    readers.remove(reader)
                    continue
                speeds.setdefault(reader, []).append(len(plans) / sum(seconds))
    rows = table(plans, speeds, texts, pythons)
    keep("peers", rows)
    show("peers", rows)


if __name__ == "__main__":
    main()
