"""What the endings of words tell, in a language that has them: case, gender and number.

The dictionary is OpenCorpora's, read by pymorphy3 (Korobov, *Morphological analyzer and generator for Russian and Ukrainian
languages*, 2015). A word may be read in several ways, so what is told of it is a set: one bit for each case and for each gender, the
plural being one of these. Words that agree have a bit in common.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any, Final

_CASES: Final = {"nomn": 0, "gent": 1, "gen2": 1, "datv": 2, "accs": 3, "acc2": 3, "ablt": 4, "loct": 5, "loc2": 5}
_GENDERS: Final = {"masc": 1, "femn": 2, "neut": 4}
_PLURAL: Final = 8
_BITS: Final = 4  # genders, and the plural
_ANY: Final = (1 << _BITS) - 1
ANY_CASE: Final = (1 << _BITS * len(set(_CASES.values()))) - 1
NOMINATIVE: Final = _ANY
GENITIVE: Final = _ANY << _BITS * _CASES["gent"]
LOCATIVE: Final = _ANY << _BITS * _CASES["loct"]
SINGULAR_SUBJECT: Final = NOMINATIVE & ~_PLURAL
FEMININE_SUBJECT: Final = _GENDERS["femn"]
_NAMES: Final = frozenset(("Name", "Surn", "Patr"))
_CONSONANTS: Final = frozenset("бвгджзйклмнпрстфхцчшщь")
_WORDS: Final = 1 << 15  # words whose readings are kept


class Grammar:
    """The readings of words, by a dictionary of pymorphy3 that is loaded when the first word is asked for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.noun = lru_cache(maxsize=_WORDS)(self._noun)
        self.name = lru_cache(maxsize=_WORDS)(self._name)
        self.adjective = lru_cache(maxsize=_WORDS)(self._adjective)
        self.subject = lru_cache(maxsize=_WORDS)(self._subject)
        self.given_name = lru_cache(maxsize=_WORDS)(self._given_name)
        self.is_adjective = lru_cache(maxsize=_WORDS)(self._is_adjective)
        self.is_verb = lru_cache(maxsize=_WORDS)(self._is_verb)
        self.is_person = lru_cache(maxsize=_WORDS)(self._is_person)
        self.is_place = lru_cache(maxsize=_WORDS)(self._is_place)

    @staticmethod
    def is_oblique(cases: int, genders: int) -> bool:
        """Whether one of some cases other than the nominative is of one of some genders, which are given as of the nominative."""
        return any(cases >> _BITS * case & genders for case in set(_CASES.values()) - {0})

    @cached_property
    def _analyzer(self) -> Any:
        from pymorphy3 import MorphAnalyzer

        return MorphAnalyzer(lang=self.language)

    def _readings(self, word: str, *parts: str) -> list[Any]:
        return [p.tag for p in self._analyzer.parse(word) if p.tag.POS in parts]

    def _noun(self, word: str) -> int:
        """The cases of a word read as a noun; every case where the dictionary does not have it."""
        if not self._analyzer.word_is_known(word):
            return ANY_CASE
        return _bits(self._readings(word, "NOUN"))

    def _name(self, word: str) -> int:
        """The cases of a word read as a name: one that is a noun or an adjective too tells no gender, and a woman's may have no endings."""
        if not self._analyzer.word_is_known(word):
            return ANY_CASE
        named = [tag for tag in self._readings(word, "NOUN") if tag.grammemes & _NAMES]
        other = _bits([tag for tag in self._readings(word, "NOUN", "ADJF", "PRTF") if not tag.grammemes & _NAMES])
        for case in set(_CASES.values()):
            if other >> _BITS * case & _ANY & ~_PLURAL:
                other |= (_ANY & ~_PLURAL) << _BITS * case
        plain = not named and word[-1] in _CONSONANTS and other & NOMINATIVE
        return _bits(named) | (ANY_CASE if plain or (not named and not other) else other)

    def _adjective(self, word: str) -> int:
        """The cases of a word read as one that describes a noun, known or not; 0 where it cannot."""
        return _bits(self._readings(word, "ADJF", "PRTF"))

    def _subject(self, word: str) -> int:
        """The nominative of those who may do a verb in this form; in all genders and numbers where the form does not tell."""
        wanted = 0
        for tag in self._readings(word, "VERB", "ADJS", "PRTS"):
            wanted |= _PLURAL if tag.number == "plur" else _GENDERS.get(tag.gender, SINGULAR_SUBJECT)
        return wanted or NOMINATIVE

    def _given_name(self, word: str) -> str:
        """The nominative of a given name in any case; an empty text for other words."""
        readings: list[Any] = self._analyzer.parse(word) if self._analyzer.word_is_known(word) else []
        return next((str(p.normal_form) for p in readings if "Name" in p.tag), "")

    def _is_adjective(self, word: str) -> bool:
        """Whether a word of the dictionary describes a noun, as it is mostly read."""
        return bool(self._analyzer.word_is_known(word) and self._analyzer.parse(word)[0].tag.POS in ("ADJF", "PRTF"))

    def _is_verb(self, word: str) -> bool:
        """Whether a word of the dictionary is a verb that somebody does, as it is mostly read."""
        return bool(self._analyzer.word_is_known(word) and self._analyzer.parse(word)[0].tag.POS == "VERB")

    def _is_person(self, word: str) -> bool:
        """Whether a word of the dictionary is a noun for a person, as it is mostly read."""
        tag = self._analyzer.parse(word)[0].tag
        return bool(self._analyzer.word_is_known(word) and tag.POS == "NOUN" and tag.animacy == "anim")

    def _is_place(self, word: str) -> bool:
        """Whether a word of the dictionary is a place and no person's name."""
        tags = self._readings(word, "NOUN") if self._analyzer.word_is_known(word) else []
        return any("Geox" in tag for tag in tags) and not any("Name" in tag or "Surn" in tag for tag in tags)


def _bits(tags: list[Any]) -> int:
    bits = 0
    for tag in tags:
        if tag.case in _CASES:
            gender = _PLURAL if tag.number == "plur" else _GENDERS.get(tag.gender, _ANY & ~_PLURAL)
            bits |= gender << _BITS * _CASES[tag.case]
    return bits
