"""From one year's plan to the next: what a body raised, lowered, put off, dropped and added."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.compare.versions import TargetShift
from pipeline.compare.versions.sections import section_shifts
from pipeline.compare.versions.targets import target_shifts
from pipeline.knowledge.messages import messages
from pipeline.model import Document, Target
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.plans import plans, records
from pipeline.notebook.words import document_of, record_of_row
from pipeline.report.wording import figure_in_words, goal

if TYPE_CHECKING:
    from pandas import DataFrame

    from pipeline.knowledge.load import Rules
    from pipeline.knowledge.messages import Messages
    from pipeline.notebook.plans import AnyRules, Tables

_COLUMNS = (
    "commune", "from_year", "year", "goal", "before", "after", "changes", "quote", "page", "doc_id", "start", "end",
    "from_doc_id", "source",
)  # fmt: skip
_SAME = {"moved", "reworded"}  # of a target: no other figure, no other year


def changes(
    tables: Tables, commune: str | None = None, *, rules: AnyRules | None = None, lang: str = "vi"
) -> DataFrame:
    """-> what each body's plan changed against its plan of an earlier year, a row a target that is not as before.

    ``commune`` names one body ("xã An Bình"). Of a year the last plan counts; targets are paired as by
    ``doichieu diff``. ``changes`` is in words (raised, lowered, put off, dropped, added); the place is in the later
    plan, of a dropped target in the earlier one. Raises NothingToShowError where no body has two plans.

    >>> changes(pipeline.tables("extracted/"), "xã An Bình")[["goal", "before", "after"]]  # doctest: +SKIP
    """
    import pandas as pd

    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    told = plans(tables, in_use)
    told = told[told["year"].notna() & ((told["commune"] == commune) if commune is not None else True)]
    last = told.sort_values(["year", "day"], kind="stable").reset_index()
    last = last.drop_duplicates(["commune", "year"], keep="last")
    rows: list[dict[str, Any]] = []
    paired = 0
    for _, several in last.groupby("commune"):
        for old, new in pairwise(records(several)):
            paired += 1
            rows += _between(old, new, tables, in_use, say)
    if not paired:
        raise NothingToShowError(commune or "", "fault.no_two_years")
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _between(
    old: dict[str, Any], new: dict[str, Any], tables: Tables, rules: Rules, say: Messages
) -> list[dict[str, Any]]:
    before, after = (_with_targets(str(one["doc_id"]), tables, rules) for one in (old, new))
    shifts = section_shifts(before, after)
    same = {s.old.section_id: s.new.section_id for s in shifts if s.old is not None and s.new is not None}
    told = ((shift, _told(shift, old, new)) for shift in target_shifts(before, after, same, rules))
    return [_row(shift, changed, old, new, say) for shift, changed in told if changed]


def _told(shift: TargetShift, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """-> what has changed of a target; that each plan sets it for its own year is no change."""
    ends = shift.old and shift.old.period_end, shift.new and shift.new.period_end
    own = ends == (old["year"], new["year"])
    return [change for change in shift.changes if change not in _SAME and not (own and change == "postponed")]


def _row(
    shift: TargetShift, changed: list[str], old: dict[str, Any], new: dict[str, Any], say: Messages
) -> dict[str, Any]:
    here, plan = (shift.new, new) if shift.new is not None else (shift.old, old)
    assert here is not None
    return {
        "commune": new["commune"], "from_year": old["year"], "year": new["year"], "goal": goal(here),
        "before": figure_in_words(shift.old, say) if shift.old else "",
        "after": figure_in_words(shift.new, say) if shift.new else "",
        "changes": ", ".join(say(f"shift.{change}") for change in changed),
        "quote": here.quote, "page": here.page, "doc_id": plan["doc_id"], "start": here.start, "end": here.end,
        "from_doc_id": old["doc_id"], "source": plan["source"],
    }  # fmt: skip


def _with_targets(doc_id: str, tables: Tables, rules: Rules) -> Document:
    found = tables["targets"]
    targets = tuple(record_of_row(Target, row) for row in records(found[found["doc_id"] == doc_id]))
    return replace(document_of(doc_id, tables, rules), targets=targets)
