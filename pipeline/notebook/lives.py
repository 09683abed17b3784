"""Which documents were alive on the day that a plan cited them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.knowledge.registry import RegisteredDocument, registry
from pipeline.notebook.citations import citations
from pipeline.notebook.drawing import BLUE, FAINT, INK, bare_axes, headline, new_figure, style, wrap
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.plans import records
from pipeline.notebook.spreading import BROKEN, months, on_axis

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from pipeline.notebook.plans import AnyRules, Tables


def timeline(tables: Tables, *, rules: AnyRules | None = None, lang: str = "vi", most: int = 20) -> Figure:
    """-> the documents that plans cite, from the day they bind to the day they are replaced, and each plan's date.

    A plan that cites a document after its life or before it stands out. The life is the registry's; where that does
    not know it, the bar is open. ``most`` documents, those cited most.

    >>> timeline(pipeline.tables("extracted/"))  # doctest: +SKIP
    """
    import pandas as pd

    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    found = citations(tables, rules=in_use)
    found = found[
        found["cited_level"].isin(["tw", "bo"])
        | found["document"].map(lambda n: _document(n, found, in_use) is not None)
    ]
    cited = (
        found.drop_duplicates(["document", "doc_id"]).groupby("document").size().sort_values(ascending=False).head(most)
    )
    if cited.empty:
        raise NothingToShowError("", "fault.no_citation")
    issued = found.groupby("document")["issued_on"].min()
    names = sorted(cited.index, key=lambda n: (str(issued[n]), n))
    days = [d for d in (on_axis(row) for row in records(found)) if d is not None]
    begin, end = min(days).replace(month=1, day=1), max(days).replace(month=12, day=31)
    with style():
        figure = new_figure(11, 1.6 + 0.5 * len(names))
        headline(figure, say("notebook.timeline"), say("notebook.timeline.note"))
        axes: Any = figure.subplots()
        bare_axes(axes)
        shown = set()
        for y, name in enumerate(names):
            rows = found[found["document"] == name].drop_duplicates("doc_id")
            document = _document(name, found, in_use)
            start, stop = _life(document)
            told = None if issued[name] != issued[name] else issued[name].date()
            left = max(start or told or begin, begin)
            right = min(stop or end, end)
            if left < right:
                axes.barh(
                    y, pd.Timestamp(right) - pd.Timestamp(left), left=pd.Timestamp(left), height=0.55,
                    color="#dbe9f4" if start else "white", edgecolor=FAINT, hatch="" if start else "////", zorder=1,
                )  # fmt: skip
            if stop and begin < stop < end:
                axes.plot([pd.Timestamp(stop)] * 2, [y - 0.38, y + 0.38], color=INK, linewidth=1.8, zorder=2)
            for row in records(rows):
                day = on_axis(row)
                if day is None:
                    continue
                late = "dead" if stop and day >= stop else "early" if start and day < start else ""
                kind = late or (row["broken"] if row["broken"] != "wrong" else "")
                colour, marker = BROKEN.get(kind, (BLUE, "o"))
                shown.add(kind)
                axes.plot(
                    pd.Timestamp(day),
                    y,
                    marker,
                    color=colour,
                    markersize=7 if kind else 4,
                    alpha=1 if kind else 0.55,
                    markeredgecolor="white",
                    markeredgewidth=0.4,
                    zorder=3,
                )
        axes.set_yticks(range(len(names)), [_document_title(n, found) for n in names])
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_xlim(pd.Timestamp(begin), pd.Timestamp(end))
        months(axes)
        _timeline_legend(axes, shown, say)
        return figure


def _document(number: str, found: Any, rules: Rules) -> RegisteredDocument | None:
    rows = found[found["document"] == number]
    day = rows["issued_on"].min()
    return registry(rules).lookup(number, None if day != day else day.date(), issuer=rows["issuer"].iloc[0] or None)


def _life(document: RegisteredDocument | None) -> tuple[date | None, date | None]:
    if document is None:
        return None, None
    ends = [r.from_day for r in document.relations if r.kind == "replaced_by" and r.from_day] + [
        document.in_force_until
    ]
    return document.in_force_from or document.issued_on, min((d for d in ends if d), default=None)


def _document_title(number: str, found: Any) -> str:
    title = next((t for t in found.loc[found["document"] == number, "title"] if t), "")
    return f"{number}\n{wrap(title, 42, 1)}" if title else number


def _timeline_legend(axes: Any, shown: set[str], say: Messages) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Patch(facecolor="#dbe9f4", edgecolor=FAINT),
        Patch(facecolor="white", edgecolor=FAINT, hatch="////"),
    ]
    labels = [say("notebook.timeline.life"), say("notebook.timeline.unknown")]
    for kind in ("", *BROKEN):
        if kind in shown:
            colour, marker = BROKEN.get(kind, (BLUE, "o"))
            handles.append(Line2D([], [], linestyle="", marker=marker, color=colour, markersize=7 if kind else 5))
            labels.append(say(f"notebook.cited.{kind}" if kind else "notebook.cited"))
    axes.legend(handles, labels, loc="upper left", bbox_to_anchor=(0, -0.05), ncols=3, borderaxespad=0.5)
