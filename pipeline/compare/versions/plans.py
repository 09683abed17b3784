"""Two versions of a plan held against each other by meaning first: sections, targets, references; then by wording."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.versions.references import ReferenceShift, reference_shifts
from pipeline.compare.versions.sections import SectionShift, section_shifts
from pipeline.compare.versions.targets import TargetShift, target_shifts
from pipeline.compare.versions.wording import ParagraphShift, paragraph_shifts
from pipeline.knowledge import Rules
from pipeline.model import Document


@dataclass(frozen=True, slots=True)
class Versions:
    """Everything of both versions, paired; what has not changed has no ``changes``. Equal paragraphs are left out."""

    old: Document
    new: Document
    sections: tuple[SectionShift, ...]
    targets: tuple[TargetShift, ...]
    references: tuple[ReferenceShift, ...]
    paragraphs: tuple[ParagraphShift, ...]


def versions(old: Document, new: Document, rules: Rules) -> Versions:
    """-> the two documents paired, part by part."""
    sections = section_shifts(old, new)
    counterparts = {s.old.section_id: s.new.section_id for s in sections if s.old is not None and s.new is not None}
    return Versions(
        old,
        new,
        sections,
        target_shifts(old, new, counterparts, rules),
        reference_shifts(old, new),
        paragraph_shifts(old.text, new.text),
    )
