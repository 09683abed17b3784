"""Footnotes at the foot of PDF pages: read as notes at the end of the text, not in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.paragraph import Paragraph
from pipeline.read.pdf.lines import PdfLine

_UPPER = 0.3  # a note never begins in this share of a page from its top


def split_notes(lines: Sequence[PdfLine], page: int, height: float) -> tuple[list[PdfLine], list[Paragraph]]:
    """-> the lines of the text, and the notes of a page: from the first line that begins with a raised figure down."""
    pointed = {mark for n in lines for mark in n.marks.split()}
    if pointed:
        lines = [_headed(n, pointed) if n.top > _UPPER * height else n for n in _with_numbers(lines, pointed, height)]
    heads = [n for n in lines if n.note and n.top > _UPPER * height]
    if not heads:
        return list(lines), []
    first = min(heads, key=lambda n: n.top)
    text = [n for n in lines if n.top < first.top - 1]
    notes: list[Paragraph] = []
    for line in sorted((n for n in lines if n.top >= first.top - 1), key=lambda n: (n.top, n.x0)):
        if line.note:
            label = f"[{line.note}]"
            notes.append(Paragraph(f"{label} {line.text}", kind="footnote", page=page, label=len(label)))
        elif notes:
            last = notes[-1]
            notes[-1] = Paragraph(f"{last.text} {line.text}", kind="footnote", page=page, label=last.label)
        else:
            text.append(line)
    return text, notes


def _headed(line: PdfLine, pointed: set[str]) -> PdfLine:
    """A line whose number is not raised but that a mark on the same page points to."""
    number, _, words = line.text.partition(" ")
    if line.note or line.bold or number not in pointed or not words[:1].isalpha():
        return line
    return replace(line, text=words, note=number)


def _with_numbers(lines: Sequence[PdfLine], pointed: set[str], height: float) -> list[PdfLine]:
    """Numbers that stand as lines of their own put before the line right of them."""
    result = list(lines)
    for alone in [n for n in lines if n.text in pointed and n.top > _UPPER * height]:
        for i, n in enumerate(result):
            near = -2 < n.x0 - alone.x1 < 12 and n.top - alone.size < alone.top < n.bottom
            if near and n is not alone and not n.note:
                result[i] = replace(n, note=alone.text)
                result.remove(alone)
                break
    return result
