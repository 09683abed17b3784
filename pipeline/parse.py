"""Read -> segment -> extract: a file, bytes or a Document goes in, a Document with all that it says comes out.

The one place where the three are joined; Python, the command, ingest, the web page, the rules' examples, parents that
come as files and the spaCy pipeline all take a plan apart here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pipeline.knowledge.load import Rules
from pipeline.limits import Limits
from pipeline.model import Document
from pipeline.text.garbage import no_collection

Stages = Callable[[str], AbstractContextManager[None]]


def _unmarked(stage: str) -> AbstractContextManager[None]:
    return nullcontext()


def parse_file(path: str | Path, rules: Rules, limits: Limits | None = None) -> Document:
    """-> the document of one file. Raises ReadError and RulesError."""
    from pipeline.read import read_file

    return parse(read_file(path, limits), rules)


def parse_bytes(
    data: bytes, source: str, rules: Rules, limits: Limits | None = None, within: Stages = _unmarked
) -> Document:
    """-> the document of a file that is in memory; ``source`` names it. Raises ReadError and RulesError.

    ``within("read")``, ``within("segment")`` and ``within("extract")`` surround the stages, to time or to tell them.
    """
    from pipeline.read import read_bytes

    with within("read"):
        document = read_bytes(data, source, limits)
    return parse(document, rules, within)


def parse(document: Document, rules: Rules, within: Stages = _unmarked) -> Document:
    """-> ``document``, as ``pipeline.read`` the room gives it, with outline, frame and every record."""
    from pipeline.extract import extract
    from pipeline.segment import segment

    with no_collection():
        with within("segment"):
            document = segment(document, rules)
        with within("extract"):
            return extract(document, rules)
