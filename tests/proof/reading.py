"""What the proofreader says of a sentence that stands in a small plan."""

from __future__ import annotations

from pipeline.knowledge import load_rules
from pipeline.model import Document, Slip
from pipeline.parse import parse_bytes
from pipeline.proof import proofread

RULES = load_rules()


def plan(sentence: str) -> Document:
    text = f"KẾ HOẠCH\nNăm 2026\nI. MỤC TIÊU\n1. {sentence}\n"
    return parse_bytes(text.encode(), "a.txt", RULES)


def slips(sentence: str, *, own_words: tuple[str, ...] = ()) -> tuple[Slip, ...]:
    document = plan(sentence)
    found = proofread(document, RULES, own_words)
    assert all(document.text[slip.start : slip.end] == slip.quote for slip in found)
    return found


def told(sentence: str, *, own_words: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """-> kind, words and reading of each slip."""
    return [(slip.kind, slip.quote, slip.reading) for slip in slips(sentence, own_words=own_words)]
