"""Markdown marks in crawled plans, read for what they mean: bold, italics, headings, links, tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.patterns import compiled

_STARS = compiled(r"\*{1,3}|__+|~~")
_LINK = compiled(r"!?\[([^\]\n]{0,400})\]\((?:https?:|mailto:|/|#|javascript:)[^)\s]{0,2000}(?:\s+\"[^\"\n]*\")?\)")
_AUTO_LINK = compiled(r"<(https?://[^>\s]+)>")
_HEADING = compiled(r"^(#{1,6})\s+(?=\S)")
_ESCAPED = compiled(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_DASHES = r"\s*(?::-+:?|-+:|-{2,})\s*"  # ":-:", "---"; a lone "-" is an empty cell
_RULE_ROW = compiled(rf"^\s*\|?{_DASHES}(?:\|{_DASHES})*\|?\s*$")
_RULE = compiled(r"^\s*(?:[-_=*~–—.]\s?){3,}\s*$")
_CODE_FENCE = compiled(r"^\s*(?:```|~~~)")
_HTML_BREAK = compiled(r"<br\s*/?>", re.I)
_QUOTE = compiled(r"^\s*>(?!=)(?!\s*\d[\d.,]*\s*%?\s*$)\s?")  # a cell "> 60" is a figure, no quotation
_HIDDEN = "\ue000"  # stands for an escaped star while the others are read


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text without its marks; ``bold``/``italic`` where all its letters were so marked.

    ``open_bold``/``open_italic`` say whether the mark is still open at its end.
    """

    text: str
    bold: bool = False
    italic: bool = False
    heading: int = 0
    open_bold: bool = False
    open_italic: bool = False


def has_markdown(text: str) -> bool:
    """True where a text carries Markdown marks rather than stray stars."""
    return bool(
        re.search(r"\*\*[^*\n]{1,300}", text)
        or re.search(r"(?m)^#{1,6} \S", text)
        or re.search(r"(?m)^[ \t]*\|?(?=[^\n|]*---)[ :-]+\|[ |:-]*$", text)
        or re.search(r"(?<![\w*])\*[^\s*][^*\n]{1,300}\*(?!\w)", text)
        or re.search(r"(?m)^\|[^|\n]+\|", text)
    )


def read_marks(line: str, *, bold: bool = False, italic: bool = False) -> Marked:
    """Take the marks off one line; ``bold``/``italic`` are still open from the line before."""
    heading = _HEADING.match(line)
    level = len(heading.group(1)) if heading else 0
    if heading:
        line = line[heading.end() :].rstrip("# ")
    line = _QUOTE.sub("", line) if line.startswith(">") else line
    if "[" in line or "<" in line:
        line = _LINK.sub(r"\1", line)
        line = _AUTO_LINK.sub(r"\1", line)
        line = _HTML_BREAK.sub(" ", line)
    escaped: list[str] = []
    if "\\" in line:
        escaped = _ESCAPED.findall(line)
        line = _ESCAPED.sub(_HIDDEN, line)
    pieces: list[str] = []
    letters = bold_letters = italic_letters = 0
    at = 0
    for mark in _STARS.finditer(line):
        stars = mark.group()
        if stars[0] == "_" and not _is_border(line, mark.start(), mark.end()):
            continue
        if stars == "*" and not _is_mark(line, mark.start(), italic):
            continue
        piece = line[at : mark.start()]
        count = sum(map(str.isalnum, piece))
        letters += count
        bold_letters += count * bold
        italic_letters += count * italic
        pieces.append(piece)
        at = mark.end()
        if stars[0] == "~" or (stars[0] == "_" and len(stars) > 2):
            continue
        if len(stars) >= 2:
            bold = not bold
        if len(stars) != 2:
            italic = not italic
    piece = line[at:]
    count = sum(map(str.isalnum, piece))
    letters += count
    bold_letters += count * bold
    italic_letters += count * italic
    pieces.append(piece)
    text = "".join(pieces)
    for char in escaped:
        text = text.replace(_HIDDEN, char, 1)
    return Marked(
        text,
        bold=(letters > 0 and bold_letters >= 0.9 * letters) or level > 0,
        italic=letters > 0 and italic_letters >= 0.9 * letters,
        heading=level,
        open_bold=bold,
        open_italic=italic,
    )


def _is_border(line: str, start: int, end: int) -> bool:
    """Underscores are marks only at the border of a word; rows of them are blanks to fill in."""
    before = line[start - 1] if start else " "
    after = line[end] if end < len(line) else " "
    return end - start == 2 and (before.isspace() != after.isspace() or not (before.isalnum() and after.isalnum()))


def _is_mark(line: str, at: int, is_open: bool) -> bool:
    """A single star is a mark where it closes one, or opens one before a letter; "(*)" and "5 * 3" are not."""
    before = line[at - 1] if at else " "
    after = line[at + 1] if at + 1 < len(line) else " "
    if before in "(" and after in ")":
        return False
    if is_open:
        return True
    if after.isspace():
        return False
    return "*" in line[at + 1 :] or at == 0 or before.isspace()


def is_rule(line: str) -> bool:
    """A line of dashes, stars or underscores that only separates."""
    return bool(_RULE.match(line))


def is_rule_row(line: str) -> bool:
    """The line of dashes under the header of a pipe table."""
    return "-" in line and bool(_RULE_ROW.match(line))


def is_fence(line: str) -> bool:
    """A line that opens or closes a block of code."""
    return bool(_CODE_FENCE.match(line))


def split_row(line: str) -> list[str]:
    """The cells of one line of a pipe table."""
    line = line.strip().replace(r"\|", _HIDDEN)
    line = line[1:] if line.startswith("|") else line
    line = line[:-1] if line.endswith("|") else line
    return [cell.replace(_HIDDEN, "|").strip() for cell in line.split("|")]
