"""The grammar of targets in words: its rules with how often they decided, and those behind each target of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extract.targets.grammar import Count
from pipeline.extract.targets.ledger import Rule
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Document, Target
from pipeline.report.terminal import Terminal
from pipeline.report.wording import figure_in_words, period, shorten

_NAME, _COUNT = 26, 7


def grammar_text(
    rows: Iterable[tuple[Rule, Count | None]], *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False
) -> str:
    """-> every rule by its stage: decisions on real documents and on texts of ours, its example, and when it decides
    (the last in English only: it is said in the code)."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    stage = ""
    for rule, count in rows:
        if rule.stage != stage:
            stage = rule.stage
            page.heading(f"{stage} · {say.word('stage', stage)}")
        figures = "–" if count is None else f"{count.real}/{count.written}"
        words = f"“{rule.example}”" + (f" {rule.when}" if lang == "en" else "")
        page.hanging([(rule.name, "bold"), (figures, "dim"), (words, "")], [_NAME, _COUNT])
    page.line()
    page.line(say("grammar.counts"))
    return page.text().lstrip("\n")


def explained_text(
    document: Document,
    targets: Sequence[tuple[Target, Sequence[Rule]]],
    *,
    rules: Rules,
    lang: str = "vi",
    width: int = 100,
    colour: bool = False,
) -> str:
    """-> each target with its words and, field by field, the rules that decided of it."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    page.heading(f"{document.source} ({len(targets)})")
    for target, why in targets:
        page.line()
        facts = (figure_in_words(target, say), target.population, target.indicator, period(target, say))
        page.line(f"{target.target_id}. " + " · ".join(fact for fact in facts if fact), "bold")
        page.line(f"   “{shorten(target.quote, 2 * width)}”", "dim")
        for stage, names in _by_stage(why, say):
            page.hanging([(stage, ""), (names, "")], [_NAME])
    return page.text().lstrip("\n")


def _by_stage(why: Sequence[Rule], say: Messages) -> list[tuple[str, str]]:
    """-> what each stage decided, in the order of the deciding: its words, the rules with their examples."""
    stages: dict[str, list[str]] = {}
    for rule in why:
        stages.setdefault(rule.stage, []).append(f"{rule.name} (“{rule.example}”)")
    return [(say.word("stage", stage), ", ".join(names)) for stage, names in stages.items()]
