"""The graph of citations as a picture: columns from commune to centre, curves bundled where they pass a column."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.lineage import LEVELS
from pipeline.knowledge.messages import Messages
from pipeline.notebook.drawing import GROUND, SOFT, bare_axes, headline, ink_on, new_figure, wrap
from pipeline.notebook.spreading import BROKEN, LEVEL_COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LINE, _GAP = 0.155, 0.14  # inches: a line of words, the space between two boxes
_WIDE, _BETWEEN = 2.0, 1.1  # inches: a box, the space between two columns
_LETTERS = 27
_GATE = "~"
_SOUND = "#8fb4d0"
_DASHES = {"wrong": (0, (5, 2)), "dead": (0, (1.2, 1.4)), "early": (0, (6, 2, 1.2, 2))}


def _routed(graph: Any) -> tuple[Any, list[tuple[str, list[str]]]]:
    """-> the graph with every curve cut into steps from one column to the next, and the columns in order.

    Where a citation passes over a column, all that go to the same document pass through one gate in it, so that no
    curve runs behind a box. The order within columns crosses few curves (barycentres, some sweeps).
    """
    import networkx as nx

    levels = [level for level in LEVELS if any(d["level"] == level for _, d in graph.nodes(data=True))]
    at = {n: levels.index(d["level"]) for n, d in graph.nodes(data=True)}
    made = nx.DiGraph()
    made.add_nodes_from(graph.nodes(data=True))
    for one, other, data in graph.edges(data=True):
        if data["known"] and at[one] == at[other]:
            continue  # what the registry knows of two central documents would only run along a column
        gates = [f"{_GATE}{column} {other}" for column in range(at[one] + 1, at[other])]
        for column, gate in enumerate(gates, at[one] + 1):
            made.add_node(gate, level=levels[column], label="", plans=0)
        stops = [one, *gates, other]
        for step in pairwise(stops):
            if not made.has_edge(*step):
                made.add_edge(*step, plans=0, broken={}, known=True)
            edge = made.edges[step]
            edge["plans"] += data["plans"]
            edge["known"] &= data["known"]
            for kind, many in data["broken"].items():
                edge["broken"][kind] = edge["broken"].get(kind, 0) + many
    columns: list[tuple[str, list[str]]] = [
        (level, sorted(n for n, d in made.nodes(data=True) if d["level"] == level)) for level in levels
    ]
    place = {n: (k + 0.5) / len(names) for _, names in columns for k, n in enumerate(names)}
    near = made.to_undirected(as_view=True)
    for sweep in range(16):
        for _, names in columns if sweep % 2 else reversed(columns):
            middle = {n: sum(place[m] for m in near[n]) / len(near[n]) if len(near[n]) else place[n] for n in names}
            names.sort(key=lambda n: (round(middle[n], 6), n))
            place |= {n: (k + 0.5) / len(names) for k, n in enumerate(names)}
    return made, columns


def draw(whole: Any, left_out: int, say: Messages) -> Figure:
    graph, columns = _routed(whole)
    labels = {n: _label(data, whole, n, say) for n, data in whole.nodes(data=True)}
    heights = {n: (labels[n].count("\n") + 1) * _LINE + 0.12 if n in labels else 0.08 for n in graph}
    tall = max(sum(heights[n] + _GAP for n in names) for _, names in columns)
    width = len(columns) * _WIDE + (len(columns) - 1) * _BETWEEN
    figure = new_figure(width + 0.4, tall + 1.6)
    headline(figure, say("notebook.lineage"), _note(left_out, say))
    axes = figure.subplots()
    bare_axes(axes)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlim(-0.1, width + 0.1)
    axes.set_ylim(tall + 0.1, -0.5)
    places: dict[str, tuple[float, float]] = {}
    for column, (level, names) in enumerate(columns):
        x = column * (_WIDE + _BETWEEN)
        title = wrap(say(f"level.{level}"), 26)
        axes.text(x + _WIDE / 2, -0.22, title, ha="center", va="center", color=SOFT, fontweight="bold")
        space = (tall - sum(heights[n] for n in names)) / len(names)
        y = space / 2
        for n in names:
            places[n] = (x, y + heights[n] / 2)
            y += heights[n] + space
    for one, other, data in sorted(graph.edges(data=True), key=lambda e: (bool(e[2]["broken"]), e[0], e[1])):
        _edge(axes, places[one], places[other], data)
    for n, (x, y) in places.items():
        if n in labels:
            _box(axes, x, y, heights[n], labels[n], graph.nodes[n])
            continue
        data = {"plans": 0, "broken": {}, "known": True}  # through the gate: what leaves it
        for _, _, edge in graph.out_edges(n, data=True):
            data = edge
        _strokes(axes, [(x, y), (x + _WIDE, y)], data)
    _legend(axes, whole, say)
    return figure


def _note(left_out: int, say: Messages) -> str:
    return " ".join(
        [say("notebook.lineage.note"), *([say("notebook.lineage.left_out", n=left_out)] if left_out else [])]
    )


def _label(data: dict[str, Any], graph: Any, node: str, say: Messages) -> str:
    lines = [wrap(data["label"], _LETTERS, 2)]
    cited = sum(edge["plans"] for _, _, edge in graph.in_edges(node, data=True))
    if data["plans"] and data["level"] != "xa":
        lines.append(say("notebook.lineage.plans", n=data["plans"]))
    if cited:
        lines.append(say("notebook.lineage.cited", n=cited))
    for kind in BROKEN:
        many = sum(edge["broken"].get(kind, 0) for _, _, edge in graph.in_edges(node, data=True))
        if many:
            lines.append(say("notebook.lineage.broken", n=many, kind=say(f"notebook.cited.{kind}")))
    return "\n".join(wrap(line, _LETTERS + 3) for line in lines)


def _edge(axes: Axes, one: tuple[float, float], other: tuple[float, float], data: dict[str, Any]) -> None:
    (x0, y0), (x1, y1) = one, other
    back = x1 <= x0
    start, end = x0 + _WIDE, x1 + _WIDE if back else x1
    bend = 0.7 if back else (end - start) / 2
    _strokes(axes, [(start, y0), (start + bend, y0), (end + bend if back else end - bend, y1), (end, y1)], data)


def _strokes(axes: Axes, points: list[tuple[float, float]], data: dict[str, Any]) -> None:
    """A curve (or a straight line of two points) for sound citations, one beside it for each kind of broken ones."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    codes = [Path.MOVETO] + ([Path.CURVE4] * 3 if len(points) == 4 else [Path.LINETO])
    strokes: list[tuple[str, Any, float]] = []
    sound = data["plans"] - sum(data["broken"].values())
    if data["known"]:
        strokes.append((SOFT, (0, (1, 2)), 0.8))
    elif sound > 0:
        strokes.append((_SOUND, "-", _thick(sound)))
    strokes += [(BROKEN[kind][0], _DASHES[kind], _thick(many) + 0.3) for kind, many in sorted(data["broken"].items())]
    beside = [0.0]
    for (_, _, before), (_, _, after) in pairwise(strokes):
        beside.append(beside[-1] + ((before + after) / 2 + 0.8) / 72)
    for (colour, stroke, wide), aside in zip(strokes, beside, strict=True):
        moved = [(x, y + aside - beside[-1] / 2) for x, y in points]
        axes.add_patch(
            PathPatch(
                Path(moved, codes), facecolor="none", edgecolor=colour, linewidth=wide, linestyle=stroke, zorder=2
            )
        )


def _thick(plans: int) -> float:
    return float(min(0.7 + 0.35 * plans**0.5, 3.5))


def _box(axes: Axes, x: float, y: float, height: float, label: str, data: dict[str, Any]) -> None:
    from matplotlib.patches import FancyBboxPatch

    colour = LEVEL_COLOURS[data["level"]] if data["level"] != "xa" else GROUND
    absent = data["level"] in ("huyen", "tinh") and not data["plans"]
    face = "white" if absent else colour
    axes.add_patch(
        FancyBboxPatch(
            (x + 0.05, y - height / 2), _WIDE - 0.1, height, boxstyle="round,pad=0,rounding_size=0.06", facecolor=face,
            edgecolor=colour if absent else SOFT, linewidth=1.4 if absent else 0.5,
            linestyle="--" if absent else "-", zorder=4,
        )
    )  # fmt: skip
    axes.text(
        x + _WIDE / 2,
        y,
        label,
        ha="center",
        va="center",
        fontsize=8,
        color=ink_on(face if face != "white" else "#ffffff"),
        zorder=5,
        linespacing=1.2,
    )


def _legend(axes: Axes, graph: Any, say: Messages) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [Line2D([], [], color=_SOUND, linewidth=2)]
    labels = [say("notebook.lineage.cites")]
    edges = [data for _, _, data in graph.edges(data=True)]
    for kind, stroke in _DASHES.items():
        if any(kind in edge["broken"] for edge in edges):
            handles.append(Line2D([], [], color=BROKEN[kind][0], linewidth=1.8, linestyle=stroke))
            labels.append(say(f"notebook.cited.{kind}"))
    if any(edge["known"] for edge in edges):
        handles.append(Line2D([], [], color=SOFT, linewidth=0.9, linestyle=":"))
        labels.append(say("notebook.lineage.known"))
    if any(d["level"] in ("huyen", "tinh") and not d["plans"] for _, d in graph.nodes(data=True)):
        handles.append(Patch(facecolor="white", edgecolor=LEVEL_COLOURS["tinh"], linestyle="--", linewidth=1.4))
        labels.append(say("notebook.lineage.absent"))
    axes.legend(handles, labels, loc="upper left", bbox_to_anchor=(0, 0), ncols=3, borderaxespad=0.3)
