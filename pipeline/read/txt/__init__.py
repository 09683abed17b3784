"""A decoded text goes in (typed, converted or Markdown), its paragraphs, running lines and properties come out."""

from __future__ import annotations

from pipeline.read.txt.reader import plain_paragraphs

__all__ = ["plain_paragraphs"]
