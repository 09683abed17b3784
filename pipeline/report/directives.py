"""The directives known: a list by field that draws who carries out whom, and one with its figures and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.check.sound import Examined
from pipeline.knowledge.lives import Life, life
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.knowledge.registry import Registry, registry
from pipeline.model import Directive
from pipeline.report.terminal import Terminal
from pipeline.report.wording import day, figure_in_words, goal, shorten
from pipeline.text.fold import bare


def directives_text(known: Sequence[Directive], *, rules: Rules, on: date, lang: str = "vi", width: int = 100) -> str:
    """-> by field one line a directive, below the one that it carries out, with how it stands on a day."""
    say = messages(rules, lang)
    page = Terminal(width, colour=False)
    page.line(say("directives.on_day", n=len(known), day=day(on)))
    fields: dict[str, list[Directive]] = {}
    for directive in known:
        fields.setdefault(directive.field or "", []).append(directive)
    for name in sorted(fields, key=lambda name: (not name, bare(name))):
        page.heading(name.capitalize() if name else say("directives.no_field"))
        for depth, directive in _walk(_lineage(fields[name], registry(rules)), None, 0):
            count = say("count.targets", n=len(directive.targets))
            facts = (day(directive.issued_on), _years(directive, say), count, _state(life(directive, rules, on), say))
            words = f"{directive.directive_id} · {directive.title} ({', '.join(fact for fact in facts if fact)})"
            page.hanging([("-", ""), (words, "")], [1], indent=2 * depth)
    return page.text()


def _state(now: Life, say: Messages) -> str:
    """-> "đã có 417/QĐ-BNNMT (31/01/2026) tiếp nối"."""
    case = f"directive.state.{now.state}"
    if now.state == "ended" and now.by:
        case += "_followed"
    return say(case, by=now.by or "", since=day(now.since) if now.since else "…")


def directive_text(
    directive: Directive,
    *,
    rules: Rules,
    on: date | None = None,
    lang: str = "vi",
    width: int = 100,
    colour: bool = False,
) -> str:
    """-> all that the house knows of one directive; what is inferred or unknown is said beside each figure.

    ``on`` is the day on which it is told whether its programme runs.
    """
    say = messages(rules, lang)
    page = Terminal(width, colour)
    page.line(f"{directive.number} · {directive.title}", "bold")
    page.line(" · ".join(w for w in (directive.issuer, day(directive.issued_on), _years(directive, say)) if w))
    if on is not None:
        page.line(f"{day(on)}: {_state(life(directive, rules, on), say)}")
    if not directive.complete:
        page.line(say("directive.incomplete"))
    for line in _vouched(directive, say):
        page.line(line)
    for known in registry(rules).candidates(directive.number):
        if known.issued_on == directive.issued_on:
            for relation in known.relations:
                words = say.word("relation", relation.kind)
                page.bullet(
                    f"{words} {relation.number}" + (f" ({day(relation.issued_on)})" if relation.issued_on else "")
                )
    if directive.targets:
        from rich.text import Text

        page.heading(f"{say('heading.alignment')} ({len(directive.targets)})")
        columns = (
            (say("column.required"), 16, 10),
            (say("column.indicator"), 44, 20),
            (say("column.certainty"), 16, 10),
        )
        rows = [
            [
                Text("\n".join(w for w in (figure_in_words(t, say), _span(t.period_start, t.period_end, say)) if w)),
                Text(
                    (f"{t.name}: " if t.name else "")
                    + goal(t, 400)
                    + (f"\n“{shorten(t.quote, 300)}”" if t.quote else "")
                    + (f"\n{t.note}" if t.note else "")
                ),
                Text(say.word("certainty", t.certainty) + (f"\n{say.word('binds', t.binds)}" if t.binds else "")),
            ]
            for t in directive.targets
        ]
        page.table(columns, rows)
    if directive.tasks:
        page.heading(f"{say('heading.tasks')} ({len(directive.tasks)})")
        for task in directive.tasks:
            page.bullet(f"{task.text} [{say.word('certainty', task.certainty)}]")
    sources = dict.fromkeys([*directive.sources, *(s for t in directive.targets for s in t.sources)])
    if sources:
        page.heading(say("heading.sources"))
        for source in sources:
            page.bullet(source)
    return page.text()


def _vouched(directive: Directive, say: Messages) -> Iterable[str]:
    """-> who signed, and what nobody did."""
    if directive.altered:
        yield say("directive.altered")
    elif directive.signed_by:
        yield say("directive.signed", name=directive.signed_by, day=day(directive.signed_on))
    if left := sum(t.certainty in ("compiled", "unsigned") for t in directive.targets):
        yield say("directive.unsigned", n=left)


def examined_text(found: Sequence[Examined], *, rules: Rules, lang: str = "vi", width: int = 100) -> str:
    """-> each file with faults, what they are; then the count of files or of faults, and what is not signed."""
    say = messages(rules, lang)
    page = Terminal(width, colour=False)
    for one in found:
        vouched = [*_vouched(one.directive, say)] if one.directive and not one.directive.altered else []
        if one.faults or vouched or one.documents:
            page.line(str(one.path) if one.directive is None else f"{one.directive.number} ({one.path})")
        for fault in one.faults:
            page.hanging([("✗", ""), (say.line(fault), "")], [1], indent=2)
        for name in one.documents:
            page.hanging([("·", ""), (say("directive.held_against", file=name), "")], [1], indent=2)
        for line in vouched:
            page.hanging([("·", ""), (line, "")], [1], indent=2)
    faults = sum(len(one.faults) for one in found)
    page.line(say("directive.faults", n=faults) if faults else say("directive.sound", n=len(found)))
    return page.text()


def _span(start: int | None, end: int | None, say: Messages) -> str:
    if start is not None and end is not None and start != end:
        return say("period.span", start=start, end=end)
    return say("period.until", end=end) if end is not None else ""


def _years(directive: Directive, say: Messages) -> str:
    return _span(directive.period_start, directive.period_end, say)


def _lineage(known: Sequence[Directive], documents: Registry) -> dict[str | None, list[Directive]]:
    """-> for each directive id (None at the top) those that name it as the nearest document they carry out."""
    by_document = {(d.number, d.issued_on): d for d in known}
    children: dict[str | None, list[Directive]] = {}
    for directive in known:
        own = documents.lookup(directive.number, directive.issued_on, issuer=directive.issuer)
        above = [by_document.get((r.number, r.issued_on)) for r in (own.parents if own else ())]
        nearest = max((d for d in above if d), key=lambda d: (str(d.issued_on), d.directive_id), default=None)
        children.setdefault(nearest.directive_id if nearest else None, []).append(directive)
    return children


def _walk(children: dict[str | None, list[Directive]], top: str | None, depth: int) -> Iterable[tuple[int, Directive]]:
    for directive in children.get(top, ()):
        yield depth, directive
        yield from _walk(children, directive.directive_id, depth + 1)
