"""Points of the plane of two articles: where landmarks of both agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.comparable import Codes, Landmarks, Rectangle, Scores
from provenance.reuse.runs import steps
from provenance.settings import ReuseSettings

Mask = NDArray[np.bool_]

_TOGETHER: Final = 128  # planes: what finding their hearts takes stays in the cache
_SQUARES: Final = 1 << 18  # that are counted one and all


@dataclass(frozen=True, eq=False)
class Points:
    """Parallel arrays: the word of the left article, the word of the right one, and what the point tells, in nats."""

    i: Codes
    j: Codes
    nats: Scores

    def __len__(self) -> int:
        return len(self.i)

    def chosen(self, which: Mask) -> Points:
        """Some of the points."""
        return Points(self.i[which], self.j[which], self.nats[which])

    def inside(self, r: Rectangle) -> Mask:
        """Which of them stand in a rectangle."""
        return (self.i >= r.a_first) & (self.i < r.a_last) & (self.j >= r.b_first) & (self.j < r.b_last)


def points_of(a: Landmarks, b: Landmarks) -> Points:
    """Where landmarks of both agree."""
    left = b.hashes.searchsorted(a.hashes)
    shared = (b.hashes.take(left, mode="clip") == a.hashes).nonzero()[0] if len(b.hashes) else left[:0]
    left = left[shared]
    count = b.alike[left]
    i = shared.repeat(count)
    return Points(a.words[i].astype(np.int64), b.words[steps(left, count)].astype(np.int64), a.nats[i].astype(np.float64))


def hearts_of(planes: Sequence[Points], settings: ReuseSettings) -> list[Mask | None]:
    """Of the points of each plane those from which to grow next: the heart of the heaviest neighbourhood; None where none is heavy enough."""
    return [heart for start in range(0, len(planes), _TOGETHER) for heart in _hearts_of(planes[start : start + _TOGETHER], settings)]


def _hearts_of(planes: Sequence[Points], settings: ReuseSettings) -> Iterator[Mask | None]:
    heavy = [n for n, points in enumerate(planes) if points.nats.sum() >= settings.seed_nats]
    squares = _best_squares([planes[n] for n in heavy], settings.neighbourhood_words)
    near = {n: inside for n, (mass, inside) in zip(heavy, squares, strict=True) if mass >= settings.seed_nats}
    hearts = _best_squares([planes[n].chosen(inside) for n, inside in near.items()], settings.neighbourhood_words // 2)
    for (_, inside), (_, heart) in zip(near.items(), hearts, strict=True):
        inside[inside] = heart
    yield from (near.get(n) for n in range(len(planes)))


def _best_squares(planes: Sequence[Points], size: int) -> list[tuple[float, Mask]]:
    """For each plane, none empty, the heaviest of the overlapping squares of `size` words: its weight and which points stand in it."""
    if not planes:
        return []
    counts = np.array([len(points) for points in planes])
    starts, plane = counts.cumsum() - counts, np.arange(len(planes)).repeat(counts)
    i, j, nats = (np.concatenate([getattr(points, name) for points in planes]) for name in ("i", "j", "nats"))
    shifts = np.array([[0], [size // 2]])
    rows, columns = (i + shifts) // size, (j + shifts) // size
    width, height = (np.maximum.reduceat(places[1], starts) + 1 for places in (columns, rows))
    grid = width * height
    many = 4 * grid  # squares of each plane
    first = many.cumsum() - many  # of them among all
    square = (rows[:, None] * width[plane] + columns[None] + grid[plane] * np.arange(4).reshape(2, 2, 1) + first[plane]).reshape(4, -1)
    if many.sum() > _SQUARES:  # long articles: only the squares that hold points are numbered
        numbers, square = np.unique(square, return_inverse=True)
        first = np.searchsorted(numbers, first)
        many = np.diff(np.append(first, len(numbers)))
    sums = np.bincount(square.ravel(), np.tile(nats, 4), int(many.sum()))
    best = np.maximum.reduceat(sums, first)
    at = np.minimum.reduceat(np.where(sums == best.repeat(many), np.arange(len(sums)), len(sums)), first)
    inside = (square == at[plane]).any(axis=0)
    ends = [*starts.tolist(), len(inside)]
    return [(mass, inside[a:b]) for mass, (a, b) in zip(best.tolist(), pairwise(ends), strict=True)]


def left_over(points: Points, r: Rectangle, settings: ReuseSettings) -> Points:
    """The points that a passage leaves to be explained.

    What one side of it tells is told, so points beside it fall away too, unless they are a copy: heavy on one diagonal.
    """
    inside = points.inside(r)
    beside = (((points.i >= r.a_first) & (points.i < r.a_last)) | ((points.j >= r.b_first) & (points.j < r.b_last))) & ~inside
    diagonals = (points.i - points.j)[beside]
    if len(diagonals) and np.bincount(diagonals - diagonals.min(), points.nats[beside]).max() >= settings.ordered_nats:
        return points.chosen(~inside)
    return points.chosen(~(inside | beside))
