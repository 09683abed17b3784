"""The table as one page of HTML: sortable where scripts run, readable where they do not, printed on A4."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch.department import wording
from pipeline.batch.department.records import BEHIND, DROPPED, Department
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import messages
from pipeline.report.html import TEMPLATES, Look, page

_OWN = Path(__file__).parent / "templates"
LOOK = Look(
    folders=(_OWN, TEMPLATES),
    styles=(TEMPLATES / "style.css", _OWN / "department.css"),
    scripts=(TEMPLATES / "sorting.js",),
)


def department_html(made: Department, rules: Rules, lang: str = "vi") -> str:
    """-> a whole page; nothing in it is fetched."""
    say = messages(rules, lang)
    return page(
        "department.html",
        LOOK,
        say=say,
        made=made,
        wording=wording,
        names=wording.goal_names(made, rules),
        reminders=wording.reminders(made, rules, say),
        behind=BEHIND,
        dropped=DROPPED,
    )
