"""The laws of the house that a machine can hold: imports go downwards only, rooms stay small."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.tools.places import ROOT

PACKAGE = ROOT / "pipeline"
FLOORS = {
    "errors": 0,
    "kept": 0,
    "limits": 0,
    "extras": 1,
    "files": 1,
    "model": 0,
    "saying": 0,
    "text": 1,
    "process": 1,
    "knowledge": 2,
    "read": 3,
    "segment": 3,
    "extract": 3,
    "parse": 4,
    "language": 5,
    "compare": 6,
    "proof": 6,
    "check": 7,
    "tables": 8,
    "report": 8,
    "evaluate": 8,
    "api": 9,
    "batch": 10,
    "__init__": 10,
    "mcp": 11,
    "notebook": 11,
    "web": 11,
    "cli": 12,
    "__main__": 13,
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module == "pipeline":
            names = [f"pipeline.{alias.name}" for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("pipeline.")}
    return rooms & set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    above = {other for other in imported_rooms(path) if FLOORS[other] >= FLOORS[room(path)] and other != room(path)}
    assert not above - {"errors", "kept", "model", "saying"}, (
        f"{path.name} stands on floor {FLOORS[room(path)]} and imports {above}"
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_top_level_is_the_house_and_nothing_more() -> None:
    root = PACKAGE.parent
    wanted = {"pipeline", "corpus", "extracted", "rules", "notebooks", "tests"}
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a git checkout")
    folders = {path.split("/")[0] for path in listed if "/" in path and not path.startswith('"')}
    assert folders == wanted | {".ci"}


def _package(module: str) -> str:
    """-> the folder of a module, by its dotted name."""
    path = PACKAGE.parent / module.replace(".", "/")
    return module if path.is_dir() else module.rpartition(".")[0]


def test_no_folder_of_a_room_leads_back_to_itself() -> None:
    arrows: dict[str, set[str]] = {}
    for path in MODULES:
        here = ".".join(path.relative_to(PACKAGE.parent).parts[:-1])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
                there = _package(str(node.module))
                if there != here and not here.startswith(f"{there}.") and not there.startswith(f"{here}."):
                    arrows.setdefault(here, set()).add(there)
    rooms = {a: {b for b in bs if b.split(".")[1] == a.split(".")[1]} for a, bs in arrows.items() if a != "pipeline"}

    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        if start in seen:
            return False
        seen.add(start)
        return goal in rooms.get(start, set()) or any(reaches(n, goal, seen) for n in rooms.get(start, set()))

    assert not {room for room in rooms if reaches(room, room, set())}


def test_no_file_is_named_after_its_folder() -> None:
    assert not [path for path in MODULES if path.stem.removesuffix("s") == path.parent.name.removesuffix("s")]
