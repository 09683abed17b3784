"""Styles of a Word file: what a paragraph inherits (bold, italics, centring, numbering, font) through its chain."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.docx_names import PPR, RPR, VAL, W, switch, value, whole

_MOST_ANCESTORS = 30


@dataclass(frozen=True, slots=True)
class Look:
    """What a style or a paragraph sets; None is inherited."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    font: str | None = None
    num_id: str | None = None
    level: int | None = None

    def over(self, base: Look) -> Look:
        """This look with what it leaves open filled from ``base``."""
        return Look(
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.hidden if self.hidden is None else self.hidden,
            base.centred if self.centred is None else self.centred,
            base.font if self.font is None else self.font,
            base.num_id if self.num_id is None else self.num_id,
            base.level if self.level is None else self.level,
        )


NOTHING = Look()


@dataclass(slots=True)
class Styles:
    """Styles by id; ``look`` resolves and remembers. ``old_fonts``: runs in fonts of TCVN3 or VNI are in that code."""

    own: dict[str, Look] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    default_paragraph: str | None = None
    defaults: Look = NOTHING
    resolved: dict[str, Look] = field(default_factory=dict)
    old_fonts: bool = False

    def look(self, style_id: str | None) -> Look:
        """-> the look of a style with all its ancestors and the document's defaults."""
        style_id = style_id if style_id in self.own else self.default_paragraph
        if style_id is None:
            return self.defaults
        if style_id not in self.resolved:
            look, at = NOTHING, style_id
            for _ in range(_MOST_ANCESTORS):
                look = look.over(self.own.get(at, NOTHING))
                if at not in self.parents:
                    break
                at = self.parents[at]
            self.resolved[style_id] = look.over(self.defaults)
        return self.resolved[style_id]

    def character(self, style_id: str | None) -> Look:
        """-> the look of a character style alone, without the document's defaults."""
        look, at = NOTHING, style_id
        for _ in range(_MOST_ANCESTORS):
            if at is None or at not in self.own:
                break
            look = look.over(self.own[at])
            at = self.parents.get(at)
        return look

    def numbering_style(self, style_id: str | None) -> str | None:
        """-> the style of the chain that sets the numbering (Word links its level to that one)."""
        at = style_id if style_id in self.own else self.default_paragraph
        for _ in range(_MOST_ANCESTORS):
            if at is None or at not in self.own:
                return None
            if self.own[at].num_id is not None:
                return at
            at = self.parents.get(at)
        return None


def run_look(properties: etree._Element | None) -> Look:
    """The look that a ``w:rPr`` sets."""
    if properties is None or len(properties) == 0:
        return NOTHING
    fonts = properties.find(W + "rFonts")
    font = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or fonts.get(W + "cs")
    return Look(switch(properties, "b"), switch(properties, "i"), switch(properties, "vanish"), None, font)


def paragraph_look(properties: etree._Element | None) -> Look:
    """The look that a ``w:pPr`` sets: centring and numbering."""
    if properties is None:
        return NOTHING
    align = value(properties, "jc")
    number = properties.find(W + "numPr")
    return Look(
        centred=None if align is None else align == "center",
        num_id=value(number, "numId"),
        level=None if number is None or number.find(W + "ilvl") is None else whole(value(number, "ilvl"), 0),
    )


def read_styles(root: etree._Element | None) -> Styles:
    """-> the styles of ``word/styles.xml`` (none where the part is missing)."""
    styles = Styles()
    if root is None:
        return styles
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}")
    styles.defaults = run_look(defaults)
    for style in root.iterfind(W + "style"):
        style_id = style.get(W + "styleId")
        if not style_id:
            continue
        styles.own[style_id] = run_look(style.find(RPR)).over(paragraph_look(style.find(PPR)))
        styles.names[style_id] = value(style, "name") or style_id
        parent = style.find(W + "basedOn")
        if parent is not None and parent.get(VAL) and parent.get(VAL) != style_id:
            styles.parents[style_id] = str(parent.get(VAL))
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
            styles.default_paragraph = style_id
    return styles
