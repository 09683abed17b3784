"""The formats of a review by name: what file each makes, and whether one file holds several drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import DoichieuError
from pipeline.saying import Said, verbatim

if TYPE_CHECKING:
    from pipeline.knowledge.load import Rules
    from pipeline.model import Review


@dataclass(frozen=True, slots=True)
class Format:
    """``suffix`` of its files; ``together``: one file for all drafts of a call; ``printable``: text for a terminal."""

    suffix: str
    together: bool
    printable: bool


FORMATS = {
    "text": Format(".txt", together=True, printable=True),
    "json": Format(".json", together=True, printable=True),
    "sarif": Format(".sarif", together=True, printable=True),
    "xlsx": Format(".xlsx", together=True, printable=False),
    "html": Format(".html", together=False, printable=True),
    "docx": Format(".docx", together=False, printable=False),
    "phieu": Format(".phieu.docx", together=False, printable=False),
}


def each_made(names: Sequence[str], make: Callable[[str], bytes]) -> tuple[dict[str, bytes], dict[str, Said]]:
    """-> what ``make`` gives for each format, and why those are missing for which it raised; a review does not fail
    because one of its forms does. Raises what ``make`` raised last where it gave nothing at all."""
    made: dict[str, bytes] = {}
    missing: dict[str, Said] = {}
    last: Exception | None = None
    for name in names:
        try:
            made[name] = make(name)
        except Exception as error:
            last = error
            known = error.said if isinstance(error, DoichieuError) else None
            missing[name] = known or verbatim(f"{type(error).__name__}: {error}")
    if last is not None and not made:
        raise last
    return made, missing


def render_together(name: str, reviews: Sequence[Review], *, rules: Rules, lang: str) -> bytes:
    """-> one file of all reviews: ``sarif`` or ``xlsx``."""
    if name == "sarif":
        from pipeline.report.sarif import reviews_sarif

        return reviews_sarif(reviews, rules=rules, lang=lang).encode()
    from pipeline.report.xlsx import reviews_xlsx

    return reviews_xlsx(reviews, rules=rules, lang=lang)


def render_one(name: str, review: Review, data: bytes, *, rules: Rules, lang: str) -> bytes:
    """-> the file of one review: ``html``, ``docx`` or ``phieu``; ``data`` is the draft's own file."""
    if name == "html":
        from pipeline.report.html import review_html

        return review_html(review, rules=rules, lang=lang).encode()
    if name == "phieu":
        from pipeline.report.word import review_phieu

        return review_phieu(review, rules=rules, lang=lang)
    from pipeline.report.word import review_docx

    return review_docx(review, data, rules=rules, lang=lang)
