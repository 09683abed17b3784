"""The words of tasks, deadlines and money (``rules/duties.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.knowledge.targets import target_words
from pipeline.model import SectionKind
from pipeline.text.fold import bare, fold
from pipeline.text.numbers import COUNTED
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words


class TaskWords(Schema):
    """Verbs, orders, fields and columns of duties."""

    verbs: tuple[str, ...]
    deeds: tuple[str, ...]
    named: tuple[str, ...]
    trades: tuple[str, ...]
    stops: tuple[str, ...]
    orders: tuple[str, ...]
    topics: tuple[str, ...]
    asks: tuple[str, ...]
    leads: tuple[str, ...]
    bounds: tuple[str, ...]
    charged: tuple[str, ...]
    charges: tuple[str, ...]
    openings: tuple[str, ...]
    levels: tuple[str, ...]
    partners: tuple[str, ...]
    joining: tuple[str, ...]
    lead_fields: tuple[str, ...]
    partner_fields: tuple[str, ...]
    time_fields: tuple[str, ...]
    other_fields: tuple[str, ...]
    duty_columns: tuple[str, ...]
    assignment_columns: tuple[str, ...]
    person_columns: tuple[str, ...]
    sections: tuple[SectionKind, ...]


class DeadlineWords(Schema):
    """What makes a day or a year a limit, and what makes it none."""

    limits: tuple[str, ...]
    names: tuple[str, ...]
    not_before: tuple[str, ...]
    always: tuple[str, ...]
    reports: tuple[str, ...]
    breaks: tuple[str, ...]
    skip_sections: tuple[SectionKind, ...]


class MoneyWords(Schema):
    """Units in đồng, table columns, sources of funds."""

    units: dict[str, int]
    loose: tuple[str, ...]
    not_after: tuple[str, ...]
    compounds: tuple[str, ...]
    columns: tuple[str, ...]
    totals: tuple[str, ...]
    sources: tuple[str, ...]
    source_heads: tuple[str, ...]
    not_sources: tuple[str, ...]


class DutyRules(Schema):
    """``rules/duties.yaml``; the file itself says what each list is for."""

    tasks: TaskWords
    deadlines: DeadlineWords
    money: MoneyWords


@dataclass(frozen=True, slots=True)
class Duties:
    """The lists with their patterns: those of tasks run on ``fold`` text ("sở" is no "sơ"), the others on ``bare``."""

    rules: DutyRules
    verb: re.Pattern[str]
    end_of_bodies: re.Pattern[str]
    deed: re.Pattern[str]
    named: re.Pattern[str]
    trade: re.Pattern[str]
    order: re.Pattern[str]
    topic: re.Pattern[str]
    ask: re.Pattern[str]
    lead: re.Pattern[str]
    bound: re.Pattern[str]
    charged: re.Pattern[str]
    opening: re.Pattern[str]
    level: re.Pattern[str]
    joining: re.Pattern[str]
    partner: re.Pattern[str]
    lead_field: re.Pattern[str]
    partner_field: re.Pattern[str]
    time_field: re.Pattern[str]
    other_field: re.Pattern[str]
    duty_column: re.Pattern[str]
    lead_column: re.Pattern[str]
    assignment_column: re.Pattern[str]
    person_column: re.Pattern[str]
    partner_column: re.Pattern[str]
    time_column: re.Pattern[str]
    name: re.Pattern[str]
    always: re.Pattern[str]
    report: re.Pattern[str]
    break_: re.Pattern[str]
    money_unit: re.Pattern[str]
    money_column: re.Pattern[str]
    total: re.Pattern[str]
    source: re.Pattern[str]
    other_source: re.Pattern[str]
    not_source: re.Pattern[str]
    amount: re.Pattern[str]
    worded_unit: re.Pattern[str]
    factors: dict[str, int]
    bare_factors: dict[str, int]


FIGURE = COUNTED
"""A figure in digits: dots or blanks part thousands, a comma the decimals ("39.632", "67,4")."""


def _amount(units: Iterable[str], compounds: Iterable[str]) -> re.Pattern[str]:
    """A sum in ``fold`` text: figure, unit, and smaller units after it ("41 tỷ 500 triệu đồng")."""
    ordered = sorted((fold(unit) for unit in units), key=lambda u: (-len(u), u))
    unit = "|".join(r"\s*".join(map(re.escape, u.split())) for u in ordered)
    others = "|".join(map(fold, compounds))
    smaller = rf"(?:{FIGURE})\s*(?:triệu|nghìn|ngàn)(?:\s+đồng)?(?!\w)"
    return compiled(
        rf"(?<![\w.,/])(?P<first>{FIGURE})(?:\s*[-–~]\s*(?P<high>{FIGURE}))?\s*(?P<unit>{unit})(?!\w)(?!\s+(?:{others})(?!\w))"
        rf"(?P<more>(?:\s*,?\s*{smaller})*(?:\s*(?:đồng|vnđ|vnd)(?!\w))?)"
    )


_SOURCE_ENDS = (
    r"\s*(?:[^\w\s\-]|\d|$|\b(?:la|nam|khoang|du\s+kien|de|cho|trong|giai\s+doan|voi|theo|va|bo\s+tri|con|chiem|dat|tang"
    r"|phat\s+sinh|chu\s+yeu|hang\s+nam)\b)"
)
_FEW = r"(?:\w+,?\s+){1,5}?"


def any_of(phrases: Iterable[str], form: Callable[[str], str] = bare) -> str:
    """-> a pattern of any of the phrases as whole words, the longest first, for text in ``form``.

    "…" within a phrase stands for up to five words; such phrases come first.
    """
    words = sorted({form(phrase) for phrase in phrases}, key=lambda p: ("…" not in p, -len(p), p))
    return whole_words([r"\s+".join(map(re.escape, word.split())).replace(r"…\s+", _FEW) for word in words])


def _though_glued(label: str) -> str:
    """-> the pattern of a label that also matches where the source has lost a blank in it ("Cơ quan chủtrì:")."""
    return label.replace(r"\s+", r"\s*")


@lru_cache(maxsize=8)
def duties(rules: Rules) -> Duties:
    """-> the vocabulary of ``rules``. Raises RulesError where the file breaks its schema."""
    found = load_file(rules.file("duties.yaml"), DutyRules)
    tasks, days, money = found.tasks, found.deadlines, found.money
    patterns = {
        name: compiled(any_of(phrases, fold))
        for name, phrases in {
            "verb": tasks.verbs,
            "end_of_bodies": (*tasks.verbs, *tasks.stops),
            "deed": (*tasks.deeds, *(verb for verb in target_words(rules).file.actions if " " in verb)),
            "named": tasks.named,
            "trade": tasks.trades,
            "order": tasks.orders,
            "topic": tasks.topics,
            "ask": tasks.asks,
            "lead": (*tasks.leads, *tasks.bounds),
            "bound": tasks.bounds,
            "opening": tasks.openings,
            "level": tasks.levels,
            "joining": tasks.joining,
            "partner": tasks.partners,
        }.items()
    }
    charged, charges = any_of(tasks.charged, fold), any_of(tasks.charges, fold)
    patterns["charged"] = compiled(rf"{charged}(?:\s+{charges})*")
    patterns |= {
        name: compiled(any_of(phrases))
        for name, phrases in {
            "name": days.names,
            "always": days.always,
            "report": days.reports,
            "break_": days.breaks,
            "money_unit": money.units,
            "money_column": money.columns,
            "total": money.totals,
            "source": money.sources,
            "not_source": money.not_sources,
        }.items()
    }
    fields = {
        name: compiled(r"\W*" + _though_glued(any_of(phrases, fold)) + r"(?:,?\s+\w+){0,3}?\s*(?::|$)")
        for name, phrases in {
            "lead_field": tasks.lead_fields,
            "partner_field": tasks.partner_fields,
            "time_field": tasks.time_fields,
            "other_field": tasks.other_fields,
        }.items()
    }
    columns = {
        "duty_column": compiled(r"\W*" + any_of(tasks.duty_columns, fold)),
        "lead_column": compiled(any_of(tasks.lead_fields, fold)),
        "assignment_column": compiled(any_of(tasks.assignment_columns, fold)),
        "person_column": compiled(any_of(tasks.person_columns, fold)),
        "partner_column": compiled(any_of(tasks.partner_fields, fold)),
        "time_column": compiled(any_of(tasks.time_fields, fold)),
    }
    heads = any_of(money.source_heads)
    return Duties(
        rules=found,
        other_source=compiled(
            rf"nguon\s+(?:(?:von|kinh\s+phi)\s+)?{heads}(?!{_SOURCE_ENDS})(?:\s+[^\W\d]+){{1,8}}?(?={_SOURCE_ENDS})"
        ),
        amount=_amount(money.units, money.compounds),
        worded_unit=compiled(rf"\s*(?:đồng|vnđ|vnd)(?!\w)(?!\s+(?:{'|'.join(map(fold, money.compounds))})(?!\w))"),
        factors={fold(unit).replace(" ", ""): factor for unit, factor in money.units.items()},
        bare_factors={" ".join(bare(unit).split()): factor for unit, factor in money.units.items()},
        **patterns,
        **fields,
        **columns,
    )
