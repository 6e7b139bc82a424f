"""Who speaks in a family: the person whom most outlets name, and whether two outlets give the same words to different people.

A speaker is read from the text by rules that err. That two outlets name the same one is the best evidence that both were read right,
and a contradiction is told only where both names are those of persons and stand beside the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from provenance.languages import LanguagePack, language_packs
from provenance.model import Quotation
from provenance.quotations.names import same_person
from provenance.report.members import Member
from provenance.text import fold, fold_many, fold_words

_INDIRECT: Final = ("carried on", "pronoun")
"""How the rules begin that give words to somebody named elsewhere."""
_NAME_WORDS: Final = range(2, 7)
"""How many words the full name of a person has."""
_FILLED: Final = 0.8
"""Share of an occurrence that the quotation fills where both are the same words."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker in the fullest of the forms that stand in the articles, how many outlets name him or her, and whether that is a name."""

    name: str
    outlets: int
    is_person: bool


def voice_of(members: Sequence[Member]) -> Voice | None:
    """The speaker whom most outlets name, of equals the one who is named first; None where nobody is."""
    spoken = [(m.quotation.speaker, m) for m in members if m.quotation and m.quotation.speaker]
    named: dict[str, set[str]] = {}
    for name, member in spoken:
        known = next((k for k in named if same_person(k, name)), name)
        named.setdefault(known, set()).add(member.key)
    if not named:
        return None
    first, pack = max(named, key=lambda name: len(named[name])), _pack(spoken[0][1])
    # of equally full forms the one whose given name is in the plain case
    fullest = max((name for name, _ in spoken if same_person(first, name)), key=lambda name: (len(name.split()), _is_full_name(name, pack)))
    return Voice(fullest, len(named[first]), is_person(fullest, pack))


@lru_cache(maxsize=1 << 12)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name; the same names are asked for again and again."""
    return tuple(fold(name).words)


def is_person(name: str, pack: LanguagePack | None) -> bool:
    """Whether a speaker is given by a name of several words without an office, an institution or an unnamed source among them."""
    words = words_of(name)
    return len(words) in _NAME_WORDS and not any(w in _offices(pack) for w in words)


def _is_full_name(name: str, pack: LanguagePack | None) -> bool:
    """The same, and it begins with a given name where the language has a list of them: there no capital tells where a name begins."""
    given = _given_names(pack)
    return is_person(name, pack) and (not given or words_of(name)[0] in given)


@cache
def _given_names(pack: LanguagePack | None) -> frozenset[str]:
    return frozenset(word for words in fold_words(pack.speech.given_names) for word in words[:1]) if pack else frozenset()


@cache
def _offices(pack: LanguagePack | None) -> frozenset[str]:
    """The folded words, with and without the article, that a person is not called by."""
    if pack is None:
        return frozenset()
    speech = pack.speech
    words = [word for phrase in (*speech.titles, *speech.bodies, *speech.anonymous) for word in phrase.split()]
    folded = {f.text for f in fold_many(words)}
    article = fold(speech.article).text
    return frozenset(folded | {article + word for word in folded})


def speakers_differ(members: Sequence[Member]) -> bool:
    """Whether two members give the words to different persons, neither of whom the other's article mentions."""
    spoken = {m.quotation.speaker: m for m in members if m.quotation and m.quotation.speaker and _is_sure(m, m.quotation)}
    return any(not same_person(a, b) and not _mentions(spoken[a], b) and not _mentions(spoken[b], a) for a, b in combinations(spoken, 2))


def _is_sure(member: Member, quotation: Quotation) -> bool:
    """Whether a speaker is a person named at the cue of exactly these words."""
    evidence, occurrence = quotation.speaker_evidence, member.occurrence
    shared = min(quotation.end, occurrence.end) - max(quotation.start, occurrence.start)
    direct = quotation.cue is not None and evidence is not None and not evidence.rule.startswith(_INDIRECT)
    filled = shared >= _FILLED * (occurrence.end - occurrence.start)
    return direct and quotation.closed and filled and _is_full_name(quotation.speaker or "", _pack(member))


def _mentions(member: Member, name: str) -> bool:
    """Whether an article holds the last word of a name."""
    return fold(name).words[-1] in frozenset(fold(member.article.text).words)


def _pack(member: Member) -> LanguagePack | None:
    return language_packs().get(member.article.language or "")
