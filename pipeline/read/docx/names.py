"""The element names of WordprocessingML that the reader knows, in lxml's notation."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

VAL = W + "val"
P, TBL, SDT, SDT_CONTENT = W + "p", W + "tbl", W + "sdt", W + "sdtContent"
PPR, RPR, RUN = W + "pPr", W + "rPr", W + "r"
OFF = frozenset(("0", "false", "off", "none"))


def first(parent: etree._Element, tag: str) -> etree._Element | None:
    """The first child of this name; half the price of ``find``, which reads the name as a path."""
    return next(parent.iterchildren(tag), None)


def value(parent: etree._Element | None, name: str) -> str | None:
    """The ``w:val`` of a child, None where there is no such child or value."""
    child = None if parent is None else first(parent, W + name)
    return None if child is None else child.get(VAL)


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not set."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else (child.get(VAL) or "true").lower() not in OFF
