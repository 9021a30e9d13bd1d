"""The graph of all pages: resolve the declared relations, and say what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from .faults import Fault, suggestion, with_article
from .fields import make_node
from .guard import one_by_one
from .ids import id_of
from .model import RELATIONS, Edge, Node, Relation
from .page_file import Source
from .page_order import is_index


@dataclass
class Graph:
    """All nodes, by id and by path relative to ``docs/``; ``disputed`` are the ids that two pages claim, which is told."""

    nodes: dict[str, Node] = field(default_factory=dict)
    by_path: dict[str, Node] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)

    def edges(self) -> Iterable[Edge]:
        """Yield every resolved edge once, in the order of pages and declarations."""
        for node in self.nodes.values():
            yield from node.outgoing


def build_graph(sources: Iterable[Source]) -> tuple[Graph, list[Fault]]:
    """Make the graph of all pages; edges with a fault are reported and left out."""
    graph = Graph()
    faults: list[Fault] = []
    origin: dict[str, Source] = {}

    def file_of(node: Node) -> str:
        return origin[node.id].path

    for source in one_by_one(sources, lambda source: source.path):
        node, found = make_node(source)
        faults += source.faults + found
        graph.by_path[node.path] = node
        if other := graph.nodes.get(node.id):
            # An index cannot be renamed.
            owner, second = (source, origin[node.id]) if is_index(node) else (origin[node.id], source)
            message = (
                f"the id '{node.id}' belongs to {owner.path} already; an id is the file's name, so rename this file"
            )
            faults.append(Fault(second.path, 1, message))
            graph.disputed.add(node.id)
            _aside(node if second is source else other)
            if second is not source:
                graph.nodes[other.id], origin[other.id] = other, second
        graph.nodes[node.id], origin[node.id] = node, source
    for node in one_by_one(graph.nodes.values(), file_of):
        faults += _resolve(graph, node, origin)
    faults += _check_moves(graph, origin)
    for node in one_by_one(graph.nodes.values(), file_of):
        faults += _check_paths(graph, node, origin[node.id])
        faults += _check_complete(graph, node, origin[node.id])
    return graph, faults


def _aside(node: Node) -> None:
    """Give a node whose id is another's one that no file's name can be, so that its page is checked too."""
    node.id = node.path.removesuffix(".md").replace("/", "--")
    node.outgoing = [replace(edge, source=node.id) for edge in node.outgoing]


def _resolve(graph: Graph, node: Node, origin: Mapping[str, Source]) -> list[Fault]:
    """Keep the node's edges that lead somewhere, and register them with their targets."""
    faults = []
    good: list[Edge] = []
    for edge in node.outgoing:
        message = _edge_fault(graph, edge) or _twice(edge, good, graph, origin)
        if message:
            faults.append(Fault(origin[node.id].path, edge.line, message))
            continue
        good.append(edge)
        graph.nodes[edge.target].incoming.append(edge)
    node.outgoing = good
    return faults


def _edge_fault(graph: Graph, edge: Edge) -> str:
    relation = edge.relation
    target = graph.nodes.get(edge.target)
    if target is None:
        known = (n.id for n in graph.nodes.values() if n.kind.name in relation.targets)
        wrong = _no_page(graph, edge.target, known, "; use the name of a file without .md")
        return f"{relation.name} names '{edge.target}', which {wrong}"
    if edge.target == edge.source:
        return f"{relation.name} names this page itself; remove it"
    if target.kind.name not in relation.targets and edge.target not in graph.disputed:
        wanted = " or ".join(sorted(relation.targets))
        return f"{relation.name} names '{edge.target}', which is {with_article(target.kind.name)}; it must name {with_article(wanted)}"
    return ""


def _no_page(graph: Graph, name: str, known: Iterable[str], remedy: str = "") -> str:
    """Say what a name is that is no page's id, and what to write in its place."""
    for node in graph.nodes.values():
        if name in (id_of(f"{old}.md") for old in node.moved_from):
            return f"has moved; write '{node.id}'"
    if near := suggestion(PurePosixPath(name).stem, known):
        return f"is no page{near}"
    for node in graph.nodes.values():
        if name.startswith((f"{node.id} ", f"{node.id}:")):
            return f"is no page; write '{node.id}: …', with a colon and a blank before the reason"
    return f"is no page{remedy}"


def _twice(edge: Edge, earlier: list[Edge], graph: Graph, origin: Mapping[str, Source]) -> str:
    if any(other.relation is edge.relation and other.target == edge.target for other in earlier):
        return f"{edge.relation.name} names '{edge.target}' twice; remove one"
    if edge.relation.is_symmetric:
        for other in graph.nodes[edge.source].incoming:
            if other.relation is edge.relation and other.source == edge.target:
                where = f"{origin[edge.target].path}:{other.line}"
                return f"{edge.relation.name} names '{edge.target}', whose page declares it already ({where}); remove one of the two"
    return ""


def _check_moves(graph: Graph, origin: Mapping[str, Source]) -> list[Fault]:
    """Report old addresses at which a page stands, or that two pages claim, and keep none of them."""
    faults: list[Fault] = []
    taken = {path.removesuffix(".md").removesuffix("/index"): path for path in graph.by_path}
    for node in graph.nodes.values():
        free: list[str] = []
        for index, old in enumerate(node.moved_from):
            if owner := taken.get(old):
                message = f"'moved_from' names '{old}', which is docs/{owner}'s; remove it on one of the two"
                faults.append(Fault(origin[node.id].path, origin[node.id].line_of("moved_from", index), message))
                continue
            taken[old] = node.path
            free.append(old)
        node.moved_from = tuple(free)
    return faults


def _check_paths(graph: Graph, node: Node, source: Source) -> list[Fault]:
    """Report reading paths that name a page that does not exist."""
    faults = []
    for index, path in enumerate(node.trails):
        for page in path["pages"]:
            if page not in graph.nodes:
                wrong = _no_page(graph, page, graph.nodes)
                faults.append(source.fault("paths", f"the path '{path['id']}' names '{page}', which {wrong}", index))
    return faults


def _check_complete(graph: Graph, node: Node, source: Source) -> list[Fault]:
    """Report relations that a page must have and lacks."""
    if not source.meta:
        return []
    faults = [
        source.fault(relation.name, message)
        for relation in RELATIONS
        if relation.is_required
        and node.kind.name in relation.sources
        and (message := _missing(graph, node, relation, source))
    ]
    is_asked = "answers" in node.kind.fields and any(one.answers for one in graph.nodes.values())
    if is_asked and "answers" not in source.lines:
        message = f"'answers' is missing; add the group, with a line for each question, as the other {node.kind.name}s have it"
        faults.append(Fault(source.path, 1, message))
    evidence = [relation.name for relation in RELATIONS if relation.is_evidence and node.kind.name in relation.sources]
    if evidence and not any(name in source.meta and source.meta[name] != [] for name in evidence):
        named = f"{', '.join(evidence[:-1])} or {evidence[-1]}"
        faults.append(Fault(source.path, 1, f"this {node.kind.name} bears on no page; name at least one in {named}"))
    if node.kind.must_be_linked and not node.incoming and not any(edge.relation.is_symmetric for edge in node.outgoing):
        leading = [one for one in RELATIONS if node.kind.name in one.targets and not one.is_evidence]
        ways = [f"{with_article(one.sources[0])}'s {one.name}" for one in leading if not one.is_symmetric]
        own = "".join(f", or write {one.name} here" for one in leading if one.is_symmetric)
        message = f"no page leads to this {node.kind.name}; name '{node.id}' in {' or '.join(ways)}{own}"
        faults.append(Fault(source.path, 1, message))
    return faults


def _missing(graph: Graph, node: Node, relation: Relation, source: Source) -> str:
    """Say what the node lacks of a required relation, or nothing."""
    targets = [edge.target for edge in node.outgoing if edge.relation is relation]
    if not targets and (source.meta.get(relation.name) or source.is_unread(relation.name)):
        return ""  # what it names is at fault, and that has been said
    if not targets:
        wanted = " or ".join(sorted(relation.targets))
        return f"this {node.kind.name} has no {relation.name}; name at least one {wanted}"
    if relation.must_include and not any(graph.nodes[t].kind.name == relation.must_include for t in targets):
        there = ", ".join(sorted(n.id for n in graph.nodes.values() if n.kind.name == relation.must_include))
        return f"{relation.name} names no {relation.must_include}; add at least one{there and f' of {there}'}"
    return ""
