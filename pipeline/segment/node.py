"""A node of the outline while it is being built, its readable id, and the kind it gets from its heading and parent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

from pipeline.knowledge.sections import HeadingKind, SectionWords, heading_kind
from pipeline.model import SectionKind
from pipeline.text.fold import bare
from pipeline.text.labels import Label
from pipeline.text.patterns import compiled

_PREFIX = {
    "part": "P",
    "chapter": "C",
    "division": "M",
    "subdivision": "TM",
    "article": "Đ",
    "annex": "PL",
    "form": "B",
}


@dataclass(slots=True, eq=False)
class Node:
    """A section to be. ``end`` grows with every line that is given to it; ``kind`` is set where the frame says it."""

    start: int
    end: int
    heading_start: int
    heading_end: int
    label: Label | None = None
    parent: Node | None = None
    item: bool = False
    slug: str = ""
    kind: SectionKind | None = None
    shown: str | None = None
    open: bool = False
    told: frozenset[SectionKind] = frozenset()
    section_id: str = ""

    @property
    def level(self) -> int:
        return 1 if self.parent is None else self.parent.level + 1


def close(nodes: list[Node]) -> None:
    """Let every node reach over all that stands below it; nodes in reading order."""
    for node in reversed(nodes):
        if node.parent is not None:
            node.parent.end = max(node.parent.end, node.end)


def name(nodes: list[Node]) -> None:
    """Give ids: the labels on the way ("II.2.1.a.-3"); what stands twice gets "~2"; bullets are counted."""
    taken: dict[str, int] = defaultdict(int)
    bullets: dict[tuple[str, str], int] = defaultdict(int)
    for node in nodes:
        above = node.parent.section_id if node.parent else ""
        own = _own_id(node, above, bullets)
        wanted = f"{above}.{own}" if above else own
        taken[wanted] += 1
        node.section_id = wanted if taken[wanted] == 1 else f"{wanted}~{taken[wanted]}"


def _own_id(node: Node, above: str, bullets: dict[tuple[str, str], int]) -> str:
    label = node.label
    if label is None:
        return node.slug or "*"
    if label.style == "bullet":
        bullets[above, label.text] += 1
        return f"{label.text}{bullets[above, label.text]}"
    if label.style in _PREFIX:
        value = label.text.split()[-1] if label.numbers else ""
        return f"{_PREFIX[label.style]}-{value}" if value else _PREFIX[label.style]
    up = node.parent.label if node.parent else None
    goes_on = (up is not None and up.style in ("arabic", "mixed")) or label.style == "mixed"
    if label.depth > 1 and up is not None and goes_on and label.numbers[:-1] == up.numbers:
        return label.text.rsplit(".", 1)[-1]
    return f"({label.text})" if label.style in ("(arabic)", "(letter)") else label.text


_BLANK = compiled(r"\.{3,}|…|_{3,}")
_BLANKS = 2  # so many make a form


def _is_form(node: Node, text: str, words: SectionWords) -> bool:
    """An annex of no other kind whose blanks are for others to fill in."""
    if node.slug != "PL" or node.kind != words.rules.annex.kind:
        return False
    return sum(1 for _ in islice(_BLANK.finditer(text, node.start, node.end), _BLANKS)) == _BLANKS


def set_kinds(nodes: list[Node], text: str, words: SectionWords) -> None:
    """Every node's kind: its own heading's where that decides, else its parent's."""
    for node in nodes:
        heading = text[node.heading_start : node.heading_end]
        own = None if node.item else heading_kind(heading, words)
        enacting = (
            node.label is not None
            and node.label.style == "article"
            and words.enacting.match(_plain(heading)) is not None
        )
        if enacting and own is not None and not own.strong:
            own = None  # "Điều 1. Phê duyệt Điều chỉnh Quy hoạch …" adjusts nothing in its own text
        if _is_form(node, text, words):
            node.kind = "phu_luc"
        elif node.slug == "ten" and node.parent is not None:
            node.kind = node.parent.kind
        if node.kind is None:
            node.kind = _kind(own, node.parent, words)
        node.told = own.told if own and own.kind == node.kind else frozenset()
        node.open = (
            enacting or node.slug == "VB" or (own is not None and bool(words.open_heading.match(_plain(heading))))
        )


def _plain(heading: str) -> str:
    return " ".join(bare(heading).split())


def _lists_contents(node: Node, words: SectionWords) -> bool:
    """ "NỘI DUNG KẾ HOẠCH", whose items are tasks but where they are wholly another part."""
    article = node.label is not None and node.label.style == "article"
    return node.slug != "VB" and not article and node.kind == words.rules.default


def _kind(own: HeadingKind | None, parent: Node | None, words: SectionWords) -> SectionKind:
    whole = parent is not None and parent.open and not _lists_contents(parent, words)
    if parent is None or parent.kind is None or whole:
        return own.kind if own else words.rules.default
    if parent.open:
        return own.kind if own and own.strong and own.firm else parent.kind
    if own is None or own.kind in words.rules.keeps.get(parent.kind, ()):
        return parent.kind
    if own.firm and (own.strong or parent.kind in words.rules.weak_below or own.kind in parent.told):
        return own.kind
    return parent.kind
