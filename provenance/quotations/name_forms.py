"""The forms that an article has of a name: the family name alone, the full name, a given name behind a title."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import Final

from provenance.quotations.cased_names import is_name_word, name_run
from provenance.quotations.fuller_names import fuller, is_named_inside
from provenance.quotations.kinds import (
    FEMININE,
    GENDER,
    GIVEN,
    LINK,
    MASCULINE,
    PARTICLE,
    TITLE,
    VERB,
)
from provenance.quotations.lexicon import SHORTEST_STEM, stem_of
from provenance.quotations.names import sounds_of
from provenance.quotations.reading import Reading
from provenance.quotations.word_forms import has_article, holds_particle

_GENDERS: Final = {"masc": MASCULINE, "femn": FEMININE}
_MOST_PLACES: Final = 200  # places of a name that are looked at for a fuller form

Places = dict[tuple[str, ...], tuple[int, int]]
"""The words of each form, and the words of the article [first, last) where it stands first."""


class NameForms:
    """The names of one article: where each of their words stands, and the fuller forms that it has of a name."""

    def __init__(self, r: Reading) -> None:
        self.r = r

    def stem(self, word: str) -> str:
        """A word of a name without its case ending and joined article."""
        if self.r.lexicon.name_endings:
            return stem_of(word, self.r.lexicon.name_endings)
        article = self.r.lexicon.article
        return word[len(article) :] if article and word.startswith(article) and len(word) - len(article) >= SHORTEST_STEM else word

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands in the article."""
        places: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.r.words):
            places[word].append(i)
        return places

    def places_of(self, family: str) -> list[int]:
        """Where the words with this stem stand, in order, the first few."""
        lexicon = self.r.lexicon
        forms = {family, *(family + ending for ending in lexicon.name_endings)}
        if lexicon.article:
            forms.add(lexicon.article + family)
        return sorted(i for form in forms for i in self.places.get(form, ())[:_MOST_PLACES])

    @cached_property
    def speaking(self) -> Counter[str]:
        """How often each stem stands right behind a verb of speech."""
        kinds, words = self.r.kinds, self.r.words
        return Counter(self.stem(words[i]) for i in range(1, len(words)) if kinds[i - 1] & VERB and not kinds[i] & ~GIVEN and self.r.gap(i) == " ")

    def fuller_forms(self, family: str, name: tuple[int, int]) -> Places:
        """The fuller forms that the article has of a family name, none where they are of several people."""
        words = tuple(self.r.words[slice(*name)])
        length = len(words) if self._is_joined(*name) else 1
        forms: Places = {}
        counts: dict[tuple[str, ...], int] = defaultdict(int)
        for i in self.places_of(family):
            first, last = fuller(self.r, i)
            pair = length == 1 and self.r.lexicon.articled and self._is_joined(last - 2, last)  # the talks of *N-N*
            if last - first > length and not pair and tuple(self.r.words[last - length : last - 1]) == words[-length:-1]:
                last = self._behind_fathers(last)
                form = tuple(self.r.words[first:last])
                forms.setdefault(form, (first, last))
                counts[form] += 1
        if len(words) > length:
            counts[words] += 1
            forms = {f: place for f, place in forms.items() if self._ends_with(f, words) or self.same_given(f, words)}
        if not forms and len(words) == 1 and self.r.lexicon.articled:
            forms = {tuple(self.r.words[i - 1 : i + 1]): (i - 1, i + 1) for i in self.places_of(family) if is_named_inside(self.r, i)}
            counts.update(dict.fromkeys(forms, 1))
        if any(len(form[0]) > 1 for form in forms):
            forms = {f: place for f, place in forms.items() if len(f[0]) > 1}  # in lists of players initials are of anybody
        by_given: dict[str, int] = defaultdict(int)
        for form in forms:
            by_given[self._given_key(form)] += counts[form]
        ranked = sorted(by_given.values(), reverse=True)
        if len(ranked) > 1 and ranked[0] <= 2 * ranked[1]:
            return {}
        best = max(by_given, key=lambda given: by_given[given], default="")
        return {f: place for f, place in forms.items() if self._given_key(f) == best}

    def families_of(self, given: str) -> Places:
        """The fuller form that the article has of a given name behind a title, none where there are several."""
        r = self.r
        forms: Places = {}
        for i in self.places.get(given, ())[:_MOST_PLACES]:
            if r.lexicon.cased:
                run = name_run(r, i) if is_name_word(r, i) else (i, i)
                if run[0] == i and run[1] - i > 1:
                    forms.setdefault(tuple(r.words[slice(*run)]), run)
                continue
            last = i + 1
            while last < len(r.words) and r.kinds[last] & PARTICLE and r.gap(last) == " ":
                last += 1
            plain = last < len(r.words) and r.gap(last) == " " and (not r.kinds[last] or r.kinds[last] & GIVEN) and not holds_particle(r, last)
            if plain and i > 0 and r.gap(i) == " " and (r.kinds[i - 1] & TITLE or (i > 1 and has_article(r, i - 1) and r.kinds[i - 2] & TITLE)):
                forms.setdefault(tuple(r.words[i : last + 1]), (i, last + 1))
        return forms if len(forms) == 1 else {}

    def given_gender(self, word: str) -> int:
        """The gender of a given name by the pack, else by the dictionary; 0 where neither tells."""
        listed = self.r.lexicon.words.get(word, 0) & GENDER
        grammar = self.r.lexicon.grammar
        if listed or grammar is None or word not in self.places:
            return listed
        return _GENDERS.get(grammar.gender(self.r.spelled(self.places[word][0])), 0)

    def same_given(self, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        """Whether two names may begin with one given name: the same, a short form of it, or its initial."""
        shorter, longer = sorted((self._given(a), self._given(b)), key=len)
        return self._given_key(a) == self._given_key(b) or (len(shorter) in (1, 3, 4, 5) and longer.startswith(shorter))

    def _ends_with(self, form: tuple[str, ...], words: tuple[str, ...]) -> bool:
        """Whether a name that a particle opens ends a fuller one, where names have no capitals: *Abu N* and N *Abu N*."""
        return not self.r.lexicon.cased and form[-len(words) :] == words

    def _given(self, form: tuple[str, ...]) -> str:
        """The given name that a form begins with, in one word also where a particle opens it: *servant of* N."""
        opened = not self.r.lexicon.cased and len(form) > 1 and self.r.lexicon.words.get(form[0], 0) & PARTICLE
        return "".join(form[:2]) if opened else form[0]

    def _given_key(self, form: tuple[str, ...]) -> str:
        """What is equal for spellings of one given name: its letters where they are fixed, its sounds where they are not."""
        word = self._given(form)
        places = self.places.get(word) if self.r.lexicon.grammar is not None else None
        if self.r.lexicon.grammar is not None and places and (name := self.r.lexicon.grammar.given_name(self.r.spelled(places[0]))):
            return name
        return self.stem(word) if self.r.lexicon.articled else sounds_of(word)

    def _is_joined(self, first: int, last: int) -> bool:
        """Whether a name is a family name of several parts that no space parts: *O'N*, *N-N*."""
        return self.r.lexicon.cased and last - first > 1 and all(self.r.gap(i) in ("'", "-") for i in range(first + 1, last))

    def _behind_fathers(self, last: int) -> int:
        """Where a name ends that goes on at word `last` with more fathers: N son of N *son of N*."""
        r = self.r
        while last + 1 < len(r.words) and r.kinds[last] & LINK and r.gap(last) == r.gap(last + 1) == " ":
            father = last + 1 + bool(r.kinds[last + 1] & PARTICLE)  # son of *servant of* N
            if father >= len(r.words) or not r.kinds[father] & GIVEN or r.gap(father) != " ":
                break
            last = father + 1
        return last
