"""A ``Reading`` goes in, population, indicator and condition come out (``Subject``).

``read`` chooses by where the figure stands, ``phrase`` reads a noun phrase alone, ``border`` parts those meant from
what is to be true of them, ``deed`` reads what an office does, ``in_turn`` groups told in turn, ``tags`` asks the
tagger, and ``wording`` tidies words.
"""

from __future__ import annotations

from pipeline.extract.targets.subject.border import split_predicate
from pipeline.extract.targets.subject.in_turn import runs_of
from pipeline.extract.targets.subject.phrase import read_phrase
from pipeline.extract.targets.subject.read import read_subject, topic_of
from pipeline.extract.targets.subject.wording import Subject, strip_lead, tidy, without_periods

__all__ = [
    "Subject",
    "read_phrase",
    "read_subject",
    "runs_of",
    "split_predicate",
    "strip_lead",
    "tidy",
    "topic_of",
    "without_periods",
]
