"""How lines of header, signature and title begin: ``rules/frame.yaml`` as patterns for those who put lines together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from pipeline.knowledge.load import OWN_ONLY, Schema, load_file
from pipeline.saying import own_rules
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import Phrases


class Header(Schema):
    """The fixed lines over a document."""

    state: Phrases = Field(min_length=1)
    party: Phrases = Field(min_length=1)
    motto: str
    bodies: Phrases = Field(min_length=1)
    number: str
    date: tuple[str, str, str]


class Signature(Schema):
    """The fixed lines below it."""

    recipients: Phrases = Field(min_length=1)
    addressees: Phrases = Field(min_length=1)
    authority: Phrases = Field(min_length=1)
    offices: Phrases = Field(min_length=1)
    head: str
    deputy: str
    alone: Phrases = Field(min_length=1)
    makers: Phrases = Field(min_length=1)
    parties: Phrases = Field(min_length=1)


class Stamp(Schema):
    """The box that an electronic signature prints on a page."""

    first: Phrases = Field(min_length=1)
    by: Phrases = Field(min_length=1)
    at: Phrases = Field(min_length=1)
    with_colon: Phrases = Field(min_length=1)
    further: Phrases = Field(min_length=1)


class FrameFile(Schema):
    """The schema of ``rules/frame.yaml``."""

    header: Header
    signature: Signature
    kinds: Phrases = Field(min_length=1)
    heading_ends: Phrases = Field(min_length=1)
    annex: Phrases = Field(min_length=1)
    before_hyphen: Phrases = Field(min_length=1)
    hyphenated: Phrases = Field(min_length=1)
    appositions: Phrases = Field(min_length=1)
    page: Phrases = Field(min_length=1)
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The words as patterns; each says how it is to be asked: of a line's beginning (match), of all of it (fullmatch)
    or anywhere in it (search).

    ``top`` (search, any case) is the state's or the party's line; ``header`` (search) any line of the header,
    ``signature`` (match) one of the signature; ``fixed`` (match) a line of either, or a kind alone; ``frame_cell``
    (match) a number's line or one of the signature; ``kind`` (fullmatch) a kind alone, ``title`` (match) a kind or an
    annex; ``layout`` (search, folded) what stands in tables that only place text. ``hyphenated`` (search) joins
    two words, ``apposition`` (match) what a hyphen adds, ``number_label`` (fullmatch) "Số:" alone. ``stamp`` and
    ``stamp_part`` (match) are of electronic signatures, ``signed_by`` and ``signed_at`` (match) of their name and time.
    """

    number: str
    recipients: re.Pattern[str]
    top: re.Pattern[str]
    header: re.Pattern[str]
    signature: re.Pattern[str]
    fixed: re.Pattern[str]
    kind: re.Pattern[str]
    title: re.Pattern[str]
    annex: re.Pattern[str]
    heading_end: re.Pattern[str]
    layout: re.Pattern[str]
    frame_cell: re.Pattern[str]
    hyphen_end: re.Pattern[str]
    hyphenated: re.Pattern[str]
    apposition: re.Pattern[str]
    number_label: re.Pattern[str]
    page_number: re.Pattern[str]
    stamp: re.Pattern[str]
    stamp_part: re.Pattern[str]
    signed_by: re.Pattern[str]
    signed_at: re.Pattern[str]


@lru_cache(maxsize=1)
def frame_words() -> FrameWords:
    """-> the program's own. Raises RulesError where the file breaks its schema."""
    return patterns(load_file(own_rules() / OWN_ONLY, FrameFile))


def patterns(file: FrameFile) -> FrameWords:
    """-> the words of ``file`` as patterns."""
    top, foot, stamp = file.header, file.signature, file.stamp
    number = rf"{_any([top.number])}\s*:"
    begins = top.motto.partition("-")[0].strip()
    day, month, year = top.date
    authority = rf"{_any(foot.authority)}\s*\."
    return FrameWords(
        number=top.number,
        recipients=compiled(_any(foot.recipients), re.IGNORECASE),
        top=compiled(_any(top.state + top.party), re.IGNORECASE),
        header=compiled(
            rf"{_any((*top.state, *top.party, top.motto))}|^{_any(top.bodies)}|^{number}"
            rf"|^[^,(]{{2,40}},\s*{day}[\s\d.…]*{month}[\s\d.…]*{year}"
        ),
        signature=compiled(rf"{_any(foot.recipients)}|{authority}"),
        fixed=compiled(
            rf"{_any(top.state)}|{_any([begins])}\s*[-–]|{number}|{_any(foot.recipients)}|{authority}\s*\w"
            rf"|(?:{foot.deputy}\s+)?(?:{_any(foot.offices)}|{foot.head}\s+\w+)\b|{foot.deputy}\s+\w+|{_any(file.kinds)}$"
        ),
        kind=compiled(_any(file.kinds)),
        title=compiled(rf"{_any(file.kinds + file.annex)}\b"),
        annex=compiled(rf"{_any(file.annex)}\b"),
        heading_end=compiled(_any(file.heading_ends)),
        layout=compiled(_layout(file)),
        frame_cell=compiled(rf"{number}|{_any(foot.recipients)}|{authority}"),
        hyphenated=compiled(rf"(?<!\w){_any(file.hyphenated)}(?!\w)"),
        apposition=compiled(rf"{_any(file.appositions)}\s(?!.*:)"),
        number_label=compiled(rf"{number}?\s*"),
        hyphen_end=compiled(rf"\b{_any(file.before_hyphen)}$"),
        page_number=compiled(
            rf"^(?:[-–—]\s*)?(?:{_any(file.page)}\s+)?\d{{1,4}}(?:\s*(?:/|of)\s*\d{{1,4}})?(?:\s*[-–—])?$",
            re.IGNORECASE,
        ),
        stamp=compiled(
            rf"{_any(stamp.first)}|Date:\s*\d{{4}}|{_any(stamp.further)}:\s*\d|Email:\s*\S+@", re.IGNORECASE
        ),
        stamp_part=compiled(
            rf"{_any(stamp.with_colon)}\s*:|{_any(stamp.further)}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|\+07",
            re.IGNORECASE,
        ),
        signed_by=compiled(rf"{_any(stamp.by)}\s*:?", re.IGNORECASE),
        signed_at=compiled(_any(stamp.at), re.IGNORECASE),
    )


def _layout(file: FrameFile) -> str:
    """-> what stands in the tables that place header and signature on a page, over folded text."""
    top, foot = file.header, file.signature
    day, month, year = map(fold, top.date)
    anywhere = _any((*top.state, top.motto, *top.party), fold)
    recipients = _any(foot.recipients, fold)
    return (
        rf"{anywhere}|^{recipients}|\b{recipients}\s*:|^{_any(foot.authority, fold)}\s*\.\s*\w|^{fold(top.number)}\s*:"
        rf"|{day}[\s.…]*\d*[\s.…]*{month}[\s.…]*\d*[\s.…]*{year}"
        rf"|^(?:{fold(foot.deputy)} )?{_any(foot.alone, fold)}$"
        rf"|^{_any(foot.makers + foot.addressees, fold)}|{_any(foot.parties, fold)}"
    )


def _any(phrases: Iterable[str], form: Callable[[str], str] = str) -> str:
    """-> a pattern of any of the phrases: any blanks between words, any dash for a hyphen between two."""
    ordered = sorted({form(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    words = (re.escape(phrase).replace(r"\ \-\ ", r"\s*[-–]\s*").replace(r"\ ", r"\s+") for phrase in ordered)
    return rf"(?:{'|'.join(words)})"
