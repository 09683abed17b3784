"""A PDF to paragraphs, page by page: pdfium's text where healthy, rebuilt by place where its fonts break words."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

from pipeline.errors import ReadError
from pipeline.model import Notice
from pipeline.read.legacy import code_of_text, to_unicode
from pipeline.read.limits import Limits
from pipeline.read.ocr import INSTALL, Recognised, ocr_program
from pipeline.read.paragraph import Paragraph, tidy
from pipeline.read.pdf_health import health
from pipeline.read.pdf_images import image_share, ocr_pages
from pipeline.read.pdf_layout import stretches
from pipeline.read.pdf_lines import PdfLine, fast_lines, page_chars, placed_lines
from pipeline.read.pdf_paragraphs import Measure, Placed, measure_of, pdf_paragraphs
from pipeline.read.pdf_running import split_running

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

    ``route``: "pdfium" its own text, "placed" rebuilt by the place of letters, "ocr", "empty" nothing on the page,
    "unread" a scan or a sick text that could not be read. ``confidence`` is that of OCR (0-100).
    """

    number: int
    lines: list[PdfLine]
    width: float
    height: float
    route: str
    confidence: float | None = None


def read_pdf(data: bytes, source: str, limits: Limits) -> PdfText:
    """Raises ReadError for what is no PDF, is encrypted, broken, or holds no readable text at all."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(source, "PDF có mật khẩu", "bỏ mật khẩu rồi lưu lại") from None
        raise ReadError(source, "PDF bị hỏng hoặc bị cắt ngắn", "xin lại bản gốc") from None
    try:
        return _read(document, source, limits)
    except pypdfium2.PdfiumError as error:
        raise ReadError(source, f"PDF bị hỏng: {error}", "xin lại bản gốc") from None
    finally:
        document.close()


def _read(document: Any, source: str, limits: Limits) -> PdfText:
    started = time.monotonic()
    count = len(document)
    if count == 0:
        raise ReadError(source, "PDF không có trang nào", "xin lại bản gốc")
    pages: list[Page] = []
    warnings: list[Notice] = []
    for i in range(min(count, limits.pages)):
        if time.monotonic() - started > limits.seconds:
            break
        pages.append(_page(document, i))
    if len(pages) < count:
        warnings.append(Notice("read_limit", f"chỉ đọc {len(pages)} trên {count} trang (giới hạn)", len(pages) + 1))
    unread = [page.number for page in pages if page.route == "unread"]
    if unread and ocr_program() is not None:
        done = ocr_pages(document, unread[: limits.ocr_pages], limits.seconds - (time.monotonic() - started))
        pages = [_recognised(page, done.get(page.number)) for page in pages]
        unread = [page.number for page in pages if page.route == "unread"]
    if unread:
        remedy = INSTALL if ocr_program() is None else "quá giới hạn thời gian hoặc số trang"
        if not any(page.lines for page in pages):
            raise ReadError(source, f"cả {count} trang là ảnh quét hoặc chữ hỏng, chưa nhận dạng được", remedy)
        names = ", ".join(map(str, unread))
        warnings.append(
            Notice("page_unread", f"trang {names} là ảnh quét hoặc chữ hỏng, chưa đọc ({remedy})", unread[0])
        )
    warnings += doubtful(pages)
    paragraphs, running = page_paragraphs(pages)
    routes = ",".join(page.route for page in pages)
    ocr = any(page.route == "ocr" for page in pages)
    return PdfText(paragraphs, running, {**_properties(document), "routes": routes}, count, ocr, warnings)


def doubtful(pages: list[Page]) -> list[Notice]:
    """A warning for every page that OCR was not sure of."""
    return [
        Notice("ocr_low_confidence", f"trang {p.number}: nhận dạng kém tin cậy ({p.confidence:.0f}%)", p.number)
        for p in pages
        if p.confidence is not None and p.confidence < LOW_CONFIDENCE
    ]


def _recognised(page: Page, found: Recognised | None) -> Page:
    if page.route != "unread" or found is None:
        return page
    route = "ocr" if found.lines else "empty"
    return Page(page.number, found.lines, page.width, page.height, route, found.confidence)


def _page(document: Any, index: int) -> Page:
    """Read one page by the fastest route that gives trusted text."""
    page = document[index]
    try:
        chars = page_chars(page)
        route = "pdfium"
        lines = fast_lines(chars)
        state = health("\n".join(n.text for n in lines))
        if (code := code_of_text("\n".join(n.text for n in lines))) is not None:
            lines = [replace(n, text=tidy(to_unicode(n.text, code))) for n in lines]
        elif state.sick:
            lines, route = placed_lines(chars), "placed"
            if health("\n".join(n.text for n in lines)).sick:
                lines, route = [], "unread"
        if route != "unread" and len(chars.text) < _FEW and image_share(page) > _SCAN_SHARE:
            lines, route = [], "unread"  # a scan whose only text is a stamp or a page number
        elif not lines and route != "unread":
            route = "empty" if image_share(page) == 0.0 and not chars.text.strip() else "unread"
        return Page(index + 1, lines, chars.width, chars.height, route)
    finally:
        page.close()


def page_paragraphs(pages: list[Page]) -> tuple[list[Paragraph], list[str]]:
    """Lines of all pages to paragraphs, joined across pages; what ran along is set apart."""
    kept, running = split_running([(page.lines, page.height) for page in pages])
    by_size: dict[tuple[int, int], list[PdfLine]] = {}
    ordered = []
    for page, lines in zip(pages, kept, strict=True):
        parts = stretches(lines, page.width)
        ordered.append(parts)
        size = (round(page.width / 10), round(page.height / 10))
        by_size.setdefault(size, []).extend(n for part in parts if not part.column for n in part.lines)
    measures: dict[tuple[int, int], Measure] = {}
    placed: list[Placed] = []
    for page, parts in zip(pages, ordered, strict=True):
        size = (round(page.width / 10), round(page.height / 10))
        if size not in measures:
            measures[size] = measure_of(by_size[size], page.width)
        for part in parts:
            column = 0 if not part.column else placed[-1].column + 1 if placed else 1
            placed += [Placed(line, page.number, measures[size], column) for line in part.lines]
    return pdf_paragraphs(placed), running


def _properties(document: Any) -> dict[str, str]:
    wanted = {"Title": "title", "Author": "creator", "CreationDate": "created", "Producer": "producer"}
    try:
        found = document.get_metadata_dict(skip_empty=True)
    except Exception:  # metadata is a courtesy; a broken one is no reason to lose the text
        return {}
    return {name: found[key] for key, name in wanted.items() if found.get(key)}
