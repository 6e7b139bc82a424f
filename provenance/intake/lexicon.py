"""The words by which credits are told: names of the registers and phrases of the language packs, found together in one pass."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from functools import lru_cache
from typing import Final

from provenance.languages import CreditPhrases, LanguagePack
from provenance.phrases import Found, Phrases
from provenance.registers import Registers, Spelling
from provenance.text import Folded


class Role(Flag):
    """What a phrase does in a credit; the language packs explain each (provenance/languages.py, CreditPhrases)."""

    NONE = 0
    NAME = auto()
    PRESS_NOUN = auto()
    PERHAPS_NOUN = auto()
    PAPER = auto()
    UNNAMED = auto()
    WIRE = auto()
    VERB = auto()
    VERB_AFTER = auto()
    SOURCE = auto()
    TOWARDS = auto()
    BETWEEN = auto()
    SOURCE_LABEL = auto()
    PHOTO_LABEL = auto()
    BYLINE_LABEL = auto()
    JOINT = auto()
    NOUN = PRESS_NOUN | PERHAPS_NOUN


_LISTS: Final[Mapping[str, Role]] = {
    "press_nouns": Role.PRESS_NOUN,
    "perhaps_nouns": Role.PERHAPS_NOUN,
    "papers": Role.PAPER,
    "unnamed": Role.UNNAMED,
    "wires": Role.WIRE,
    "verbs": Role.VERB,
    "verbs_after": Role.VERB_AFTER,
    "sources": Role.SOURCE,
    "towards": Role.TOWARDS,
    "between": Role.BETWEEN,
    "source_labels": Role.SOURCE_LABEL,
    "photo_labels": Role.PHOTO_LABEL,
    "byline_labels": Role.BYLINE_LABEL,
    "joints": Role.JOINT,
}
_WITH_PREFIX: Final = Role.NAME | Role.NOUN | Role.PAPER | Role.UNNAMED | Role.WIRE | Role.VERB | Role.SOURCE
_AFTER_TOWARDS: Final = Role.NAME | Role.NOUN | Role.PAPER | Role.UNNAMED


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a phrase stands for. ``towards`` is true when the phrase is written together with "to"."""

    role: Role
    spelling: Spelling | None = None
    towards: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase of the lexicon in a text: its words [first, last), all its roles, and the names that it may stand for."""

    first: int
    last: int
    roles: Role
    spellings: tuple[Spelling, ...]
    towards: bool


class Lexicon:
    """Everything that credits are told by, for some packs and registers."""

    def __init__(self, packs: tuple[LanguagePack, ...], registers: Registers) -> None:
        self._phrases: Phrases[Meaning] = Phrases(_entries(packs, registers))

    def find(self, folded: Folded) -> list[Sign]:
        """All phrases in the text from left to right, none inside another."""
        return [_sign(found) for found in self._phrases.find(folded)]


@lru_cache(maxsize=8)
def lexicon_of(packs: tuple[LanguagePack, ...], registers: Registers) -> Lexicon:
    """The lexicon of some packs and registers, made once."""
    return Lexicon(packs, registers)


def _sign(found: Found[Meaning]) -> Sign:
    roles = Role.NONE
    for meaning in found.values:
        roles |= meaning.role
    spellings = tuple(m.spelling for m in found.values if m.spelling is not None)
    return Sign(found.first, found.last, roles, spellings, any(m.towards for m in found.values))


def _entries(packs: tuple[LanguagePack, ...], registers: Registers) -> Iterator[tuple[str, Meaning]]:
    for pack in packs:
        for key, role in _LISTS.items():
            for phrase in getattr(pack.credits, key):
                yield phrase, Meaning(role)
                yield from _with_prefixes(phrase, Meaning(role), pack)
    for spelling in registers.spellings:
        meaning = Meaning(Role.NAME, spelling)
        yield spelling.text, meaning
        for pack in packs:
            for form in _cases(spelling.text, pack.credits):
                yield form, meaning
            yield from _with_prefixes(spelling.text, meaning, pack)


def _cases(name: str, phrases: CreditPhrases) -> Iterator[str]:
    """The other cases of a name, by its ending."""
    for ending, others in phrases.name_endings.items():
        if name.endswith(ending):
            yield from (name.removesuffix(ending) + other for other in others)


def _with_prefixes(phrase: str, meaning: Meaning, pack: LanguagePack) -> Iterator[tuple[str, Meaning]]:
    """The phrase with the particles that its language writes together with it, when it is in the script of that language."""
    phrases = pack.credits
    if not meaning.role & _WITH_PREFIX or not unicodedata.name(phrase[0], "").startswith(pack.script.upper()):
        return
    for prefix in phrases.prefixes:
        yield prefix + phrase, meaning
    if meaning.role & _AFTER_TOWARDS:
        told = Meaning(meaning.role, meaning.spelling, towards=True)
        for prefix in phrases.towards_prefixes:
            yield _contracted(prefix + phrase, phrases), told


def _contracted(word: str, phrases: CreditPhrases) -> str:
    """A word as it is written where its particle melts into it."""
    for full, short in phrases.contractions.items():
        if word.startswith(full):
            return short + word.removeprefix(full)
    return word
