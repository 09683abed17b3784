"""New files for whoever keeps rules and directives: commented, filled with an example, sound as they stand."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from pipeline.knowledge.load import Schema, load_file
from pipeline.saying import own_rules
from pipeline.text.patterns import compiled

_NAMED = compiled(r"(DC\d{3})-([a-z0-9]+(?:-[a-z0-9]+)*)")
_ID, _NAME = "DC900", "quy-tac-moi"


class _Kind(Schema):
    message: str
    suggestion: str
    parameters: str
    examples: str


class KindsFile(Schema):
    """The schema of ``rules/templates/kinds.yaml``: the kinds of rules that need no Python, an example of each."""

    kinds: dict[str, _Kind]


@lru_cache(maxsize=1)
def kinds() -> dict[str, _Kind]:
    """-> the kinds that an office writes rules of, by name."""
    return load_file(own_rules() / "templates" / "kinds.yaml", KindsFile).kinds


def new_directive(lang: str, today: date) -> str:
    """-> the text of a directive file to be filled in."""
    return _filled(f"directive.{lang}.txt", schema=_schema("directive"), today=today.isoformat(), year=str(today.year))


def new_rule(kind: str, lang: str, file: Path | None = None) -> str:
    """-> the text of a rule of this kind; id and name are those that the name of ``file`` tells."""
    named = _NAMED.fullmatch(file.stem) if file is not None else None
    own = kinds()[kind]
    values = {"schema": _schema("check"), "kind": kind, "message": own.message, "suggestion": own.suggestion}
    identity = {"id": named[1] if named else _ID, "name": named[2] if named else _NAME}
    return _filled(f"rule.{lang}.txt", parameters=own.parameters, examples=own.examples, **values, **identity)


def _filled(template: str, /, **values: str) -> str:
    """-> the template with each ``{name}`` of ``values``; other braces are YAML's or a message's own."""
    text = (own_rules() / "templates" / template).read_text(encoding="utf-8")
    return re.sub(rf"\{{({'|'.join(values)})\}}", lambda hit: values[hit[1]], text)


def _schema(kind: str) -> str:
    return (own_rules() / "schemas" / f"{kind}.json").as_uri()
