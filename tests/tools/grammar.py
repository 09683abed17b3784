"""How often each rule of the targets' grammar decided something on real text and on ours: ``rules/grammar.tsv``.

    python -m tests.tools.grammar                       # ../shared/gold and the annotated plans of tests/gold
    python -m tests.tools.grammar ../shared/gold DIR    # real texts of these folders instead

Real texts are those of the folders named and the two plans of the corpus; only the counts are kept. A test fails on a
rule that decided nothing on real text and names no false record that it prevents.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline.extract.targets.grammar import GRAMMAR, Count, write_counts
from pipeline.extract.targets.ledger import STAGES, traced
from pipeline.knowledge.load import load_rules
from pipeline.parse import parse_file
from tests.tools.places import GOLD, PLANS, ROOT, SHARED

KINDS = (".txt", ".md", ".htm", ".html", ".docx")


def counted(paths: Iterable[Path]) -> tuple[Counter[str], Counter[str], int]:
    """-> decisions by rule, documents by rule, and how many documents were read."""
    decisions, documents, read = Counter[str](), Counter[str](), 0
    rules = load_rules()
    for path in paths:
        with traced() as trace:
            parse_file(path, rules)
        decisions += trace.counts
        documents += Counter(dict.fromkeys(trace.counts, 1))
        read += 1
    return decisions, documents, read


def texts(folders: Iterable[Path]) -> list[Path]:
    """-> every document of the folders once, whatever it is called."""
    found = {p for folder in folders for p in folder.rglob("*") if p.suffix in KINDS and p.name != "README.md"}
    return sorted(found)


def main() -> None:
    """Count and write; needs real texts."""
    folders = [Path(word) for word in sys.argv[1:]] or [SHARED / "gold"]
    real, documents, read = counted(texts([*folders, PLANS]))
    ours, _, written = counted(texts([GOLD]))
    rows = [
        Count(rule.key, real[rule.key], documents[rule.key], ours[rule.key])
        for stage in STAGES.values()
        for rule in stage.rules
    ]
    write_counts(ROOT / "rules" / GRAMMAR, rows, real=read, written=written)
    print(f"{len(rows)} rules over {read} real documents and {written} of ours -> rules/{GRAMMAR}")


if __name__ == "__main__":
    main()
