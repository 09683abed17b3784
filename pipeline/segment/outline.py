"""The tree of a document: its basis, numbered sections, headings without a number, table groups, foot and annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.knowledge.sections import SectionWords, annex_kind, heading_kind, run_in_end
from pipeline.model import SectionKind
from pipeline.segment.foot import recipients_end, signature_end
from pipeline.segment.frame import (
    Zones,
    is_enclosed_note,
    is_person,
    is_recipients,
    is_signature,
    kind_word,
    starts_foot,
)
from pipeline.segment.headings import heading_of
from pipeline.segment.ladder import Ladder, style_key
from pipeline.segment.lines import Line
from pipeline.segment.node import Node
from pipeline.text.fold import bare
from pipeline.text.labels import Label, parse_label

_MAJOR = ("part", "chapter", "division", "article", "upper", "roman", "mixed", "arabic")
_TITLE = 160
_ANNEX_TITLE_LINES = 4


@dataclass(slots=True)
class Builder:
    """What is open while the lines are gone through."""

    text: str
    lines: list[Line]
    words: SectionWords
    nodes: list[Node] = field(default_factory=list)
    ladder: Ladder[Node] = field(default_factory=Ladder)
    root: Node | None = None
    table: Ladder[Node] | None = None
    table_number: int | None = None
    in_body: bool = False
    after_foot: bool = False
    last_roman: int = -1  # the last line with a Roman number


def build(text: str, lines: list[Line], zones: Zones, words: SectionWords) -> list[Node]:
    """-> the nodes in reading order, a parent before its children; linear in the number of lines."""
    b = Builder(text, lines, words)
    roman = (at for at in range(len(lines) - 1, -1, -1) if (label := lines[at].label) and label.style == "roman")
    b.last_roman = next(roman, -1)
    b.ladder.has_roman = b.last_roman >= zones.preamble
    at = zones.preamble
    while at < len(lines):
        at = _step(b, at)
    return b.nodes


def _step(b: Builder, at: int) -> int:
    """Take the line ``at`` (and those that belong to it); -> the next line."""
    line = b.lines[at]
    if line.footnote:
        return at + 1
    if is_recipients(line, b.words):
        return _frame(b, at, recipients_end(b.lines, at, b.words), "noi_nhan", "noi_nhan")
    if starts_foot(b.lines, at, b.words):
        return _frame(b, at, signature_end(b.lines, at, b.words), "chu_ky", "chu_ky")
    if _opens_annex(b, line):
        return _annex(b, at)
    if line.cells:
        _row(b, line)
        return at + 1
    b.table = None
    label = b.ladder.resolve(line.label) if line.label is not None else None
    if label is not None and label.style in ("annex", "form"):
        label = None
    if label is not None and (b.in_body or label.style in _MAJOR):
        b.in_body = True
        return _labelled(b, at, label)
    if not b.in_body:
        return at + 1 if b.after_foot else _preamble(b, at)
    return _plain_line(b, at)


def _frame(b: Builder, at: int, end: int, slug: str, kind: SectionKind) -> int:
    """A part of the document's foot: ``b.lines[at:end]``."""
    first = b.lines[at]
    head = heading_of(first.text, 0)
    heading_end = first.start + head.end
    if kind == "noi_nhan":  # "Nơi nhận: - Như Điều 3;" on one line
        colon = first.text.find(":")
        heading_end = first.start + (colon if colon >= 0 else len(first.text.rstrip()))
    b.nodes.append(Node(first.start, b.lines[end - 1].end, first.start + head.start, heading_end, slug=slug, kind=kind))
    b.ladder, b.root, b.table = Ladder(has_roman=b.last_roman >= end), None, None
    b.in_body, b.after_foot = False, True  # stamps and names may follow, but no paragraph of a section
    return end


def _preamble(b: Builder, at: int) -> int:
    """Before the first section: the paragraphs that name what the document rests on are one node."""
    line = b.lines[at]
    if _is_title(b, at) and heading_kind(line.text.strip(" :"), b.words) is not None and line.capitals:
        b.in_body = True
        return _plain_line(b, at)
    skip = line.label.end if line.label is not None else 0
    opening = b.words.basis.match(bare(line.text[skip : skip + 60].lstrip()))
    if opening is None:
        return at + 1
    if b.nodes and b.nodes[-1].slug == "can_cu":
        b.nodes[-1].end = line.end
        return at + 1
    start = line.start + len(line.text) - len(line.text[skip:].lstrip())
    b.nodes.append(Node(line.start, line.end, start, start + opening.end(), slug="can_cu", kind="can_cu"))
    return at + 1


def _labelled(b: Builder, at: int, label: Label) -> int:
    line = b.lines[at]
    following = b.lines[at + 1] if at + 1 < len(b.lines) else None
    if not line.text[label.end :].strip() and following is not None and _may_be_heading(following, b.words):
        node = _node(line, label, following, 0, b.words, bold=following.bold, leads=True)
        _open(b, node, label, leads=True, ends_open=False)
        node.end = following.end
        return at + 2
    leads = following is None or following.cells != () or following.label is None
    leads = leads or (following is not None and following.label is not None and not _same(following.label, label))
    node = _node(line, label, line, label.end, b.words, bold=line.bold, leads=leads)
    open_end = line.text.rstrip().endswith(":")
    _open(b, node, label, leads=(leads and not node.item) or open_end, ends_open=open_end)
    if following is None or not _heading_goes_on(b, line, node, following):
        return at + 1
    node.heading_end = following.start + heading_of(following.text, 0, bold=True).end
    node.end = following.end
    return at + 2


def _heading_goes_on(b: Builder, line: Line, node: Node, following: Line) -> bool:
    """The source broke the heading ("VII. CHẾ ĐỘ" / "BÁO CÁO", "… và thực" / "hiện các văn bản")."""
    said = b.text[node.heading_start : node.heading_end]
    if line.bold != following.bold or line.text.rstrip()[-1] in ".:;,?!" or not _may_be_heading(following, b.words):
        return False
    if following.text[0].islower():
        return node.end - node.start <= _TITLE * 2 and following.text.rstrip()[-1] not in ".;,"
    if not (said.isupper() and following.text.isupper()):
        return False
    kind = heading_kind(said, b.words)
    return kind is None or not (kind.strong and kind.firm)


def _same(one: Label, other: Label) -> bool:
    return style_key(one) == style_key(other)


def _may_be_heading(line: Line, words: SectionWords) -> bool:
    return line.label is None and not line.cells and not is_signature(line, words) and len(line.text) < _TITLE * 2


def _node(line: Line, label: Label, source: Line, begin: int, words: SectionWords, *, bold: bool, leads: bool) -> Node:
    head = heading_of(source.text, begin, bold=bold, leads=leads)
    if not bold and not head.run_in and (end := run_in_end(source.text, head.start, words)) is not None:
        head = replace(head, end=end, item=False, run_in=True)
    start, end = source.start + head.start, source.start + head.end
    return Node(line.start, line.end, start, end, label=label, item=head.item, shown=label.text)


def _open(b: Builder, node: Node, label: Label, *, leads: bool, ends_open: bool) -> None:
    node.parent = b.ladder.place(label, node, leads=leads, ends_open=ends_open) or b.root
    b.nodes.append(node)


def _plain_line(b: Builder, at: int) -> int:
    """A paragraph without a label: a heading of its own, the closing words, or more of what is open."""
    line = b.lines[at]
    if b.root is None and b.words.closing.match(line.opening) and _near_foot(b, at):
        b.ladder.steps.clear()
        head = heading_of(line.text, 0, leads=False)
        span = (line.start + head.start, line.start + head.end)
        b.nodes.append(Node(line.start, line.end, *span, item=True, slug="ket", kind="khac"))
        return at + 1
    series = b.words.series.match(line.opening) if len(line.text) <= _TITLE else None
    if series is not None or _is_title(b, at):
        head = heading_of(line.text, 0, bold=series is None)
        node = Node(line.start, line.end, line.start + head.start, line.start + head.end, slug="*")
        named = series["name"] if series is not None else ""
        node.parent = b.ladder.place_title(node, capitals=line.capitals, series=named) or b.root
        b.nodes.append(node)
        return at + 1
    b.ladder.close_items()
    owner = b.ladder.top() or b.root
    if owner is not None:
        owner.end = line.end
    elif b.nodes and b.nodes[-1].slug == "ket":
        b.nodes[-1].end = line.end
    return at + 1


def _near_foot(b: Builder, at: int) -> bool:
    """The closing words stand right above the recipients or the signature, or at the end of the text."""
    ahead = b.lines[at + 1 : at + 5]
    return len(ahead) < 4 or any(is_recipients(line, b.words) or is_signature(line, b.words) for line in ahead)


def _is_title(b: Builder, at: int) -> bool:
    """A heading that no number marks: short, no sentence, in capitals, bold, or made of section words alone."""
    line = b.lines[at]
    text = line.text.strip()
    if line.cells or line.label is not None or len(text) > _TITLE or text[-1] in ".;,)" or not text[0].isalpha():
        return False
    if is_enclosed_note(line) or kind_word(line, b.words) or is_signature(line, b.words) or at + 1 >= len(b.lines):
        return False
    following = b.lines[at + 1]
    if line.capitals:
        return True
    if line.bold and not following.bold and not is_person(line) and (":" not in text[:-1]):
        return True
    said = heading_kind(text.rstrip(":"), b.words) if len(text) <= 60 and text[0].isupper() else None
    return said is not None and said.strong and said.firm and not following.cells and b.in_body and b.root is None


def _row(b: Builder, line: Line) -> None:
    """A row of a table: a group row ("I | Đến năm 2030") is a node, every other row belongs to what is open."""
    if b.table is None or b.table_number != line.table:
        b.table, b.table_number = Ladder(has_roman=True), line.table
    base = b.ladder.top() or b.root
    found = _group(b.text, line)
    if found is not None:
        label, start, end = found
        resolved = b.table.resolve(label)
        if resolved is not None:
            node = Node(line.start, line.end, start, end, label=resolved, shown=resolved.text)
            node.parent = b.table.place(resolved, node, leads=True) or base
            b.nodes.append(node)
            return
    owner = b.table.top() or base
    if owner is not None:
        owner.end = line.end


def _group(text: str, line: Line) -> tuple[Label, int, int] | None:
    """-> label and heading span of a row that is a number and one filled cell, or one cell that has both."""
    if len(line.cells) > 2:
        return None
    start, end = line.cells[-1]
    if len(line.cells) == 1:
        label = parse_label(text[start:end])
        if label is None or label.style not in ("roman", "upper", "part"):
            return None
        return (label, start + label.end, end) if start + label.end < end else None
    mark = text[slice(*line.cells[0])].strip().rstrip(".)")
    label = parse_label(f"{mark}. X") if len(mark) <= 6 else None
    if label is None or label.style not in ("roman", "upper") or label.text != mark:
        return None
    return label, start, end


def _opens_annex(b: Builder, line: Line) -> bool:
    """An annex heading, or the kind word of a document that is enclosed after the foot."""
    if line.label is not None and line.label.style == "annex":
        return True
    if line.label is not None and line.label.style == "form":
        return _after_foot(b)
    return _after_foot(b) and b.root is None and kind_word(line, b.words) is not None


def _after_foot(b: Builder) -> bool:
    return b.after_foot or b.root is not None


def _annex(b: Builder, at: int) -> int:
    """A heading of an annex or an enclosed document and its title."""
    line = b.lines[at]
    named = line.label.end if line.label is not None else len(line.text)  # "PHỤ LỤC I", then its title on the same line
    root = Node(line.start, line.end, line.start, line.start + len(line.text[:named].rstrip(" :.-–")), label=line.label)
    root.slug = "PL" if line.label is not None else "VB"
    b.nodes.append(root)
    b.ladder, b.root, b.table, b.in_body = Ladder(has_roman=b.last_roman >= at), root, None, True
    end = at + 1
    title = list(_annex_title(b, end))
    if title:
        end += len(title)
        first, last = title[0], title[-1]
        node = Node(
            first.start, last.end, first.start, last.start + len(last.text.rstrip(" :.")), slug="ten", parent=root
        )
        b.nodes.append(node)
    while end < len(b.lines) and is_enclosed_note(b.lines[end]):
        root.end = b.lines[end].end
        end += 1
    said = " ".join([line.text, *(t.text for t in title)])
    root.kind = annex_kind(said, b.words)
    if line.label is not None and line.label.style == "form" and root.kind == "kinh_phi":
        root.kind = b.words.rules.annex.kind  # tables of the budget, in the forms of a ministry
    return end


def _annex_title(b: Builder, at: int) -> Iterator[Line]:
    for line in b.lines[at : at + _ANNEX_TITLE_LINES]:
        said = line.capitals or line.bold or line.centred
        if line.label is not None or line.cells or not said or is_enclosed_note(line) or line.text.rstrip()[-1] in ";,":
            return
        yield line
