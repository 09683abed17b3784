"""Who cites which document and how: each citation with its plan, its level, and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.lineage import lineage as levels_of
from pipeline.knowledge.registry import RegisteredDocument, registry
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.plans import plans, records

if TYPE_CHECKING:
    from pandas import DataFrame

    from pipeline.knowledge.load import Rules
    from pipeline.notebook.plans import AnyRules, Tables


def citations(tables: Tables, *, rules: AnyRules | None = None) -> DataFrame:
    """-> a row a citation of another document: who, when, which, in what role, and whether it is broken.

    ``document`` is the identity of what is cited, ``written`` the number as it stands in the plan, ``cited_level`` its
    level (xa huyen tinh bo tw), ``broken`` "" or wrong, dead, early (``rules/lineage.yaml``), told by the finding's
    ``message``. The rest leads back to the words.

    >>> citations(pipeline.tables("extracted/")).groupby("document").size()  # doctest: +SKIP
    """
    import pandas as pd

    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    names = levels_of(in_use)
    told = plans(tables, in_use)
    found = tables["legal_references"]
    found = found[~found["internal"].fillna(False) & found["number"].notna() & found["doc_id"].isin(told.index)]
    if found.empty:
        raise NothingToShowError("", "fault.no_citation")
    faults = _faults(tables, names.broken)
    rows = []
    for row in records(found):
        fault = next((f for f in faults[row["doc_id"]] if f["start"] < row["end"] and row["start"] < f["end"]), None)
        known = _known(row, in_use)
        issuer = known.issuer if known and known.issuer else _text(row["issuer"])
        day = (
            known.issued_on
            if known and known.issued_on
            else (None if pd.isna(row["issued_on"]) else row["issued_on"].date())
        )
        plan = told.loc[row["doc_id"]]
        rows.append(
            {
                "commune": plan["commune"],
                "level": plan["level"],
                "year": plan["year"],
                "day": plan["day"],
                "document": known.number if known else _text(row["canonical"]) or _text(row["number"]),
                "written": row["number"],
                "issuer": issuer,
                "issued_on": pd.Timestamp(day) if day else pd.NaT,
                "title": known.title if known else _text(row["title"]),
                "cited_level": names.level(issuer, known.number if known else row["number"]) or "",
                "role": row["role"],
                "broken": names.broken[fault["rule"]] if fault else "",
                "rule_id": fault["rule_id"] if fault else "",
                "message": fault["message"] if fault else "",
                "quote": row["quote"],
                "page": row["page"],
                "doc_id": row["doc_id"],
                "start": row["start"],
                "end": row["end"],
                "source": plan["source"],
            }
        )
    return pd.DataFrame(rows)


def _text(value: Any) -> str:
    import pandas as pd

    return "" if value is None or pd.isna(value) else str(value)


def _faults(tables: Tables, broken: dict[str, Any]) -> defaultdict[str, list[dict[str, Any]]]:
    """-> by document, the findings that tell a broken citation; the wrong ones before the dead."""
    order = list(dict.fromkeys(broken.values()))
    findings = tables["findings"]
    findings = findings[findings["rule"].isin(broken) & findings["start"].notna()]
    by_document: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(records(findings), key=lambda r: order.index(broken[r["rule"]])):
        by_document[row["doc_id"]].append(row)
    return by_document


def _known(row: dict[str, Any], rules: Rules) -> RegisteredDocument | None:
    import pandas as pd

    day: date | None = None if pd.isna(row["issued_on"]) else row["issued_on"].date()
    match = registry(rules).identify(
        str(row["number"]), day, issuer=_text(row["issuer"]) or None, title=_text(row["title"]) or None
    )
    return match.document if match and match.certain else None


def broken_citations(tables: Tables, *, rules: AnyRules | None = None) -> DataFrame:
    """-> one row a wrong, dead or premature citation as it is written: how far it has spread.

    Columns: written, document (what is meant), broken, plans, communes, years, first (the plan's day), first_in,
    seen_in (published documents that are known to write so), message. The widest spread first.

    >>> broken_citations(pipeline.tables("extracted/")).head()  # doctest: +SKIP
    """
    import pandas as pd

    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    found = citations(tables, rules=in_use)
    found = found[found["broken"] != ""].sort_values("day", kind="stable")
    rows = []
    for (written, document, kind, rule_id), group in found.groupby(
        ["written", "document", "broken", "rule_id"], sort=False
    ):
        first = group.iloc[0]
        years = sorted({int(year) for year in group["year"].dropna()})
        rows.append(
            {
                "written": written,
                "document": document,
                "broken": kind,
                "plans": group["doc_id"].nunique(),
                "communes": group["commune"].nunique(),
                "years": f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years)),
                "first": first["day"],
                "first_in": first["commune"],
                "seen_in": "; ".join(_seen_in(str(written), str(document), in_use)),
                "rule_id": rule_id,
                "message": first["message"],
            }
        )
    columns = [
        "written",
        "document",
        "broken",
        "plans",
        "communes",
        "years",
        "first",
        "first_in",
        "seen_in",
        "rule_id",
        "message",
    ]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["plans", "communes", "written"], ascending=[False, False, True], ignore_index=True)


def _seen_in(written: str, number: str, rules: Rules) -> tuple[str, ...]:
    for document in registry(rules).candidates(number):
        for form in document.wrong_forms:
            if form.written == written:
                return form.seen_in
    return ()
