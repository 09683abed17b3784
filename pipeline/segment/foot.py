"""How far the list of recipients and the signature block reach, and what they say."""

from __future__ import annotations

import re

from pipeline.knowledge.sections import SectionWords
from pipeline.segment.frame import is_enclosed_note, is_person, is_recipients, is_signature, kind_word
from pipeline.segment.lines import Line
from pipeline.text.patterns import compiled

_SIGNED = compiled(r"\(?\s*(?:da ky|ky ten|ky, ghi ro|ky so|chu ky)", re.IGNORECASE)


def recipients_end(lines: list[Line], at: int, words: SectionWords) -> int:
    """-> the line after the last recipient. Entries are "- …" lines, their continuations, and short ";" lines."""
    end = at + 1
    while end < len(lines):
        line = lines[end]
        text = line.text.strip()
        if is_signature(line, words) or line.cells or is_enclosed_note(line) or kind_word(line, words):
            break
        entry = line.label is not None and line.label.style == "bullet"
        goes_on = (
            line.label is None and not line.capitals and (text[0].islower() or text[-1] in ";," or text[0] in "(+")
        )
        if not entry and not goes_on and not line.opening.startswith(("luu", "nhu ")):
            break
        end += 1
    return end


def signature_end(lines: list[Line], at: int, words: SectionWords) -> int:
    """-> the line after the last of the block: authority, office, "(đã ký)", name."""
    end = at
    named = False
    while end < len(lines) and end - at < 12:
        line = lines[end]
        if (is_signature(line, words) and not named) or (_SIGNED.match(line.opening) and len(line.text) < 60):
            end += 1
        elif not named and is_person(line) and end > at:
            named, end = True, end + 1
        elif named and is_signature(line, words) and not words.authority.match(line.opening):
            end += 1  # an office under the name, as a stamp prints it
        elif not named and line.capitals and not line.cells and line.label is None and end > at and len(line.text) < 60:
            if kind_word(line, words) or is_recipients(line, words):
                break
            end += 1  # the second line of a long body's name
        else:
            break
    return max(end, at + 1)
