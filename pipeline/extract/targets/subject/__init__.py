"""A ``Reading`` goes in, population, indicator and condition come out (``Subject``).

``by_shape`` chooses by where the figure stands, ``predicate`` parts those meant from what is to be true of them,
``deed`` reads what an office does, ``in_turn`` groups told in turn, ``share_or_measure`` a noun phrase alone, and
``wording`` tidies words.
"""

from __future__ import annotations

from pipeline.extract.targets.subject.by_shape import read_subject, topic_of
from pipeline.extract.targets.subject.in_turn import runs_of
from pipeline.extract.targets.subject.share_or_measure import read_phrase
from pipeline.extract.targets.subject.wording import Subject, tidy, without_periods

__all__ = ["Subject", "read_phrase", "read_subject", "runs_of", "tidy", "topic_of", "without_periods"]
