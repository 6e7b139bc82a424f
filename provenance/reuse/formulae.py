"""Tell phrases that outlets repeat, and forms that are filled in anew each time, from words that one took from another."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.align import Pair, Range
from provenance.reuse.fingerprints import Keys, run_keys
from provenance.reuse.passages import Wording
from provenance.settings import ReuseSettings


def formula_words(wording: Wording, formulae: Keys, settings: ReuseSettings) -> NDArray[np.bool_]:
    """Which words of an article belong to formulae; `formulae` are keys of runs of three words, sorted.

    Keys are stored winnowed, so gaps between two formula runs that are shorter than the window belong to them.
    """
    words = np.zeros(len(wording), np.bool_)
    if not len(formulae) or len(wording) < 3:
        return words
    keys, at = run_keys(wording)
    found = formulae[np.minimum(np.searchsorted(formulae, keys), len(formulae) - 1)] == keys
    starts = at[found]
    for shift in range(3):
        words[starts + shift] = True
    gaps = np.diff(starts)
    for start, gap in zip(starts[:-1][gaps <= settings.winnow_window + 2].tolist(), gaps[gaps <= settings.winnow_window + 2].tolist(), strict=True):
        words[start : start + gap] = True
    return words


def numbers_disagree(pair: Pair, a_range: Range, b_range: Range, settings: ReuseSettings) -> bool:
    """Whether two ranges tell different facts in the same form: more of their numbers differ than agree."""
    left, right = _numbers(pair.left.wording, a_range), _numbers(pair.right.wording, b_range)
    shared = (left & right).total()
    least = settings.template_numbers
    return left.total() - shared >= max(least, shared + 1) and right.total() - shared >= max(least, shared + 1)


def _numbers(wording: Wording, words: Range) -> Counter[str]:
    bounds = zip(wording.folded.word_starts[slice(*words)].tolist(), wording.folded.word_ends[slice(*words)].tolist(), strict=True)
    return Counter(word for start, end in bounds if (word := wording.folded.text[start:end]).isdecimal())
