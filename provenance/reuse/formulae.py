"""Tell phrases that outlets repeat, and forms that are filled in anew each time, from words that one took from another."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.comparable import Pair, Range
from provenance.reuse.fingerprints import run_keys
from provenance.reuse.passages import Wording, wording
from provenance.reuse.repeated import BOILERPLATE, FORMULA, Keys, Repeated
from provenance.settings import ReuseSettings
from provenance.sorting import among
from provenance.text import fold_many

Mask = NDArray[np.bool_]


class Marks(NamedTuple):
    """Which words of an article belong to formulae, to boilerplate, and to the phrases that language packs list."""

    formula: Mask
    boilerplate: Mask
    form: Mask
    routine: Mask


class Listed(NamedTuple):
    """The keys of the phrases that language packs list: of forms that are filled in anew each time, and of what offices say of any incident."""

    forms: Keys
    routines: Keys


def phrase_keys(phrases: Iterable[str]) -> Keys:
    """The keys of the runs of three words of some phrases, rising."""
    keys: Keys = np.unique(run_keys([wording(folded) for folded in fold_many(list(phrases))]).keys)
    return keys


def marks_of(wordings: Sequence[Wording], repeated: Repeated, listed: Listed, settings: ReuseSettings) -> list[Marks]:
    """Which words of each article are repeated; `repeated` and `listed` are keys of runs of three words.

    Keys of repeated runs are stored winnowed, so gaps between two of them that are shorter than the window belong to them.
    """
    if not wordings:
        return []
    offsets = np.cumsum([0] + [len(w) for w in wordings])
    runs = run_keys(wordings)
    order = np.argsort(runs.keys)
    keys = runs.keys[order]
    degrees = repeated.degrees_of(keys)
    window = settings.winnow_window
    marked = []
    in_lists = [(among(phrases, keys)[1], 1) for phrases in listed]
    for in_order, gap in ((degrees >= FORMULA, window), (degrees >= BOILERPLATE, window), *in_lists):
        found = np.sort(order[in_order])
        articles, starts = runs.articles[found], offsets[runs.articles[found]] + runs.words[found]
        near = (np.diff(articles) == 0) & (np.diff(starts) <= gap + 2)
        ends = starts + 3
        ends[:-1][near] = np.maximum(ends[:-1][near], starts[1:][near])
        marks = np.zeros(int(offsets[-1]) + 1, np.int64)
        np.add.at(marks, starts, 1)
        np.add.at(marks, ends, -1)
        marked.append(np.split(np.cumsum(marks[:-1]) > 0, offsets[1:-1]))
    return [Marks(*marks) for marks in zip(*marked, strict=True)]


def numbers_compared(pair: Pair, a_range: Range, b_range: Range) -> tuple[int, int]:
    """How many numbers of either range, at least, the other does not have; and how many both have."""
    left, right = _numbers(pair.left.wording, a_range), _numbers(pair.right.wording, b_range)
    agreeing = (left & right).total()
    return min(left.total(), right.total()) - agreeing, agreeing


def _numbers(wording: Wording, words: Range) -> Counter[str]:
    places, numbers = wording.numbers
    return Counter(numbers[bisect_left(places, words[0]) : bisect_left(places, words[1])])
