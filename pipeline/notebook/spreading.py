"""How errors of citation spread from plan to plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.checks import check_rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.notebook.citations import broken_citations, citations
from pipeline.notebook.drawing import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    SOFT,
    VERMILLION,
    bare_axes,
    headline,
    new_figure,
    style,
    wrap,
)
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.plans import records
from pipeline.report.wording import day as day_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from pipeline.notebook.plans import AnyRules, Tables

BROKEN = {"wrong": (VERMILLION, "X"), "dead": (PURPLE, "P"), "early": (ORANGE, "D")}  # colour and marker
LEVEL_COLOURS = {"xa": FAINT, "huyen": SKY, "tinh": BLUE, "bo": GREEN, "tw": INK, "": SOFT}
_LANES = 12
_MONTH = 30.4


def spread(tables: Tables, *, rules: AnyRules | None = None, lang: str = "vi") -> Figure:
    """-> wrong, dead and premature citations over time: a lane each, a sign a plan, the widest spread on top.

    ``broken_citations`` has the same as a table, ``citations`` every single one with its words.

    >>> spread(pipeline.tables("extracted/"))  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    lanes = broken_citations(tables, rules=in_use).head(_LANES)
    if lanes.empty:
        raise NothingToShowError("", "fault.no_broken")
    found = citations(tables, rules=in_use)
    with style():
        titles = {rule.id: rule.title.in_language(say.lang) for rule in check_rules(in_use)}
        return _spread(records(lanes), found, titles, say)


def _spread(lanes: list[dict[str, Any]], found: Any, titles: dict[str, str], say: Messages) -> Figure:
    import pandas as pd

    figure = new_figure(11, 1.5 + 0.95 * len(lanes))
    headline(figure, say("notebook.spread"), say("notebook.spread.note"))
    axes: Any = figure.subplots()
    bare_axes(axes)
    labels = []
    for y, lane in enumerate(lanes):
        rows = found[(found["written"] == lane["written"]) & (found["rule_id"] == lane["rule_id"])]
        rows = rows.drop_duplicates("doc_id")
        days = [on_axis(row) for row in records(rows)]
        colour, marker = BROKEN[lane["broken"]]
        dated = [d for d in days if d is not None]
        axes.axhline(y, color=FAINT, linewidth=1, zorder=1)
        for x, aside in zip(dated, _stack(dated), strict=True):
            axes.plot(
                pd.Timestamp(x),
                y - aside,
                marker,
                color=colour,
                markeredgecolor="white",
                markeredgewidth=0.5,
                markersize=8,
            )
        if dated:
            words = say("notebook.spread.first", where=wrap(lane["first_in"], 30, 1), day=_day(lane["first"]))
            axes.annotate(
                words,
                (pd.Timestamp(min(dated)), y),
                (0, -11),
                textcoords="offset points",
                va="top",
                ha="left",
                fontsize=7.5,
                color=SOFT,
            )
        labels.append(_lane_title(lane, titles, say))
        counts = say("notebook.spread.counts", n=lane["plans"], communes=lane["communes"])
        axes.annotate(counts, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=8.5)
    axes.set_yticks(range(len(lanes)), labels)
    axes.set_ylim(len(lanes) - 0.45, -0.65)
    months(axes)
    _kinds(axes, [lane["broken"] for lane in lanes], say)
    return figure


def on_axis(row: dict[str, Any]) -> date | None:
    """-> the plan's own day; the middle of its year where it bears none."""
    if row["day"] == row["day"]:
        return row["day"].date()  # type: ignore[no-any-return]
    return date(int(row["year"]), 7, 1) if row["year"] == row["year"] else None


def _stack(days: list[date]) -> list[float]:
    """-> how far each sign is lifted so that those of the same weeks do not lie on each other."""
    lifted: list[float] = []
    for k, one in enumerate(days):
        near = [lifted[j] for j in range(k) if abs((days[j] - one).days) < _MONTH * 0.9]
        lifted.append(next(step * 0.13 for step in range(99) if all(abs(step * 0.13 - other) > 0.1 for other in near)))
    highest = max(lifted, default=0.0)
    return [lift * min(1.0, 0.5 / highest) if highest else 0.0 for lift in lifted]


def _lane_title(lane: dict[str, Any], titles: dict[str, str], say: Messages) -> str:
    right = lane["document"]
    if lane["broken"] == "wrong" and right != lane["written"]:
        return f"{lane['written']}\n{say('notebook.right', number=right)}"
    return f"{lane['written']}\n{wrap(titles.get(lane['rule_id'], ''), 34, 1)}"


def _day(value: Any) -> str:
    return day_words(value.date()) if value == value else "?"


def _kinds(axes: Any, shown: list[str], say: Messages) -> None:
    from matplotlib.lines import Line2D

    kinds = [kind for kind in BROKEN if kind in shown]
    handles = [Line2D([], [], linestyle="", marker=BROKEN[k][1], color=BROKEN[k][0], markersize=8) for k in kinds]
    axes.legend(
        handles,
        [say(f"broken.{k}") for k in kinds],
        loc="upper left",
        bbox_to_anchor=(0, -0.06),
        ncols=3,
        borderaxespad=0.5,
    )


def months(axes: Any) -> None:
    """Ticks as Vietnamese offices write months: 7/2025."""
    from matplotlib import dates

    day: Any = dates.num2date

    axes.grid(axis="x")
    axes.xaxis.set_major_formatter(lambda value, _: f"{day(value).month}/{day(value).year}")
