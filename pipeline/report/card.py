"""What a notebook shows for a plan or a review that stands alone in a cell: a card with the most needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pipeline.model import Document, Review
from pipeline.report.summary import SEVERITIES, verdict
from pipeline.report.wording import day, figure_in_words, goal, judged_on, period, place, shorten
from pipeline.saying import Messages, own_messages

_MOST = 12  # rows of a table; how many more there are is said below it
_LONG = 160
_COUNTED = (
    ("sections", "sections"), ("references", "legal_references"), ("alignment", "targets"), ("tasks", "tasks"),
    ("deadlines", "deadlines"), ("budget", "budget"), ("slips", "slips"),
)  # fmt: skip
_STYLE = "border-left:4px solid #0072b2;padding:.2rem .8rem;margin:.4rem 0;max-width:64rem;line-height:1.45"
_CELL = "text-align:left;vertical-align:top;padding:.15rem .6rem .15rem 0;white-space:normal"
_BAD = ("missing", "below", "period_mismatch", "narrowed", "behind")


def plan_card(document: Document, lang: str = "vi") -> str:
    """-> HTML of a plan: whose it is, how many records of each kind were read, its targets, what was not read."""
    say = own_messages(lang)
    counts = " · ".join(f"{_heading(say, key)} {len(getattr(document, field))}" for key, field in _COUNTED)
    rows = [
        (goal(target, _LONG), figure_in_words(target, say), period(target, say),
         place(document, say, section_id=target.section_id, page=target.page, start=target.start))
        for target in document.targets
    ]  # fmt: skip
    columns = ("column.indicator", "column.value", "column.period", "column.place")
    return _card(
        [*_whose(document), f"<small>{escape(counts)}</small>", _table(rows, columns, say, 'plan.to_frame("targets")')],
        [notice.say(lang) for notice in document.warnings],
    )


def review_card(review: Review, lang: str = "vi") -> str:
    """-> HTML of a review: the verdict in a sentence, what was found, how the targets stand, what was not checked."""
    say = own_messages(lang)
    judged = [f"<small>{escape(judged_on(review, say))}</small>"] if review.as_of else []
    rank = {severity: place for place, (severity, _) in enumerate(SEVERITIES)}
    findings = [
        (say(f"severity.{f.severity}"), f.rule_id, f.message, shorten(f.quote or "", _LONG))
        for f in sorted(review.findings, key=lambda f: rank[f.severity])
    ]
    answered = [pair for pair in review.alignment if pair.directive_target is not None]
    verdicts = [
        (goal(pair.directive_target, _LONG), figure_in_words(pair.directive_target, say),
         figure_in_words(pair.draft_target, say) if pair.draft_target else "–", say(f"status.{pair.status}"))
        for pair in sorted(answered, key=lambda pair: pair.status not in _BAD)
        if pair.directive_target is not None
    ]  # fmt: skip
    return _card(
        [
            *_whose(review.draft),
            f"<p style='margin:.3rem 0'><b>{escape(verdict(review, say))}</b></p>",
            *judged,
            _table(
                findings,
                ("label.severity", "column.rule", "label.message", "column.words"),
                say,
                "review.to_frame()",
            ),
            _table(
                verdicts,
                ("column.indicator", "column.required", "column.draft", "column.verdict"),
                say,
                'review.to_frame("alignment")',
            ),
        ],
        review.not_checked,
    )


def _heading(say: Messages, key: str) -> str:
    return say(f"heading.{key}").capitalize()


def _whose(document: Document) -> list[str]:
    frame = document.metadata
    dated = day(frame.issued_on) if frame.issued_on else frame.issued_in
    whose = " · ".join(part for part in (frame.number, frame.issuer, dated, document.source) if part)
    title = shorten(frame.title, _LONG) if frame.title else ""
    return [part for part in (f"<b>{escape(title)}</b><br>" if title else "", escape(whose) + "<br>") if part]


def _table(rows: Sequence[Sequence[str]], columns: Iterable[str], say: Messages, whole: str) -> str:
    if not rows:
        return ""
    head = "".join(f"<th style='{_CELL}'>{escape(say(key))}</th>" for key in columns)
    body = "".join(
        "<tr>" + "".join(f"<td style='{_CELL}'>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[:_MOST]
    )
    more = say("notebook.cut", shown=_MOST, n=len(rows)) + f" <code>{escape(whole)}</code>" if len(rows) > _MOST else ""
    return f"<table style='margin:.4rem 0'><tr>{head}</tr>{body}</table><small>{more}</small>"


def _card(parts: Iterable[str], notes: Iterable[str]) -> str:
    told = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f"<div style='{_STYLE}'>{''.join(parts)}{f'<ul>{told}</ul>' if told else ''}</div>"
