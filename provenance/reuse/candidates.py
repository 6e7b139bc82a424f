"""Choose the pairs of articles worth comparing: those that share rare keys near each other on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.fingerprints import are_runs
from provenance.reuse.keyed import Keyed, Page, first_places, keyed, keys_of, with_keys
from provenance.reuse.repeated import BOILERPLATE, FORMULA, Degrees, Repeated
from provenance.reuse.runs import Integers, openings, within
from provenance.settings import ReuseSettings
from provenance.sorting import rising


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


@dataclass(frozen=True, eq=False)
class LookedUp:
    """What looking up in a stretch of the index gives.

    Where articles that ask meet those of other outlets; the keys of runs of words that outlets repeat more or less than before, as
    they do now; and the rows that hold one that became a formula or is none any more.
    """

    met: Meetings
    changed: Repeated
    holders: Page


def joined(parts: Sequence[LookedUp]) -> LookedUp:
    """All that looking up in several stretches, in whatever order, has given; there is one at least."""
    keys, degrees = (np.concatenate([getattr(p.changed, f.name) for p in parts]) for f in fields(Repeated))
    order = np.argsort(keys)
    return LookedUp(
        Meetings(*(np.concatenate([getattr(p.met, f.name) for p in parts]) for f in fields(Meetings))),
        Repeated(keys[order], degrees[order]),
        Page(*(np.concatenate([getattr(p.holders, f.name) for p in parts]) for f in fields(Page))),
    )


def look_up(parts: Sequence[Page], asking: Asking, publishers: Publishers, known: Repeated, settings: ReuseSettings) -> LookedUp:
    """Look up the articles whose turn it is; `known` are the keys that outlets repeated so far.

    `parts` hold a stretch of the index, one for each generation. Beside a glance at each, the time depends on what is asked for.

    A key that stands in more places than the cap meets only its heads: the few articles first by content, the same for all
    who ask; so the members of a large family meet, each through the heads. Formulae bring nobody together.
    """
    found = keyed(first_places(with_keys(parts, keys_of(parts, asking.turn)), settings.article_places))
    found = keyed(found.rows.chosen((found.total > 1)[found.key]))
    degrees = _degrees(found, publishers, settings)
    formula = degrees == FORMULA
    rare = (found.total <= settings.frequency_cap) & ~formula
    articles, words = found.rows.articles, found.rows.words
    one, other = found.of(np.flatnonzero(rare[found.key] & asking.turn[articles]))
    heads = _heads(found, ~(rare | formula), publishers.ranks, settings.heads)
    head, member = found.of(heads)
    plain = ~np.isin(member, heads)
    one, other = np.concatenate((one, head, member[plain])), np.concatenate((other, member, head[plain]))
    apart = asking.asks(articles[one], articles[other]) & (publishers.outlets[articles[one]] != publishers.outlets[articles[other]])
    one, other = one[apart], other[apart]
    nats = np.log(max(len(publishers.ranks), settings.least_articles) / found.total[found.key[one]]).astype(np.float32)
    keys = found.rows.keys[found.first]
    before, runs = known.degrees_of(keys), are_runs(keys)
    changed, turned = runs & (degrees != before), runs & (formula != (before == FORMULA))
    met = Meetings(articles[one], words[one], articles[other], words[other], nats)
    return LookedUp(met, Repeated(keys[changed], degrees[changed]), found.rows.chosen(turned[found.key]))


def _degrees(found: Keyed, publishers: Publishers, settings: ReuseSettings) -> Degrees:
    """How much outlets repeat each key: in how many stories, and in how many of each outlet that has it."""
    least = min(settings.boilerplate_stories, settings.formula_stories)
    often = np.flatnonzero((found.total >= least)[found.key])
    key, articles = found.key[often], found.rows.articles[often]
    stories = _distinct_in(key, publishers.stories[articles], len(found.total))
    outlets = _distinct_in(key, publishers.outlets[articles], len(found.total))
    degrees = np.zeros(len(found.total), np.uint8)
    degrees[(stories >= settings.boilerplate_stories) & (stories >= settings.boilerplate_repeats * outlets)] = BOILERPLATE
    degrees[(stories >= settings.formula_stories) & (stories >= settings.formula_repeats * outlets)] = FORMULA
    return degrees


def _distinct_in(groups: Integers, values: Integers, count: int) -> Integers:
    """How many different values stand in each of `count` groups."""
    span = int(values.max(initial=0)) + 1
    cells = groups * span + values
    if count * span <= 8 * len(cells):  # few values: a table is faster than sorting
        seen = np.zeros(count * span, np.bool_)
        seen[cells] = True
        distinct: Integers = seen.reshape(count, span).sum(axis=1, dtype=np.int64)
        return distinct
    ordered = np.sort(cells.astype(np.uint32) if count * span < 1 << 32 else cells)
    return np.bincount(ordered[openings(ordered)] // span, minlength=count)


def _heads(found: Keyed, wide: NDArray[np.bool_], ranks: Integers, count: int) -> Integers:
    """Of each key that is `wide` the `count` rows whose articles are first by content."""
    rows = np.flatnonzero(wide[found.key])
    rows = rows[np.lexsort((found.rows.words[rows], ranks[found.rows.articles[rows]], found.key[rows]))]
    return rows[within(found.total[wide]) < count]


def candidates(met: Meetings, articles: int, settings: ReuseSettings) -> Integers:
    """The pairs (one that asked, the other) whose meetings in one square of words carry evidence enough, as rows of two, sorted.

    Each word of either side tells once, by the rarest of its keys. The meetings must not all stand at one spot, where names with
    their titles do. Each of `articles` in the collection is a chance to meet by accident, so more evidence is asked of larger
    collections.
    """
    least = settings.candidate_nats + float(np.log(max(articles, settings.least_articles)))
    met = met.chosen(rising(-met.nats))  # the rarest first, in all groups to come
    pairs, pair = np.unique(met.asking.astype(np.int64) << 32 | met.other, return_inverse=True)
    passed = np.zeros(len(pairs), np.bool_)
    open_ = np.bincount(pair, met.nats, len(pairs)) >= least
    size = settings.square_words
    for shift in (0, size // 2):
        for other in (0, size // 2):
            met, pair = met.chosen(open_[pair]), pair[open_[pair]]
            square = (met.asking_words.astype(np.int64) + shift) // size << 16 | (met.other_words.astype(np.int64) + other) // size
            passed[_convincing(met, pair << 32 | square, least, settings.spread_words) >> 32] = True
            open_ &= ~passed
    return np.stack((pairs[passed] >> 32, pairs[passed] & 0xFFFFFFFF), axis=1)


def _convincing(met: Meetings, groups: Integers, least: float, spread: int) -> Integers:
    """The groups of meetings, which stand with the rarest first, that carry evidence enough and are wide enough on both sides."""
    order = rising(groups)
    opening = openings(groups[order])
    if not len(opening):
        return groups[:0]
    wide = np.minimum(_width(met.asking_words[order], opening), _width(met.other_words[order], opening)) >= spread
    heavy = np.add.reduceat(met.nats[order], opening) >= least
    counts = np.diff(np.append(opening, len(order)))
    order, number = order[np.repeat(wide & heavy, counts)], np.repeat(np.arange(np.count_nonzero(wide & heavy)), counts[wide & heavy])
    told = np.minimum(*(_told_once(number, words[order], met.nats[order]) for words in (met.asking_words, met.other_words)))
    return groups[order[openings(number)]][told >= least]


def _told_once(groups: Integers, words: NDArray[np.uint16], nats: NDArray[np.float32]) -> NDArray[np.float64]:
    """What the first meeting of each word of a group tells, for each group, in nats."""
    places = groups << 16 | words
    order = rising(places)
    first = order[openings(places[order])]
    return np.bincount(groups[first], nats[first]).astype(np.float64, copy=False)


def _width(words: NDArray[np.uint16], opening: Integers) -> NDArray[np.uint16]:
    """From each opening to the next: how far the words lie apart."""
    return np.maximum.reduceat(words, opening) - np.minimum.reduceat(words, opening)


def in_neighbourhoods(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same pairs in an order in which those that share articles stand near each other, so that few articles need to be at hand.

    Articles take their places one after the other: next comes the one of whose partners the largest share has a place.
    """
    partners: dict[int, list[int]] = {}
    for a, b in pairs:
        partners.setdefault(a, []).append(b)
        partners.setdefault(b, []).append(a)
    place: dict[int, int] = {}
    placed = dict.fromkeys(partners, 0.0)  # the share of each article's partners that have a place
    for first in sorted(partners, key=lambda article: len(partners[article])):
        waiting = [(0.0, first)]
        while waiting:
            share, article = heappop(waiting)
            if article in place or -share != placed[article]:
                continue
            place[article] = len(place)
            for other in partners[article]:
                placed[other] += 1 / len(partners[other])
                heappush(waiting, (-placed[other], other))
    return sorted(pairs, key=lambda pair: sorted((place[pair[0]], place[pair[1]]), reverse=True))
