"""What the renderers of two versions share: the headline and the words for each thing that has changed."""

from __future__ import annotations

from pipeline.compare.versions import ReferenceShift, SectionShift, TargetShift, Versions
from pipeline.knowledge.messages import Messages
from pipeline.model import LegalReference, Section, Target
from pipeline.report.wording import day, figure_in_words, goal, period, section_path

PARTS = ("targets", "references", "sections", "paragraphs")


def headline(found: Versions, say: Messages) -> str:
    """-> how many targets, references, sections and paragraphs have changed."""
    counts = [(part, sum(bool(s.changes) for s in getattr(found, part))) for part in PARTS]
    words = ", ".join(say(f"diff.{part}", n=n) for part, n in counts if n)
    return say("diff.summary", counts=words) if words else say("diff.same")


def changes(shift: SectionShift | TargetShift | ReferenceShift, say: Messages) -> str:
    """-> "nâng mức, lùi thời hạn"."""
    return ", ".join(say(f"shift.{change}") for change in shift.changes)


def target_words(target: Target | None, say: Messages) -> str:
    """-> "≥ 60% đến 2030", or nothing for what is not there."""
    return "" if target is None else " ".join(w for w in (figure_in_words(target, say), period(target, say)) if w)


def target_name(shift: TargetShift) -> str:
    """-> whom and what the target is about, in its newest words."""
    target = shift.new or shift.old
    return goal(target) if target is not None else ""


def reference_words(references: tuple[LegalReference, ...], say: Messages) -> str:
    """-> each way in which a version names the document, once."""
    ways = []
    for ref in references:
        parts = (("pinpoint.point", ref.point), ("pinpoint.clause", ref.clause), ("pinpoint.article", ref.article))
        pinpoint = ", ".join(say(key, label=label) for key, label in parts if label)
        words = (ref.number or ref.quote, day(ref.issued_on), pinpoint, say.word("role", ref.role))
        ways.append(" · ".join(w for w in words if w))
    return "; ".join(dict.fromkeys(ways))


def section_words(found: Versions, section: Section | None, *, new: bool) -> str:
    """-> the labels down to a section and its heading."""
    return "" if section is None else section_path(found.new if new else found.old, section)
