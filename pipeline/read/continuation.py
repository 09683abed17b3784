"""Does this line go on with the paragraph before it? The one place where that is decided by words alone."""

from __future__ import annotations

import re

from pipeline.knowledge.frame_words import frame_words

# what begins a paragraph of its own: numbers and bullets of the ladder in Decree 30/2020/NĐ-CP, appendix I, and the
# parts of the frame
_ITEM = re.compile(
    r"""(?:
      [-+*•●○▪■◦–—]\ ?(?=\S)
    | \(?\d{1,3}\)\s
    | \d{1,3}(?:\.\d{1,3}){0,4}(?:[.)]\s*|/\s+)(?=[^\W\d_]|["“(])
    | \d{1,2}(?:\.\d{1,2}){1,4}\s+(?=[^\W\d_])
    | [IVXLC]{1,6}[.)/]\s*(?=\S)
    | [IVX]{1,5}\s*[-–]\s+(?=[^\W\d_])
    | [A-ZĐ][.)]\s+(?=\S)
    | [a-zđ]{1,2}[.)]/?\s*(?=\S)
    | [a-zđ]/\s+(?=[^\W\d_])
    | \d{1,2}\s[-–]\s(?=[^\W\d_])
    | \[\d{1,3}\]\s*(?=\S)
    )""",
    re.X,
)
_HEADED = re.compile(
    r"(?:Phần\s+(?:thứ|[IVX\d])|Chương\s+[IVX\d]|Mục\s+[IVX\d]+[.:\s]*$|Điều\s+\d+\s*[.:]|Phụ\s+lục\s*[IVX\d]*\s*[.:]?$|Biểu\s+(?:số\s+)?\d"
    r"|PHẦN\s+(?:THỨ|[IVX\d])|CHƯƠNG\s+[IVX\d]|PHỤ\s+LỤC)"
)
_CLAUSE_ENDS, _CLOSERS = frozenset(".;:!?…"), "\"”’')]"
# a line that ends so cannot end a paragraph
_HANGING = re.compile(
    r"(?:[,(/“]|\b(?:và|của|các|những|với|tại|hoặc|do|để|nhằm|gồm|bởi|Ủy|Uỷ|Ủy\s+ban|Uỷ\s+ban)"
    r"|\b(?:định|hoạch|quyết|thị|tư|văn|bản|báo|trình|luận|Luật)\s+số|\bngày(?:\s+\d+(?:\s+tháng(?:\s+\d+(?:\s+năm)?)?)?)?)$"
)
_PERIOD = re.compile(r"\b(?:giai đoạn|thời kỳ|nhiệm kỳ|năm|năm học)$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")  # "… GIAI ĐOẠN" / "2026 - 2030"
_NUMBERED_WORD = re.compile(  # "số" only where a number follows it: "Thông tư số", not "chính quyền số"
    r"(?:tháng|năm|ngày|quý|điều|khoản|điểm|mục|phần|chương|lần|thứ|khóa|khoá|tuổi|và|đến|-|,"
    r"|(?:định|hoạch|quyết|thị|tư|văn|bản|báo|trình|luận|luật|lục|mẫu|biểu|chí|phố|tổ) số)$",
    re.IGNORECASE,
)


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
    """True where the figure that a line begins with belongs to the word before it ("tháng" / "12. Định kỳ")."""
    if not line[:1].isdigit() or not _ITEM.match(line) or not _NUMBERED_WORD.search(before[-40:]):
        return False
    return _shouted(line) or not _shouted(before)  # "… XÃ HỘI SỐ" / "1. Thể chế" are two headings


def continues(before: str, line: str) -> bool:
    """True where ``line`` goes on with the sentence of ``before`` although a line end or a page stands between them.

    Only what cannot be otherwise: the sentence is open (no end mark) and goes on in lower case or with a figure, or
    it hangs on a word that nothing ends with.
    """
    if not before or not line or ends_clause(before) or (" | " in before and " | " in line):
        return False  # rows of a table written with bars are lines of their own
    if number_continues(before, line):
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


def _shouted(line: str) -> bool:
    if line != line.upper():
        return False
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters)
