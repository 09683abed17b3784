"""The messages in use: the program's own (``rules/messages/``), and those that an office words in its own way."""

from __future__ import annotations

import string
from functools import lru_cache
from types import MappingProxyType

from pydantic import model_validator

from pipeline.knowledge.faults import SchemaFault
from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.saying import Messages, Wording, own_messages, own_rules

__all__ = ["Message", "Messages", "MessagesFile", "messages"]


class Message(Schema):
    """One sentence in both languages, with the same ``{places}`` to fill; ``en_one`` is English for n = 1."""

    vi: str
    en: str
    en_one: str | None = None

    @model_validator(mode="after")
    def _same_places(self) -> Message:
        for other in (self.en, self.en_one):
            if other is not None and _places(other) - {"n"} != _places(self.vi) - {"n"}:
                raise SchemaFault("rules.other_places", vi=self.vi, en=other)
        return self


class MessagesFile(Schema):
    """A file of ``rules/messages``: key -> message."""

    messages: dict[str, Message]


@lru_cache(maxsize=8)
def messages(rules: Rules, lang: str = "vi") -> Messages:
    """-> the program's own messages, in them those of ``rules``. Raises RulesError where a file breaks its schema."""
    own = own_messages(lang)
    wordings = dict(own.by_key)
    for path in rules.folder("messages"):
        if path.parent != own_rules() / "messages":
            given = load_file(path, MessagesFile).messages
            wordings.update((key, Wording(one.vi, one.en, one.en_one)) for key, one in given.items())
    return Messages(MappingProxyType(wordings), own.lang)


def _places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}
