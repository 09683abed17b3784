"""From offsets of the canonical text back to the elements of the Word file that the words stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.limits import Limits
from pipeline.model import Block, Document
from pipeline.read.docx.body import Body, body_paragraphs
from pipeline.read.docx.names import PPR, RUN, P, W, value
from pipeline.read.docx.numbering import read_numbering
from pipeline.read.docx.reader import NOTE_KINDS, in_old_code
from pipeline.read.docx.styles import Styles, paragraph_look, read_styles
from pipeline.read.docx.text import letters_of

Letter = tuple[str, etree._Element, int, int]
Place = tuple[etree._Element, int]  # a child of a run and an offset in its text
_BOX = W + "txbxContent"


@dataclass(slots=True)
class Trace:
    """The paragraphs of an open Word file as the reader counts them, beside the Document that was read from it."""

    document: Document
    elements: list[tuple[etree._Element, ...]]
    styles: Styles
    notes: Sequence[tuple[str, str, int]] = ()  # (kind, id, paragraph of the mark), in the order of the marks
    note_roots: Mapping[str, etree._Element] = field(default_factory=dict)  # the parts of ``NOTE_KINDS`` that are open
    starts: list[int] = field(init=False)
    own: dict[int, list[Block]] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [block.start for block in self.document.blocks]
        self.own = {}
        for block in self.document.blocks:
            if block.paragraph is not None and block.kind != "footnote":
                self.own.setdefault(block.paragraph, []).append(block)

    def block_at(self, offset: int) -> Block | None:
        """-> the paragraph or cell that holds ``offset``."""
        place = bisect_right(self.starts, offset) - 1
        return self.document.blocks[place] if place >= 0 else None

    def words(self, start: int, end: int) -> tuple[Place, Place] | None:
        """-> where the words of ``[start, end)`` begin and end; None where they cannot be found letter by letter.

        Words that run on over a cell's or a paragraph's end are followed to that end only.
        """
        block = self.block_at(start)
        if block is None:
            return None
        letters = self._letters(block)
        text = self.document.text
        head = block.start if block.label_end is None else block.label_end
        before = _count(text, head, max(head, start))
        wanted = before + _count(text, max(head, start), min(end, block.end))
        if letters is None or wanted == before:
            return None
        first, last = letters[before], letters[wanted - 1]
        if any(parent is None or parent.tag != RUN for parent in (first[1].getparent(), last[1].getparent())):
            return None  # a letter of a formula
        return (first[1], first[2]), (last[1], last[3])

    def edges(self, start: int, end: int) -> tuple[Place, Place, bool, bool] | None:
        """-> where ``[start, end)`` begins and ends to the very blank; None where it cannot be found.

        A place of blanks is told by the letters around it: the third value says that the first place is the end of the
        letter before, the fourth that the last is the beginning of the letter behind.
        """
        block = self.block_at(start)
        letters = self._letters(block) if block is not None else None
        if block is None or not letters or end > block.end:
            return None
        text = self.document.text
        head = block.start if block.label_end is None else block.label_end
        if start < head:
            return None
        first, last = _count(text, head, start), _count(text, head, end)
        after = (start == end or text[start].isspace()) and first > 0 and (start < end or not text[start - 1].isspace())
        if not after and first >= len(letters):
            return None
        begin = _end_of(letters[first - 1]) if after else _start_of(letters[first])
        if start == end:
            return begin, begin, after, not after
        before = text[end - 1].isspace() and last < len(letters)
        return begin, _start_of(letters[last]) if before else _end_of(letters[last - 1]), after, before

    def runs(self, block: Block) -> list[etree._Element]:
        """-> the runs of the paragraph of ``block``; the mark of a footnote; the paragraph that a text box hangs on."""
        if block.paragraph is None or block.paragraph >= len(self.elements):
            return []
        if block.kind == "footnote" and (mark := self._mark(block)) is not None:
            return [mark]
        elements = []
        for element in self.elements[block.paragraph]:
            outer = [box for box in element.iterancestors() if box.tag == _BOX]
            host = next((a for a in outer[-1].iterancestors() if a.tag == P), element) if outer else element
            elements.append(host)
        return [
            run
            for element in elements
            for run in element.iter(RUN)
            if next(run.iterancestors(P)) is element and not _gone(run, element)
        ]

    def boxed(self, block: Block) -> bool:
        """Whether the words stand in a text box or a footnote, where Word holds no comments."""
        if block.kind in ("textbox", "footnote"):
            return True
        elements = self.elements[block.paragraph] if block.paragraph is not None else ()
        return any(a.tag == _BOX for element in elements for a in element.iterancestors())

    def _mark(self, block: Block) -> etree._Element | None:
        """-> the run in which the mark of a footnote stands; None where it cannot be told."""
        note = self._note(block)
        if note is None:
            return None
        kind, name, paragraph = note[0]
        tag = W + kind.removesuffix("s") + "Reference"
        marks = (mark for element in self.elements[paragraph] for mark in element.iter(tag))
        return next((mark.getparent() for mark in marks if mark.get(W + "id") == name), None)

    def _note(self, block: Block) -> tuple[tuple[str, str, int], int] | None:
        """-> the note that a block is of, and which of its paragraphs; None where it cannot be told."""
        kinds = [kind for kind in NOTE_KINDS if any(note[0] == kind for note in self.notes)]
        number = part = 0
        for other in self.document.blocks:  # footnotes, then endnotes, each counted from 1
            if other.kind == "footnote" and other.label_end is not None:
                text = self.document.text[other.start : other.label_end].strip("[] ")
                if text == "1" and number:
                    kinds = kinds[1:]
                number, part = int(text) if text.isdecimal() else 0, -1
            part += other.kind == "footnote"
            if other is block:
                break
        own = [note for note in self.notes if kinds and note[0] == kinds[0]]
        if not 0 < number <= len(own) or own[number - 1][2] != block.paragraph:
            return None
        return own[number - 1], part

    def _letters(self, block: Block) -> list[Letter] | None:
        """-> the letters of a block, one for each that is not blank; None where the file does not hold them so."""
        if block.kind == "footnote":
            return self._of_note(block)
        number = block.paragraph
        if number is None or number >= len(self.elements):
            return None
        text = self.document.text
        skipped = 0
        for other in self.own.get(number, ()):  # soft breaks made several blocks of one paragraph
            if other.start < block.start:
                skipped += _count(text, other.start if other.label_end is None else other.label_end, other.end)
        head = block.start if block.label_end is None else block.label_end
        wanted = [c for c in text[head : block.end] if not c.isspace()]
        letters = self._of(number)
        number += 1
        while len(letters) < skipped + len(wanted) and number < len(self.elements) and number not in self.own:
            letters += self._of(number)  # a sentence that the source had cut in two
            number += 1
        letters = letters[skipped : skipped + len(wanted)]
        return letters if [letter[0] for letter in letters] == wanted else None

    def _of_note(self, block: Block) -> list[Letter] | None:
        """-> the letters of a paragraph of a note, where its part is open."""
        note = self._note(block)
        root = self.note_roots.get(note[0][0]) if note else None
        if note is None or root is None:
            return None
        body = next((one for one in root if one.get(W + "id") == note[0][1]), root)
        inside = [letters for p in body.iter(P) if (letters := self._in((p,)))]
        head = block.start if block.label_end is None else block.label_end
        wanted = [c for c in self.document.text[head : block.end] if not c.isspace()]
        letters = inside[note[1]] if note[1] < len(inside) else []
        return letters if [letter[0] for letter in letters] == wanted else None

    def _of(self, number: int) -> list[Letter]:
        return self._in(self.elements[number])

    def _in(self, elements: Iterable[etree._Element]) -> list[Letter]:
        letters: list[Letter] = []
        for element in elements:
            properties = element.find(PPR)
            look = paragraph_look(properties).over(self.styles.look(value(properties, "pStyle")))
            letters += letters_of(element, look, self.styles, Limits().depth, self.document.source)
        return letters


def trace(
    document: Document,
    root: etree._Element,
    styles_root: etree._Element | None,
    note_roots: Mapping[str, etree._Element] | None = None,
) -> Trace:
    """-> the trace of an open ``w:document``: ``styles_root`` is its ``w:styles``, ``note_roots`` its notes by kind."""
    styles = read_styles(styles_root)
    styles.old_fonts = in_old_code(root, styles)
    body = Body(document.source, styles, read_numbering(None, styles), Limits(), elements=[])
    node = root.find(W + "body")
    body_paragraphs(root if node is None else node, body)
    return Trace(document, body.elements or [], styles, body.notes, note_roots or {})


def trace_of(document: Document, paragraphs: Sequence[etree._Element]) -> Trace:
    """-> the trace of a Word file that was made of ``document``, a paragraph a block."""
    return Trace(document, [(p,) for p in paragraphs], read_styles(None))


def _start_of(letter: Letter) -> Place:
    return letter[1], letter[2]


def _end_of(letter: Letter) -> Place:
    return letter[1], letter[3]


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for c in text[start:end] if not c.isspace())


def _gone(run: etree._Element, paragraph: etree._Element) -> bool:
    for above in run.iterancestors():
        if above is paragraph:
            return False
        if above.tag in (W + "del", W + "moveFrom"):
            return True
    return False
