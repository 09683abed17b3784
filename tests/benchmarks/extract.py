"""From canonical text to records: what it costs, how it grows, and what word segmentation and tags earn.

usage: python -m tests.benchmarks.extract [gold] [speed] [growth] [commands] [ablation]  (default: all)

speed     one plan of 13,000 characters, each step, the best of several runs on one core after loading; the words of its
          clauses are forgotten before each run, so that nothing is remembered
growth    the same steps on text of up to 1,000,000 characters (the plan repeated with its figures changed)
commands  whole commands as a user starts them, the interpreter's own start included
gold      ``doichieu eval`` of tests/gold: precision, recall and F1 by kind
ablation  targets of tests/gold with everything, without tags, and without word segmentation
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from pipeline.api import read
from pipeline.evaluate import evaluate
from pipeline.extract import extract
from pipeline.extract.deadlines import find_deadlines
from pipeline.extract.references import find_references
from pipeline.extract.slips import find_slips
from pipeline.extract.targets import find_targets
from pipeline.extract.tasks import find_tasks
from pipeline.knowledge.load import load_rules
from pipeline.model import Document
from pipeline.read import read_file
from pipeline.segment import segment
from pipeline.text import words
from tests.benchmarks.results import Row, keep, show
from tests.tools.places import GOLD, PLANS, ROOT

RULES = load_rules()
RUNS = 7


def best(work: Callable[[], object], runs: int = RUNS, clock: Callable[[], float] = time.process_time) -> float:
    """-> the shortest of several runs in seconds of this process, with an empty memory of words."""
    taken = []
    for _ in range(runs):
        words.segment_words.cache_clear()
        start = clock()
        work()
        taken.append(clock() - start)
    return min(taken)


def speed() -> list[Row]:
    plain = read_file(PLANS / "quan-11-2023.txt")
    outlined = segment(plain, RULES)
    full = extract(outlined, RULES)
    steps: dict[str, Callable[[], object]] = {
        "outline and frame": lambda: segment(plain, RULES),
        "legal references": lambda: find_references(outlined, RULES),
        "targets": lambda: find_targets(replace(outlined, legal_references=full.legal_references), RULES),
        "tasks": lambda: find_tasks(full, RULES),
        "deadlines": lambda: find_deadlines(full, RULES),
        "slips": lambda: find_slips(full, RULES),
        "text to all records": lambda: extract(segment(plain, RULES), RULES),
        "words and tags of the whole text (not done)": lambda: [words.segment_words(s) for s in plain.text.split("\n")],
    }
    return [{"step": f"{name}", "ms": round(1000 * best(work), 1)} for name, work in steps.items()]


def grown(plain: Document, size: int) -> Document:
    """-> a document of at least ``size`` characters: the plan again and again, each time with other figures."""
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append(re.sub(r"\d+%", f"{10 + len(parts) % 90}%", plain.text))
    return replace(plain, text="\n".join(parts)[:size], blocks=())


def growth() -> list[Row]:
    plain = read_file(PLANS / "quan-11-2023.txt")
    rows: list[Row] = []
    for size in (10_000, 100_000, 1_000_000):
        document = grown(plain, size)
        seconds = best(lambda document=document: extract(segment(document, RULES), RULES), 3)  # type: ignore[misc]
        rows.append(
            {"characters": f"{size:,}", "s": round(seconds, 3), "ms per 10,000": round(1e7 * seconds / size, 1)}
        )
    return rows


def commands() -> list[Row]:
    draft = str(PLANS / "kim-tra-2026.docx")
    calls = {
        "doichieu --help": ["--help"],
        "doichieu extract kim-tra-2026.docx": ["extract", draft],
        "doichieu check kim-tra-2026.docx --against 112/QĐ-TTg": ["check", draft, "--against", "112/QĐ-TTg"],
        "doichieu check kim-tra-2026.docx --against auto": ["check", draft, "--against", "auto"],
    }
    rows: list[Row] = []
    for name, arguments in calls.items():
        command = [sys.executable, "-m", "pipeline", *arguments]

        def call(command: list[str] = command) -> None:
            subprocess.run(command, cwd=ROOT, capture_output=True, check=False)

        rows.append({"command": f"`{name}`", "s": round(best(call, 5, time.perf_counter), 2)})
    return rows


@contextmanager
def without_tags() -> Iterator[None]:
    """Every word keeps its place and loses its part of speech."""
    whole = words._words_of
    words._words_of = lambda *a: [replace(word, tag=words.UNKNOWN) for word in whole(*a)]
    try:
        yield
    finally:
        words._words_of = whole


@contextmanager
def without_words() -> Iterator[None]:
    """Syllables stand alone, without a part of speech."""
    whole = words._words_of
    words._words_of = words._syllables
    try:
        yield
    finally:
        words._words_of = whole


@contextmanager
def whole() -> Iterator[None]:
    yield


def forget() -> None:
    """Empty every memory of the extractors and of the words: what one variant found must not serve the next."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith(("pipeline.extract", "pipeline.text")):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear") and thing is not words.tagger:
                    thing.cache_clear()


MEASURES = ("targets", "targets.population", "targets.indicator", "targets.clause", "targets.whole")


def ablation() -> list[Row]:
    rows: list[Row] = []
    for name, variant in (("everything", whole), ("without tags", without_tags), ("without words", without_words)):
        forget()
        with variant():
            scores = evaluate(GOLD, lambda path: read(path, rules=RULES)).scores
        forget()
        figures: Row = {m.removeprefix("targets.") if "." in m else "found": f"{scores[m].f1:.3f}" for m in MEASURES}
        rows.append({"F1 of targets": name, **figures})
    return rows


def gold() -> list[Row]:
    scores = evaluate(GOLD, lambda path: read(path, rules=RULES)).scores
    shown = {name: score for name, score in scores.items() if score.right + score.false + score.missed}
    return [
        {"measure": name, "precision": f"{s.precision:.3f}", "recall": f"{s.recall:.3f}", "F1": f"{s.f1:.3f}"}
        for name, s in shown.items()
        if "." not in name or s.f1 < 1  # fields that are right everywhere are told in one sentence
    ]


TABLES = {"gold": gold, "speed": speed, "growth": growth, "commands": commands, "ablation": ablation}

if __name__ == "__main__":
    extract(segment(read_file(PLANS / "kim-tra-2026.txt"), RULES), RULES)  # load everything first
    words.segment_words("Phấn đấu trên 80% hộ nghèo")
    for chosen in sys.argv[1:] or TABLES:
        table = TABLES[chosen]()
        keep(chosen, table)
        show(chosen, table)
