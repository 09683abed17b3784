"""What the frame says: number, issuer, place and date, kind, title, period, signer, recipients."""

from __future__ import annotations

import re
from datetime import date

from pipeline.knowledge.agencies import Agencies
from pipeline.knowledge.sections import ARTICLE, SectionWords
from pipeline.model import Document, Metadata, Section
from pipeline.segment.article import is_article
from pipeline.segment.frame import Zones, is_person, is_signature, kind_rest, kind_word
from pipeline.segment.issuer import issuer_of
from pipeline.segment.lines import Line
from pipeline.segment.period import period_of
from pipeline.segment.scanned import above_date
from pipeline.segment.signed import signed
from pipeline.text.dates import DateMention, find_dates
from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

_NUMBER = compiled(
    r"(?<!\w)[Ss][ốỐ]\s*(?P<colon>[:.])?\s*(?P<digits>\d[\d ]{0,6}[a-z]?)?\s*"
    r"(?P<symbol>(?:/\s*\d{4}\s*)?[/-]\s*[A-ZĐa-zđ&\d]{1,12}(?:\s*[-/.]\s*[A-ZĐa-zđ&\d]{1,14}){0,3})"
)
_PLACE = compiled(r"(?P<place>[^\W\d_][^,;:.|]{1,40}),\s*(?=(?:ngày|tháng)\b)", re.IGNORECASE)
_SUBJECT = compiled(r"[Vv]/[Vv]:?\s+(?P<subject>.+)")  # the abstract of a công văn
_PERSON = compiled(r"(?:[^\W\d_a-z]\w*\s+){1,4}[^\W\d_a-z]\w*")
_HEADER = 60
_SYMBOL_BEFORE = compiled(r"^[A-ZĐ&]{2,}(?:-[A-ZĐa-zđ&]+)*\s+(?=[^\W\d_][^\W\d_A-ZĐ])")  # "Số: 3/KH-UBND  Huế, ngày"
_KIND_WORDS = 3  # "Chương trình hành động số …"


def metadata_of(
    document: Document,
    lines: list[Line],
    zones: Zones,
    sections: tuple[Section, ...],
    words: SectionWords,
    known: Agencies,
) -> Metadata:
    """-> the document's metadata; what it does not say, or leaves blank as a draft does, is None."""
    if is_article(lines, words):
        return Metadata(doc_type=ARTICLE, title=next((" ".join(line.text.split()) for line in lines), None))
    header = header_of(lines, zones)
    number = _number(header)
    place, written = _place_and_date(header)
    title = _title(lines, zones, words)
    start, end = period_of(title or "", sections)
    signer, signer_title = _signature(document, lines, sections, words)
    signed_by, signed_at = signed(document, known)
    left_open = _left_open(written)
    day = written.value if written else None
    if day is None and signed_at is not None and signed_at.startswith(left_open or ""):
        day = date.fromisoformat(signed_at[:10])
    kind = kind_word(lines[zones.kind_line], words) if zones.kind_line is not None else None
    return Metadata(
        doc_type=kind or _kind_by_symbol(number, words) or "khac",
        number=number,
        issuer=issuer_of(above_date(header), lines[zones.preamble : zones.preamble + 30], known),
        place=place,
        issued_on=day,
        issued_in=None if day else left_open,
        title=title,
        period_start=start,
        period_end=end,
        signer=signer,
        signer_title=signer_title,
        recipients=_recipients(document, lines, sections),
        signed_by=signed_by,
        signed_at=signed_at,
    )


def header_of(lines: list[Line], zones: Zones) -> list[Line]:
    """-> the lines above the document's kind."""
    return lines[: zones.kind_line if zones.kind_line is not None else min(_header_end(lines), _HEADER)]


def _header_end(lines: list[Line]) -> int:
    """Where no kind word stands: the header goes as far as the first label or long paragraph."""
    return next((i for i, line in enumerate(lines) if line.label is not None or len(line.text) > 200), len(lines))


def _number(header: list[Line]) -> str | None:
    """The document's own number, its spaces repaired; None where the digits are blank."""
    hits = [m for line in header if (m := _NUMBER.search(line.text)) and _is_own(m, line.text)]
    hits.sort(key=lambda m: (m["colon"] is None, m.start() > 0))  # "Số: …" before "theo Quyết định số …"
    if not hits or not hits[0]["digits"]:
        return None
    return re.sub(r"\s+", "", hits[0]["digits"] + hits[0]["symbol"])


def _is_own(hit: re.Match[str], text: str) -> bool:
    """Whether a number in the header is the document's own: "Số: …", or behind no more than its kind, or of what it is
    issued with; "Căn cứ Nghị quyết số …", "triển khai Kế hoạch số …" cite another document."""
    before = bare(text[: hit.start()])
    return hit["colon"] is not None or len(before.split()) <= _KIND_WORDS or "kem theo" in before


def _kind_by_symbol(number: str | None, words: SectionWords) -> str | None:
    for part in re.split(r"[/-]", number or "")[1:]:
        if part in words.rules.symbols:
            return words.rules.symbols[part]
    return "cong_van" if number and re.match(r"\d+/[A-ZĐ]+-", number) else None


def _place_and_date(header: list[Line]) -> tuple[str | None, DateMention | None]:
    for line in header:
        hit = _PLACE.search(line.text)
        if hit is None:
            continue
        dates = find_dates(line.text, hit.end())
        place = re.split(r"(?:Hạnh phúc|HẠNH PHÚC)\s*", hit["place"])[-1].strip(" -–*")
        place = _SYMBOL_BEFORE.sub("", place)
        return place or None, dates[0] if dates else None
    return None, None


def _left_open(written: DateMention | None) -> str | None:
    """The month or the year of a date whose day a draft leaves open, or that no calendar has."""
    if written is None or written.value is not None or written.year is None:
        return None
    return f"{written.year:04}-{written.month:02}" if written.month else f"{written.year:04}"


def _title(lines: list[Line], zones: Zones, words: SectionWords) -> str | None:
    pieces = []
    if zones.kind_line is not None:
        line = lines[zones.kind_line]
        start, end = kind_rest(line, words)
        pieces.append(line.text[start:end].strip(" :.*"))
    else:
        subject = next((m for line in lines[:_HEADER] if (m := _SUBJECT.match(line.text.strip()))), None)
        return subject["subject"].strip(" .;") if subject else None
    pieces += [line.text.strip() for line in lines[zones.title[0] : zones.title[1]]]
    return " ".join(" ".join(pieces).split()) or None


def _signature(
    document: Document, lines: list[Line], sections: tuple[Section, ...], words: SectionWords
) -> tuple[str | None, str | None]:
    block = next((s for s in sections if s.kind == "chu_ky"), None)
    if block is None:
        return None, None
    mine = [line for line in lines if block.start <= line.start < block.end]
    names = [line.text.strip(" *.") for line in mine if is_person(line) and not is_signature(line, words)]
    before = []
    for line in mine:
        if names and line.text.strip(" *.") == names[0]:
            break
        if not bare(line.text).lstrip("( ").startswith(("da ky", "ky ", "chu ky")):
            before.append(line.text.strip(" *"))
    if not names and mine:  # a source that put the whole block on one line
        words_of = mine[-1].text.split()
        capitals = next((i for i, word in enumerate(words_of) if not word.isupper()), len(words_of))
        if 0 < capitals < len(words_of) and _PERSON.fullmatch(" ".join(words_of[capitals:])):
            names = [" ".join(words_of[capitals:])]
            before[-1:] = [" ".join(words_of[:capitals])]
    return (names[0] if names else None), " ".join(before) or None


def _recipients(document: Document, lines: list[Line], sections: tuple[Section, ...]) -> tuple[str, ...]:
    block = next((s for s in sections if s.kind == "noi_nhan"), None)
    if block is None:
        return ()
    out: list[str] = []
    first = document.text[block.heading_end : block.end].split("\n")[0].lstrip(" :")
    for text in [first, *(line.text for line in lines if block.start < line.start < block.end)]:
        entry = text.strip()
        if out and entry[:1].islower():
            out[-1] = f"{out[-1]} {entry}".rstrip(" ;.,")
        elif entry.lstrip("-–+• "):
            out.append(entry.lstrip("-–+• ").rstrip(" ;.,"))
    return tuple(out)
