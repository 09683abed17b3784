"""A PDF to paragraphs, page by page: pdfium's text where healthy, rebuilt by place where its fonts break words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.model import Notice
from pipeline.read.health import health, is_rubbish
from pipeline.read.legacy import code_of_text, to_unicode
from pipeline.read.paragraph import Paragraph, tidy
from pipeline.read.pdf.columns import Stretch, stretches
from pipeline.read.pdf.glyphs import Cipher, Key, cipher_of, deciphered, learn
from pipeline.read.pdf.images import has_ink, ocr_pages
from pipeline.read.pdf.lines import PdfLine, fast_lines
from pipeline.read.pdf.notes import split_notes
from pipeline.read.pdf.objects import drawn_on
from pipeline.read.pdf.ocr import Recognised, ocr_program
from pipeline.read.pdf.paragraphs import Placed, measure_of, pdf_paragraphs
from pipeline.read.pdf.placed import placed_lines
from pipeline.read.pdf.ruling import Edge, may_be_ruled, page_rules
from pipeline.read.pdf.running import split_running
from pipeline.read.pdf.seen import is_xfa, leave_out_unseen, picture_share
from pipeline.read.pdf.signatures import signatures
from pipeline.read.pdf.stamps import Stamp, contested, page_tokens, stamped_chars, word_tokens, woven
from pipeline.read.pdf.store import PageStore, page_store
from pipeline.read.pdf.tables import PageTable, continued, outside, page_tables
from pipeline.read.table import table_paragraphs
from pipeline.saying import to_say

LOW_CONFIDENCE = 75.0
_FEW = 400
_SCAN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class PdfText:
    """What was read of a PDF; ``properties["routes"]`` says for each page how."""

    paragraphs: list[Paragraph]
    running: list[str]
    properties: dict[str, str]
    pages: int
    ocr: bool
    warnings: list[Notice]


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page, its size and the route by which they were read.

    ``route``: "pdfium" its own text, "placed" rebuilt by the place of letters, "ocr", "glyphs" its own letters as OCR
    taught them, "empty" nothing on the page, "unread" a scan or a sick text that could not be read. ``confidence`` is
    that of OCR (0-100). ``cipher`` and ``rules`` are of a page that OCR is to teach; ``unseen``: words that nobody
    sees were left out.
    """

    number: int
    lines: list[PdfLine]
    width: float
    height: float
    route: str
    confidence: float | None = None
    tables: tuple[PageTable, ...] = ()
    cipher: Cipher | None = None
    rules: tuple[Edge, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    layer: bool = False
    unseen: bool = False


def read_pdf(data: bytes, source: str, limits: Limits) -> PdfText:
    """Raises ReadError for what is no PDF, is encrypted, broken, or holds no readable text at all."""
    import pypdfium2

    data = data[max(0, data.find(b"%PDF-")) :]  # a mail program's lines before it put its index of objects out
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(source, "read.pdf_password") from None
        raise ReadError(source, "read.pdf_cut") from None
    try:
        if is_xfa(document):
            raise ReadError(source, "read.pdf_xfa")
        if document.get_formtype() == pypdfium2.raw.FORMTYPE_ACRO_FORM:
            document.init_forms()
        return _read(document, source, limits, page_store(data) if limits.keep_pages else None)
    except pypdfium2.PdfiumError as error:
        raise ReadError(source, "read.pdf_broken") from error
    finally:
        document.close()


def _read(document: Any, source: str, limits: Limits, store: PageStore | None) -> PdfText:
    """The whole document; what pages print over their text is drawn into them, which takes the signatures out."""
    properties = _properties(document)
    count = len(document)
    if count == 0:
        raise ReadError(source, "read.pdf_no_page")
    pages = _pages(document, limits)
    if any(page.route == "unread" for page in pages) and ocr_program() is not None:
        pages = _by_ocr(document, pages, limits, store)
    warnings = [*_unread(pages, count, source), *doubtful(pages), *_told(document, pages)]
    paragraphs, running = page_paragraphs(pages)
    routes = ",".join(page.route for page in pages)
    ocr = any(page.route == "ocr" for page in pages)
    return PdfText(paragraphs, running, {**properties, "routes": routes}, count, ocr, warnings)


def _pages(document: Any, limits: Limits) -> list[Page]:
    """-> as many pages as may be read in the time that there is."""
    started = time.monotonic()
    pages: list[Page] = []
    for i in range(min(len(document), limits.pages)):
        if time.monotonic() - started > limits.seconds:
            break
        pages.append(_page(document, i))
    return pages


def _by_ocr(document: Any, pages: list[Page], limits: Limits, store: PageStore | None) -> list[Page]:
    """-> the pages, with what OCR sees where they could not be read, and with the letters that it teaches."""
    drawn = {page.number for page in pages if page.cipher is not None}
    unread = [page.number for page in pages if page.route == "unread"]
    done = ocr_pages(document, unread[: limits.ocr_pages], limits, drawn, store)
    letters = learn((p.cipher, done[p.number].words) for p in pages if p.cipher is not None and p.number in done)
    return [_recognised(page, done.get(page.number), letters) for page in pages]


def _unread(pages: list[Page], count: int, source: str) -> list[Notice]:
    """A warning of pages beyond the limits and of those that have no trusted text. Raises ReadError where none has."""
    warnings: list[Notice] = []
    if len(pages) < count:
        warnings.append(Notice(to_say("notice.read_limit", read=len(pages), pages=count), len(pages) + 1))
    unread = [page.number for page in pages if page.route == "unread"]
    if unread:
        why = to_say("read.install_ocr" if ocr_program() is None else "read.beyond_limits")
        if not any(page.lines for page in pages):
            raise ReadError(source, "read.pdf_unread", pages=count, why=why)
        warnings.append(Notice(to_say("notice.page_unread", pages=_numbers(unread), why=why), unread[0]))
    return warnings


def _told(document: Any, pages: list[Page]) -> list[Notice]:
    """A warning of each thing that a reader of the file should know: words left out, attached files, stamps that say
    two things, text layers not trusted.
    """
    import pypdfium2.raw as pdfium_c

    warnings: list[Notice] = []
    if unseen := [page.number for page in pages if page.unseen]:
        warnings.append(Notice(to_say("notice.unseen_words", pages=_numbers(unseen))))
    if attached := pdfium_c.FPDFDoc_GetAttachmentCount(document.raw):
        warnings.append(Notice(to_say("notice.pdf_attachments", n=attached)))
    warnings += [
        Notice(to_say("notice.stamps_differ", words="”, “".join(different)), page.number)
        for page in pages
        if (different := contested(page.stamps))
    ]
    if replaced := [page.number for page in pages if page.route == "ocr" and page.layer]:
        warnings.append(Notice(to_say("notice.layer_replaced", pages=_numbers(replaced))))
    if learnt := [page.number for page in pages if page.route == "glyphs"]:
        warnings.append(Notice(to_say("notice.pdf_cipher", pages=_numbers(learnt))))
    return warnings


def _numbers(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))


def doubtful(pages: list[Page]) -> list[Notice]:
    """A warning for every page that OCR was not sure of."""
    return [
        Notice(to_say("notice.ocr_low_confidence", page=p.number, confidence=p.confidence), p.number)
        for p in pages
        if p.confidence is not None and p.confidence < LOW_CONFIDENCE
    ]


def _recognised(page: Page, found: Recognised | None, letters: dict[Key, str]) -> Page:
    """A page by OCR; where it has a text layer in cipher, by the letters that OCR taught."""
    if page.route != "unread" or found is None:
        return replace(page, cipher=None, rules=())
    if page.cipher is not None:
        chars = deciphered(page.cipher, letters, found.words)
        lines = placed_lines(chars, trusted=True)
        if not _is_sick(lines):
            tables = page_tables(page.rules, chars, page.number, True)
            return replace(page, lines=lines, route="glyphs", cipher=None, tables=tables)
    lines = woven(found.lines, page.stamps, word_tokens((w.text, w.box) for w in found.words), certain=False)
    route = "ocr" if lines else "empty"
    return replace(page, lines=lines, route=route, confidence=found.confidence, cipher=None)


def _page(document: Any, index: int) -> Page:
    """Read one page by the fastest route that gives trusted text."""
    page, chars, stamps = stamped_chars(document, index)
    keep = False  # a page in cipher is read again when OCR has taught its letters
    try:
        drawn = drawn_on(page)
        unseen = leave_out_unseen(page, drawn, chars)
        route = "pdfium"
        lines = fast_lines(chars)
        if (code := code_of_text("\n".join(n.text for n in lines))) is not None:
            lines = [replace(n, text=tidy(to_unicode(n.text, code))) for n in lines]
        elif _is_sick(lines):
            lines, route = placed_lines(chars), "placed"
            if _is_sick(lines):
                lines, route = [], "unread"
        if route != "unread" and len(chars.text) < _FEW and picture_share(page, drawn) > _SCAN_SHARE:
            lines, route = [], "unread"  # a scan whose only text is a stamp or a page number
        elif not lines and route != "unread":
            route = "unread" if has_ink(page) else "empty"  # letters may be drawn as mere outlines
        if stamps and route != "unread":
            lines = woven(lines, stamps, page_tokens(chars, lines, stamps))
        ruled = page_rules(drawn, chars) if lines and may_be_ruled(drawn) else ()
        tables = page_tables(ruled, chars, index + 1, route == "pdfium") if ruled else ()
        cipher = cipher_of(chars) if route == "unread" and len(chars.text) >= _FEW else None
        keep = cipher is not None
        rules = tuple(page_rules(drawn, chars)) if keep else ()
        size = chars.width, chars.height
        layer = route == "unread" and len(chars.text) >= _FEW
        return Page(
            index + 1, lines, *size, route, tables=tables, cipher=cipher, rules=rules, stamps=stamps, layer=layer,
            unseen=unseen,
        )  # fmt: skip
    finally:
        if not keep:
            page.close()


def _is_sick(lines: list[PdfLine]) -> bool:
    """Whether the text of a page is not the words that stand on it."""
    text = "\n".join(n.text for n in lines)
    state = health(text)
    return state.sick or is_rubbish(text, state)


def page_paragraphs(pages: list[Page]) -> tuple[list[Paragraph], list[str]]:
    """Lines and tables of all pages to paragraphs, joined across pages; what ran along is set apart."""
    kept, running = split_running([(page.lines, page.height) for page in pages])
    by_size: dict[tuple[int, int], list[PdfLine]] = {}
    flow: list[tuple[Page, Stretch | PageTable]] = []
    notes: list[Paragraph] = []
    for page, lines in zip(pages, kept, strict=True):
        lines, own = split_notes(lines, page.number, page.height)
        notes += own
        for part in _parts(page, lines):
            flow.append((page, part))
            if isinstance(part, Stretch) and not part.column:
                by_size.setdefault(_size(page), []).extend(part.lines)
    measures = {}
    for page in pages:
        if _size(page) not in measures:
            boxes = [t.box for p in pages if _size(p) == _size(page) for t in p.tables]
            measures[_size(page)] = measure_of(by_size.get(_size(page), []), page.width, boxes)
    result: list[Paragraph] = []
    placed: list[Placed] = []
    table: PageTable | None = None
    count = 0

    def close() -> None:
        nonlocal placed, table, count
        if table is not None:
            cells = table_paragraphs(table.table, count)
            count += any(p.kind == "cell" for p in cells)
            result.extend(cells)
        result.extend(pdf_paragraphs(placed))
        placed, table = [], None

    for page, part in flow:
        if isinstance(part, PageTable):
            both = continued(table, part) if table is not None and not placed else None
            if both is None:
                close()
            table = both or part
            continue
        if table is not None and not placed:
            close()
        column = 0 if not part.column else placed[-1].column + 1 if placed else 1
        placed += [Placed(line, page.number, measures[_size(page)], column) for line in part.lines]
    close()
    return result + notes, running


def _size(page: Page) -> tuple[int, int]:
    return round(page.width / 10), round(page.height / 10)


def _parts(page: Page, lines: list[PdfLine]) -> list[Stretch | PageTable]:
    """A page's stretches of lines and tables from the top down."""
    parts: list[Stretch | PageTable] = []
    rest = outside(lines, page.tables)
    for table in sorted(page.tables, key=lambda t: t.box[1]):
        above = [n for n in rest if n.bottom <= table.box[1] + 3 or n.top < table.box[1] - 6]
        parts += stretches(above, page.width)
        parts.append(table)
        rest = [n for n in rest if n not in above]
    return parts + list(stretches(rest, page.width))


def _properties(document: Any) -> dict[str, str]:
    wanted = {"Title": "title", "Author": "creator", "CreationDate": "created", "Producer": "producer"}
    try:
        found = document.get_metadata_dict(skip_empty=True)
    except Exception:  # metadata is a courtesy; a broken one is no reason to lose the text
        found = {}
    own = {name: found[key] for key, name in wanted.items() if found.get(key)}
    signed = "\n".join(f"{s.at or ''} {s.name}" for s in signatures(document))
    return own | {"signatures": signed} if signed else own
