"""Who falls short and who left a target out, as tables with the words and the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Target
from pipeline.notebook.heat import said
from pipeline.notebook.plans import goals_in_order, records, verdicts, worst
from pipeline.report.wording import figure_in_words as figure_words

if TYPE_CHECKING:
    from pandas import DataFrame

    from pipeline.notebook.plans import AnyRules, Tables


def behind(
    tables: Tables, *, year: int | None = None, details: bool = False, rules: AnyRules | None = None, lang: str = "vi"
) -> DataFrame:
    """-> the plans whose figure is below, behind, put off or counts fewer: what is asked, what they say, their words.

    Columns: commune, year, goal, asked, said, verdict, explanation, quote, page, and doc_id, start, end, source that
    lead back to the place (``quote(row)``). Missing targets are in ``dropped``.

    >>> behind(pipeline.tables("extracted/"))[["commune", "said", "asked", "quote"]]  # doctest: +SKIP
    """
    return _listed(tables, ("below", "behind", "period_mismatch", "narrowed"), year, details, rules, lang)


def dropped(
    tables: Tables, *, year: int | None = None, details: bool = False, rules: AnyRules | None = None, lang: str = "vi"
) -> DataFrame:
    """-> who left out which target of the parent: one row a plan and goal, with what the parent asks.

    Columns as of ``behind``; there are no words to quote where there is no target.
    """
    return _listed(tables, ("missing",), year, details, rules, lang)


def _listed(
    tables: Tables, statuses: tuple[str, ...], year: int | None, details: bool, rules: AnyRules | None, lang: str
) -> DataFrame:
    import pandas as pd

    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    rows = worst(verdicts(tables, in_use, details=details))
    rows = rows[rows["status"].isin(statuses)]
    if year is not None:
        rows = rows[((rows["from_year"] <= year) & (rows["year"] >= year)).fillna(False)]
    order = {goal: place for place, goal in enumerate(goals_in_order(rows, in_use))}
    rows = rows.assign(place=rows["goal"].map(order)).sort_values(["commune", "year", "place"], kind="stable")
    listed = records(rows)
    return pd.DataFrame(
        {
            "commune": rows["commune"].to_numpy(),
            "year": rows["year"].to_numpy(),
            "goal": rows["goal_name"].to_numpy(),
            "asked": [_asked(row, say) for row in listed],
            "said": [said(row, say) for row in listed],
            "verdict": [say(f"status.{row['status']}") for row in listed],
            "explanation": rows["explanation"].to_numpy(),
            **{name: rows[name].to_numpy() for name in ("family", "quote", "page", "doc_id", "start", "end", "source")},
        }
    )


def _asked(row: dict[str, Any], say: Messages) -> str:
    import pandas as pd

    if pd.isna(row["directive_value"]):
        return say("none.value")
    top = row["directive_value_max"]
    asked = Target(
        quote="", start=0, end=0, value=float(row["directive_value"]), value_max=None if pd.isna(top) else float(top),
        unit=str(row["directive_unit"]), comparator=row["directive_comparator"],
        change=None if pd.isna(row["directive_change"]) else row["directive_change"],
    )  # fmt: skip
    year = row["directive_period_end"]
    return figure_words(asked, say) + ("" if pd.isna(year) else f" ({year})")
