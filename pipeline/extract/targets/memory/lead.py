"""What a lead-in line lends to the items of its list: "Tỷ lệ hộ nghèo như sau:" / "+ Năm 2025: 4%"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.subject import Subject, read_phrase
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_AS_FOLLOWS = compiled(r"[\s,]*(?:(?:cụ thể|như sau|gồm|bao gồm|đạt|là|phấn đấu)[\s,]*)*:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Led:
    """A figure of which its clause says nothing, and the line that leads in its list, without its label."""

    lead: str
    words: TargetWords


LED = Stage[Led, Subject]("led")


@LED.rule("Tỷ lệ hộ nghèo như sau: / + Năm 2025: 4%", needed="decisions with targets by phases")
def of_the_lead(led: Led) -> Subject | None:
    """A lead-in line that names a share or a measure: its items are of that."""
    named = _AS_FOLLOWS.sub("", led.lead)
    measure = led.words.heads.match(fold(named))
    return read_phrase(named, "", led.words) if measure else None
