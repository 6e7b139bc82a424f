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
    """A sorted stretch of the index: parallel arrays of key, article and word."""

    keys: NDArray[np.uint32]
    articles: NDArray[np.uint32]
    words: NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Probes:
    """Keys to look up, sorted by key: parallel arrays of key, article and word."""

    keys: NDArray[np.uint32]
    articles: NDArray[np.uint32]
    words: NDArray[np.uint16]


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
    """Places where a probe met a stored key: article and word of either, and what the key tells, in nats."""

    probing: NDArray[np.uint32]
    probing_words: NDArray[np.uint16]
    stored: NDArray[np.uint32]
    stored_words: NDArray[np.uint16]
    nats: NDArray[np.float32]

    def chosen(self, which: NDArray[np.bool_] | Integers) -> Meetings:
        """Some of the meetings."""
        return Meetings(self.probing[which], self.probing_words[which], self.stored[which], self.stored_words[which], self.nats[which])


def joined(parts: Sequence[Meetings]) -> Meetings:
    """All meetings of several pages."""
    rows, words = np.zeros(0, np.uint32), np.zeros(0, np.uint16)
    parts = [Meetings(rows, words, rows, words, np.zeros(0, np.float32)), *parts]
    return Meetings(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Meetings)))


def _spread(left: Integers, count: Integers) -> tuple[Integers, Integers]:
    """For ranges of rows: which range each row belongs to, and the row."""
    which = np.repeat(np.arange(len(left)), count)
    within = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, left[which] + within


@dataclass(frozen=True, eq=False)
class _Found:
    """Stored rows of several keys: number of the key (rising), article, word."""

    key: Integers
    article: NDArray[np.uint32]
    word: NDArray[np.uint16]

    def chosen(self, which: NDArray[np.bool_] | Integers) -> _Found:
        return _Found(self.key[which], self.article[which], self.word[which])


def _rows_of(keys: NDArray[np.uint32], pages: Sequence[Page]) -> _Found:
    """The rows of the keys that stand in more than one place, over all pages of the same stretch."""
    left = [np.searchsorted(page.keys, keys, "left").astype(np.int64) for page in pages]
    count = [np.searchsorted(page.keys, keys, "right") - start for page, start in zip(pages, left, strict=True)]
    several = np.sum(count, axis=0) > 1
    parts = []
    for page, start, number in zip(pages, left, count, strict=True):
        key, rows = _spread(start, np.where(several, number, 0))
        parts.append(_Found(key, page.articles[rows], page.words[rows]))
    found = _Found(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(_Found)))
    return found if len(pages) == 1 else found.chosen(np.argsort(found.key, kind="stable"))


def look_up(probes: Probes, pages: Sequence[Page], publishers: Publishers, settings: ReuseSettings) -> tuple[Meetings, NDArray[np.uint32]]:
    """Where the probes meet other outlets' articles in pages of the same stretch, and which of their keys are formulae.

    A key that stands in more places than the cap meets only its heads: the few articles first by content, the same for all
    who ask; so the members of a large family meet, each through the heads. Formulae bring nobody together.
    """
    keys, key_of = np.unique(probes.keys, return_inverse=True)
    found = _rows_of(keys, pages)
    total = np.bincount(found.key, minlength=len(keys))
    formula = _repeated(found, total, publishers, settings)
    heads = _heads(found.chosen((total[found.key] > settings.frequency_cap) & ~formula[found.key]), publishers.ranks, settings.heads)
    rare = found.chosen((total[found.key] <= settings.frequency_cap) & ~formula[found.key])
    parts = []
    for part in (rare, heads):
        start = np.searchsorted(part.key, np.arange(len(keys) + 1))
        which, rows = _spread(start[:-1][key_of], np.diff(start)[key_of])
        article = part.article[rows]
        other = publishers.outlets[article] != publishers.outlets[probes.articles[which]]
        which, rows = which[other], rows[other]
        nats = np.log((len(publishers.ranks) + settings.prior_articles) / total[key_of[which]]).astype(np.float32)
        parts.append(Meetings(probes.articles[which], probes.words[which], part.article[rows], part.word[rows], nats))
    return joined(parts), keys[formula]


def _repeated(found: _Found, total: Integers, publishers: Publishers, settings: ReuseSettings) -> NDArray[np.bool_]:
    """Which keys outlets repeat: in many stories, and in several of each outlet that has them."""
    often = found.chosen(total[found.key] >= settings.formula_stories)
    stories = _distinct_in(often.key, publishers.stories[often.article], len(total))
    outlets = _distinct_in(often.key, publishers.outlets[often.article], len(total))
    return (stories >= settings.formula_stories) & (stories >= settings.formula_repeats * outlets)


def _distinct_in(groups: Integers, values: Integers, count: int) -> Integers:
    """How many different values stand in each of `count` groups."""
    return np.bincount(np.unique(groups << 32 | values) >> 32, minlength=count)


def _heads(found: _Found, ranks: Integers, count: int) -> _Found:
    """Of each key the `count` rows whose articles are first by content."""
    found = found.chosen(np.lexsort((found.word, ranks[found.article], found.key)))
    opening = np.flatnonzero(np.concatenate(([True], found.key[1:] != found.key[:-1]))[: len(found.key)])
    within = np.arange(len(found.key)) - np.repeat(opening, np.diff(np.append(opening, len(found.key))))
    return found.chosen(within < count)


def candidates(met: Meetings, articles: int, settings: ReuseSettings) -> Integers:
    """The pairs (probing, stored) whose meetings in one square of words carry evidence enough, as rows of two, sorted.

    They must not all stand at one spot, where names with their titles do. Each of `articles` in the collection is a chance to meet by
    accident, so more evidence is asked of larger collections.
    """
    least = settings.candidate_nats + float(np.log(articles + settings.prior_articles))
    pair = met.probing.astype(np.int64) << 32 | met.stored
    order = np.argsort(pair, kind="stable")
    promising = order[np.repeat(*_sums(pair[order], met.nats[order], least))]
    met, pair = met.chosen(promising), pair[promising]
    passed = [np.zeros(0, np.int64)]
    size = settings.square_words
    for shift in (0, size // 2):
        for other in (0, size // 2):
            square = (met.probing_words.astype(np.int64) + shift) // size << 16 | (met.stored_words.astype(np.int64) + other) // size
            order = np.lexsort((square, pair))
            opening = np.flatnonzero(np.concatenate(([True], (np.diff(pair[order]) != 0) | (np.diff(square[order]) != 0)))[: len(order)])
            if len(opening):
                wide = np.minimum(_width(met.probing_words[order], opening), _width(met.stored_words[order], opening)) >= settings.spread_words
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
