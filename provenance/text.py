"""Fold a text for comparison and keep the way back to the original.

Folding makes the spellings equal that writers, keyboards and page software interchange: case, compatibility forms,
diacritics, tatweel, the forms of alef, hamza, ya and ta marbuta, Persian and Urdu letter forms, digits, quotation marks,
dashes, spaces; it drops what cannot be seen (zero-width and bidirectional controls) and undoes look-alike letters of another
script inside a word. Every folded character remembers the code point that it came from, so spans never get lost.

A folded text is for comparison only: it is never stored or shown.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from provenance.model import Span

FOLD_VERSION: Final = 2
"""Raised whenever the same text would fold differently: what was made from another version is never compared."""

_Offsets = NDArray[np.int32]
_Hashes = NDArray[np.uint64]
_T = TypeVar("_T")

# Letters without a decomposition that stand for another letter in a neighbouring orthography or keyboard.
_LETTERS: Final = str.maketrans(
    "ٱٲٳىیېےۓئکڪگہھۂۀۃةەںۇۆٯڡٮ",
    "ااايييييي" + "ككگ" + "هههههههن" + "ووقفب",
)
_MARKS: Final = str.maketrans(
    {**dict.fromkeys("“”„‟«»＂〝〞〟❝❞″‶", '"'), **dict.fromkeys("‘’‚‛‹›`´′ʼʹ＇❛❜", "'"), **dict.fromkeys("‐‑‒–—―−﹘", "-")}
)
_DROPPED: Final = frozenset("\u0640\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufeff")

# Marks carry meaning in the scripts of India and South-East Asia (vowels), and only there.
_ACCENT_BLOCKS: Final = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),
    (0x0711, 0x074A), (0x08CA, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)  # fmt: skip

# Scripts written without spaces: each character is a word of its own.
_SPACELESS_BLOCKS: Final = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF),
)  # fmt: skip

# Folded letters that look alike, row by row: Latin, Cyrillic, Greek; "-" where a script has none.
_LOOK_ALIKES: Final = (
    "aаα",
    "bЬβ",
    "cс-",
    "eеε",
    "hһ-",
    "iіι",
    "jј-",
    "kкκ",
    "mм-",
    "nпη",
    "oоο",
    "pрρ",
    "sѕ-",
    "tтτ",
    "uиυ",
    "vѵν",
    "xхχ",
    "yуγ",
    "wԝω",
)
_LATIN, _CYRILLIC, _GREEK = 1, 2, 4

_SEPARATOR, _WORD, _WHOLE_WORD = 0, 1, 2
_UNKNOWN: Final = 255


def _within(code: int, blocks: Sequence[tuple[int, int]]) -> bool:
    return any(low <= code <= high for low, high in blocks)


def _fold_step(character: str) -> str:
    """One round of folding of one character, without context."""
    folded = []
    for c in unicodedata.normalize("NFKD", character).casefold():
        code, category = ord(c), unicodedata.category(c)
        if c in _DROPPED or category == "Cf" or (category in ("Mn", "Me") and _within(code, _ACCENT_BLOCKS)):
            continue
        if category == "Nd":
            folded.append(str(unicodedata.digit(c)))
        elif category in ("Zl", "Zp") or c in "\n\r\v\f\x85":
            folded.append("\n")
        elif category in ("Zs", "Cc"):
            folded.append(" ")
        else:
            folded.append(c.translate(_LETTERS).translate(_MARKS))
    return "".join(folded)


def _fold_character(character: str) -> str:
    """The folded form of one character: folding it again gives the same."""
    before, after = character, _fold_step(character)
    while after != before:
        before, after = after, "".join(map(_fold_step, after))
    return after


def _class_of(character: str) -> int:
    """Whether a folded character separates words, is part of one, or is a word by itself."""
    if _within(ord(character), _SPACELESS_BLOCKS) and character.isalnum():
        return _WHOLE_WORD
    return _WORD if character.isalnum() or unicodedata.category(character) in ("Mn", "Mc") else _SEPARATOR


def _script_of(character: str) -> int:
    """Bit of the script of a letter that has look-alikes elsewhere, 0 for all other characters."""
    code = ord(character)
    if not character.isalpha():
        return 0
    if code < 0x250:
        return _LATIN
    if 0x370 <= code <= 0x3FF:
        return _GREEK
    return _CYRILLIC if 0x400 <= code <= 0x52F else 0


class _Tables:
    """What is known of each code point, filled as code points are met (all 1.1 million at once would take a second)."""

    def __init__(self) -> None:
        size = 0x110000
        self.width = np.full(size, _UNKNOWN, np.uint8)  # folded characters that it gives
        self.single = np.zeros(size, np.intp)  # the folded character, where it is one
        self.kind = np.zeros(size, np.uint8)  # of a folded character: separator, word, whole word
        self.mixed = np.zeros(size, np.uint64)  # of a folded character: what it adds to the hash of its word; separators add nothing
        self.script = np.zeros(size, np.uint8)  # of a folded character
        self.several: dict[int, NDArray[np.intp]] = {}  # the folded characters, where they are several

    def widths(self, codes: NDArray[np.intp]) -> NDArray[np.uint8]:
        """How many folded characters each of `codes` gives; from then on all is known of them."""
        widths = self.width.take(codes)
        unknown = widths == _UNKNOWN
        if unknown.any():
            self._learn(np.unique(codes[unknown]).tolist())
            widths = self.width.take(codes)
        return widths

    def _learn(self, codes: Sequence[int]) -> None:
        for code in codes:
            folded = _fold_character(chr(code))
            self.width[code] = len(folded)
            if len(folded) == 1:
                self.single[code] = ord(folded)
            elif folded:
                self.several[code] = np.array([ord(c) for c in folded], np.intp)
            for c in folded:
                self.kind[ord(c)] = _class_of(c)
                self.script[ord(c)] = _script_of(c)
                self.mixed[ord(c)] = 0 if self.kind[ord(c)] == _SEPARATOR else _mix(np.array([ord(c)], np.uint64))[0]


_TABLES: Final = _Tables()


def _look_alike_tables() -> dict[int, dict[int, int]]:
    """For each script bit: code points of the two other scripts -> the letter of this script that looks the same."""
    tables: dict[int, dict[int, int]] = {_LATIN: {}, _CYRILLIC: {}, _GREEK: {}}
    for row in _LOOK_ALIKES:
        letters = [_fold_character(c) for c in row]
        for script, target in zip(tables, letters, strict=True):
            tables[script].update({ord(c): ord(target) for c in letters if "-" not in (c, target) and c != target})
    return tables


_TO_SCRIPT: Final = _look_alike_tables()


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


def _mix(values: _Hashes) -> _Hashes:
    """The 64-bit finalizer of MurmurHash3 (Austin Appleby, public domain): a bijection that spreads every bit."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ (values >> np.uint64(33))


def _word_bounds(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the words in a run of folded characters."""
    inside = kinds != _SEPARATOR
    whole = kinds == _WHOLE_WORD
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
    sums = np.add.reduceat(_TABLES.mixed.take(codes) * _powers(_BASE, len(codes)), starts)
    return _mix(sums * _powers(_INVERSE, int(starts[-1]) + 1)[starts])


def _undo_look_alikes(codes: NDArray[np.intp], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
    """In words that mix scripts, turn each letter into the look-alike of the script that most letters have, in place.

    A word is left as it is when no script has most of its letters or when one letter has no look-alike there.
    """
    if not len(starts):
        return
    scripts = _TABLES.script.take(codes)
    if int(np.bitwise_or.reduce(scripts)) in (0, *_TO_SCRIPT):
        return  # no two scripts meet in the whole text
    mixed = np.bitwise_or.reduceat(scripts, starts)
    for word in np.flatnonzero((mixed & (mixed - (mixed > 0))) > 0).tolist():
        a, b = int(starts[word]), int(ends[word])
        counts = {script: int((scripts[a:b] == script).sum()) for script in _TO_SCRIPT}
        most = max(counts, key=lambda script: counts[script])
        if 2 * counts[most] <= sum(counts.values()):
            continue
        foreign = [i for i in range(a, b) if scripts[i] not in (0, most)]
        if all(int(codes[i]) in _TO_SCRIPT[most] for i in foreign):
            for i in foreign:
                codes[i] = _TO_SCRIPT[most][int(codes[i])]
        _TABLES.widths(codes[a:b])  # the letters may be new


def _expand(codes: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Folded code points of a run of code points, and for each the index that it came from."""
    widths = _TABLES.widths(codes)
    origins = np.flatnonzero(widths)
    wide = np.flatnonzero(widths > 1)
    if len(wide):
        further = np.repeat(wide, widths[wide] - 1)
        origins = np.insert(origins, np.searchsorted(origins, further), further)
    folded = _TABLES.single.take(codes.take(origins))
    for i, first in zip(wide.tolist(), np.searchsorted(origins, wide).tolist(), strict=True):
        letters = _TABLES.several[int(codes[i])]
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
    starts, ends = _word_bounds(_TABLES.kind.take(folded))
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
