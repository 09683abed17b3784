"""Communes by targets: who reaches what the parent asks, who falls short and who left it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.knowledge.messages import Messages, messages
from pipeline.notebook.drawing import (
    FAINT,
    SOFT,
    VERDICTS,
    bare_axes,
    headline,
    ink_on,
    new_figure,
    style,
    verdict_legend,
    wrap,
)
from pipeline.notebook.plans import WEAK, goals_in_order, latest, records, span, verdicts, worst
from pipeline.report.wording import number, shorten, with_unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from pipeline.notebook.plans import AnyRules, Tables

_REACHED = ("met", "above", "on_track")
_NAMED = 9  # up to so many columns carry their words; more carry a number that is explained below
_LINE = 0.17  # inches


def heatmap(
    tables: Tables, *, year: int | None = None, details: bool = False, rules: AnyRules | None = None, lang: str = "vi"
) -> Figure:
    """-> communes × targets as a figure: the verdict by colour and by sign, the plan's own figure beside it.

    Each commune shows its last plan, or with ``year`` that for this year; the ones that fall short most stand on top.
    Of a plan for several phases the cell tells the worst; goals that only detail another are drawn with ``details``.

    >>> heatmap(pipeline.tables("extracted/")).savefig("heatmap.pdf")  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    rows = worst(latest(verdicts(tables, in_use, details=details), year))
    goals = goals_in_order(rows, in_use)
    names = {str(row.goal): row for row in rows.itertuples()}
    grid = {(row["commune"], row["goal"]): row for row in records(rows)}
    communes = _ordered(rows)
    parents = ", ".join(dict.fromkeys(rows["directive_id"]))
    with style():
        return _draw(communes, goals, names, grid, parents, say)


def _ordered(rows: DataFrame) -> list[str]:
    """-> communes, those with the most weak verdicts first, then by the alphabet of their names."""
    weak = rows["status"].isin(WEAK).groupby(rows["commune"]).sum()
    good = rows["status"].cat.codes.groupby(rows["commune"]).sum()
    return sorted(weak.index, key=lambda name: (-weak[name], good[name], name))


def _draw(
    communes: list[str],
    goals: list[str],
    names: dict[str, Any],
    grid: dict[tuple[str, str], Any],
    parents: str,
    say: Messages,
) -> Figure:
    named = len(goals) <= _NAMED
    column = 1.45 if named else 0.8
    labels = [column_title(names[goal], say, 19 if named else None) for goal in goals]
    top = (max(label.count("\n") for label in labels) + 1) * _LINE if named else _LINE
    row = 0.3
    width, height = 2.6 + column * (len(goals) + 0.9), top + row * (len(communes) + 1.6) + 1.3
    figure = new_figure(max(width, 7.5), height if named else height + 0.32 * len(goals))
    headline(figure, say("notebook.heatmap", n=len(communes), parents=parents), say("notebook.heatmap.note"))
    axes = figure.subplots()
    bare_axes(axes)
    axes.set_xlim(0, len(goals) + 0.75)
    axes.set_ylim(len(communes) + 1.1, 0)
    for x, goal in enumerate(goals):
        for y, commune in enumerate(communes):
            _cell(axes, x, y, grid.get((commune, goal)), say)
        found = [grid[commune, goal]["status"] for commune in communes if (commune, goal) in grid]
        reached = sum(status in _REACHED for status in found)
        axes.text(x + 0.5, len(communes) + 0.6, f"{reached}/{len(found)}", ha="center", va="center", fontweight="bold")
    for y, commune in enumerate(communes):
        weak = sum(grid[commune, goal]["status"] in WEAK for goal in goals if (commune, goal) in grid)
        axes.text(
            len(goals) + 0.4, y + 0.5, str(weak or "–"), ha="center", va="center", fontweight="bold" if weak else None
        )
    axes.axhline(len(communes) + 0.1, color=FAINT, linewidth=0.8)
    axes.set_yticks(
        [y + 0.5 for y in range(len(communes))] + [len(communes) + 0.6],
        [_row_title(commune, [grid[commune, g] for g in goals if (commune, g) in grid]) for commune in communes]
        + [say("notebook.heatmap.reached")],
    )
    axes.xaxis.tick_top()
    ends = [say("notebook.heatmap.weak").replace(" ", "\n", 1)]
    heads = labels if named else [str(n) for n in range(1, len(goals) + 1)]
    axes.set_xticks([x + 0.5 for x in range(len(goals))] + [len(goals) + 0.4], heads + ends, va="bottom")
    for label in axes.get_xticklabels():
        label.set_fontsize(8.5)
    below = "" if named else "\n".join(wrap(f"{n}. {label}", 120) for n, label in enumerate(labels, 1))
    if below:
        axes.set_xlabel(below, loc="left", fontsize=8.5, color=SOFT)
    place = {"loc": "upper left", "bbox_to_anchor": (0, -0.01 if named else -0.06), "ncols": 5, "borderaxespad": 0}
    verdict_legend(axes, [row["status"] for row in grid.values()], say, **place)
    return figure


def _cell(axes: Axes, x: int, y: int, row: Any, say: Messages) -> None:
    from matplotlib.patches import Rectangle

    if row is None:
        axes.text(x + 0.5, y + 0.5, "·", ha="center", va="center", color=SOFT)
        return
    colour, sign, _ = VERDICTS.get(row["status"], ("#ffffff", "", "o"))
    axes.add_patch(Rectangle((x + 0.02, y + 0.06), 0.96, 0.88, facecolor=colour, edgecolor="none"))
    figure = said(row, say)
    axes.text(
        x + 0.5, y + 0.5, f"{sign}  {figure}" if figure else sign, ha="center", va="center", color=ink_on(colour)
    )  # fmt: skip


def _row_title(commune: str, rows: list[Any]) -> str:
    years = next((span(row) for row in rows), "")
    return wrap(commune, 28, 1) + (f" · {years}" if years else "")


def column_title(row: Any, say: Messages, width: int | None) -> str:
    """-> "số cơ quan, tổ chức …: phân công, bố trí nhân sự …", wrapped."""
    import pandas as pd

    whom = "" if pd.isna(row.directive_population) else shorten(str(row.directive_population), 42)
    what = "" if pd.isna(row.directive_indicator) else shorten(str(row.directive_indicator), 48)
    words = ": ".join(part for part in (whom, what) if part) or shorten(str(row.directive_quote), 90)
    return words if width is None else wrap(words, width)


def said(row: Any, say: Messages) -> str:
    """-> the plan's own figure with its unit ("70%", "80–85%"), or nothing."""
    import pandas as pd

    if pd.isna(row["value"]):
        return ""
    amount = number(float(row["value"]), say)
    if not pd.isna(row["value_max"]):
        amount += "–" + number(float(row["value_max"]), say)
    change = "" if pd.isna(row["change"]) else str(row["change"])
    return change + with_unit(amount, "" if pd.isna(row["unit"]) else str(row["unit"]))
