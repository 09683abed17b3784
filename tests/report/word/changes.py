"""Tracked changes of a Word file accepted or rejected, in its XML alone."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def settle(data: bytes, how: Literal["accept", "reject"]) -> bytes:
    """-> the file with every insertion and deletion of ours accepted, or rejected."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if re.fullmatch(r"word/(document|footnotes|endnotes)\.xml", entry.filename):
                part = _settled(part, how)
            new.writestr(entry, part)
    return made.getvalue()


def _settled(part: bytes, how: str) -> bytes:
    root = etree.fromstring(part)
    kept, gone = ("ins", "del") if how == "accept" else ("del", "ins")
    for mark in [m for m in root.iter(W + gone) if m.get(W + "author") == "doichieu"]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    for mark in [m for m in root.iter(W + kept) if m.get(W + "author") == "doichieu"]:
        for child in list(mark):
            for words in child.iter(W + "delText"):
                words.tag = W + "t"
            mark.addprevious(child)
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def marks(data: bytes) -> list[tuple[str, str, bytes]]:
    """-> ("ins" or "del", its words, the formatting of its first run), in the order of the parts."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(document|footnotes|endnotes)\.xml", name):
                for mark in etree.fromstring(package.read(name)).iter(W + "ins", W + "del"):
                    if mark.get(W + "author") == "doichieu":
                        words = "".join(t.text or "" for t in mark.iter(W + "t", W + "delText"))
                        look = mark.find(f"{W}r/{W}rPr")
                        found.append((mark.tag[len(W) :], words, b"" if look is None else etree.tostring(look)))
    return found
