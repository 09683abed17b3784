"""Zip containers (Word, OpenDocument) opened without trust: bounded sizes, no external entities, nothing on disk."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.text.patterns import compiled
from pipeline.text.unicode import without_unheld

_CHUNK = 1 << 16
# what zipfile and its decompressors raise for a member that is no sound one
BROKEN_MEMBER = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, OSError, RuntimeError,
    ValueError, IndexError,
)  # fmt: skip
_ENCODING = compiled(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w-]+)[\"'][^>]*\?>")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(slots=True)
class Package:
    """An open container. ``left`` is how many unpacked bytes may still be read from it."""

    source: str
    archive: zipfile.ZipFile
    limits: Limits
    left: int
    old_fonts: bool = False  # a part that was read names a font of TCVN3 or VNI

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.archive.namelist())

    def read(self, name: str) -> bytes | None:
        """-> the bytes of one part, None where there is none. Raises ReadError over the limits or for a broken one."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise ReadError(self.source, "read.zip_password")
        pieces = []
        size = 0
        bound = min(self.left, max(info.compress_size, 1 << 14) * self.limits.unpack_ratio)
        try:
            with self.archive.open(info) as part:
                while piece := part.read(_CHUNK):
                    size += len(piece)
                    if size > bound:
                        raise ReadError(self.source, "read.part_bomb", name=name, limit=bound)
                    pieces.append(piece)
        except BROKEN_MEMBER as error:
            raise ReadError(self.source, "read.part_broken", name=name) from error
        self.left -= size
        return b"".join(pieces)

    def xml(self, name: str) -> etree._Element | None:
        """-> the root of one XML part, None where there is none. Raises ReadError where it cannot be parsed."""
        data = self.read_xml(name)
        return None if data is None else parse_xml(data, self.source, name)

    def read_xml(self, name: str) -> bytes | None:
        """-> the bytes of one XML part, its fonts looked through; for the rest like ``read``."""
        data = self.read(name)
        if data is not None:
            self.old_fonts = self.old_fonts or b'".Vn' in data or b'"VNI' in data
        return data


def open_package(data: bytes, source: str, limits: Limits) -> Package:
    """Raises ReadError where ``data`` is no zip."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, OverflowError):
        raise ReadError(source, "read.no_docx") from None
    return Package(source, archive, limits, limits.unpacked_bytes)


def parse_xml(data: bytes, source: str, name: str) -> etree._Element:
    """An XML part without DTD, entities or network; a damaged one as far as it goes. Raises ReadError."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise ReadError(source, "read.part_entities", name=name)
    if _STRICT in data:  # the "strict" dialect has the same elements under another name
        data = data.replace(_STRICT, _TRANSITIONAL)
    for recover in (False, True):
        if recover:
            data = without_unheld(_decoded(data)).encode()
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
            recover=recover,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, AssertionError):
            continue
        if root is not None:
            return root
    raise ReadError(source, "read.part_no_xml", name=name)


def _decoded(data: bytes) -> str:
    """-> a damaged part as text, without the declaration of how it was encoded."""
    declared = _ENCODING.search(data[:400])
    try:
        text = data.decode(declared[1].decode("ascii") if declared else "utf-8", errors="replace")
    except (LookupError, ValueError):
        text = data.decode("utf-8", errors="replace")
    return re.sub(r"^[^<]*<\?xml[^>]*\?>", "", text)
