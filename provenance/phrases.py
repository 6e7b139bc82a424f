"""Find any of thousands of known phrases in a folded text, by the hashes of their words, in one pass.

A phrase is one or more words. Between its words a text may have spaces, quotation marks, dots and hyphens, but no line end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np

from provenance.text import Folded, fold_many

V = TypeVar("V")

_WIDEST_GAP: Final = 3  # characters between two words of one phrase: a closing mark, a bracket and a space


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A phrase found at the words [first, last) of a folded text, with everything that it stands for."""

    first: int
    last: int
    values: tuple[V, ...]


class Phrases(Generic[V]):
    """A set of phrases, each with what it stands for; one phrase may stand for several things."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        listed = list(entries)
        self._by_words: dict[tuple[int, ...], tuple[V, ...]] = {}
        for folded, (_, value) in zip(fold_many([phrase for phrase, _ in listed]) if listed else (), listed, strict=True):
            words = tuple(folded.word_hashes.tolist())
            known = self._by_words.get(words, ())
            if words and value not in known:
                self._by_words[words] = (*known, value)
        self._heads = np.array(sorted({words[0] for words in self._by_words}), np.uint64)
        self._lengths: dict[int, list[int]] = {}
        for length, head in sorted({(len(words), words[0]) for words in self._by_words}, reverse=True):
            self._lengths.setdefault(head, []).append(length)

    def exactly(self, folded: Folded) -> tuple[V, ...]:
        """What the whole text stands for, when it is one of the phrases."""
        return self._by_words.get(tuple(folded.word_hashes.tolist()), ())

    def find(self, folded: Folded, start: int = 0, stop: int | None = None) -> list[Found[V]]:
        """All phrases that begin at the words [start, stop), from left to right.

        Where several begin at one word it is the longest, and none lies inside another.
        """
        hashes = folded.word_hashes[start:stop]
        if not len(hashes) or not len(self._heads):
            return []
        at = np.minimum(np.searchsorted(self._heads, hashes), len(self._heads) - 1)
        found: list[Found[V]] = []
        free = 0
        for first in np.flatnonzero(self._heads[at] == hashes).tolist():
            if start + first >= free:
                longest = self._longest(folded, start + first)
                if longest is not None:
                    found.append(longest)
                    free = longest.last
        return found

    def _longest(self, folded: Folded, first: int) -> Found[V] | None:
        head = int(folded.word_hashes[first])
        for length in self._lengths[head]:
            last = first + length
            if last > len(folded.word_hashes):
                continue
            words = (head,) if length == 1 else tuple(folded.word_hashes[first:last].tolist())
            values = self._by_words.get(words)
            if values is not None and (length == 1 or _joined(folded, first, last)):
                return Found(first, last, values)
        return None


def _joined(folded: Folded, first: int, last: int) -> bool:
    """Whether nothing stands between the words that would part them."""
    for word in range(first, last - 1):
        gap = folded.text[folded.word_ends[word] : folded.word_starts[word + 1]]
        if len(gap) > _WIDEST_GAP or "\n" in gap:
            return False
    return True
