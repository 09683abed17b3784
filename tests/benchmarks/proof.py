"""The proofreader on planted slips, beside hunspell with its Vietnamese dictionary where that is installed; its speed.

usage: python -m tests.benchmarks.proof [-v] [--real FOLDER]

``-v`` prints what was missed. ``--real`` proofreads the files of a folder instead and prints each alarm with its
sentence, to be read and judged by a person.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.knowledge import load_rules
from pipeline.model import Document
from pipeline.parse import parse_bytes, parse_file
from pipeline.proof import proofread
from tests.benchmarks.results import Row, keep, show
from tests.generator.compose import compose
from tests.generator.files import as_text
from tests.generator.world import orders
from tests.injection.found_slips import Checker, Tally, proofreader, tally
from tests.injection.misspelling import KINDS
from tests.tools.places import GOLD

RULES = load_rules()
_A_PLAN, _GENERATED = 40, 30
_WORD = re.compile(r"[^\W\d_]+")


def plans() -> list[Document]:
    """-> the annotated plans that no scanner read, and generated ones."""
    annotated = [parse_file(path, RULES) for path in sorted(GOLD.rglob("*.txt")) if "ocr" not in path.name]
    made = [compose(order) for order in orders(_GENERATED, 11, (2025, 2026), ("txt",), faults=0)]
    return [*annotated, *(parse_bytes(as_text(plan), f"{n}.txt", RULES) for n, plan in enumerate(made))]


def hunspell() -> Checker:
    """-> hunspell over the words of a text: it names syllables that its dictionary does not have."""

    def check(document: Document) -> list[tuple[int, int, str | None]]:
        words = list(_WORD.finditer(document.text))
        given = "\n".join(sorted({m.group() for m in words}))
        unknown = subprocess.run(
            ["hunspell", "-d", "vi_VN", "-i", "utf-8", "-l"], input=given, capture_output=True, text=True, check=True
        ).stdout.split()
        return [(m.start(), m.end(), None) for m in words if m.group() in set(unknown)]

    return check


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--real", type=Path)
    options = parser.parse_args()
    if options.real:
        print(*_alarms(options.real), sep="\n")
        return
    texts = plans()
    ours = tally(texts, proofreader(RULES), a_plan=_A_PLAN)
    theirs = tally(texts, hunspell(), a_plan=_A_PLAN) if shutil.which("hunspell") else None
    rows = [_row(kind, [kind], ours, theirs) for kind in KINDS]
    rows.append(_row("all", list(KINDS), ours, theirs))
    checkers = {"proofreader": proofreader(RULES)} | ({"hunspell": hunspell()} if theirs else {})
    clean = [_alarms_in_clean(name, checker, texts) for name, checker in checkers.items()]
    if options.verbose:
        print(*ours.missed, *ours.other, sep="\n")
    for name, table in (("proof", rows), ("proof_clean", clean), ("proof_speed", _speed(texts))):
        keep(name, table)
        show(name, table)


def _row(name: str, kinds: list[str], ours: Tally, theirs: Tally | None) -> Row:
    planted = sum(ours.planted[kind] for kind in kinds)
    row: Row = {"slip planted": name.replace("_", " "), "planted": planted}
    for title, counts in (("found", ours.found), ("read rightly", ours.right)):
        row[title] = f"{sum(counts[kind] for kind in kinds) / max(1, planted):.3f}"
    if theirs is not None:
        row["found by hunspell"] = f"{sum(theirs.found[kind] for kind in kinds) / max(1, planted):.3f}"
    return row


def _alarms_in_clean(name: str, check: Checker, texts: list[Document]) -> Row:
    syllables = sum(len(_WORD.findall(plan.text)) for plan in texts)
    alarms = sum(len(check(plan)) for plan in texts)
    return {
        "in the plans as they are": name,
        "syllables": syllables,
        "alarms": alarms,
        "in 1,000 syllables": f"{1000 * alarms / syllables:.2f}",
    }


def _speed(texts: list[Document]) -> list[Row]:
    """The cost of texts of one, two and four lengths: whether it grows with the text alone."""
    text = "\n".join(plan.text for plan in texts)
    proofread(_bare(text[:20_000]), RULES)
    rows: list[Row] = []
    for size in (13_000, 26_000, 52_000):
        document = _bare(text[:size])
        spent = []
        for _ in range(5):
            begun = time.process_time()
            proofread(document, RULES)
            spent.append(time.process_time() - begun)
        rows.append({"characters": size, "milliseconds": f"{1000 * min(spent):.0f}"})
    return rows


def _bare(text: str) -> Document:
    return Document("a", "a.txt", "0", "txt", text)


def _alarms(folder: Path) -> Iterator[str]:
    syllables = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".docx", ".doc", ".pdf", ".htm", ".html"):
            document = parse_file(path, RULES)
            text = document.text
            syllables += len(_WORD.findall(text))
            for slip in proofread(document, RULES):
                around = text[max(0, slip.start - 50) : slip.end + 50].replace("\n", " / ")
                scanned = " (scan)" if document.ocr else ""
                yield f"{path.name}{scanned}\t{slip.kind}\t{slip.quote}\t{slip.reading}\t{around}"
    yield f"{syllables} syllables"


if __name__ == "__main__":
    main()
