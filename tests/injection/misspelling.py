"""Slips planted in clean plans, as typists, scanners and dialects make them; the same seed plants the same slips.

A slip is planted without looking at what the program knows: which keys lie beside each other, which marks are lost,
which sounds are taken for each other. What comes of it is sorted by its shape: no syllable of Vietnamese, or another.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.text.fold import bare, fold
from pipeline.text.syllables import TONES, as_syllable

KINDS = ("no_word", "other_word", "doubled", "missing", "sign", "capital")
_SYLLABLE = re.compile(r"[^\W\d_]+")
_BESIDE = {  # keys that lie beside each other on a keyboard, letters of Vietnamese alone
    "a": "sq", "b": "vnh", "c": "xvd", "d": "sec", "e": "rd", "g": "hvbt", "h": "gnyu", "i": "uok", "k": "il",
    "l": "ko", "m": "n", "n": "bmh", "o": "ipl", "p": "o", "q": "a", "r": "et", "s": "adx", "t": "ryg", "u": "yi",
    "v": "cbg", "x": "sc", "y": "tu",
}  # fmt: skip
_SOUNDS = (("tr", "ch"), ("ch", "tr"), ("s", "x"), ("x", "s"), ("đ", "d"), ("d", "đ"), ("gi", "d"), ("d", "gi"))
_ENDS = (("ng", "n"), ("n", "ng"), ("c", "t"), ("t", "c"), ("ai", "ay"), ("ay", "ai"), ("i", "y"), ("y", "i"))
_SAME = ("i", "y")  # "kĩ" and "kỹ", "tỉ" and "tỷ" are both right
_PHRASES = (
    "ủy ban nhân dân", "hội đồng nhân dân", "mặt trận tổ quốc", "cơ sở vật chất", "công nghệ thông tin", "phòng chống",
    "cán bộ công chức", "công chức viên chức", "thủ tục hành chính", "cải cách hành chính", "chuyển đổi số",
    "ngân sách nhà nước", "phát triển kinh tế", "nông thôn mới", "bảo vệ môi trường", "an toàn thực phẩm",
    "tuyên truyền phổ biến", "kiểm tra giám sát", "chịu trách nhiệm", "phối hợp chặt chẽ", "nâng cao chất lượng",
    "nâng cao nhận thức", "đào tạo bồi dưỡng", "giáo dục đào tạo", "nguồn nhân lực", "quản lý nhà nước",
    "tổ chức thực hiện", "triển khai thực hiện", "xây dựng kế hoạch", "bảo hiểm y tế", "bảo hiểm xã hội",
    "an sinh xã hội", "trợ giúp xã hội", "người khuyết tật", "người cao tuổi", "khoa học công nghệ", "cơ quan đơn vị",
    "doanh nghiệp", "hợp tác xã", "đơn vị sự nghiệp", "văn bản quy phạm", "quy phạm pháp luật", "giải quyết việc làm",
    "giảm nghèo bền vững", "hệ thống chính trị", "dịch vụ công", "trực tuyến", "cơ sở dữ liệu", "sản xuất kinh doanh",
    "chất lượng cao", "lực lượng vũ trang", "quốc phòng an ninh", "trật tự an toàn", "phòng cháy chữa cháy",
    "biến đổi khí hậu", "dân tộc thiểu số", "vùng sâu vùng xa", "chăm sóc sức khỏe", "khám bệnh chữa bệnh",
    "tình hình thực tế", "thời gian tới", "trách nhiệm", "hiệu quả", "điều kiện thuận lợi", "trên địa bàn",
)  # fmt: skip
_NAMES = (
    ("Ủy ban nhân dân", ("Ủy Ban nhân dân", "Ủy ban Nhân dân", "Uỷ Ban Nhân Dân")),
    ("Hội đồng nhân dân", ("Hội Đồng nhân dân", "Hội Đồng Nhân Dân", "Hội đồng Nhân dân")),
    ("Thủ tướng Chính phủ", ("Thủ tướng chính phủ", "Thủ Tướng Chính phủ", "thủ tướng Chính phủ")),
    ("Mặt trận Tổ quốc", ("Mặt trận tổ quốc", "Mặt Trận Tổ Quốc")),
    ("Văn phòng Chính phủ", ("Văn phòng chính phủ",)),
    ("Bộ Y tế", ("Bộ y tế", "Bộ Y Tế", "bộ Y tế")),
    ("Bộ Nội vụ", ("Bộ nội vụ", "Bộ Nội Vụ")),
    ("Bộ Tài chính", ("Bộ tài chính", "Bộ Tài Chính")),
    ("Sở Nội vụ", ("Sở nội vụ", "Sở Nội Vụ")),
    ("Sở Tài chính", ("Sở tài chính", "Sở Tài Chính")),
    ("Sở Y tế", ("Sở y tế", "Sở Y Tế")),
    ("Nghị quyết số", ("Nghị Quyết số", "nghị Quyết số")),
    ("Quyết định số", ("Quyết Định số", "quyết Định số")),
    ("Nghị định số", ("Nghị Định số",)),
    ("Thông tư số", ("Thông Tư số",)),
    ("Kế hoạch số", ("Kế Hoạch số",)),
    ("Công văn số", ("Công Văn số",)),
    ("Chỉ thị số", ("Chỉ Thị số",)),
    ("Đoàn Thanh niên", ("Đoàn thanh niên", "Đoàn Thanh Niên")),
    ("Hội Nông dân", ("Hội nông dân", "Hội Nông Dân")),
    ("Hội Cựu chiến binh", ("Hội cựu chiến binh", "Hội Cựu Chiến Binh")),
    ("Hội Liên hiệp Phụ nữ", ("Hội liên hiệp phụ nữ", "Hội Liên hiệp phụ nữ", "Hội Liên Hiệp Phụ Nữ")),
    ("Kho bạc Nhà nước", ("Kho Bạc Nhà nước", "Kho bạc nhà nước")),
)  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """One slip: the plan's text from ``start`` to ``end`` was ``right`` and became ``wrong``."""

    kind: str
    start: int
    end: int
    right: str
    wrong: str


Slips = Callable[[str, re.Match[str], random.Random], str | None]


def _mark_lost(word: str, rng: random.Random) -> str:
    """A key of Telex or VNI that was not struck, or struck wrongly: the tone, or the mark of one letter."""
    apart = unicodedata.normalize("NFD", word)
    marks = [i for i, c in enumerate(apart) if unicodedata.combining(c)]
    if not marks:
        return word.replace("đ", "d") if "đ" in word else word
    at = rng.choice(marks)
    if apart[at] in TONES and rng.random() < 0.7:
        other = rng.choice(sorted(TONES.keys() - {apart[at]}))
        return unicodedata.normalize("NFC", apart[:at] + other + apart[at + 1 :])
    return unicodedata.normalize("NFC", apart[:at] + apart[at + 1 :])


def _tone_struck(word: str, rng: random.Random) -> str:
    """A tone on a syllable that has none, or another on one that has one."""
    apart = [c for c in unicodedata.normalize("NFD", word) if c not in TONES]
    vowels = [i for i, c in enumerate(apart) if c in "aeiouy"]
    if not vowels:
        return word
    at = vowels[len(vowels) // 2]
    while at + 1 < len(apart) and unicodedata.combining(apart[at + 1]):
        at += 1
    return unicodedata.normalize("NFC", "".join([*apart[: at + 1], rng.choice(sorted(TONES)), *apart[at + 1 :]]))


def _key_beside(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    plain = bare(word[at])
    near = _BESIDE.get(plain)
    return word if not near or word[at] != plain else word[:at] + rng.choice(near) + word[at + 1 :]


def _letter_dropped(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 2 else word


def _letters_swapped(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) - 1) if len(word) > 1 else 0
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def _sound(word: str, rng: random.Random) -> str:
    found = [b + word[len(a) :] for a, b in _SOUNDS if word.startswith(a)]
    plain = unicodedata.normalize("NFD", word)
    found += [unicodedata.normalize("NFC", plain[: -len(a)] + b) for a, b in _ENDS if plain.endswith(a)]
    return rng.choice(found) if found else word


# as often as clerks make them: marks before all else
_WAYS = (_mark_lost, _mark_lost, _mark_lost, _tone_struck, _tone_struck, _key_beside, _letter_dropped, _letters_swapped,
         _sound, _sound)  # fmt: skip


def _misspelt(word: str, rng: random.Random, *, real: bool) -> str | None:
    for _ in range(12):
        made = rng.choice(_WAYS)(word, rng)
        if fold(made) == fold(word) or len(made) < 2:
            continue
        if made.translate(str.maketrans("yýỳỷỹỵ", "iíìỉĩị")) == word.translate(str.maketrans("yýỳỷỹỵ", "iíìỉĩị")):
            continue
        if (as_syllable(made) is not None) == real:
            return made
    return None


def plant(text: str, kinds: tuple[str, ...], count: int, rng: random.Random) -> tuple[str, list[Planted]]:
    """-> the text with up to ``count`` slips, of ``kinds`` in turn, and where they stand in it; lines have one each."""
    lines = _lines(text)
    rng.shuffle(lines)
    made: list[Planted] = []
    turn = 0
    for start, end in lines:
        if len(made) >= count:
            break
        for step in range(len(kinds)):
            kind = kinds[(turn + step) % len(kinds)]
            options = list(_MAKERS[kind](text, start, end, rng))
            if options:
                a, b, wrong = rng.choice(options)
                made.append(Planted(kind, a, b, text[a:b], wrong))
                turn += step + 1
                break
    return _applied(text, made)


def _applied(text: str, made: list[Planted]) -> tuple[str, list[Planted]]:
    pieces: list[str] = []
    placed: list[Planted] = []
    at = size = 0
    for slip in sorted(made, key=lambda s: s.start):
        pieces += [text[at : slip.start], slip.wrong]
        start = size + slip.start - at
        size = start + len(slip.wrong)
        at = slip.end
        placed.append(Planted(slip.kind, start, size, slip.right, slip.wrong))
    return "".join([*pieces, text[at:]]), placed


def _lines(text: str) -> list[tuple[int, int]]:
    """-> the lines that are sentences: long enough, no table, not in capitals, no letterhead."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        words = _SYLLABLE.findall(line.group())
        if len(words) >= 10 and "|" not in line.group() and not line.group().isupper():
            found.append(line.span())
    return found


def _words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """-> the syllables that a slip may stand in: small letters, three or more, no figure or sign beside them."""
    found = _SYLLABLE.finditer(text, start, end)
    return [
        m
        for m in found
        if m.group().islower() and len(m.group()) >= 3 and as_syllable(m.group()) is not None
        and not re.match(r"[\w/@-]", text[m.end() : m.end() + 1])
        and not re.search(r"[\w/@-]$", text[max(0, m.start() - 1) : m.start()])
        and not _in_quotes(text, start, m.start())
    ]  # fmt: skip


def _in_quotes(text: str, start: int, at: int) -> bool:
    return text.count("“", start, at) > text.count("”", start, at) or text.count('"', start, at) % 2 == 1


def _spelled(real: bool) -> Callable[[str, int, int, random.Random], Iterator[tuple[int, int, str]]]:
    def make(text: str, start: int, end: int, rng: random.Random) -> Iterator[tuple[int, int, str]]:
        words = _words(text, start, end)
        rng.shuffle(words)
        for m in words[:6]:
            if (wrong := _misspelt(m.group(), rng, real=real)) is not None:
                yield m.start(), m.end(), wrong
                return

    return make


def _twice(text: str, start: int, end: int, rng: random.Random) -> Iterator[tuple[int, int, str]]:
    words = _words(text, start, end)
    for m, after in pairwise(words):
        yield m.start(), m.end(), f"{m.group()} {m.group()}"
        if rng.random() < 0.2 and text[m.end() : after.start()] == " ":
            both = text[m.start() : after.end()]
            yield m.start(), after.end(), f"{both} {both}"


def _fallen_out(text: str, start: int, end: int, rng: random.Random) -> Iterator[tuple[int, int, str]]:
    line = fold(text[start:end])
    for phrase in _PHRASES:
        for hit in re.finditer(rf"(?<!\w){fold(phrase)}(?!\w)", line):
            a, b = start + hit.start(), start + hit.end()
            words = text[a:b].split(" ")
            at = rng.randrange(len(words))
            if rng.random() < 0.5 and len(words) > 2:
                yield a, b, " ".join(words[:at] + words[at + 1 :])
            elif len(words[at]) > 2:
                cut = rng.randrange(1, len(words[at]))
                yield a, b, " ".join([*words[:at], f"{words[at][:cut]} {words[at][cut:]}", *words[at + 1 :]])


def _stray(text: str, start: int, end: int, rng: random.Random) -> Iterator[tuple[int, int, str]]:
    words = _words(text, start, end)
    for m, after in pairwise(words):
        gap = text[m.end() : after.start()]
        if gap == " ":
            way = rng.randrange(4)
            if way == 0:
                yield m.end(), after.start(), " ."
            elif way == 1 and len(m.group()) > 3:
                at = rng.randrange(1, len(m.group()) - 1)
                digit = {"o": "0", "i": "1", "l": "1", "a": "4", "e": "3", "g": "9"}.get(bare(m.group()[at]), "1")
                yield m.start(), m.end(), m.group()[:at] + digit + m.group()[at + 1 :]
            elif way == 2 and (alike := re.search("[aecopxy]", m.group())):
                other = dict(zip("aecopxy", "аесорху", strict=True))[alike.group()]
                yield m.start(), m.end(), m.group()[: alike.start()] + other + m.group()[alike.end() :]
        elif gap == ", " or gap == "; ":
            yield m.end(), after.start(), rng.choice([f" {gap}", f"{gap[0]}{gap}"])


def _wrong_capital(text: str, start: int, end: int, rng: random.Random) -> Iterator[tuple[int, int, str]]:
    for right, wrongs in _NAMES:
        for hit in re.finditer(rf"(?<!\w){right}(?!\w)", text[start:end]):
            if hit.start():
                yield start + hit.start(), start + hit.end(), rng.choice(wrongs)


_MAKERS = {
    "no_word": _spelled(real=False),
    "other_word": _spelled(real=True),
    "doubled": _twice,
    "missing": _fallen_out,
    "sign": _stray,
    "capital": _wrong_capital,
}
