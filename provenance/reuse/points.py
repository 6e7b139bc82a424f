"""Points of the plane of two articles: where landmarks of both agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.comparable import Codes, Landmarks, Rectangle, Scores
from provenance.settings import ReuseSettings

Mask = NDArray[np.bool_]


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
    left = np.searchsorted(b.hashes, a.hashes, "left")
    count = np.searchsorted(b.hashes, a.hashes, "right") - left
    i = np.repeat(np.arange(len(a.hashes)), count)
    within = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    return Points(a.words[i].astype(np.int64), b.words[np.repeat(left, count) + within].astype(np.int64), a.nats[i].astype(np.float64))


def heart_of(points: Points, settings: ReuseSettings) -> Mask | None:
    """The points from which to grow next: the heart of the heaviest neighbourhood; None when no neighbourhood is heavy enough."""
    if points.nats.sum() < settings.seed_nats:
        return None
    mass, near = _best_square(points, settings.neighbourhood_words)
    if mass < settings.seed_nats:
        return None
    heart = np.zeros(len(points), np.bool_)
    _, heart[near] = _best_square(points.chosen(near), settings.neighbourhood_words // 2)
    return heart


def _best_square(points: Points, size: int) -> tuple[float, Mask]:
    """The heaviest of the overlapping squares of `size` words: its weight and which points stand in it."""
    shifts = np.array([[0], [size // 2]])
    rows, columns = (points.i + shifts) // size, (points.j + shifts) // size
    width = int(columns.max()) + 1
    grid = (int(rows.max()) + 1) * width
    squares = (rows[:, None] * width + columns[None] + grid * np.arange(4).reshape(2, 2, 1)).reshape(4, -1)
    sums = np.bincount(squares.ravel(), np.tile(points.nats, 4))
    at = int(sums.argmax())
    return float(sums[at]), squares[at // grid] == at


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
