"""Two versions of a plan for the terminal: what was decided otherwise first, then the wording."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.compare.versions import Versions, Wording
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.report.diff.wording import (
    changes,
    headline,
    reference_words,
    section_words,
    target_name,
    target_words,
)
from pipeline.report.terminal import Terminal
from pipeline.report.wording import shorten

_STYLES = {
    "lowered": "bold red", "dropped": "bold red", "postponed": "yellow", "raised": "green", "added": "green",
    "moved": "cyan", "changed": "yellow",
}  # fmt: skip
_WIDEST = 36  # columns for the names of changes
_AROUND = 60  # characters of unchanged words shown beside a change


def diff_text(found: Versions, *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False) -> str:
    """-> the whole comparison; dropped words stand in [-…-] and new ones in {+…+}."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    for key, document in (("diff.old", found.old), ("diff.new", found.new)):
        title = document.metadata.title or ""
        page.line(f"{say(key)}: " + " · ".join(w for w in (document.source, title) if w))
    page.line()
    page.line(headline(found, say), "bold")
    _targets(page, found, say)
    _references(page, found, say)
    _sections(page, found, say)
    _paragraphs(page, found, say)
    return page.text()


def _targets(page: Terminal, found: Versions, say: Messages) -> None:
    changed = [s for s in found.targets if s.changes]
    if changed:
        page.heading(f"{say('diff.heading.targets')} ({len(changed)})")
    width = _widest(changes(s, say) for s in changed)
    for shift in changed:
        page.hanging([(changes(shift, say), _STYLES.get(shift.changes[0], "")), (target_name(shift), "bold")], [width])
        page.hanging([("", ""), (_from_to(target_words(shift.old, say), target_words(shift.new, say)), "")], [width])


def _references(page: Terminal, found: Versions, say: Messages) -> None:
    changed = [s for s in found.references if s.changes]
    if changed:
        page.heading(f"{say('diff.heading.references')} ({len(changed)})")
    width = _widest(changes(s, say) for s in changed)
    for shift in changed:
        words = _from_to(reference_words(shift.old, say), reference_words(shift.new, say))
        page.hanging([(changes(shift, say), _STYLES.get(shift.changes[0], "")), (words, "")], [width])


def _sections(page: Terminal, found: Versions, say: Messages) -> None:
    changed = [s for s in found.sections if s.changes]
    if changed:
        page.heading(f"{say('diff.heading.sections')} ({len(changed)})")
    width = _widest(changes(s, say) for s in changed)
    for shift in changed:
        names = section_words(found, shift.old, new=False), section_words(found, shift.new, new=True)
        page.hanging([(changes(shift, say), _STYLES.get(shift.changes[0], "")), (_from_to(*names), "")], [width])


def _paragraphs(page: Terminal, found: Versions, say: Messages) -> None:
    if found.paragraphs:
        page.heading(f"{say('diff.heading.paragraphs')} ({len(found.paragraphs)})")
    for shift in found.paragraphs:
        numbers = "→".join("–" if n is None else str(n) for n in (shift.old, shift.new))
        words = ", ".join(say(f"shift.{change}") for change in shift.changes)
        style = _STYLES.get(shift.changes[0], "")
        page.hanging([(words, style), (numbers, "dim"), (marked(shift.words), "")], [14, 8])


def marked(words: tuple[Wording, ...]) -> str:
    """-> the paragraph with [-dropped-] and {+new+} words; long stretches that stayed are cut short."""
    parts = []
    for place, run in enumerate(words):
        if run.kept:
            parts.append(_kept(run.kept, first=place == 0, last=place == len(words) - 1))
        else:
            parts.append((f"[-{run.old}-]" if run.old else "") + (f"{{+{run.new}+}}" if run.new else ""))
    return "".join(parts)


def _kept(words: str, *, first: bool, last: bool) -> str:
    if len(words) <= 2 * _AROUND:
        return words
    if first and last:
        return shorten(words, 2 * _AROUND)
    head = "" if first else words[:_AROUND].rsplit(" ", 1)[0] + " "
    tail = "" if last else " " + words[-_AROUND:].split(" ", 1)[-1]
    return f"{head}…{tail}"


def _widest(words: Iterable[str]) -> int:
    """-> the width of a column that shows each of ``words`` whole, within reason."""
    return min(max(map(len, words), default=0), _WIDEST)


def _from_to(old: str, new: str) -> str:
    return f"{old} → {new}" if old and new and old != new else old or new
