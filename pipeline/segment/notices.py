"""What is said of a document whose frame or outline was not understood."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.knowledge.sections import ARTICLE
from pipeline.model import Document, Metadata, Notice, Section
from pipeline.saying import to_say
from pipeline.text.dates import find_dates
from pipeline.text.patterns import compiled

_PARTED = ("ke_hoach", "chuong_trinh", "de_an", "phuong_an", "khac")  # documents that are made of parts
_FRAME = ("can_cu", "noi_nhan", "chu_ky", "ket")  # the ids of what is no part
_UNREAD = {
    "number": "notice.own_number_unread",
    "issued_on": "notice.own_issued_on_unread",
    "issuer": "notice.own_issuer_unread",
    "title": "notice.own_title_unread",
}
_HEAD = 3000  # characters in which a document says its day
_LONG = 3000  # characters that nobody writes without one
_PARTS_IN_LINE = compiled(r"[^\n]\s(?:I|1)\.\s+[^\W\d_][^\n]+?\s(?:II|2)\.\s+[^\W\d_]")


def notices(
    document: Document, metadata: Metadata, sections: tuple[Section, ...], doubtful: tuple[str, ...] = ()
) -> Iterator[Notice]:
    """-> an article is said to be one; so is a text none of whose parts were found, or a day that only the signature
    tells.
    """
    day = metadata.issued_on
    by_signature = day is not None and (metadata.signed_at or "").startswith(day.isoformat())
    if day is not None and by_signature and all(m.value != day for m in find_dates(document.text[:_HEAD])):
        yield Notice(to_say("notice.dated_by_signature", day=f"{day:%d/%m/%Y}"))
    yield from (Notice(to_say(_UNREAD[name]), 1) for name in doubtful)
    if metadata.doc_type == ARTICLE:
        yield Notice(to_say("notice.article"))
    elif metadata.doc_type in _PARTED and _no_part(document.text, sections):
        yield Notice(to_say("notice.layout_unread"))


def _no_part(text: str, sections: tuple[Section, ...]) -> bool:
    """Whether a text has no part though it is long, or though numbers of parts stand within a line."""
    if any(section.section_id.partition("~")[0] not in _FRAME for section in sections):
        return False
    return len(text) >= _LONG or bool(_PARTS_IN_LINE.search(text))
