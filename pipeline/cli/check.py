"""The command ``check``: drafts held against the directives above them."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.files import (
    add_bounds,
    add_files,
    add_fix,
    add_output,
    attempt,
    bounded,
    complain,
    output_to,
    read_lines,
    terminal,
)
from pipeline.cli.output import place_results, put
from pipeline.cli.parser import Commands, Parser, add_rules_option, day, new_command
from pipeline.errors import DoichieuError
from pipeline.report.formats import FORMATS
from pipeline.saying import Messages, Said

if TYPE_CHECKING:
    from pipeline.model import Review


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``check`` to the parser."""
    check = new_command(
        commands,
        "check",
        say,
        say("help.check.about"),
        (
            "doichieu check du-thao.docx",
            "doichieu check du-thao.docx --against 112/QĐ-TTg",
            "doichieu check du-thao.docx --against auto --against ke-hoach-tinh.pdf",
            "doichieu check du-thao.docx --format docx -o du-thao-ra-soat.docx",
            "doichieu check du-thao.docx --format docx --fix -o du-thao-da-sua.docx",
            "doichieu check du-thao.docx --format html --format xlsx --format phieu -o ket-qua",
            "doichieu check *.docx --format json -o ket-qua.jsonl --fail-on never",
        ),
    )
    add_files(check, say("help.check.files"))
    words = say("help.check.against")
    check.add_argument("--against", metavar="ID|FILE|auto", action="append", help=words)
    words = say("help.check.format")
    check.add_argument("--format", choices=tuple(FORMATS), action="append", help=words)
    add_fix(check)
    words = say("help.check.fail_on")
    check.add_argument("--fail-on", choices=("error", "warning", "never"), default="error", help=words)
    words = say("help.check.as_of")
    check.add_argument("--as-of", metavar="DATE", type=day, help=words)
    words = say("help.check.select")
    check.add_argument("--select", metavar="RULES", type=_listed, default=(), help=words)
    words = say("help.check.ignore")
    check.add_argument("--ignore", metavar="RULES", type=_listed, default=(), help=words)
    words = say("help.check.severity")
    check.add_argument("--severity", choices=("info", "warning", "error"), default="info", help=words)
    words = say("help.check.waivers")
    check.add_argument("--waivers", metavar="YAML", help=words)
    check.add_argument("--words", metavar="PATH", help=say("help.check.words"))
    words = say("help.check.baseline")
    check.add_argument("--baseline", metavar="PATH", help=words)
    words = say("help.check.write_baseline")
    check.add_argument("--write-baseline", metavar="PATH", help=words)
    add_output(check)
    add_bounds(check)
    add_rules_option(check)
    check.set_defaults(run=run_check)


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def run_check(args: argparse.Namespace) -> int:
    """``doichieu check``: 1 where a draft has findings at or above ``--fail-on``, 2 where one could not be checked."""
    from pipeline.api import check, rules_in_use
    from pipeline.check.fixes import accept_all
    from pipeline.check.waivers import fingerprint
    from pipeline.report.formats import each_made, render_one, render_together
    from pipeline.report.json import dumps, review_to_dict

    formats = tuple(dict.fromkeys(args.format or ("text",)))
    if args.fix and "docx" not in formats:
        raise DoichieuError("--fix", "cli.fix_needs_docx")
    places = place_results(formats, args.output, args.files)
    rules = rules_in_use(args.rules)
    width, colour = terminal(args.output)
    failing = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[args.fail_on]
    options = {
        "rules": rules, "as_of": args.as_of, "lang": args.lang,
        "select": args.select, "ignore": args.ignore, "severity": args.severity,
        "waivers": args.waivers, "baseline": read_lines(args.baseline), "own_words": read_lines(args.words),
    }  # fmt: skip
    recorded: set[str] = set()
    printed: dict[str, list[str]] = {name: [] for name in formats if name in ("text", "json")}
    collected: list[Review] = []
    later = [name for name in formats if name not in printed and FORMATS[name].together]

    def made(name: str, review: Review, path: str) -> bytes:
        if name == "json":
            return dumps(review_to_dict(review), one_line=len(args.files) > 1).encode("utf-8", "backslashreplace")
        if name == "text":
            from pipeline.report.text import review_text

            text = review_text(review, rules=rules, lang=args.lang, width=width, colour=colour)
            return text.encode("utf-8", "backslashreplace")
        return render_one(name, review, Path(path).read_bytes(), rules=rules, lang=args.lang)

    def result(path: str) -> _Checked:
        review = check(path, args.against or "auto", **options)
        review = accept_all(review, args.fix) if args.fix else review
        own = [name for name in formats if name not in later]
        results, missing = each_made(own, lambda name: made(name, review, path))
        known = tuple(fingerprint(finding) for finding in review.findings)
        failed = any(finding.severity in failing for finding in review.findings)
        return _Checked(results, missing, known, failed, review if later else None)

    worst = 0
    with bounded(result, args) as bounded_result:
        for path in args.files:
            done = attempt(path, args.lang, bounded_result)
            if done is None:
                worst = 2
                continue
            recorded.update(done.known)
            for name, data in done.results.items():
                if name not in printed:
                    put(places, name, path, data, args.lang)
                    continue
                between = "\n" + "═" * width + "\n\n" if name == "text" and printed[name] else ""
                if places:
                    printed[name].append(between + data.decode())
                else:  # to be seen as soon as it is known
                    sys.stdout.write(between + data.decode())
                    printed[name].append("")
            for name, why in done.missing.items():
                complain(DoichieuError(path, "cli.format_missing", name=name, why=why), args.lang)
            collected += [] if done.review is None else [done.review]
            worst = max(worst, 2 if done.missing else int(done.failed))
    for name in formats:
        if places and printed.get(name):
            put(places, name, "", "".join(printed[name]).encode(), args.lang)
        elif name in later and collected:
            put(places, name, "", render_together(name, collected, rules=rules, lang=args.lang), args.lang)
    if args.write_baseline:
        with output_to(args.write_baseline) as write:
            write("".join(f"{known}\n" for known in sorted(recorded)))
    return worst


@dataclass(frozen=True, slots=True)
class _Checked:
    """What one draft gave: its results by format, why those are missing that could not be made, the fingerprints of
    its findings, whether any of them fails the call, and the review where formats for all drafts are wanted."""

    results: dict[str, bytes]
    missing: dict[str, Said]
    known: tuple[str, ...]
    failed: bool
    review: Review | None
