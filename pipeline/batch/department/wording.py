"""The department's table in words: headline, cells, and who must be reminded of what; one wording for every form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.batch.department.records import BEHIND, DROPPED, GOOD, OTHER, UNSURE, Absent, Answer, Department, Paper
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages
from pipeline.model import Target
from pipeline.report.naming import target_name
from pipeline.report.wording import day, figure_in_words, period, shorten

TOTALS = ((GOOD, "department.total.good"), (BEHIND, "department.total.behind"), (OTHER, "department.total.other"),
          (UNSURE, "department.total.unsure"), (DROPPED, "department.total.dropped"))  # fmt: skip
CLASSES = {GOOD: "good", BEHIND: "error", OTHER: "warning", UNSURE: "unsure", DROPPED: "error"}
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Reminder:
    """A list below the table: its heading and rows of (what or who, the words about it)."""

    key: str
    heading: str
    rows: tuple[tuple[str, str], ...]


def title(made: Department, say: Messages) -> str:
    return say("department.title", directive=made.directive_id, year=made.year)


def headline(made: Department, say: Messages) -> str:
    """-> the table in one line; what is not known is said."""
    parts = [say("department.sent", n=len(made.rows))]
    parts += [say("department.absent", n=len(made.absent))] if made.absent is not None else []
    parts += [say("department.behind", n=len(made.units(BEHIND)))]
    parts += [say("department.dropped", n=len(made.units(DROPPED)))]
    parts += [say("department.elsewhere", n=len(made.elsewhere))] if made.elsewhere else []
    parts += [say("department.unread", n=len(made.unread))] if made.unread else []
    sentences = ["; ".join(parts) + "."]
    if made.absent is None:
        sentences.append(say("department.no_list"))
    elif made.absent and made.unread:
        sentences.append(say("department.unread_may_be"))
    return " ".join(sentences)


def goal_names(made: Department, rules: Rules, longest: int = _LONGEST) -> dict[str, str]:
    """-> key -> what people call the goal."""
    return {
        key: goal.name or shorten(target_name(goal.asked, rules), longest) or key for key, goal in made.goals.items()
    }


def asked_words(target: Target, say: Messages) -> str:
    """-> "≥ 90%, 2026–2030"."""
    return ", ".join(words for words in (figure_in_words(target, say), period(target, say)) if words)


def figure_words(answer: Answer, year: int, say: Messages) -> str:
    """-> "≥ 70%", with its year where that is not the table's; "" where the plan has none."""
    said = answer.verdict.draft_target
    if said is None or said.value is None:
        return ""
    return figure_in_words(said, say) + of_other_year(said, year)


def of_other_year(said: Target, year: int) -> str:
    """-> " (2030)" of a figure that is not for the table's year."""
    return f" ({said.period_end})" if said.period_end and said.period_end != year else ""


def cell_words(answer: Answer, year: int, say: Messages) -> str:
    """-> "! ≥ 70%" or "– thiếu"."""
    return f"{answer.sign} {figure_words(answer, year, say) or verdict_words(answer, say)}"


def verdict_words(answer: Answer, say: Messages) -> str:
    """-> the verdict as short as a cell needs it."""
    return say("department.missing" if answer.sign == DROPPED else f"status.{answer.verdict.status}")


def unit_words(paper: Paper, say: Messages) -> str:
    return paper.unit or say("ingest.unnamed")


def paper_words(paper: Paper, say: Messages) -> str:
    """-> "38/KH-UBND, 12/3/2026, ke-hoach.docx"."""
    file = paper.source.replace("\\", "/").rpartition("/")[2]
    return ", ".join(words for words in (paper.number, day(paper.issued_on), file) if words)


def reminders(made: Department, rules: Rules, say: Messages) -> list[Reminder]:
    """-> the lists below the table that have something in them."""
    names = goal_names(made, rules)
    behind = [
        (unit_words(row.paper, say), "; ".join(
            say("department.behind_in", goal=names[key], said=figure_words(row.answers[key], made.year, say),
                verdict=say(f"status.{row.answers[key].verdict.status}"),
                asked=_asked(row.answers[key], say))
            for key in row.with_sign(BEHIND)))
        for row in made.units(BEHIND)
    ]  # fmt: skip
    dropped = [
        (
            unit_words(row.paper, say),
            "; ".join([*(names[key] for key in row.with_sign(DROPPED)), *_partly(row.paper, say)]),
        )
        for row in made.units(DROPPED)
    ]
    lists = {
        "behind": behind,
        "dropped": dropped,
        "absent": [(one.unit, _absent_words(one, say)) for one in made.absent or ()],
        "strange": [(unit_words(row.paper, say), paper_words(row.paper, say)) for row in made.rows if not row.listed],
        "older": [
            (unit_words(row.paper, say), "; ".join(paper_words(paper, say) for paper in row.older))
            for row in made.rows
            if row.older
        ],
        "elsewhere": _papers(made.elsewhere, say),
        "undated": _papers(made.undated, say),
        "unread": [
            *made.unread,
            *((row.paper.source, say("department.partly")) for row in made.rows if row.paper.unread),
        ],
        "others": [(str(year), say("department.papers", n=n)) for year, n in sorted(made.others.items()) if n],
    }
    return [Reminder(key, say(f"department.heading.{key}"), tuple(rows)) for key, rows in lists.items() if rows]


def _papers(papers: Iterable[Paper], say: Messages) -> list[tuple[str, str]]:
    return [
        (unit_words(paper, say), ": ".join(filter(None, (paper_words(paper, say), shorten(paper.title, _LONGEST)))))
        for paper in papers
    ]


def _asked(answer: Answer, say: Messages) -> str:
    target = answer.verdict.directive_target
    return figure_in_words(target, say) if target else ""


def _partly(paper: Paper, say: Messages) -> list[str]:
    return [f"({say('department.partly')})"] if paper.unread else []


def _absent_words(one: Absent, say: Messages) -> str:
    told = [say("department.near", unit=one.near)] if one.near else []
    if one.elsewhere:
        papers = "; ".join(paper_words(paper, say) for paper in one.elsewhere)
        told.append(say("department.sent_else", papers=papers))
    return " ".join(told)
