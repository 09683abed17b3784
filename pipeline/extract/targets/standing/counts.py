"""Counts of people, bodies and things: which of them bind somebody to reach them."""

from __future__ import annotations

import re

from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.standing.goal import Evidence, is_goal, is_hoped
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Target

_GENITIVE = re.compile(r"(?<!\w)(?:của|tại|trong|trên|ở|gồm|thuộc|từ|giữa|theo|về|trên địa bàn)\s*$")


def counts_as_goal(evidence: Evidence, reading: Reading, words: TargetWords, prior: Target | None) -> bool:
    """Counts describe far more often than they bind, so they need the words of a goal and a place for it."""
    cues, goal = reading.cues, is_goal(evidence, reading, words)
    bound = bool(cues.comparators) or reading.figure.symbol is not None
    led = len(evidence.before) - (reading.figure.start - cues.start)
    made = words.made.search(evidence.before[: max(led, 0)]) is not None
    if reading.figure.value == 0:
        return goal or not evidence.place.outlined
    if (
        reading.shared is not None
        and not bound
        and not (cues.has("period") or (prior is not None and prior.unit != reading.figure.unit))
    ):
        return False
    if _GENITIVE.search(evidence.before[: max(led, 0)]) and not bound:
        return False
    if evidence.place.kind == "muc_tieu":
        told = reading.shape == "object" or cues.has(
            "link", "goal", "hope", "rise", "fall", "level", "colon", "pace", "period"
        )
        closes = evidence.behind.lstrip()[:1] in ("", ",", ".") or evidence.before.endswith(", ")
        listed = prior is not None and prior.unit != "%" and closes
        opens = reading.shape == "first" and not evidence.before.strip() and len(evidence.behind.split()) >= 4
        return bound or made or told or listed or opens
    if not evidence.place.outlined:
        return bound or goal or (made and cues.has("about")) or cues.has("link", "rise", "fall", "colon")
    hoped = is_hoped(evidence, reading, words)
    return (hoped and (made or cues.has("link", "hope"))) or (bound and goal)
