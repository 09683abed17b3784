"""The population as a list: "cơ quan, tổ chức, cơ sở trợ giúp xã hội và đơn vị liên quan" are four."""

from __future__ import annotations

import re

from pipeline.extract.targets.subject import tidy
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold

_QUALIFYING = ("bị", "được", "có", "không", "là", "nhiễm", "mồ", "khuyết", "đang", "thuộc", "dưới", "từ", "trên")


def split_members(population: str, words: TargetWords) -> tuple[str, ...]:
    """The population as a list: heads distribute over what only qualifies them ("trẻ em mồ côi, bị bỏ rơi")."""
    pieces: list[str] = []
    for chunk in re.split(r"\s*[,;]\s*(?:và\s+)?", re.sub(r"\([^)]*\)|^(?:tổng số|số)\s", "", population)):
        pieces += _halves(chunk, bool(pieces) or "," in population, words) if chunk.strip() else []
    members: list[str] = []
    head = ""
    for piece in pieces:
        noun = _named(piece, words)
        head = piece[: noun.end()] if noun else head
        alone = noun is None and head and fold(piece).split()[0] in _QUALIFYING
        members.append(tidy(f"{head} {piece}" if alone else piece))
    return tuple(dict.fromkeys(m for m in members if m))


def _named(piece: str, words: TargetWords) -> re.Match[str] | None:
    return words.persons.match(fold(piece)) or words.bodies.match(fold(piece))


def _halves(chunk: str, listed: bool, words: TargetWords) -> list[str]:
    for joint in re.finditer(r"\s+(?:và|hoặc)\s+", chunk):
        left, right = chunk[: joint.start()], chunk[joint.end() :]
        if _named(right, words) and (listed or _named(left, words)):
            return [left, *_halves(right, True, words)]
    return [chunk]
