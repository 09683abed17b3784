"""A person's ticks on a directive file: read from what the page of figures saved, and put into it as signatures."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import ReadError, RulesError
from pipeline.knowledge.directives.known import to_directive
from pipeline.knowledge.directives.schema import DirectiveFile
from pipeline.knowledge.directives.signatures import is_altered, is_own, seal_of, sign
from pipeline.knowledge.load import load_file
from pipeline.model import Directive
from pipeline.saying import system_fault
from pipeline.text.dates import read_day


@dataclass(frozen=True, slots=True)
class Ticks:
    """Who held which figures (None: all) against the original, and when; ``seal`` names the figures that were shown."""

    by: str
    on: date
    only: tuple[str, ...] | None = None
    seal: str | None = None


def read_ticks(path: Path) -> Ticks:
    """-> the ticks that the page saved. Raises ReadError where the file is none of those."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        day = read_day(str(data["signed_on"]))
        if day is None:
            raise ValueError(data["signed_on"])
        return Ticks(str(data["signed_by"]), day, tuple(map(str, data["ticked"])), str(data["seal"]))
    except OSError as error:
        raise ReadError(path, "read.unreadable", why=system_fault(error)) from None
    except (ValueError, KeyError, TypeError):
        raise ReadError(path, "sign.no_ticks") from None


def signed(path: Path, ticks: Ticks) -> tuple[str, Directive]:
    """-> the file's text with the signatures, and the directive that it is then.

    Raises RulesError where it breaks its schema, lacks a target that was ticked, or was changed after it was shown or
    signed.
    """
    file = load_file(path, DirectiveFile)
    ids = {t.id for t in file.targets}
    if not " ".join(ticks.by.split()):
        raise RulesError(path, "sign.no_name")
    if ticks.seal is not None and ticks.seal != seal_of(file, ids):
        raise RulesError(path, "sign.changed")
    if ticks.only is not None and (lost := sorted(set(ticks.only) - ids)):
        raise RulesError(path, "sign.no_target", names=", ".join(lost))
    if ticks.only is not None and is_altered(file):
        raise RulesError(path, "sign.altered")
    if ticks.only == ():
        raise RulesError(path, "sign.nothing")
    by = re.sub(r"[\x00-\x1f\x7f]+", " ", " ".join(ticks.by.split()))
    text = sign(path.read_text(encoding="utf-8"), file, by, ticks.on, ticks.only)
    return text, to_directive(_again(path, text), own=is_own(path))


def _again(path: Path, text: str) -> DirectiveFile:
    """-> what the signed text says, read as it will be; a signature never leaves a file that cannot be read."""
    import yaml

    from pipeline.kept import loader
    from pipeline.knowledge.faults import against_schema

    try:
        return DirectiveFile.model_validate(yaml.load(text, Loader=loader()))
    except ValueError as error:
        raise against_schema(path, text, error) from None  # type: ignore[arg-type]
