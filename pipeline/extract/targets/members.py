"""The population as a list: "cơ quan, tổ chức, cơ sở trợ giúp xã hội và đơn vị liên quan" are four."""

from __future__ import annotations

import re

from pipeline.extract.targets.subject import tidy
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold


def split_members(population: str, words: TargetWords) -> tuple[str, ...]:
    """The population as a list: heads distribute over what only qualifies them ("trẻ em mồ côi, bị bỏ rơi")."""
    phrase = population
    pieces: list[str] = []
    for chunk in re.split(r"\s*[,;]\s*(?:và\s+)?", re.sub(r"\([^)]*\)", "", phrase)):
        pieces += _halves(chunk, bool(pieces) or "," in phrase, words) if chunk.strip() else []
    members: list[str] = []
    head = ""
    for piece in pieces:
        folded = fold(piece)
        noun = words.persons.match(folded) or words.bodies.match(folded)
        if noun:
            head = piece[: noun.end()]
        elif head and re.match(
            r"(?:bị|được|có|không|là|nhiễm|mồ côi|khuyết tật|đang|thuộc|dưới|từ|trên)(?!\w)", folded
        ):
            piece = f"{head} {piece}"
        members.append(tidy(piece))
    return tuple(dict.fromkeys(m for m in members if m))


def _halves(chunk: str, listed: bool, words: TargetWords) -> list[str]:
    for joint in re.finditer(r"\s+(?:và|hoặc)\s+", chunk):
        left, right = fold(chunk[: joint.start()]), fold(chunk[joint.end() :])
        opens = words.persons.match(right) or words.bodies.match(right)
        if opens and (listed or words.persons.match(left) or words.bodies.match(left)):
            return [chunk[: joint.start()], *_halves(chunk[joint.end() :], True, words)]
    return [chunk]
