"""Tell which articles of one outlet are versions of one story.

How much an outlet repeats a phrase is counted in stories: an article that comes again, with another headline or some sentences more,
repeats no phrase. Two articles are versions when most of their runs of three words are the same, or when nearly all of the shorter one
stand in the longer one (resemblance and containment; Broder, 1997). Both are estimated from a sample by value, which takes the same runs
in every article: those with the lowest keys, which stand in the first pages of the index. Winnowing keeps nearly all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.families import root
from provenance.reuse.fingerprints import are_runs
from provenance.reuse.keyed import Page, first_places, keyed, keys_of, with_keys
from provenance.reuse.runs import Integers
from provenance.settings import ReuseSettings

_PAIR: Final = 32  # bits of an article number


@dataclass(frozen=True, eq=False)
class Sample:
    """What a stretch of the index tells.

    ``met`` are the pairs of articles of one outlet that share a run, as often as they do: the lower number, shifted by 32 bits, and the
    higher. ``runs`` are the runs that each article has, by its number; 0 of those that are not new.
    """

    met: Integers
    runs: Integers


def sampled(parts: Sequence[Page], new: NDArray[np.bool_], outlets: Integers, settings: ReuseSettings) -> Sample:
    """What a stretch of the index, in its generations, tells of articles that are `new`, by their number.

    A run that very many articles have tells of none.
    """
    keys = keys_of(parts, new)
    found = keyed(first_places(with_keys(parts, keys[are_runs(keys)]), 1))
    articles = found.rows.articles.astype(np.int64)
    telling = (found.total <= settings.frequency_cap)[found.key] & new[articles]
    one, other = (articles[rows] for rows in found.of(np.flatnonzero(telling & (found.total > 1)[found.key])))
    met = (outlets[one] == outlets[other]) & (~new[other] | (other < one))
    one, other = one[met], other[met]
    return Sample(np.minimum(one, other) << _PAIR | np.maximum(one, other), np.bincount(articles[telling], minlength=len(new)))


def together(samples: Sequence[Sample]) -> Sample:
    """What several stretches of the index, one at least, tell."""
    return Sample(np.concatenate([sample.met for sample in samples]), np.sum([sample.runs for sample in samples], axis=0))


def versions(met: Integers, runs: Integers, settings: ReuseSettings) -> Integers:
    """The pairs of articles that are versions, as rows of two; `met` is of all samples, `runs` says of each article how many they are."""
    pairs, shared = np.unique(met, return_counts=True)
    one, other = pairs >> _PAIR, pairs & ((1 << _PAIR) - 1)
    resemble = shared >= settings.version_resemblance * (runs[one] + runs[other] - shared)
    contain = shared >= settings.version_containment * np.minimum(runs[one], runs[other])
    chosen = (shared >= settings.version_runs) & (resemble | contain)
    return np.stack((one[chosen], other[chosen]), axis=1)


def joined(stories: Integers, pairs: Integers) -> Integers:
    """The story of each article, by its number, after some that are versions were joined; a story has the number of one of its articles."""
    parent: list[int] = stories.tolist()
    for one, other in pairs.tolist():
        parent[root(parent, one)] = root(parent, other)
    told = np.array(parent, np.int64)
    while not np.array_equal(told, above := told[told]):
        told = above
    return told
