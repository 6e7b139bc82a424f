"""Measure a shared passage and name its kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from provenance.model import OverlapKind
from provenance.reuse.passages import Wording
from provenance.settings import ReuseSettings


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two ranges of words agree; all but the last two count words.

    ``shared`` counts the words that both have, each as often as in the side that has it less; ``ordered`` those of them that
    stand in the same order (longest common subsequence). ``letters`` is the share of letters that agree in order, 0 to 1,
    and None as long as it was not needed.
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


def agreement(a: Wording, b: Wording, a_range: tuple[int, int], b_range: tuple[int, int]) -> Agreement:
    """Compare the words of two ranges."""
    left, right = a.hashes[slice(*a_range)], b.hashes[slice(*b_range)]
    values, codes = np.unique(np.concatenate((left, right)), return_inverse=True)
    ca, cb = codes[: len(left)], codes[len(left) :]
    shared = int(np.minimum(np.bincount(ca, minlength=len(values)), np.bincount(cb, minlength=len(values))).sum())
    return Agreement(len(left), len(right), shared, LCSseq.similarity(ca.tolist(), cb.tolist()))


def kind_of(agree: Agreement, settings: ReuseSettings) -> OverlapKind:
    """The kind of an overlap, by the share of words kept and by their order."""
    if agree.ordered_dice >= settings.verbatim_dice:
        return "verbatim"
    if agree.ordered < settings.ordered_share * agree.shared and agree.dice >= settings.reordered_dice:
        return "reordered"
    return "edited" if agree.ordered_dice >= settings.edited_dice else "reworded"


def letters_agree(a: Wording, b: Wording, a_range: tuple[int, int], b_range: tuple[int, int]) -> float:
    """Share of folded letters that agree in order, 0 to 1."""
    return fuzz.ratio(a.text(*a_range), b.text(*b_range)) / 100
