"""The command ``query``: SQL over the tables that ``ingest`` wrote."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.cli.parser import Commands, Parser, new_command
from pipeline.saying import Messages, own_messages

if TYPE_CHECKING:
    from pipeline.batch.query import Answer

SHOWN = 1000  # rows of a table for the eye


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``query`` to the parser."""
    query = new_command(
        commands,
        "query",
        say,
        say("help.query.about"),
        (
            "doichieu query -o extracted/",
            'doichieu query "SELECT * FROM failures" -o extracted/ --format csv > loi.csv',
            'doichieu query "SELECT issuer, family, status FROM alignment JOIN documents USING (doc_id)'
            " WHERE status IN ('missing', 'below')\" -o extracted/",
            'doichieu query "PIVOT (SELECT issuer, family, status FROM alignment JOIN documents USING (doc_id))'
            ' ON family USING any_value(status)"',
            'doichieu query "SELECT canonical, count(DISTINCT doc_id) AS so_van_ban FROM legal_references'
            ' GROUP BY ALL ORDER BY 2 DESC LIMIT 20"',
            'doichieu query "DESCRIBE targets"',
        ),
    )
    words = say("help.query.sql")
    query.add_argument("sql", nargs="?", metavar="SQL", help=words)
    words = say("help.query.output")
    query.add_argument("-o", "--output", metavar="DIR", default="extracted", help=words)
    words = say("help.query.format", most=SHOWN)
    query.add_argument("--format", choices=("table", "csv", "json"), default="table", help=words)
    query.set_defaults(run=run_query)


def run_query(args: argparse.Namespace) -> int:
    """``doichieu query``: the answer on standard output. CSV into a file begins with the mark that Excel needs."""
    from pipeline.extras import need

    need("parquet", "sql")
    from pipeline.batch.query import ask, json_text
    from pipeline.batch.sheet import BOM, sheet

    if args.sql is None:
        return _tables(args)
    answer = ask(sys.stdin.read() if args.sql == "-" else args.sql, args.output)
    if args.format == "json":
        for piece in json_text(answer):
            sys.stdout.write(piece)
    elif args.format == "csv":
        if _into_a_file():
            sys.stdout.write(BOM)
        for piece in sheet(answer.columns, answer.rows):
            sys.stdout.write(piece)
    else:
        sys.stdout.write(_table(answer, args.lang))
    return 0


def _into_a_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _table(answer: Answer, lang: str) -> str:
    from pipeline.batch.sheet import plain
    from pipeline.cli.files import terminal
    from pipeline.report.terminal import Terminal

    rows = [[plain(value) for value in row] for row in islice(answer.rows, SHOWN)]
    more = sum(1 for _ in answer.rows)
    page = Terminal(*terminal(None))
    page.grid(answer.columns, rows)
    if more:
        page.line(own_messages(lang)("query.more", n=more))
    return page.text()


def _tables(args: argparse.Namespace) -> int:
    from pipeline.cli.files import terminal
    from pipeline.knowledge.load import load_rules
    from pipeline.knowledge.tables import table_words
    from pipeline.report.terminal import Terminal
    from pipeline.tables import columns_of
    from pipeline.tables.folder import Folder
    from pipeline.tables.stored import committed_parts

    words = table_words(load_rules())
    page = Terminal(*terminal(None))
    for table, parts in committed_parts(Folder(args.output)):
        rows = sum(part.rows for part in parts)
        page.heading(f"{table} ({rows:,}): {getattr(words.tables[table].about, args.lang)}")
        for column in columns_of(table):
            page.line(f"  {column.name:<24}{getattr(words.column(table, column.name), args.lang)}")
    sys.stdout.write(page.text())
    return 0
