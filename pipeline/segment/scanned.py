"""What a scan's frame says for certain: a number written by hand or under a stamp is rather none than a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.knowledge.agencies import Agencies
from pipeline.model import Document, Metadata
from pipeline.segment.issuer import is_known
from pipeline.segment.lines import Line
from pipeline.text.patterns import compiled

_SURE = 0.75  # OCR's confidence in typed words is above it, in handwriting below
_READS_WELL, _READS_AS_NAME = 0.9, 0.7  # names of places may stand beside words that nothing else has beside it
_WORD = compiled(r"[^\W\d_]+")
_NUMBER = compiled(r"\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?[/-][A-ZĐ][\w&./-]*")
_NUMBER_LINE = compiled(r"\W*so\b.{0,15}[/⁄:]|.{0,12}[/⁄][a-z]{2,5}-[a-z]{2,}")
_DATE_LINE = compiled(r".{2,30},?\s*ngay\b.{0,12}\bthang\b|.{0,40}\bthang\b.{0,8}\bnam\s+\d")


def certain(
    document: Document, metadata: Metadata, header: Sequence[Line], known: Agencies
) -> tuple[Metadata, tuple[str, ...]]:
    """-> the metadata with what OCR did not read for certain as None, and the names of these fields.

    ``header`` holds the lines above the document's kind: letterhead, number and date. A document that is typed stays
    as it is.
    """
    if not _recognised(document, header):
        return metadata, ()
    doubtful: list[str] = []
    if metadata.number is None:
        doubtful += ["number"] * any(_NUMBER_LINE.match(line.opening) for line in header)
    elif not _stands(metadata.number, header) or _NUMBER.fullmatch(metadata.number) is None:
        doubtful.append("number")
    dates = [line for line in header if _DATE_LINE.match(line.opening)]
    unsure = any(not _is_sure(line) for line in dates)
    if unsure or (dates and metadata.issued_on is None):
        doubtful.append("issued_on")
    issuer = metadata.issuer
    if issuer is not None and not (is_known(issuer, known) and _reads_well(issuer, _READS_AS_NAME)):
        doubtful.append("issuer")
    if not _reads_well(metadata.title):
        doubtful.append("title")
    return replace(
        metadata,
        number=None if "number" in doubtful else metadata.number,
        issued_on=None if "issued_on" in doubtful else metadata.issued_on,
        issued_in=None if unsure else metadata.issued_in,
        issuer=None if "issuer" in doubtful else metadata.issuer,
        title=None if "title" in doubtful else metadata.title,
    ), tuple(doubtful)


def above_date(header: Sequence[Line]) -> list[Line]:
    """-> the header without what OCR read below its number and day: the rim of a stamp, half a title."""
    last = max((i for i, line in enumerate(header) if _DATE_LINE.match(line.opening)), default=len(header))
    return [line for i, line in enumerate(header) if i <= last or line.confidence is None]


def _recognised(document: Document, header: Sequence[Line]) -> bool:
    """Whether the header was read from a picture, or by the shapes of its letters."""
    first = document.properties.get("routes", "").partition(",")[0]
    return first == "glyphs" or any(line.confidence is not None for line in header)


def _is_sure(line: Line) -> bool:
    return line.confidence is None or line.confidence >= _SURE


def _stands(number: str, header: Sequence[Line]) -> bool:
    """Whether the line of the number was read with certainty."""
    mine = [line for line in header if number in "".join(line.text.split())]
    return bool(mine) and all(_is_sure(line) for line in mine)


def _reads_well(words: str | None, least: float = _READS_WELL) -> bool:
    """Whether the words stand beside each other in Vietnamese. Nothing reads well."""
    from pipeline.knowledge.lexicon import health

    return words is None or health(_WORD.findall(words)) >= least
