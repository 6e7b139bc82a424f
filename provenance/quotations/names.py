"""Tell whether two names, in any spelling and alphabet, are of one person.

A name is reduced to the sounds that survive a change of alphabet, mostly consonants, in the way of the phonetic codes for
record linkage (Soundex, patented by Robert C. Russell in 1918, and its successors), with one table for all alphabets.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from provenance.languages import transliteration
from provenance.text import fold

_VOWEL = "a"
_GIVEN_SOUNDS = 2
_SHORTEST_FAMILY = 2


class PersonKey(NamedTuple):
    """The sounds of a family name and of a given name; the latter is empty where none is known."""

    family: str
    given: str


@cache
def _sounds() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all letters and sequences, the longest first, and the sound of each."""
    table = transliteration()
    sounds = {letter: sound for sound, letters in table.letters.items() for letter in letters}
    sounds |= {sequence: sound for sound, sequences in table.sequences.items() for sequence in sequences}
    ordered = sorted(sounds, key=lambda letters: (-len(letters), letters))
    return re.compile("|".join(map(re.escape, ordered))), sounds


@lru_cache(maxsize=1 << 16)
def sounds_of(word: str) -> str:
    """The sounds of a folded word: a leading vowel, then its consonants, none doubled, without a final h."""
    pattern, sounds = _sounds()
    lead = _VOWEL if word[:1] in transliteration().vowels else ""
    heard = "".join(sounds[m.group()] for m in pattern.finditer(word))
    heard = re.sub(r"(.)\1+", r"\1", heard)
    return lead + (heard[:-1] if heard.endswith("h") and len(heard) > 1 else heard)


def _parts(name: str) -> list[str]:
    """The folded words of a name, without particles and joined articles."""
    table = transliteration()
    parts: list[str] = []
    pending = ""
    for word in fold(name).words:
        if word in table.joined:
            pending += word
        elif word not in table.particles:
            article = "" if pending else next((a for a in table.articles if word.startswith(a) and len(word) > len(a) + 1), "")
            parts.append(pending + word[len(article) :])
            pending = ""
        elif pending:
            pending += word
    return [*parts, pending] if pending else parts


def spelling_key(name: str) -> str:
    """What is equal for spellings of a name that differ in nothing but folding and in whether "Abd al-" is one word or two."""
    words: list[str] = []
    pending = ""
    for word in fold(name).words:
        pending += word
        if word not in transliteration().joined:
            words.append(pending)
            pending = ""
    return " ".join([*words, pending] if pending else words)


@lru_cache(maxsize=1 << 16)
def person_key(name: str) -> PersonKey:
    """What is kept of a name in any alphabet. Names of one word have no given name."""
    parts = _parts(name)
    if not parts:
        return PersonKey("", "")
    return PersonKey(sounds_of(parts[-1]), sounds_of(parts[0]) if len(parts) > 1 else "")


def same_person(a: str, b: str) -> bool:
    """Whether two names, as two articles write them, are of one person.

    The family names must sound alike, and so must the beginnings of the given names: of these one sound is enough where one
    name has an initial. A bare family name is the person of any given name; so this is no relation to be followed in
    chains. Different given names are always different people.
    """
    if a == b or fold(a).words == fold(b).words:
        return True
    first, second = person_key(a), person_key(b)
    if first.family != second.family or len(first.family) < _SHORTEST_FAMILY:
        return False
    if not first.given or not second.given:
        return True
    known = min(len(first.given), len(second.given), _GIVEN_SOUNDS)
    return first.given[:known] == second.given[:known]
