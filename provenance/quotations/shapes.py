"""What the form of a word tells of it: nouns and verbs that are formed from a root, and ordinary words with another ending."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from provenance.languages import Speech
from provenance.text import fold, fold_many

Shape = Literal["noun", "verb", "ordinary", "doubtful", "namelike"]
_SHORTEST: Final = 3  # letters of a word before its ending
_SHORTEST_NAMELIKE: Final = 4  # before one of a single letter, or one that names have and that takes nothing's place


@dataclass(frozen=True)
class Shapes:
    """The forms of a language's words, folded.

    ``pattern`` matches the forms of ordinary nouns, none of another length than ``lengths``, ``verb_pattern`` those of verbs.
    ``endings`` holds under their last letters the endings of ordinary words, the longest first, each with what may stand in its
    place and what it tells.
    ``ordinary`` are the ordinary words, ``doubtful`` those that names have too, ``known`` all that have a meaning of their own.
    """

    pattern: re.Pattern[str] | None
    verb_pattern: re.Pattern[str] | None
    lengths: frozenset[int]
    article: str
    endings: dict[str, tuple[tuple[str, tuple[str, ...], Shape], ...]]
    ordinary: Collection[str]
    doubtful: Collection[str]
    known: Collection[str]

    def of(self, word: str) -> Shape | None:
        """What the form tells of a word that is not known: that it is a noun, a verb, or an ordinary word; None for all others.

        A word is namelike that is one which names are too, with an ending which they have not.
        """
        if self._is_noun(word) and not (self.article and word.startswith(self.article)):
            return "noun"
        if self.verb_pattern is not None and self.verb_pattern.fullmatch(word):
            return "verb"
        namelike: Shape | None = None
        for ending, replaced, shape in self.endings.get(word[-1:], ()):
            least = _SHORTEST_NAMELIKE if len(ending) == 1 or (shape == "doubtful" and len(replaced) == 1) else _SHORTEST
            if word.endswith(ending) and len(word) - len(ending) >= least:
                stem = word[: -len(ending)]
                for before in replaced:
                    full = stem + before
                    if full in self.ordinary or (self._is_noun(full) and full not in self.known):
                        return shape
                    if shape == "ordinary" and full in self.doubtful:
                        namelike = "namelike"
        return namelike

    def has_case(self, word: str) -> bool:
        """Whether a word of any length is an ordinary one with a case ending of one letter, as behind a name, where no other name stands."""
        return any(shape == "ordinary" and ending == word[-1] and word[:-1] in self.ordinary for ending, _, shape in self.endings.get(word[-1:], ()))

    def _is_noun(self, word: str) -> bool:
        return len(word) in self.lengths and self.pattern is not None and self.pattern.fullmatch(word) is not None


def shapes_of(speech: Speech, ordinary: Collection[str], doubtful: Collection[str], known: Collection[str]) -> Shapes | None:
    """The forms that a pack tells of; None when it tells of none."""
    forms = [f.text for f in fold_many(speech.noun_patterns)]
    verb_forms = [f.text for f in fold_many(speech.verb_patterns)]
    rows: list[tuple[str, tuple[str, ...], Shape]] = [(e, before, "ordinary") for e, before in speech.noun_endings.items()]
    rows += [(e, before, "doubtful") for e, before in speech.doubtful_endings.items()]
    if not forms and not verb_forms and not rows:
        return None
    endings = defaultdict(list)
    for ending, before, shape in rows:
        folded = fold(ending).text or ending  # what folds to nothing ends no folded word
        endings[folded[-1]].append((folded, ("", *(f.text for f in fold_many(before))), shape))
    return Shapes(
        pattern=_pattern(forms, speech) if forms else None,
        verb_pattern=_pattern(verb_forms, speech) if verb_forms else None,
        lengths=frozenset(map(len, forms)),
        article=fold(speech.article).text,
        endings={last: tuple(sorted(group, key=lambda row: -len(row[0]))) for last, group in endings.items()},
        ordinary=ordinary,
        doubtful=doubtful,
        known=known,
    )


def _pattern(forms: list[str], speech: Speech) -> re.Pattern[str]:
    """One pattern of all forms."""
    root = f"[^{re.escape(fold(speech.weak_letters).text)}]" if speech.weak_letters else "."
    return re.compile("|".join("".join(root if c in speech.root_letters else re.escape(c) for c in form) for form in forms))
