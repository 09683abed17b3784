"""What the program says to its readers, in Vietnamese and English: ``rules/messages.yaml``."""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import lru_cache

from pydantic import model_validator

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.model import Lang


class Message(Schema):
    """One sentence in both languages, with the same ``{places}`` to fill; ``en_one`` is English for n = 1."""

    vi: str
    en: str
    en_one: str | None = None

    @model_validator(mode="after")
    def _same_places(self) -> Message:
        for other in (self.en, self.en_one):
            if other is not None and _places(other) - {"n"} != _places(self.vi) - {"n"}:
                raise ValueError(f"vi and en fill different places: {self.vi!r}, {other!r}")
        return self


class MessagesFile(Schema):
    """``rules/messages.yaml``: key -> message."""

    messages: dict[str, Message]


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages in one language: ``say("verdict.errors", n=2)``."""

    by_key: dict[str, Message]
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


@lru_cache(maxsize=8)
def messages(rules: Rules, lang: str = "vi") -> Messages:
    """Raises RulesError where the file breaks its schema."""
    by_key = load_file(rules.file("messages.yaml"), MessagesFile).messages
    return Messages(by_key, "en" if lang == "en" else "vi")


def _places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}
