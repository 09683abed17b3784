"""The graph of who cites whom, from ward to Prime Minister."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.knowledge.messages import Messages, messages
from pipeline.knowledge.registry import registry
from pipeline.notebook.citations import citations
from pipeline.notebook.drawing import (
    style,
)
from pipeline.notebook.extras import extra
from pipeline.notebook.graph_drawing import draw
from pipeline.notebook.plans import records
from pipeline.text.fold import fold

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from pipeline.knowledge.load import Rules
    from pipeline.notebook.plans import AnyRules, Tables

_NAMED = 30  # so many bodies of a level stand for themselves; more are gathered under their parent
_ROLES = ("can_cu", "thuc_hien")


def lineage(
    tables: Tables, *, most: int = 7, all_roles: bool = False, rules: AnyRules | None = None, lang: str = "vi"
) -> Figure:
    """-> who stands on whose documents: bodies and documents by level, a curve a citation, thicker where more cite.

    Bodies below the centre stand for all that they issue, central documents for themselves: the ``most`` that most
    plans cite, and all that are cited wrongly. Citations among the grounds and of what is carried out are drawn; with
    ``all_roles`` mere mentions too. Thin grey curves are what the registry knows that no plan at hand says; broken
    citations have the colour and stroke of their kind.

    >>> lineage(pipeline.tables("extracted/")).savefig("lineage.pdf")  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    graph = citation_graph(tables, all_roles=all_roles, rules=in_use)
    left_out = _least_cited(graph, most)
    graph.remove_nodes_from(left_out)
    with style():
        return draw(_gathered(graph, say), len(left_out), say)


def _least_cited(graph: Any, most: int) -> list[str]:
    """-> the central documents that are not drawn: those cited least, none of them wrongly."""
    central = [n for n, d in graph.nodes(data=True) if d["level"] in ("tw", "bo")]
    cited = {n: sum(edge["plans"] for _, _, edge in graph.in_edges(n, data=True)) for n in central}
    broken = {n for n in central if any(edge["broken"] for _, _, edge in graph.in_edges(n, data=True))}
    ranked = sorted(central, key=lambda n: (n not in broken, -cited[n], n))
    return ranked[max(most, len(broken)) :]


def citation_graph(tables: Tables, *, all_roles: bool = False, rules: AnyRules | None = None) -> Any:
    """-> the same as a networkx DiGraph. Nodes have ``level``, ``label``, ``plans`` (at hand); edges ``plans`` (that
    cite) and ``broken`` (kind -> plans), or ``known`` where only the registry says so.
    """
    from pipeline.api import rules_in_use

    with extra():
        import networkx as nx

    in_use = rules_in_use(rules)
    found = citations(tables, rules=in_use)
    if not all_roles:
        found = found[found["role"].isin(_ROLES) | (found["broken"] != "")]
    graph = nx.DiGraph()
    bodies = {fold(name): name for name in found["commune"]}
    for name, group in found.groupby("commune"):
        graph.add_node(name, level=group["level"].iloc[0] or "xa", label=name, plans=group["doc_id"].nunique())
    for row in records(found):
        level = row["cited_level"]
        if level in ("tw", "bo"):
            node, label = row["document"], row["document"]
        elif row["issuer"]:
            name = _area(row["issuer"], in_use)
            node = label = bodies.setdefault(fold(name), name)
        else:
            continue
        if node == row["commune"]:
            continue
        if node not in graph:
            graph.add_node(node, level=level or "tinh", label=label, plans=0)
        if not graph.has_edge(row["commune"], node):
            graph.add_edge(row["commune"], node, cites=set(), faults={}, known=False)
        edge = graph.edges[row["commune"], node]
        edge["cites"].add(row["doc_id"])
        if row["broken"]:
            edge["faults"].setdefault(row["broken"], set()).add(row["doc_id"])
    for _, _, edge in graph.edges(data=True):
        edge["plans"] = len(edge.pop("cites"))
        edge["broken"] = {kind: len(plans) for kind, plans in edge.pop("faults").items()}
    _from_registry(graph, found, in_use)
    return graph


def _area(issuer: str, rules: Rules) -> str:
    from pipeline.knowledge.lineage import lineage as levels_of

    return levels_of(rules).area(issuer)


def _from_registry(graph: Any, found: Any, rules: Rules) -> None:
    """Which of the documents cited carry out which, as far as the registry knows and no plan says."""
    known = registry(rules)
    for row in records(found.drop_duplicates("document")):
        day = None if row["issued_on"] != row["issued_on"] else row["issued_on"].date()
        document = known.lookup(row["document"], day, issuer=row["issuer"] or None)
        child = row["document"] if row["cited_level"] in ("tw", "bo") else _area(row["issuer"] or "", rules)
        for relation in document.parents if document else ():
            parent = known.of(relation)
            if parent and parent.number in graph and child in graph and not graph.has_edge(child, parent.number):
                graph.add_edge(child, parent.number, plans=0, broken={}, known=True)


def _gathered(graph: Any, say: Messages) -> Any:
    """-> the graph with the bodies of a crowded level gathered by the bodies right above them that they cite."""
    import networkx as nx

    for level in ("xa", "huyen"):
        crowd = [n for n, data in graph.nodes(data=True) if data["level"] == level]
        if len(crowd) <= _NAMED:
            continue
        parent = {
            n: tuple(sorted(m for m in graph.successors(n) if graph.nodes[m]["level"] in ("huyen", "tinh")))[:1]
            for n in crowd
        }
        named = {n: f"{level}:{parent[n][0] if parent[n] else ''}" for n in crowd}
        made = nx.DiGraph()
        for n, data in graph.nodes(data=True):
            if n not in named:
                made.add_node(n, **data)
            elif named[n] not in made:
                group = [m for m in crowd if named[m] == named[n]]
                label = say("notebook.lineage.group", n=len(group), level=say(f"level.{level}"))
                made.add_node(named[n], level=level, label=label, plans=sum(graph.nodes[m]["plans"] for m in group))
        for one, other, data in graph.edges(data=True):
            ends = named.get(one, one), named.get(other, other)
            if ends[0] == ends[1]:
                continue
            if not made.has_edge(*ends):
                made.add_edge(*ends, plans=0, broken={}, known=True)
            edge = made.edges[ends]
            edge["plans"] += data["plans"]
            edge["known"] &= data["known"]
            edge["broken"] = {
                k: edge["broken"].get(k, 0) + data["broken"].get(k, 0) for k in {*edge["broken"], *data["broken"]}
            }
        graph = made
    return graph
