"""Verify a pair of articles: find the passages that one shares with the other, wherever they stand and in whatever order.

A seed is a small square of the plane (word of one article, word of the other) with much shared that is rare. From it a rectangle
is grown: each side in turn is cut where its words stop being better explained by the other side's words than by the language
at large. The score of a word is a log-likelihood ratio (in nats) under the model that a share of the words of a reused
passage is kept and the rest is rewritten; ends are found by the X-drop rule of sequence search (Altschul et al., 1990).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.comparable import Codes, Landmarks, Pair, Range, Rectangle, Scores, Side
from provenance.reuse.ordered import ordered_rectangles
from provenance.settings import ReuseSettings


def _points(a: Landmarks, b: Landmarks) -> tuple[Codes, Codes, Scores]:
    """Where landmarks of both agree: the word of either, and what each tells."""
    left = np.searchsorted(b.hashes, a.hashes, "left")
    count = np.searchsorted(b.hashes, a.hashes, "right") - left
    i = np.repeat(np.arange(len(a.hashes)), count)
    within = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    return a.words[i].astype(np.int64), b.words[np.repeat(left, count) + within].astype(np.int64), a.nats[i].astype(np.float64)


def _best_square(i: Codes, j: Codes, weight: Scores, size: int) -> tuple[float, NDArray[np.bool_]]:
    """The heaviest of the overlapping squares of `size` words: its weight and which points stand in it."""
    best, inside = 0.0, np.zeros(len(i), np.bool_)
    width = int(j.max()) // size + 2
    for rows in (i // size, (i + size // 2) // size):
        for columns in (j // size, (j + size // 2) // size):
            square = rows * width + columns
            sums = np.bincount(square, weight)
            at = int(sums.argmax())
            if sums[at] > best:
                best, inside = float(sums[at]), square == at
    return best, inside


def _seed(i: Codes, j: Codes, weight: Scores, settings: ReuseSettings) -> NDArray[np.bool_] | None:
    """The points from which to grow next: the heart of the heaviest neighbourhood; None when no neighbourhood is heavy enough."""
    if weight.sum() < settings.seed_nats:
        return None
    mass, near = _best_square(i, j, weight, settings.neighbourhood_words)
    if mass < settings.seed_nats:
        return None
    heart = np.zeros(len(i), np.bool_)
    _, heart[near] = _best_square(i[near], j[near], weight[near], settings.neighbourhood_words // 2)
    return heart


def _best_end(sums: Scores, drop: float) -> tuple[int, float]:
    """How many words to take for the highest sum before the first fall by more than `drop`, and that sum (0 words: 0)."""
    if not len(sums):
        return 0, 0.0
    fallen = np.maximum(np.maximum.accumulate(sums), 0.0) - sums > drop
    stop = int(fallen.argmax())
    if not fallen[stop]:
        stop = len(sums)
    elif not stop:
        return 0, 0.0
    at = int(sums[:stop].argmax())
    best = float(sums[at])
    return (at + 1, best) if best > 0 else (0, 0.0)


def _extent(score: Scores, centre: int, drop: float) -> tuple[int, int, float]:
    """The best range around `centre`: ends where the sum has fallen by more than `drop` below its best; the sum."""
    last, above = _best_end(score[centre:].cumsum(), drop)
    first, below = _best_end(score[:centre][::-1].cumsum(), drop)
    return centre - first, centre + last, above + below


def _fit(side: Side, others: Codes, centre: int, words: Range, settings: ReuseSettings) -> tuple[Range, float]:
    """The range around `centre`, near the range `words` found so far, that other words explain; the evidence.

    `others` says how often each word is there to explain one of this side: each is used once, by the words nearest first.
    """
    first, last = words
    reach = max(60, 2 * (last - first))
    low, high = max(0, min(first, centre) - reach), min(len(side.codes), max(last, centre) + reach)
    codes, ranks = side.codes[low:high], side.article.ranks[low:high]
    before = side.counts(0, first)[codes]
    nearer = ranks - before
    ahead = first - low
    nearer[:ahead] = side.counts(first, last)[codes[:ahead]] + before[:ahead] - 1 - ranks[:ahead]
    gains = side.article.gains(_rounded(int(others.sum())))[low:high]
    score = np.where(np.maximum(nearer, 0) < others[codes], gains, math.log(1 - settings.kept_share))
    start, end, evidence = _extent(score, centre - low, settings.drop_nats)
    return (start + low, end + low), evidence


def _rounded(count: int) -> int:
    """A number of words rounded to a power of the root of two, so that few tables of gains are needed."""
    return round(2 ** (round(2 * math.log2(max(1, count))) / 2))


def _grow(pair: Pair, i: Codes, j: Codes, settings: ReuseSettings) -> Rectangle:
    """Grow the points of a seed to the rectangle that explains itself best; it has no evidence when it comes to nothing."""
    around = Rectangle(int(i.min()), int(i.max()) + 1, int(j.min()), int(j.max()) + 1, 0.0)
    return _grown(pair, around, (int(i.sum()) // len(i), int(j.sum()) // len(j)), settings)


def _grown(pair: Pair, seed: Rectangle, heart: tuple[int, int], settings: ReuseSettings) -> Rectangle:
    """Grow a seed around its heart (a word of either side)."""
    a, b = pair.a, pair.b
    ci, cj = heart
    x, y = (seed.a_first, seed.a_last), (seed.b_first, seed.b_last)
    for _ in range(settings.rounds):
        margin = max(settings.margin_words, y[1] - y[0])
        near = max(0, y[0] - margin), min(len(b.codes), y[1] + margin)
        x, score = _fit(a, b.counts(*near), ci, x, settings)
        if score < settings.hopeless_nats:
            return Rectangle(*x, *y, 0.0)
        y, score = _fit(b, a.counts(*x), cj, y, settings)
        if score < settings.hopeless_nats:
            return Rectangle(*x, *y, 0.0)
        if (y[0] > near[0] or not near[0]) and (y[1] < near[1] or near[1] == len(b.codes)):
            break
    x, other_score = _fit(a, b.counts(*y), ci, x, settings)
    return Rectangle(*x, *y, min(score, other_score))


def rectangles(pair: Pair, settings: ReuseSettings) -> list[Rectangle]:
    """Passages that may be shared, the one with most evidence first.

    What stands mostly in order is found fast; what that leaves unexplained is grown from seeds.
    """
    ordered = ordered_rectangles(pair.left, pair.right, settings)
    if _explained(pair, ordered, settings):
        return sorted(ordered, key=_by_evidence)
    i, j, weight = _points(pair.left.landmarks, pair.right.landmarks)
    found: list[Rectangle] = []
    for r in ordered:
        found.append(_widened(pair, r, i, j, weight, settings))
        left_over = _left_over(found[-1], i, j, weight, settings)
        i, j, weight = i[left_over], j[left_over], weight[left_over]
    for _ in range(settings.seeds_a_pair):
        inside = _seed(i, j, weight, settings)
        if inside is None:
            break
        r = _grow(pair, i[inside], j[inside], settings)
        if r.evidence >= settings.overlap_nats:
            found.append(r)
            inside |= _inside(r, i, j)
        i, j, weight = i[~inside], j[~inside], weight[~inside]
    return sorted(_united(found, settings.gap_words), key=_by_evidence)


def _by_evidence(r: Rectangle) -> tuple[float, int, int]:
    return -r.evidence, r.a_first, r.b_first


def _explained(pair: Pair, ordered: Sequence[Rectangle], settings: ReuseSettings) -> bool:
    """Whether passages in order, rising, leave no room for another on one of the sides."""
    return bool(ordered) and any(
        max(after - before for before, after in list(pairwise([0, *bounds, length]))[::2]) < settings.room_words
        for length, bounds in (
            (len(pair.left.wording), [at for r in ordered for at in (r.a_first, r.a_last)]),
            (len(pair.right.wording), [at for r in ordered for at in (r.b_first, r.b_last)]),
        )
    )


def _widened(pair: Pair, r: Rectangle, i: Codes, j: Codes, weight: Scores, settings: ReuseSettings) -> Rectangle:
    """A passage in order grown in any order, where enough that is shared stands around it and the whole stays as dense."""
    margin = settings.margin_words
    around = Rectangle(r.a_first - margin, r.a_last + margin, r.b_first - margin, r.b_last + margin, 0.0)
    if weight[_inside(around, i, j) & ~_inside(r, i, j)].sum() < settings.seed_nats:
        return r
    grown = _grown(pair, r, ((r.a_first + r.a_last) // 2, (r.b_first + r.b_last) // 2), settings)
    shared = np.minimum(pair.a.counts(grown.a_first, grown.a_last), pair.b.counts(grown.b_first, grown.b_last)).sum()
    dense = shared >= settings.least_dice * max(grown.a_last - grown.a_first, grown.b_last - grown.b_first)
    return grown if dense and grown.evidence > r.evidence else r


def _left_over(r: Rectangle, i: Codes, j: Codes, weight: Scores, settings: ReuseSettings) -> NDArray[np.bool_]:
    """Which points a passage leaves to be explained.

    What one side of it tells is told, so points beside it fall away too, unless they are a copy: heavy on one diagonal.
    """
    inside = _inside(r, i, j)
    beside = (((i >= r.a_first) & (i < r.a_last)) | ((j >= r.b_first) & (j < r.b_last))) & ~inside
    diagonals = (i - j)[beside]
    if len(diagonals) and np.bincount(diagonals - diagonals.min(), weight[beside]).max() >= settings.ordered_nats:
        return ~inside
    return ~(inside | beside)


def _inside(r: Rectangle, i: Codes, j: Codes) -> NDArray[np.bool_]:
    """Which points stand in a rectangle."""
    return (i >= r.a_first) & (i < r.a_last) & (j >= r.b_first) & (j < r.b_last)


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
        )
    return united


def _goes_on(before: Rectangle, after: Rectangle, gap: int) -> bool:
    """Whether two rectangles touch or nearly touch on both sides, and lie on one diagonal."""
    near = after.a_first <= before.a_last + gap and after.b_first <= before.b_last + gap and before.b_first <= after.b_last + gap
    aside = (after.a_first - before.a_first) - (after.b_first - before.b_first)
    return near and abs(aside) <= gap
