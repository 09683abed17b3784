"""What a session has handed in, taken together: the department's tables."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.batch.department import Department, Units, read_units
from pipeline.batch.department.collect import together
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import messages
from pipeline.model import Lang
from pipeline.web.desk import Draft

FORMS = (".html", ".xlsx", ".csv")


def tables(drafts: Iterable[Draft], rules: Rules, lang: Lang, listed: Units | None = None) -> list[Department]:
    """-> a table for each directive and year that drafts were held against, the last year first.

    ``listed`` are the units that are to send; without them those of the office, if it has a list.
    """
    several = list(drafts)
    told = [draft.outcome.told for draft in reversed(several) if draft.outcome and draft.outcome.told]
    found = together(told, rules, lang)
    say = messages(rules, lang)
    found.unread = [(draft.name, say.reason(draft.fault.said)) for draft in several if draft.fault]
    units = listed or read_units(None, rules)
    made = [found.department(name, year, units) for name in sorted(found.verdicts) for year in found.years(name)]
    return [one for one in made if one.rows]
