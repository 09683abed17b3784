"""Lists that go on counting where another part has begun: Word's automatic numbers that were not restarted."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.check.structure import siblings
from pipeline.knowledge.checks import CheckRule
from pipeline.model import Section
from pipeline.text.labels import Label

_PLAIN = ("arabic", "arabic)", "letter")


@check("list-goes-on")
def list_goes_on(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Part III begins with 4 because part II ended with 3, while other parts begin with 1.

    A plan whose parts all count on does so on purpose and is left alone.
    """
    lists = [
        group
        for group in siblings(context)
        if group[0][1].style in _PLAIN and len(group[0][1].numbers) == 1 and group[0][0].parent_id is not None
    ]
    for style in _PLAIN:
        own = sorted((g for g in lists if g[0][1].style == style), key=lambda g: g[0][0].start)
        if style == "letter":
            own = [g for g in own if g[0][0].level == 2]
        own = [g for g in own if g[0][0].level == own[0][0][0].level]
        goes_on = [k for k in range(1, len(own)) if _begins(own[k]) == own[k - 1][-1][1].numbers[-1] + 1 > 1]
        again = [k for k in range(1, len(own)) if _begins(own[k]) == 1]
        if again and goes_on and len(goes_on) <= len(again):
            for k in goes_on:
                section, label = own[k][0]
                words = {"before": own[k - 1][-1][1].text, "found": label.text}
                yield Hit(section.start, min(section.heading_end, section.start + 120), words)


def _begins(group: list[tuple[Section, Label]]) -> int:
    return group[0][1].numbers[-1]
