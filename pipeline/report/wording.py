"""How figures, periods, dates and places are put into words: one wording for every renderer."""

from __future__ import annotations

from datetime import date

from pipeline.knowledge.load import Rules, load_rules
from pipeline.knowledge.messages import Messages
from pipeline.model import Document, Review, Section, Target
from pipeline.report.naming import target_name

_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "range": ""}
_TIGHT_UNITS = ("%", "‰")


def number(value: float, say: Messages) -> str:
    """90000 -> "90.000" and 0.8 -> "0,8" in Vietnamese, "90,000" and "0.8" in English."""
    english = f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
    return english if say.lang == "en" else english.translate(str.maketrans(",.", ".,"))


def figure_in_words(target: Target, say: Messages) -> str:
    """-> "≥ 60%", "80–85%", "tăng 20%", "1.200 người"; without the population."""
    if target.value is None:
        return say("none.value")
    amount = number(target.value, say)
    if target.value_max is not None:
        amount += "–" + number(target.value_max, say)
    words = _SIGNS[target.comparator] + with_unit(amount, target.unit)
    if target.change:
        words = say("figure.up" if target.change == "+" else "figure.down", figure=words)
    return words


def judged_on(review: Review, say: Messages) -> str:
    """-> the day that the draft was judged on, and where it comes from; the review must have one."""
    frame = review.draft.metadata
    source = "own" if review.as_of == frame.issued_on else "given"
    if frame.issued_on is None:
        left_open = frame.issued_in is not None and str(review.as_of).startswith(frame.issued_in)
        source = "left_open" if left_open else "undated"
    return say(f"as_of.{source}", day=day(review.as_of))


def with_unit(amount: str, unit: str) -> str:
    """-> the amount with its unit: "70%", "30% GDP", "12 người"."""
    return amount + (unit if unit.startswith(_TIGHT_UNITS) else f" {unit}" if unit else "")


def period(target: Target, say: Messages) -> str:
    """-> "đến 2030", "2021–2025", "năm 2026" or nothing."""
    start, end = target.period_start, target.period_end
    if end is None:
        return "" if start is None else say("period.from", start=start)
    if start is None:
        return say("period.until", end=end)
    return say("period.year", end=end) if start == end else say("period.span", start=start, end=end)


def goal(target: Target, longest: int = 160, rules: Rules | None = None) -> str:
    """-> whom and what a target is about, in Vietnamese word order (by the program's own rules unless given)."""
    return shorten(target_name(target, rules or load_rules()), longest)


def day(value: date | None) -> str:
    """-> 30/3/2026 as offices write it (two digits for January and February: Decree 30/2020/NĐ-CP), or nothing."""
    if value is None:
        return ""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def shorten(words: str, longest: int) -> str:
    """Cut at a blank, with an ellipsis; line breaks become blanks."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0].rstrip(",;:. ") + " …"


def place(
    document: Document, say: Messages, *, section_id: str | None, page: int | None, start: int | None, longest: int = 80
) -> str:
    """-> "mục I.2 Mục tiêu cụ thể, trang 1": where a record stands; the paragraph's number where there is no page."""
    parts = []
    section = {s.section_id: s for s in document.sections}.get(section_id or "")
    if section is not None and (path := section_path(document, section, longest)):
        numbered = any(s.label and s.label[0].isalnum() for s in _above(document, section))
        parts.append(say("place.section" if numbered else "place.part", path=path))
    if page is not None:
        parts.append(say("place.page", page=page))
    elif start is not None:
        parts.append(say("place.paragraph", number=document.text.count("\n", 0, start) + 1))
    return ", ".join(parts)


def section_path(document: Document, section: Section, longest: int = 80) -> str:
    """-> the labels from the top down to ``section`` and the heading of the last: "II.3.a Tập huấn cho cán bộ".

    A bullet is named by the section that it stands in: its own words are quoted beside the place anyway.
    """
    above = _above(document, section)
    named = [s for s in above if s.label is None or s.label[0].isalnum()] or above
    path: list[str] = []
    for label in (s.label for s in named if s.label):
        if path and label.startswith(path[-1] + "."):  # "2.1" repeats the "2" above it
            path.pop()
        path.append(label)
    heading = next((s.heading for s in reversed(named) if s.heading), "")
    return " ".join(part for part in (".".join(path), shorten(heading, longest)) if part)


def _above(document: Document, section: Section) -> list[Section]:
    """-> the sections around ``section`` from the top down, and itself."""
    by_id = {s.section_id: s for s in document.sections}
    above = [section]
    while above[0].parent_id in by_id:
        above.insert(0, by_id[above[0].parent_id])
    return above
