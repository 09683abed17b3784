"""The numbers and bullets that Word makes by itself (ECMA-376, part 1, 17.9), as the reader of the page sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.attributes import whole
from pipeline.read.docx.names import VAL, W, switch, value
from pipeline.read.docx.styles import Styles
from pipeline.read.symbols import symbol_text
from pipeline.text.list_numbers import list_number
from pipeline.text.patterns import compiled

_PLACE = compiled(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. ``restart`` is the level (from 1) after which it begins anew, None by any
    higher one, 0 never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    glue: str = " "
    font: str | None = None
    style: str | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, num_id: str, level: int) -> Level | None:
        """-> the definition of a list's level, None where the file has none."""
        own = self.overrides.get(num_id, {}).get(level)
        return own or self.levels.get(self.abstract.get(num_id, ""), {}).get(level)

    def linked_level(self, num_id: str, style_id: str | None) -> int | None:
        """-> the level that is linked to a paragraph style."""
        for level in range(_LEVELS):
            definition = self.level_of(num_id, level)
            if definition is not None and style_id is not None and definition.style == style_id:
                return level
        return None

    def next_label(self, num_id: str, level: int) -> tuple[str, str]:
        """Count one paragraph on and -> its label and what stands between it and the words ("" for no label)."""
        definition = self.level_of(num_id, level)
        if definition is None:
            return "", ""
        key = self.abstract.get(num_id, num_id)
        counters = self.counters.setdefault(key, [None] * _LEVELS)
        start = self.starts.get(num_id, {}).get(level)
        if start is not None and (num_id, level) not in self.begun:
            counters[level] = start
        else:
            now = counters[level]
            counters[level] = definition.start if now is None else now + 1
        self.begun.add((num_id, level))
        for deeper in range(level + 1, _LEVELS):
            below = self.level_of(num_id, deeper)
            if below is None or below.restart is None or level < below.restart:
                counters[deeper] = None
                if self.starts.get(num_id, {}).get(deeper) is not None:
                    self.begun.discard((num_id, deeper))
        return self._label(num_id, level, definition, counters), definition.glue

    def _label(self, num_id: str, level: int, definition: Level, counters: list[int | None]) -> str:
        if definition.form == "bullet":
            return symbol_text(definition.text, definition.font)
        if definition.form == "none" and "%" not in definition.text:
            return definition.text

        def part(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            of = self.level_of(num_id, at)
            if of is None or at > level:
                return ""
            count = counters[at]
            form = "decimal" if definition.legal and of.form not in ("decimalZero", "none") else of.form
            return list_number(of.start if count is None else count, form)

        return _PLACE.sub(part, definition.text)


def read_numbering(root: etree._Element | None, styles: Styles) -> Numbering:
    """-> the lists of ``word/numbering.xml`` (none where the part is missing)."""
    numbering = Numbering()
    if root is None:
        return numbering
    by_style: dict[str, str] = {}
    linked: dict[str, str] = {}
    for abstract in root.iterfind(W + "abstractNum"):
        key = str(abstract.get(W + "abstractNumId"))
        numbering.levels[key] = {whole(lvl.get(W + "ilvl"), 0): _level(lvl) for lvl in abstract.iterfind(W + "lvl")}
        if style := value(abstract, "styleLink"):
            by_style[style] = key
        if style := value(abstract, "numStyleLink"):
            linked[key] = style
    for key, style in linked.items():
        if style in by_style and not numbering.levels[key]:
            numbering.levels[key] = numbering.levels[by_style[style]]
    for num in root.iterfind(W + "num"):
        num_id = str(num.get(W + "numId"))
        numbering.abstract[num_id] = value(num, "abstractNumId") or ""
        for override in num.iterfind(W + "lvlOverride"):
            at = whole(override.get(W + "ilvl"), 0)
            level = override.find(W + "lvl")
            if level is not None:
                numbering.overrides.setdefault(num_id, {})[at] = _level(level)
            start = value(override, "startOverride")
            if start is not None:
                numbering.starts.setdefault(num_id, {})[at] = whole(start, 1)
    return numbering


def _level(level: etree._Element) -> Level:
    suffix = value(level, "suff")
    restart = value(level, "lvlRestart")
    fonts = level.find(f"{W}rPr/{W}rFonts")
    form = value(level, "numFmt")
    if form is None:  # newer forms stand in an alternate content beside an old one
        alternate = level.find(f".//{W}numFmt")
        form = "decimal" if alternate is None else alternate.get(VAL) or "decimal"
    return Level(
        start=whole(value(level, "start"), 0 if level.find(W + "start") is None else 1),
        form=form,
        text=value(level, "lvlText") or "",
        restart=None if restart is None else whole(restart, 0),
        legal=bool(switch(level, "isLgl")),
        glue="" if suffix == "nothing" else " ",
        font=None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi"),
        style=value(level, "pStyle"),
    )
