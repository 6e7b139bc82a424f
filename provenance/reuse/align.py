"""Verify a pair of articles: find the passages that one shares with the other, wherever they stand and in whatever order.

A seed is a small square of the plane (word of one article, word of the other) with much shared that is rare. From it a rectangle
is grown: each side in turn is cut where its words stop being better explained by the other side's words than by the language
at large. The score of a word is a log-likelihood ratio (in nats) under the model that a share of the words of a reused
passage is kept and the rest is rewritten; ends are found by the X-drop rule of sequence search (Altschul et al., 1990).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from provenance.reuse.comparable import Codes, Pair, Range, Rectangle, Scores, Side
from provenance.reuse.ordered import ordered_rectangles
from provenance.reuse.points import Points, heart_of, left_over, points_of
from provenance.settings import ReuseSettings


def rectangles(pair: Pair, settings: ReuseSettings) -> list[Rectangle]:
    """Passages that may be shared, the one with most evidence first.

    What stands mostly in order is found fast; what that leaves unexplained is grown from seeds.
    """
    found = ordered_rectangles(pair.left, pair.right, settings)
    if not _explained(pair, found, settings):
        points = points_of(pair.left.landmarks, pair.right.landmarks)
        for n, r in enumerate(found):
            found[n] = _widened(pair, r, points, settings)
            points = left_over(points, found[n], settings)
        found += _grown_from(pair, points, settings)
    return sorted(_united(found, settings.gap_words), key=lambda r: (-r.evidence, r.a_first, r.b_first))


def _explained(pair: Pair, ordered: Sequence[Rectangle], settings: ReuseSettings) -> bool:
    """Whether passages in order, rising, leave no room for another on one of the sides."""
    a, b = [(r.a_first, r.a_last) for r in ordered], [(r.b_first, r.b_last) for r in ordered]
    return any(_widest_gap(ranges, len(wording)) < settings.room_words for ranges, wording in ((a, pair.left.wording), (b, pair.right.wording)))


def _widest_gap(ranges: Sequence[Range], length: int) -> int:
    """The most words that stand before, between or behind rising ranges of an article."""
    return max(after - before for before, after in zip([0, *(last for _, last in ranges)], [*(first for first, _ in ranges), length], strict=True))


def _widened(pair: Pair, r: Rectangle, points: Points, settings: ReuseSettings) -> Rectangle:
    """A passage in order grown in any order, where enough that is shared stands around it and the whole stays as dense."""
    margin = settings.margin_words
    around = Rectangle(r.a_first - margin, r.a_last + margin, r.b_first - margin, r.b_last + margin, 0.0)
    if points.nats[points.inside(around) & ~points.inside(r)].sum() < settings.seed_nats:
        return r
    grown = _grown(pair, r, ((r.a_first + r.a_last) // 2, (r.b_first + r.b_last) // 2), settings)
    shared = np.minimum(pair.a.counts(grown.a_first, grown.a_last), pair.b.counts(grown.b_first, grown.b_last)).sum()
    dense = shared >= settings.least_dice * max(grown.a_last - grown.a_first, grown.b_last - grown.b_first)
    return grown if dense and grown.evidence > r.evidence else r


def _grown_from(pair: Pair, points: Points, settings: ReuseSettings) -> list[Rectangle]:
    """The rectangles that seeds grow to, one neighbourhood of points after the other."""
    found: list[Rectangle] = []
    for _ in range(settings.seeds_a_pair):
        explained = heart_of(points, settings)
        if explained is None:
            break
        i, j = points.i[explained], points.j[explained]
        around = Rectangle(int(i.min()), int(i.max()) + 1, int(j.min()), int(j.max()) + 1, 0.0)
        r = _grown(pair, around, (int(i.sum()) // len(i), int(j.sum()) // len(j)), settings)
        if r.evidence >= settings.overlap_nats:
            found.append(r)
            explained |= points.inside(r)
        points = points.chosen(~explained)
    return found


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


def _grown(pair: Pair, seed: Rectangle, heart: tuple[int, int], settings: ReuseSettings) -> Rectangle:
    """Grow a seed around its heart, a word of either side, to the rectangle that explains itself best; no evidence when it comes to nothing."""
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
