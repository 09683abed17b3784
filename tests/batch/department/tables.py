"""Tables made by hand: papers of units and what they answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.batch.department.collect import Collected
from pipeline.batch.department.records import Paper
from pipeline.knowledge.load import load_rules
from pipeline.model import Alignment, Status, Target

DIRECTIVE = "112/QĐ-TTg"
ASKED = Target(
    "đạt 90%", 0, 0, 90, "%", ">=", period_start=2026, period_end=2030, family="STAFF", name="Bố trí nhân sự"
)


def table(*sent: tuple[Paper, dict[str, tuple[Status, float | None]]], cites: bool = True) -> Collected:
    """-> what the tables say of papers, each with goal -> (verdict, figure)."""
    made = Collected("extracted", load_rules(), "vi")
    made.verdicts[DIRECTIVE] = {}
    for paper, answers in sent:
        made.papers[paper.doc_id] = paper
        made.cited[paper.doc_id] = {DIRECTIVE: True} if cites else {}
        made.verdicts[DIRECTIVE][paper.doc_id] = {
            key: Alignment(
                DIRECTIVE, replace(ASKED, family=key, name=None), said(value, paper), status, 1.0, f"vì {status}"
            )
            for key, (status, value) in answers.items()
        }
    return made


def said(value: float | None, paper: Paper) -> Target | None:
    year = paper.years[1] if paper.years else None
    return None if value is None else Target(f"đạt {value:g}%", 0, 8, value, "%", "=", period_end=year)


def paper(
    unit: str, day: str | None = "2026-03-01", years: tuple[int, int] | None = (2026, 2026), title: str = "Kế hoạch"
) -> Paper:
    issued = date.fromisoformat(day) if day else None
    name = f"{unit}-{day}-{years}"
    return Paper(name, f"{name}.txt", unit, "1/KH-UBND", issued, years, title)
