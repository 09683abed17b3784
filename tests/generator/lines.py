"""What a written plan is made of, before it becomes a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal["title", "head", "subhead", "body", "bullet", "sign", "recipient", "centre", "note"]


@dataclass(frozen=True)
class Line:
    """A paragraph; ``label`` is its number or bullet, typed or made by Word, ``depth`` its level of the outline."""

    text: str
    style: Style = "body"
    label: str = ""
    depth: int = 0

    @property
    def typed(self) -> str:
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True)
class Grid:
    """A table, its first row the header."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass
class Plan:
    """The parts of a plan and the truth of it."""

    issuer: tuple[str, ...]
    number: str
    place_date: str
    grounds: list[Line]
    title: str
    body: list[Line | Grid]
    recipients: list[str]
    signature: list[str]
    annex: list[Line | Grid]
    truth: dict[str, Any]
    look: dict[str, Any] = field(default_factory=dict)

    def every_line(self) -> list[Line | Grid]:
        return [*self.grounds, *self.body, *self.annex]


_OLD = {"oa": "oà oả oã oá oạ", "oe": "oè oẻ oẽ oé oẹ", "uy": "uỳ uỷ uỹ uý uỵ"}
_NEW = {"oa": "òa ỏa õa óa ọa", "oe": "òe ỏe õe óe ọe", "uy": "ùy ủy ũy úy ụy"}
_PAIRS = {n: o for key in _NEW for n, o in zip(_NEW[key].split(), _OLD[key].split(), strict=True)}
_PAIRS |= {n.upper(): o.upper() for n, o in _PAIRS.items()} | {
    n.capitalize(): o.capitalize() for n, o in _PAIRS.items()
}
_OPEN = re.compile(rf"(?<![qQ])({'|'.join(_PAIRS)})(?!\w)")


def old_tones(text: str) -> str:
    """The tone of an open syllable on the second vowel, as older machines type it: "hoà", "uỷ", "khoẻ"."""
    return _OPEN.sub(lambda m: _PAIRS[m[1]], text)
