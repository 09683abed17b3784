"""What Word and LibreOffice write into a page besides its text: shapes hung amid a word, frames, marks of notes."""

from __future__ import annotations

import re
from functools import lru_cache

import lxml.html
from lxml import etree

from pipeline.read.attributes import whole
from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

NOTE, NUMBER = "data-note", "data-number"  # set on the paragraph that is a note, on the item of a numbered list
_HIDING = compiled(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden")
_FLOAT = compiled(r"float\s*:\s*(?:left|right)", re.I)
_MARK = compiled(r"(?:_ftnref|_ednref)\d+|sd(?:foot|end)note\d+anc")
_SIGN = compiled(r"(?:_ftn|_edn)\d+|sd(?:foot|end)note\d+sym")
_LAST_WORD = compiled(r"[^\W\d_]+$")
_VOWEL = compiled(r"[aeiouy]")
_LONGEST_MARK = 8


def tidy_page(root: lxml.html.HtmlElement) -> None:
    """Change a page in place: framed text comes after the paragraph that it floats in, a word that a shape hangs in is
    whole, marks of notes are out of the text, each note begins with its number in brackets, and items are counted.
    """
    for numbered in root.iter("ol"):
        number = whole(numbered.get("start"), 1)
        for item in numbered.iterchildren("li"):
            number = whole(item.get("value"), number)
            item.set(NUMBER, str(number))
            number += 1
    for frame in [n for n in root.iter("span") if _FLOAT.search(n.get("style") or "")]:
        _lift(frame)
    for shape in list(root.iter("img")):
        _mend_word(shape)
    for anchor in list(root.iter("a")):
        _settle_note(anchor)


def is_unseen(node: etree._Element) -> bool:
    """Whether nobody who looks at the page sees an element: hidden, or deleted with changes tracked."""
    if node.tag == "del" or node.get("hidden") is not None:
        return True
    css = node.get("style")
    return css is not None and _hides(css)


@lru_cache(maxsize=4096)
def _hides(css: str) -> bool:
    return _HIDING.search(css.lower()) is not None


def _lift(frame: lxml.html.HtmlElement) -> None:
    paragraph = next(frame.iterancestors("p"), None)
    if paragraph is None or next(frame.iter("p", "div", "table"), None) is None:
        return
    frame.drop_tree()  # its tail stays in the paragraph
    frame.tail = None
    paragraph.addnext(frame)


def _mend_word(shape: lxml.html.HtmlElement) -> None:
    """LibreOffice anchors shapes amid letters ("S" <img> "ố") and breaks the line after them."""
    after = shape.getnext()
    if after is not None and after.tag == "br" and after.get("clear") and not (shape.tail or "").strip():
        shape.tail = after.tail
        after.tail = None
        after.drop_tree()
    before = shape.getprevious()
    parent = shape.getparent()
    left = before.tail if before is not None else parent.text if parent is not None else ""
    word = _LAST_WORD.search(left or "")
    right = (shape.tail or "").lstrip()
    if word and not _VOWEL.search(bare(word[0])) and right[:1].islower():  # no Vietnamese word is without a vowel
        shape.tail = right


def _settle_note(anchor: lxml.html.HtmlElement) -> None:
    name = anchor.get("name") or anchor.get("id") or ""
    told = (anchor.text_content() or "").strip(" \r\n\t[]()")
    if not told or len(told) > _LONGEST_MARK:
        return
    if _MARK.fullmatch(name):
        anchor.drop_tree()
    elif _SIGN.fullmatch(name):
        for child in list(anchor):
            anchor.remove(child)
        anchor.text = f"[{told}] "
        if (paragraph := next(anchor.iterancestors("p", "li", "div"), None)) is not None:
            paragraph.set(NOTE, told)
