"""The table as CSV: a line a unit, what it says of each goal as a verdict and a number; then all that is no row."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.batch.department.records import Answer, Department
from pipeline.batch.department.wording import TOTALS, goal_names, reminders, unit_words
from pipeline.batch.sheet import BOM, sheet
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages

Value = str | float | int | None


def department_csv(made: Department, rules: Rules, lang: str = "vi") -> str:
    """-> the whole file, with the mark that Excel needs."""
    say = messages(rules, lang)
    names = goal_names(made, rules)
    columns = [say("ingest.issuer"), say("department.column.state"), say("department.column.paper"),
               say("department.column.day"), say("column.draft")]  # fmt: skip
    for name in names.values():
        columns += [name, f"{name}: {say('column.value')}", f"{name}: {say('department.column.unit')}"]
    return BOM + "".join(sheet(columns, _rows(made, rules, say)))


def _rows(made: Department, rules: Rules, say: Messages) -> Iterator[list[Value]]:
    rest = 3 * len(made.goals)
    for row in made.rows:
        paper = row.paper
        told: list[Value] = [
            unit_words(paper, say), say("department.is_sent"), paper.number,
            paper.issued_on.isoformat() if paper.issued_on else None, paper.source,
        ]  # fmt: skip
        for key in made.goals:
            told += _answer(row.answers.get(key), say)
        yield told
    for absent in made.absent or ():
        yield [absent.unit, say("department.not_sent"), None, None, None, *[None] * rest]
    for sign, key in TOTALS:
        counts: list[Value] = []
        for goal in made.goals:
            counts += [None, made.count(goal, sign), None]
        yield [say("ingest.all"), say(key), None, None, None, *counts]
    for reminder in reminders(made, rules, say):
        if reminder.key in ("elsewhere", "undated", "unread", "older"):
            for who, words in reminder.rows:
                yield [who, reminder.heading, words, None, None, *[None] * rest]


def _answer(answer: Answer | None, say: Messages) -> list[Value]:
    if answer is None:
        return [None, None, None]
    said = answer.verdict.draft_target
    verdict = say(f"status.{answer.verdict.status}")
    return [verdict, said.value, said.unit] if said else [verdict, None, None]
