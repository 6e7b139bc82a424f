"""Find any of thousands of known phrases in a folded text, by the hashes of their words, in one pass.

A phrase is one or more words. Between its words a text may have spaces, quotation marks, dots and hyphens, but no line end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Generic, NamedTuple, TypeVar

import numpy as np

from provenance.sorting import Sieve
from provenance.text import Folded, hash_words

V = TypeVar("V")
M = TypeVar("M")
F = TypeVar("F")

_WIDEST_GAP: Final = 3  # characters between two words of one phrase: a closing mark, a bracket and a space


class Found(NamedTuple, Generic[M]):
    """A phrase found at the words [first, last) of a folded text, with what it stands for."""

    first: int
    last: int
    meaning: M


class _Opening(NamedTuple, Generic[M]):
    """What a word means that opens phrases: alone, and by the second words of those of several words how many these have, the most first."""

    alone: M | None
    lengths: dict[int, list[int]]


class Phrases(Generic[V, M, F]):
    """A set of phrases and what each stands for.

    `merge` makes one meaning of the several values that a phrase may have; `found` makes of the words [first, last) and the meaning
    what is told of a phrase that was found: a `Found`, or one that can do more.
    """

    def __init__(self, entries: Iterable[tuple[str, V]], merge: Callable[[tuple[V, ...]], M], found: Callable[[int, int, M], F]) -> None:
        self._found = found
        listed = list(entries)
        values: dict[tuple[int, ...], dict[V, None]] = {}
        for words, (_, value) in zip(hash_words([phrase for phrase, _ in listed]), listed, strict=True):
            if words:
                values.setdefault(tuple(words), {})[value] = None
        self._meanings = {words: merge(tuple(kept)) for words, kept in values.items()}
        self._openings = {words[0]: _Opening(self._meanings.get(words[:1]), {}) for words in self._meanings}
        for length, (head, second) in sorted({(len(words), words[:2]) for words in self._meanings if len(words) > 1}, reverse=True):
            self._openings[head].lengths.setdefault(second, []).append(length)
        self._heads = Sieve(np.array(sorted(self._openings), np.uint64))

    def find(self, folded: Folded, start: int = 0, stop: int | None = None) -> list[F]:
        """All phrases that begin at the words [start, stop), from left to right.

        Where several begin at one word it is the longest, and none lies inside another.
        """
        (heads,) = self._heads.passing(folded.word_hashes[start:stop]).nonzero()
        if not len(heads):
            return []
        words = folded.word_numbers
        found: list[F] = []
        free = 0
        for first in (heads + start).tolist():
            if first < free:
                continue
            opening = self._openings.get(words[first])
            if opening is None:
                continue
            meaning, several = opening
            lengths = several.get(words[first + 1]) if several and first + 1 < len(words) else None
            last = self._longest(folded, words, first, lengths) if lengths is not None else None
            if last is not None:
                found.append(self._found(first, last, self._meanings[tuple(words[first:last])]))
                free = last
            elif meaning is not None:
                found.append(self._found(first, first + 1, meaning))
        return found

    def _longest(self, folded: Folded, words: list[int], first: int, lengths: Iterable[int]) -> int | None:
        """Where the longest phrase at word `first` ends that has one of these numbers of words."""
        for length in lengths:
            last = first + length
            if last <= len(words) and tuple(words[first:last]) in self._meanings and _joined(folded, first, last):
                return last
        return None


def _joined(folded: Folded, first: int, last: int) -> bool:
    """Whether nothing stands between the words that would part them."""
    for end, start in zip(folded.ends[first : last - 1], folded.starts[first + 1 : last], strict=True):
        gap = folded.text[end:start]
        if len(gap) > _WIDEST_GAP or "\n" in gap:
            return False
    return True
