"""Articles made ready to be compared, and two of them in one numbering of their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from provenance.model import Span
from provenance.reuse.passages import Hashes, Wording
from provenance.reuse.runs import openings, within
from provenance.settings import ReuseSettings
from provenance.text import Folded

Range = tuple[int, int]
Naming = Callable[[Span, Folded], Sequence[bool]]
"""For a stretch of an article, and each of its words, whether it only says who somebody is; it is given with its folded text."""
Codes = NDArray[np.int64]
Scores = NDArray[np.float64]

NAT: Final = 1 << 20
"""Parts of a nat in which scores are added up where sums must be exact."""

_LETTER_SHIFT: Final = np.uint64(44)
_NO_LETTER: Final = 0x10FFFE  # and the one behind it: no word has them
_OFTEN: Final = 4  # what stands more often than this in one article opens no comparison


class Rectangle(NamedTuple):
    """A range of words of either article (half-open) and the evidence that they tell the same, in nats.

    ``parts`` are the rectangles that it was made of: where the whole does not convince, they may.
    """

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    evidence: float
    parts: tuple[Rectangle, ...] = ()


@dataclass(frozen=True, eq=False)
class Landmarks:
    """What may open a comparison: hashes in rising order, where they stand, what each tells, in nats, and how many are alike."""

    hashes: Hashes
    words: NDArray[np.int32]
    nats: NDArray[np.float32]
    alike: Codes


@dataclass(frozen=True, eq=False)
class Numbering:
    """The different words of an article that take part, and where each of its words stands among them.

    ``values`` are their hashes, rising; of each word of the article ``codes`` gives the place among them, behind all for those that take
    no part, and ``ranks`` how many times it stood before.
    """

    values: Hashes
    codes: Codes
    ranks: Codes


@dataclass(frozen=True, eq=False)
class Comparable:
    """An article ready to be compared: its words, how common each is in the language, and which of them are repeated elsewhere.

    ``naming`` tells which words of a stretch of it name somebody.
    """

    wording: Wording
    frequency: Scores
    formula: NDArray[np.bool_]
    boilerplate: NDArray[np.bool_]
    form: NDArray[np.bool_]
    routine: NDArray[np.bool_]
    naming: Naming
    settings: ReuseSettings
    _gains: dict[int, Codes] = field(default_factory=dict, init=False, repr=False)
    _names: dict[Range, NDArray[np.bool_]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def numbering(self) -> Numbering:
        """Its different words in one order, and each of its words as one of them."""
        taking = self.wording.usable.nonzero()[0]
        hashes = self.wording.hashes[taking]
        order = hashes.argsort(kind="stable")
        ordered = hashes[order]
        first = openings(ordered)
        lengths = _lengths(first, len(ordered))
        codes, ranks = np.full(len(self.wording), len(first)), np.zeros(len(self.wording), np.int64)
        codes[taking[order]] = np.arange(len(first)).repeat(lengths)
        ranks[taking[order]] = within(lengths)
        return Numbering(ordered[first], codes, ranks)

    def names(self, words: Range) -> NDArray[np.bool_]:
        """Which of its words stand in a range and name somebody."""
        known = self._names.get(words)
        if known is None:
            known = self._names[words] = np.zeros(len(self.wording), np.bool_)
            folded = self.wording.folded
            known[slice(*words)] = self.naming(folded.word_span(words[0], words[1] - 1), folded.part(*words))
        return known

    @cached_property
    def letters(self) -> tuple[str, str]:
        """The words, each as one letter, for the left and for the right side of a pair: words that take no part never meet.

        Two different words have the same letter once in a million.
        """
        numbers = (self.wording.hashes >> _LETTER_SHIFT).astype("<u4")
        return self._as_letters(numbers, 0), self._as_letters(numbers, 1)

    def _as_letters(self, numbers: NDArray[np.uint32], side: int) -> str:
        return np.where(self.wording.usable, numbers, _NO_LETTER + side).astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")

    @cached_property
    def told(self) -> list[float]:
        """What the first words tell when they are shared in order, in nats, for each number of words from 0."""
        return [0.0, *(self.gains(self.settings.neighbourhood_words).cumsum() / NAT).tolist()]

    def gains(self, others: int) -> Codes:
        """What each word tells when one of `others` words, a power of the root of two, is the same; NAT is a nat."""
        known = self._gains.get(others)
        if known is None:
            kept = self.settings.kept_share
            chance = np.minimum(self.frequency * others, 1.0)
            nats = np.minimum(np.log(kept / chance + (1 - kept)), self.settings.word_nats)
            known = self._gains[others] = np.rint(nats * NAT).astype(np.int64)
        return known

    @property
    def nats(self) -> Scores:
        """What each word tells when it is shared."""
        return np.minimum(-np.log(self.frequency), self.settings.word_nats)

    @cached_property
    def landmarks(self) -> Landmarks:
        """Rare words and runs of three words that do not stand often in this article, outside of formulae."""
        h, usable = self.wording.hashes, self.wording.usable & ~self.formula
        nats = self.nats
        rare = (usable & (nats >= self.settings.seed_word_nats)).nonzero()[0]
        runs = (usable[:-2] & usable[1:-1] & usable[2:]).nonzero()[0]
        run_hashes = (h[runs] * np.uint64(3) + h[runs + 1]) * np.uint64(5) + h[runs + 2]
        run_nats = (nats[runs] + nats[runs + 1] + nats[runs + 2]) / 3
        hashes = np.concatenate((h[rare], run_hashes))
        order = hashes.argsort(kind="stable")
        hashes, words = hashes[order], np.concatenate((rare, runs + 1))[order]
        lengths = _lengths(openings(hashes), len(hashes))
        alike = lengths.repeat(lengths)
        few = alike <= _OFTEN
        told = np.concatenate((nats[rare], run_nats))[order][few]
        return Landmarks(hashes[few], words[few].astype(np.int32), told.astype(np.float32), alike[few])


def placed(hashes: Hashes, values: Hashes) -> Codes:
    """The place of each hash among `values`, which rise; len(values) for those that are not there."""
    places = values.searchsorted(hashes)
    if len(values):
        places[values.take(places, mode="clip") != hashes] = len(values)
    return places


def _lengths(starts: Codes, end: int) -> Codes:
    """How long groups are that start at these places, one behind the other up to `end`."""
    lengths = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1:] = end - starts[-1:]
    return lengths


@dataclass(frozen=True, eq=False)
class Side:
    """One article in the numbering of a pair."""

    article: Comparable
    codes: Codes
    size: int

    def counts(self, first: int, last: int) -> Codes:
        """How often each number stands in a range."""
        return np.bincount(self.codes[first:last], minlength=self.size)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two articles in one numbering of their words, that of the words of `right`."""

    left: Comparable
    right: Comparable

    @cached_property
    def a(self) -> Side:
        """The words of the left article."""
        known = len(self.right.numbering.values)
        places = placed(self.left.numbering.values, self.right.numbering.values)
        numbers = np.full(len(places) + 1, known + 1)
        np.copyto(numbers[:-1], places, where=places != known)
        return Side(self.left, numbers[self.left.numbering.codes], known + 2)

    @cached_property
    def b(self) -> Side:
        """The words of the right article; those that take no part have a number that the left article never has."""
        return Side(self.right, self.right.numbering.codes, len(self.right.numbering.values) + 2)

    @cached_property
    def nats(self) -> Scores:
        """What each numbered word tells."""
        nats = np.zeros(self.b.size)
        nats[self.b.codes] = self.right.nats
        return nats
