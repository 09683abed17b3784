"""Number and symbol of a document ("112/QĐ-TTg", "20-NQ/TW", "30/2017/TTLT-BLĐTBXH-BNV"): the grammar.

State bodies write ``NN/KIND-BODY`` or, for normative documents, ``NN/YYYY/KIND-BODY`` (Decree 30/2020/NĐ-CP;
Decree 34/2016/NĐ-CP, Điều 58); letters ``NN/BODY-UNIT``; the National Assembly ``NN/YYYY/QHkk``; the Party
``NN-KIND/BODY``. Real texts break all of these with blanks, line ends, capitals, dots and look-alike letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import reference_rules
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

_STEM = compiled(
    r"(?<![\w/])(?<!\d[.,:])(?<!\w[\-–])"
    r"(?P<stem>\d{1,5}[a-zA-ZđĐ]?|\d\.\d{3}|\d{1,3}\.\d{1,2}(?=\s?/\s?20\d\d\s?/))(?P<before>\s{0,3})(?P<sep>[/\-–])(?P<after>\s{0,3})"
    r"(?:(?P<year>(?:19|20)\d\d)\s{0,2}[/\-–]\s{0,2})?(?=[^\W\d_])"
)
_BLANK_STEM = compiled(
    r"\b(?:số|Số|SỐ)\s{0,3}:?(?P<blank>[\s.…_]{0,60}+)/\s{0,2}(?:(?P<year>(?:19|20)\d\d)\s{0,2}/\s{0,2})?(?=[^\W\d_])"
)
_PIECE = compiled(r"[^\W\d_][^\W_&]*(?:&[^\W\d_][^\W_]*)*")
_JOINT = compiled(r"(?P<before>\s{0,2})(?P<sep>[/\-–.])(?P<after>\s{0,2})(?=[^\W\d_])")
_SPLIT_KIND = compiled(r"\s([^\W\d_]{1,3})(?=\s?[\-/])")
_TONED = compiled("[ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ]")
_CLOSED = compiled(r"\s*(?:ngày\b|[,;.)]|$)")  # what stands behind the whole of a number
_THOUSANDS = compiled(r"^(\d)\.(\d{3})$")
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document's number in the text at ``start``..``end``.

    ``number`` is as written with its blanks repaired; ``canonical`` is the same in the form the law wants. ``stem`` is
    the running number (None where a draft left it blank), ``kind`` the id of the kind that the symbol names, None in
    letters and in numbers of the National Assembly. ``weak``: no symbol at all without the word of a kind before it.
    """

    start: int
    end: int
    number: str | None
    canonical: str | None
    stem: str | None
    year: int | None
    pieces: tuple[str, ...]
    kind: str | None
    party: bool
    issuer: str | None
    weak: bool


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    exact: dict[str, str]  # folded -> the right writing
    spelling: dict[str, str]  # bare, so that "QD" and "hdnd" are found too
    kinds: dict[str, str]
    bodies: dict[str, str | None]
    party: dict[str, str | None]
    respelled: dict[str, str]
    glued: dict[str, str]  # "QĐTTg": the joint between kind and body is lost
    assembly: dict[str, str]
    state: frozenset[str]


@lru_cache(maxsize=8)
def _vocabulary(rules: Rules) -> _Vocabulary:
    table = reference_rules(rules)
    kinds = {symbol: kind.id for kind in table.kinds for symbol in kind.symbols}
    spelling: dict[str, str] = {}
    for symbol in (*kinds, *table.bodies, *table.party):
        spelling.setdefault(bare(symbol), symbol)
    exact = {fold(symbol): symbol for symbol in (*table.party, *table.bodies, *kinds)}
    bodies = [(body, fold(body), bare(body)) for body in (*table.bodies, *table.party)]
    glued = {
        front + back: f"{kind}-{body}"
        for kind, front, plain in [(kind, fold(kind), bare(kind)) for kind in kinds]
        for body, back, bare_body in bodies
        if plain + bare_body not in spelling
    }
    return _Vocabulary(
        exact,
        spelling,
        kinds,
        table.bodies,
        table.party,
        {fold(wrong): right for wrong, right in table.respelled.items()},
        glued,
        table.assembly,
        frozenset(table.state),
    )


def find_symbols(text: str, rules: Rules) -> tuple[Symbol, ...]:
    """-> every number of a document in ``text``, in reading order. Weak ones need a kind's word before them."""
    words = _vocabulary(rules)
    found: list[Symbol] = []
    for hit in _STEM.finditer(text):
        if (not found or hit.start() >= found[-1].end) and (symbol := _read(text, hit, words)):
            found.append(symbol)
    blanks = (_read_blank(text, hit, words) for hit in _BLANK_STEM.finditer(text))
    return tuple(sorted([*found, *(symbol for symbol in blanks if symbol)], key=lambda s: s.start))


def normal_number(number: str, rules: Rules) -> str:
    """-> ``number`` in the form the law wants ("57- NQ/TW" -> "57-NQ/TW", "1437/QĐ-TTG" -> "1437/QĐ-TTg").

    What is no number of a document comes back with its blanks squeezed out.
    """
    written = number.strip()
    hit = _STEM.match(written)
    symbol = _read(written, hit, _vocabulary(rules)) if hit else None
    if symbol is None or symbol.canonical is None or symbol.end != len(written):
        return re.sub(r"\s+", "", written).translate(_DASHES)
    return symbol.canonical


def kind_of_number(number: str, rules: Rules) -> str:
    """-> the name of the kind that a symbol says ("24/KH-UBND" -> "Kế hoạch"); a letter's where it says none."""
    hit = _STEM.match(number.strip())
    symbol = _read(number.strip(), hit, _vocabulary(rules)) if hit else None
    table = reference_rules(rules)
    wanted = symbol.kind if symbol and symbol.kind else "luat" if symbol and symbol.issuer == "Quốc hội" else None
    return next(kind.name for kind in table.kinds if kind.id == (wanted or table.generic_kind))


@lru_cache(maxsize=8192)
def _bare(piece: str) -> str:
    return bare(piece)


def _known(piece: str, words: _Vocabulary) -> bool:
    return _bare(piece) in words.spelling or fold(piece) in words.respelled or fold(piece) in words.glued


def _assembly(piece: str, words: _Vocabulary) -> str | None:
    head = re.sub(r"(?:\d+|[IVX]+)$", "", fold(piece).upper())
    return words.assembly.get(head) if head != piece or head in words.assembly else None


def _symbolic(piece: str, words: _Vocabulary) -> bool:
    """Whether a run of letters may be part of a symbol: known, or mostly capitals without tones."""
    capitals = sum(c.isupper() for c in piece)
    letters = sum(c.isalpha() for c in piece)
    return _known(piece, words) or (capitals * 2 >= letters and not _TONED.search(piece.upper()))


def _chain(text: str, start: int, words: _Vocabulary) -> tuple[list[str], list[str], int]:
    """-> pieces, the joints between them, and the end of a symbol whose letters begin at ``start``."""
    pieces: list[str] = []
    joints: list[str] = []
    end = start
    while hit := _PIECE.match(text, end if not pieces else start):
        piece, stop = hit.group(), hit.end()
        if not pieces and (split := _SPLIT_KIND.match(text, stop)) and _bare(piece + split.group(1)) in words.spelling:
            piece, stop = piece + split.group(1), split.end()  # "TT LT-": a scan's blank inside the kind
        if not _symbolic(piece, words):
            joints = joints[: max(0, len(pieces) - 1)]
            break
        pieces.append(piece)
        end = stop
        joint = _JOINT.match(text, end)
        if not joint or not _may_join(text, joint, pieces, words):
            break
        joints.append(joint.group("sep"))
        start = joint.end()
    return pieces, joints[: max(0, len(pieces) - 1)], end


def _may_join(text: str, joint: re.Match[str], pieces: list[str], words: _Vocabulary) -> bool:
    following = _PIECE.match(text, joint.end())
    if following is None or not _symbolic(following.group(), words):
        return False
    if joint.group("sep") == "." and not (len(pieces) == 1 and _known(following.group(), words)) and pieces[-1] != "P":
        return False  # a full stop; only "QĐ.TTg" writes one for a hyphen, and "P.VHXH" one for "Phòng"
    before, after = joint.group("before"), joint.group("after")
    if not before and not after:
        return True
    kind = words.kinds.get(words.exact.get(fold(pieces[0])) or words.spelling.get(_bare(pieces[0]), ""))
    unfinished = len(pieces) == 1 or kind in {"thong_tu_lien_tich", "nghi_quyet_lien_tich"}
    last = following.group()
    if last.isupper() and last not in pieces and _CLOSED.match(text, following.end()):
        return True  # "12317/TTr-SNNMT- VP ngày …"
    return unfinished and (not (before and after) or kind is not None)


def _read(text: str, hit: re.Match[str], words: _Vocabulary) -> Symbol | None:
    pieces, joints, end = _chain(text, hit.end(), words)
    if not pieces or (end < len(text) and (text[end].isalnum() or text[end] == "_")):
        return None
    fixed = _respell(pieces, words)
    kind = words.kinds.get(fixed[0])
    house = _assembly(pieces[-1], words) or _assembly(pieces[0], words)
    spaced = bool(hit.group("before")) and bool(hit.group("after"))
    if (spaced or hit.group("sep") != "/") and kind is None and not (house or fixed[0] in words.bodies):
        return None
    if hit.group("sep") != "/" and len(fixed) == 1 and hit.group("year"):
        return None
    if kind and len(fixed) == 1 and not hit.group("year") and len(pieces[0]) < 2:
        return None
    first_known = kind is not None or house is not None or fixed[0] in words.bodies or fixed[0] in words.party
    weak = not first_known or (len(fixed) == 1 and house is None)
    if not hit.group("year") and house and len(fixed) == 1:
        weak = True
    stem = _THOUSANDS.sub(r"\1\2", hit.group("stem"))  # "66.7/2025/NQ-CP" is a number of its own
    written = _written(hit, pieces, joints)
    canonical, party = _canonical(stem, hit.group("year"), hit.group("sep"), fixed, joints, kind, words)
    year = int(hit.group("year")) if hit.group("year") else None
    issuer = _issuer(fixed, kind, house, words)
    return Symbol(hit.start(), end, written, canonical, stem, year, tuple(fixed), kind, party, issuer, weak)


def _read_blank(text: str, hit: re.Match[str], words: _Vocabulary) -> Symbol | None:
    """A draft's "số      /2022/NĐ-CP": only with a known kind or body, since no figure vouches for it."""
    pieces, _, end = _chain(text, hit.end(), words)
    fixed = _respell(pieces, words)
    kind = words.kinds.get(fixed[0]) if fixed else None
    if len(fixed) < 2 or (kind is None and fixed[0] not in words.bodies):
        return None
    year = int(hit.group("year")) if hit.group("year") else None
    party = any(piece in words.party for piece in fixed[1:])
    start = hit.start("blank") + len(hit.group("blank"))
    issuer = _issuer(fixed, kind, None, words)
    return Symbol(start, end, None, None, None, year, tuple(fixed), kind, party, issuer, False)


def _respell(pieces: list[str], words: _Vocabulary) -> list[str]:
    fixed: list[str] = []
    for i, piece in enumerate(pieces):
        right = words.respelled.get(fold(piece)) or (words.glued.get(fold(piece)) if i == 0 else None)
        if right is None:
            right = words.exact.get(fold(piece)) or words.spelling.get(_bare(piece), piece)
            if right == piece and _assembly(piece, words):
                right = piece.upper().replace("Ð", "Đ")
        fixed += right.split("-")
    return [piece.replace("Ð", "Đ").replace("Ɖ", "Đ") for piece in fixed]


def _written(hit: re.Match[str], pieces: list[str], joints: list[str]) -> str:
    year = f"{hit.group('year')}/" if hit.group("year") else ""
    tail = pieces[0] + "".join(joint + piece for joint, piece in zip(joints, pieces[1:], strict=True))
    return (hit.group("stem") + hit.group("sep") + year + tail).translate(_DASHES)


def _canonical(
    stem: str, year: str | None, sep: str, pieces: list[str], joints: list[str], kind: str | None, words: _Vocabulary
) -> tuple[str, bool]:
    stem = stem.lower()
    stem = stem if len(stem.rstrip("abcdđeghiklmn")) > 1 else stem.rjust(len(stem) + 1, "0")
    tail = "-".join(pieces[1:])
    if kind and tail and any(piece in words.party for piece in pieces[1:]):
        return f"{stem}-{pieces[0]}/{tail}", True
    if (
        kind and tail and sep != "/" and year is None and pieces[1] not in words.state
    ):  # a council's or steering committee's own "01-KH/BCĐ"
        return f"{stem}-{pieces[0]}{'/' if '/' in joints else '-'}{tail}", False
    if kind is None and "/" in joints:  # a letter's unit within a unit: "VP/TH"
        tail = "".join(("/" if joint == "/" else "-") + piece for joint, piece in zip(joints, pieces[1:], strict=False))
        return f"{stem}/{year + '/' if year else ''}{pieces[0]}{tail}", False
    if len(pieces) == 1 and kind is None and sep != "/":
        return f"{stem}-{pieces[0]}", pieces[0] in words.party
    return f"{stem}/{year + '/' if year else ''}{pieces[0]}{'-' + tail if tail else ''}", False


def _issuer(pieces: list[str], kind: str | None, house: str | None, words: _Vocabulary) -> str | None:
    if house:
        return house
    rest = pieces[1:] if kind else pieces[:1]
    named = [words.bodies.get(piece) or words.party.get(piece) for piece in rest]
    if kind in {"thong_tu_lien_tich", "nghi_quyet_lien_tich"}:
        return "; ".join(name for name in named if name) or None
    return named[0] if named else None
