"""Helpers: a Document from lines of text, and its outline as short strings."""

from __future__ import annotations

from pipeline.knowledge.load import load_rules
from pipeline.model import Block, Document
from pipeline.segment import segment


def read_lines(text: str) -> Document:
    """Each line of ``text`` a paragraph; ``**…**`` around it marks it bold, " | " joins the cells of a row."""
    out: list[str] = []
    blocks: list[Block] = []
    at = 0
    for raw in text.strip().split("\n"):
        line = raw.strip()
        if not line:
            continue
        bold = line.startswith("**") and line.endswith("**")
        line = line.strip("*") if bold else line
        if " | " in line:
            start = at
            for column, cell in enumerate(line.split(" | ")):
                place = Block(start, start + len(cell), "cell", table=0, row=len(out), column=column)
                blocks.append(place)
                start += len(cell) + 3
        else:
            blocks.append(Block(at, at + len(line), bold=bold))
        out.append(line)
        at += len(line) + 1
    return Document("d", "d.txt", "", "txt", "\n".join(out), tuple(blocks))


def segmented(text: str) -> Document:
    return segment(read_lines(text), load_rules())


def outline(text: str) -> list[str]:
    """ "II.1 nhiem_vu Heading" for each section that is no bullet."""
    return [f"{s.section_id} {s.kind} {s.heading}" for s in segmented(text).sections if s.label not in ("-", "+")]
