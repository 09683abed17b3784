"""Is the text of a page the words that stand on it? A score for what extractors and OCR give of Vietnamese."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

_TOKEN = compiled(r"[^\W\d_]+")
_SYLLABLE = compiled(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:ieu|yeu|oai|oay|oeo|uay|uoi|uou|uya|uye|uyu|uoa|ia|ie|io|iu|iua|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ai|ao|au|ay|eo|eu|ya|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?$"
)
# private use, control characters that are no blanks, IPA, Cyrillic, Armenian, Hebrew, "stands for no character"
_STRANGE = compiled("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u0250-\u02af\u0400-\u05ff\ue000-\uf8ff\ufffd]")
_SICK_SINGLES = 0.01
_LEAST_SYLLABLES = 0.75
_LEAST_MARKED = 0.06
_ENOUGH = 40
_FIELD = 40  # bits that hold any count
_FULL = (1 << _FIELD) - 1


@dataclass(frozen=True, slots=True)
class Health:
    """``singles``: share of tokens that are one letter of U+1EA0-1EF9, as where toned letters come from a second font
    (0.0003 on good files, 0.23 on sick ones); ``syllables``: share of tokens with the shape of a Vietnamese syllable or
    written in capitals; ``marked``: share of letters with a Vietnamese mark; ``strange``: share of characters from
    private or control ranges, or that stand for no character.
    """

    tokens: int
    singles: float
    syllables: float
    marked: float
    strange: float

    @property
    def sick(self) -> bool:
        """True where the text cannot be trusted. A page of a few words or in another language is not called sick."""
        if self.strange > 0.03:
            return True
        if self.tokens < _ENOUGH:
            return self.tokens >= 8 and (self.syllables < 0.4 or self.singles > 0.1)
        return self.singles > _SICK_SINGLES or self.syllables < _LEAST_SYLLABLES or self.marked < _LEAST_MARKED


_DOUBTED_MARKS, _DOUBTED_SYLLABLES = 0.2, 0.9
_LEAST_WORDS = 0.7  # good pages have 0.9 and more, hidden layers of old scanners 0.2


def is_rubbish(text: str, state: Health) -> bool:
    """Whether a page's text looks like words and is none: few of them stand beside each other in Vietnamese.

    ``state`` is what ``health`` says of it; where that is above doubt, the lexicon is not asked. Capitals and single
    letters, which tables and abbreviations are full of, do not count.
    """
    if state.tokens < _ENOUGH or (state.marked >= _DOUBTED_MARKS and state.syllables >= _DOUBTED_SYLLABLES):
        return False
    from pipeline.knowledge.lexicon import health as share_of_words

    words = [token for token in _TOKEN.findall(text) if len(token) > 1 and not token.isupper()]
    return len(words) >= _ENOUGH // 2 and share_of_words(words) < _LEAST_WORDS


def health(text: str) -> Health:
    """Judge a page's text."""
    pieces = text.split()
    sums = sum(map(_judged, pieces))
    total, letters, singles, syllables, marked, strange = (sums >> _FIELD * i & _FULL for i in range(6))
    solid = sum(map(len, pieces)) if strange else 1
    count = max(1, total)
    return Health(total, singles / count, syllables / count, marked / max(1, letters), strange / solid)


@lru_cache(maxsize=50_000)
def _judged(piece: str) -> int:
    """-> of what stands between two blanks: its tokens, their letters, how many tokens are one toned letter, how many
    have the shape of a syllable, how many letters are marked, how many characters are strange.

    The six stand side by side in one number, so that those of all pieces are counted by one sum.
    """
    tokens = _TOKEN.findall(piece)
    counts = (
        len(tokens),
        sum(map(len, tokens)),
        sum(len(token) == 1 and "\u1ea0" <= token <= "\u1ef9" for token in tokens),
        sum(map(is_syllable, tokens)),
        sum(_is_marked(letter) for token in tokens for letter in token),
        len(_STRANGE.findall(piece)),
    )
    return sum(count << _FIELD * i for i, count in enumerate(counts))


def is_syllable(token: str) -> bool:
    """True for the shape of a Vietnamese syllable, an abbreviation or a Roman number."""
    if len(token) <= 6 and token.isupper() and token.isascii():
        return True
    return len(token) <= 7 and bool(_SYLLABLE.match(bare(token)))


@lru_cache(maxsize=4096)
def _is_marked(letter: str) -> bool:
    return letter in "đĐ" or (letter > "\x7f" and letter.isalpha() and len(unicodedata.normalize("NFD", letter)) > 1)
