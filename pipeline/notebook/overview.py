"""All plans at once: how their citations stand in the registry, which programmes they carry out, whose words slip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.knowledge.messages import messages
from pipeline.notebook.drawing import (
    BLUE,
    FAINT,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    bare_axes,
    headline,
    ink_on,
    new_figure,
    style,
)
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.plans import WEAK, plans, records, verdicts

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from pipeline.notebook.plans import AnyRules, Tables

STATES = {
    "contradicted": VERMILLION, "replaced": PURPLE, "not_yet_in_force": ORANGE, "illegible": SKY, "unknown": FAINT,
    "amended": BLUE, "confirmed": GREEN,
}  # fmt: skip
_REACHED = ("met", "above", "on_track")


def registry_states(tables: Tables, *, rules: AnyRules | None = None, lang: str = "vi") -> Figure:
    """-> how the documents cited stand in the registry on the day of the plan: a bar a level and year.

    ``tables["citations"]`` has every mention with what it was held against.

    >>> registry_states(pipeline.tables("extracted/"))  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    told = plans(tables, in_use)
    rows = tables["citations"][["doc_id", "registry"]].join(told, on="doc_id", how="inner")
    if rows.empty:
        raise NothingToShowError("", "fault.no_citation")
    counts: Any = rows.groupby(["level", "year", "registry"], observed=True).size().unstack(fill_value=0)
    order = {level: place for place, level in enumerate(("xa", "huyen", "tinh", "bo", "tw", ""))}
    bars = sorted(counts.index, key=lambda key: (order.get(key[0], len(order)), key[1]))
    with style():
        figure = new_figure(10, 1.6 + 0.36 * len(bars))
        headline(figure, say("notebook.states", n=rows.index.size), say("notebook.states.note"))
        axes: Any = figure.subplots()
        bare_axes(axes)
        left = [0] * len(bars)
        for state in (state for state in STATES if state in counts.columns):
            sizes = [int(counts.loc[bar, state]) for bar in bars]
            words = say(f"registry_state.{state}")
            axes.barh(range(len(bars)), sizes, left=left, color=STATES[state], height=0.72, label=words)
            for y, (size, begin) in enumerate(zip(sizes, left, strict=True)):
                if size > 0.025 * counts.sum(axis=1).max():
                    axes.text(begin + size / 2, y, size, ha="center", va="center", color=ink_on(STATES[state]))
            left = [begin + size for begin, size in zip(left, sizes, strict=True)]
        axes.set_yticks(range(len(bars)), [f"{say.word('level', level)} · {int(year)}" for level, year in bars])
        axes.set_xticks([])
        axes.invert_yaxis()
        axes.legend(loc="upper left", bbox_to_anchor=(0, -0.02), ncols=3, borderaxespad=0.5)
        return figure


def programmes(tables: Tables, *, rules: AnyRules | None = None) -> DataFrame:
    """-> a row a plan and programme that it carries out: how many of its goals are reached, weak, missing, not judged.

    A plan that neither cites a programme nor answers one of its goals is about something else and has no row. Columns:
    commune, level, year, programme (its number), goals, reached, weak (``missing`` among them), missing, unsure,
    doc_id, source. ``.pivot_table(index="commune", columns="programme", values="reached")`` lays them side by side.

    >>> programmes(pipeline.tables("extracted/")).sort_values("missing")  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    rows = verdicts(tables, in_use)
    cited = set(tables["legal_references"][["doc_id", "canonical"]].dropna().itertuples(index=False, name=None))
    marked = rows.assign(
        programme=rows["directive_id"],
        reached=rows["status"].isin(_REACHED),
        weak=rows["status"].isin(WEAK),
        missing=rows["status"] == "missing",
        unsure=rows["status"] == "not_comparable",
    )
    keys = ["doc_id", "commune", "level", "year", "programme", "source"]
    sums = marked.groupby(keys, sort=False, dropna=False).agg(
        goals=("goal", "size"),
        reached=("reached", "sum"), weak=("weak", "sum"), missing=("missing", "sum"), unsure=("unsure", "sum"),
    ).reset_index()  # fmt: skip
    about = [
        (row["doc_id"], row["programme"]) in cited or row["reached"] + row["weak"] > row["missing"]
        for row in records(sums)
    ]
    columns = [
        "commune", "level", "year", "programme", "goals", "reached", "weak", "missing", "unsure", "doc_id", "source",
    ]  # fmt: skip
    found: DataFrame = sums[about][columns].sort_values(["commune", "year", "programme"], ignore_index=True)
    return found


def slips(tables: Tables, *, rules: AnyRules | None = None) -> DataFrame:
    """-> the words that are probably slips of typing or scanning, with whose plan they stand in.

    A row a slip that the proofreader or the reader itself saw: commune, year, written, instead, reason, and doc_id,
    start, end, page that lead back to the place.

    >>> slips(pipeline.tables("extracted/")).value_counts("commune")  # doctest: +SKIP
    """
    import pandas as pd

    from pipeline.api import rules_in_use

    told = plans(tables, rules_in_use(rules))
    seen = tables["slips"].assign(written=tables["slips"]["quote"], instead=tables["slips"]["reading"])
    found = tables["findings"][tables["findings"]["rule_id"].str.match(r"DC61[1-7]$", na=False)]
    found = found.assign(written=found["quote"], instead=found["fix"], reason=found["message"])
    columns = ["written", "instead", "reason", "doc_id", "start", "end", "page"]
    rows = pd.concat([seen[columns], found[columns]], ignore_index=True).drop_duplicates(["doc_id", "start", "end"])
    rows = rows.join(told[["commune", "year"]], on="doc_id", how="inner")
    return rows[["commune", "year", *columns]].sort_values(["commune", "year", "doc_id", "start"], ignore_index=True)
