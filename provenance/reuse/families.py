"""Join overlaps to families: all occurrences of one passage.

What is joined are stretches of text, never articles: two overlaps meet in an article only where their stretches are by and
large the same. So a story that quotes one sentence of another does not draw in all the rest of it, and a chain of articles
that share different passages stays a chain of families. Where a passage is cut a little shorter from article to article, the
family ends where too little of the longest is left; what is shorter forms families of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from provenance.model import Portable, content_id
from provenance.settings import ReuseSettings

A = TypeVar("A", str, tuple[str, int])


class Stretch(NamedTuple, Generic[A]):
    """A stretch of the article `article`, which is told by its id or by its id and its row."""

    article: A
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group(Portable, Generic[A]):
    """A family: its occurrences, one for each place, and the numbers of the overlaps that join them."""

    occurrences: tuple[Stretch[A], ...]
    overlaps: tuple[int, ...]


def group(overlaps: Sequence[tuple[Stretch[A], Stretch[A]]], settings: ReuseSettings) -> list[Group[A]]:
    """The families that overlaps make, each overlap in one; the order of the overlaps makes no difference but to that of the families."""
    found: list[Group[A]] = []
    numbers = sorted(range(len(overlaps)), key=lambda n: _longest_first(overlaps[n]))
    while numbers:
        groups, numbers = _grouped(overlaps, numbers, settings)
        found += groups
    return found


def _grouped(overlaps: Sequence[tuple[Stretch[A], Stretch[A]]], numbers: Sequence[int], settings: ReuseSettings) -> tuple[list[Group[A]], list[int]]:
    """The families that some overlaps, the longest first, make, and the numbers of those that would stretch a family too far."""
    belonging = _places([side for n in numbers for side in overlaps[n]], settings.same_place_share)
    places = list(dict.fromkeys(belonging.values()))
    number = {place: k for k, place in enumerate(places)}
    ends = {n: (number[belonging[overlaps[n][0]]], number[belonging[overlaps[n][1]]]) for n in numbers}
    parent = list(range(len(places)))
    shortest = [place.end - place.start for place in places]  # of a family, at its root
    longest = shortest.copy()
    joined, stretched = [], []
    for n in numbers:
        left, right = (root(parent, place) for place in ends[n])
        least, most = min(shortest[left], shortest[right]), max(longest[left], longest[right])
        if left != right and most > settings.family_stretch * max(1, least):
            stretched.append(n)
            continue
        parent[left] = right
        shortest[right], longest[right] = least, most
        joined.append(n)
    if not joined:  # two sides of one overlap that are too unlike in length make a family all the same
        joined, stretched = stretched[:1], stretched[1:]
        parent[ends[joined[0]][0]] = ends[joined[0]][1]
    members: dict[int, list[Stretch[A]]] = {}
    edges: dict[int, list[int]] = {}
    for n in sorted(joined):
        edges.setdefault(root(parent, ends[n][0]), []).append(n)
    for k, place in enumerate(places):
        members.setdefault(root(parent, k), []).append(place)
    return [Group(tuple(members[place]), tuple(edge)) for place, edge in edges.items()], stretched


def _longest_first(overlap: tuple[Stretch[A], Stretch[A]]) -> tuple[int, list[Stretch[A]]]:
    a, b = overlap
    return -max(a.end - a.start, b.end - b.start), sorted(overlap)


def root(parent: list[int], place: int) -> int:
    """The one that stands for all those joined to `place`; ways to it become shorter (Tarjan, 1975)."""
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


def family_id(overlaps: Sequence[tuple[Stretch[A], Stretch[A]]]) -> str:
    """The id of a family, made from the first of its overlaps in the order of article id, start and end: no two families share one."""
    first = min(sorted(overlap) for overlap in overlaps)
    return content_id("f", *(part for article, start, end in first for part in (article if isinstance(article, str) else article[0], start, end)))
