"""What folding makes of each character, and what the folded characters are: parts of words or not, and of which script."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.hashing import mix

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

SEPARATOR, WORD, WHOLE_WORD = 0, 1, 2
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


def fold_character(character: str) -> str:
    """The folded form of one character: folding it again gives the same."""
    before, after = character, _fold_step(character)
    while after != before:
        before, after = after, "".join(map(_fold_step, after))
    return after


def class_of(character: str) -> int:
    """Whether a folded character separates words, is part of one, or is a word by itself."""
    if _within(ord(character), _SPACELESS_BLOCKS) and character.isalnum():
        return WHOLE_WORD
    return WORD if character.isalnum() or unicodedata.category(character) in ("Mn", "Mc") else SEPARATOR


def script_of(character: str) -> int:
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
            folded = fold_character(chr(code))
            self.width[code] = len(folded)
            if len(folded) == 1:
                self.single[code] = ord(folded)
            elif folded:
                self.several[code] = np.array([ord(c) for c in folded], np.intp)
            for c in folded:
                self.kind[ord(c)] = class_of(c)
                self.script[ord(c)] = script_of(c)
                self.mixed[ord(c)] = 0 if self.kind[ord(c)] == SEPARATOR else mix(np.array([ord(c)], np.uint64))[0]


TABLES: Final = _Tables()


def _look_alike_tables() -> dict[int, dict[int, int]]:
    """For each script bit: code points of the two other scripts -> the letter of this script that looks the same."""
    tables: dict[int, dict[int, int]] = {_LATIN: {}, _CYRILLIC: {}, _GREEK: {}}
    for row in _LOOK_ALIKES:
        letters = [fold_character(c) for c in row]
        for script, target in zip(tables, letters, strict=True):
            tables[script].update({ord(c): ord(target) for c in letters if "-" not in (c, target) and c != target})
    return tables


TO_SCRIPT: Final = _look_alike_tables()
