"""A ``Review`` goes in, one page of HTML that needs nothing else comes out: findings, charts and the marked plan."""

from __future__ import annotations

from pipeline.report.html.page import REPORT, TEMPLATES, Look, page
from pipeline.report.html.review import plan_html, review_html

__all__ = ["REPORT", "TEMPLATES", "Look", "page", "plan_html", "review_html"]
