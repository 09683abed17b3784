"""Fill the pages with what the program really prints.

usage: python -m tests.tools.make_readme [--check]    (--check only compares)

A block follows a comment that says where it comes from; everything else is written by hand:
    <!-- run: doichieu check corpus/plans/x.txt -->       the command's output, run at the root of the repository
    <!-- recorded: ingest | 1-2, 16-30 -->                what benchmarks/record_ingest.py saw, or some lines of it
    <!-- figures: gold | references, targets -->          a table of tests/benchmarks/results.json, or some of its rows
    <!-- figures: gold: measure, F1 -->                   the same with these columns only
    <!-- rounds: last 5 -->                               the rounds of annotated texts: all, the last, faults
    <!-- made: rules -->                                  a part that tests/tools/reference.py takes from the program
Tables in a page called ``*.vi.md`` have their words and decimal points in Vietnamese (``tests/readme_words.yaml``).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sys
from functools import lru_cache
from pathlib import Path

import yaml

from tests.tools.places import ROOT
from tests.tools.reference import MADE, table
from tests.tools.rounds import faults_list, rounds_table, translations

PAGES = (
    "README.md",
    "README.vi.md",
    "pipeline/README.md",
    "rules/README.md",
    "tests/benchmarks/README.md",
    "tests/gold/README.md",
    "extracted/README.md",
)
WHOLE = {"extracted/README.md": "tables"}  # pages without a word written by hand
RESULTS = ROOT / "tests" / "benchmarks" / "results.json"
TRANSCRIPTS = ROOT / "tests" / "benchmarks" / "transcripts.json"
WORDS = ROOT / "tests" / "readme_words.yaml"
_RUN = re.compile(r"(<!-- run: (?P<command>.+?) -->\n```text\n)(?P<body>.*?)(```\n)", re.DOTALL)
_RECORDED = re.compile(r"(<!-- recorded: (?P<what>.+?) -->\n```text\n)(?P<body>.*?)(```\n)", re.DOTALL)
_BLOCK = re.compile(r"(<!-- (?P<kind>figures|rounds|made): (?P<what>.+?) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)
WIDTH = "92"


def current(page: str) -> str:
    """-> what a page should be now."""
    if page in WHOLE:
        return MADE[WHOLE[page]]()
    return filled((ROOT / page).read_text(encoding="utf-8"), lang="vi" if page.endswith(".vi.md") else "en")


def filled(text: str, *, lang: str) -> str:
    """-> a text with every block renewed."""
    text = _RUN.sub(lambda m: m[1] + output_of(m["command"]) + m[4], text)
    text = _RECORDED.sub(lambda m: m[1] + recorded(m["what"], lang) + m[4], text)
    return _BLOCK.sub(lambda m: m[1] + block(m["kind"], m["what"], lang) + m[5], text)


def block(kind: str, what: str, lang: str) -> str:
    """-> the body of one block."""
    if kind == "made":
        return MADE[what]()
    if kind == "rounds" and what == "faults":
        return faults_list()
    made = table_of(what) if kind == "figures" else rounds_table(what)
    return in_vietnamese(made) if lang == "vi" else made


@lru_cache(maxsize=64)
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


def recorded(what: str, lang: str) -> str:
    """-> a transcript; ``name | 1-2, 16-30`` keeps these lines, with "…" for what is left out between them."""
    name, _, wanted = (part.strip() for part in what.partition("|"))
    lines = json.loads(TRANSCRIPTS.read_text(encoding="utf-8"))[name][lang].splitlines(keepends=True)
    if not wanted:
        return "".join(lines)
    parts = [[int(number) for number in part.split("-")] for part in wanted.split(",")]
    kept = ["".join(lines[first - 1 : last]) for first, last in parts]
    return "…\n".join(kept) + ("…\n" if parts[-1][1] < len(lines) else "")


def table_of(what: str) -> str:
    """-> a Markdown table of the benchmarks' results: a list of rows with the same keys.

    ``name: a, b`` keeps the columns a and b, ``name | c, d`` the rows whose first cell is c or d, in this order.
    """
    name, _, wanted = (part.strip() for part in what.partition("|"))
    name, _, columns = (part.strip() for part in name.partition(":"))
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))[name]
    head = [column.strip() for column in columns.split(",")] if columns else list(rows[0])
    if wanted:
        by_first = {str(row[head[0]]): row for row in rows}
        rows = [by_first[key.strip()] for key in wanted.split(",")]
    return table(head, [[str(row[key]) for key in head] for row in rows])


def in_vietnamese(made: str) -> str:
    """-> the table with the words of ``readme_words.yaml`` and of the rounds for its English ones; decimal commas."""
    words: dict[str, str] = yaml.safe_load(WORDS.read_text(encoding="utf-8")) | translations()

    def cell(found: re.Match[str]) -> str:
        text = found[0]
        if re.fullmatch(r"[-`].*|–|DC\d+|\S+ \d+(\.\d+)+", text):  # code, nothing, a rule, a program's version
            return text
        figure, unit = re.fullmatch(r"([\d.,]*) ?(.*)", text).groups()  # type: ignore[union-attr]
        if unit and unit not in words:
            raise ValueError(f"{WORDS.name} has no Vietnamese for {unit!r}")
        return " ".join([figure.translate(str.maketrans(",.", ".,"))] * bool(figure) + ([words[unit]] if unit else []))

    return re.sub(r"(?<=\| )[^|\n]+?(?= \|)", cell, made)


def main() -> int:
    """Write the pages anew, or with ``--check`` name those that are behind. -> the exit code"""
    behind = []
    for page in PAGES:
        path, text = ROOT / page, current(page)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            behind.append(page)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and behind:
        print(f"behind the program: {', '.join(behind)}; run python -m tests.tools.make_readme", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
