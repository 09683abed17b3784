"""Fill README.md with what the program really prints: ``python tests/make_readme.py`` (``--check`` only compares).

A block follows a comment that says where it comes from; everything else is written by hand:
    <!-- run: doichieu check corpus/plans/x.txt -->       the command's output, run at the root of the repository
    <!-- figures: speed -->                               a table out of tests/benchmarks/results.json
    <!-- table: tests/gold/README.md -->                  the first table of another page
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
RESULTS = ROOT / "tests" / "benchmarks" / "results.json"
_RUN = re.compile(r"(<!-- run: (?P<command>.+?) -->\n```text\n)(?P<body>.*?)(```\n)", re.DOTALL)
_FIGURES = re.compile(r"(<!-- figures: (?P<name>[a-z_]+) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)
_TABLE = re.compile(r"(<!-- table: (?P<page>\S+) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)
WIDTH = "92"


def filled(readme: str) -> str:
    """-> the README with every block renewed."""
    readme = _RUN.sub(lambda m: m[1] + output_of(m["command"]) + m[4], readme)
    readme = _FIGURES.sub(lambda m: m[1] + table_of(m["name"]) + m[4], readme)
    return _TABLE.sub(lambda m: m[1] + first_table((ROOT / m["page"]).read_text(encoding="utf-8")) + m[4], readme)


def output_of(command: str) -> str:
    """-> what ``doichieu …`` prints; a trailing ``| head -N`` or ``| tail -N`` keeps the first or last N lines."""
    command, _, cut = command.partition(" | ")
    program, *arguments = shlex.split(command)
    if program != "doichieu":
        raise ValueError(f"only doichieu is run, not {program}")
    from pipeline.cli import main

    printed = io.StringIO()
    before = os.environ.get("COLUMNS"), Path.cwd()
    os.environ["COLUMNS"] = WIDTH
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
            main(arguments)
    finally:
        os.chdir(before[1])
        os.environ.pop("COLUMNS")
        if before[0] is not None:
            os.environ["COLUMNS"] = before[0]
    lines = printed.getvalue().splitlines(keepends=True)
    if cut.startswith("head -"):
        lines = [*lines[: int(cut[6:])], "…\n"]
    elif cut.startswith("tail -"):
        lines = ["…\n", *lines[-int(cut[6:]) :]]
    return "".join(lines)


def table_of(name: str) -> str:
    """-> a Markdown table of one part of the benchmarks' results: a list of rows with the same keys."""
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))[name]
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *([str(row[key]) for key in head] for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def first_table(page: str) -> str:
    """-> the first Markdown table of a page."""
    found = re.search(r"^\|.*\n(?:\|.*\n)+", page, re.MULTILINE)
    if found is None:
        raise ValueError("the page has no table")
    return found[0]


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    current = filled(text)
    if "--check" in sys.argv:
        sys.exit(current != text)
    README.write_text(current, encoding="utf-8")
