"""Find the passages that one article shares with another, wherever they stand and in whatever order.

A seed is a small square of the plane (word of one article, word of the other) with much shared that is rare; from it a rectangle
is grown. Many pairs of articles are worked on side by side: that is faster, and makes no difference to what is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from provenance.reuse.comparable import Pair, Range, Rectangle
from provenance.reuse.growing import Seed, grown
from provenance.reuse.ordered import ordered_rectangles
from provenance.reuse.points import Points, hearts_of, left_over, points_of
from provenance.settings import ReuseSettings


@dataclass(eq=False)
class _Plane:
    """The plane of two articles: the passages found so far, and the points that they leave to be explained."""

    pair: Pair
    found: list[Rectangle]
    points: Points


def rectangles(pairs: Sequence[Pair], settings: ReuseSettings) -> list[list[Rectangle]]:
    """For each pair the passages that may be shared, the one with most evidence first.

    What stands mostly in order is found fast; what that leaves unexplained is grown from seeds.
    """
    found = [ordered_rectangles(pair.left, pair.right, settings) for pair in pairs]
    planes = [
        _Plane(pair, ordered, points_of(pair.left.landmarks, pair.right.landmarks))
        for pair, ordered in zip(pairs, found, strict=True)
        if not _explained(pair, ordered, settings)
    ]
    _widen(planes, settings)
    _grow(planes, settings)
    return [sorted(_united(several, settings.gap_words), key=lambda r: (-r.evidence, r.a_first, r.b_first)) for several in found]


def _explained(pair: Pair, ordered: Sequence[Rectangle], settings: ReuseSettings) -> bool:
    """Whether passages in order, rising, leave no room for another on one of the sides."""
    a, b = [(r.a_first, r.a_last) for r in ordered], [(r.b_first, r.b_last) for r in ordered]
    return any(_widest_gap(ranges, len(wording)) < settings.room_words for ranges, wording in ((a, pair.left.wording), (b, pair.right.wording)))


def _widest_gap(ranges: Sequence[Range], length: int) -> int:
    """The most words that stand before, between or behind rising ranges of an article."""
    return max(after - before for before, after in zip([0, *(last for _, last in ranges)], [*(first for first, _ in ranges), length], strict=True))


def _widen(planes: Sequence[_Plane], settings: ReuseSettings) -> None:
    """Grow passages in order in any order, where enough that is shared stands around them and the whole stays as dense."""
    for number in range(max((len(plane.found) for plane in planes), default=0)):
        open_ = [plane for plane in planes if number < len(plane.found)]
        wide = [plane for plane in open_ if _surrounded(plane.points, plane.found[number], settings)]
        seeds = [Seed(plane.pair, r, ((r.a_first + r.a_last) // 2, (r.b_first + r.b_last) // 2)) for plane in wide for r in [plane.found[number]]]
        for plane, r in zip(wide, grown(seeds, settings), strict=True):
            if r.evidence > plane.found[number].evidence and _is_dense(plane.pair, r, settings):
                plane.found[number] = r._replace(parts=(plane.found[number],))
        for plane in open_:
            plane.points = left_over(plane.points, plane.found[number], settings)


def _surrounded(points: Points, r: Rectangle, settings: ReuseSettings) -> bool:
    """Whether enough for a seed is shared around a passage."""
    margin = settings.margin_words
    around = Rectangle(r.a_first - margin, r.a_last + margin, r.b_first - margin, r.b_last + margin, 0.0)
    return float(points.nats[points.inside(around) & ~points.inside(r)].sum()) >= settings.seed_nats


def _is_dense(pair: Pair, r: Rectangle, settings: ReuseSettings) -> bool:
    """Whether a passage shares as many words as one must."""
    shared = int(np.minimum(pair.a.counts(r.a_first, r.a_last), pair.b.counts(r.b_first, r.b_last)).sum())
    return shared >= settings.least_dice * max(r.a_last - r.a_first, r.b_last - r.b_first)


def _grow(planes: Sequence[_Plane], settings: ReuseSettings) -> None:
    """Add the passages that seeds grow to, in each plane one neighbourhood of points after the other."""
    for _ in range(settings.seeds_a_pair):
        found = hearts_of([plane.points for plane in planes], settings)
        hearts = [(plane, heart) for plane, heart in zip(planes, found, strict=True) if heart is not None]
        if not hearts:
            break
        rs = grown([_seed(plane, plane.points.chosen(heart)) for plane, heart in hearts], settings)
        for (plane, heart), r in zip(hearts, rs, strict=True):
            explained = heart
            if r.evidence >= settings.overlap_nats:
                plane.found.append(r)
                explained = heart | plane.points.inside(r)
            plane.points = plane.points.chosen(~explained)
        planes = [plane for plane, _ in hearts]


def _seed(plane: _Plane, heart: Points) -> Seed:
    """The seed that some points are, its heart in their middle."""
    i, j = heart.i, heart.j
    around = Rectangle(int(i.min()), int(i.max()) + 1, int(j.min()), int(j.max()) + 1, 0.0)
    return Seed(plane.pair, around, (int(i.sum()) // len(i), int(j.sum()) // len(j)))


def _united(found: list[Rectangle], gap: int) -> list[Rectangle]:
    """The rectangles, those in one that go on in each other: on both sides, at the same distance from each other."""
    united: list[Rectangle] = []
    for r in sorted(found, key=lambda r: (r.a_first, r.b_first)):
        before = next((u for u in united if _goes_on(u, r, gap)), None)
        if before is None:
            united.append(r)
            continue
        united[united.index(before)] = Rectangle(
            before.a_first,
            max(before.a_last, r.a_last),
            min(before.b_first, r.b_first),
            max(before.b_last, r.b_last),
            max(before.evidence, r.evidence),
            (before, r),
        )
    return united


def _goes_on(before: Rectangle, after: Rectangle, gap: int) -> bool:
    """Whether two rectangles touch or nearly touch on both sides, and lie on one diagonal."""
    near = after.a_first <= before.a_last + gap and after.b_first <= before.b_last + gap and before.b_first <= after.b_last + gap
    aside = (after.a_first - before.a_first) - (after.b_first - before.b_first)
    return near and abs(aside) <= gap
