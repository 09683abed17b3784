"""What a Word file holds beside its own paragraphs: files put into it, pictures of pages, files that it points to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.model import Notice
from pipeline.read.attributes import whole
from pipeline.read.docx.names import R, W
from pipeline.read.docx.package import Package
from pipeline.read.paragraph import Paragraph
from pipeline.saying import to_say
from pipeline.text.patterns import compiled

ALT_CHUNK, SUB_DOCUMENT = W + "altChunk", W + "subDoc"
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_STYLE_SIZE = compiled(r"(?<![-\w])(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,6})?)(pt|in|cm)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35}
_EMU = 12700  # in a point
_PAGE_AREA = 0.35 * 595 * 842  # square points from which a picture may be of a page


@dataclass(slots=True)
class Inserted:
    """The parts that relations name, by their ids; ``notices`` gathers what could not be read."""

    package: Package
    targets: Mapping[str, str]
    limits: Limits
    depth: int = 0
    notices: list[Notice] = field(default_factory=list)

    def chunk(self, element: etree._Element) -> list[Paragraph]:
        """-> the paragraphs of a file that was put in as it is (17.17.2.1 of ECMA-376, part 1): read by its bytes."""
        name = self.targets.get(element.get(R + "id") or "", "")
        try:
            data = self.package.read(name) if name and self.depth < 3 else None
            found = [] if data is None else self._read(data, name)
        except ReadError:
            found = []
        if not found:
            self.notices.append(Notice(to_say("notice.inserted_unread", name=name or "?")))
        return found

    def _read(self, data: bytes, name: str) -> list[Paragraph]:
        from pipeline.read.decode import decode
        from pipeline.read.html import html_of_archive, read_html
        from pipeline.read.sniff import sniff
        from pipeline.read.txt import plain_paragraphs

        kind = sniff(data, name)
        if kind in ("html", "mhtml"):
            page = html_of_archive(data, name) if kind == "mhtml" else data
            found = read_html(page, name, self.limits)[0]
        elif kind == "txt":
            found = plain_paragraphs(decode(data, name)[0])[0]
        elif kind == "docx":
            from pipeline.read.docx.reader import read_docx

            inside = read_docx(data, name, self.limits, depth=self.depth + 1)
            self.notices += inside.warnings
            found = inside.paragraphs
        else:
            return []
        plain = (replace(p, label=None) for p in found if p.text)
        return [replace(p, kind="paragraph", table=None, row=None, column=None) for p in plain]

    def subdocument(self, element: etree._Element) -> None:
        """A master document's part: it lies in a file of its own, which is not at hand."""
        name = self.targets.get(element.get(R + "id") or "", "")
        self.notices.append(Notice(to_say("notice.subdocument_unread", name=name.rpartition("/")[2] or "?")))


def page_pictures(root: etree._Element, targets: Mapping[str, str]) -> list[str]:
    """-> the parts of the pictures that are as large as may hold a page, in their order."""
    return list(dict.fromkeys(name for name in _large(root, targets) if name.lower().endswith(PICTURES)))


def _large(root: etree._Element, targets: Mapping[str, str]) -> Iterator[str]:
    for blip in root.iter(_BLIP):
        frame = next((a for a in blip.iterancestors() if a.find(_EXTENT) is not None), None)
        extent = None if frame is None else frame.find(_EXTENT)
        if extent is not None:
            across, down = (whole(extent.get(name), 0, 0) / _EMU for name in ("cx", "cy"))
            if across * down >= _PAGE_AREA:
                yield targets.get(blip.get(R + "embed") or "", "")
    for image in root.iter(_IMAGE_DATA):
        shape = image.getparent()
        style = "" if shape is None else shape.get("style") or ""
        size = {
            side: float(n) * _POINTS[unit]
            for side, n, unit in _STYLE_SIZE.findall(style)
            if n.count(".") < 2 and n != "."
        }
        if size.get("width", 0) * size.get("height", 0) >= _PAGE_AREA:
            yield targets.get(image.get(R + "id") or "", "")
