"""What a first check costs, beside the program at another commit: processor time of a process that checks one draft.

    python -m tests.benchmarks.cold a682cfd --python old-venv/bin/python

Both programs are run in turn; a first round, not counted, compiles their modules and fills the cache. ``--python``
is the interpreter of the old program where it needs libraries that this one has given up. Printed are the medians of
the user seconds and their ratio; a busy machine raises both, the ratio hardly.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.tools.trees import ROOT, tree_of

CHECK = ("check", "corpus/plans/kim-tra-2026.docx", "--against", "112/QĐ-TTg", "--format", "json", "--fail-on", "never")


def user_seconds(python: str, tree: Path, compiled: str) -> float:
    """-> the user seconds of one check by the program of ``tree``, whose compiled modules lie in ``compiled``."""
    module = "pipeline" if (tree / "pipeline" / "__main__.py").exists() else "pipeline.cli"
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([python, "-m", module, *CHECK], cwd=tree, env=environment, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def rounds(old: tuple[str, Path], new: tuple[str, Path], count: int) -> list[tuple[float, float]]:
    """-> (old, new) user seconds of each round after the first."""
    with tempfile.TemporaryDirectory() as compiled:
        return [(user_seconds(*old, compiled), user_seconds(*new, compiled)) for _ in range(count + 1)][1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    with tree_of(args.commit) as tree:
        seen = rounds((args.python, tree), (sys.executable, ROOT), args.rounds)
    old, new = (median(column) for column in zip(*seen, strict=True))
    print(f"{args.commit}: {old:.3f} s   here: {new:.3f} s   ratio: {new / old:.2f}   ({len(seen)} rounds)")


if __name__ == "__main__":
    main()
