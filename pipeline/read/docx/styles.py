"""Styles of a Word file: what a paragraph inherits (bold, italics, centring, numbering, font) through its chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.attributes import whole
from pipeline.read.docx.names import OFF, PPR, RPR, VAL, W, first, value

_MOST_ANCESTORS = 30
_BOLD, _ITALIC, _HIDDEN, _FONTS = W + "b", W + "i", W + "vanish", W + "rFonts"
_STYLE, _JUSTIFIED, _NUMBER, _LEVEL, _DELETED = W + "pStyle", W + "jc", W + "numPr", W + "ilvl", W + "del"
_CHARACTER_STYLE = W + "rStyle"
_ASCII, _HANSI, _CS = W + "ascii", W + "hAnsi", W + "cs"


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
        if self is NOTHING:
            return base
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
    """Styles by id, each parsed when it is first asked for: a file brings hundreds and uses a few.

    ``old_fonts``: runs in fonts of TCVN3 or VNI are in that code.
    """

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    defaults: Look = NOTHING
    own: dict[str, Look] = field(default_factory=dict)
    resolved: dict[str, Look] = field(default_factory=dict)
    old_fonts: bool = False

    def _own(self, style_id: str) -> Look:
        """What a style sets itself."""
        if style_id not in self.own:
            style = self.elements[style_id]
            self.own[style_id] = run_look(style.find(RPR)).over(paragraph_look(style.find(PPR)))
        return self.own[style_id]

    def _chain(self, style_id: str | None) -> Iterator[str]:
        """A style and its ancestors."""
        for _ in range(_MOST_ANCESTORS):
            if style_id is None or style_id not in self.elements:
                return
            yield style_id
            style_id = value(self.elements[style_id], "basedOn")

    def name(self, style_id: str | None) -> str | None:
        """-> the name that Word shows for a style."""
        style = self.elements.get(style_id or "")
        return style_id if style is None else value(style, "name") or style_id

    def look(self, style_id: str | None) -> Look:
        """-> the look of a style with all its ancestors and the document's defaults."""
        style_id = style_id if style_id in self.elements else self.default_paragraph
        if style_id is None:
            return self.defaults
        if style_id not in self.resolved:
            look = NOTHING
            for at in self._chain(style_id):
                look = look.over(self._own(at))
            self.resolved[style_id] = look.over(self.defaults)
        return self.resolved[style_id]

    def character(self, style_id: str | None) -> Look:
        """-> the look of a character style alone, without the document's defaults."""
        look = NOTHING
        for at in self._chain(style_id):
            look = look.over(self._own(at))
        return look

    def numbering_style(self, style_id: str | None) -> str | None:
        """-> the style of the chain that sets the numbering (Word links its level to that one)."""
        start = style_id if style_id in self.elements else self.default_paragraph
        return next((at for at in self._chain(start) if self._own(at).num_id is not None), None)


def run_look(properties: etree._Element | None) -> Look:
    """The look that a ``w:rPr`` sets itself."""
    return run_properties(properties)[0]


def run_properties(properties: etree._Element | None) -> tuple[Look, str | None]:
    """The look that a ``w:rPr`` sets itself, and the character style that it names."""
    if properties is None or len(properties) == 0:
        return NOTHING, None
    bold = italic = hidden = font = style = None
    for child in properties:
        tag = child.tag
        if tag == _BOLD:
            bold = (child.get(VAL) or "true").lower() not in OFF
        elif tag == _ITALIC:
            italic = (child.get(VAL) or "true").lower() not in OFF
        elif tag == _HIDDEN:
            hidden = (child.get(VAL) or "true").lower() not in OFF
        elif tag == _FONTS:
            font = child.get(_ASCII) or child.get(_HANSI) or child.get(_CS)
        elif tag == _CHARACTER_STYLE and style is None:
            style = child.get(VAL)
    if bold is None and italic is None and hidden is None and font is None:
        return NOTHING, style
    return Look(bold, italic, hidden, None, font), style


def paragraph_look(properties: etree._Element | None) -> Look:
    """The look that a ``w:pPr`` sets: centring and numbering."""
    return paragraph_properties(properties)[0]


def paragraph_properties(properties: etree._Element | None) -> tuple[Look, str | None, bool]:
    """The look that a ``w:pPr`` sets, the style that it names, and whether the paragraph's end mark is deleted."""
    if properties is None:
        return NOTHING, None, False
    found: dict[str, etree._Element] = {}
    for child in properties:
        found.setdefault(child.tag, child)
    style, justified, number, mark = (found.get(tag) for tag in (_STYLE, _JUSTIFIED, _NUMBER, RPR))
    align = None if justified is None else justified.get(VAL)
    look = NOTHING
    if align is not None or number is not None:
        look = Look(
            centred=None if align is None else align == "center",
            num_id=value(number, "numId"),
            level=None if number is None or first(number, _LEVEL) is None else whole(value(number, "ilvl"), 0),
        )
    deleted = mark is not None and any(first(each, _DELETED) is not None for each in properties.iterchildren(RPR))
    return look, None if style is None else style.get(VAL), deleted


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
        styles.elements[style_id] = style
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
            styles.default_paragraph = style_id
    return styles
