"""Fold a text for comparison and keep the way back to the original.

Folding makes the spellings equal that writers, keyboards and page software interchange: case, compatibility forms,
diacritics, tatweel, the forms of alef, hamza, ya and ta marbuta, Persian and Urdu letter forms, digits, quotation marks,
dashes, spaces; it drops what cannot be seen (zero-width and bidirectional controls) and undoes look-alike letters of another
script inside a word. Every folded character remembers the code point that it came from, so spans never get lost.

A folded text is for comparison only: it is never stored or shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from provenance.characters import SEPARATOR, TABLES, TO_SCRIPT, WHOLE_WORD
from provenance.hashing import mix
from provenance.model import Span

FOLD_VERSION: Final = 2
"""Raised whenever the same text would fold differently: what was made from another version is never compared."""

_Offsets = NDArray[np.int32]
_Hashes = NDArray[np.uint64]
_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Folded:
    """A folded text with the way back, and its words.

    ``origins[i]`` is the offset in the original of the code point that ``text[i]`` came from; it never falls, and one more
    entry holds the length of the original. ``word_starts`` and ``word_ends`` are offsets in the folded text; ``word_hashes``
    are 64-bit hashes of the folded words, equal in every process and on every machine.
    """

    text: str
    origins: _Offsets
    word_starts: _Offsets
    word_ends: _Offsets
    word_hashes: _Hashes

    def span(self, start: int, end: int) -> Span:
        """The span of the original that folds to ``text[start:end]``, with the marks that belong to its last letter.

        Of an empty folded span it gives an empty span.
        """
        at = self.origins.item(start)
        return Span(at, at) if end <= start else Span(at, max(self.origins.item(end - 1) + 1, self.origins.item(end)))

    def word_span(self, first: int, last: int) -> Span:
        """The span of the original from word number `first` to word number `last`, both included."""
        return self.span(self.word_starts.item(first), self.word_ends.item(last))

    def part(self, first: int, last: int) -> Folded:
        """What folding gives of the words `first` to `last` (excluded) of the original alone; there is one at least."""
        start, end = self.word_starts.item(first), self.word_ends.item(last - 1)
        at = self.origins.item(start)
        origins = self.origins[start : end + 1] - at
        origins[-1] = self.span(start, end).end - at
        words = slice(first, last)
        return Folded(self.text[start:end], origins, self.word_starts[words] - start, self.word_ends[words] - start, self.word_hashes[words])

    def position(self, offset: int) -> int:
        """The first place of the folded text that comes from `offset` of the original or from behind it."""
        return bisect_left(self.origins, offset)

    @cached_property
    def starts(self) -> list[int]:
        """Where the words start, as plain numbers."""
        numbers: list[int] = self.word_starts.tolist()
        return numbers

    @cached_property
    def ends(self) -> list[int]:
        """Where the words end, as plain numbers."""
        numbers: list[int] = self.word_ends.tolist()
        return numbers

    @cached_property
    def word_numbers(self) -> list[int]:
        """The hashes of the folded words as plain numbers."""
        numbers: list[int] = self.word_hashes.tolist()
        return numbers

    @cached_property
    def words(self) -> list[str]:
        """The folded words in order."""
        return [self.text[a:b] for a, b in zip(self.starts, self.ends, strict=True)]


_BASE: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = pow(_BASE, -1, 2**64)


def _word_bounds(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the words in a run of folded characters."""
    inside = kinds != SEPARATOR
    whole = kinds == WHOLE_WORD
    before = np.concatenate(([False], inside[:-1]))
    before_whole = np.concatenate(([False], whole[:-1]))
    after = np.concatenate((inside[1:], [False]))
    after_whole = np.concatenate((whole[1:], [False]))
    starts = inside & (~before | whole | before_whole)
    ends = inside & (~after | whole | after_whole)
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1


@cache
def _block_powers(base: int) -> _Hashes:
    """The powers of a number modulo 2^64 that two blocks need, from the first power on."""
    return np.cumprod(np.full(2 * _BLOCK, base, np.uint64), dtype=np.uint64)


def _powers(base: int, count: int) -> _Hashes:
    """The first `count` powers of a number modulo 2^64, from the first power on."""
    if count <= 2 * _BLOCK:
        return _block_powers(base)[:count]
    return np.cumprod(np.full(count, base, np.uint64), dtype=np.uint64)


def _hash_words(codes: NDArray[np.intp], starts: NDArray[np.int64]) -> _Hashes:
    """A polynomial hash of each word's code points, finalised.

    Each letter counts by its place in the text, and the sum of a word is divided by the power of the place where it starts.
    """
    if not len(starts):
        return np.zeros(0, np.uint64)
    sums = np.add.reduceat(TABLES.mixed.take(codes) * _powers(_BASE, len(codes)), starts)
    return mix(sums * _powers(_INVERSE, int(starts[-1]) + 1)[starts])


def _undo_look_alikes(codes: NDArray[np.intp], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
    """In words that mix scripts, turn each letter into the look-alike of the script that most letters have, in place.

    A word is left as it is when no script has most of its letters or when one letter has no look-alike there.
    """
    if not len(starts):
        return
    scripts = TABLES.script.take(codes)
    if int(np.bitwise_or.reduce(scripts)) in (0, *TO_SCRIPT):
        return  # no two scripts meet in the whole text
    mixed = np.bitwise_or.reduceat(scripts, starts)
    for word in np.flatnonzero((mixed & (mixed - (mixed > 0))) > 0).tolist():
        a, b = int(starts[word]), int(ends[word])
        counts = {script: int((scripts[a:b] == script).sum()) for script in TO_SCRIPT}
        most = max(counts, key=lambda script: counts[script])
        if 2 * counts[most] <= sum(counts.values()):
            continue
        foreign = [i for i in range(a, b) if scripts[i] not in (0, most)]
        if all(int(codes[i]) in TO_SCRIPT[most] for i in foreign):
            for i in foreign:
                codes[i] = TO_SCRIPT[most][int(codes[i])]
        TABLES.widths(codes[a:b])  # the letters may be new


def _expand(codes: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Folded code points of a run of code points, and for each the index that it came from."""
    widths = TABLES.widths(codes)
    origins = np.flatnonzero(widths)
    wide = np.flatnonzero(widths > 1)
    if len(wide):
        further = np.repeat(wide, widths[wide] - 1)
        origins = np.insert(origins, np.searchsorted(origins, further), further)
    folded = TABLES.single.take(codes.take(origins))
    for i, first in zip(wide.tolist(), np.searchsorted(origins, wide).tolist(), strict=True):
        letters = TABLES.several[int(codes[i])]
        folded[first : first + len(letters)] = letters
    return folded, origins


_BLOCK: Final = 1 << 15  # code points at a time: what folding makes of them stays in the cache


@dataclass(frozen=True, eq=False)
class _Block:
    """Some texts folded one behind the other, each with a line end behind it.

    `origins` count from the first text on; `limits` say where each text begins among them, `cuts` among the folded characters and
    `word_cuts` among the words, and where the last one ends.
    """

    text: str
    origins: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    hashes: _Hashes
    limits: NDArray[np.int64]
    cuts: NDArray[np.int64]
    word_cuts: NDArray[np.int64]

    def texts(self) -> list[Folded]:
        """Each of the texts."""
        characters, words = np.diff(self.cuts), np.diff(self.word_cuts)
        local = (self.origins - self.limits[:-1].repeat(characters)).astype(np.int32)
        ahead = self.cuts[:-1].repeat(words)
        first, last = (self.starts - ahead).astype(np.int32), (self.ends - ahead).astype(np.int32)
        return [
            Folded(self.text[a : b - 1], local[a:b], first[u:v], last[u:v], self.hashes[u:v])  # the last origin, of the line end, is the length
            for (a, b), (u, v) in zip(pairwise(self.cuts.tolist()), pairwise(self.word_cuts.tolist()), strict=True)
        ]

    def by_text(self, of_words: list[_T]) -> list[list[_T]]:
        """What is told of each word, parted by texts."""
        return [of_words[u:v] for u, v in pairwise(self.word_cuts.tolist())]

    def words(self) -> list[str]:
        """The folded words of all texts."""
        return [self.text[a:b] for a, b in zip(self.starts.tolist(), self.ends.tolist(), strict=True)]


def _blocks(texts: Sequence[str]) -> Iterator[_Block]:
    """All texts, as many at a time as a block takes."""
    ends = np.cumsum([len(t) + 1 for t in texts], dtype=np.int64)
    starts = ends.searchsorted(np.arange(0, int(ends[-1]) if len(ends) else 0, _BLOCK))
    for first, last in pairwise(np.unique(np.append(starts, len(texts))).tolist()):
        yield _fold_block(texts[first:last])


def _fold_block(texts: Sequence[str]) -> _Block:
    codes = np.frombuffer("".join(f"{t}\n" for t in texts).encode("utf-32-le", "surrogatepass"), "<u4")
    folded, origins = _expand(codes.astype(np.intp))
    starts, ends = _word_bounds(TABLES.kind.take(folded))
    _undo_look_alikes(folded, starts, ends)
    limits = np.cumsum([0, *(len(t) + 1 for t in texts)], dtype=np.int64)
    cuts = origins.searchsorted(limits)
    whole = folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return _Block(whole, origins, starts, ends, _hash_words(folded, starts), limits, cuts, starts.searchsorted(cuts))


def fold_many(texts: Sequence[str]) -> list[Folded]:
    """Fold several texts at once: the same as `fold` of each, at a fraction of the cost for short texts."""
    return [folded for block in _blocks(texts) for folded in block.texts()]


def fold_words(texts: Sequence[str]) -> list[list[str]]:
    """The folded words of each text, at a fraction of the cost where nothing else is asked of many short ones."""
    return [words for block in _blocks(texts) for words in block.by_text(block.words())]


def hash_words(texts: Sequence[str]) -> list[list[int]]:
    """The hashes of the folded words of each text."""
    return [hashes for block in _blocks(texts) for hashes in block.by_text(block.hashes.tolist())]


def fold(text: str) -> Folded:
    """Fold one text; see the module for what folding makes equal."""
    return fold_many([text])[0]
