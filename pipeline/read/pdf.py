"""A PDF to paragraphs, page by page: pdfium's text where healthy, rebuilt by place where its fonts break words."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from pipeline.errors import ReadError
from pipeline.model import Notice
from pipeline.read.limits import Limits
from pipeline.read.paragraph import Paragraph
from pipeline.read.pdf_health import health
from pipeline.read.pdf_layout import stretches
from pipeline.read.pdf_lines import PdfLine, fast_lines, page_chars, placed_lines
from pipeline.read.pdf_paragraphs import Measure, Placed, measure_of, pdf_paragraphs
from pipeline.read.pdf_running import split_running


@dataclass(frozen=True, slots=True)
class PdfText:
    """What was read of a PDF; ``routes`` says for each page how."""

    paragraphs: list[Paragraph]
    running: list[str]
    properties: dict[str, str]
    pages: int
    ocr: bool
    warnings: list[Notice]


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page, its size and the route by which they were read."""

    number: int
    lines: list[PdfLine]
    width: float
    height: float
    route: str


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
    finally:
        document.close()


def _read(document: Any, source: str, limits: Limits) -> PdfText:
    started = time.monotonic()
    count = len(document)
    if count == 0:
        raise ReadError(source, "PDF không có trang nào", "xin lại bản gốc")
    pages: list[Page] = []
    warnings: list[Notice] = []
    unread: list[int] = []
    for i in range(min(count, limits.pages)):
        if time.monotonic() - started > limits.seconds:
            warnings.append(Notice("read_limit", f"quá {limits.seconds:g} giây: chỉ đọc {i} trên {count} trang", i + 1))
            break
        page = _page(document, i)
        pages.append(page)
        if page.route == "unread":
            unread.append(i + 1)
    if count > limits.pages:
        warnings.append(Notice("read_limit", f"chỉ đọc {limits.pages} trên {count} trang", limits.pages + 1))
    if unread:
        names = ", ".join(map(str, unread))
        if len(unread) == len(pages):
            raise ReadError(source, f"cả {count} trang là ảnh quét, không có chữ", "cần nhận dạng chữ (OCR)")
        warnings.append(Notice("page_unread", f"trang {names} là ảnh quét, chưa đọc được", unread[0]))
    paragraphs, running = page_paragraphs(pages)
    routes = ",".join(page.route for page in pages)
    properties = {**_properties(document), "routes": routes}
    return PdfText(paragraphs, running, properties, count, False, warnings)


def _page(document: Any, index: int) -> Page:
    """Read one page by the fastest route that gives trusted text."""
    page = document[index]
    try:
        chars = page_chars(page)
        route = "pdfium"
        lines = fast_lines(chars)
        if health("\n".join(n.text for n in lines)).sick:
            lines, route = placed_lines(chars), "placed"
        if not lines:
            route = "unread" if page.get_objects is not None and _has_image(page) else "empty"
        return Page(index + 1, lines, chars.width, chars.height, route)
    finally:
        page.close()


def _has_image(page: Any) -> bool:
    import pypdfium2.raw as pdfium_c

    return any(obj.type == pdfium_c.FPDF_PAGEOBJ_IMAGE for obj in page.get_objects(max_depth=3))


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
