"""Verify a pair of articles: find the passages that one shares with the other, wherever they stand and in whatever order.

A seed is a small square of the plane (word of one article, word of the other) with much shared that is rare. From it a rectangle
is grown: each side in turn is cut where its words stop being better explained by the other side's words than by the language
at large. The score of a word is a log-likelihood ratio (in nats) under the model that a share of the words of a reused
passage is kept and the rest is rewritten; ends are found by the X-drop rule of sequence search (Altschul et al., 1990).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.passages import Hashes, Wording
from provenance.settings import ReuseSettings

Range = tuple[int, int]
Codes = NDArray[np.int64]
Scores = NDArray[np.float64]

_OFTEN: Final = 4  # what stands more often than this in one article opens no comparison


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A range of words of either article (half-open) and the evidence that they tell the same, in nats."""

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    evidence: float


@dataclass(frozen=True, eq=False)
class Landmarks:
    """What may open a comparison: hashes in rising order, where they stand, and what each tells, in nats."""

    hashes: Hashes
    words: NDArray[np.int32]
    nats: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Comparable:
    """An article ready to be compared: its words, how common each is in the language, and which belong to formulae."""

    wording: Wording
    frequency: Scores
    formula: NDArray[np.bool_]
    settings: ReuseSettings

    @cached_property
    def values(self) -> Hashes:
        """The different words that take part, in the order of their hashes."""
        return np.unique(self.wording.hashes[self.wording.usable])

    @cached_property
    def codes(self) -> Codes:
        """The place of each word among `values`; words that take no part have a place behind all."""
        return numbered(self.wording, self.values)

    @cached_property
    def ranks(self) -> Codes:
        """How many times each word stood before in this article."""
        order = np.argsort(self.codes, kind="stable")
        ranks = np.empty(len(order), np.int64)
        ranks[order] = _within_runs(self.codes[order])
        return ranks

    @property
    def nats(self) -> Scores:
        """What each word tells when it is shared."""
        return np.minimum(-np.log(self.frequency), self.settings.word_nats)

    @cached_property
    def landmarks(self) -> Landmarks:
        """Rare words and runs of three words that do not stand often in this article, outside of formulae."""
        h, usable = self.wording.hashes, self.wording.usable & ~self.formula
        nats = self.nats
        rare = np.flatnonzero(usable & (nats >= self.settings.seed_word_nats))
        runs = np.flatnonzero(usable[:-2] & usable[1:-1] & usable[2:])
        run_hashes = (h[runs] * np.uint64(3) + h[runs + 1]) * np.uint64(5) + h[runs + 2]
        run_nats = (nats[runs] + nats[runs + 1] + nats[runs + 2]) / 3
        hashes = np.concatenate((h[rare], run_hashes))
        order = np.argsort(hashes, kind="stable")
        hashes, words = hashes[order], np.concatenate((rare, runs + 1))[order]
        few = np.repeat(*_run_lengths(hashes)) <= _OFTEN
        told = np.concatenate((nats[rare], run_nats))[order][few]
        return Landmarks(hashes[few], words[few].astype(np.int32), told.astype(np.float32))


def numbered(wording: Wording, values: Hashes) -> Codes:
    """The place of each word among `values`, which rise; len(values) for words that are not there or take no part."""
    if not len(values):
        return np.zeros(len(wording), np.int64)
    codes = np.searchsorted(values, wording.hashes)
    known = (values[np.minimum(codes, len(values) - 1)] == wording.hashes) & wording.usable
    return np.where(known, codes, len(values))


def _run_lengths(ordered: NDArray[np.generic]) -> tuple[Codes, Codes]:
    """Of the runs of equal values: how long each is, given twice, as `np.repeat` wants it."""
    opening = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)])
    lengths = np.diff(np.append(opening, len(ordered)))
    return lengths, lengths


def _within_runs(ordered: NDArray[np.generic]) -> Codes:
    """For each place of an ordered array how many equal values stand before it."""
    at = np.arange(len(ordered))
    lengths, _ = _run_lengths(ordered)
    return at - np.repeat(np.cumsum(lengths) - lengths, lengths)


@dataclass(frozen=True, eq=False)
class Side:
    """One article in the numbering of a pair."""

    codes: Codes
    ranks: Codes
    frequency: Scores
    size: int

    def counts(self, first: int, last: int) -> Codes:
        """How often each number stands in a range."""
        return np.bincount(self.codes[first:last], minlength=self.size)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two articles in one numbering of their words, that of the words of `right`."""

    left: Comparable
    right: Comparable

    @cached_property
    def a(self) -> Side:
        """The words of the left article."""
        known = len(self.right.values)
        codes = numbered(self.left.wording, self.right.values)
        return Side(np.where(codes == known, known + 1, codes), self.left.ranks, self.left.frequency, known + 2)

    @cached_property
    def b(self) -> Side:
        """The words of the right article; those that take no part have a number that the left article never has."""
        return Side(self.right.codes, self.right.ranks, self.right.frequency, len(self.right.values) + 2)

    @cached_property
    def nats(self) -> Scores:
        """What each numbered word tells."""
        nats = np.zeros(self.b.size)
        nats[self.b.codes] = self.right.nats
        return nats


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
    codes, ranks = side.codes[low:high], side.ranks[low:high]
    before = side.counts(0, first)[codes]
    nearer = ranks - before
    ahead = first - low
    nearer[:ahead] = side.counts(first, last)[codes[:ahead]] + before[:ahead] - 1 - ranks[:ahead]
    kept = settings.kept_share
    chance = np.minimum(side.frequency[low:high] * max(1, int(others.sum())), 1.0)
    gain = np.minimum(np.log(kept / chance + (1 - kept)), settings.word_nats)
    score = np.where(np.maximum(nearer, 0) < others[codes], gain, math.log(1 - kept))
    start, end, evidence = _extent(score, centre - low, settings.drop_nats)
    return (start + low, end + low), evidence


def _grow(pair: Pair, i: Codes, j: Codes, settings: ReuseSettings) -> Rectangle:
    """Grow the points of a seed to the rectangle that explains itself best; it has no evidence when it comes to nothing."""
    a, b = pair.a, pair.b
    ci, cj = int(i.sum()) // len(i), int(j.sum()) // len(j)
    x, y = (int(i.min()), int(i.max()) + 1), (int(j.min()), int(j.max()) + 1)
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
    """Passages that may be shared, the one with most evidence first."""
    i, j, weight = _points(pair.left.landmarks, pair.right.landmarks)
    found: list[Rectangle] = []
    for _ in range(settings.seeds_a_pair):
        inside = _seed(i, j, weight, settings)
        if inside is None:
            break
        r = _grow(pair, i[inside], j[inside], settings)
        if r.evidence >= settings.overlap_nats:
            found.append(r)
            inside |= (i >= r.a_first) & (i < r.a_last) & (j >= r.b_first) & (j < r.b_last)
        i, j, weight = i[~inside], j[~inside], weight[~inside]
    return sorted(_united(found, settings.gap_words), key=lambda r: (-r.evidence, r.a_first, r.b_first))


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
