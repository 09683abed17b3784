"""Two versions of a plan as one page, by the same rules as the review's page."""

from __future__ import annotations

from pipeline.compare.versions import Versions
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import messages
from pipeline.report.diff import wording as diff_wording
from pipeline.report.html import page


def diff_html(found: Versions, *, rules: Rules, lang: str = "vi") -> str:
    """-> a whole HTML document."""
    say = messages(rules, lang)
    return page("diff.html", say=say, found=found, wording=diff_wording, headline=diff_wording.headline(found, say))
