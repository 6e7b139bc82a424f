"""Choose the pairs of articles worth comparing: those that share rare keys near each other on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
class Meetings:
    """Places where a probe met a stored key: article and word of either, and in how many places the key stands in all."""

    probing: Integers
    probing_words: Integers
    stored: Integers
    stored_words: Integers
    frequency: Integers


def _spread(left: Integers, count: Integers) -> tuple[Integers, Integers]:
    """For ranges of rows: which range each row belongs to, and the row."""
    which = np.repeat(np.arange(len(left)), count)
    within = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, left[which] + within


def _places(keys: NDArray[np.uint32], pages: Sequence[Page]) -> tuple[list[Integers], list[Integers]]:
    """Where the rows of each key begin in each page, and how many there are."""
    left = [np.searchsorted(page.keys, keys, "left").astype(np.int64) for page in pages]
    return left, [np.searchsorted(page.keys, keys, "right") - start for page, start in zip(pages, left, strict=True)]


def meet(probes: Probes, pages: Sequence[Page], frequency_cap: int) -> Meetings:
    """Look up the probes in pages of the same stretch; keys that stand in more places than the cap are passed over."""
    left, counts = _places(probes.keys, pages)
    total = np.sum(counts, axis=0)
    found = []
    for page, start, count in zip(pages, left, counts, strict=True):
        which, rows = _spread(start, np.where(total > frequency_cap, 0, count))
        met = Meetings(
            probes.articles[which].astype(np.int64),
            probes.words[which].astype(np.int64),
            page.articles[rows].astype(np.int64),
            page.words[rows].astype(np.int64),
            total[which],
        )
        found.append(select(met, met.probing != met.stored))
    return joined(found)


def select(met: Meetings, chosen: NDArray[np.bool_]) -> Meetings:
    """The chosen meetings."""
    return Meetings(met.probing[chosen], met.probing_words[chosen], met.stored[chosen], met.stored_words[chosen], met.frequency[chosen])


def joined(parts: list[Meetings]) -> Meetings:
    """All meetings of several pages."""
    return Meetings(
        *(
            np.concatenate([getattr(p, name) for p in parts] or [np.zeros(0, np.int64)])
            for name in ("probing", "probing_words", "stored", "stored_words", "frequency")
        )
    )


def candidates(met: Meetings, articles: int, settings: ReuseSettings) -> Integers:
    """The pairs (probing, stored) whose meetings in one square of words carry evidence enough, as rows of two, sorted.

    Each meeting counts with the information of its key in a collection of `articles`, in nats.
    """
    if not len(met.probing):
        return np.zeros((0, 2), np.int64)
    information = np.log((articles + settings.prior_articles) / met.frequency)
    pair = met.probing << 32 | met.stored
    passed = []
    for shift in (0, settings.square_words // 2):
        for other in (0, settings.square_words // 2):
            squares = ((met.probing_words + shift) // settings.square_words) << 12 ^ ((met.stored_words + other) // settings.square_words)
            order = np.lexsort((squares, pair))
            opening = np.flatnonzero(np.concatenate(([True], (pair[order][1:] != pair[order][:-1]) | (squares[order][1:] != squares[order][:-1]))))
            evidence = np.add.reduceat(information[order], opening)
            passed.append(pair[order][opening][evidence >= settings.candidate_nats])
    pairs = np.unique(np.concatenate(passed))
    return np.stack((pairs >> 32, pairs & 0xFFFFFFFF), axis=1)


def formulae(probes: Probes, pages: Sequence[Page], outlets: Integers, settings: ReuseSettings) -> NDArray[np.uint32]:
    """The probed keys that outlets repeat: in many articles, and in several of each outlet that has them.

    `outlets` gives a number for the outlet of every article; where it is unknown, a number of its own.
    """
    keys = np.unique(probes.keys)
    left, counts = _places(keys, pages)
    often = np.sum(counts, axis=0) >= settings.formula_articles
    which, articles = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for page, start, count in zip(pages, left, counts, strict=True):
        key, rows = _spread(start[often], count[often])
        which.append(key)
        articles.append(page.articles[rows].astype(np.int64))
    key, article = np.concatenate(which), np.concatenate(articles)
    each = _distinct_in(key, article, int(often.sum()))
    publishers = _distinct_in(key, outlets[article], int(often.sum()))
    return keys[often][(each >= settings.formula_articles) & (each >= settings.formula_repeats * publishers)]


def _distinct_in(groups: Integers, values: Integers, count: int) -> Integers:
    """How many different values stand in each of `count` groups."""
    return np.bincount(np.unique(groups << 32 | values) >> 32, minlength=count)
