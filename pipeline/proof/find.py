"""All finders in the order of their sureness; one place is told once."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Collection

from pipeline.knowledge.load import Rules
from pipeline.knowledge.proofs import proof_rules
from pipeline.model import Document, Slip
from pipeline.proof.capitals import find_capitals
from pipeline.proof.doubled import find_doubled
from pipeline.proof.missing import find_missing
from pipeline.proof.reading import Reading, read
from pipeline.proof.signs import find_signs
from pipeline.proof.suspects import Suspect
from pipeline.proof.tones import find_tones
from pipeline.proof.words import find_words
from pipeline.text.place import places

FINDERS: tuple[Callable[[Reading], list[Suspect]], ...] = (
    find_signs, find_missing, find_doubled, find_capitals, find_words, find_tones,
)  # fmt: skip


def proofread(
    document: Document, rules: Rules, own_words: Collection[str] = (), parents: Collection[str] = ()
) -> tuple[Slip, ...]:
    """-> the slips of ``document`` in reading order: those of set phrases that it has, and those found by the counts.

    ``own_words`` are an office's own (names, short forms), about which nothing is said; ``parents`` are texts that the
    document carries out: their words it may repeat. Kinds that ``rules/proof.yaml`` switches off are left out. Raises
    RulesError.
    """
    known = proof_rules(rules)
    reading = read(document, known, own_words, parents)
    where = places(document)
    suspects = [one for finder in FINDERS for one in finder(reading) if one.kind not in known.switched_off]
    misspelt = [one for one in suspects if one.kind == "no_word"]
    found = [
        slip
        for slip in document.slips
        if slip.kind not in known.switched_off and not any(_explains(one, slip) for one in misspelt)
    ]
    taken = sorted((slip.start, slip.end) for slip in found)
    for suspect in suspects:
        if not _overlaps(taken, suspect):
            insort(taken, (suspect.start, suspect.end))
            found.append(_slip(document, suspect, where.section(suspect.start), where.page(suspect.start)))
    return tuple(sorted(found, key=lambda slip: (slip.start, slip.end)))


def _explains(suspect: Suspect, slip: Slip) -> bool:
    """Whether a word that seems to have fallen out is there, misspelt ("Ủy ban nhân dnâ" lacks no "dân")."""
    near = suspect.start <= slip.end + 1 and slip.start <= suspect.end
    return near and len(slip.reading.split()) > len(slip.quote.split())


def _overlaps(taken: list[tuple[int, int]], suspect: Suspect) -> bool:
    at = bisect_right(taken, (suspect.start, suspect.end))
    beside = taken[max(0, at - 1) : at + 1]
    return any(start < suspect.end and suspect.start < end for start, end in beside)


def _slip(document: Document, suspect: Suspect, section: str | None, page: int | None) -> Slip:
    quote = document.text[suspect.start : suspect.end]
    safe = suspect.safe and not document.ocr
    return Slip(
        quote, suspect.start, suspect.end, suspect.reading, suspect.reason, section, page, suspect.kind, safe
    )  # fmt: skip
