"""The words by which the parts of a plan are known (``rules/sections.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.model import SectionKind
from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

ARTICLE = "bai_viet"
"""The ``doc_type`` of a text that is no document but writes about one."""


class KindPhrases(Schema):
    """The phrases of one kind."""

    kind: SectionKind
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class AnnexPhrases(Schema):
    """Phrases that tell an annex's kind wherever they stand in its title."""

    kind: SectionKind
    phrases: tuple[str, ...]


class Annex(Schema):
    """``kind`` is that of an annex whose title has none of the phrases."""

    kind: SectionKind
    phrases: tuple[AnnexPhrases, ...]


class Article(Schema):
    """What shows that a text is an article about a document: the end of a question, and news among its first lines."""

    asking: tuple[str, ...]
    news: tuple[str, ...]


class SectionRules(Schema):
    """``rules/sections.yaml``; the file itself says what each list is for."""

    default: SectionKind
    kinds: tuple[KindPhrases, ...]
    open: tuple[str, ...]
    enacting: tuple[str, ...]
    weak_below: tuple[SectionKind, ...]
    keeps: dict[SectionKind, tuple[SectionKind, ...]]
    lead_words: tuple[str, ...]
    tail_words: tuple[str, ...]
    annex: Annex
    article: Article
    basis_openings: tuple[str, ...]
    closing_openings: tuple[str, ...]
    recipients: tuple[str, ...]
    series_words: tuple[str, ...]
    authority_marks: tuple[str, ...]
    offices: tuple[str, ...]
    doc_types: dict[str, str]
    symbols: dict[str, str]


@dataclass(frozen=True, slots=True)
class HeadingKind:
    """What a heading says of itself. ``firm``: the phrase is the whole heading or goes on with a tail word; ``told``:
    the kinds of all its phrases ("Quan điểm, mục tiêu và phạm vi")."""

    kind: SectionKind
    strong: bool
    firm: bool
    told: frozenset[SectionKind] = frozenset()


@dataclass(frozen=True, slots=True)
class SectionWords:
    """The vocabulary made ready for matching; every pattern runs on ``bare`` text (no case, no diacritics)."""

    rules: SectionRules
    phrases: dict[str, tuple[SectionKind, bool]]
    phrase: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    open_heading: re.Pattern[str]
    enacting: re.Pattern[str]
    annex: tuple[tuple[SectionKind, re.Pattern[str]], ...]
    basis: re.Pattern[str]
    closing: re.Pattern[str]
    recipients: re.Pattern[str]
    series: re.Pattern[str]
    office: re.Pattern[str]
    authority: re.Pattern[str]
    doc_type: re.Pattern[str]
    doc_codes: dict[str, str]
    asking: re.Pattern[str]
    news: re.Pattern[str]


def _any(phrases: tuple[str, ...] | list[str], before: str = "", after: str = r"(?!\w)") -> re.Pattern[str]:
    """A pattern of any of the phrases, the longest first."""
    words = sorted({bare(phrase) for phrase in phrases}, key=lambda p: (-len(p), p))
    joined = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return compiled(f"{before}(?:{joined}){after}")


@lru_cache(maxsize=8)
def section_words(rules: Rules) -> SectionWords:
    """-> the vocabulary of ``rules``. Raises RulesError where the file breaks its schema."""
    found = load_file(rules.file("sections.yaml"), SectionRules)
    phrases: dict[str, tuple[SectionKind, bool]] = {}
    for entry in found.kinds:
        for strong, group in ((False, entry.weak), (True, entry.strong)):
            phrases.update({" ".join(bare(phrase).split()): (entry.kind, strong) for phrase in group})
    return SectionWords(
        rules=found,
        phrases=phrases,
        phrase=_any(list(phrases)),
        lead=_any(found.lead_words),
        tail=_any(found.tail_words),
        open_heading=_any(found.open),
        enacting=_any(found.enacting),
        annex=tuple((a.kind, _any(a.phrases, r"(?<!\w)")) for a in found.annex.phrases),
        basis=_any(found.basis_openings),
        closing=_any(found.closing_openings),
        recipients=_any(found.recipients, after=r"\s*(?::|$)"),
        series=_any(
            found.series_words, "(?P<name>", r")\s+(?:so\s+)?(?:\d{1,2}(?:\.\d{1,2})?|[ivx]{1,5})\s*(?:[:.]|-\s)"
        ),
        office=_any(found.offices),
        authority=_any(found.authority_marks, after=r"[\s.]*"),
        doc_type=_any(list(found.doc_types)),
        doc_codes={" ".join(bare(name).split()): code for name, code in found.doc_types.items()},
        asking=_any(found.article.asking, r"(?<!\w)", r"\W*$"),
        news=compiled(_any(found.article.news, r"(?<!\w)").pattern + _DATELINE),
    )


# "(Báo Sông Hương) - Sáng nay …"; "Thứ năm - 08/04/2021 05:04", the day on which a page of the web came out
_DATELINE = (
    r"|^\([^()]{2,30}\)\s*[-–]\s+\w"
    r"|^(?:thu \w+|chu nhat)?[\s,-]*(?:ngay )?\d{1,2}/\d{1,2}/\d{4}(?:[\s,-]+\d{1,2}:\d\d.*)?$"
)
_LONGEST_RUN_IN, _SENTENCE = 120, 30  # characters
_JOINT = compiled(r"[\s,;:.\-/&]*(?:va\s+)?")


def heading_kind(heading: str, words: SectionWords) -> HeadingKind | None:
    """-> the kind that a heading's own words say, or None. ``heading`` without label and colon."""
    text = " ".join(bare(heading).split())
    hits: list[tuple[SectionKind, bool]] = []
    at, firm = 0, True
    while at < len(text):
        begin = _skip(text, at, words)
        hit = words.phrase.match(text, begin)
        if hit is None:
            break
        found = words.phrases[" ".join(hit[0].split())]
        if hits and not found[1] and not text[at:begin].strip():
            break  # "Đối tượng kiểm tra" is one thing, "MỤC ĐÍCH YÊU CẦU" two
        hits.append(found)
        at = hit.end()
    if not hits:
        return None
    rest = text[_JOINT.match(text, at).end() :] if at < len(text) else ""  # type: ignore[union-attr]
    firm = not rest or rest[0] in "(\"'0123456789" or bool(words.tail.match(rest)) or text[at] in ":("
    for wanted_strong, khac in ((True, False), (False, False), (True, True), (False, True)):
        for kind, strong in hits:
            if strong == wanted_strong and (kind == "khac") == khac:
                return HeadingKind(kind, strong, firm, frozenset(k for k, _ in hits))
    return None


_YEARS = compiled(r"(?:[\s,:]|(?:va|den|tu|nam|giai doan|thoi ky)(?!\w)|[-–—]|(?:19|20)\d\d(?!\d))*")


def run_in_end(text: str, start: int, words: SectionWords) -> int | None:
    """-> where a heading ends that its source ran into the sentence below it without a mark ("Tầm nhìn đến năm 2045 Sau
    năm 2030, …"): words of sections, then years, then a capital letter. None where the text does not begin so.
    """
    plain = bare(text[: start + _LONGEST_RUN_IN])
    at = _skip(plain, start, words)
    hit = words.phrase.match(plain, at)
    while hit is not None:
        at = hit.end()
        after = _skip(plain, at, words)
        hit = words.phrase.match(plain, after) or words.tail.match(plain, after)
    years = _YEARS.match(plain, at)
    end = years.end() if years else at
    told = plain[at:end].rstrip()
    sentence = text[end : end + 1].isupper() and text[end + 1 : end + 2].islower() and len(text) - end >= _SENTENCE
    return at + len(told) if told[-2:].isdigit() and sentence and plain[end - 1 : end].isspace() else None


def _skip(text: str, at: int, words: SectionWords) -> int:
    """Past the joints ("," "và" "-") and the lead words ("các", "một số") at ``at``."""
    while True:
        joint = _JOINT.match(text, at)
        after = joint.end() if joint else at
        lead = words.lead.match(text, after)
        if lead is None or words.phrase.match(text, after):
            return after
        at = lead.end()
        if not text[at:].strip():
            return at


def annex_kind(title: str, words: SectionWords) -> SectionKind:
    """-> the kind of an annex by its title."""
    text = bare(title)
    return next((kind for kind, pattern in words.annex if pattern.search(text)), words.rules.annex.kind)
