"""What stands before a number: the word of its kind ("Quyết định số"), and the working record of a citation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import reference_rules
from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

WINDOW = 120  # characters before a number in which its kind is looked for
_WORD = compiled(r"\S+")
_EDGE = compiled(r"^[^\w]+")
_ENDS = (".", ";", "!", "?", ")", "|")


@dataclass(slots=True)
class Citation:
    """A reference in the making. ``start``..``end`` is the quote; ``tail`` is where its date, issuer and title end.

    ``title_start``..``tail`` holds the title where there is one. ``kind_start`` equals ``start`` unless the citation
    is a further member of a list, which has no word of its own.
    """

    start: int
    end: int
    doc_type: str
    number: str | None = None
    canonical: str | None = None
    stem: str | None = None
    year: int | None = None
    issuer: str | None = None
    issuer_told: bool = False
    issued_on: date | None = None
    title: str | None = None
    title_start: int | None = None
    tail: int = 0
    member: bool = False
    number_at: int | None = None
    symbol_kind: str | None = None
    internal: bool = False
    unresolved: bool = False
    resolved_from: int | None = None
    parts: tuple[tuple[str, str, str], ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class KindWord:
    """The word of a kind before a number: where it starts, the kind, and whether "số" stood between."""

    start: int
    kind: str
    numbered: bool
    generic: bool = False


@dataclass(frozen=True, slots=True)
class _Names:
    kinds: dict[str, str]
    short: frozenset[str]  # abbreviations, which count in capitals only
    generic: frozenset[str]
    between: frozenset[str]
    last: frozenset[str]
    closing: frozenset[str]  # the last words of ``between``
    generic_kind: str


@lru_cache(maxsize=8)
def _names(rules: Rules) -> _Names:
    table = reference_rules(rules)
    kinds = {" ".join(bare(name).split()): kind.id for kind in table.kinds for name in kind.names}
    generic = frozenset(bare(name) for name in table.generic)
    return _Names(
        kinds,
        frozenset(name for name in kinds if " " not in name and len(name) <= 4 and name not in {"luat", "lenh"}),
        generic,
        frozenset(bare(name) for name in table.between),
        frozenset(name.split()[-1] for name in (*kinds, *generic)),
        frozenset(bare(name).split()[-1] for name in table.between),
        table.generic_kind,
    )


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    return bare(word)


def kind_before(
    text: str, at: int, rules: Rules, *, symbol_kind: str | None = None, near: bool = False
) -> KindWord | None:
    """-> the word of the kind that governs a number at ``at``: right before it, or before its "của …" and "số".

    "Quyết định số", "Thông báo kết luận số", "Nghị định của Chính phủ số". Of two kinds in the window the nearer one
    counts, unless it stands farther off and only the other one fits the symbol. ``near``: only right before it.
    """
    names = _names(rules)
    low = max(0, at - (WINDOW // 2 if near else WINDOW))
    window = text[low:at]
    if not _may_end_kind(window, names):
        return None
    words = [(low + m.start(), m.group()) for m in _WORD.finditer(window)]
    if low and words and not text[low - 1].isspace():
        words = words[1:]  # a word cut in two
    plain = [_bare(word) for _, word in words]
    i = len(words)
    numbered = False
    while i and plain[i - 1].rstrip(":.…_") in {"so", ""} and i > len(words) - 4:
        numbered = True
        i -= 1
    if not i:
        return None
    adjacent = i
    for _ in range(4):  # "Công văn hỏa tốc số", "Báo cáo thẩm định tóm tắt số"
        if found := _kind_ending(words, plain, adjacent, names, numbered):
            return found
        skip = next(
            (n for n in (3, 2, 1) if n < adjacent and " ".join(plain[adjacent - n : adjacent]) in names.between), 0
        )
        if not skip:
            break
        adjacent -= skip
    if near or not numbered:
        return None
    for j in range(i, 0, -1):  # "Nghị định của Chính phủ số"
        if words[j - 1][1].endswith(_ENDS) or (j < i and words[j - 1][1].endswith(",")):
            break
        found = _kind_ending(words, plain, j, names, numbered)
        if found and (found.kind == symbol_kind or (symbol_kind is None and text[found.start].isupper())):
            return found
    return None


def _may_end_kind(window: str, names: _Names) -> bool:
    """Whether the last word of what stands before a number is "số", or the last of a kind or of what may follow one."""
    last = window.rsplit(None, 1)[-1:]
    plain = _bare(last[0]) if last else ""
    if plain.rstrip(":.…_") in {"so", ""} or plain in names.closing:
        return True
    return _EDGE.sub("", plain).rstrip(":") in names.last


def _kind_ending(
    words: list[tuple[int, str]], plain: list[str], end: int, names: _Names, numbered: bool
) -> KindWord | None:
    """-> the kind whose name is made of the words right before index ``end``."""
    if end <= 0 or _EDGE.sub("", plain[end - 1]).rstrip(":") not in names.last:
        return None
    for size in (4, 3, 2, 1):
        if size > end:
            continue
        first_start, first = words[end - size]
        stripped = _EDGE.sub("", first)
        phrase = " ".join([_EDGE.sub("", plain[end - size]), *plain[end - size + 1 : end]]).rstrip(":")
        kind = names.kinds.get(phrase)
        start = first_start + len(first) - len(stripped)
        if kind and (phrase not in names.short or stripped.isupper()):
            return KindWord(start, kind, numbered)
        if phrase in names.generic:
            return KindWord(start, names.generic_kind, numbered, generic=True)
    return None
