"""Find ``rules/``, read its YAML and check it against its schema, naming the line of what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import RulesError

_PACKAGE = Path(__file__).resolve().parent.parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Schema(BaseModel):
    """Base of every schema of a rules file: unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


S = TypeVar("S", bound=Schema)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in use: a folder. Hashable, so that each vocabulary's loader can remember what it has read."""

    directory: Path


def load_rules(directory: str | Path | None = None) -> Rules:
    """-> the rules of ``directory``, or those the program came with. Raises RulesError where no such folder is."""
    if directory is not None:
        found = Path(directory).resolve()
        if not found.is_dir():
            raise RulesError(directory, None, "không có thư mục quy tắc này / no such rules folder")
        return Rules(found)
    for candidate in (_PACKAGE / "_rules", _PACKAGE.parent / "rules"):  # in a wheel; in a checkout
        if candidate.is_dir():
            return Rules(candidate)
    raise RulesError(_PACKAGE / "_rules", None, "the program's own rules are missing; install it again")


def load_file(path: Path, schema: type[S]) -> S:
    """Read one YAML file as ``schema``. Raises RulesError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(path, None, f"cannot be read: {error}") from None
    try:
        data = yaml.load(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise RulesError(path, mark.line + 1 if mark else None, f"not YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise RulesError(path, None, f"not YAML: {error}") from None
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RulesError(path, _line(text, first["loc"]), f"{where}: {first['msg']}") from None


def _line(text: str, location: tuple[Any, ...]) -> int:
    """The line (from 1) of the deepest node of ``location`` that the file has."""
    node = yaml.compose(text, Loader=_LOADER)
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
