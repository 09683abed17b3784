"""A clerk's second pair of eyes: slips of spelling, doubled and missing words, stray signs, capitals."""

from pipeline.proof.find import proofread

__all__ = ["proofread"]
