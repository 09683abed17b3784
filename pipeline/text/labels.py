"""What a paragraph of a plan begins with: "I.", "2.1.", "đ)", "(1)", "- ", "Phần thứ nhất", "Điều 5.", "PHỤ LỤC I".

The ladder is that of Decree 30/2020/NĐ-CP, Appendix I (phần, chương, mục, tiểu mục, điều, khoản, điểm) with the forms
that offices really type: glued ("1.Mục đích"), without a point ("6.2 Đối với"), with another mark ("I/", "1)", "a/.").
Only the look of the line is judged here; whether "C." is a letter or a number is settled by what stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.text.patterns import compiled

Style = Literal[
    "part",
    "chapter",
    "division",
    "subdivision",
    "article",
    "annex",
    "form",
    "upper",
    "roman",
    "mixed",
    "arabic",
    "arabic)",
    "(arabic)",
    "letter",
    "(letter)",
    "small_roman",
    "bullet",
    "note",
]

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""The letters that number points, in their order (Decree 30/2020/NĐ-CP: no f, j, w, z)."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line.

    ``text`` is the label without its closing mark ("2.1", "a", "-", "Phần thứ nhất"); ``start``..``end`` spans the
    label, its mark and the blanks after it, so that the heading begins at ``end``. ``numbers`` is its place in the
    series (``(2, 1)``; letters count from 1; empty where there is none). ``other`` is a second reading ("I." the ninth
    capital letter, "i)" the first small Roman numeral).
    """

    text: str
    style: Style
    numbers: tuple[int, ...]
    start: int
    end: int
    other: Label | None = None

    @property
    def depth(self) -> int:
        """How many numbers the label has: 2 for "2.1"."""
        return len(self.numbers)


_ORDINALS = {
    "nhất": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_WORDS: dict[str, Style] = {
    "phần": "part",
    "chương": "chapter",
    "mục": "division",
    "tiểu mục": "subdivision",
    "điều": "article",
    "phụ lục": "annex",
    "biểu": "form",
    "biểu mẫu": "form",
    "mẫu biểu": "form",
    "mẫu": "form",
}
_ROMAN = "[IVXLl]{1,7}|[\u2160-\u216b]"
_WORD = compiled(
    rf"""\s*(?P<word>phần|chương|tiểu\ mục|mục|điều|phụ\ lục|biểu\ mẫu|mẫu\ biểu|biểu|mẫu)
    (?:\ +(?:(?:thứ|số)\ +)?
       (?P<value>{"|".join(_ORDINALS)}|[ivxl]{{1,7}}|\d{{1,3}}(?:[.\-]\d{{1,2}})?[a-zđ]?|[a-zđ])(?!\w))?
    (?P<mark>\ *[.:)/]+|\ +[-–—](?=\ ))?\ *""",
    re.VERBOSE | re.IGNORECASE,
)
_BULLETS = "-–—−‑+•●○◦·∙▪■□►➢✓*\u2022\uf000-\uf0ff"
_SIGNS = compiled(
    rf"""\s*(?:
    (?P<note>\[\d{{1,3}}\]|\(\*{{1,3}}\))
    |(?P<bullet>[{_BULLETS}])(?![{_BULLETS}_.=]|\s*$)
    |(?P<mixed>(?:{_ROMAN}|[A-HĐ])(?:\.\d{{1,2}}){{1,3}})(?!\d)(?P<m1>\ *[.:)/]+\ *|\ +(?=[^\W\d_]))
    |(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?![\d%‰,])(?P<m2>\ *[.:)/]+(?!\d)\ *|\ *[-–—]\ +|\ +(?=[^\W\d_]))
    |(?P<roman>{_ROMAN})(?P<m3>\ *[.:)/]+-?\ *|\ *[-–—]\ *|\ +)(?=[^\W_]|["“'‘(\[]|$)
    |(?P<upper>[A-ZĐ])(?P<m4>\ *[.)/]+\ *|\ +[-–—]\ +)(?=[^\W_]|["“'‘(]|$)
    |\((?P<paren>\d{{1,3}}|[a-zđ]|[ivx]{{1,5}})\)[.:]?\ *(?=\S)
    |(?P<letter>[a-zđ]\.?\d{{1,2}}|[a-zđ]|[ivx]{{2,5}})(?P<m5>\ *[.)/]+\ *)(?=[^\W_]|["“'‘(]|$)
    |(?P<arabic>\d{{1,3}})(?P<m6>\ *\)|\ *[./]+(?!\d|[A-ZĐ]{{1,6}}-)[-–/]?|\ ?:(?=\ )
        |\ *[-–—](?!\d)(?=\ ?[^\W\d_]))\ *(?!\d{{1,2}}/\d)(?=\S|$)
    |(?P<circle>o)\ +(?=[^\W\d_])
    )\ *""",
    re.VERBOSE,
)


def parse_label(line: str) -> Label | None:
    """-> the label that ``line`` begins with, or None. Never raises; one pass over the head of the line."""
    return _word_label(line) or _sign_label(line)


def roman_value(text: str) -> int | None:
    """-> the number that a Roman numeral writes ("IV" is 4), or None where it is not written as the rules have it."""
    if len(text) == 1 and "\u2160" <= text <= "\u216b":
        return ord(text) - 0x215F
    digits = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = previous = 0
    numeral = text.replace("l", "I").upper()  # scans read I as l
    for digit in reversed(numeral):
        value = digits.get(digit)
        if value is None:
            return None
        total += value if value >= previous else -value
        previous = max(previous, value)
    return total if _to_roman(total) == numeral else None


def _to_roman(number: int) -> str:
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for value, sign in signs:
        while number >= value:
            out, number = out + sign, number - value
    return out


def _word_label(line: str) -> Label | None:
    match = _WORD.match(line)
    if match is None:
        return None
    word, value, mark = match["word"], match["value"], match["mark"]
    style = _WORDS[word.lower()]
    rest = line[match.end() :]
    if not _stands_alone(word, value, mark, rest, style):
        return None
    end_of_name = match.end("value") if value else match.end("word")
    number = _number(value) if value else None
    return Label(
        line[match.start("word") : end_of_name], style, (number,) if number else (), match.start("word"), match.end()
    )


def _stands_alone(word: str, value: str | None, mark: str | None, rest: str, style: Style) -> bool:
    """Is it a heading, and not the first words of a sentence ("Mục 1 Kế hoạch này", "Phần lớn hộ dân")?"""
    if not word[0].isupper():
        return False
    if value is None:
        if style != "annex":
            return False
        return not rest or mark is not None or (word.isupper() and rest.isupper())
    if value.isalpha() and value.lower() in _ORDINALS and style not in ("part", "chapter"):
        return False
    if style == "article":
        return mark is not None or not rest
    return (
        not rest or mark is not None or rest[:1] == "(" or (rest[0].isupper() and (word.isupper() or _capitals(rest)))
    )


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters[:40])


def _number(value: str) -> int | None:
    low = value.lower()
    if low in _ORDINALS:
        return _ORDINALS[low]
    digits = re.match(r"\d+", value)
    if digits:
        return int(digits[0])
    return roman_value(value.upper()) or (ALPHABET.find(low) + 1 or None)


def _sign_label(line: str) -> Label | None:
    match = _SIGNS.match(line)
    if match is None or match.lastgroup is None:
        return None
    group = next(name for name in _READERS if match[name] is not None)
    text = match[group]
    return _READERS[group](text, match, line)


def _make(text: str, style: Style, numbers: tuple[int, ...], match: re.Match[str], other: Label | None = None) -> Label:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Label(text, style, numbers, start, match.end(), other)


def _read_mixed(text: str, match: re.Match[str], line: str) -> Label | None:
    head, *rest = text.split(".")
    first = roman_value(head) or "ABCDĐEGH".find(head) + 1
    return _make(text, "mixed", (first, *map(int, rest)), match) if first else None


def _read_dotted(text: str, match: re.Match[str], line: str) -> Label | None:
    numbers = tuple(map(int, text.split(".")))
    if not match["m2"].strip() and line[match.end() : match.end() + 1].islower():
        return None  # "1.5 triệu đồng" is a figure
    return _make(text, "arabic", numbers, match) if all(numbers[1:]) else None


def _read_roman(text: str, match: re.Match[str], line: str) -> Label | None:
    value = roman_value(text)
    if not match["m3"].strip() and not _capitals(line[match.end() :]):
        return None  # "V VÀ" is nothing, "I MỤC TIÊU" a heading
    if match["m3"] == "/" and (line[match.end() : match.end() + 1].islower() or _ABOUT.match(line)):
        return None  # "V/v"
    letter = ALPHABET.upper().find(text) + 1 if len(text) == 1 else 0
    if text == "l":  # a small letter of a list, or a scan's I
        small = _make("l", "letter", (ALPHABET.find("l") + 1,), match)
        return Label("l", "roman", (1,), small.start, small.end, small)
    if value is None or (text.islower() and len(text) > 3):
        return None
    other = _make(text, "upper", (letter,), match) if letter else None
    return _make(text, "roman", (value,), match, other)


def _place(letter: str) -> int:
    """-> the place of a letter in its series, from 1; 0 for none. Offices that count by f give it that of g."""
    return ALPHABET.find("g" if letter == "f" else letter) + 1


def _read_upper(text: str, match: re.Match[str], line: str) -> Label | None:
    place = _place(text.lower())
    return _make(text, "upper", (place,), match) if place else None


def _read_paren(text: str, match: re.Match[str], line: str) -> Label | None:
    if text.isdigit():
        return _make(text, "(arabic)", (int(text),), match)
    small = roman_value(text.upper())
    roman = _make(text, "small_roman", (small,), match) if small else None
    place = _place(text)
    return _make(text, "(letter)", (place,), match, roman) if place else roman


def _read_letter(text: str, match: re.Match[str], line: str) -> Label | None:
    small = roman_value(text.upper()) if set(text) <= set("ivx") else None
    roman = _make(text, "small_roman", (small,), match) if small else None
    if len(text) > 1 and not any(c.isdigit() for c in text):
        return roman
    place = _place(text[0])
    inner = re.search(r"\d+", text)
    if not place:
        return None
    if inner:
        return _make(text, "letter", (place, int(inner[0])), match)
    return _make(text, "letter", (place,), match, roman)


def _read_arabic(text: str, match: re.Match[str], line: str) -> Label | None:
    mark = match["m6"].strip()
    if len(text) == 3 and mark[:1] not in ".)":
        return None
    return _make(text, "arabic)" if mark == ")" else "arabic", (int(text),), match)


_ABOUT = compiled(r"\s*V/V\b")
_LETTER = compiled(r"\w")


def _read_bullet(text: str, match: re.Match[str], line: str) -> Label | None:
    if not _LETTER.search(line, match.end(), match.end() + 80):
        return None  # a rule of dashes
    sign = "-" if text in "-–—−‑" else "•" if "\uf000" <= text <= "\uf0ff" or text in "•●○◦·∙▪■□►➢✓" else text
    return _make(sign, "bullet", (), match)


def _read_circle(text: str, match: re.Match[str], line: str) -> Label | None:
    return _make("•", "bullet", (), match) if line[match.end()].isupper() else None


def _read_note(text: str, match: re.Match[str], line: str) -> Label | None:
    digits = re.search(r"\d+", text)
    return _make(text, "note", (int(digits[0]),) if digits else (), match)


_READERS = {
    "note": _read_note,
    "bullet": _read_bullet,
    "mixed": _read_mixed,
    "dotted": _read_dotted,
    "roman": _read_roman,
    "upper": _read_upper,
    "paren": _read_paren,
    "letter": _read_letter,
    "arabic": _read_arabic,
    "circle": _read_circle,
}
