"""Web pages, and plans that Word saved as such: the declared charset is distrusted, structure is read from the tags."""

from __future__ import annotations

import contextlib
import email
import email.policy
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

import lxml.html
from lxml import etree

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.read.attributes import whole
from pipeline.read.health import health
from pipeline.read.html.tidy import NOTE, NUMBER, is_unseen, tidy_page
from pipeline.read.legacy import code_of_text, decode_font, to_unicode
from pipeline.read.paragraph import Paragraph, tidy
from pipeline.read.soft_lines import join_soft_lines
from pipeline.read.table import Cell, make_table, table_paragraphs
from pipeline.text.list_numbers import list_number
from pipeline.text.patterns import compiled
from pipeline.text.unicode import without_unheld

_WIDEST = 200  # rows or columns of a cell
_MOST_COLUMNS = Limits().columns
_DECLARED = compiled(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_OLD_FONT = compiled(rb"[\"':;]\s*(?:\.Vn|VNI-)\w")
_ENCODINGS = ("utf-8", "utf-16", "windows-1258", "windows-1252")
_SKIP = frozenset(
    ("script", "style", "head", "title", "noscript", "template", "iframe", "object", "svg", "select", "button", "xml")
)
_BLOCK = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre"),
        *("section", "article", "main", "header", "footer", "center", "address", "figure", "figcaption", "form"),
        *("fieldset", "body", "html", "hr", "tr", "td", "th", "table", "tbody", "thead", "tfoot", "caption", "aside"),
        "nav",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STYLING = frozenset(("b", "strong", "th", "i", "em", "center", "pre"))
_LIST_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_TAG, _BLANKS = compiled(r"<[^>]*>"), compiled(r"\s+")
_MARKUP = compiled(r"<[^>]*>|&#?\w+;")
_UNICODE_LETTER = compiled(r"&#(?:78[4-9]\d|79[0-2]\d|259|273|361|417|432);")  # as no old code has
_FEW_LETTERS = 0.004
_LONG_TAG = compiled(r"<([a-zA-Z][\w:]*)(?=[\s/])[^<>]{2000,}>")  # libxml2 takes the square of its attributes
_ATTRIBUTE = compiled(  # those that are read
    r"""\s(?:style|class|colspan|rowspan|start|value|name|id|align|type|href|hidden|border|face)\s*=\s*"""
    r"""(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)"""
)
_MOST_ATTRIBUTES = 40
_BOLD = compiled(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_PLAIN = compiled(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
_ALL_ROUND = compiled(r"(?:^|[;\s])border\s*:[^;]*\b(?:solid|double|single)|mso-border-alt\s*:\s*solid")
_FONT = compiled(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.I)


@dataclass(slots=True)
class _Flow:
    """The paragraph being written and those that are done."""

    done: list[Paragraph] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0
    centred: bool = False
    heading: str | None = None
    label: str = ""
    note: bool = False
    number: int = 0

    def write(self, text: str, bold: bool, italic: bool) -> None:
        self.pieces.append(text)
        count = sum(map(str.isalnum, text))
        self.letters += count
        self.bold += count * bold
        self.italic += count * italic

    def end_item(self) -> None:
        """Close an item of a text; the number of an empty one (a column of numbers in a table) stands on the page."""
        self.end()
        if any(map(str.isalnum, self.label)):
            self.done.append(Paragraph(self.label, centred=self.centred, label=len(self.label), source=self.number))
            self.number += 1

    def end(self) -> None:
        """Close the paragraph."""
        if not self.pieces:
            self.number += 1
            return
        lines = [tidy(line) for line in "".join(self.pieces).split("\n")]
        for i, text in enumerate(join_soft_lines([line for line in lines if line])):
            label = self.label if i == 0 else ""
            self.done.append(
                Paragraph(
                    f"{label} {text}" if label else text,
                    kind="footnote" if self.note else "paragraph",
                    bold=(self.letters > 0 and self.bold >= 0.9 * self.letters) or self.heading is not None,
                    italic=self.letters > 0 and self.italic >= 0.9 * self.letters,
                    centred=self.centred,
                    style=self.heading,
                    label=len(label) if label else None,
                    source=self.number,
                )
            )
            self.label = ""
        self.number += 1
        self.pieces, self.letters, self.bold, self.italic = [], 0, 0, 0


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    italic: bool = False
    centred: bool = False
    pre: bool = False
    font: str | None = None


def read_html(data: bytes, source: str, limits: Limits) -> tuple[list[Paragraph], dict[str, str]]:
    """-> paragraphs and properties of a page. Raises ReadError where there is no text in it."""
    text = decode_html(data)
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(without_unheld(_without_declarations(text)), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise ReadError(source, "read.page_empty") from None
    tidy_page(root)
    flow = _Flow()
    tables = [0]
    _walk(root, _Style(), flow, tables, limits.depth, source)
    flow.end()
    title = root.findtext(".//title")
    return flow.done, {"title": tidy(title)} if title and tidy(title) else {}


def html_of_archive(data: bytes, source: str) -> bytes:
    """-> the page inside a web archive (.mht, or a .doc that is one). Raises ReadError where there is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                if isinstance(content, bytes) and content.strip():
                    return content
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        pass
    raise ReadError(source, "read.archive_empty")


def decode_html(data: bytes) -> str:
    """The decoding under which the text is Vietnamese wins; the declared charset only breaks ties."""
    for bom, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return data.decode(name, errors="replace")
    if not data.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            return _without_old_code(data.decode("utf-8"))  # no other encoding looks like UTF-8 by chance
        if _OLD_FONT.search(data):
            return data.decode("windows-1252", errors="replace")
    declared = _DECLARED.search(data[:4096])
    names = dict.fromkeys([declared.group(1).decode("ascii").lower() if declared else "utf-8", *_ENCODINGS])
    best, best_score = "", -1.0
    for name in names:
        if name.startswith("utf-16") and data[:400].count(0) < 40:
            continue
        try:
            text = data.decode(name, errors="replace")
        except LookupError:
            continue
        sample = _MARKUP.sub(" ", text[:400_000])
        state = health(sample)
        score = state.marked + state.syllables - 20 * state.strange - sample.count("\ufffd") / max(1, len(sample)) * 20
        if score > best_score + 1e-6:
            best, best_score = text, score
    return _without_old_code(best)


def _without_old_code(text: str) -> str:
    """A page in TCVN3 or VNI that names no font of that code."""
    if len(_UNICODE_LETTER.findall(text)) > _FEW_LETTERS * len(text):
        return text
    code = code_of_text(_TAG.sub(" ", text))
    return to_unicode(text, code) if code is not None and not _OLD_FONT.search(text[:100_000].encode()) else text


def _without_declarations(text: str) -> str:
    """An XML declaration would make the parser insist on its encoding; conditional comments hide what Word shows."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    text = re.sub(r"<!\[(?:if[^\]>]*|endif)\]>", "", text)
    return _LONG_TAG.sub(lambda tag: f"<{tag[1]}{''.join(_ATTRIBUTE.findall(tag[0])[:_MOST_ATTRIBUTES])}>", text)


def _walk(node: etree._Element, style: _Style, flow: _Flow, tables: list[int], depth: int, source: str) -> None:
    """Write one element and what is in it; the text after it belongs to its parent."""
    if depth <= 0:
        raise ReadError(source, "read.page_deep")
    tag = node.tag if isinstance(node.tag, str) else ""
    if not tag or tag in _SKIP or ":" in tag:
        if ":" in tag:  # Word's own elements (o:p, v:shape) are transparent
            _children(node, style, flow, tables, depth, source)
        return
    if is_unseen(node):
        return
    if tag == "br":
        flow.write("\n", False, False)
        return
    if tag == "table":
        flow.end()
        flow.done += _table(node, style, tables, depth, source)
        return
    style = _styled(tag, node, style)
    if tag not in _BLOCK:
        _children(node, style, flow, tables, depth, source)
        return
    flow.end()
    before = flow.centred, flow.heading, flow.note
    flow.centred = style.centred
    flow.heading = tag if tag in _HEADINGS else flow.heading
    flow.note = flow.note or node.get(NOTE) is not None
    if tag == "li":
        flow.label = _item_label(node)
    _children(node, style, flow, tables, depth, source)
    if tag == "li" and next(node.iter("p"), None) is not None:
        flow.end_item()
    flow.end()
    if tag == "li":
        flow.label = ""
    flow.centred, flow.heading, flow.note = before


def _children(node: etree._Element, style: _Style, flow: _Flow, tables: list[int], depth: int, source: str) -> None:
    _text(node.text, style, flow)
    for child in node:
        _walk(child, style, flow, tables, depth - 1, source)
        _text(child.tail, style, flow)


def _text(text: str | None, style: _Style, flow: _Flow) -> None:
    if text:
        if style.font is not None:
            text = decode_font(text, style.font)
        flow.write(text if style.pre else _BLANKS.sub(" ", text), style.bold, style.italic)


def _styled(tag: str, node: etree._Element, style: _Style) -> _Style:
    """The style of what stands in an element, which stands in something of ``style``."""
    css, align = node.get("style") or "", (node.get("align") or "").lower()
    face = node.get("face") if tag == "font" else None
    if not css and not align and not face and tag not in _STYLING:
        return style
    return _restyled(style, tag, css, align, face or None)


@lru_cache(maxsize=4096)
def _restyled(style: _Style, tag: str, css: str, align: str, face: str | None) -> _Style:
    """The style within a tag with these attributes; a page has few that differ."""
    solid = css.replace(" ", "")
    bold = tag in ("b", "strong", "th") or bool(_BOLD.search(css)) or (style.bold and not _PLAIN.search(css))
    italic = style.italic or tag in ("i", "em") or "font-style:italic" in solid
    centred = tag == "center" or align == "center" or "text-align:center" in solid
    centred = centred or (style.centred and not align and "text-align:" not in css)
    named = _FONT.search(css)
    font = (face or (named[1] if named else "")).strip() if face or named else style.font
    return _Style(bold, italic, centred, style.pre or tag == "pre", font)


def _item_label(item: etree._Element) -> str:
    """The number or bullet that a browser draws before a list item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-" if parent is not None and parent.tag == "ul" else ""
    number = whole(item.get(NUMBER), 1)
    return list_number(number, _LIST_FORMS.get(parent.get("type") or "1", "decimal")) + "."


def _table(table: etree._Element, style: _Style, tables: list[int], depth: int, source: str) -> list[Paragraph]:
    cells: list[Cell] = []
    free: dict[int, int] = {}  # column -> the first row in which no cell from above reaches down there
    header_rows = 0
    border = (table.get("border") or "0").strip()
    rows = list(table.iterfind("tr")) + [r for part in table if part.tag in ("thead", "tbody", "tfoot") for r in part]
    rows = [row for row in rows if row.tag == "tr" and not is_unseen(row)]
    for r, row in enumerate(rows):
        own = [c for c in row if c.tag in ("td", "th") and not is_unseen(c)]
        if own and all(c.tag == "th" for c in own) and header_rows == r:
            header_rows += 1
        column = 0
        for cell in own:
            while column < _MOST_COLUMNS and free.get(column, 0) > r:
                column += 1
            down, across = (whole(cell.get(name), 1, 1, _WIDEST) for name in ("rowspan", "colspan"))
            down, across = min(down, len(rows) - r), min(across, max(1, _MOST_COLUMNS - column))
            flow = _Flow()
            inner = _styled(cell.tag, cell, style)
            flow.centred = inner.centred
            inside = [0]
            _children(cell, inner, flow, inside, depth - 1, source)
            flow.end()
            plain = tuple(replace(p, kind="paragraph", table=None, row=None, column=None) for p in flow.done)
            cells.append(Cell(plain, r, column, down, across))
            free.update(dict.fromkeys(range(column, column + across), r + down))
            column = min(column + across, _MOST_COLUMNS)
    ruled = border not in ("0", "") or "solid" in (table.get("style") or "") or _boxed(table)
    made = make_table(cells, header_rows=header_rows, ruled=ruled)
    result = table_paragraphs(made, tables[0])
    tables[0] += any(p.kind == "cell" for p in result)
    return result


def _boxed(table: etree._Element) -> bool:
    """Whether most cells have a border drawn all round, which LibreOffice and Word write on the cell."""
    styles = [(c.get("style") or "").lower() for c in table.iter("td", "th")]
    boxed = sum(1 for css in styles if _ALL_ROUND.search(css))
    return 2 * boxed > len(styles)
