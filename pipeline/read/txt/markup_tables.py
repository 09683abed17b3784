"""Tables that Markdown holds as HTML, for it has no merged cells of its own."""

from __future__ import annotations

from dataclasses import replace

from pipeline.limits import Limits
from pipeline.read.paragraph import Paragraph

_LONGEST = 5000  # lines


def markup_table(rows: list[str], at: int, tables: int) -> tuple[int, list[Paragraph]]:
    """-> the index after the ``<table>`` that the line opens and its paragraphs, the first table being ``tables``;
    or ``at`` and nothing."""
    if not rows[at].lstrip().lower().startswith("<table"):
        return at, []
    near = range(at, min(len(rows), at + _LONGEST))
    last = next((n for n in near if "</table>" in rows[n].lower()), None)
    if last is None:
        return at, []
    from pipeline.read.html import read_html

    markup = "\n".join(rows[at : last + 1])
    inside, _ = read_html(f"<meta charset='utf-8'>{markup}".encode(), "", Limits())
    return last + 1, [replace(p, table=p.table + tables if p.table is not None else None) for p in inside]
