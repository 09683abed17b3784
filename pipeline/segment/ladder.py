"""Which level a label stands on, from what stands before it: plans do not agree on one ladder of styles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pipeline.text.labels import Label

N = TypeVar("N")

# The ladder of Decree 30/2020/NĐ-CP where a document has not shown its own yet; a larger figure stands deeper.
_NATURAL: dict[str, float] = {
    "annex": 5,
    "form": 8,
    "part": 10,
    "chapter": 15,
    "division": 20,
    "subdivision": 22,
    "article": 26,
    "upper": 28,
    "roman": 30,
    "title": 34,
    "mixed": 35,
    "arabic": 40,
    "letter": 50,
    "arabic)": 50,
    "(arabic)": 50,
    "(letter)": 50,
    "small_roman": 50,
    "bullet*": 59,
    "bullet-": 60,
    "bullet•": 62,
    "bullet+": 65,
}
_MINOR = 50


def style_key(label: Label) -> str:
    """The series a label belongs to: "1." and "1.1." are two, and so are "-" and "+"."""
    if label.style == "bullet":
        return "bullet" + label.text
    if label.style in ("arabic", "mixed", "letter") and label.depth > 1:
        return f"{label.style}{label.depth}"
    return label.style


def _natural(key: str) -> float:
    if key in _NATURAL:
        return _NATURAL[key]
    base, depth = key.rstrip("0123456789"), key[-1:]
    return _NATURAL.get(base, _MINOR) + (int(depth) if depth.isdigit() else 0)


@dataclass(slots=True)
class Step(Generic[N]):
    """An open node: its series, its place on the ladder, its number."""

    key: str
    order: float
    numbers: tuple[int, ...]
    node: N
    leads: bool


@dataclass(slots=True)
class Ladder(Generic[N]):
    """The open nodes of one context (the body, an annex, a table), outermost first.

    ``has_roman``: Roman numerals number the document's sections, so that capitals without a label stand below them.
    """

    has_roman: bool = False
    steps: list[Step[N]] = field(default_factory=list)
    orders: dict[str, float] = field(default_factory=dict)
    last: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def resolve(self, label: Label) -> Label | None:
        """-> the reading of an ambiguous label that goes on with a series, or None where it is no label at all."""
        if label.style == "note":
            return None
        if label.style == "upper":
            return label if label.numbers[0] == 1 or self._follows("upper", label, 2) else None
        other = label.other
        if other is None:
            return label
        if label.style == "roman":
            goes_on = self._follows("roman", label, 1)
            return other if not goes_on and self._follows(other.style, other, 2) else label
        if self._follows(label.style, label, 2):
            return label
        return other if other.numbers == (1,) or self._follows(other.style, other, 1) else label

    def _follows(self, key: str, label: Label, gap: int) -> bool:
        before = self.last.get(key)
        return before is not None and 0 < label.numbers[0] - before[0] <= gap

    def place(self, label: Label, node: N, *, leads: bool, ends_open: bool = False) -> N | None:
        """Open ``node`` under ``label``; -> its parent, or None at the top.

        ``leads``: the line heads what follows; ``ends_open``: it ends with a colon (a "*" so ended stands above "-").
        """
        key = style_key(label)
        order = self._order(key, label, ends_open)
        while self.steps and not self._is_below(key, order, label):
            self.steps.pop()
        return self._push(key, order, label.numbers, node, leads)

    def place_title(self, node: N, *, capitals: bool, series: str = "") -> N | None:
        """Open a heading without a label; -> its parent.

        Capitals stand beside Roman numerals, others below the last labelled heading; a ``series`` ("hoạt động" of
        "Hoạt động 2: …") stands where it stood before.
        """
        key = f"series {series}" if series else "title" if capitals else "subtitle"
        same = next((step.order for step in self.steps if step.key == key), None)
        if same is not None:
            order = same
        elif capitals and not series:
            order = _NATURAL["title"] if self.has_roman else 25.0
        else:
            majors = [s.order for s in self.steps if s.key != "subtitle" and s.leads and s.order < _NATURAL["bullet-"]]
            order = max(majors, default=24.0) + 0.5
        while self.steps and self.steps[-1].order >= order:
            self.steps.pop()
        return self._push(key, order, (), node, True)

    def close_items(self) -> None:
        """An unlabelled paragraph ends the bullets above it that are no headings."""
        while self.steps and self.steps[-1].key.startswith("bullet") and not self.steps[-1].leads:
            self.steps.pop()

    def top(self) -> N | None:
        return self.steps[-1].node if self.steps else None

    def _push(self, key: str, order: float, numbers: tuple[int, ...], node: N, leads: bool) -> N | None:
        parent = self.top()
        self.steps.append(Step(key, order, numbers, node, leads))
        self.orders.setdefault(key, order)
        if numbers:
            self.last[key] = numbers
        for deeper in [k for k, o in self.orders.items() if o > order and k in self.last]:
            del self.last[deeper]  # a series begins anew below each heading
        return parent

    def _order(self, key: str, label: Label, ends_open: bool) -> float:
        natural = _natural(key)
        if key == "bullet*" and not ends_open:
            natural = 63
        if key in self.orders and key != "bullet*":
            return self.orders[key]
        top = self.steps[-1] if self.steps else None
        if key == "upper" and "roman" in self.orders:
            return self.orders["roman"] + 1  # "I" was there before "A"
        if natural == _MINOR and top is not None and _MINOR <= top.order < 59 and label.numbers[:1] == (1,):
            return top.order + 1  # "1)" first seen below "a)"
        return natural

    def _is_below(self, key: str, order: float, label: Label) -> bool:
        top = self.steps[-1]
        if top.key == key:
            return False
        if order == _MINOR and top.key.startswith("bullet") and top.leads and label.numbers[:1] == (1,):
            return True  # "- Đối với cấp xã:" and then a), b)
        if label.style == "arabic" and top.key in ("arabic", "arabic2") and top.order < order:
            return label.numbers[0] != top.numbers[0] + 1  # "3.1" below "2.": the heading "3." was lost
        return top.order < order
