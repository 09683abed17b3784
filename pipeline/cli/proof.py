"""The command ``proof``: slips, doubled words, stray signs and capitals of any text."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.cli.files import add_bounds, add_files, add_fix, add_output, attempt, bounded, read_lines, terminal
from pipeline.cli.output import place_results, put
from pipeline.cli.parser import Commands, Parser, add_rules_option, new_command
from pipeline.errors import DoichieuError
from pipeline.saying import Messages


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``proof`` to the parser."""
    proof = new_command(
        commands,
        "proof",
        say,
        say("help.proof.about"),
        (
            "doichieu proof to-trinh.docx",
            "doichieu proof to-trinh.docx --format docx -o to-trinh-soat.docx",
            "doichieu proof to-trinh.docx --format docx --fix -o to-trinh-da-sua.docx",
            "doichieu proof *.docx --words tu-rieng.txt --format json -o ket-qua.jsonl",
        ),
    )
    add_files(proof, say("help.proof.files"))
    words = say("help.proof.format")
    proof.add_argument("--format", choices=("text", "json", "docx"), default="text", help=words)
    add_fix(proof)
    proof.add_argument("--words", metavar="PATH", help=say("help.proof.words"))
    add_output(proof)
    add_bounds(proof)
    add_rules_option(proof)
    proof.set_defaults(run=run_proof)


def run_proof(args: argparse.Namespace) -> int:
    """``doichieu proof``: every file that can be read is done; exit code 2 where one could not."""
    from pipeline.api import check, rules_in_use
    from pipeline.check.fixes import accept_all
    from pipeline.report.formats import render_one
    from pipeline.report.json import dumps, proof_to_dict
    from pipeline.report.proof import proof_text

    if args.fix and args.format != "docx":
        raise DoichieuError("--fix", "cli.fix_needs_docx")
    places = place_results((args.format,), args.output, args.files)
    rules = rules_in_use(args.rules)
    own_words = read_lines(args.words)
    width, colour = terminal(args.output)
    printed: list[str] = []

    def result(path: str) -> bytes:
        review = check(path, (), rules=rules, lang=args.lang, select=("proof",), own_words=own_words)
        if args.format == "docx":
            review = accept_all(review, args.fix) if args.fix else review
            return render_one("docx", review, Path(path).read_bytes(), rules=rules, lang=args.lang)
        if args.format == "json":
            text = dumps(proof_to_dict(review), one_line=len(args.files) > 1)
        else:
            text = proof_text(review, rules=rules, lang=args.lang, width=width, colour=colour)
        return text.encode("utf-8", errors="backslashreplace")

    code = 0
    with bounded(result, args) as bounded_result:
        for path in args.files:
            made = attempt(path, args.lang, bounded_result)
            if made is None:
                code = 2
            elif args.format == "docx":
                put(places, "docx", path, made, args.lang)
            else:
                between = "\n" + "═" * width + "\n\n" if args.format == "text" and printed else ""
                printed.append(between + made.decode())
                if not places:
                    sys.stdout.write(printed[-1])
    if places and printed:
        put(places, args.format, "", "".join(printed).encode(), args.lang)
    return code
