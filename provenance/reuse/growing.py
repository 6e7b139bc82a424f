"""Grow seeds to passages, many side by side, each in the plane of its own two articles.

Around its heart each side of a seed is cut in turn where its words stop being better explained by the other side's words than by the
language at large. The score of a word is a log-likelihood ratio under the model that a share of the words of a reused passage is
kept and the rest is rewritten; ends are found by the X-drop rule of sequence search (Altschul et al., 1990).

Scores are whole numbers (see `comparable.NAT`): what a seed grows to does not depend on those beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.comparable import NAT, Codes, Pair, Rectangle, Side
from provenance.reuse.runs import steps, within
from provenance.settings import ReuseSettings

Ranges = NDArray[np.int64]
"""Two columns: first word, and word behind the last."""

_TOGETHER: Final = 128  # seeds: what growing them takes stays in the cache
_APART: Final = 44  # bits that no sum of scores has


@dataclass(frozen=True, slots=True)
class Seed:
    """A small rectangle with much shared that is rare, and its heart: a word of either side."""

    pair: Pair
    around: Rectangle
    heart: tuple[int, int]


@dataclass(frozen=True, eq=False)
class _Parts:
    """A part of each of some sides."""

    sides: Sequence[Side]
    ranges: Ranges

    def of(self, numbers: Codes) -> _Parts:
        """Some of them."""
        return _Parts([self.sides[n] for n in numbers.tolist()], self.ranges[numbers])

    def resized(self, ranges: Ranges) -> _Parts:
        """Other parts of the same sides."""
        return _Parts(self.sides, ranges)

    @property
    def ends(self) -> Codes:
        """How many words each side has."""
        return np.array([len(side.codes) for side in self.sides], np.int64)

    @property
    def lengths(self) -> Codes:
        """How many words each part has."""
        return self.ranges[:, 1] - self.ranges[:, 0]

    def all(self, told: Callable[[Side], Codes]) -> Codes:
        """What is told of the words of all parts, one part behind the other."""
        return np.concatenate([told(side)[a:b] for side, (a, b) in zip(self.sides, self.ranges.tolist(), strict=True)])

    def codes(self, offsets: Codes) -> Codes:
        """The number of each word among those of all pairs; `offsets` say where those of each pair begin."""
        return self.all(lambda side: side.codes) + offsets.repeat(self.lengths)


def grown(seeds: Sequence[Seed], settings: ReuseSettings) -> list[Rectangle]:
    """The rectangle that each seed grows to; without evidence when it comes to nothing."""
    return [r for start in range(0, len(seeds), _TOGETHER) for r in _grown(seeds[start : start + _TOGETHER], settings)]


def _grown(seeds: Sequence[Seed], settings: ReuseSettings) -> list[Rectangle]:
    x = _Parts([s.pair.a for s in seeds], np.array([(s.around.a_first, s.around.a_last) for s in seeds], np.int64).reshape(-1, 2))
    y = _Parts([s.pair.b for s in seeds], np.array([(s.around.b_first, s.around.b_last) for s in seeds], np.int64).reshape(-1, 2))
    ci, cj = np.array([s.heart for s in seeds], np.int64).reshape(-1, 2).T
    scores, hopeless = np.zeros(len(seeds), np.int64), settings.hopeless_nats * NAT
    alive, now = np.ones(len(seeds), np.bool_), np.arange(len(seeds))
    for _ in range(settings.rounds):
        near = _widened(y.of(now), settings.margin_words)
        x.ranges[now], scores[now] = _fitted(x.of(now), ci[now], near, settings)
        alive[now] = scores[now] >= hopeless
        near, now = near.of(alive[now].nonzero()[0]), now[alive[now]]
        y.ranges[now], scores[now] = _fitted(y.of(now), cj[now], x.of(now), settings)
        alive[now] = scores[now] >= hopeless
        now = now[alive[now] & _cut_off(y.ranges[now], near)]
    last = alive.nonzero()[0]
    x.ranges[last], others = _fitted(x.of(last), ci[last], y.of(last), settings)
    evidence = np.zeros(len(seeds))
    evidence[last] = np.minimum(scores[last], others) / NAT
    return [Rectangle(a, b, c, d, e) for (a, b), (c, d), e in zip(x.ranges.tolist(), y.ranges.tolist(), evidence.tolist(), strict=True)]


def _widened(parts: _Parts, least: int) -> _Parts:
    """Each part with as much again on both sides, `least` words at least."""
    margin = np.maximum(least, parts.lengths)
    return parts.resized(np.stack((np.maximum(0, parts.ranges[:, 0] - margin), np.minimum(parts.ends, parts.ranges[:, 1] + margin)), 1))


def _cut_off(found: Ranges, near: _Parts) -> NDArray[np.bool_]:
    """Which ranges reach an end of what was looked at, and not of the article: they may go on."""
    (low, high), ends = near.ranges.T, near.ends
    reached: NDArray[np.bool_] = ((found[:, 0] <= low) & (low > 0)) | ((found[:, 1] >= high) & (high < ends))
    return reached


def _fitted(own: _Parts, centres: Codes, explaining: _Parts, settings: ReuseSettings) -> tuple[Ranges, Codes]:
    """For each side the range around its centre, near the part found so far, that words of the other side explain; the evidence."""
    if not own.sides:
        return own.ranges, np.zeros(0, np.int64)
    reach = np.maximum(settings.reach_words, 2 * own.lengths)
    low = np.maximum(0, np.minimum(own.ranges[:, 0], centres) - reach)
    high = np.minimum(own.ends, np.maximum(own.ranges[:, 1], centres) + reach)
    window = own.resized(np.stack((low, high), 1))
    middle = window.lengths.cumsum() - (high - centres)  # where each centre stands among the words of all windows
    onwards = np.concatenate((steps(middle, high - centres, 1), steps(middle - 1, centres - low, -1)))
    lengths = np.concatenate((high - centres, centres - low))
    taken, sums = _best_ends(_scores(own, window, explaining, settings)[onwards], lengths, round(settings.drop_nats * NAT))
    n = len(own.sides)
    return np.stack((centres - taken[n:], centres + taken[:n]), 1), sums[:n] + sums[n:]


def _scores(own: _Parts, window: _Parts, explaining: _Parts, settings: ReuseSettings) -> Codes:
    """What each word of the windows tells: each word of the other side explains one, those nearest to the part found so far first."""
    sizes = np.array([side.size for side in own.sides])
    offsets, total = sizes.cumsum() - sizes, int(sizes.sum())
    codes, ranks = window.codes(offsets), window.all(lambda side: side.article.numbering.ranks)
    start = own.resized(np.stack((np.zeros_like(own.ranges[:, 0]), own.ranges[:, 0]), 1))
    before, inside, stock = (np.bincount(parts.codes(offsets), minlength=total)[codes] for parts in (start, own, explaining))
    ahead = np.arange(len(codes)) < (window.lengths.cumsum() - (window.ranges[:, 1] - own.ranges[:, 0])).repeat(window.lengths)
    nearer = np.where(ahead, inside + before - 1 - ranks, ranks - before)  # how many of the same word stand nearer
    others = iter([_rounded(count) for count in explaining.lengths.tolist()])
    gains = window.all(lambda side: side.article.gains(next(others)))
    return np.where(np.maximum(nearer, 0) < stock, gains, round(math.log(1 - settings.kept_share) * NAT))


def _rounded(count: int) -> int:
    """A number of words rounded to a power of the root of two, so that few tables of gains are needed."""
    return round(2 ** (round(2 * math.log2(max(1, count))) / 2))


def _best_ends(scores: Codes, lengths: Codes, drop: int) -> tuple[Codes, Codes]:
    """How many scores of each run to take for the highest sum before the first fall by more than `drop`, and that sum (none: 0)."""
    taken, best = np.zeros(len(lengths), np.int64), np.zeros(len(lengths), np.int64)
    filled = lengths.nonzero()[0]
    if not len(filled):
        return taken, best
    length = lengths[filled]
    start, run = length.cumsum() - length, np.arange(len(filled)).repeat(length)
    sums = scores.cumsum()
    sums -= np.concatenate(([0], sums))[start][run]
    place = within(length)
    lift = run << _APART
    highest = np.maximum(np.maximum.accumulate(sums + lift) - lift, 0)
    stop = np.minimum.reduceat(np.where(highest - sums > drop, place, length[run]), start)
    sums[place >= stop[run]] = -1 << _APART
    top = np.maximum.reduceat(sums, start)
    at = np.minimum.reduceat(np.where(sums == top[run], place, length[run]), start)
    taken[filled], best[filled] = np.where(top > 0, at + 1, 0), np.maximum(top, 0)
    return taken, best
