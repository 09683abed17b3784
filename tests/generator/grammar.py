"""Sentences out of templates: ``[a|b]`` chooses, ``{name}`` is filled in. A template is taken apart once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

Node = str | tuple[str, object]
_MARK = re.compile(r"[\[\]|{}]")


@cache
def parse(template: str) -> tuple[Node, ...]:
    """-> literal strings, ``("slot", name)`` and ``("choice", (nodes, …))``."""
    nodes, end = _sequence(template, 0, nested=False)
    if end != len(template):
        raise ValueError(f"unbalanced brackets: {template!r}")
    return nodes


def _sequence(text: str, at: int, *, nested: bool) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    while at < len(text):
        found = _MARK.search(text, at)
        if found is None or (not nested and found[0] in "]|}"):
            end = found.end() if found else len(text)
            nodes.append(text[at:end])
            at = end
            continue
        if found.start() > at:
            nodes.append(text[at : found.start()])
        at = found.end()
        if found[0] == "{":
            close = text.index("}", at)
            nodes.append(("slot", text[at:close]))
            at = close + 1
        elif found[0] == "[":
            ways = []
            while True:
                way, at = _sequence(text, at, nested=True)
                ways.append(way)
                if at >= len(text):
                    raise ValueError(f"unbalanced brackets: {text!r}")
                at += 1
                if text[at - 1] == "]":
                    break
            nodes.append(("choice", tuple(ways)))
        else:
            return tuple(nodes), found.start()
    return tuple(nodes), at


def write(template: str, chance: Random, fill: Callable[[str], str]) -> str:
    """-> one sentence; ``fill`` gives what stands for a slot's name and is asked in reading order."""
    return "".join(_written(parse(template), chance, fill))


def _written(nodes: tuple[Node, ...], chance: Random, fill: Callable[[str], str]) -> list[str]:
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node[0] == "slot":
            parts.append(fill(str(node[1])))
        else:
            ways = node[1]
            assert isinstance(ways, tuple)
            parts += _written(ways[int(chance.random() * len(ways))], chance, fill)
    return parts


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The first letter small, where it is not the beginning of an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
