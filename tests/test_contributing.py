"""CONTRIBUTING.md names only paths, commands, rooms and tables that exist, and names every room and measured table."""

from __future__ import annotations

import json
import re
import shlex
import tomllib

import pytest

from pipeline.cli import build_parser
from tests.test_house import FLOORS
from tests.tools.make_readme import RESULTS
from tests.tools.places import ROOT
from tests.tools.reference import all_commands

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SPANS = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))
COMMANDS = [" ".join(span.split()) for span in SPANS] + re.findall(r"^(\w.*?)(?: +#.*)?$", "\n".join(
    re.findall(r"```\n(.*?)```", TEXT, re.DOTALL)), re.MULTILINE)  # fmt: skip
PATHS = [span for span in SPANS if re.fullmatch(r"\.?(?:[\w-]+/)*[\w-]*(?:/|\.(?:py|md|yaml|toml|txt|json))", span)]


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_paths_exist(path: str) -> None:
    """A bare name stands in the package, among the rules or beside the benchmarks; "DCnnn-name" is any rule."""
    homes = (ROOT, ROOT / "pipeline", ROOT / "rules", ROOT / "tests" / "benchmarks")
    form = path.replace("DCnnn-name", "*")
    assert any(any(home.glob(form)) if "*" in form else (home / form).exists() for home in homes), path


@pytest.mark.parametrize("command", sorted({c for c in COMMANDS if c.startswith(("python ", "pytest ", "doichieu "))}))
def test_commands_exist(command: str) -> None:
    program, *words = shlex.split(command)
    if program == "doichieu":
        known = {name.removeprefix("doichieu ") for name, _ in all_commands(build_parser())}
        assert words[0] in known or " ".join(words[:2]) in known
    elif program == "python" and words[0] == "-m":
        assert (ROOT / words[1].replace(".", "/")).with_suffix(".py").exists(), command
    elif not words[0].startswith("-"):
        assert (ROOT / words[0]).exists(), command


def test_make_targets_exist() -> None:
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {c.split()[1] for c in COMMANDS if c.startswith("make ")} <= made


def test_every_room_has_its_line() -> None:
    lines = TEXT[TEXT.index("## The house") : TEXT.index("## Its laws")]
    rooms = [room for room in FLOORS if not room.startswith("__")]
    there = {path.name for path in (ROOT / "pipeline").iterdir()}
    names = [name for room in rooms for name in (f"{room}.py", room) if name in there]
    assert all(f"`{name}`" in lines or f"`{name}/`" in lines for name in names)


def test_every_measured_table_has_its_command() -> None:
    table = TEXT[TEXT.index("| command | writes |") : TEXT.index("## Checking a release")]
    kept = set(json.loads(RESULTS.read_text(encoding="utf-8")))
    assert kept == {name for name in kept if re.search(rf"\b{name}\b", table)}
    modules = re.findall(r"`python -m (\S+)`", table)
    assert len(modules) == table.count("\n| `")
    for module in modules:
        assert "keep(" in (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")


def test_extras_and_blocks_exist() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for span in SPANS:
        if found := re.search(r"'\.\[([\w,]+)\]'", span):
            assert set(found[1].split(",")) <= set(extras)
    kinds = set(re.findall(r"<!-- (\w+): ", TEXT))
    assert kinds == {"run", "recorded", "figures", "rounds", "made"}
