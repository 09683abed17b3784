"""How a plan is numbered and what comes after what."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tests.generator.lines import Grid, Line

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_SCHEMES = (  # the label of each depth: {r} Roman, {n} its number, {p} the label above it, {a} its letter
    ("{r}.", "{n}.", "{a})"),
    ("{r}.", "{n}.", "{n}.{m}."),
    ("{r}.", "{n}.", "{n}.{m}."),
    ("{n}.", "{p}{n}.", "{p}{n}."),
    ("{A}.", "{r}.", "{n}."),
    ("{r}/", "{n}/", "{a}/"),
    ("{r}-", "{n}-", "{a})"),
)
_PARTS = (
    ("goals", "tasks", "money", "carry"),
    ("purpose", "goals", "tasks", "money", "carry", "report"),
    ("situation", "goals", "tasks", "money", "carry", "report"),
    ("purpose", "goals", "tasks", "carry", "money"),
    ("situation", "purpose", "goals", "tasks", "money", "carry"),
    ("goals", "tasks", "carry", "money", "report"),
)
Details = Literal["bullets", "plain", "letters"]


@dataclass(frozen=True)
class Layout:
    """The numbering of headings, what comes when, how items begin and whether headings end in a colon."""

    labels: tuple[str, str, str]
    parts: tuple[str, ...]
    bullet: str
    details: Details
    upper: bool
    colon: bool


def layout_of(chance: Random) -> Layout:
    return Layout(
        chance.choice(_SCHEMES),
        chance.choice(_PARTS),
        chance.choice(["-", "-", "-", "-", "+", "•", "*", "–"]),
        chance.choice(["bullets", "bullets", "plain", "letters"]),  # type: ignore[arg-type]
        chance.random() < 0.75,
        chance.random() < 0.15,
    )


@dataclass
class Outline:
    """Lines as they are written, each heading under the label that is its turn."""

    layout: Layout
    skip: bool = False
    lines: list[Line | Grid] = field(default_factory=list)
    length: int = 0
    skipped: str = ""
    _counts: list[int] = field(default_factory=lambda: [0])
    _labels: list[str] = field(default_factory=list)
    _items: int = 0

    def head(self, text: str) -> None:
        depth = len(self._labels)
        self._counts[-1] += 1
        if self.skip and depth == 0 and self._counts[0] == 3:
            self._counts[0], self.skipped = 4, text
        label = self._label(depth, self._counts[-1])
        self._labels.append(label)
        self._counts.append(0)
        self._items = 0
        text = text.upper() if depth == 0 and self.layout.upper else text
        text += ":" if self.layout.colon and depth else ""
        self._add(Line(text, "head" if depth == 0 else "subhead", label, depth))

    def close(self) -> None:
        self._labels.pop()
        self._counts.pop()
        self._items = 0

    def say(self, text: str) -> None:
        self._add(Line(text, depth=len(self._labels)))

    def item(self, text: str) -> None:
        self._add(Line(text, "bullet", self.layout.bullet, len(self._labels)))

    def detail(self, text: str) -> None:
        if self.layout.details == "plain":
            return self.say(text)
        if self.layout.details == "bullets" or self._items > 20:
            return self.item(text)
        self._items += 1
        return self._add(Line(text, "body", f"{_LETTERS[self._items - 1]})", len(self._labels)))

    def grid(self, grid: Grid) -> None:
        self.lines.append(grid)
        self.length += sum(len(cell) for row in grid.rows for cell in row)

    def _add(self, line: Line) -> None:
        self.lines.append(line)
        self.length += len(line.typed) + 1

    def _label(self, depth: int, count: int) -> str:
        above = self._labels[-1] if self._labels else ""
        return self.layout.labels[min(depth, 2)].format(
            r=_ROMAN[count],
            n=count if "{m}" not in self.layout.labels[min(depth, 2)] else above.rstrip("."),
            m=count,
            a=_LETTERS[count - 1],
            A=_LETTERS[count - 1].upper(),
            p=above,
        )
