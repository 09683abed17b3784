"""Paragraphs that a typist, a converter or a page cut in two, joined where it cannot be otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.continuation import continues, ends_clause, starts_frame, starts_item
from pipeline.read.paragraph import Paragraph, joined

_FULL_TITLE_LINE = 45  # characters: about what a centred line of 14 points holds


def mended(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """-> the same paragraphs with sentences and titles whole."""
    result: list[Paragraph] = []
    for p in paragraphs:
        last = result[-1] if result else None
        if last is not None and _of_one_kind(last, p) and (continues(last.text, p.text) or _title_goes_on(last, p)):
            result[-1] = joined(last, p)
        elif p.text:
            result.append(p)
    return result


def _of_one_kind(a: Paragraph, b: Paragraph) -> bool:
    return (
        a.kind == b.kind != "cell"
        and b.label is None
        and a.bold == b.bold
        and (a.centred == b.centred or a.page != b.page)
        and (a.source is None or a.source != b.source)
    )


def _title_goes_on(a: Paragraph, b: Paragraph) -> bool:
    """The title of a plan set as two centred lines."""
    return (
        a.centred
        and b.centred
        and a.bold
        and len(a.text) >= _FULL_TITLE_LINE
        and a.text.isupper() == b.text.isupper()
        and not ends_clause(a.text)
        and not a.text.startswith("(")
        and not b.text.startswith("(")
        and not starts_item(b.text)
        and not starts_frame(b.text)
    )
