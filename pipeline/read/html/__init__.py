"""The bytes of a web page or a web archive go in, its paragraphs and properties come out in reading order."""

from __future__ import annotations

from pipeline.read.html.reader import html_of_archive, read_html

__all__ = ["html_of_archive", "read_html"]
