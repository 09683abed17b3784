"""The README shows what the program prints today and names every command, option and rule folder there is."""

from __future__ import annotations

import argparse
import re

import pytest
from make_readme import README, filled

from pipeline.cli import build_parser
from pipeline.cli_parser import Parser

TEXT = README.read_text(encoding="utf-8")


def commands(parser: Parser, path: str = "doichieu") -> dict[str, Parser]:
    found: dict[str, Parser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                found[f"{path} {name}"] = child
                found |= commands(child, f"{path} {name}")
    return found


@pytest.mark.slow
def test_pasted_output_is_current() -> None:
    assert filled(TEXT) == TEXT, "run: python tests/make_readme.py"


@pytest.mark.parametrize("command", sorted(commands(build_parser())))
def test_every_command_and_option_is_named(command: str) -> None:
    assert command in TEXT
    for action in commands(build_parser())[command]._actions:
        options = [o for o in action.option_strings if o.startswith("--") and o not in ("--help", "--lang", "--rules")]
        assert all(option in TEXT for option in options)


def test_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert target.startswith("https://") or (README.parent / target).exists(), target
