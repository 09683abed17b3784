"""Two versions of one plan go in; what was added, dropped, moved and changed comes out (``Versions``).

Sections, references and targets are paired by what they say and where they stand; wording is compared word by word.
"""

from __future__ import annotations

from pipeline.compare.versions.order import moved
from pipeline.compare.versions.plans import Versions, versions
from pipeline.compare.versions.references import ReferenceShift
from pipeline.compare.versions.sections import SectionShift
from pipeline.compare.versions.targets import TargetShift
from pipeline.compare.versions.wording import Wording, paragraph_shifts, word_changes

__all__ = [
    "ReferenceShift",
    "SectionShift",
    "TargetShift",
    "Versions",
    "Wording",
    "moved",
    "paragraph_shifts",
    "versions",
    "word_changes",
]
