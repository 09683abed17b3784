"""For analysts: pictures and tables out of what a run wrote; each works in a notebook and in a plain script.

    import pipeline
    from pipeline import notebook as nb

    tables = pipeline.tables(nb.demo())  # or pipeline.tables("extracted/"), or of a folder of plans
    nb.heatmap(tables).savefig("heatmap.pdf")
    nb.behind(tables)[["commune", "said", "asked", "quote"]]

What is beyond the program's own needs (matplotlib, networkx, itables) comes with ``pip install 'doichieu[notebooks]'``
and is asked for only when it is used. Words of figures and tables are Vietnamese, with ``lang="en"`` English.
"""

from __future__ import annotations

from pipeline.notebook.changes import changes
from pipeline.notebook.citations import broken_citations, citations
from pipeline.notebook.copies import copied
from pipeline.notebook.demo import demo, truth
from pipeline.notebook.faults import MissingExtraError, NoDemoError, NothingToShowError
from pipeline.notebook.figures import distribution, milestones
from pipeline.notebook.graph import citation_graph, lineage
from pipeline.notebook.grid import browse, start
from pipeline.notebook.heat import heatmap
from pipeline.notebook.lives import timeline
from pipeline.notebook.money import money, spending
from pipeline.notebook.overview import programmes, registry_states, slips
from pipeline.notebook.short import behind, dropped
from pipeline.notebook.spreading import spread
from pipeline.notebook.words import Shown, quote, show

__all__ = [
    "MissingExtraError",
    "NoDemoError",
    "NothingToShowError",
    "Shown",
    "behind",
    "broken_citations",
    "browse",
    "changes",
    "citation_graph",
    "citations",
    "copied",
    "demo",
    "distribution",
    "dropped",
    "heatmap",
    "lineage",
    "milestones",
    "money",
    "programmes",
    "quote",
    "registry_states",
    "show",
    "slips",
    "spending",
    "spread",
    "start",
    "timeline",
    "truth",
]
