"""How a wording spread: who says that he has it from whom, and what wording and time alone suggest.

An arrow that a credit states is a fact about what the outlet wrote. All others are inferred, are drawn so, and carry an
arrow only where both dates are known and differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from provenance.model import CreditStatus
from provenance.report.family import FamilyPage
from provenance.report.members import Member

EdgeKind = Literal["stated", "inferred", "similar"]
MAX_CREDITED = 5
"""Sources of one outlet that are drawn: an article that names more is a survey of the press."""
_KINDS: tuple[EdgeKind, ...] = ("stated", "inferred", "similar")


@dataclass(frozen=True, slots=True)
class Node:
    """An outlet of the family, or one that is only credited (status None). ``layer`` counts from 0 in reading direction."""

    key: str
    name: str | None
    status: CreditStatus | None
    layer: int
    member: Member | None


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to another: stated by a credit, inferred from wording and time, or similar with unknown order.

    ``wording`` is the credit's; ``similarity`` (0 to 1) is of the overlap that suggests an inferred edge.
    """

    start: str
    end: str
    kind: EdgeKind
    wording: str | None
    similarity: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Nodes by layer, edges, and how many outlets were left out of the drawing."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def spread(page: FamilyPage, max_outlets: int) -> Spread:
    """The graph of a family with at most `max_outlets` of its outlets, the earliest first."""
    firsts: dict[str, Member] = {}
    for member in page.members:
        firsts.setdefault(member.key, member)
    drawn = dict(list(firsts.items())[:max_outlets])
    edges = _stated(page.members, drawn)
    edges += _inferred(page, drawn, {e.end for e in edges})
    credited_only = [e.start for e in edges if e.start not in drawn]
    keys = [*dict.fromkeys(credited_only), *drawn]
    layers = _layers(keys, edges)
    nodes = [Node(k, drawn[k].outlet if k in drawn else k, drawn[k].credit_status if k in drawn else None, layers[k], drawn.get(k)) for k in keys]
    incoming = {e.end: (_KINDS.index(e.kind), keys.index(e.start)) for e in reversed(edges)}
    nodes.sort(key=lambda n: (n.layer, incoming.get(n.key, (-1, 0))))
    return Spread(tuple(nodes), tuple(edges), len(firsts) - len(drawn))


def _stated(members: Sequence[Member], drawn: dict[str, Member]) -> list[Edge]:
    """An edge for each credit to somebody else, once for each pair, at most MAX_CREDITED for each outlet."""
    edges: dict[str, dict[str, Edge]] = {key: {} for key in drawn}
    for member in members:
        for credit in member.credits if member.key in drawn else ():
            source, known = credit.source, edges[member.key]
            if source and not credit.is_self and credit.kind != "photo" and source != member.key and len(known) < MAX_CREDITED:
                known.setdefault(source, Edge(source, member.key, "stated", credit.text, None))
    return [edge for found in edges.values() for edge in found.values()]


def _inferred(page: FamilyPage, drawn: dict[str, Member], explained: set[str]) -> list[Edge]:
    """For each outlet that states nothing: the most similar earlier wording; where the order is unknown, the most similar one."""
    by_occurrence = {m.occurrence: m for m in page.members}
    found: dict[str, tuple[float, Edge]] = {}
    for overlap in page.overlaps:
        a, b = by_occurrence.get(overlap.a), by_occurrence.get(overlap.b)
        if a is None or b is None or a.key == b.key or a.key not in drawn or b.key not in drawn:
            continue
        for earlier, later in ((a, b), (b, a)):
            order = _order(earlier, later)
            if later.key in explained or later.credit_status != "uncredited" or order is None:
                continue
            edge = Edge(earlier.key, later.key, order, None, overlap.similarity)
            worth = overlap.similarity + (order == "inferred")
            if later.key not in found or worth > found[later.key][0]:
                found[later.key] = (worth, edge)
    edges = [edge for _, edge in found.values()]
    mutual = {(e.end, e.start) for e in edges if e.kind == "similar"}
    return [e for e in edges if e.kind == "inferred" or (e.start, e.end) not in mutual or e.start < e.end]


def _order(earlier: Member, later: Member) -> EdgeKind | None:
    """Whether one is surely earlier ("inferred"), nobody knows ("similar"), or it is surely later (None)."""
    a, b = earlier.moment, later.moment
    if a is None or b is None or not (a.stated and b.stated):
        return "similar"
    if a.end <= b.start:
        return "inferred"
    return None if b.end <= a.start else "similar"


def _layers(keys: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The layer of each node: one behind the last of those it has the wording from; partners of unknown order share one.

    Credits may run in a circle; every edge is followed at most once for each node, so this ends.
    """
    layers = dict.fromkeys(keys, 0)
    for _ in range(len(keys)):
        changed = False
        for edge in edges:
            wanted = layers[edge.start] + (edge.kind != "similar")
            if layers[edge.end] < wanted < len(keys):
                layers[edge.end] = wanted
                changed = True
        if not changed:
            break
    used = {layer: i for i, layer in enumerate(sorted(set(layers.values())))}
    return {key: used[layer] for key, layer in layers.items()}
