"""What the part-of-speech tags say of a phrase where no word of the vocabulary decides; a phrase is tagged once."""

from __future__ import annotations

from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.words import segment_words

_QUALIFYING = compiled(r"(?<!\w)(?:bị|mắc|nhiễm|mà|do|đang|là|thuộc|sinh sống|trong độ tuổi|trong diện)(?!\w)")
_MANNERS = ("trực tuyến", "đúng hạn", "trước hạn", "đúng và trước hạn")
_LONGEST = 300  # characters


def verb_by_tag(phrase: str, words: TargetWords, floor: int = 0) -> int | None:
    """Where the first verb stands that follows a noun, begins behind ``floor`` and has words behind itself."""
    if len(phrase.split()) < 4 or len(phrase) > _LONGEST:
        return None
    folded, noun = fold(phrase), False
    before = ""
    for word in segment_words(phrase):
        told, previous, before = folded[word.start : word.end], before, folded[word.start : word.end]
        noun = noun or word.tag.startswith("N")
        if word.tag != "V" or not noun or word.start <= floor or not phrase[word.end :].strip():
            continue
        if not _names_a_noun(folded, word.start, told, previous, words):
            return word.start
    return None


def _names_a_noun(folded: str, at: int, verb: str, previous: str, words: TargetWords) -> bool:
    """Whether the verb at ``at`` only tells which: in a list, behind "công tác", "bị", "điểm"."""
    before = folded[:at].rstrip()
    if before.endswith((",", " và", " hoặc")):
        return True
    tells = _QUALIFYING.search(before[-16:]) or _QUALIFYING.fullmatch(verb) or words.qualities.match(folded, at)
    return bool(tells or words.nominal_end.search(before) or words.classifiers.fullmatch(previous))


def before_manner(phrase: str, at: int, words: TargetWords) -> int:
    """ "Người dân | mua sắm trực tuyến": the verb that an adverb at ``at`` belongs to, else ``at``."""
    if not fold(phrase).startswith(_MANNERS, at):
        return at
    before = segment_words(phrase[:at])
    verbs = len(before)
    while verbs and before[verbs - 1].tag == "V":
        verbs -= 1
    if 0 < verbs < len(before):
        return before[verbs].start
    verb = verb_by_tag(phrase, words)
    return verb if verb is not None and verb < at else at


def opens_with_verb(phrase: str) -> int:
    """-> the end of the first word of ``phrase`` where the tagger takes it for a verb, else 0."""
    first = next(iter(segment_words(phrase[:80])), None)
    return first.end if first and first.tag == "V" else 0
