"""Verify a pair of articles: find the passages that one shares with the other, wherever they stand and in whatever order.

A seed is a small square of the plane (word of one article, word of the other) with much shared that is rare. From it a rectangle
is grown: each side in turn is cut where its words stop being better explained by the other side's words than by the language
at large. The score of a word is a log-likelihood ratio (in nats) under the model that a share of the words of a reused
passage is kept and the rest is rewritten; ends are found by the X-drop rule of sequence search (Altschul et al., 1990).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from provenance.reuse.passages import Wording
from provenance.settings import ReuseSettings

Codes = NDArray[np.int64]
Scores = NDArray[np.float64]

_CELL: Final = 32


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A range of words of either article (half-open) and the evidence that they tell the same, in nats."""

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    evidence: float


@dataclass(frozen=True, eq=False)
class _Plane:
    """Two articles over one numbering of their words."""

    a: Codes
    b: Codes
    frequency: Scores  # of each numbered word in the language at large
    size: int


def _plane(a: Wording, b: Wording, frequency_a: Scores, frequency_b: Scores) -> _Plane:
    """Number the words of both; words that take no part get numbers of their own."""
    _, codes = np.unique(np.concatenate((a.hashes, b.hashes)), return_inverse=True)
    size = int(codes.max()) + 1 if len(codes) else 0
    usable = np.concatenate((a.usable, b.usable))
    out = np.flatnonzero(~usable)
    codes[out] = size + np.arange(len(out))
    size += len(out)
    frequency = np.ones(size)
    frequency[codes] = np.concatenate((frequency_a, frequency_b))
    return _Plane(codes[: len(a)], codes[len(a) :], frequency, size)


def _shared_points(a: Codes, b: Codes, limit: int) -> tuple[Codes, Codes]:
    """Positions (i, j) with a[i] == b[j], of values that make at most `limit` such pairs."""
    order = np.argsort(b, kind="stable")
    values = b[order]
    left = np.searchsorted(values, a, "left")
    count = np.searchsorted(values, a, "right") - left
    size = int(max(a.max(initial=-1), b.max(initial=-1))) + 1
    total = np.bincount(a, weights=count, minlength=size)
    count[total[a] > limit] = 0
    i = np.repeat(np.arange(len(a)), count)
    within = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    return i, order[np.repeat(left, count) + within]


def _grams(codes: Codes, size: int) -> Codes:
    """A number for each run of three words."""
    return (codes[:-2] * size + codes[1:-1]) * size + codes[2:]


def _points(plane: _Plane, settings: ReuseSettings) -> tuple[Codes, Codes, Scores]:
    """Shared rare words and runs of three words, with the information of each in nats."""
    information = np.minimum(-np.log(plane.frequency), settings.word_nats)
    i1, j1 = _shared_points(plane.a, plane.b, 4)
    weight = information[plane.a[i1]]
    rare = weight >= settings.seed_word_nats
    i1, j1, weight = i1[rare], j1[rare], weight[rare]
    if min(len(plane.a), len(plane.b)) < 3:
        return i1, j1, weight
    size = plane.size + 1
    _, grams = np.unique(np.concatenate((_grams(plane.a, size), _grams(plane.b, size))), return_inverse=True)
    i3, j3 = _shared_points(grams[: len(plane.a) - 2], grams[len(plane.a) - 2 :], 16)
    sums = information[plane.a[i3]] + information[plane.a[i3 + 1]] + information[plane.a[i3 + 2]]
    return np.concatenate((i1, i3 + 1)), np.concatenate((j1, j3 + 1)), np.concatenate((weight, sums / 3))


def _best_square(i: Codes, j: Codes, weight: Scores, width: int) -> tuple[float, NDArray[np.bool_]]:
    """The heaviest of the overlapping squares of the plane: its weight and which points stand in it."""
    best, inside = 0.0, np.zeros(len(i), np.bool_)
    for di in (0, _CELL // 2):
        for dj in (0, _CELL // 2):
            square = (i + di) // _CELL * width + (j + dj) // _CELL
            values, inverse = np.unique(square, return_inverse=True)
            sums = np.bincount(inverse, weights=weight)
            at = int(sums.argmax())
            if sums[at] > best:
                best, inside = float(sums[at]), inverse == at
    return best, inside


def _extent(score: Scores, centre: int, drop: float) -> tuple[int, int, float]:
    """The best range around `centre`: ends where the sum has fallen by more than `drop` below its best; the sum."""
    right = np.cumsum(score[centre:])
    left = np.cumsum(score[:centre][::-1])
    last, above = _best_end(right, drop)
    first, below = _best_end(left, drop)
    return centre - first, centre + last, above + below


def _best_end(sums: Scores, drop: float) -> tuple[int, float]:
    """How many words to take for the highest sum before the first fall by more than `drop`, and that sum (0 words: 0)."""
    if not len(sums):
        return 0, 0.0
    fallen = np.flatnonzero(np.maximum(np.maximum.accumulate(sums), 0.0) - sums > drop)
    stop = int(fallen[0]) if len(fallen) else len(sums)
    if not stop:
        return 0, 0.0
    at = int(sums[:stop].argmax())
    return (at + 1, float(sums[at])) if sums[at] > 0 else (0, 0.0)


def _unused(codes: Codes, others: Codes, first: int, last: int, size: int) -> NDArray[np.bool_]:
    """Which words stand among `others` too, each of those used once, by the words nearest to the range first."""
    at = np.arange(len(codes))
    order = np.argsort(np.maximum(first - at, at - last + 1).clip(0), kind="stable")
    order = order[np.argsort(codes[order], kind="stable")]
    values = codes[order]
    opening = np.concatenate(([True], values[1:] != values[:-1]))
    rank = at - np.maximum.accumulate(np.where(opening, at, 0))
    free = np.empty(len(codes), np.bool_)
    free[order] = rank < np.bincount(others, minlength=size)[values]
    return free


def _fit(plane: _Plane, codes: Codes, others: Codes, centre: int, first: int, last: int, settings: ReuseSettings) -> tuple[int, int, float]:
    """The range of `codes` around `centre`, near the range found so far, that the words of `others` explain; the evidence."""
    reach = max(60, 2 * (last - first))
    low = max(0, min(first, centre) - reach)
    window = codes[low : max(last, centre) + reach]
    chance = -np.expm1(-max(1, len(others)) * plane.frequency[window])
    kept = settings.kept_share
    gain = np.minimum(np.log(kept / chance + 1 - kept), settings.word_nats)
    score = np.where(_unused(window, others, first - low, last - low, plane.size), gain, np.log(1 - kept))
    start, end, evidence = _extent(score, centre - low, settings.drop_nats)
    return start + low, end + low, evidence


def _grow(plane: _Plane, i: Codes, j: Codes, settings: ReuseSettings) -> Rectangle:
    """Grow the points of a seed to the rectangle that explains itself best."""
    ci, cj = int(np.median(i)), int(np.median(j))
    a_first, a_last, b_first, b_last = int(i.min()), int(i.max()) + 1, int(j.min()), int(j.max()) + 1
    evidence = 0.0
    for _ in range(8):
        before = (a_first, a_last, b_first, b_last)
        margin = max(20, b_last - b_first)
        near = plane.b[max(0, b_first - margin) : b_last + margin]
        a_first, a_last, _ = _fit(plane, plane.a, near, ci, a_first, a_last, settings)
        b_first, b_last, score_b = _fit(plane, plane.b, plane.a[a_first:a_last], cj, b_first, b_last, settings)
        a_first, a_last, score_a = _fit(plane, plane.a, plane.b[b_first:b_last], ci, a_first, a_last, settings)
        evidence = min(score_a, score_b)
        if (a_first, a_last, b_first, b_last) == before or a_last <= a_first or b_last <= b_first:
            break
    return Rectangle(a_first, a_last, b_first, b_last, evidence)


def rectangles(a: Wording, b: Wording, frequency_a: Scores, frequency_b: Scores, settings: ReuseSettings) -> list[Rectangle]:
    """Passages that may be shared, strongest seed first; rectangles do not overlap on both sides."""
    if min(len(a), len(b)) < 3:
        return []
    plane = _plane(a, b, frequency_a, frequency_b)
    i, j, weight = _points(plane, settings)
    width = len(b) // _CELL + 3
    found: list[Rectangle] = []
    tries = 0
    while len(i) and tries < settings.seeds_a_pair:
        mass, inside = _best_square(i, j, weight, width)
        if mass < settings.seed_nats:
            break
        tries += 1
        r = _grow(plane, i[inside], j[inside], settings)
        if r.evidence >= settings.overlap_nats:
            found.append(r)
            inside |= (i >= r.a_first) & (i < r.a_last) & (j >= r.b_first) & (j < r.b_last)
        i, j, weight = i[~inside], j[~inside], weight[~inside]
    return _distinct(found)


def _inside(first: int, last: int, low: int, high: int) -> float:
    """Share of the range [first, last) that lies in [low, high)."""
    return max(0, min(last, high) - max(first, low)) / max(1, last - first)


def _distinct(found: list[Rectangle]) -> list[Rectangle]:
    """Without those that tell again, on either side, mostly what one with more evidence tells."""
    kept: list[Rectangle] = []
    for r in sorted(found, key=lambda r: (-r.evidence, r.a_first, r.b_first)):
        if all(_inside(r.a_first, r.a_last, k.a_first, k.a_last) < 0.5 and _inside(r.b_first, r.b_last, k.b_first, k.b_last) < 0.5 for k in kept):
            kept.append(r)
    return kept
