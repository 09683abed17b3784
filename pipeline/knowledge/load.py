"""Find ``rules/``, read its YAML and check it against its schema, naming the line of what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
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
    """The rules in use: a folder, laid over ``base`` where it holds only an office's own files.

    Hashable, so that each vocabulary's loader can remember what it has read.
    """

    directory: Path
    base: Path | None = None

    def file(self, name: str) -> Path:
        """-> the file of this name ("targets.yaml"): the folder's own, else that of the rules below it."""
        own = self.directory / name
        return self.base / name if self.base is not None and not own.exists() else own

    def layers(self, name: str) -> tuple[Path, ...]:
        """-> every file of this name, the lowest first: for a file that an overlay adds to."""
        found = [folder / name for folder in (self.base, self.directory) if folder is not None]
        return tuple(path for path in found if path.exists()) or (self.directory / name,)

    def folder(self, name: str) -> tuple[Path, ...]:
        """-> the files of a folder ("checks") by name; an overlay's file stands in for one of the same name."""
        found = {path.name: path for path in (self.base / name).glob("*.yaml")} if self.base is not None else {}
        found |= {path.name: path for path in (self.directory / name).glob("*.yaml")}
        return tuple(found[name] for name in sorted(found))


def load_rules(directory: str | Path | None = None) -> Rules:
    """-> the rules of ``directory``, or those the program came with.

    A folder that has all that the program's own has stands alone; any other is an overlay: its ``checks/`` and
    ``directives/`` are added, its ``registry.yaml`` adds documents, and another file replaces the one of its name.
    Raises RulesError where no such folder is, or where it holds what would never be read.
    """
    own = _own_rules()
    if directory is None:
        return _rules(own)
    found = Path(directory).resolve()
    if not found.is_dir():
        raise RulesError(directory, None, "không có thư mục quy tắc này / no such rules folder")
    names = {path.name for path in own.glob("*.yaml")}
    folders = {path.name for path in own.iterdir() if path.is_dir()}
    if found == own or names <= {path.name for path in found.glob("*.yaml")}:
        return _rules(found)
    given = sorted(path.relative_to(found) for path in found.rglob("*") if path.suffix in (".yaml", ".yml"))
    for path in given:
        at_home = path.parts[0] in folders if len(path.parts) == 2 else path.name in names and len(path.parts) == 1
        if not at_home or path.suffix != ".yaml":
            places = ", ".join([f"{name}/*.yaml" for name in sorted(folders)] + sorted(names))
            raise RulesError(
                found / path, None, f"không phải tệp quy tắc nào / is no file of rules; there are: {places}"
            )
    if not given:
        raise RulesError(directory, None, "thư mục này không có quy tắc nào / this folder holds no rules")
    return _rules(found, own)


@lru_cache(maxsize=16)
def _rules(directory: Path, base: Path | None = None) -> Rules:
    """The same folders are the same object: the loaders that remember by it then need not compare paths."""
    return Rules(directory, base)


@lru_cache(maxsize=1)
def _own_rules() -> Path:
    for candidate in (_PACKAGE / "_rules", _PACKAGE.parent / "rules"):  # in a wheel; in a checkout
        if candidate.is_dir():
            return candidate
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
        said = {(e["type"], e["loc"]): e["msg"] for e in error.errors()}
        (kind, place), message = next(
            (e for e in said.items() if e[0][0] == "extra_forbidden"), next(iter(said.items()))
        )
        if kind == "extra_forbidden":  # a slip, which also leaves the right one missing
            missing = [str(at[-1]) for of, at in said if of == "missing" and at[:-1] == place[:-1]]
            near = get_close_matches(str(place[-1]), missing, n=1)
            hint = f"; có phải {near[0]}? / did you mean {near[0]}?" if near else ""
            message = f"không có trường nào tên như vậy / no such field{hint}"
        elif kind == "missing":
            message = "thiếu trường này / this field is missing"
        where = ".".join(str(part) for part in place)
        raise RulesError(path, _line(text, place), f"{where}: {message}") from None


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
