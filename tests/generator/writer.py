"""Writes the sentences of one plan and keeps the truth of what they say."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from tests.generator.citations import Cited, central, cite, mentions
from tests.generator.facts import Facts
from tests.generator.grammar import capital, write
from tests.generator.world import Order, part

_COUNT = re.compile(r"#(.+):(\d+)-(\d+)$")


class Writer:
    """Writes the sentences of one plan and keeps their truth. ``words`` chooses words (a copied plan shares them with
    its source), ``figures`` chooses what differs from plan to plan.
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self.words = Random(f"words {(order.copied or order).seed}")
        self.figures = Random(f"figures {order.seed}")
        self.programme: dict[str, Any] = part(order.programme)
        self.facts = Facts(order, self.programme, self.figures)
        self.references: list[dict[str, Any]] = []
        self.targets: list[dict[str, Any]] = []
        self.late: list[dict[str, Any]] = []  # targets of the annex, which is read last
        self.faults: list[dict[str, Any]] = []
        self.known: set[str] = set()
        self.named: set[str | None] = set()  # numbers that the text has had in full
        self.parent = central(self.programme["parent"])  # as this plan cites it
        self._last: dict[str, str] = {}
        self.date_style = self.figures.choice(["words", "figures", "mixed"])
        self.short_issuer = self.facts.short

    # --- words

    def fill(self, name: str) -> str:
        if name == "@PARENT":
            return self.citation(self.parent, full=False)
        if name.startswith("@"):
            return self.citation(central(name[1:]), full=name[1:] not in self.known and self.words.random() < 0.3)
        if name.startswith("#"):
            found = _COUNT.match(name)
            assert found is not None
            unit, low, high = found[1], int(found[2]), int(found[3])
            count = self.figures.randrange(low, high + 1)
            said = f"{count:02d} {unit}"
            self.targets.append({"quote": said, "value": count, "unit": unit, "optional": True})
            return said
        known = self.facts.get(name)
        if known is not None:
            return known
        pool = part("phrases")[name]
        said = self.words.choice(pool)
        if said == self._last.get(name):  # never the same phrase twice running
            said = pool[(pool.index(said) + 1) % len(pool)]
        self._last[name] = said
        return write(said, self.words, self.fill)

    def say(self, template: str) -> str:
        return capital(write(template, self.words, self.fill))

    def citation(self, document: Cited, *, full: bool) -> str:
        right = document is not self.parent or document == central(self.programme["parent"])
        named = right and document.number in self.named and document.kind == "Quyết định"
        short = not full and named and self.figures.random() < 0.2
        text, truth = cite(
            document, self.figures, full=full, style=self.date_style, fill=self.fill,
            short_issuer=self.short_issuer, short=short,
        )  # fmt: skip
        self.named.add(document.number)
        self.references.append(truth)
        return text

    def usable(self, templates: list[str]) -> list[str]:
        """Those that cite nothing from after the plan's own day."""
        return [t for t in templates if all(central(name).day < self.order.day for name in mentions(t))]

    def some(self, templates: list[str], least: int, most: int) -> list[str]:
        pool = self.usable(templates)
        return self.words.sample(pool, min(len(pool), self.words.randrange(least, most + 1)))

    def planted(self, kind: str, rules: list[str], quote: str) -> None:
        self.faults.append({"kind": kind, "rules": rules, "quote": quote})

    def wants(self, fault: str) -> bool:
        return fault in self.order.faults and not any(f["kind"] == fault for f in self.faults)
