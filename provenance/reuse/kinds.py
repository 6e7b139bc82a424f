"""Measure a shared passage and name its kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from provenance.model import OverlapKind
from provenance.reuse.comparable import Pair, Range
from provenance.settings import ReuseSettings

_MEASURED: Final = 64  # ranges last measured: the same ones are asked for again while the ends of a passage are looked for


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two ranges of words agree: the words of either, those that both have (each as often as in the side that has it less),
    and those of them that stand in the same order (longest common subsequence).
    """

    a: int
    b: int
    shared: int
    ordered: int

    @property
    def dice(self) -> float:
        """Share of the words of both that both have, in any order."""
        return 2 * self.shared / max(1, self.a + self.b)

    @property
    def ordered_dice(self) -> float:
        """Share of the words of both that both have in the same order."""
        return 2 * self.ordered / max(1, self.a + self.b)

    @property
    def coverage(self) -> float:
        """Share of the words of the longer side that the other has."""
        return self.shared / max(1, self.a, self.b)


@lru_cache(maxsize=_MEASURED)
def shared_words(pair: Pair, a_range: Range, b_range: Range) -> int:
    """How many words both ranges have, each as often as in the one that has it less."""
    return int(np.minimum(pair.a.counts(*a_range), pair.b.counts(*b_range)).sum())


@lru_cache(maxsize=_MEASURED)
def ordered_words(pair: Pair, a_range: Range, b_range: Range) -> int:
    """How many words both ranges have in the same order: their longest common subsequence."""
    return int(LCSseq.similarity(pair.left.letters[0][slice(*a_range)], pair.right.letters[1][slice(*b_range)]))


def agreement(pair: Pair, a_range: Range, b_range: Range) -> Agreement:
    """Compare the words of two ranges."""
    lengths = a_range[1] - a_range[0], b_range[1] - b_range[0]
    return Agreement(*lengths, shared_words(pair, a_range, b_range), ordered_words(pair, a_range, b_range))


def kind_of(agree: Agreement, settings: ReuseSettings) -> OverlapKind:
    """The kind of an overlap, by the share of words kept and by their order."""
    if agree.ordered_dice >= settings.verbatim_dice:
        return "verbatim"
    if agree.ordered < settings.ordered_share * agree.shared and agree.dice >= settings.reordered_dice:
        return "reordered"
    return "edited" if agree.ordered_dice >= settings.edited_dice else "reworded"


def letters_agree(pair: Pair, a_range: Range, b_range: Range) -> float:
    """Share of folded letters that agree in order, 0 to 1."""
    return fuzz.ratio(pair.left.wording.text(*a_range), pair.right.wording.text(*b_range)) / 100
