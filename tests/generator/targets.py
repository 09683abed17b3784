"""Targets as offices word them, each with the truth of what was worded."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.generator.grammar import capital, small, write
from tests.generator.world import part

Truth = dict[str, Any]
# a clause that its figure ends, or that tells what is done for people
_CLOSED = re.compile(
    r"%(?: trở lên)?(?: (?:vào|đến)(?: cuối| hết)?)?(?: năm \d{4})?$"
    r"|% (?:trở lên )?(?:số )?(?:người|trẻ|nạn nhân|phụ nữ|hộ)\b.* được "
)


@dataclass(frozen=True)
class Years:
    """The years a plan binds: targets without a year of their own fall due at ``end``."""

    start: int
    end: int


def figure(value: float) -> str:
    """-> 85 as "85", 92.5 as "92,5"."""
    return f"{value:g}".replace(".", ",")


def picked(forms: list[dict[str, Any]], chance: Random) -> dict[str, Any]:
    return chance.choices(forms, [form.get("weight", 1) for form in forms])[0]


def due_floor(goal: dict[str, Any], year: int) -> float:
    """-> what the goal's line between its milestones asks of a year."""
    steps = sorted(goal.get("floor", {2030: 60}).items())
    if year <= steps[0][0] or len(steps) == 1:
        return float(steps[0][1])
    (y0, v0), (y1, v1) = steps[0], steps[-1]
    return min(v1, v0 + (v1 - v0) * (year - y0) / (y1 - y0))


def share_value(goal: dict[str, Any], year: int, chance: Random, *, lowered: bool = False) -> float:
    floor = due_floor(goal, year)
    if lowered:
        least = min(goal["floor"].values())
        return float(max(10, least - chance.choice([10, 15, 20, 25])))
    if chance.random() < 0.2:
        return 100.0
    steps = list(range(int(-(-floor // 5) * 5), 101, 5)) or [100]
    value = float(chance.choice(steps[:6]))
    if value < 98 and chance.random() < 0.12:
        value += chance.choice([0.5, 1.5, 2.0, 2.3])
    return min(value, 100.0)


def bound(
    value: float, chance: Random, *, counted: str | None = None, of: str = "", plain: bool = False
) -> tuple[str, Truth]:
    """-> "từ 80% trở lên" and what it says; a whole hundred takes no comparator. ``counted`` is the unit of a count and
    ``of`` what it is a unit of; ``plain`` is what stands behind "từ 60% lên", where nobody writes a second "từ".
    """
    forms = part("frame")["counts" if counted else "bounds"]
    while True:
        form = picked(forms, chance)
        if plain and form["says"].startswith(("từ", "≥")):
            continue
        if value < 99 or form["says"] == "{v}%":
            break
    top = None
    if form["is"] == "range":
        top = value + (chance.choice([1, 2]) if counted else chance.choice([2, 5, 10]))
        if top >= 100:
            return bound(value, chance, counted=counted, of=of, plain=plain)
    shown = (f"{value:02.0f}", f"{top:02.0f}" if top else "") if counted else (figure(value), figure(top or 0))
    says = (
        form["says"].replace("{v}", shown[0]).replace("{w}", shown[1]).replace("{u}", counted or "").replace("{c}", of)
    )
    return says, {"value": value, "value_max": top, "comparator": form["is"], "unit": counted or "%"}


def word_goal(
    goal: dict[str, Any],
    years: Years,
    chance: Random,
    facts: Random,
    fill: Callable[[str], str],
    *,
    lowered: bool = False,
    milestone: int | None = None,
) -> tuple[str, list[Truth]]:
    """-> the clause (its first letter a capital) and its targets. ``chance`` chooses words, ``facts`` figures.

    ``milestone`` is the year that the heading above names.
    """
    due = milestone or years.end
    kind = goal["kind"]
    if kind == "share":
        value = share_value(goal, due, facts, lowered=lowered)
        if not lowered and milestone is None and years.end - years.start >= 2 and chance.random() < 0.12:
            return _two_steps(goal, years, chance, facts, fill)
        return _share(goal, value, due, chance, facts, fill)
    low, high = goal["range"]
    frame = part("frame")
    if kind == "level":
        form = picked(frame["levels"], chance)
        value = round(facts.uniform(low, high), 1)
        what = write(chance.choice(goal["what"]), chance, fill)
        text = _filled(form["says"], chance, fill, what=what, v=figure(value))
        return text, [_truth(text, due, value=value, comparator=form["is"], unit="%", aspirational=form.get("asp"))]
    if kind in ("fall", "rise"):
        form = picked(frame["moves"], chance)
        value = float(facts.randrange(int(low), int(high) + 1))
        says, truth = bound(value, facts)
        what = write(chance.choice(goal["what"]), chance, fill)
        verb = "giảm" if kind == "fall" else "tăng"
        text = _filled(form["says"], chance, fill, what=what, verb=verb, B=says, Z=str(years.start - 1))
        change = "-" if kind == "fall" else "+"
        return text, [_truth(text, due, **truth, change=change, aspirational=form.get("asp"))]
    value = float(facts.randrange(int(low), int(high) + 1))
    of = f" {chance.choice(goal['of'])}" if goal.get("of") else ""
    says, truth = bound(value, facts, counted=goal["unit"], of=of)
    text = capital(_filled(chance.choice(goal["what"]), chance, fill, B=says))
    return text, [_truth(text, due, **truth)]


def _share(
    goal: dict[str, Any], value: float, due: int, chance: Random, facts: Random, fill: Callable[[str], str]
) -> tuple[str, list[Truth]]:
    acting = chance.random() < 0.15 and goal.get("act")
    form = picked(part("frame")["acts" if acting else "shares"], chance)
    says, truth = bound(value, facts, plain="{b}" in form["says"])
    who = write(chance.choice(goal["who"]), chance, fill)
    does = write(chance.choice(goal["does"]), chance, fill)
    text = _filled(
        form["says"], chance, fill,
        B=says, P=who, p=who.removeprefix("số "), I=does, Y=str(due), Z=str(due - 1), b=figure(max(5.0, value - 12)),
        A=chance.choice(goal["act"]) if acting else "",
    )  # fmt: skip
    return capital(text), [_truth(capital(text), due, **truth, aspirational=form.get("asp"))]


def _two_steps(
    goal: dict[str, Any], years: Years, chance: Random, facts: Random, fill: Callable[[str], str]
) -> tuple[str, list[Truth]]:
    """A share with a milestone before the plan's last year."""
    first, last = years.start + (years.end - years.start) // 2, years.end
    lower = share_value(goal, first, facts)
    upper = max(lower, share_value(goal, last, facts))
    who = write(chance.choice(goal["who"]), chance, fill)
    does = write(chance.choice(goal["does"]), chance, fill)
    text = _filled(
        chance.choice(part("frame")["steps"]), chance, fill,
        P=who, p=who.removeprefix("số "), I=does, v=figure(lower), w=figure(upper), Y=str(first), Z=str(last),
    )  # fmt: skip
    text = capital(text)
    return text, [
        _truth(text, due, value=value, comparator="=", unit="%") for due, value in ((first, lower), (last, upper))
    ]


def table_row(
    goal: dict[str, Any], years: list[int], chance: Random, facts: Random, fill: Callable[[str], str]
) -> tuple[str, list[str], list[Truth]]:
    """-> the name of a share, a cell a year, and the target of each cell."""
    who = write(chance.choice(goal["who"]), chance, fill).removeprefix("số ")
    name = f"Tỷ lệ {who} {write(chance.choice(goal['does']), chance, fill)}"
    sign, comparator = facts.choice([("", "="), ("", "="), ("≥ ", ">="), ("trên ", ">")])
    cells, truths, least = [], [], 0.0
    for year in years:
        value = max(least, share_value(goal, year, facts))
        least = value
        said, meant = ("", "=") if value == 100 else (sign, comparator)
        cells.append(f"{said}{figure(value)}")
        truths.append(_truth(name, year, value=value, comparator=meant, unit="%", value_max=None))
    return name, cells, truths


def joined(first: str, second: str, chance: Random, *, alike: bool) -> str:
    """-> two clauses in one sentence; what is not alike (a share, a count) is seldom joined by "và".

    A deed without a subject behind "85% cơ sở … bố trí nhân sự và" would be theirs, so there a semicolon parts the two.
    """
    joins = part("frame")["joins"]
    if not alike and not _CLOSED.search(first) and "%" in first and not second.startswith(("Mỗi", "Số ", "Tỷ lệ")):
        joins = [way for way in joins if way.startswith(";")]
    return first + chance.choice(joins if alike else [*joins[:1] * 4, *joins]) + small(second)


def _filled(template: str, chance: Random, fill: Callable[[str], str], **given: str) -> str:
    given |= {name[0].upper() + name[1:]: capital(text) for name, text in given.items() if name in ("what", "verb")}
    return write(template, chance, lambda name: given[name] if name in given else fill(name))


def _truth(text: str, due: int, **more: Any) -> Truth:
    truth = {"quote": text, "period_end": due} | {k: v for k, v in more.items() if v is not None}
    return truth
