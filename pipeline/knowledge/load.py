"""Find ``rules/``, read its YAML and check it against its schema, naming the line of what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from pipeline.errors import RulesError
from pipeline.kept import NoYamlError, plain_yaml
from pipeline.knowledge.faults import against_schema, no_yaml
from pipeline.saying import own_rules, system_fault


class Schema(BaseModel):
    """Base of every schema of a rules file: unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Words(Schema):
    """Something said in both languages; an office may say it in Vietnamese alone, which then stands for both."""

    vi: str
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _vietnamese_stands_for_both(cls, data: object) -> object:
        return {"en": data["vi"], **data} if isinstance(data, dict) and "vi" in data else data

    def in_language(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi


TABLE = "registry.tsv"  # an office's documents, a table beside its YAML
UNITS = "units.tsv"  # the units below an office, a line each
OWN_ONLY = "frame.yaml"  # reading a file knows no office: one of its own would never be read
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
    ``directives/`` are added, its ``registry.yaml`` and ``registry.tsv`` add documents, and another file replaces the
    one of its name. Raises RulesError where no such folder is, or where it holds what would never be read.
    """
    own = own_rules()
    if directory is None:
        return _rules(own)
    found = Path(directory).resolve()
    if not found.is_dir():
        raise RulesError(directory, "rules.no_folder")
    names = {path.name for path in own.glob("*.yaml")} - {OWN_ONLY}
    folders = {path.name for path in own.iterdir() if path.is_dir()}
    if found == own or names <= {path.name for path in found.glob("*.yaml")}:
        return _rules(found)
    names |= {TABLE, UNITS}
    given = sorted(path.relative_to(found) for path in found.rglob("*") if path.suffix in (".yaml", ".yml", ".tsv"))
    for path in given:
        at_home = path.parts[0] in folders if len(path.parts) == 2 else path.name in names and len(path.parts) == 1
        if not at_home or path.suffix == ".yml":
            places = ", ".join([f"{name}/*.yaml" for name in sorted(folders)] + sorted(names))
            raise RulesError(found / path, "rules.stray", places=places)
    if not given:
        raise RulesError(directory, "rules.no_rules")
    return _rules(found, own)


@lru_cache(maxsize=16)
def _rules(directory: Path, base: Path | None = None) -> Rules:
    """The same folders are the same object: the loaders that remember by it then need not compare paths."""
    return Rules(directory, base)


def load_file(path: Path, schema: type[S]) -> S:
    """Read one YAML file as ``schema``. Raises RulesError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise RulesError(path, "rules.encoding") from None
    except OSError as error:
        raise RulesError(path, "rules.unreadable", why=system_fault(error)) from None
    return load_text(text, path, schema)


def load_text(text: str, path: Path, schema: type[S]) -> S:
    """Read the text of a YAML file as ``schema``. Raises RulesError with the file's name and the line."""
    try:
        data = plain_yaml(text, keep=path.is_relative_to(own_rules()))
    except NoYamlError as error:
        raise no_yaml(path, text, error.why) from None
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        raise against_schema(path, text, error) from None
