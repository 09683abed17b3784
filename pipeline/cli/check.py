"""The command ``check``: drafts held against the directives above them."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from pipeline.knowledge import Rules
    from pipeline.model import Review

_NEEDED = ("pipeline.check.fixes", "pipeline.check.waivers", "pipeline.report.json")  # loaded before the work is forked
_PRINTED = ("text", "json")  # formats that go to the terminal where no place is named
_FAILING: dict[str, tuple[str, ...]] = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


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
    order = _order(args)
    for name in _NEEDED:
        import_module(name)
    given = _Given()
    worst = 0
    with bounded(partial(_result, order), args) as bounded_result:
        for path in args.files:
            done = attempt(path, args.lang, bounded_result)
            if done is None:
                worst = 2
                continue
            _give(order, given, path, done)
            worst = max(worst, 2 if done.missing else int(done.failed))
    _give_together(order, given)
    if args.write_baseline:
        with output_to(args.write_baseline) as write:
            write("".join(f"{known}\n" for known in sorted(given.recorded)))
    return worst


@dataclass(frozen=True, slots=True)
class _Order:
    """What is asked for: the arguments with what follows from them; ``options`` are those of ``api.check``."""

    args: argparse.Namespace
    formats: tuple[str, ...]
    places: dict[tuple[str, str], Path]
    rules: Rules
    width: int
    colour: bool
    options: dict[str, Any]

    @property
    def later(self) -> tuple[str, ...]:
        """-> the formats of which one result holds all drafts."""
        return tuple(name for name in self.formats if name not in _PRINTED and FORMATS[name].together)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What one draft gave: its results by format, why those are missing that could not be made, the fingerprints of
    its findings, whether any of them fails the call, and the review where formats for all drafts are wanted."""

    results: dict[str, bytes]
    missing: dict[str, Said]
    known: tuple[str, ...]
    failed: bool
    review: Review | None


@dataclass(frozen=True, slots=True)
class _Given:
    """What the drafts have given so far: text and JSON to be written, reviews for formats of all, fingerprints."""

    printed: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _PRINTED})
    collected: list[Review] = field(default_factory=list)
    recorded: set[str] = field(default_factory=set)


def _order(args: argparse.Namespace) -> _Order:
    """-> the order. Raises DoichieuError where its parts do not go together or a file of it cannot be read."""
    from pipeline.api import rules_in_use

    formats = tuple(dict.fromkeys(args.format or ("text",)))
    if args.fix and "docx" not in formats:
        raise DoichieuError("--fix", "cli.fix_needs_docx")
    places = place_results(formats, args.output, args.files)
    rules = rules_in_use(args.rules)
    width, colour = terminal(args.output)
    options = {
        "rules": rules, "as_of": args.as_of, "lang": args.lang,
        "select": args.select, "ignore": args.ignore, "severity": args.severity,
        "waivers": args.waivers, "baseline": read_lines(args.baseline), "own_words": read_lines(args.words),
    }  # fmt: skip
    return _Order(args, formats, places, rules, width, colour, options)


def _result(order: _Order, path: str) -> _Checked:
    """Check one draft -> what it gave."""
    from pipeline.api import check
    from pipeline.check.fixes import accept_all
    from pipeline.check.waivers import fingerprint
    from pipeline.report.formats import each_made

    args, later = order.args, order.later
    review = check(path, args.against or "auto", **order.options)
    review = accept_all(review, args.fix) if args.fix else review
    own = [name for name in order.formats if name not in later]
    results, missing = each_made(own, lambda name: _made(order, name, review, path))
    known = tuple(fingerprint(finding) for finding in review.findings)
    failed = any(finding.severity in _FAILING[args.fail_on] for finding in review.findings)
    return _Checked(results, missing, known, failed, review if later else None)


def _made(order: _Order, name: str, review: Review, path: str) -> bytes:
    """-> the result of one draft in one format."""
    from pipeline.report.formats import render_one
    from pipeline.report.json import dumps, review_to_dict

    args = order.args
    if name == "json":
        return dumps(review_to_dict(review), one_line=len(args.files) > 1).encode("utf-8", "backslashreplace")
    if name == "text":
        from pipeline.report.text import review_text

        text = review_text(review, rules=order.rules, lang=args.lang, width=order.width, colour=order.colour)
        return text.encode("utf-8", "backslashreplace")
    return render_one(name, review, Path(path).read_bytes(), rules=order.rules, lang=args.lang)


def _give(order: _Order, given: _Given, path: str, done: _Checked) -> None:
    """Write what one draft gave, or keep it until all drafts are done."""
    lang = order.args.lang
    given.recorded.update(done.known)
    for name, data in done.results.items():
        if name not in _PRINTED:
            put(order.places, name, path, data, lang)
            continue
        printed = given.printed[name]
        between = "\n" + "═" * order.width + "\n\n" if name == "text" and printed else ""
        if order.places:
            printed.append(between + data.decode())
        else:  # to be seen as soon as it is known
            sys.stdout.write(between + data.decode())
            printed.append("")
    for name, why in done.missing.items():
        complain(DoichieuError(path, "cli.format_missing", name=name, why=why), lang)
    given.collected.extend([] if done.review is None else [done.review])


def _give_together(order: _Order, given: _Given) -> None:
    """Write what holds all drafts."""
    from pipeline.report.formats import render_together

    lang = order.args.lang
    for name in order.formats:
        if order.places and given.printed.get(name):
            put(order.places, name, "", "".join(given.printed[name]).encode(), lang)
        elif name in order.later and given.collected:
            put(order.places, name, "", render_together(name, given.collected, rules=order.rules, lang=lang), lang)
