"""Tell from its words what an article is about, as far as that says how much a family is worth a fact-checker's time.

A subject is told by many different words of it, not by one: a club that a minister visits is no match report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Final, Literal

from provenance.languages import LanguagePack
from provenance.text import fold_many

Subject = Literal["sport", "worship", "courtesy", "advertising"]
SUBJECTS: Final[tuple[Subject, ...]] = ("sport", "worship", "courtesy", "advertising")

SHARE: Final = 0.05
"""Share of words that belong to a subject from which an article is about it: other news stays below 0.02."""
DIFFERENT: Final = 4
"""Different words of a subject that must stand there: one name may hold a word of it, and be told again and again."""


def subjects_of(words: Sequence[str], pack: LanguagePack | None) -> tuple[Subject, ...]:
    """The subjects of folded words; none for a language without a pack."""
    if pack is None or not words:
        return ()
    known = _known(pack)
    told = [(word, known[word]) for word in words if word in known]
    return tuple(s for s in SUBJECTS if _is_about([word for word, subjects in told if s in subjects], len(words)))


def _is_about(told: Sequence[str], words: int) -> bool:
    return len(told) >= SHARE * words and len(set(told)) >= DIFFERENT


@cache
def _known(pack: LanguagePack) -> Mapping[str, frozenset[Subject]]:
    """The subjects of each folded word, with every run of joined particles that the language writes before a word."""
    found: dict[str, set[Subject]] = {}
    for subject in SUBJECTS:
        for word in _folded(getattr(pack.subjects, subject)):
            for particles in _particles(pack):
                found.setdefault(particles + word, set()).add(subject)
    return {word: frozenset(subjects) for word, subjects in found.items()}


@cache
def _particles(pack: LanguagePack) -> tuple[str, ...]:
    """Nothing, one joined particle, or two."""
    clitics = _folded(pack.clitics)
    return ("", *clitics, *map("".join, product(clitics, clitics)))


def _folded(words: Iterable[str]) -> list[str]:
    return [folded.text for folded in fold_many(list(words))]
