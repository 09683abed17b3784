"""Where the time of one document goes: read, segment, each field of extract, check, write, by format and by function.

    python -m tests.benchmarks.stages [FOLDER …]                          milliseconds a document of each stage
    python -m tests.benchmarks.stages --beside a682cfd --python PYTHON    the same beside another commit, or a folder
    python -m tests.benchmarks.stages --functions 25 [--stage tasks]      where they go, by function

The documents are those of the corpus, of the annotated plans, of the folders named, and generated plans as .docx and
.pdf. Processor time, the least of each document's readings in a process; processes of both programs take turns, and the
ratio is the median of the ratios within a round, so that a busy machine shows in the columns and hardly in the ratio.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median
from typing import Any

FIELDS = ("references", "slips", "targets", "deadlines", "tasks", "budget")
STAGES = ("read", "segment", *FIELDS, "check", "write")
Within = Callable[[str], Any]
Seconds = dict[str, dict[str, float]]  # name of a file -> stage -> the least processor seconds


def taken_apart(path: str, rules: Any, within: Within) -> None:
    """One document through every stage, in the words that the program has had since its first release."""
    from importlib import import_module

    from pipeline.api import check
    from pipeline.read import read_file
    from pipeline.report.json import dumps, review_to_dict
    from pipeline.segment import segment

    with within("read"):
        document = read_file(path)
    gc.disable()
    with within("segment"):
        document = segment(document, rules)
    for field in FIELDS:
        find = getattr(import_module(f"pipeline.extract.{field}"), f"find_{field}")
        with within(field):
            found = find(document, rules)
        object.__setattr__(document, "legal_references" if field == "references" else field, found)
    gc.enable()
    with within("check"):
        review = check(document, ["auto", "112/QĐ-TTg"], rules=rules)
    with within("write"):
        dumps(review_to_dict(review))


def measured(paths: list[str], repeats: int) -> Seconds:
    import pipeline
    from pipeline.knowledge.load import load_rules

    if Path.cwd() not in Path(pipeline.__file__ or "").parents:
        raise SystemExit(f"another program was loaded: {pipeline.__file__}")
    rules, least = load_rules(), defaultdict[str, dict[str, float]](dict)

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        began = time.process_time()
        yield
        spent = time.process_time() - began
        least[path][stage] = min(spent, least[path].get(stage, spent))

    for path in paths[:2]:
        taken_apart(path, rules, lambda stage: nullcontext())
    for path in paths:
        for _ in range(repeats):
            taken_apart(path, rules, timed)
    return dict(least)


def by_function(paths: list[str], stages: set[str], most: int) -> None:
    """Print the functions that take most of ``stages``, by their own time and with what they call."""
    from pipeline.knowledge.load import load_rules

    rules, profile = load_rules(), cProfile.Profile(time.process_time)

    @contextmanager
    def profiled(stage: str) -> Iterator[None]:
        if stage in stages:
            profile.enable()
        yield
        profile.disable()

    for path in paths:  # what is made once and remembered is no cost of a document
        taken_apart(path, rules, lambda stage: nullcontext())
    for path in paths:
        taken_apart(path, rules, profiled)
    for order in ("tottime", "cumulative"):
        pstats.Stats(profile).sort_stats(order).print_stats(most)


def run(python: str, tree: Path, call: list[str], paths: list[str]) -> str:
    """-> what this file prints, run by ``python`` over the program of ``tree``."""
    done = subprocess.run(
        [python, str(Path(__file__).resolve()), *call, "--worker"],
        input="\n".join(paths), cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def sums(seconds: Seconds, kind: str) -> dict[str, float]:
    """-> stage -> milliseconds a document of one suffix; "all" is their sum."""
    chosen = [stages for path, stages in seconds.items() if path.endswith(kind)]
    table = {stage: 1000 * sum(one.get(stage, 0.0) for one in chosen) / len(chosen) for stage in STAGES}
    extract = {"extract": sum(table[field] for field in FIELDS)}
    return table | extract | {"all": sum(table.values())}


def print_table(rounds: list[tuple[Seconds, Seconds | None]], kinds: list[str]) -> None:
    for kind in kinds:
        new = [sums(one, kind) for one, _ in rounds]
        old = [sums(one, kind) for _, one in rounds if one]
        count = sum(path.endswith(kind) for path in rounds[0][0])
        print(f"{kind} ({count} documents)", "ms", *(["before", "ratio"] if old else []), sep="\t")
        for stage in (*STAGES, "extract", "all"):
            cells = [f"{median(one[stage] for one in new):.2f}"]
            if old:
                ratio = median(a[stage] / b[stage] if b[stage] else 0.0 for a, b in zip(new, old, strict=True))
                cells += [f"{median(one[stage] for one in old):.2f}", f"{ratio:.2f}"]
            print(f"  {stage:14}", *cells, sep="\t")


@contextmanager
def documents(folders: list[Path], generated: int, kinds: list[str]) -> Iterator[list[str]]:
    """-> the files to be read, copied into one folder."""
    from tests.generator.world import orders
    from tests.tools.make_corpus import make_corpus
    from tests.tools.same_output import ROOT, gathered

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        made = here / "made"
        made.mkdir()
        for form in ("docx", "pdf"):
            make_corpus(made / form, orders(generated, 7, (2026,), (form,)))
        (here / "texts").mkdir()
        gathered([ROOT / "corpus", ROOT / "tests" / "gold", made, *folders], here / "texts")
        yield [str(path) for path in sorted((here / "texts").iterdir()) if path.suffix in kinds]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--beside", help="a commit, or a folder that holds the other program")
    parser.add_argument("--python", default=sys.executable, help="the interpreter of the other program")
    parser.add_argument("--kinds", default=".docx,.pdf,.txt")
    parser.add_argument("--generated", type=int, default=12, help="generated plans of each of .docx and .pdf")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=2, help="readings of each document in a round")
    parser.add_argument("--functions", type=int, default=0, help="print so many functions")
    parser.add_argument("--stage", default=",".join(STAGES), help="of these stages alone")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        print(json.dumps(measured(sys.stdin.read().splitlines(), args.repeats)))
        return
    from tests.tools.trees import ROOT, tree_of

    kinds = args.kinds.split(",")
    with documents(args.folders, args.generated, kinds) as paths:
        if args.functions:
            by_function(paths, set(args.stage.split(",")), args.functions)
            return
        beside = Path(args.beside).resolve() if args.beside else None
        other = nullcontext(beside) if beside is None or beside.is_dir() else tree_of(args.beside)
        call, rounds = ["--repeats", str(args.repeats)], list[tuple[Seconds, Seconds | None]]()
        with other as tree:
            for _ in range(args.rounds):
                new = json.loads(run(sys.executable, ROOT, call, paths))
                rounds.append((new, json.loads(run(args.python, tree, call, paths)) if tree else None))
    print_table(rounds, kinds)


if __name__ == "__main__":
    main()
