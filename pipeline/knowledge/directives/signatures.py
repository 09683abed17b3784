"""Who vouches for a directive's figures: the program's own files by their sources, any other by a person's signature.

What a machine copied (``certainty: compiled``) and what nobody signed gives hints only. A signature holds for what was
signed: ``seal`` tells a figure that was changed afterwards. It guards against slips of the hand, not against forgers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.kept import loader
from pipeline.knowledge.directives.schema import DirectiveFile, Evidence, TargetEntry
from pipeline.model import Certainty
from pipeline.saying import own_rules

_DOUBTED: tuple[Evidence, ...] = ("unknown", "inferred")  # no signature makes these more than they are


def is_own(path: Path) -> bool:
    """Whether this is a file that the program came with, byte for byte: its sources stand in it and were held to it."""
    own = own_rules() / "directives" / path.name
    return own.is_file() and (own == path or own.read_bytes() == path.read_bytes())


def vouched(said: Evidence, signed: bool, own: bool) -> Certainty:
    """-> how certain a figure is that its file calls ``said``: unsigned, it is a hint."""
    if said in _DOUBTED or (own and said != "compiled"):
        return said
    if said == "compiled":
        return "seen" if signed else "compiled"
    return said if signed else "unsigned"


def seal_of(file: DirectiveFile, signed: Collection[str]) -> str:
    """-> what names the figures of the targets ``signed`` with their words, and the document they are of."""
    frame = [file.number, file.issuer, str(file.issued_on), file.period, file.complete]
    figures = [_sealed(t) for t in sorted(file.targets, key=lambda t: t.id) if t.id in signed]
    data = json.dumps([frame, figures], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _sealed(target: TargetEntry) -> dict[str, object]:
    return target.model_dump(mode="json", exclude={"signed_by", "signed_on", "note", "sources"})


def signed_targets(file: DirectiveFile) -> frozenset[str]:
    """-> the ids of the targets that bear a signature, their own or the file's."""
    return frozenset(t.id for t in file.targets if file.signed_by or t.signed_by)


def is_altered(file: DirectiveFile) -> bool:
    """Whether something that was signed reads otherwise now; a signature by hand, without a seal, is taken as it is."""
    return file.seal is not None and file.seal != seal_of(file, signed_targets(file))


def sign(text: str, file: DirectiveFile, name: str, day: date, ticked: Collection[str] | None = None) -> str:
    """-> the file's ``text``, its comments and order kept, with the signature of ``name`` on ``day``.

    ``ticked`` are the ids of the targets that were held against the original; None, or all of them, sign the file.
    """
    whole = ticked is None or {t.id for t in file.targets} <= set(ticked)
    import yaml

    root: Any = yaml.compose(text, Loader=loader())
    now = frozenset(t.id for t in file.targets) if whole else frozenset(ticked or ()) | signed_targets(file)
    signature = {"signed_by": json.dumps(name, ensure_ascii=False), "signed_on": day.isoformat()}
    seal = {"seal": f'"{seal_of(file, now)}"'}
    edits = [*_set(root, {**signature, **seal} if whole else seal)]
    if not whole:
        targets = next(value for key, value in root.value if key.value == "targets")
        entries = zip(targets.value, file.targets, strict=True)
        edits += [edit for node, target in entries if target.id in (ticked or ()) for edit in _set(node, signature)]
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _set(node: Any, values: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """-> the edits (start, end, new text) that give a mapping these values, written over those it has."""
    at = {key.value: value for key, value in node.value}
    edits = [
        (at[name].start_mark.index, at[name].end_mark.index, words) for name, words in values.items() if name in at
    ]
    new = [f"{name}: {words}" for name, words in values.items() if name not in at]
    first = node.value[0][0].start_mark
    between = ", " if node.flow_style else "\n" + " " * first.column
    return [*edits, *([(first.index, first.index, between.join(new) + between)] if new else [])]
