"""The ledger of the grammar: every rule a named record, tried in order, counted and traced.

A stage is a list of rules that answer one question ("is this figure a result?", "how is it bounded?"); the first rule
that gives an answer decides. A rule is a function whose name names it, whose docstring says when it gives what, and
that brings one example sentence of our own and the kind of real document that needs it.

    BOUND = Stage[Clause, Comparator]("bound")

    @BOUND.rule("từ 70% trở lên", needed="targets with their bound behind the figure")
    def behind_the_figure(clause: Clause) -> Comparator | None:
        \"""A bound that stands behind the figure.\"""
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Case = TypeVar("Case")
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: ``when`` says when it gives what, ``example`` is a sentence of our own, ``needed`` the kind of real
    document that needs it; ``prevents`` names the false record that would stand without it, where it is a guard.
    """

    stage: str
    name: str
    when: str
    example: str
    needed: str
    prevents: str
    decide: Callable[[Any], Any]

    @property
    def key(self) -> str:
        return f"{self.stage}.{self.name}"


class Stage(Generic[Case, Given]):
    """The rules that answer one question, in the order in which they are tried."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rules: list[Rule] = []
        STAGES[name] = self

    def rule(
        self, example: str, *, needed: str = "", prevents: str = ""
    ) -> Callable[[Callable[[Case], Given | None]], Callable[[Case], Given | None]]:
        """Enter a function into the ledger, behind those that stand there."""

        def enter(decide: Callable[[Case], Given | None]) -> Callable[[Case], Given | None]:
            when = " ".join((decide.__doc__ or "").split())
            self.rules.append(Rule(self.name, decide.__name__, when, example, needed, prevents, decide))
            return decide

        return enter

    def decide(self, case: Case) -> Given | None:
        """-> what the first rule gives that gives anything; None where none does."""
        for rule in self.rules:
            given: Given | None = rule.decide(case)
            if given is not None:
                trace = _TRACE.get()
                if trace is not None:
                    trace.note(rule)
                return given
        return None

    def holds(self, case: Case) -> bool:
        """Whether any rule gives an answer that is true; for stages that ask yes or no."""
        return bool(self.decide(case))


STAGES: dict[str, Stage[Any, Any]] = {}


@dataclass(slots=True)
class Trace:
    """What decided while a document was read: how often each rule, and which rules made each record."""

    counts: Counter[str] = field(default_factory=Counter)
    made: list[tuple[Any, tuple[Rule, ...]]] = field(default_factory=list)
    _open: list[Rule] = field(default_factory=list)

    def note(self, rule: Rule) -> None:
        self.counts[rule.key] += 1
        self._open.append(rule)

    def begin(self) -> None:
        """A new record is begun: what was decided until now belongs to others."""
        self._open.clear()

    def credit(self, record: Any) -> None:
        """``record`` is what came of the decisions since ``begin``."""
        self.made.append((record, tuple(dict.fromkeys(self._open))))
        self._open.clear()


_TRACE: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def traced() -> Iterator[Trace]:
    """Count and note every decision within the block."""
    trace = Trace()
    token = _TRACE.set(trace)
    try:
        yield trace
    finally:
        _TRACE.reset(token)


def current_trace() -> Trace | None:
    """-> the trace of the block that runs, None where nobody asked for one."""
    return _TRACE.get()
