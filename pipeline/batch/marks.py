"""What a document was read with, as one short hash: the program's own code, the rules and the options."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline import __version__
from pipeline.batch.work import Basis
from pipeline.check.against import is_auto
from pipeline.knowledge.load import load_rules

_PACKAGE = Path(__file__).resolve().parent.parent
_ROOMS = (
    "model", "saying.py", "text", "knowledge", "read", "segment", "extract", "compare", "check", "tables",
    "batch/work.py",
)  # fmt: skip


def mark_of(basis: Basis) -> str:
    """-> sixteen figures: another mark means that a document may read differently. Parents that are files count by
    their content. Raises RulesError where the rules folder is not there.
    """
    digest = hashlib.sha256()
    rules = load_rules(basis.rules)
    layers = [_tree(layer, _rules_of(layer)) for layer in (rules.base, rules.directory) if layer is not None]
    against = [one if is_auto(one) or not Path(one).is_file() else _content(Path(one)) for one in basis.against]
    for word in (_program(), *layers, *against, str(basis.as_of), str(basis.undated), basis.lang):
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()[:16]


@cache
def _program() -> str:
    """The version and the code of the rooms that rows come from: a fix counts before its release has a number."""
    code = [path for room in _ROOMS for path in sorted(_code_of(_PACKAGE / room))]
    return f"{__version__} {_tree(_PACKAGE, code)}"


def _code_of(room: Path) -> list[Path]:
    return [room] if room.suffix else list(room.rglob("*.py"))


def _rules_of(layer: Path) -> list[Path]:
    """-> what is read of a folder of rules; the page that describes them changes nothing."""
    return sorted(path for path in layer.rglob("*") if path.suffix in (".yaml", ".tsv", ".txt"))


def _tree(root: Path, paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file() and not path.name.startswith("."):
            digest.update(str(path.relative_to(root).as_posix()).encode() + b"\0" + _content(path).encode())
    return digest.hexdigest()


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
