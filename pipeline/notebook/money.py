"""What is spent on what: the sums of plans by the words that stand with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.messages import Messages, messages
from pipeline.notebook.drawing import BLUE, SKY, SOFT, bare_axes, headline, new_figure, style, wrap
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.plans import plans, records
from pipeline.notebook.words import document_of
from pipeline.report.wording import number
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from pipeline.model import Document
    from pipeline.notebook.plans import AnyRules, Tables

_MILLION = 1e6
_SAME = 80  # rapidfuzz: headings that differ in a word or two
_WHOLE = 0.9  # parts that make up so much of a total are its parts
_YEAR = compiled(r"\b(20\d\d)\b")
_EDGE = compiled(r"[;:\n]|\.(?=\s)")


def money(tables: Tables, *, rules: AnyRules | None = None) -> DataFrame:
    """-> a row a sum: whose, for which year, how much (đồng), from which source, in which section, in which words.

    ``clause`` are the words around the sum; ``purpose`` is the heading of the section that it stands in, nothing
    for what the section on funds names as a whole. ``counted`` says whether the sum may be added to others: of a total
    and its parts in one paragraph either the parts (where they make up the whole) or the total; never a
    rate ("500.000 đồng/người"), nor what was spent in a year before the plan's own.

    >>> money(pipeline.tables("extracted/")).nlargest(10, "amount")  # doctest: +SKIP
    """
    import pandas as pd

    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    told = plans(tables, in_use)
    found = tables["budget"]
    found = found[found["amount"].notna() & found["doc_id"].isin(told.index)]
    rows = []
    for doc_id, group in found.groupby("doc_id", sort=False):
        document = document_of(str(doc_id), tables, in_use)
        plan = told.loc[doc_id]
        told_sums = records(group)
        lines = [document.text.count("\n", 0, int(row["start"])) for row in told_sums]
        for row, line in zip(told_sums, lines, strict=True):
            beside = [float(r["amount"]) for r, at in zip(told_sums, lines, strict=True) if at == line and r is not row]
            clause = _clause(document.text, int(row["start"]), int(row["end"]))
            rate = document.text[int(row["end"]) : int(row["end"]) + 1] == "/"
            whole = float(row["amount"]) >= sum(beside)
            past = _is_past(clause, plan["from_year"])
            rows.append(
                {
                    "commune": plan["commune"],
                    "year": plan["year"],
                    "amount": float(row["amount"]),
                    "source_of_funds": row["source"],
                    "purpose": _purpose(document, row, clause, whole),
                    "clause": clause,
                    "counted": not rate and not past and _counts(float(row["amount"]), beside),
                    "quote": row["quote"],
                    "page": row["page"],
                    "section_id": row["section_id"],
                    "doc_id": doc_id,
                    "start": row["start"],
                    "end": row["end"],
                    "source": plan["source"],
                }
            )
    columns = [
        "commune", "year", "amount", "source_of_funds", "purpose", "clause", "counted", "quote", "page", "section_id",
        "doc_id", "start", "end", "source",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _purpose(document: Document, row: Any, clause: str, whole: bool) -> str:
    """-> the heading of the nearest section around the sum that has one; in that on funds the words of a part."""
    by_id = {s.section_id: s for s in document.sections}
    section = by_id.get(str(row["section_id"]))
    if section is not None and section.kind == "kinh_phi":
        return "" if whole or row["source"] == row["source"] else clause.replace(str(row["quote"]), "").strip(" ,;:.-–")
    while section is not None and (
        not section.heading or section.heading_start <= int(row["start"]) < section.heading_end
    ):
        section = by_id.get(section.parent_id or "")
    return section.heading if section is not None else ""


def _counts(amount: float, beside: list[float]) -> bool:
    """Whether a sum is added, by those in the same paragraph: a total or its parts, never both."""
    most = max(beside, default=0.0)
    if amount >= sum(beside):
        return not beside or sum(beside) < _WHOLE * amount
    rest = amount + sum(beside) - most
    return most < rest or rest >= _WHOLE * most


def _is_past(clause: str, first: Any) -> bool:
    years = [int(year) for year in _YEAR.findall(clause)]
    return bool(years) and first == first and max(years) < int(first)


def _clause(text: str, start: int, end: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    cuts = [m.end() for m in _EDGE.finditer(text, line, start)]
    after = _EDGE.search(text, end)
    return text[cuts[-1] if cuts else line : after.start() if after else len(text)].strip(" -–+|")


def spending(tables: Tables, *, most: int = 12, rules: AnyRules | None = None, lang: str = "vi") -> Figure:
    """-> what money is spent on: the sums under each heading of the plans, added up, and how many plans name one.

    Totals whose parts stand beside them are left out, so that nothing counts twice; headings that say the same but for
    case and figures are one. ``most`` of them, the dearest.

    >>> spending(pipeline.tables("extracted/"))  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    rows = money(tables, rules=in_use)
    rows = rows[rows["counted"].astype(bool)]
    if rows.empty:
        raise NothingToShowError("", "fault.no_sum")
    whole = rows[rows["purpose"] == ""]
    rows = rows[rows["purpose"] != ""]
    rows = rows.assign(key=_alike([str(words) for words in rows["purpose"]]))
    sums = rows.groupby("key").agg(amount=("amount", "sum"), plans=("doc_id", "nunique"))
    sums = sums.sort_values("amount", ascending=False)
    rest = sums.iloc[most:]
    shown = sums.head(most)
    with style():
        figure = new_figure(10, 1.3 + 0.48 * (len(shown) + bool(len(rest))))
        headline(figure, say("notebook.spending", n=rows["doc_id"].nunique()), _note(whole, say))
        axes = figure.subplots()
        bare_axes(axes)
        names = [wrap(str(key), 46, 2) for key in shown.index]
        amounts = [float(a) / _MILLION for a in shown["amount"]]
        counts = [int(n) for n in shown["plans"]]
        colours = [BLUE] * len(names)
        if len(rest):
            names.append(say("notebook.spending.rest", n=len(rest)))
            amounts.append(float(rest["amount"].sum()) / _MILLION)
            counts.append(int(rows[rows["key"].isin(rest.index)]["doc_id"].nunique()))
            colours.append(SKY)
        axes.barh(range(len(names)), amounts, color=colours, height=0.62)
        for y, (amount, count) in enumerate(zip(amounts, counts, strict=True)):
            words = say("notebook.spending.sum", amount=number(round(amount, 1), say), n=count)
            axes.annotate(words, (amount, y), (5, 0), textcoords="offset points", va="center", fontsize=8.5, color=SOFT)
        axes.set_yticks(range(len(names)), names)
        axes.set_xticks([])
        axes.set_xlim(0, max(amounts) * 1.32)
        axes.invert_yaxis()
        return figure


def _note(whole: DataFrame, say: Messages) -> str:
    words = [say("notebook.spending.note")]
    if len(whole):
        amount = number(round(float(whole["amount"].sum()) / _MILLION, 1), say)
        words.append(say("notebook.spending.whole", amount=amount, n=whole["doc_id"].nunique()))
    return " ".join(words)


def _alike(purposes: list[str]) -> list[str]:
    """-> for each purpose, the first one that says nearly the same (its words, whatever their order and figures)."""
    from rapidfuzz import fuzz

    first: dict[str, str] = {}
    for words in purposes:
        said = " ".join(re.findall(r"[^\W\d]+", fold(words)))
        if said not in first:
            near = next((known for known in first if fuzz.token_sort_ratio(known, said) >= _SAME), said)
            first[said] = first.get(near, words)
    return [first[" ".join(re.findall(r"[^\W\d]+", fold(words)))] for words in purposes]
