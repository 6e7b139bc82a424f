"""Tell phrases that outlets repeat, and forms that are filled in anew each time, from words that one took from another."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.comparable import Pair, Range
from provenance.reuse.fingerprints import Keys, run_keys
from provenance.reuse.passages import Wording
from provenance.settings import ReuseSettings


def formula_words(wordings: Sequence[Wording], formulae: Keys, settings: ReuseSettings) -> list[NDArray[np.bool_]]:
    """Which words of each article belong to formulae; `formulae` are keys of runs of three words, sorted.

    Keys are stored winnowed, so gaps between two formula runs that are shorter than the window belong to them.
    """
    offsets = np.cumsum([0] + [len(w) for w in wordings])
    marks = np.zeros(int(offsets[-1]) + 1, np.int64)
    if len(formulae):
        runs = run_keys(wordings)
        found = formulae[np.minimum(np.searchsorted(formulae, runs.keys), len(formulae) - 1)] == runs.keys
        articles, starts = runs.articles[found], offsets[runs.articles[found]] + runs.words[found]
        near = (np.diff(articles) == 0) & (np.diff(starts) <= settings.winnow_window + 2)
        ends = starts + 3
        ends[:-1][near] = np.maximum(ends[:-1][near], starts[1:][near])
        np.add.at(marks, starts, 1)
        np.add.at(marks, ends, -1)
    return np.split(np.cumsum(marks[:-1]) > 0, offsets[1:-1])


def numbers_disagree(pair: Pair, a_range: Range, b_range: Range, shared: int, settings: ReuseSettings) -> bool:
    """Whether two ranges, which share so many words, tell different facts in the same form: more of their numbers differ than agree."""
    if min(a_range[1] - a_range[0], b_range[1] - b_range[0]) - shared < settings.template_numbers:
        return False  # a number that differs is a word that differs
    left, right = _numbers(pair.left.wording, a_range), _numbers(pair.right.wording, b_range)
    agreeing = (left & right).total()
    least = max(settings.template_numbers, agreeing + 1)
    return left.total() - agreeing >= least and right.total() - agreeing >= least


def _numbers(wording: Wording, words: Range) -> Counter[str]:
    places, numbers = wording.numbers
    return Counter(numbers[bisect_left(places, words[0]) : bisect_left(places, words[1])])
