"""The review form (phiếu rà soát) that goes into the file of a draft, set by Decree 30/2020/NĐ-CP, Annex I.

First the headline and what must be mended, then the targets that need something; what needs nothing is one line. It
takes a second page where it needs one and no third: what there is no room for is counted, never left out in silence.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Alignment, Finding, Review, Status
from pipeline.report.archive import settled
from pipeline.report.summary import SEVERITIES, STATUS_STYLES, correction, places_more, verdict
from pipeline.report.word.frame import grid, head, signatures, title, write
from pipeline.report.word.new import new_word
from pipeline.report.wording import figure_in_words, goal, period, place, shorten

_SIZE = 10.5  # points; the smallest that reads well on paper
_LINE, _GAP = 12.6, 3.0  # points that a line and the space after a paragraph take
_ROOM = 1350.0  # points between the title and the signatures, on two pages
_LETTERS = 94  # of a line across the page, safely
_COLUMNS = ((9, 4), (72, 38), (27, 13), (27, 13), (34, 17))  # millimetres and letters of the table of targets
_FIRST_SHARE = 0.6  # of the room, for what must be mended where the targets need the rest
_HEADING = _LINE + 2 * _GAP
_NEEDS_NOTHING: tuple[Status, ...] = ("met", "on_track", "above", "added")
_TOLD_IN_TABLE = "target-missing"  # the rule whose hints are rows of the table
_LONGEST_GOAL, _LONGEST_CELL, _LONGEST_PLACE = 72, 40, 40


def review_phieu(review: Review, *, rules: Rules, lang: str = "vi") -> bytes:
    """-> a .docx of one page or two: headline, what to mend, targets, hints, room for the reviewer's name."""
    from docx.shared import Mm, Pt

    say = messages(rules, lang)
    word = new_word(_SIZE)
    word.styles["Normal"].paragraph_format.space_after = Pt(_GAP)
    page = word.sections[0]
    page.top_margin = page.bottom_margin = Mm(15)
    page.right_margin = Mm(15)
    head(word, review, say)
    title(word, review, say)
    number = iter(range(1, 9))
    _headed(word, next(number), say("phieu.conclusion"), f": {verdict(review, say)}")
    first = [f for severity, _ in SEVERITIES[:2] for f in review.findings if f.severity == severity]
    told = [a for a in review.alignment if not a.whole]
    rows = [a for s in STATUS_STYLES if s not in _NEEDS_NOTHING for a in told if a.status == s]
    every = [f for f in review.findings if f.severity == SEVERITIES[2][0]]
    hints = [f for f in every if f.rule != _TOLD_IN_TABLE]
    in_table = [say("phieu.in_table", n=len(every) - len(hints))] if len(hints) < len(every) else []
    last = [*in_table, *_decided(review, say), *_unchecked(review, say)]
    room = _ROOM - 5 * _HEADING - _height(len(verdict(review, say)) + 12) - sum(_height(len(line)) for line in last)
    for_first = max(room * _FIRST_SHARE, room - sum(map(_row_height, _rows(rows, say))) - 2 * _LINE)
    room -= _listed(word, review, first, for_first, say, next(number), "phieu.first")
    room -= _targets(word, review, rows, room - 2 * _LINE, say, next(number))
    _listed(word, review, hints, room, say, next(number), "phieu.hints")
    for line in last:
        write(word.add_paragraph(), line)
    signatures(word, say)
    made = io.BytesIO()
    word.save(made)
    return settled(made.getvalue(), undated=True)


def _height(letters: int, width: int = _LETTERS) -> float:
    return max(1, ceil(letters / width)) * _LINE + _GAP


def _headed(word: Any, number: int, words: str, rest: str = "") -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_with_next = not rest
    write(paragraph, f"{number}. {words}", bold=True)
    write(paragraph, rest)


def _listed(
    word: Any, review: Review, findings: Sequence[Finding], room: float, say: Messages, number: int, key: str
) -> float:
    """Findings in ``room`` points under their heading, each whole; -> what they took."""
    _headed(word, number, f"{say(key)} ({len(findings)})", "" if findings else f": {say('phieu.nothing')}")
    taken, shown = 0.0, 0
    for finding in findings:
        words = _finding(review, finding, say)
        rest = _LINE + _GAP if shown < len(findings) - 1 else 0.0  # the line that counts the rest must fit too
        if taken + _height(len(words)) + rest > room:
            break
        taken += _height(len(words))
        paragraph = word.add_paragraph()
        name, _, message = words.partition(": ")
        write(paragraph, f"{name}: ", bold=finding.severity == "error", italic=finding.severity == "info")
        write(paragraph, message)
        shown += 1
    if shown < len(findings):
        write(word.add_paragraph(), say("phieu.more_findings", n=len(findings) - shown), italic=True)
        taken += _LINE + _GAP
    return taken


def _finding(review: Review, finding: Finding, say: Messages) -> str:
    """-> severity, rule, what is wrong, where, and what to write; of a hint that has a correction the correction."""
    where = place(
        review.draft, say, section_id=finding.section_id, page=finding.page, start=finding.start,
        longest=_LONGEST_PLACE,
    )  # fmt: skip
    told = finding.message
    if finding.fix is not None:
        old, new = correction(review.draft, finding.fix)
        fix = f"“{old}” {say('phieu.becomes')} “{new}” {places_more(finding, say)}".rstrip()
        told = fix if finding.severity == "info" else f"{told} → {fix}"
    elif finding.suggestion:
        told += f" → {finding.suggestion}"
    return f"- {say(f'severity.{finding.severity}')} {finding.rule_id}: {told}" + (f" ({where})" if where else "")


def _targets(word: Any, review: Review, pairs: Sequence[Alignment], room: float, say: Messages, number: int) -> float:
    """The table of the targets that need something, the gravest first, in ``room`` points; the others in one line; ->
    what they took."""
    from docx.shared import Pt

    _headed(word, number, f"{say('page.targets')} ({len(review.alignment)})", _nothing_to_do(review, pairs, say))
    if not pairs:
        return _LINE
    rows = _rows(pairs, say)
    taken, shown = 0.0, 0
    while shown < len(rows) and (shown < 2 or taken + _row_height(rows[shown]) <= room):
        taken += _row_height(rows[shown])
        shown += 1
    table = grid(word, shown, [width for width, _ in _COLUMNS], "Table Grid")
    for n, (row, cells) in enumerate(zip(table.rows, rows, strict=False)):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            write(cell.paragraphs[0], words, bold=n == 0)
    hidden = len(rows) - shown
    rest = word.add_paragraph()
    rest.paragraph_format.space_after = Pt(_GAP)
    write(rest, say("phieu.more_targets", n=hidden) if hidden else "", italic=True, size=0 if hidden else 4)
    return taken + (_LINE if hidden else 5) + 2 * _GAP


def _nothing_to_do(review: Review, pairs: Sequence[Alignment], say: Messages) -> str:
    """-> behind the heading: the targets that need nothing, by verdict, with their count."""
    if not review.alignment:
        return f": {say('none.alignment')}"
    found = Counter(a.status for a in review.alignment if a.status in _NEEDS_NOTHING)
    counts = ", ".join(f"{found[s]} {say(f'status.{s}')}" for s in _NEEDS_NOTHING if found[s])
    return f": {say('phieu.needs_nothing', counts=counts)}" if counts else ""


def _rows(pairs: Iterable[Alignment], say: Messages) -> list[tuple[str, ...]]:
    header = ("TT", *(say(f"column.{c}") for c in ("indicator", "required", "draft", "verdict")))
    return [header, *(_cells(n, pair, say) for n, pair in enumerate(pairs, 1))]


def _row_height(cells: Sequence[str]) -> float:
    lines = max(ceil(len(words) / letters) for words, (_, letters) in zip(cells, _COLUMNS, strict=True))
    return lines * _LINE + 1


def _cells(number: int, pair: Alignment, say: Messages) -> tuple[str, ...]:
    ask, ours = pair.directive_target, pair.draft_target
    either = ask or ours
    figures = [
        shorten(" ".join(w for w in (figure_in_words(t, say), period(t, say)) if w), _LONGEST_CELL)
        if t
        else say("none.figure")
        for t in (ask, ours)
    ]
    name = shorten(goal(either, _LONGEST_GOAL), _LONGEST_GOAL) if either else ""
    return str(number), name, *figures, say(f"status.{pair.status}")


def _decided(review: Review, say: Messages) -> list[str]:
    """-> how many corrections were accepted and how many findings dismissed, in a line where there are any."""
    counts = [
        say(key, n=n)
        for key, n in (("phieu.accepted", len(review.accepted)), ("phieu.waived", len(review.waived)))
        if n
    ]
    return [f"{say('phieu.decided')}: {'; '.join(counts)}."] if counts else []


def _unchecked(review: Review, say: Messages) -> list[str]:
    if not review.not_checked:
        return []
    heading = say("heading.not_checked").capitalize()
    return [f"{heading} ({len(review.not_checked)}): {'; '.join(words.rstrip('.') for words in review.not_checked)}."]
