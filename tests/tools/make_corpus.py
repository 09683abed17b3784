"""Writes invented plans of invented communes, districts and provinces, with the truth of each beside them.

usage: python -m tests.tools.make_corpus OUT [--count 168] [--seed 7] [--formats txt,docx,pdf] [--years 2024-2026]
                                    [--faults 1] [--programme NAME] [--jobs 1]

Every plan says that it is generated ("Văn bản sinh tự động để thử, không phải văn bản thật"); the national documents
that it cites are real. The same seed, count, formats and years give the same bytes. OUT/plans gets a folder a province
and year, OUT itself ``truth.jsonl``: one JSON object a plan with its file, metadata, references, targets, planted
faults, whom it carries out (from the nearest office up to the national programme) and whose text it copied.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.generator.compose import compose
from tests.generator.files import as_text
from tests.generator.pdf import as_pdf
from tests.generator.word import as_docx
from tests.generator.world import Order, orders, programmes

MAKERS = {"txt": as_text, "docx": as_docx, "pdf": as_pdf}
_BATCH = 100


def write_plans(batch: Iterable[Order], out: Path) -> list[str]:
    """Writes the files of some orders. -> their lines of ``truth.jsonl``."""
    lines = []
    for order in batch:
        plan = compose(order)
        path = out / order.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(MAKERS[order.file_format](plan))
        lines.append(json.dumps(plan.truth, ensure_ascii=False))
    return lines


def make_corpus(out: Path, chosen: list[Order], jobs: int = 1) -> None:
    """Writes all plans and ``truth.jsonl``."""
    batches = [chosen[n : n + _BATCH] for n in range(0, len(chosen), _BATCH)]
    out.mkdir(parents=True, exist_ok=True)
    with (out / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for lines in _written(batches, out, jobs):
            truth.writelines(f"{line}\n" for line in lines)


def _written(batches: list[list[Order]], out: Path, jobs: int) -> Iterator[list[str]]:
    if jobs == 1 or len(batches) == 1:
        yield from (write_plans(batch, out) for batch in batches)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver")) as pool:
        yield from pool.map(partial(write_plans, out=out), batches)


def years_of(text: str) -> list[int]:
    """-> [2024, 2025, 2026] of "2024-2026", "2024" or "2024,2026"."""
    if "-" in text:
        first, last = (int(part) for part in text.split("-"))
        return list(range(first, last + 1))
    return [int(part) for part in text.split(",")]


def formats_of(text: str) -> list[str]:
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in chosen if part not in MAKERS]
    if unknown or not chosen:
        raise argparse.ArgumentTypeError(f"not a format: {', '.join(unknown)}; there are {', '.join(MAKERS)}")
    return chosen


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write to")
    parser.add_argument("--count", type=int, default=168, help="how many plans (default: 168, a province's wards)")
    parser.add_argument("--seed", type=int, default=7, help="another seed, other plans (default: 7)")
    parser.add_argument(
        "--formats", type=formats_of, default=["txt", "docx", "pdf"], help="which, and by repeating one how much of it"
    )
    parser.add_argument("--years", type=years_of, default=[2024, 2025, 2026], help="2024-2026 or 2024,2026")
    parser.add_argument("--faults", type=float, default=1, help="plant faults so many times as often (default: 1)")
    known = [name.split("/")[-1] for name in programmes()]
    parser.add_argument("--programme", choices=known, help="plans of this programme alone (default: of all)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    given = parser.parse_args(arguments)
    chosen = orders(given.count, given.seed, given.years, given.formats, given.faults, given.programme)
    try:
        make_corpus(given.out, chosen, given.jobs)
    except OSError as error:
        print(f"make_corpus: {error}", file=sys.stderr)
        return 2
    print(f"{len(chosen)} plans and truth.jsonl in {given.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
