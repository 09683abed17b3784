"""Warnings about a document, each a message with what it says filled in."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.saying import Said, own_messages

_UNREAD = (
    "page_unread", "read_limit", "table_unread", "article", "layout_unread", "picture_unread", "inserted_unread",
    "subdocument_unread",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning about a document: something was not read, not known or not certain, said aloud."""

    said: Said
    page: int | None = None

    @property
    def code(self) -> str:
        """The last part of its message's key: a name that stays the same in every language."""
        return self.said.key.rpartition(".")[2]

    @property
    def unread(self) -> bool:
        """Whether it tells of a page, a table or a layout that was not read, in which more may stand."""
        return self.code in _UNREAD

    @property
    def message(self) -> str:
        """The words in Vietnamese."""
        return str(self.said)

    def say(self, lang: str = "vi") -> str:
        """-> the words in a language."""
        return own_messages(lang).line(self.said)
