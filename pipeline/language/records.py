"""What a Doc keeps of our reading: the Document, and for each of our spans the record that it stands for.

``doc._.doichieu_document`` is the Document, ``span._.doichieu_record`` the record of a span of ``doc.spans`` or
``doc.ents`` (None for any other span). They lie in ``Doc.user_data`` as plain values, and a span's id names its record,
so that a Doc keeps them when it is saved, put into a DocBin or sent to another process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

from pydantic import TypeAdapter
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.extract.bodies import Body
from pipeline.model import BudgetLine, Deadline, Document, LegalReference, Section, Slip, Target, Task
from pipeline.text.dates import DateMention
from pipeline.text.offsets import canonical_with_places
from pipeline.text.words import Word

Record = Section | LegalReference | Slip | Target | Deadline | Task | BudgetLine | Body | DateMention | Word
_OURS = "doichieu"  # the key in Doc.user_data, and how a span's id begins


@dataclass(slots=True)
class Reading:
    """What has been read out of a Doc so far; ``bodies``, ``dates`` and ``words`` are no fields of a Document.

    ``whole``: the Document came with all its records, as ``pipeline.read`` gives it, and is not read again.
    """

    document: Document
    bodies: tuple[Body, ...] = ()
    dates: tuple[DateMention, ...] = ()
    words: tuple[Word, ...] = ()
    whole: bool = False


class _Kept(dict[str, Any]):
    """A Reading as plain values (which spaCy can save) that also remembers the Reading itself."""

    reading: Reading


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


@lru_cache(maxsize=16)
def canonical(text: str) -> tuple[str, Any]:
    """-> the canonical text, and for each of its offsets that of ``text``."""
    return canonical_with_places(text)


def reading_of(doc: Doc) -> Reading:
    """-> what has been read out of the Doc so far; of a new one, its canonical text alone."""
    kept = doc.user_data.get(_OURS)
    if isinstance(kept, _Kept):
        return kept.reading
    if kept is not None:  # a Doc that was saved
        return keep(doc, _adapter().validate_python(kept))
    text = canonical(doc.text)[0]
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return keep(doc, Reading(Document(doc_id=sha256[:8], source="", sha256=sha256, format="txt", text=text)))


def keep(doc: Doc, reading: Reading) -> Reading:
    """Put a Reading on the Doc of its text, in the place of the one before. -> the Reading"""
    kept = _Kept(_adapter().dump_python(reading, mode="json"))
    kept.reading = reading
    doc.user_data[_OURS] = kept
    return reading


def change(doc: Doc, **values: Any) -> Reading:
    """Keep what was read with some of it renewed. -> the new Reading"""
    return keep(doc, replace(reading_of(doc), **values))


def mark(doc: Doc, group: str, records: Sequence[Record], labels: Iterable[str]) -> None:
    """Put one span a record into ``doc.spans[group]``, in the records' order, widened to whole tokens."""
    places = canonical(doc.text)[1]
    spans = [
        doc.char_span(
            places[r.start], places[r.end], label=label, span_id=f"{_OURS}:{group}:{i}", alignment_mode="expand"
        )
        for i, (r, label) in enumerate(zip(records, labels, strict=True))
    ]
    doc.spans[group] = SpanGroup(doc, name=group, spans=[span for span in spans if span is not None])


def record_of(span: Span) -> Record | None:
    """-> the record that a span of ours stands for; None for any other span."""
    ours, _, place = span.id_.partition(":")
    group, _, index = place.partition(":")
    if ours != _OURS:
        return None
    reading = reading_of(span.doc)
    records = getattr(reading if group in ("bodies", "dates", "words") else reading.document, group)
    return cast(Record, records[int(index)])


def _document(doc: Doc) -> Document:
    return reading_of(doc).document


Doc.set_extension("doichieu_document", getter=_document, force=True)
Span.set_extension("doichieu_record", getter=record_of, force=True)
