"""Choose the pairs of articles worth comparing: those that share rare keys near each other on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from provenance.settings import ReuseSettings

Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Page:
    """A stretch of the index in order of its keys: parallel arrays of key, article and word."""

    keys: NDArray[np.uint32]
    articles: NDArray[np.uint32]
    words: NDArray[np.uint16]

    def chosen(self, which: NDArray[np.bool_] | Integers) -> Page:
        """Some of the rows."""
        return Page(self.keys[which], self.articles[which], self.words[which])


@dataclass(frozen=True, eq=False)
class Asking:
    """Which articles are looked up, by their number: those that wait to be, and those of them whose turn it is.

    Of two that wait, the one with the higher number asks; so each pair is looked at once.
    """

    waiting: NDArray[np.bool_]
    turn: NDArray[np.bool_]

    def asks(self, one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """For pairs of articles: whether it is the first of the two that asks now."""
        return self.turn[one] & (~self.waiting[other] | (other < one))


@dataclass(frozen=True, eq=False)
class Publishers:
    """What finding candidates needs of every article, by its number: its outlet, its story and its rank by content.

    Equal outlets have equal numbers; an article whose outlet is unknown has a number of its own. Articles of one outlet that
    are versions of one story have equal story numbers.
    """

    outlets: Integers
    stories: Integers
    ranks: Integers


@dataclass(frozen=True, eq=False)
class Meetings:
    """Places where an article that asks has a key of another: article and word of either, and what the key tells, in nats."""

    asking: NDArray[np.uint32]
    asking_words: NDArray[np.uint16]
    other: NDArray[np.uint32]
    other_words: NDArray[np.uint16]
    nats: NDArray[np.float32]

    def chosen(self, which: NDArray[np.bool_] | Integers) -> Meetings:
        """Some of the meetings."""
        return Meetings(*(getattr(self, f.name)[which] for f in fields(self)))


def joined(parts: Sequence[Meetings]) -> Meetings:
    """All meetings of several pages."""
    rows, words = np.zeros(0, np.uint32), np.zeros(0, np.uint16)
    parts = [Meetings(rows, words, rows, words, np.zeros(0, np.float32)), *parts]
    return Meetings(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Meetings)))


@dataclass(frozen=True, eq=False)
class _Keys:
    """Rows of a page with the number of their key (rising) and, of each key, where its rows begin and how many they are."""

    rows: Page
    key: Integers
    first: Integers
    total: Integers

    def of(self, rows: Integers) -> tuple[Integers, Integers]:
        """For some rows each row of the same key: the row that asked, and the other."""
        count = self.total[self.key[rows]]
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        return np.repeat(rows, count), np.repeat(self.first[self.key[rows]], count) + within


def _keyed(rows: Page) -> _Keys:
    first = np.flatnonzero(np.concatenate(([True], rows.keys[1:] != rows.keys[:-1]))[: len(rows.keys)])
    total = np.diff(np.append(first, len(rows.keys)))
    return _Keys(rows, np.repeat(np.arange(len(first)), total), first, total)


def _with_keys(parts: Sequence[Page], keys: NDArray[np.uint32]) -> Page:
    """All rows that have one of these keys, which rise, in order of their keys."""
    chosen = []
    for part in parts:
        left = np.searchsorted(part.keys, keys, "left")
        count = np.searchsorted(part.keys, keys, "right") - left
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        chosen.append(part.chosen(np.repeat(left, count) + within))
    rows = Page(*(np.concatenate([getattr(part, f.name) for part in chosen]) for f in fields(Page)))
    return rows.chosen(np.argsort(rows.keys, kind="stable"))


def look_up(
    parts: Sequence[Page], asking: Asking, publishers: Publishers, settings: ReuseSettings
) -> tuple[Meetings, NDArray[np.uint32], NDArray[np.uint32]]:
    """Where articles that ask meet other outlets' articles; which of their keys are formulae, and which are not.

    `parts` hold a stretch of the index, one for each generation. Beside a look at each row, the time depends on what is asked for.

    A key that stands in more places than the cap meets only its heads: the few articles first by content, the same for all
    who ask; so the members of a large family meet, each through the heads. Formulae bring nobody together.
    """
    found = _keyed(_with_keys(parts, np.unique(np.concatenate([part.keys[asking.turn[part.articles]] for part in parts]))))
    found = _keyed(found.rows.chosen((found.total > 1)[found.key]))
    formula = _repeated(found, publishers, settings)
    rare = (found.total <= settings.frequency_cap) & ~formula
    articles, words = found.rows.articles, found.rows.words
    one, other = found.of(np.flatnonzero(rare[found.key] & asking.turn[articles]))
    heads = _heads(found, ~(rare | formula), publishers.ranks, settings.heads)
    head, member = found.of(heads)
    plain = ~np.isin(member, heads)
    one, other = np.concatenate((one, head, member[plain])), np.concatenate((other, member, head[plain]))
    apart = asking.asks(articles[one], articles[other]) & (publishers.outlets[articles[one]] != publishers.outlets[articles[other]])
    one, other = one[apart], other[apart]
    nats = np.log((len(publishers.ranks) + settings.prior_articles) / found.total[found.key[one]]).astype(np.float32)
    keys = found.rows.keys[found.first]
    return Meetings(articles[one], words[one], articles[other], words[other], nats), keys[formula], keys[~formula]


def _repeated(found: _Keys, publishers: Publishers, settings: ReuseSettings) -> NDArray[np.bool_]:
    """Which keys outlets repeat: in many stories, and in several of each outlet that has them."""
    often = np.flatnonzero((found.total >= settings.formula_stories)[found.key])
    key, articles = found.key[often], found.rows.articles[often]
    stories = _distinct_in(key, publishers.stories[articles], len(found.total))
    outlets = _distinct_in(key, publishers.outlets[articles], len(found.total))
    return (stories >= settings.formula_stories) & (stories >= settings.formula_repeats * outlets)


def _distinct_in(groups: Integers, values: Integers, count: int) -> Integers:
    """How many different values stand in each of `count` groups."""
    return np.bincount(np.unique(groups << 32 | values) >> 32, minlength=count)


def _heads(found: _Keys, wide: NDArray[np.bool_], ranks: Integers, count: int) -> Integers:
    """Of each key that is `wide` the `count` rows whose articles are first by content."""
    rows = np.flatnonzero(wide[found.key])
    rows = rows[np.lexsort((found.rows.words[rows], ranks[found.rows.articles[rows]], found.key[rows]))]
    within = np.arange(len(rows)) - np.repeat(np.cumsum(found.total[wide]) - found.total[wide], found.total[wide])
    return rows[within < count]


def candidates(met: Meetings, articles: int, settings: ReuseSettings) -> Integers:
    """The pairs (one that asked, the other) whose meetings in one square of words carry evidence enough, as rows of two, sorted.

    They must not all stand at one spot, where names with their titles do. Each of `articles` in the collection is a chance to meet by
    accident, so more evidence is asked of larger collections.
    """
    least = settings.candidate_nats + float(np.log(articles + settings.prior_articles))
    pair = met.asking.astype(np.int64) << 32 | met.other
    order = np.argsort(pair, kind="stable")
    promising = order[np.repeat(*_sums(pair[order], met.nats[order], least))]
    met, pair = met.chosen(promising), pair[promising]
    passed = [np.zeros(0, np.int64)]
    size = settings.square_words
    for shift in (0, size // 2):
        for other in (0, size // 2):
            square = (met.asking_words.astype(np.int64) + shift) // size << 16 | (met.other_words.astype(np.int64) + other) // size
            order = np.lexsort((square, pair))
            opening = np.flatnonzero(np.concatenate(([True], (np.diff(pair[order]) != 0) | (np.diff(square[order]) != 0)))[: len(order)])
            if len(opening):
                wide = np.minimum(_width(met.asking_words[order], opening), _width(met.other_words[order], opening)) >= settings.spread_words
                passed.append(pair[order][opening][wide & (np.add.reduceat(met.nats[order], opening) >= least)])
    pairs = np.unique(np.concatenate(passed))
    return np.stack((pairs >> 32, pairs & 0xFFFFFFFF), axis=1)


def _width(words: NDArray[np.uint16], opening: Integers) -> NDArray[np.uint16]:
    """From each opening to the next: how far the words lie apart."""
    return np.maximum.reduceat(words, opening) - np.minimum.reduceat(words, opening)


def _sums(groups: Integers, values: NDArray[np.float32], least: float) -> tuple[NDArray[np.bool_], Integers]:
    """For each run of equal groups: whether its values add up to `least`, and how long it is."""
    opening = np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1]))[: len(groups)])
    count = np.diff(np.append(opening, len(groups)))
    return (np.add.reduceat(values, opening) if len(opening) else np.zeros(0, np.float32)) >= least, count


def in_neighbourhoods(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same pairs in an order in which those that share articles stand near each other, so that few articles need to be at hand."""
    partners: dict[int, list[int]] = {}
    for a, b in pairs:
        partners.setdefault(a, []).append(b)
        partners.setdefault(b, []).append(a)
    place: dict[int, int] = {}
    for first in partners:
        waiting = [first]
        while waiting:
            article = waiting.pop()
            if article not in place:
                place[article] = len(place)
                waiting += partners[article]
    return sorted(pairs, key=lambda pair: sorted((place[pair[0]], place[pair[1]]), reverse=True))
