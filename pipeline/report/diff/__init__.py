"""Two versions of a plan, compared, go in; text, JSON or a page of HTML comes out."""

from __future__ import annotations

from pipeline.report.diff.html import diff_html
from pipeline.report.diff.json import versions_to_dict
from pipeline.report.diff.text import diff_text

__all__ = ["diff_html", "diff_text", "versions_to_dict"]
