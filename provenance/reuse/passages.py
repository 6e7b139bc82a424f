"""Cut an article into what is compared: its words, the sentences and quotations they stand in, and what takes no part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.model import Span
from provenance.reuse.runs import openings
from provenance.text import Folded

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

_SENTENCE_END: Final = re.compile(r"[.!?؟۔。\n](?:(?<=\n)|(?=[\s\"'()\[\]]|$))")
_NUMBER: Final = re.compile(r"(\d(?<!\w\d)\d*)(?:ر(\d+)|(?:[.,٫:]\d+)*)(?!\w)")  # begun with one class it is searched fast


@dataclass(frozen=True, eq=False)
class Wording:
    """The words of one article as they are compared.

    ``hashes`` are those of the folded words; a word that takes no part (furniture) has a hash that no word of another article
    has. ``usable`` tells them apart. ``sentences`` are the numbers of the words that open a sentence, rising, the first 0.
    ``quotations`` are ranges of words, rising.
    """

    folded: Folded
    hashes: Hashes
    usable: NDArray[np.bool_]
    sentences: Positions
    quotations: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.hashes)

    @cached_property
    def lengths(self) -> Positions:
        """Folded letters of each word."""
        return (self.folded.word_ends - self.folded.word_starts).astype(np.int64)

    @cached_property
    def openings(self) -> list[int]:
        """The words at which sentences and quotations begin, rising."""
        return sorted({*self.sentences.tolist(), *(first for first, _ in self.quotations)})

    @cached_property
    def closings(self) -> list[int]:
        """The words behind which sentences and quotations end (numbers of the next words), rising."""
        return sorted({*self.sentences[1:].tolist(), len(self), *(last for _, last in self.quotations)})

    @cached_property
    def numbers(self) -> tuple[list[int], list[str]]:
        """The words that are whole numbers: their places, rising, and the numbers.

        Arabic agencies write 162.19 as 19ر162, the fraction first.
        """
        found = list(_NUMBER.finditer(self.folded.text))
        places: list[int] = self.folded.word_starts.searchsorted([match.start() for match in found]).tolist()
        return places, [f"{match[2]}.{match[1]}" if match[2] else match[0] for match in found]

    def text(self, first: int, last: int) -> str:
        """The folded text from word `first` to before word `last`."""
        return self.folded.text[int(self.folded.word_starts[first]) : int(self.folded.word_ends[last - 1])]


def word_range(folded: Folded, span: Span) -> tuple[int, int]:
    """The words that begin inside a span of the original text, as a half-open range of word numbers."""
    starts = folded.word_starts
    first = int(starts.searchsorted(folded.position(span.start)))
    return first, max(first, int(starts.searchsorted(folded.position(span.end))))


def sentence_starts(folded: Folded) -> Positions:
    """Numbers of the words that open a sentence or a line; the first is 0, also of a text without words."""
    ends = [0, *(mark.end() for mark in _SENTENCE_END.finditer(folded.text))]
    starts = folded.word_starts.searchsorted(np.array(ends, np.int32))
    starts = starts[openings(starts)]
    return starts[starts < max(1, len(folded.word_starts))]


def wording(folded: Folded, quotations: Sequence[Span] = (), furniture: Sequence[Span] = ()) -> Wording:
    """What is compared of one article; spans are of its original text."""
    usable = np.ones(len(folded.word_hashes), np.bool_)
    for span in furniture:
        first, last = word_range(folded, span)
        usable[first:last] = False
    ranges = sorted({word_range(folded, span) for span in quotations})
    return Wording(
        folded=folded,
        hashes=folded.word_hashes,
        usable=usable,
        sentences=sentence_starts(folded),
        quotations=tuple((first, last) for first, last in ranges if last > first),
    )
