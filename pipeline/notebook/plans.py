"""What every picture and table of the notebooks asks of the tables: whose plan it is, of which year, which goal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from pipeline.compare.families import families
from pipeline.knowledge.directives import find_directive
from pipeline.knowledge.lineage import lineage
from pipeline.knowledge.load import Rules
from pipeline.notebook.faults import NothingToShowError
from pipeline.tables import WORST_FIRST
from pipeline.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

    from pandas import DataFrame

    Tables = Mapping[str, DataFrame]
    AnyRules = str | Path | Rules

WEAK = ("missing", "below", "period_mismatch", "narrowed", "behind")


def plans(tables: Tables, rules: Rules) -> DataFrame:
    """-> a row a plan by ``doc_id``: commune ("phường Kim Trà"), level, from_year, year, day (issued on), number,
    title, source.

    ``year`` is the last that the plan is for, else that of its date. A plan without an issuer goes by its file's name;
    one body is one, wherever its name's tone marks stand ("Hòa", "Hoà"). Documents that have vanished from their folder
    are left out.
    """
    import pandas as pd

    documents = tables["documents"]
    if "vanished" in documents:
        documents = documents[~documents["vanished"].fillna(False).astype(bool)]
    issuers = [None if pd.isna(name) else str(name) for name in documents["issuer"]]
    levels = lineage(rules)
    ids = map(str, documents["doc_id"])
    names = [levels.area(name) if name else doc_id for name, doc_id in zip(issuers, ids, strict=True)]
    first: dict[str, str] = {}
    names = [first.setdefault(fold(name), name) for name in names]
    year = documents["period_end"].fillna(documents["issued_on"].dt.year.astype("Int64"))
    return pd.DataFrame(
        {
            "commune": names,
            "level": [levels.level(name) or "" for name in issuers],
            "from_year": documents["period_start"].fillna(year).to_numpy(),
            "year": year.to_numpy(),
            "day": documents["issued_on"].to_numpy(),
            "number": documents["number"].to_numpy(),
            "title": documents["title"].to_numpy(),
            "source": documents["source"].to_numpy(),
        },
        index=pd.Index(documents["doc_id"], name="doc_id"),
    )


def records(frame: DataFrame) -> list[dict[str, Any]]:
    """-> the rows of a table as dictionaries."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def verdicts(tables: Tables, rules: Rules, *, details: bool = False) -> DataFrame:
    """-> the rows of ``alignment`` that answer a goal of a parent, each with its plan's commune, level, year and day.

    ``goal`` is the goal's key and ``goal_name`` its words; ``status`` sorts the worst first. Goals that only detail
    another (``part_of``) come with ``details``. Raises NothingToShowError for tables without verdicts.
    """
    import pandas as pd

    table = tables["alignment"]
    rows = table[table["directive_id"].notna() & (table["directive_quote"].notna() | table["target_id"].notna())]
    if not details:
        rows = rows[rows["directive_part_of"].isna()]
    if rows.empty:
        raise NothingToShowError("", "fault.no_verdicts")
    told = plans(tables, rules)
    keys = [goal_key(row) for row in records(rows)]
    status = pd.Categorical(rows["status"], WORST_FIRST, ordered=True)
    rows = rows.assign(status=status, goal=keys, goal_name=[_goal_name(row) for row in records(rows)])
    return rows.join(told, on="doc_id", how="inner")


def goal_key(row: Mapping[str, Any]) -> str:
    """-> what a goal is known by in every plan: its directive and family, else its words."""
    import pandas as pd

    name = row["family"] if not pd.isna(row["family"]) else _goal_name(row)
    return f"{row['directive_id']} {name}"


def _goal_name(row: Mapping[str, Any]) -> str:
    import pandas as pd

    parts = [row["directive_population"], row["directive_indicator"]]
    words = " ".join(str(part) for part in parts if not pd.isna(part) and part)
    return words or str(row["directive_quote"])


def goals_in_order(rows: DataFrame, rules: Rules) -> list[str]:
    """-> the goals of ``verdicts``' rows, in the order in which their directives set them."""
    order: dict[str, int] = {}
    for directive_id in rows["directive_id"].unique():
        directive = find_directive(str(directive_id), rules)
        for family in families(directive, rules) if directive else ():
            order.setdefault(f"{directive_id} {family.name}", len(order))
    found = list(dict.fromkeys(rows["goal"]))
    return sorted(found, key=lambda goal: (order.get(goal, len(order)), found.index(goal)))


def one_goal(rows: DataFrame, target: str) -> str:
    """-> the key of the goal that ``target`` names: its family ("STAFF"), a target's id, or words of it.

    Raises NothingToShowError with the goals there are.
    """
    wanted = fold(target).strip()
    for fits in (
        rows["goal"].map(fold).isin([wanted]) | rows["family"].fillna("").map(fold).isin([wanted]),
        rows["target_id"].fillna("").map(fold).isin([wanted]),
        rows["goal_name"].map(lambda words: wanted in fold(words)),
    ):
        keys = list(dict.fromkeys(rows.loc[fits, "goal"]))
        if len(keys) == 1:
            return str(keys[0])
    known = ", ".join(dict.fromkeys(rows["family"].dropna())) or ", ".join(dict.fromkeys(rows["goal_name"]))
    raise NothingToShowError(target, "fault.no_goal", names=known)


def worst(rows: DataFrame) -> DataFrame:
    """-> one row for each plan and goal: of several phases the one that stands worst."""
    return rows.sort_values("status", kind="stable").drop_duplicates(["doc_id", "goal"])


def latest(rows: DataFrame, year: int | None = None) -> DataFrame:
    """-> the rows of each body's last plan, or of the last that is for ``year`` (2026–2030 is for 2028)."""
    if year is not None:
        rows = rows[((rows["from_year"] <= year) & (rows["year"] >= year)).fillna(False)]
    newest = rows.sort_values(["day", "year"], na_position="first", kind="stable").groupby("commune")["doc_id"].last()
    return rows[rows["doc_id"].isin(newest)]


def span(row: Mapping[str, Any]) -> str:
    """-> the years of a row's plan: "2026", "2026–2030"."""
    start, end = row["from_year"], row["year"]
    if end != end:
        return ""
    return str(int(end)) if start != start or start == end else f"{int(start)}–{int(end)}"
