"""Whether a directive's file may be held against drafts: its schema, its figures, its words in the document itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DoichieuError, ReadError
from pipeline.knowledge.directives import read_directive
from pipeline.knowledge.directives.soundness import doubts, unknown_units
from pipeline.knowledge.load import Rules
from pipeline.model import Directive, Target
from pipeline.saying import Said, to_say
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_GAP = compiled(r"\s*(?:…|\.{3,}|\[\s*\])\s*")  # what a quotation leaves out
_WEB = "://"


@dataclass(frozen=True, slots=True)
class Examined:
    """One file: what is wrong with it (nothing: it is sound), and the documents that its words were held against."""

    path: Path
    directive: Directive | None
    faults: tuple[Said, ...]
    documents: tuple[str, ...] = ()


def examined(paths: Iterable[Path], rules: Rules, documents: Path | None = None) -> Iterator[Examined]:
    """-> each directive file with its faults.

    The documents that a file names as its sources are read where they lie beside it or in the folder ``documents``.
    """
    for path in paths:
        try:
            directive = read_directive(path)
        except DoichieuError as error:
            yield Examined(path, None, (error.said,))
            continue
        faults = [said for _, said in doubts(directive, rules)]
        faults += unknown_units(directive, rules)
        if directive.altered:
            faults.append(to_say("directive.altered"))
        at_hand = _at_hand(directive, [path.parent, *([documents] if documents else [])])
        for name, document in at_hand.items():
            faults += _not_in(name, document, directive, rules)
        yield Examined(path, directive, tuple(faults), tuple(at_hand))


def _at_hand(directive: Directive, folders: Iterable[Path]) -> dict[str, Path]:
    names = dict.fromkeys([*directive.sources, *(s for t in directive.targets for s in t.sources)])
    found: dict[str, Path] = {}
    for name in names:
        files = (folder / name for folder in folders if _WEB not in name and Path(name).suffix)
        if file := next((file for file in files if file.is_file()), None):
            found[name] = file
    return found


def _not_in(name: str, document: Path, directive: Directive, rules: Rules) -> Iterator[Said]:
    """-> the targets of this source whose words do not stand in it; a document that cannot be read is a fault too."""
    from pipeline.parse import parse_file

    try:
        text = _plain(parse_file(document, rules).text)
    except ReadError as error:
        yield error.said
        return
    for target in directive.targets:
        if name in target.sources and not _stands(target, text):
            yield to_say("directive.not_in_document", id=str(target.target_id), file=name)


def _stands(target: Target, text: str) -> bool:
    at = 0
    for piece in _GAP.split(target.quote):
        at = text.find(_plain(piece), at)
        if at < 0:
            return False
    return True


def _plain(words: str) -> str:
    return " ".join(fold(words).split())
