"""The frame of a document (Decree 30/2020/NĐ-CP, components 2-5, 7 and 9): what stands above and below the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.sections import SectionWords
from pipeline.segment.lines import Line
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

_HEADER_LINES = 60
_TITLE_LINES = 6
_NAME = compiled(r"(?:[A-ZĐÀ-ỸƯƠĂÂÊÔ][\w.]*[ .]+){1,5}[A-ZĐÀ-ỸƯƠĂÂÊÔ]\w*")
_ENCLOSED = compiled(r"^\(?\s*(?:ban hành |được ban hành )?(?:kèm theo|kèm|ban hành theo)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zones:
    """Line numbers: the kind word (None where none stands over the text), the title's lines, the first one after it."""

    kind_line: int | None
    title: tuple[int, int]
    preamble: int


def zones_of(lines: list[Line], words: SectionWords) -> Zones:
    """-> the zones of the document's first text (annexes and enclosed documents have their own)."""
    kind_line = next((i for i, line in enumerate(lines[:_HEADER_LINES]) if kind_word(line, words)), None)
    begin = 0 if kind_line is None else kind_line + 1
    title = _title(lines, begin, words) if kind_line is not None else (begin, begin)
    preamble = title[1]
    while preamble < len(lines) and is_enclosed_note(lines[preamble]):
        preamble += 1
    return Zones(kind_line, title, preamble)


def kind_word(line: Line, words: SectionWords) -> str | None:
    """-> the code of the document's kind where the line is its kind word, alone or with the title after it."""
    text = line.text.strip(" *:.")
    if line.label is not None or line.cells or not text[:1].isupper():
        return None
    squeezed = re.sub(r"\b(\w) (?=\w\b)", r"\1", text)  # "K Ế  H O Ạ C H"
    for candidate in dict.fromkeys((text, squeezed)):
        hit = words.doc_type.match(bare(candidate))
        if hit is None:
            continue
        name = candidate[: hit.end()]
        rest = candidate[hit.end() :].strip()
        if rest and not (name.isupper() and (not rest.isupper() or len(rest) > 12)):
            continue
        if not rest and not (name.isupper() or line.bold or line.centred):
            continue
        return words.doc_codes.get(" ".join(bare(name).split()))
    return None


def kind_rest(line: Line, words: SectionWords) -> tuple[int, int]:
    """-> the span, within the line's text, of what stands after the kind word."""
    hit = words.doc_type.match(bare(line.text))
    start = hit.end() if hit else len(line.text)
    return start, len(line.text)


def is_enclosed_note(line: Line) -> bool:
    """ "(Kèm theo Kế hoạch số …)" below the title of an annex or an enclosed plan."""
    return bool(_ENCLOSED.match(line.text.strip())) and line.text.lstrip().startswith("(")


def _title(lines: list[Line], begin: int, words: SectionWords) -> tuple[int, int]:
    """The lines of the trích yếu: from the kind word to the first line that is a sentence, a basis or a label."""
    at = begin
    while at < len(lines) and at - begin < _TITLE_LINES:
        line = lines[at]
        text = line.text.strip()
        if line.label is not None or line.cells or is_enclosed_note(line) or text[-1] in ";:," or _is_rule(text):
            break
        folded = bare(text)
        if folded.startswith(("can cu", "kinh gui", "xet ")) or (text[-1] == "." and len(text) > 60):
            break
        if at > begin and not _goes_on(lines[at - 1], line, words):
            break
        if at > begin and (kind_word(line, words) or _issues(lines, at, words)):
            break
        at += 1
    return begin, at


def _issues(lines: list[Line], at: int, words: SectionWords) -> bool:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" between a decision's title and its first basis: who decides."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    return lines[at].capitals and after is not None and not after.capitals and bool(words.basis.match(after.opening))


def _is_rule(text: str) -> bool:
    return not any(c.isalnum() for c in text)


def _goes_on(before: Line, line: Line, words: SectionWords) -> bool:
    """Is ``line`` more of the title that ``before`` began?"""
    if before.capitals and line.capitals:
        return True
    if words.basis.match(line.opening) and not (line.bold or line.centred):
        return False
    if line.text[0].islower() or line.text[0] in '(“"':
        return len(line.text) < 200
    return (line.bold and before.bold and not line.capitals) or (line.centred and before.centred)


def is_recipients(line: Line, words: SectionWords) -> bool:
    """ "Nơi nhận:" alone or with its first entry."""
    return (
        line.label is None
        and bool(words.recipients.match(line.opening))  # spares most lines the whole of their text
        and bool(words.recipients.match(bare(line.text.strip())))
        and "kinh gui" not in bare(line.text)
    )


def is_signature(line: Line, words: SectionWords) -> bool:
    """ "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ GIÁM ĐỐC": a line of the signature block."""
    text = line.text.strip()
    if line.cells or len(text) > 90 or (line.label is not None and line.label.style != "upper"):
        return False
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return False
    return bool(words.authority.match(line.opening)) or bool(words.office.match(line.opening))


def starts_foot(lines: list[Line], at: int, words: SectionWords) -> bool:
    """A signature block begins here: a mark of authority, or an office with a name close below."""
    line = lines[at]
    if not is_signature(line, words):
        return False
    if words.authority.match(line.opening):
        return True
    return any(is_person(after) for after in lines[at + 1 : at + 4])


def is_person(line: Line) -> bool:
    """A line that is nothing but a name."""
    text = line.text.strip(" *.")
    return not line.cells and len(text) <= 45 and bool(_NAME.fullmatch(text)) and fold(text) not in ("đã ký",)
