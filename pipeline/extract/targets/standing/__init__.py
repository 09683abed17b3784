"""A ``Reading`` and what surrounds it go in; is it a goal, a hope, a result, a threshold, funding? comes out.

``results`` tells what has been reached, ``limits`` what only draws a line or is paid, ``counts`` which counts bind.
"""

from __future__ import annotations

from pipeline.extract.targets.standing.case import Case
from pipeline.extract.targets.standing.counts import counts_as_goal
from pipeline.extract.targets.standing.goal import Calendar, Evidence, is_hoped
from pipeline.extract.targets.standing.limits import is_excluded
from pipeline.extract.targets.standing.results import tells_news

__all__ = ["Calendar", "Case", "Evidence", "counts_as_goal", "is_excluded", "is_hoped", "tells_news"]
