"""The shape of a Vietnamese syllable: onset, rime and tone, and whether spelling allows the three together.

Not every shape is a word; what has no shape ("nươc", "nghành") is no syllable of the language.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}

_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc "
    "op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh "
    "uyt uyu uyn uyp ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu"
)
_AFTER_QU = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ê ên ênh êt êch êu "
    "i it in ơ ơi ơn ôc y ych yên yêt ynh yt yu"
)
_WITHOUT_ONSET_ONLY = ("yêm", "yên", "yêng", "yêt", "yêu")
_MAY_END_IN_Y = ("", "h", "k", "l", "m", "s", "t", "v", "th")  # kỹ, lý, mỹ, sỹ, tỷ, vỹ beside kĩ, lí, mĩ, sĩ, tỉ, vĩ
_RIME_SET, _AFTER_QU_SET = frozenset(_RIMES.split()), frozenset(_AFTER_QU.split())
_SPLIT = compiled(r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?(.*)", re.DOTALL)
_WITH_STOPS = ("\u0301", "\u0323")
_FRONT = tuple("eêiy")


@dataclass(frozen=True, slots=True)
class Syllable:
    """Onset ("" where there is none), rime without its tone, and tone as a combining letter ("" for the level one)."""

    onset: str
    rime: str
    tone: str

    @property
    def closed(self) -> bool:
        """Whether it ends in a stop, which only sắc and nặng go with."""
        return self.rime.endswith(("c", "ch", "p", "t"))


@lru_cache(maxsize=32768)
def as_syllable(word: str) -> Syllable | None:
    """-> the parts of a word that has the shape of a syllable, else None, wherever its tone mark stands."""
    found = apart(word)
    return None if found is None or (found.closed and found.tone not in _WITH_STOPS) else found


@lru_cache(maxsize=32768)
def apart(word: str) -> Syllable | None:
    """-> the parts of a word whose onset and rime go together, whether or not its tone goes with them ("hơp")."""
    toned = unicodedata.normalize("NFD", fold(word))
    tones = [letter for letter in toned if letter in TONES]
    if len(tones) > 1:
        return None
    plain = unicodedata.normalize("NFC", "".join(letter for letter in toned if letter not in TONES))
    for onset, rime in _partings(plain):
        if _fits(onset, rime):
            return Syllable(onset, rime, "".join(tones))
    return None


def write(syllable: Syllable) -> str:
    """-> the syllable in letters, its tone mark where ``fold`` puts it."""
    return _written(syllable.onset, syllable.rime, syllable.tone)


@lru_cache(maxsize=65536)
def _written(onset: str, rime: str, tone: str) -> str:
    if not tone:
        return onset + rime
    vowels = [i for i, letter in enumerate(rime) if unicodedata.normalize("NFD", letter)[0] in "aeiouy"]
    marked = [i for i in vowels if rime[i] in "ăâêôơư"]
    ends_in_consonant = vowels[-1] + 1 < len(rime)
    if marked:
        at = marked[-1]
    elif len(vowels) == 1:
        at = vowels[0]
    elif ends_in_consonant or len(vowels) == 3:
        at = vowels[1]
    else:
        at = vowels[0]
    return fold(unicodedata.normalize("NFC", onset + rime[: at + 1] + tone + rime[at + 1 :]))


def _partings(plain: str) -> list[tuple[str, str]]:
    found = _SPLIT.fullmatch(plain)
    onset, rime = (found[1] or "", found[2]) if found else ("", plain)
    partings = [(onset, rime)]
    if onset == "gi":
        partings.append(("g", f"i{rime}"))  # gì, gìn, giết, giếng
    if onset == "q":
        partings = []
    return partings


def _fits(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _AFTER_QU_SET
    if rime in _WITHOUT_ONSET_ONLY:
        return onset == ""
    if rime == "y":
        return onset in _MAY_END_IN_Y
    if rime not in _RIME_SET:
        return False
    if onset in ("k", "gh", "ngh"):
        return rime[0] in _FRONT
    if onset in ("c", "ng"):
        return rime[0] not in _FRONT
    if onset == "g":
        return rime[0] not in ("e", "ê")
    if onset == "p":
        return rime in ("in", "a", "i", "ô", "e", "o", "an", "at", "ơ", "ê", "u")
    return True
