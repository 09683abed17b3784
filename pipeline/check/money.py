"""Money: a source for it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.knowledge.checks import CheckRule
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled


@check("no-source-of-funds")
def no_source_of_funds(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A part on money that names no source."""
    words = compiled("|".join(rule.strings("words")))
    for section in context.document.sections:
        if section.kind != "kinh_phi" or section.level != 1:
            continue
        body = fold(context.document.text[section.heading_end : section.end])
        if "kinh phí" in fold(section.heading) and len(body.strip()) > 20 and not words.search(body):
            yield Hit(section.start, section.heading_end, {"found": section.heading})
