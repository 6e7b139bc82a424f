"""How common each word is: counted over the collection, with a guess by its length where few texts were seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.passages import Hashes, Wording

_SLOTS: Final = 1 << 19
_SHIFT: Final = np.uint64(64 - 19)
_GUESS: Final = np.array([0.005, 0.02, 0.02, 0.005, 0.002, 0.0005])
"""Share of running words that one word of so many letters has, by and large, from nothing to five letters and more."""
_GUESS_WORDS: Final = 20_000
"""How many counted words weigh as much as the guess."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Counts of words by slots of their hash: two rare words may share a slot, which makes both seem less rare."""

    counts: NDArray[np.uint32]

    @classmethod
    def empty(cls) -> Vocabulary:
        """Of no text."""
        return cls(np.zeros(_SLOTS, np.uint32))

    @cached_property
    def total(self) -> int:
        """All words counted."""
        return int(self.counts.sum(dtype=np.int64))

    def with_words(self, hashes: Hashes) -> Vocabulary:
        """The same with more text counted."""
        return Vocabulary(self.counts + np.bincount((hashes >> _SHIFT).astype(np.int64), minlength=_SLOTS).astype(np.uint32))

    def frequency(self, wording: Wording) -> NDArray[np.float64]:
        """The share of running words that each word of an article has in the language at large, above 0 and at most 1.

        One of its counts is taken to be this article's own.
        """
        counted = np.maximum(self.counts[(wording.hashes >> _SHIFT).astype(np.int64)].astype(np.float64) - 1, 0)
        guess = _GUESS[np.minimum(wording.lengths, len(_GUESS) - 1)]
        frequency: NDArray[np.float64] = (counted + _GUESS_WORDS * guess) / (self.total + _GUESS_WORDS)
        return frequency
