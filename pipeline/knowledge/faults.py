"""What is wrong with a file of ``rules/``, as something to be said: PyYAML's and pydantic's faults with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.errors import RulesError
from pipeline.kept import loader
from pipeline.saying import Said, Value, own_messages, to_say
from pipeline.text.fold import bare

if TYPE_CHECKING:
    import yaml


class SchemaFault(ValueError):
    """What a schema's own validators find: ``key`` of ``rules/messages/`` with its values."""

    def __init__(self, key: str, **values: Value) -> None:
        self.said = to_say(key, **values)
        super().__init__(key)


def no_yaml(path: Path, text: str, error: yaml.YAMLError | ValueError) -> RulesError:
    """-> the error for a text that PyYAML refused."""
    import yaml

    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark
        return RulesError(f"{path}:{mark.line + 1}" if mark else path, _yaml_key(error.problem or ""))
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return RulesError(f"{path}:{line}", _yaml_key(error.reason))
    return _impossible(path, text)


def against_schema(path: Path, text: str, error: ValidationError) -> RulesError:
    """-> the error for a file that its schema refused, with the line and the field."""
    place, fault = _worst_of(error)
    where = ".".join(str(part) for part in place)
    about = f"{path}:{_line(text, place)}" + (f": {where}" if where else "")
    return RulesError(about, fault.key, **dict(fault.values))


def _worst_of(error: ValidationError) -> tuple[tuple[int | str, ...], Said]:
    """-> the place of what is to be told of a file first, and what is wrong there.

    A name that is no field's comes before all else: as a slip it also leaves the right one missing.
    """
    faults = error.errors()
    worst = next((fault for fault in faults if fault["type"] == "extra_forbidden"), faults[0])
    place, context = worst["loc"], worst.get("ctx", {})
    if worst["type"] == "extra_forbidden":
        missing = [str(f["loc"][-1]) for f in faults if f["type"] == "missing" and f["loc"][:-1] == place[:-1]]
        name = str(place[-1])
        meant = _meant(name) or next(iter(get_close_matches(name, missing, n=1)), None)
        return place, to_say("schema.extra_near", near=meant) if meant else to_say("schema.extra_forbidden")
    if isinstance(own := context.get("error"), SchemaFault):
        return place, own.said
    key = f"schema.{worst['type']}"
    if key not in own_messages().by_key:
        return place, to_say("schema.other")
    values = {name: value if isinstance(value, int | float) else str(value) for name, value in context.items()}
    if "expected" in values:  # "'a', 'b' or 'c'"
        values["expected"] = ", ".join(re.findall(r"'[^']*'", str(values["expected"])))
    return place, to_say(key, **values)


def _meant(name: str) -> str | None:
    """-> the field that a Vietnamese name stands for ("tieu_de", "tiêu đề" -> "title"), or None."""
    plain = re.sub(r"[^a-z0-9]+", "_", bare(name)).strip("_")
    say = own_messages("en")
    return say(f"field.{plain}") if f"field.{plain}" in say.by_key else None


def _yaml_key(problem: str) -> str:
    """-> the key of libyaml's words; what it quotes of a file is no part of them."""
    words = re.findall(r"[a-z]+", re.sub(r"(?<=the tag) .*", "", problem.lower(), flags=re.DOTALL))
    key = "yaml." + "_".join(words)
    return key if key in own_messages().by_key else "yaml.other"


def _impossible(path: Path, text: str) -> RulesError:
    """-> the error for a day or number that has the form of one and is none (2025-02-30)."""
    import yaml

    maker = yaml.constructor.SafeConstructor()
    for node in _scalars(yaml.compose(text, Loader=loader())):
        try:
            maker.construct_object(node)
        except ValueError:
            return RulesError(f"{path}:{node.start_mark.line + 1}", "yaml.scalar", words=node.value)
    return RulesError(path, "yaml.other")


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.CollectionNode):
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                yield from _scalars(part)


def _line(text: str, location: tuple[Any, ...]) -> int:
    """The line (from 1) of the deepest node of ``location`` that the file has."""
    import yaml

    node = yaml.compose(text, Loader=loader())
    line = 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            hit = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if hit is None:
                break
            line, node = hit[0].start_mark.line + 1, hit[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
