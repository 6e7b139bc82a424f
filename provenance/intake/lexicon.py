"""The words by which credits are told: names of the registers and phrases of the language packs, found together in one pass."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from provenance.languages import CreditPhrases, LanguagePack
from provenance.phrases import Found, Phrases
from provenance.registers import Registers, Spelling
from provenance.text import Folded


class Role:
    """What a phrase does in a credit, as bits; the language packs explain each (provenance/languages.py, CreditPhrases)."""

    NAME: Final = 1
    PRESS_NOUN: Final = 2
    PERHAPS_NOUN: Final = 4
    PAPER: Final = 8
    UNNAMED: Final = 16
    WIRE: Final = 32
    VERB: Final = 64
    VERB_AFTER: Final = 128
    SOURCE: Final = 256
    TOWARDS: Final = 512
    BETWEEN: Final = 1024
    SOURCE_LABEL: Final = 2048
    PHOTO_LABEL: Final = 4096
    BYLINE_LABEL: Final = 8192
    JOINT: Final = 16384
    ABOUT: Final = 32768
    NO_AGENCY: Final = 65536
    QUOTING: Final = 131072
    THAT: Final = 262144
    TOLD_NOUN: Final = 524288
    NOUN: Final = PRESS_NOUN | PERHAPS_NOUN


_LISTS: Final[Mapping[str, int]] = {
    "press_nouns": Role.PRESS_NOUN,
    "perhaps_nouns": Role.PERHAPS_NOUN,
    "told_nouns": Role.PERHAPS_NOUN | Role.TOLD_NOUN,
    "papers": Role.PAPER,
    "no_agencies": Role.NO_AGENCY,
    "unnamed": Role.UNNAMED,
    "wires": Role.WIRE,
    "verbs": Role.VERB,
    "quoting": Role.VERB | Role.QUOTING,
    "verbs_after": Role.VERB_AFTER,
    "sources": Role.SOURCE,
    "towards": Role.TOWARDS,
    "about": Role.ABOUT,
    "between": Role.BETWEEN,
    "source_labels": Role.SOURCE_LABEL,
    "photo_labels": Role.PHOTO_LABEL,
    "byline_labels": Role.BYLINE_LABEL,
    "joints": Role.JOINT,
}
_WITH_PREFIX: Final = Role.NAME | Role.NOUN | Role.PAPER | Role.NO_AGENCY | Role.UNNAMED | Role.WIRE | Role.VERB | Role.SOURCE
_AFTER_TOWARDS: Final = Role.NAME | Role.NOUN | Role.PAPER | Role.UNNAMED


@dataclass(frozen=True, slots=True)
class _Value:
    """One thing that a phrase stands for. ``towards`` is true when the phrase is written together with "to"."""

    role: int
    spelling: Spelling | None = None
    towards: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that a phrase may stand for: its roles and the names that it is a spelling of."""

    roles: int
    spellings: tuple[Spelling, ...]
    towards: bool


class Sign(Found[Meaning]):
    """A phrase of the lexicon in a text: its words [first, last), all its roles, and the names that it may stand for."""

    __slots__ = ()

    @property
    def roles(self) -> int:
        """All its roles."""
        return self.meaning.roles

    @property
    def spellings(self) -> tuple[Spelling, ...]:
        """The names that it may stand for."""
        return self.meaning.spellings

    @property
    def towards(self) -> bool:
        """Whether it is written together with "to"."""
        return self.meaning.towards


class Lexicon:
    """Everything that credits are told by, for some packs and registers."""

    def __init__(self, packs: tuple[LanguagePack, ...], registers: Registers) -> None:
        self._phrases: Phrases[_Value, Meaning, Sign] = Phrases(_entries(packs, registers), _merged, Sign)
        self.domains = registers.domains
        self.suffixes = frozenset(domain.split("/")[0].rsplit(".", 1)[-1] for domain in registers.domains)

    def find(self, folded: Folded) -> list[Sign]:
        """All phrases in the text from left to right, none inside another."""
        return self._phrases.find(folded)


@cache
def lexicon_of(packs: tuple[LanguagePack, ...], registers: Registers) -> Lexicon:
    """The lexicon of some packs and registers, made once."""
    return Lexicon(packs, registers)


def _merged(values: tuple[_Value, ...]) -> Meaning:
    roles = 0
    for value in values:
        roles |= value.role
    return Meaning(roles, tuple(v.spelling for v in values if v.spelling is not None), any(v.towards for v in values))


def _entries(packs: tuple[LanguagePack, ...], registers: Registers) -> Iterator[tuple[str, _Value]]:
    for pack in packs:
        for phrase in pack.speech.that:
            yield phrase, _Value(Role.THAT)
        for key, role in _LISTS.items():
            for phrase in getattr(pack.credits, key):
                yield phrase, _Value(role)
                yield from _with_prefixes(phrase, _Value(role), pack)
    inflecting = [pack for pack in packs if pack.credits.name_endings]
    prefixing = [pack for pack in packs if pack.credits.prefixes or pack.credits.towards_prefixes]
    for spelling in registers.spellings:
        value = _Value(Role.NAME, spelling)
        yield spelling.text, value
        for pack in inflecting:
            for form in _cases(spelling.text, pack.credits):
                yield form, value
        for pack in prefixing:
            yield from _with_prefixes(spelling.text, value, pack)


def _cases(name: str, phrases: CreditPhrases) -> Iterator[str]:
    """The other cases of a name, by its ending."""
    for ending, others in phrases.name_endings.items():
        if name.endswith(ending):
            yield from (name.removesuffix(ending) + other for other in others)


def _with_prefixes(phrase: str, value: _Value, pack: LanguagePack) -> Iterator[tuple[str, _Value]]:
    """The phrase with the particles that its language writes together with it, when it is in the script of that language."""
    phrases = pack.credits
    if not value.role & _WITH_PREFIX or not unicodedata.name(phrase[0], "").startswith(pack.script.upper()):
        return
    for prefix in phrases.prefixes:
        yield prefix + phrase, value
    if value.role & _AFTER_TOWARDS:
        told = _Value(value.role, value.spelling, towards=True)
        for prefix in phrases.towards_prefixes:
            yield _contracted(prefix + phrase, phrases), told


def _contracted(word: str, phrases: CreditPhrases) -> str:
    """A word as it is written where its particle melts into it."""
    for full, short in phrases.contractions.items():
        if word.startswith(full):
            return short + word.removeprefix(full)
    return word
