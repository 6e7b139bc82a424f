"""Join overlaps to families: all occurrences of one passage.

What is joined are stretches of text, never articles: two overlaps meet in an article only where their stretches are by and
large the same. So a story that quotes one sentence of another does not draw in all the rest of it, and a chain of articles
that share different passages stays a chain of families.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from provenance.model import content_id
from provenance.settings import ReuseSettings

A = TypeVar("A", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[A]):
    """A stretch of the article `article`."""

    article: A
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group(Generic[A]):
    """A family: its occurrences, one for each place, and the numbers of the overlaps that join them."""

    occurrences: tuple[Stretch[A], ...]
    overlaps: tuple[int, ...]


def group(overlaps: Sequence[tuple[Stretch[A], Stretch[A]]], settings: ReuseSettings) -> list[Group[A]]:
    """The families that overlaps make; the order of the overlaps makes no difference but to the order of the families."""
    places = _places([side for pair in overlaps for side in pair], settings.same_place_share)
    parent: dict[Stretch[A], Stretch[A]] = {place: place for place in places.values()}
    for a, b in overlaps:
        left, right = _root(parent, places[a]), _root(parent, places[b])
        if left != right:
            parent[left] = right
    members: dict[Stretch[A], list[Stretch[A]]] = {}
    for place in parent:
        members.setdefault(_root(parent, place), []).append(place)
    joined: dict[Stretch[A], list[int]] = {}
    for number, (a, _) in enumerate(overlaps):
        joined.setdefault(_root(parent, places[a]), []).append(number)
    return [Group(tuple(members[root]), tuple(numbers)) for root, numbers in joined.items()]


def _root(parent: dict[Stretch[A], Stretch[A]], place: Stretch[A]) -> Stretch[A]:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def _places(stretches: Sequence[Stretch[A]], least_share: float) -> dict[Stretch[A], Stretch[A]]:
    """For each stretch the place that it belongs to: the longest stretch that is by and large the same."""
    by_article: dict[A, set[Stretch[A]]] = {}
    for s in stretches:
        by_article.setdefault(s.article, set()).add(s)
    places: dict[Stretch[A], Stretch[A]] = {}
    for several in by_article.values():
        kept: list[Stretch[A]] = []
        for s in sorted(several, key=lambda s: (s.start - s.end, s.start)):
            same = [k for k in kept if same_share(s, k) >= least_share]
            if not same:
                kept.append(s)
            places[s] = max(same, key=lambda k: (same_share(s, k), -k.start)) if same else s
    return places


def same_share(a: Stretch[A], b: Stretch[A]) -> float:
    """How much of the longer of two stretches of one article the other covers, 0 to 1."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) / max(1, a.end - a.start, b.end - b.start)


def family_id(occurrences: Sequence[tuple[str, int, int]]) -> str:
    """The id of a family, made from the first of its occurrences (article id, start, end) in the order of these."""
    return content_id("f", *min(occurrences))
