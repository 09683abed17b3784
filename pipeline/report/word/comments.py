"""The officer's own Word file with the findings as comments on the very words; the draft is otherwise untouched."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from dataclasses import replace
from typing import Any

from lxml import etree

from pipeline.check.fixes import fixes_of
from pipeline.errors import ReadError
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Block, Document, Finding, Review
from pipeline.read.docx import NOTE_KINDS, RUN, P, Place, Trace, W, trace, trace_of
from pipeline.report.archive import settled, writable
from pipeline.report.summary import LONGEST_QUOTE, details, verdict
from pipeline.report.word.new import word_of
from pipeline.report.word.runs import CutRuns
from pipeline.report.word.tracked import Change, Tracker, planned
from pipeline.report.word.twins import mirror, twins
from pipeline.report.wording import shorten

AUTHOR, INITIALS = "doichieu", "ĐC"
_MOST_PLACES = 20  # of one finding: tone marks placed in two ways have hundreds
_CONVERTED = ("doc", "rtf", "odt", "xml")


def review_docx(review: Review, data: bytes, *, rules: Rules, lang: str = "vi") -> bytes:
    """-> ``data`` (the draft's own file) with a comment a finding and a closing one for what has no place in it.

    Comments that an earlier run made are not made again; a file that has them all comes back byte for byte. A draft
    that is no Word file gets one made of its text. Raises ReadError where ``data`` is not what was reviewed.
    """
    document = review.draft
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise ReadError(document.source, "check.draft_changed")
    say = messages(rules, lang)
    if document.format in _CONVERTED or document.format == "docx":
        try:
            return _in_its_own(review, data, say)
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception:  # python-docx refuses macros, templates, ISO strict, and what is broken anywhere in the file
            pass
    word, paragraphs = word_of(document)
    blocks = tuple(replace(b, paragraph=i, label_end=None, kind="paragraph") for i, b in enumerate(document.blocks))
    _comment(word, trace_of(replace(document, blocks=blocks), paragraphs), review, True, say)
    return _saved(word, rebuilt=True)


def _in_its_own(review: Review, data: bytes, say: Messages) -> bytes:
    """-> the draft's own file with its comments. Raises whatever python-docx does where it cannot write the file."""
    import docx

    from pipeline.limits import Limits
    from pipeline.read.office import to_docx

    document, own = review.draft, data
    if document.format in _CONVERTED:
        own = to_docx(data, f".{document.format}", document.source, Limits())
    word = docx.Document(io.BytesIO(own))
    styles = next((r.target_part.element for r in word.part.rels.values() if r.reltype.endswith("/styles")), None)
    parts = {p.partname.rpartition("/")[2].removesuffix(".xml"): p for p in word.part.package.iter_parts()}
    notes = {kind: parts[kind] for kind in NOTE_KINDS if kind in parts}
    roots = {kind: etree.fromstring(part.blob) for kind, part in notes.items()}
    found = trace(document, word.element, styles, roots)
    if not _comment(word, found, review, False, say):
        return data
    for kind, part in notes.items():
        if any(True for _ in roots[kind].iter(W + "ins", W + "del")):
            part._blob = etree.tostring(roots[kind], xml_declaration=True, encoding="UTF-8", standalone=True)
    return _saved(word)


def _saved(word: Any, *, rebuilt: bool = False) -> bytes:
    made = io.BytesIO()
    word.save(made)
    return settled(made.getvalue(), undated=rebuilt)


def _comment(word: Any, found: Trace, review: Review, rebuilt: bool, say: Messages) -> bool:
    """Write the comments; -> whether anything was written."""
    known = _known(word, found)
    anchored: list[tuple[str, tuple[Place, Place] | None, Block]] = []
    unplaced: list[Finding] = []
    changes, left = _changes(found, review)
    places = [place for finding in (*review.findings, *left) for place in _places(finding, review.draft)]
    for finding in sorted(places, key=lambda f: -1 if f.start is None else f.start):
        block = None if finding.start is None else found.block_at(finding.start)
        if block is None or block.paragraph is None or finding.start is None or finding.end is None:
            unplaced.append(finding)
            continue
        boxed = found.boxed(block)
        text = _words(review, finding, say, quoted=boxed)
        if known[block.paragraph, text]:
            known[block.paragraph, text] -= 1
            continue
        span = None if boxed else found.words(finding.start, finding.end)
        anchored.append((text, span, block))
    spans = [*(span for _, span, _ in anchored if span), *(change.places for change in changes)]
    pairs = twins(changes)
    cut = CutRuns(place for span in spans for place in span)
    written = bool(changes)
    for text, span, block in anchored:
        runs = [cut.from_(span[0]), cut.upto(span[1])] if span else found.runs(block)
        if runs:
            _write(word, runs, text)
            written = True
    tracker = Tracker(AUTHOR, [word.element, *found.note_roots.values()])
    for change in changes:
        tracker.write(change, cut)
    mirror(pairs, tracker)
    return _close(word, found, review, unplaced, rebuilt, say) or written


def _changes(found: Trace, review: Review) -> tuple[list[Change], list[Finding]]:
    """-> the accepted corrections as changes of the file, once each, and as findings those that it cannot hold."""
    changes: dict[tuple[int, int, str], Change] = {}
    left: list[Finding] = []
    for finding in review.accepted:
        for fix in fixes_of(finding):
            known = (fix.start, fix.end, fix.text)
            change = changes.get(known) or planned(found, fix)
            if change is not None:
                changes[known] = change
                continue
            quote = review.draft.text[fix.start : fix.end] or finding.quote
            left.append(replace(finding, start=fix.start, end=fix.end, quote=quote, fix=fix, also=()))
    return list(changes.values()), left


def _places(finding: Finding, draft: Document) -> list[Finding]:
    """-> a finding at each of its places, up to ``_MOST_PLACES`` of them: each is to be corrected."""
    further = finding.also[: _MOST_PLACES - 1]
    moved = [replace(finding, start=f.start, end=f.end, quote=draft.text[f.start : f.end], fix=f) for f in further]
    return [finding, *moved]


def _known(word: Any, found: Trace) -> Counter[tuple[int, str]]:
    """-> how often each comment of an earlier run stands in each paragraph."""
    ours = {str(c.comment_id): c.text for c in word.comments if c.author == AUTHOR} if _has_comments(word) else {}
    numbers = {element: number for number, elements in enumerate(found.elements) for element in elements}
    known: Counter[tuple[int, str]] = Counter()
    for mark in word.element.iter(W + "commentRangeStart"):
        text = ours.get(mark.get(W + "id"))
        paragraph = next(mark.iterancestors(P), None)
        if text is not None and paragraph is not None and paragraph in numbers:
            known[numbers[paragraph], text] += 1
    return known


def _has_comments(word: Any) -> bool:
    """Asked first, since python-docx makes an empty comments part when it is asked for the comments."""
    return any(relation.reltype.endswith("/comments") for relation in word.part.rels.values())


def _write(word: Any, runs: list[Any], text: str) -> None:
    from docx.text.run import Run

    comment = word.add_comment([Run(runs[0], word), Run(runs[-1], word)], author=AUTHOR, initials=INITIALS)
    _fill(comment, text)


def _fill(comment: Any, text: str) -> None:
    """The text into an empty comment, its first line bold, without the time of day."""
    from docx.shared import Pt

    comment._comment_elm.attrib.pop(W + "date", None)
    for number, line in enumerate(text.split("\n")):
        paragraph = comment.add_paragraph() if number else comment.paragraphs[0]
        run = paragraph.add_run(line)
        run.font.size, run.bold = Pt(10), not number or None


def _words(review: Review, finding: Finding, say: Messages, *, quoted: bool = False) -> str:
    """-> rule and severity, what is wrong, the parent's words, what to write, the clause of law: a line each.

    ``quoted``: the draft's words too, for a comment that cannot stand on them.
    """
    where = say("label.where")
    lines = [f"{finding.rule_id} · {say(f'severity.{finding.severity}')}", finding.message]
    if quoted and finding.quote:
        lines.append(f"“{shorten(finding.quote, LONGEST_QUOTE)}”")
    lines += [f"{label}: {words}" for label, words in details(review, finding, say) if label != where]
    return writable("\n".join(" ".join(line.split()) for line in lines))


def _close(word: Any, found: Trace, review: Review, unplaced: list[Finding], rebuilt: bool, say: Messages) -> bool:
    """The closing comment on the last words: the headline, what is missing, what could not be checked."""
    lines = [say("word.closing"), verdict(review, say)]
    lines += [say("against", number=d.number, title=d.title) for d in review.directives]
    if rebuilt:
        lines.append(say("word.rebuilt"))
    for number, finding in enumerate(unplaced, 1):
        head, message, *rest = _words(review, finding, say).split("\n")
        lines.append(f"{number}. {head}: {message}")
        lines += rest
    if review.not_checked:
        lines += [say("heading.not_checked"), *(f"- {words}" for words in review.not_checked)]
    text = writable("\n".join(" ".join(line.split()) for line in lines))
    if _has_comments(word):
        for comment in word.comments:
            if comment.author == AUTHOR and comment.text.split("\n")[0] == lines[0]:
                if comment.text == text:
                    return False
                element = comment._comment_elm
                for paragraph in list(element)[1:]:
                    element.remove(paragraph)
                for run in [r for r in element.iter(RUN) if r.find(W + "annotationRef") is None]:
                    run.getparent().remove(run)
                _fill(comment, text)
                return True
    for block in reversed(found.document.blocks):
        runs = [] if found.boxed(block) else found.runs(block)
        if runs:
            _write(word, runs, text)
            return True
    return False
