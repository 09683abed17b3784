"""Plans' figures against the milestones' line over the years, and how each target's figures are spread."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.compare.families import families
from pipeline.knowledge.directives import find_directive
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Target
from pipeline.notebook.drawing import (
    INK,
    SOFT,
    VERDICTS,
    headline,
    ink_on,
    new_figure,
    style,
    swarm,
    verdict_legend,
    wrap,
)
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.heat import column_title, said
from pipeline.notebook.plans import (
    WEAK,
    goals_in_order,
    one_goal,
    records,
    verdicts,
)
from pipeline.report.wording import figure_in_words as figure_words
from pipeline.report.wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from pipeline.notebook.plans import AnyRules, Tables

_NAMED = 8  # so many of those that fall short are called by name beside the picture
_WHOLE = 100.0
_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
_FEW = 14  # at most so many bars: where there are more figures they are gathered in round steps


def milestones(tables: Tables, target: str, *, rules: AnyRules | None = None, lang: str = "vi") -> Figure:
    """-> the figures that plans set for one target, over the years, against its parent's milestones and their line.

    ``target`` is a family of the directive ("STAFF"), a target's id or words of it. The line joins two milestones;
    before the first there is none, as the parent asks nothing there. A milestone that is only inferred is hollow.

    >>> milestones(pipeline.tables("extracted/"), "STAFF")  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    found = verdicts(tables, in_use, details=True)
    goal = one_goal(found, target)
    rows = _comparable(found[found["goal"] == goal])
    if rows.empty:
        raise NothingToShowError(target, "fault.no_figure")
    marks = _milestones(rows, in_use)
    with style():
        figure = new_figure(9.5, 5)
        headline(
            figure,
            say("notebook.milestones", goal=column_title(next(rows.itertuples()), say, None)),
            say("notebook.milestones.note"),
        )
        axes = figure.subplots()
        _line(axes, marks, say)
        _plans(axes, rows)
        _named(axes, rows, say)
        years = sorted({int(y) for y in rows["at"]} | {m.period_end for m in marks if m.period_end})
        axes.set_xlim(min(years) - 0.6, max(years) + 0.6)
        axes.set_xticks(range(min(years), max(years) + 1))
        axes.grid(axis="y")
        _scale(axes.yaxis, axes, rows, marks, say)
        place = {"loc": "upper left", "bbox_to_anchor": (0, -0.09), "ncols": 5, "borderaxespad": 0}
        verdict_legend(axes, list(rows["status"]), say, **place)
        return figure


def distribution(
    tables: Tables, target: str | None = None, *, rules: AnyRules | None = None, lang: str = "vi"
) -> Figure:
    """-> how many plans set which figure: one panel a target (or the one named), the parent's figures as lines.

    >>> distribution(pipeline.tables("extracted/"), "TRAIN")  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    found = verdicts(tables, in_use, details=target is not None)
    goals = goals_in_order(found, in_use) if target is None else [one_goal(found, target)]
    panels = [(goal, _comparable(found[found["goal"] == goal])) for goal in goals]
    panels = [(goal, rows) for goal, rows in panels if not rows.empty]
    if not panels:
        raise NothingToShowError("", "fault.no_figure")
    with style():
        columns = min(2, len(panels))
        lines = (len(panels) + columns - 1) // columns
        figure = new_figure(4.9 * columns if columns > 1 else 8, 2.9 * lines + 1.2)
        headline(figure, say("notebook.distribution"), say("notebook.distribution.note"))
        grid = figure.add_gridspec(lines + 1, columns, height_ratios=[*[2.9] * lines, 0.35])
        for place, (_, rows) in enumerate(panels):
            _bars(figure.add_subplot(grid[place // columns, place % columns]), rows, in_use, say)
        below = figure.add_subplot(grid[lines, :])
        below.set_axis_off()
        shown = [status for _, rows in panels for status in rows["status"]]
        verdict_legend(below, shown, say, loc="upper left", ncols=5, borderaxespad=0)
        return figure


def _comparable(rows: DataFrame) -> DataFrame:
    """-> the rows with a figure in the parent's own unit, a level to a level; ``at`` is the year that each is for."""
    unit = rows["directive_unit"].dropna()
    kept = rows[rows["value"].notna() & (rows["unit"] == (unit.iloc[0] if len(unit) else "%")).fillna(False)]
    kept = kept[kept["change"].astype(object).fillna("") == kept["directive_change"].astype(object).fillna("")]
    kept = kept.assign(at=kept["period_end"].fillna(kept["year"]))
    return kept[kept["at"].notna()].drop_duplicates(["doc_id", "start"])


def _milestones(rows: DataFrame, rules: Rules) -> list[Target]:
    """-> the parent's figures for this goal by year, from its file, else as the plans' verdicts tell them."""
    directive = find_directive(str(rows["directive_id"].iloc[0]), rules)
    name = rows["family"].iloc[0]
    for family in families(directive, rules) if directive else ():
        if family.name == name:
            return [m for m in family.milestones if m.value is not None]
    told = rows.dropna(subset=["directive_value", "directive_period_end"]).drop_duplicates("directive_period_end")
    made = [
        Target(
            quote="", start=0, end=0, value=float(r["directive_value"]), unit=str(r["directive_unit"]),
            comparator=r["directive_comparator"], period_end=int(r["directive_period_end"]), certainty=r["certainty"],
        )
        for r in records(told)
    ]  # fmt: skip
    return sorted(made, key=lambda m: m.period_end or 0)


def _line(axes: Any, marks: list[Target], say: Messages) -> None:
    dated = [m for m in marks if m.period_end is not None and m.value is not None]
    if not dated:
        return
    years, values = [m.period_end for m in dated], [m.value for m in dated]
    axes.plot(years, values, color=INK, linewidth=1.6, zorder=2)
    for m in dated:
        sure = m.certainty in ("seen", "restated", "own")
        axes.plot(
            m.period_end, m.value, "D", color=INK, markerfacecolor=INK if sure else "white", markersize=9, zorder=4
        )
        words = figure_words(m, say) + ("" if sure else f"\n({say(f'certainty.{m.certainty}').split(',')[0]})")
        axes.annotate(
            words, (m.period_end, m.value), (-7, 6), textcoords="offset points", fontweight="bold",
            fontsize=9 if sure else 7.5, ha="right",
        )  # fmt: skip


def _plans(axes: Axes, rows: DataFrame) -> None:
    keys = [float(year) * 1e6 + float(value) for year, value in zip(rows["at"], rows["value"], strict=True)]
    most = max(keys.count(key) for key in keys)
    places = swarm(keys, min(0.085, 0.8 / most))
    points = list(zip(records(rows), places, strict=True))
    for row, aside in points:
        colour, _, marker = VERDICTS.get(row["status"], ("#ffffff", "", "o"))
        axes.plot(
            float(row["at"]) + aside, float(row["value"]), marker, color=colour, markeredgecolor=SOFT,
            markeredgewidth=0.5, markersize=6.5, zorder=3,
        )  # fmt: skip


def _named(axes: Axes, rows: DataFrame, say: Messages) -> None:
    """Beside the picture: who falls short in the last year in which anyone does."""
    weak = rows[rows["status"].isin(WEAK)]
    if weak.empty:
        return
    year = int(weak["at"].max())
    weak = weak[weak["at"] == year].sort_values(["value", "commune"])
    lines = [f"{wrap(row['commune'], 24, 1)}: {said(row, say)}" for row in records(weak.head(_NAMED))]
    if len(weak) > _NAMED:
        lines.append(say("notebook.more", n=len(weak) - _NAMED))
    axes.text(
        1.02, 1, say("notebook.short", year=year), transform=axes.transAxes, va="top", fontweight="bold", fontsize=8.5
    )
    axes.text(1.02, 0.93, "\n".join(lines), transform=axes.transAxes, va="top", fontsize=8.5, linespacing=1.5)


def _bars(axes: Any, rows: DataFrame, rules: Rules, say: Messages) -> None:
    values = [float(v) for v in rows["value"]]
    step = _step(values)
    rows = rows.assign(bin=[int(v // step) for v in values])
    counts = rows.groupby(["bin", "status"]).size().unstack(fill_value=0)
    single = all(v % step == 0 for v in values)  # a bar a figure, else a bar from one round figure to the next
    places = [step * (int(k) + (0 if single else 0.5)) for k in counts.index]
    floor = [0] * len(places)
    for status in reversed(VERDICTS):
        if status not in counts:
            continue
        colour, sign, _ = VERDICTS[status]
        many = [int(n) for n in counts[status]]
        axes.bar(places, many, step * 0.84, bottom=floor, color=colour, edgecolor=SOFT, linewidth=0.4)
        for x, n, low in zip(places, many, floor, strict=True):
            if n:
                axes.text(x, low + n / 2, sign, ha="center", va="center", fontsize=7, color=ink_on(colour))
        floor = [low + n for low, n in zip(floor, many, strict=True)]
    marks = _milestones(rows, rules)
    top = max(floor) * 1.34
    axes.set_ylim(0, top)
    for place, mark in enumerate(sorted(marks, key=lambda m: m.value or 0)):
        axes.axvline(float(mark.value or 0), color=INK, linewidth=1.2, linestyle="--", zorder=0.5)
        label = f" {figure_words(mark, say)} ({mark.period_end})"
        axes.text(
            float(mark.value or 0), top * (1 - 0.09 * (place % 3)), label, va="top", fontsize=8, fontweight="bold",
            bbox=_PAPER,
        )  # fmt: skip
    axes.set_title(wrap(column_title(next(rows.itertuples()), say, None), 58), fontsize=9)
    axes.set_ylabel(say("notebook.plans"))
    axes.yaxis.get_major_locator().set_params(integer=True)
    _scale(axes.xaxis, axes, rows, marks, say, across=True)
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, min(places) - step * 0.7), max(high, max(places) + step * 0.7))


def _step(values: list[float]) -> float:
    """-> how wide a bar is: the gap of a few round figures, else a tenth of the whole, in round steps."""
    distinct = sorted(set(values))
    gaps = [b - a for a, b in pairwise(distinct)]
    whole = (distinct[-1] - distinct[0]) or distinct[-1] or 1.0
    if gaps and min(gaps) * _FEW >= whole and all(v % min(gaps) == 0 for v in distinct):
        return min(gaps)
    wide = whole / _FEW
    size = 10.0 ** math.floor(math.log10(wide))
    return next(size * k for k in (1, 2, 5, 10) if size * k >= wide)


def _scale(axis: Any, axes: Axes, rows: DataFrame, marks: list[Target], say: Messages, *, across: bool = False) -> None:
    """Ticks with their unit; a share's scale ends at the whole and begins a little below the least figure."""
    unit = str(rows["unit"].iloc[0])
    values = [float(v) for v in rows["value"]] + [m.value for m in marks if m.value is not None]
    margin = (max(values) - min(values)) * 0.12 or 5.0
    low, high = max(0.0, min(values) - margin), max(values) + margin
    if unit == "%" and max(values) <= _WHOLE:
        high = min(high, _WHOLE + 4)
    (axes.set_xlim if across else axes.set_ylim)(low, high)
    tight = unit.startswith(("%", "‰"))
    axis.set_major_formatter(
        lambda value, _: number(value, say) + (unit if tight else "") if 0 <= value <= high else ""
    )
    if not tight:
        (axes.set_xlabel if across else axes.set_ylabel)(unit)
