"""A segmented document goes in, every document that it cites comes out (``LegalReference``), in reading order.

Numbers, names of laws and short forms are found apart (``numbers``, ``laws``, ``short_forms``), what follows them is
read by ``after``, articles by ``pinpoints``, and ``roles`` says what each is cited for.
"""

from __future__ import annotations

from pipeline.extract.references.find import find_references

__all__ = ["find_references"]
