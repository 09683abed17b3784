"""The rule catalogue in words: the list, one rule with its reason and examples, and how the examples fared."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.check.samples import Outcome
from pipeline.knowledge.checks import CheckRule, Example
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.report.summary import SEVERITIES
from pipeline.report.terminal import Terminal


def rules_text(
    catalogue: Sequence[CheckRule], *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False
) -> str:
    """-> one line a rule, by family."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    styles = dict(SEVERITIES)
    family = None
    for rule in sorted(catalogue, key=lambda r: r.id):
        if rule.family != family:
            family = rule.family
            page.heading(say.word("family", family).upper())
        severity = say.word("severity", rule.severity)
        cells = [
            (rule.id, styles[rule.severity]),
            (severity, ""),
            (f"{rule.title.in_language(lang)} ({rule.name})", ""),
        ]
        page.hanging(cells, [6, 9])
    return page.text().lstrip("\n")


def rule_text(rule: CheckRule, *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False) -> str:
    """-> a rule: what it finds, why that matters, the clause of law, and texts that it must and must not find."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    page.line(f"{rule.id} {rule.name} · {rule.title.in_language(lang)}", "bold")
    page.line()
    facts = (
        ("label.severity", say.word("severity", rule.severity)),
        ("label.reason", rule.why.in_language(lang)),
        ("label.why", rule.basis(lang) or say("none.basis")),
        ("label.message", rule.message.in_language(lang)),
        *(("label.message", text.in_language(lang)) for text in rule.messages.values()),
        ("label.instead", rule.suggestion.in_language(lang) if rule.suggestion else ""),
    )
    for key, words in facts:
        if words:
            page.hanging([(say(key) + ":", "dim"), (words, "")], [11], indent=0)
    for heading, examples in (("heading.bad", rule.examples.bad), ("heading.good", rule.examples.good)):
        page.heading(say(heading))
        for example in examples:
            _example(page, example, say)
    return page.text()


def outcomes_text(outcomes: Sequence[Outcome], *, rules: Rules, lang: str = "vi", width: int = 100) -> str:
    """-> the examples that failed and the count of all."""
    say = messages(rules, lang)
    page = Terminal(width, colour=False)
    failed = 0
    for outcome in outcomes:
        if outcome.problem is None:
            continue
        failed += 1
        where = say(f"example.{outcome.kind}", place=outcome.place)
        page.hanging([(outcome.rule_id, ""), (f"{where}: {say.line(outcome.problem)}", "")], [6], indent=0)
    tested = len({outcome.rule_id for outcome in outcomes})
    page.line(say("rules.tested", rules=tested, n=len(outcomes), failed=failed))
    return page.text()


def _example(page: Terminal, example: Example, say: Messages) -> None:
    for line in example.text.strip().splitlines():
        page.hanging([("|", "dim"), (line, "")], [1])
    facts = [say("example.against", id=example.against)] if example.against else []
    facts += [say("example.as_of", day=example.as_of.isoformat())] if example.as_of else []
    if facts:
        page.hanging([("; ".join(facts), "dim")], [])
    page.line()
