"""What the program says to people: a key of ``rules/messages/`` with its values, put into words when it is shown.

Light, since ``--help`` and the answer to a bad argument need it: the program's own messages are read without a schema,
which a test holds them to; an office's are checked on load (``pipeline.knowledge.messages``).
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pipeline.kept import plain_yaml

Lang = Literal["vi", "en"]
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Said:
    """Something to be said: the key of its message, what fills the places in it, and the file or word it is ``about``.

    A message ``KEY.remedy`` beside that of ``KEY`` says what can be done about it and takes the same values.
    """

    key: str
    values: tuple[tuple[str, Value], ...] = ()
    about: str = ""

    def __str__(self) -> str:
        """The line in Vietnamese."""
        return own_messages().line(self)

    @property
    def alone(self) -> Said:
        """The same without what it is about, for those who name that themselves."""
        return Said(self.key, self.values)


Value = str | int | float | Said


def to_say(key: str, /, about: object = "", **values: Value) -> Said:
    """-> ``key`` with its values, by name."""
    return Said(key, tuple(sorted(values.items())), str(about))


def verbatim(words: str) -> Said:
    """-> words that are nobody's message: another program's, an exception's."""
    return to_say("verbatim", words=words)


def system_fault(error: OSError | ValueError) -> Said:
    """-> what the operating system refused; other programs' words are quoted where it gave no number of its own."""
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    name = errno.errorcode.get(number or 0, "")
    if f"system.{name}" in own_messages().by_key:
        return to_say(f"system.{name}")
    return to_say("system.fault", name=name) if name else to_say("system.words", words=" ".join(str(error).split()))


@dataclass(frozen=True, slots=True)
class Wording:
    """One message in both languages; ``en_one`` is English for n = 1."""

    vi: str
    en: str
    en_one: str | None = None


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages in one language: ``say("verdict.errors", n=2)``, ``say.line(error.said)``."""

    by_key: Mapping[str, Wording]
    lang: Lang

    def __call__(self, key: str, **values: object) -> str:
        message = self.by_key[key]
        words = message.vi if self.lang == "vi" else message.en
        if self.lang == "en" and message.en_one is not None and values.get("n") == 1:
            words = message.en_one
        return words.format(**values)

    def word(self, group: str, name: str) -> str:
        """-> the words for a code such as ("kind", "muc_tieu"); the code itself where the file has none."""
        return self(f"{group}.{name}") if f"{group}.{name}" in self.by_key else name

    def line(self, said: Said) -> str:
        """-> "FILE: what is wrong (what to do)", without what there is none of."""
        remedy = self.remedy(said)
        return (f"{said.about}: " if said.about else "") + self.reason(said) + (f" ({remedy})" if remedy else "")

    def reason(self, said: Said) -> str:
        """-> the sentence alone."""
        return self(said.key, **self._values(said))

    def remedy(self, said: Said) -> str:
        """-> what can be done about it, or nothing."""
        key = f"{said.key}.remedy"
        return self(key, **self._values(said)) if key in self.by_key else ""

    def _values(self, said: Said) -> dict[str, object]:
        return {name: self.line(value) if isinstance(value, Said) else value for name, value in said.values}


def own_messages(lang: str = "vi", room: str = "*") -> Messages:
    """-> the program's own messages; only those of one file (``room``) for ``--help``, which is not to wait for all."""
    return Messages(_own_wordings(room), "en" if lang == "en" else "vi")


@lru_cache(maxsize=2)
def _own_wordings(room: str) -> Mapping[str, Wording]:
    found: dict[str, Wording] = {}
    for path in sorted((own_rules() / "messages").glob(f"{room}.yaml")):
        entries = plain_yaml(path.read_text(encoding="utf-8"), keep=True)["messages"]
        found.update((key, Wording(**words)) for key, words in entries.items())
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def own_rules() -> Path:
    """-> the folder of the rules that the program came with. What cannot be read from there has to be said here."""
    for candidate in (_PACKAGE / "_rules", _PACKAGE.parent / "rules"):  # in a wheel; in a checkout
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{_PACKAGE / '_rules'}: doichieu is not whole, install it again")
