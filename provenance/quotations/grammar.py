"""What the endings of words tell, in a language that has them: case, gender and number.

The dictionary is OpenCorpora's, read by pymorphy3 (Korobov, *Morphological analyzer and generator for Russian and Ukrainian
languages*, 2015). A word may be read in several ways, so what is told of it is a set: one bit for each case and for each gender, the
plural being one of these. Words that agree have a bit in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import Any, Final, NamedTuple

from provenance.text import fold

_CASES: Final = {"nomn": 0, "gent": 1, "gen2": 1, "datv": 2, "accs": 3, "acc2": 3, "ablt": 4, "loct": 5, "loc2": 5}
_GENDERS: Final = {"masc": 1, "femn": 2, "neut": 4}
_PLURAL: Final = 8
_BITS: Final = 4  # genders, and the plural
_ANY: Final = (1 << _BITS) - 1
ANY_CASE: Final = (1 << _BITS * len(set(_CASES.values()))) - 1
NOMINATIVE: Final = _ANY
OTHER_COMPLEMENT: Final = _ANY << _BITS * _CASES["datv"] | _ANY << _BITS * _CASES["ablt"]
GENITIVE: Final = _ANY << _BITS * _CASES["gent"]
LOCATIVE: Final = _ANY << _BITS * _CASES["loct"]
SINGULAR_SUBJECT: Final = NOMINATIVE & ~_PLURAL
FEMININE_SUBJECT: Final = _GENDERS["femn"]
_NAMES: Final = frozenset(("Name", "Surn", "Patr"))
_CONSONANTS: Final = frozenset("бвгджзйклмнпрстфхцчшщь")
_WORDS: Final = 1 << 15  # words whose readings are kept


class _Entry(NamedTuple):
    """One way to read a word: its part of speech, what it is in the dictionary's terms, its cases, and the form that stands there."""

    part: str
    marks: frozenset[str]
    cases: int
    gender: int
    base: str


class Grammar:
    """The readings of words, by a dictionary of pymorphy3 that is loaded when the first word is asked for.

    Words are asked for in small letters.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.noun = lru_cache(maxsize=_WORDS)(self._noun)
        self.name = lru_cache(maxsize=_WORDS)(self._name)
        self.adjective = lru_cache(maxsize=_WORDS)(self._adjective)
        self.base = lru_cache(maxsize=_WORDS)(self._base)
        self._entries = lru_cache(maxsize=_WORDS)(self._looked_up)

    @staticmethod
    def is_oblique(cases: int, genders: int) -> bool:
        """Whether one of some cases other than the nominative is of one of some genders, which are given as of the nominative."""
        return any(cases >> _BITS * case & genders for case in set(_CASES.values()) - {0})

    @staticmethod
    def is_plural(cases: int) -> bool:
        """Whether all of some cases are of several."""
        return bool(cases) and not any(cases >> _BITS * case & _ANY & ~_PLURAL for case in set(_CASES.values()))

    @staticmethod
    def is_several(cases: int) -> bool:
        """Whether who stands in one of some cases may do a verb of several: as several, or as one of them who can be meant as nothing else."""
        return bool(cases & _PLURAL) or not cases & ~NOMINATIVE

    @cached_property
    def _analyzer(self) -> Any:
        from pymorphy3 import MorphAnalyzer

        return MorphAnalyzer(lang=self.language)

    def _looked_up(self, word: str) -> tuple[_Entry, ...]:
        """The ways to read a word of the dictionary, the commonest first; none of another word."""
        return tuple(map(_entry, self._analyzer.parse(word))) if self._analyzer.word_is_known(word) else ()

    def _mostly(self, word: str, *parts: str) -> bool:
        """Whether a word of the dictionary is mostly read as one of some parts of speech."""
        return any(entry.part in parts for entry in self._entries(word)[:1])

    def _noun(self, word: str) -> int:
        """The cases of a word read as a noun; every case where the dictionary does not have it."""
        entries = self._entries(word)
        return _union(e.cases for e in entries if e.part == "NOUN") if entries else ANY_CASE

    def _name(self, word: str) -> int:
        """The cases of a word read as a name: one that is a noun or an adjective too tells no gender, and a woman's may have no endings."""
        entries = self._entries(word)
        named = _union(e.cases for e in entries if e.part == "NOUN" and e.marks & _NAMES)
        other = _union(e.cases for e in entries if e.part in ("NOUN", "ADJF", "PRTF") and not e.marks & _NAMES)
        for case in set(_CASES.values()):
            if other >> _BITS * case & _ANY & ~_PLURAL:
                other |= (_ANY & ~_PLURAL) << _BITS * case
        plain = not named and word[-1] in _CONSONANTS and other & NOMINATIVE
        return named | (ANY_CASE if plain or (not named and not other) else other)

    def _adjective(self, word: str) -> int:
        """The cases of a word read as one that describes a noun, known or not; 0 where it cannot."""
        entries = self._entries(word) or map(_entry, self._analyzer.parse(word))
        return _union(e.cases for e in entries if e.part in ("ADJF", "PRTF"))

    def subject(self, word: str) -> int:
        """The nominative of those who may do a verb in this form; in all genders and numbers where the form does not tell."""
        return _union(e.gender or SINGULAR_SUBJECT for e in self._entries(word) if e.part in ("VERB", "ADJS", "PRTS")) or NOMINATIVE

    def gender(self, name: str) -> str:
        """The gender of a given name, "masc" or "femn"; an empty text for other words and for names of both."""
        told = _union(e.gender for e in self._entries(name) if "Name" in e.marks and not e.marks & {"plur", "Infr"})
        return next((name for name, gender in _GENDERS.items() if told == gender), "")

    def _base(self, word: str) -> str:
        """The form in which the dictionary has a noun, folded; of a word of another kind an empty text, of an unknown one the word."""
        entries = self._entries(word)
        if entries and entries[0].part != "NOUN":
            return ""
        return fold(entries[0].base if entries else word).text

    def given_name(self, word: str) -> str:
        """The nominative of a given name in any case; an empty text for other words."""
        return next((e.base for e in self._entries(word) if "Name" in e.marks), "")

    def is_known(self, word: str) -> bool:
        """Whether the dictionary has a word."""
        return bool(self._entries(word))

    def is_adjective(self, word: str) -> bool:
        """Whether a word of the dictionary describes a noun, as it is mostly read."""
        return self._mostly(word, "ADJF", "PRTF")

    def is_verb(self, word: str) -> bool:
        """Whether a word of the dictionary is a verb that somebody does, as it is mostly read."""
        return self._mostly(word, "VERB")

    def is_noun(self, word: str) -> bool:
        """Whether a word of the dictionary is a noun, as it is mostly read."""
        return self._mostly(word, "NOUN")

    def is_pronoun(self, word: str) -> bool:
        """Whether a word stands for a noun, as it is mostly read."""
        return self._mostly(word, "NPRO")

    def is_person(self, word: str) -> bool:
        """Whether a word of the dictionary is a noun for a person, as it is mostly read."""
        return any(e.part == "NOUN" and "anim" in e.marks and not e.marks & _NAMES for e in self._entries(word)[:1])

    def may_be_name(self, word: str) -> bool:
        """Whether a word has no place in the dictionary, or is a noun or describes one there: verbs and adverbs are nobody's name."""
        entries = self._entries(word)
        return not entries or (any(e.cases for e in entries) and entries[0].part != "VERB")

    def is_thing(self, word: str) -> bool:
        """Whether a word of the dictionary is a noun, as it is mostly read, and neither a person nor a name."""
        return any(e.part == "NOUN" and "anim" not in e.marks and not e.marks & {"Geox", "Orgn", "Abbr"} for e in self._entries(word)[:1])

    def is_family_name(self, word: str) -> bool:
        """Whether a word of the dictionary is a family name and no given one."""
        marks = frozenset[str]().union(*(e.marks for e in self._entries(word)))
        return "Surn" in marks and "Name" not in marks

    def is_place(self, word: str) -> bool:
        """Whether a word of the dictionary is a place and no person's name."""
        marks = frozenset[str]().union(*(e.marks for e in self._entries(word) if e.part == "NOUN"))
        return "Geox" in marks and not marks & {"Name", "Surn"}


def _entry(parse: Any) -> _Entry:
    """A reading as pymorphy3 tells it."""
    tag = parse.tag
    gender = _PLURAL if tag.number == "plur" else _GENDERS.get(tag.gender, 0)
    cases = (gender or SINGULAR_SUBJECT) << _BITS * _CASES[tag.case] if tag.case in _CASES else 0
    return _Entry(str(tag.POS or ""), tag.grammemes, cases, gender, str(parse.normal_form))


def _union(cases: Iterable[int]) -> int:
    return reduce(or_, cases, 0)
