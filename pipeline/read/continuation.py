"""Does this line go on with the paragraph before it? The one place where that is decided by words alone."""

from __future__ import annotations

import re

from pipeline.knowledge.frame_words import frame_words
from pipeline.text.patterns import compiled

# what begins a paragraph of its own: numbers and bullets of the ladder in Decree 30/2020/NĐ-CP, appendix I, and the
# parts of the frame
_ITEM = compiled(
    r"""(?:
      [-+*•●○▪■◦–—]\ ?(?=\S)
    | \(?\d{1,3}\)\s
    | \d{1,3}(?:\.\d{1,3}){0,4}(?:[.)]\s*|/\s+)(?=[^\W\d_]|["“(])
    | \d{1,2}(?:\.\d{1,2}){1,4}\s+(?=[^\W\d_])
    | (?!V/[Vv]\b)[IVXLC]{1,6}[.)/]\s*(?=\S)
    | [IVX]{1,5}\s*[-–]\s+(?=[^\W\d_])
    | [A-ZĐ][.)]\s+(?=\S)
    | [a-zđ]{1,2}[.)]/?\s*(?=\S)
    | [a-zđ]/\s+(?=[^\W\d_])
    | [a-zđ]\)$
    | \d{1,2}\s[-–]\s(?=[^\W\d_])
    | \[\d{1,3}\]\s*(?=\S)
    )""",
    re.X,
)
_HEADED = compiled(
    r"(?:Phần\s+(?:thứ|[IVX\d])|Chương\s+[IVX\d]|Mục\s+[IVX\d]+[.:\s]*$|Điều\s+\d+\s*[.:]|Phụ\s+lục\s*[IVX\d]*\s*[.:]?$|Biểu\s+(?:số\s+)?\d"
    r"|PHẦN\s+(?:THỨ|[IVX\d])|CHƯƠNG\s+[IVX\d]|PHỤ\s+LỤC)"
)
_HEAD = 400  # characters that tell how a paragraph is written
_CLAUSE_ENDS, _CLOSERS = frozenset(".;:!?…"), "\"”’')]"
# a line that ends so cannot end a paragraph
_HANGING = compiled(
    r"(?:[,(/“]|\b(?:và|của|các|những|với|tại|hoặc|do|để|nhằm|gồm|bởi|Ủy|Uỷ|Ủy\s+ban|Uỷ\s+ban)"
    r"|\b(?:định|hoạch|quyết|thị|tư|văn|bản|báo|trình|luận|Luật)\s+số|\bngày(?:\s+\d+(?:\s+tháng(?:\s+\d+(?:\s+năm)?)?)?)?)$"
)
_PERIOD = compiled(r"\b(?:giai đoạn|thời kỳ|nhiệm kỳ|năm|năm học)$", re.IGNORECASE)
_YEAR = compiled(r"(?:19|20)\d\d(?!\d)")  # "… GIAI ĐOẠN" / "2026 - 2030"
_NUMBERED_WORD = compiled(  # "số" only where a number follows it: "Thông tư số", not "chính quyền số"
    r"(?:tháng|năm|ngày|quý|điều|khoản|điểm|mục|phần|chương|lần|thứ|khóa|khoá|kỳ|tuổi|cấp độ|cấp|hạng|loại|và|đến|-|,"
    r"|(?:định|hoạch|quyết|thị|tư|văn|bản|báo|trình|luận|luật|lục|mẫu|biểu|chí|phố|tổ) số)$",
    re.IGNORECASE,
)


_SYMBOL = compiled(r"\d*\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]")  # of the document's own number
_LONE_NUMERAL = compiled(r"[IVXLC]{1,6}(?:\.?$|[.,;]\s+(?=[^\W\d_A-ZĐÀ-ỸƯƠĂÂÊÔ])|\s+(?=[^\W\d_A-ZĐÀ-ỸƯƠĂÂÊÔ]))")

LONGEST = 20_000
"""Characters of a paragraph: what is longer goes on with nothing."""


def starts_item(line: str) -> bool:
    """True where a line begins with a number, a bullet, a heading word or a part of the frame."""
    return bool(_ITEM.match(line) or _HEADED.match(line) or frame_words().fixed.match(line))


def starts_frame(line: str) -> bool:
    """True for the fixed lines of the header and of the signature."""
    return bool(frame_words().fixed.match(line))


def ends_clause(line: str) -> bool:
    """True where a line ends with the punctuation that may end a paragraph."""
    return line[-8:].rstrip(_CLOSERS)[-1:] in _CLAUSE_ENDS


def is_hanging(line: str) -> bool:
    """True where a line ends with a word or sign that no paragraph ends with."""
    return bool(_HANGING.search(line[-60:]))


def number_continues(before: str, line: str) -> bool:
    """True where the number that a line begins with belongs to the word before it ("tháng" / "12. Định kỳ", "khóa" /
    "XVII.", "Số:" / "736/KH-UBND").
    """
    if frame_words().number_label.fullmatch(before) and _SYMBOL.match(line):
        return True
    if _LONE_NUMERAL.match(line):
        return bool(_NUMBERED_WORD.search(before[-40:])) and not _shouted(before)
    if not line[:1].isdigit() or not _ITEM.match(line) or not _NUMBERED_WORD.search(before[-40:]):
        return False
    return _shouted(line) or not _shouted(before)  # "… XÃ HỘI SỐ" / "1. Thể chế" are two headings


def hyphen_continues(before: str, line: str) -> bool:
    """True where a hyphen between two words stands at a line's head ("kinh tế" / "- xã hội") and marks no item."""
    if line[:1] not in "-–" or not line[1:2].isspace() or not before[-1:].isalpha():
        return False
    words = frame_words()
    if words.apposition.match(line.lstrip("-– ")) and not _shouted(before):
        return True
    joint = f"{before[-30:]} - {line.lstrip('-– ')[:30]}"
    at = len(before[-30:]) + 1
    return any(hit.start() < at < hit.end() for hit in words.hyphenated.finditer(joint))


def continues(before: str, line: str) -> bool:
    """True where ``line`` goes on with the sentence of ``before`` although a line end or a page stands between them.

    Only what cannot be otherwise: the sentence is open (no end mark) and goes on in lower case or with a figure, or
    it hangs on a word that nothing ends with.
    """
    if not before or not line or len(before) > LONGEST:
        return False
    if " | " in line and " | " in before:
        return False  # rows of a table written with bars are lines of their own
    if number_continues(before, line):
        return True
    if ends_clause(before):
        return False
    if hyphen_continues(before, line):
        return True
    if frame_words().heading_end.fullmatch(line) and _ITEM.match(before) and _shouted(before):
        return True  # "I. CĂN CỨ XÂY DỰNG" / "KẾ HOẠCH": a heading's last words, not a title
    if starts_item(line):
        return False
    first = line[0]
    if first.islower():
        return not _shouted(before)
    if is_hanging(before):
        return not (_shouted(line) and not _shouted(before))
    if _YEAR.match(line) and _PERIOD.search(before[-20:]):
        return True
    return first.isdigit() and line[:40].count("/") > 0 and len(before) > 40


_FORMULA = compiled(r"(?<![^\W_])[^\W\d_]{1,3}\d")  # "H2S, N-NO3-"


def _shouted(line: str) -> bool:
    line = line[:_HEAD]
    if line != line.upper() or _FORMULA.search(line):
        return False
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters)
