"""The one-page review form (phiếu rà soát) that goes into the file of a draft, set by Decree 30/2020/NĐ-CP, Annex I.

One page is the promise: what there is no room for is counted, never left out in silence.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil
from typing import Any

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Alignment, Finding, Review
from pipeline.report.archive import settled, writable
from pipeline.report.summary import SEVERITIES, STATUS_STYLES, verdict
from pipeline.report.word.new import new_word
from pipeline.report.wording import figure_in_words, goal, judged_on, period, place, shorten

_SIZE = 10.5  # points; the smallest that reads well on paper
_LINE, _GAP = 12.6, 3.0  # points that a line and the space after a paragraph take
_ROOM = 560.0  # points between the title and the signature
_LETTERS = 94  # of a line across the page, safely
_COLUMNS = ((9, 4), (72, 38), (27, 13), (27, 13), (34, 17))  # millimetres and letters of the table of targets
_TARGETS_SHARE = 0.5  # of the room, where the findings need the rest
_HEADINGS = 3 * (_LINE + 2 * _GAP)


def review_phieu(review: Review, *, rules: Rules, lang: str = "vi") -> bytes:
    """-> a .docx of one page: headline, targets, findings by severity, room for the reviewer's name."""
    say = messages(rules, lang)
    word = new_word(_SIZE)
    style = word.styles["Normal"].paragraph_format
    from docx.shared import Mm, Pt

    style.space_after = Pt(_GAP)
    page = word.sections[0]
    page.top_margin = page.bottom_margin = Mm(15)
    page.right_margin = Mm(15)
    _frame(word, review, say)
    _title(word, review, say)
    room = _ROOM - _HEADINGS
    heading = word.add_paragraph()
    _run(heading, f"1. {say('phieu.conclusion')}: ", bold=True)
    _run(heading, verdict(review, say))
    room -= _height(len(verdict(review, say)) + 12)
    unchecked = _unchecked(review, say)
    room -= _height(len(unchecked)) if unchecked else 0
    ordered = [f for severity, _ in SEVERITIES for f in review.findings if f.severity == severity]
    findings_need = sum(_height(len(_finding(review, f, say))) for f in ordered)
    for_targets = max(room * _TARGETS_SHARE, room - findings_need - 2 * _LINE)
    room -= _targets(word, review, for_targets, say)
    _findings(word, review, ordered, room, say)
    if unchecked:
        _run(word.add_paragraph(), unchecked)
    _signatures(word, say)
    made = io.BytesIO()
    word.save(made)
    return settled(made.getvalue(), undated=True)


def _height(letters: int, width: int = _LETTERS) -> float:
    return max(1, ceil(letters / width)) * _LINE + _GAP


def _run(paragraph: Any, words: str, *, size: float = 0, bold: bool = False, italic: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(writable(words))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)


def _centred(cell: Any, words: str, *, first: bool = False, **look: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, words, **look)


def _rule(cell: Any, indent: float) -> None:
    """A line across a cell, ``indent`` millimetres from either side."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph = cell.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(indent)
    form.space_before, form.space_after, form.line_spacing = Pt(3), Pt(2), Pt(4)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _frame(word: Any, review: Review, say: Messages) -> None:
    """Components 1-4 of the decree: motto on the right, office and number on the left, place and date below it."""
    frame = review.draft.metadata
    left, right = _table(word, 1, (64, 101), "").rows[0].cells
    _centred(left, shorten((frame.issuer or "………………………").upper(), 60), first=True, bold=True, size=12)
    _rule(left, 24)
    _centred(left, say("phieu.own_number"), size=12)
    _centred(right, say("phieu.state"), first=True, bold=True, size=12)
    _centred(right, say("phieu.motto"), bold=True, size=13)
    _rule(right, 20)
    _centred(right, say("phieu.dated", place=shorten(frame.place or "………", 30)), italic=True, size=12)


def _title(word: Any, review: Review, say: Messages) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    draft = review.draft
    heading = word.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(0)
    _run(heading, say("phieu.title"), bold=True, size=14)
    name = word.add_paragraph()
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(name, shorten(draft.metadata.title or draft.source, 150), bold=True, size=12)
    facts = [draft.metadata.number, draft.source.replace("\\", "/").rpartition("/")[2]]
    held = [d.number for d in review.directives]
    facts.append(say("phieu.against", numbers=", ".join(held)) if held else say("against.none"))
    facts.append(judged_on(review, say) if review.as_of else None)
    line = word.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(line, shorten(" · ".join(f for f in facts if f), 170), italic=True)


def _table(word: Any, rows: int, widths: Sequence[float], style: str) -> Any:
    from docx.shared import Mm

    table = word.add_table(rows=rows, cols=len(widths))
    if style:
        table.style = style
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _targets(word: Any, review: Review, room: float, say: Messages) -> float:
    """The table of targets, the gravest first, in ``room`` points; -> what it took."""
    from docx.shared import Pt

    pairs = [a for status in STATUS_STYLES for a in review.alignment if a.status == status]
    heading = word.add_paragraph()
    _run(heading, f"2. {say('page.targets')} ({len(pairs)})", bold=True)
    if not pairs:
        _run(heading, f": {say('none.alignment')}")
        return 0.0
    header = ("TT", *(say(f"column.{c}") for c in ("indicator", "required", "draft", "verdict")))
    rows = [header, *(_cells(n, pair, say) for n, pair in enumerate(pairs, 1))]
    shown: list[tuple[str, ...]] = []
    taken = 0.0
    for cells in rows:
        lines = max(ceil(len(words) / letters) for words, (_, letters) in zip(cells, _COLUMNS, strict=True))
        taken += lines * _LINE + 1
        if taken > room and len(shown) > 1:
            taken -= lines * _LINE + 1
            break
        shown.append(cells)
    table = _table(word, len(shown), [width for width, _ in _COLUMNS], "Table Grid")
    for number, (row, cells) in enumerate(zip(table.rows, shown, strict=True)):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            _run(cell.paragraphs[0], words, bold=number == 0)
    rest = word.add_paragraph()
    rest.paragraph_format.space_after = Pt(_GAP)
    hidden = len(rows) - len(shown)
    _run(rest, say("phieu.more_targets", n=hidden) if hidden else "", italic=True, size=0 if hidden else 4)
    return taken + (_LINE if hidden else 5) + _GAP


def _cells(number: int, pair: Alignment, say: Messages) -> tuple[str, ...]:
    ask, ours = pair.directive_target, pair.draft_target
    either = ask or ours
    figures = [
        shorten(" ".join(w for w in (figure_in_words(t, say), period(t, say)) if w), 40) if t else say("none.figure")
        for t in (ask, ours)
    ]
    return str(number), shorten(goal(either, 72), 72) if either else "", *figures, say(f"status.{pair.status}")


def _findings(word: Any, review: Review, ordered: Sequence[Finding], room: float, say: Messages) -> None:
    heading = word.add_paragraph()
    _run(heading, f"3. {say('sheet.findings')} ({len(ordered)})", bold=True)
    if not ordered:
        _run(heading, f": {say('verdict.clean')}")
    shown = 0
    for finding in ordered:
        words = _finding(review, finding, say)
        left = room - _height(len(words))
        if left < _LINE + _GAP and shown < len(ordered) - 1:  # the line that counts the rest must fit too
            break
        if left < 0:
            break
        room = left
        paragraph = word.add_paragraph()
        head, _, rest = words.partition(": ")
        _run(paragraph, f"{head}: ", bold=finding.severity == "error", italic=finding.severity == "info")
        _run(paragraph, rest)
        shown += 1
    if shown < len(ordered):
        _run(word.add_paragraph(), say("phieu.more_findings", n=len(ordered) - shown), italic=True)


def _finding(review: Review, finding: Finding, say: Messages) -> str:
    where = place(review.draft, say, section_id=finding.section_id, page=finding.page, start=finding.start, longest=40)
    words = f"- {say(f'severity.{finding.severity}')} {finding.rule_id}: {shorten(finding.message, 150)}"
    if where:
        words += f" ({where})"
    if finding.suggestion:
        words += f" → {shorten(finding.suggestion, 90)}"
    return words


def _unchecked(review: Review, say: Messages) -> str:
    if not review.not_checked:
        return ""
    heading = say("heading.not_checked").capitalize()
    return f"{heading} ({len(review.not_checked)}): {shorten('; '.join(review.not_checked), 170)}"


def _signatures(word: Any, say: Messages) -> None:
    from docx.shared import Pt

    left, right = _table(word, 1, (82, 83), "").rows[0].cells
    _centred(left, say("phieu.opinion"), first=True, bold=True, size=12)
    _centred(left, "…" * 18)
    _centred(left, "…" * 18)
    _centred(right, say("phieu.reviewer"), first=True, bold=True, size=12)
    _centred(right, say("phieu.sign"), italic=True)
    right.add_paragraph().paragraph_format.space_after = Pt(18)
    _centred(right, say("phieu.name") + " " + "…" * 10)
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)
    last = word.add_paragraph().paragraph_format  # Word wants a paragraph behind a table: let it take no room
    last.space_after, last.line_spacing = Pt(0), Pt(1)
