"""The parents that a draft is held against: one file a directive under ``rules/directives``.

``schema`` says what stands in a file, ``signatures`` who vouches for it, ``soundness`` what its figures must hold,
``known`` finds the one that is meant.
"""

from pipeline.knowledge.directives.known import (
    directives,
    find_directive,
    full_id,
    held_directive,
    of_number,
    read_directive,
    the_directive,
)
from pipeline.knowledge.directives.schema import DirectiveFile

__all__ = [
    "DirectiveFile",
    "directives",
    "find_directive",
    "full_id",
    "held_directive",
    "of_number",
    "read_directive",
    "the_directive",
]
