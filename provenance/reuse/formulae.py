"""Tell phrases that outlets repeat, and forms that are filled in anew each time, from words that one took from another."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.comparable import Pair, Range
from provenance.reuse.fingerprints import run_keys
from provenance.reuse.passages import Wording
from provenance.reuse.repeated import BOILERPLATE, FORMULA, Repeated
from provenance.settings import ReuseSettings


def repeated_words(wordings: Sequence[Wording], repeated: Repeated, settings: ReuseSettings) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Which words of each article belong to formulae, and which to boilerplate; `repeated` are keys of runs of three words.

    Keys are stored winnowed, so gaps between two such runs that are shorter than the window belong to them.
    """
    if not wordings:
        return []
    offsets = np.cumsum([0] + [len(w) for w in wordings])
    runs = run_keys(wordings)
    degrees = repeated.degrees_of(runs.keys)
    marked = []
    for degree in (FORMULA, BOILERPLATE):
        found = degrees >= degree
        articles, starts = runs.articles[found], offsets[runs.articles[found]] + runs.words[found]
        near = (np.diff(articles) == 0) & (np.diff(starts) <= settings.winnow_window + 2)
        ends = starts + 3
        ends[:-1][near] = np.maximum(ends[:-1][near], starts[1:][near])
        marks = np.zeros(int(offsets[-1]) + 1, np.int64)
        np.add.at(marks, starts, 1)
        np.add.at(marks, ends, -1)
        marked.append(np.split(np.cumsum(marks[:-1]) > 0, offsets[1:-1]))
    return list(zip(*marked, strict=True))


def numbers_compared(pair: Pair, a_range: Range, b_range: Range) -> tuple[int, int]:
    """How many numbers of either range, at least, the other does not have; and how many both have."""
    left, right = _numbers(pair.left.wording, a_range), _numbers(pair.right.wording, b_range)
    agreeing = (left & right).total()
    return min(left.total(), right.total()) - agreeing, agreeing


def _numbers(wording: Wording, words: Range) -> Counter[str]:
    places, numbers = wording.numbers
    return Counter(numbers[bisect_left(places, words[0]) : bisect_left(places, words[1])])
