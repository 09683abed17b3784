"""Who signed a document electronically and when: by the file's own signatures, else by the box that a page shows."""

from __future__ import annotations

from pipeline.knowledge.agencies import Agencies
from pipeline.knowledge.frame_words import frame_words
from pipeline.model import Document
from pipeline.text.dates import find_dates
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_MAIL = compiled(r"\s*[<(]?\S+@\S+[>)]?.*$")
_CLOCK = compiled(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d))?")


def signed(document: Document, known: Agencies) -> tuple[str | None, str | None]:
    """-> the name and the time (ISO 8601) of the first person who signed, of a body where only bodies did; None where
    nobody did. What a signature says is told, not verified.
    """
    signatures = [line.partition(" ") for line in document.properties.get("signatures", "").split("\n") if line]
    people = [s for s in signatures if not known.head.match(fold(s[2]))]
    for at, _, name in people or signatures:
        return name, at or None
    return _stamped(document.running)


def _stamped(running: tuple[str, ...]) -> tuple[str | None, str | None]:
    """ "Người ký: Trần Văn Mẫu", "Thời gian ký: 24/03/2025 15:14:37" among the lines set apart from the text."""
    name = at = None
    words = frame_words()
    for line in running:
        if at is None and words.signed_at.match(line) and (found := find_dates(line)) and found[0].value is not None:
            clock = _CLOCK.search(line, found[0].end)
            time = f"T{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}" if clock else ""
            at = found[0].value.isoformat() + time
        elif name is None and (label := words.signed_by.match(line)):
            name = _MAIL.sub("", line[label.end() :]).strip(" :-") or None
    return name, at
