"""What the package imports it declares, what it declares is pinned, and nothing is declared that nobody imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import distributions, packages_distributions

from packaging.specifiers import SpecifierSet

from tests.tools.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement: str) -> str:
    return re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0].lower().replace("_", "-")


DECLARED = {name_of(requirement) for requirement in PROJECT["dependencies"]}
TEST = {name_of(r) for r in PROJECT["optional-dependencies"]["test"]}
EXTRA = {name_of(r) for extra in PROJECT["optional-dependencies"].values() for r in extra} - {PROJECT["name"]}
PINNED = {
    name_of(line): line.strip()
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}


@cache
def imported() -> set[str]:
    """-> the distributions that the package's modules import, at the top or inside functions."""
    modules: set[str] = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
    known = packages_distributions()
    ours = modules - set(sys.stdlib_module_names) - {"pipeline"}
    return {known[module][0].lower().replace("_", "-") for module in ours if module in known}


def test_imports_are_declared() -> None:
    assert imported() <= DECLARED | (EXTRA - TEST)


def test_declared_packages_are_imported() -> None:
    assert imported() >= DECLARED


def test_all_that_is_declared_is_pinned_exactly() -> None:
    assert set(PINNED) >= DECLARED | EXTRA
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in PINNED.values())


def test_every_pin_can_be_had_for_the_python_that_is_promised() -> None:
    """Debian 12 has Python 3.11.2; a pin that asks for a later 3.11 made ``make test`` fail there."""
    oldest = PROJECT["requires-python"].removeprefix(">=") + ".0"
    held = {d.metadata["Name"].lower().replace("_", "-"): d.metadata.get("Requires-Python") for d in distributions()}
    assert [name for name in PINNED if oldest not in SpecifierSet(held.get(name) or "")] == []
