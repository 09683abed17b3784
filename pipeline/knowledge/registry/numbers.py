"""Numbers, names of issuers and abstracts as they are compared: typing does not tell documents apart."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

_YEAR = compiled(r"^\d+(?:\.\d+)?[a-z]?/((?:19|20)\d\d)/")
_LOCAL = compiled(r"(?:^|[/-])(?:ubnd|hđnd|tu|hu|qu|đu|s[a-zđ&]{2,})(?:$|[/-])")
_PLAIN = {"việc", "về", "ban", "hành", "phê", "duyệt", "của", "và", "các", "số", "quy", "định", "quyết"}
_SHARED_TITLE = 0.6  # two of three words of the shorter title: "ban hành" and "phê duyệt" name the same programme
_SHORT_TITLE = 3
# words that make another body of the name they stand before: "Thủ tướng Chính phủ" is not "Chính phủ"
_OTHER_BODY = (
    (frozenset({"thủ", "tướng"}), frozenset({"chính", "phủ"})),
    (frozenset({"thanh", "tra"}), frozenset({"chính", "phủ"})),
    (frozenset({"thường", "vụ"}), frozenset({"quốc", "hội"})),
    (frozenset({"văn", "phòng"}), frozenset[str]()),
)
_CAPITALS = compiled(r"(?<![^\W\d_])[A-ZĐ]{2,}(?![^\W\d_])")
_SHORT_INITIALS = 3
_LEVEL = r"(?:tỉnh|thành phố|tp\.?)"
_PROVINCE = compiled(rf"(?<!\w){_LEVEL}\s+([^,;(]+)$")
_HCM = compiled(r"\b(?:tp\.?\s*hcm|tphcm)\b")


@lru_cache(maxsize=8192)
def number_key(number: str) -> str:
    """A number as it is compared: case, blanks, separators and leading zeros do not tell documents apart."""
    parts = [part.lstrip("0") or "0" for part in re.split(r"[^\w&]+", fold(number)) if part]
    return "-".join(parts)


@lru_cache(maxsize=8192)
def number_year(number: str) -> int | None:
    """-> the year inside the number of a normative document (``110/2024/NĐ-CP`` -> 2024), or None."""
    hit = _YEAR.match(re.sub(r"\s+", "", fold(number)))
    return int(hit.group(1)) if hit else None


def without_year(number: str) -> str:
    """-> the key of a number less its year: what "200/2023/NĐ-CP" and "200/2025/NĐ-CP" have in common."""
    year = number_year(number)
    return number_key(number.replace(str(year), "", 1) if year else number)


@lru_cache(maxsize=8192)
def is_local(number: str) -> bool:
    """Whether bodies of many places issue under this symbol (UBND, HĐND, a Sở, a Party committee below the centre)."""
    return bool(_LOCAL.search(re.sub(r"\s+", "", fold(number))))


@lru_cache(maxsize=8192)
def same_issuer(one: str, other: str) -> bool:
    """Whether two names may be one body: the words of the shorter are all in the longer, abbreviations aside, and what
    the longer has more does not name another ("Thủ tướng Chính phủ" against "Chính phủ")."""
    first, second = _words_of_name(one), _words_of_name(other)
    if not (first <= second or second <= first):
        short = _CAPITALS.search(one) or _CAPITALS.search(other)
        return bool(short) and len(_initials(one)) >= _SHORT_INITIALS and _initials(one) == _initials(other)
    return not any(words <= first ^ second and common <= first & second for words, common in _OTHER_BODY)


def _initials(name: str) -> str:
    """-> "bgddt" for "Bộ Giáo dục và Đào tạo" and for "Bộ GD&ĐT"."""
    words = (word for word in re.findall(r"[^\W\d_]+", name) if bare(word) != "va")
    return "".join(bare(word if word.isupper() else word[0]) for word in words)


@lru_cache(maxsize=8192)
def _words_of_name(name: str) -> frozenset[str]:
    name = re.sub(r"\bubnd\b", "ủy ban nhân dân", fold(name))
    name = _whole_city(name)
    return frozenset(re.findall(r"\w+", re.sub(r"\btp\b\.?|\btỉnh\b|\bthành phố\b", " ", name)))


@lru_cache(maxsize=1024)
def province_of(issuer: str) -> str | None:
    """-> "bắc ninh" of "UBND tỉnh Bắc Ninh", or None where no province is named (folded, without its level)."""
    hit = _PROVINCE.search(_whole_city(fold(issuer)))
    return " ".join(hit[1].split()) if hit else None


def province_name(issuer: str) -> str | None:
    """-> "Bắc Ninh" of "UBND tỉnh Bắc Ninh", as it is written there, or None."""
    province = province_of(issuer)
    return None if province is None else " ".join(issuer.split()[-len(province.split()) :])


def names_province(text: str, province: str) -> bool:
    """Whether a folded text names a province as one ("tỉnh Bắc Ninh", "TP. Cần Thơ")."""
    name = r"\s+".join(map(re.escape, province.split()))
    return re.search(rf"(?<!\w){_LEVEL}\s*{name}(?!\w)", _whole_city(text)) is not None


def _whole_city(folded: str) -> str:
    return _HCM.sub("thành phố hồ chí minh", folded)


@lru_cache(maxsize=8192)
def title_words(title: str) -> frozenset[str]:
    """-> the words of an abstract that say what it is about."""
    return frozenset(word for word in re.findall(r"\w+", fold(title)) if word not in _PLAIN)


def shared_words(one: str, other: str) -> tuple[float, int]:
    """-> (share of the shorter abstract's content words that the longer has too, how many words the shorter has)."""
    first, second = title_words(one), title_words(other)
    smaller = min(len(first), len(second))
    return (len(first & second) / smaller if smaller else 0.0), smaller


def same_title(one: str, other: str) -> bool:
    """Whether two abstracts speak of one thing: most content words of the shorter stand in the longer."""
    share, smaller = shared_words(one, other)
    return smaller >= _SHORT_TITLE and share >= _SHARED_TITLE
