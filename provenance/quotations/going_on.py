"""Tell whether one who spoke may go on with a cue that names nobody, as gender, number and kind of its words allow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Final

from provenance.quotations.agreement import cases
from provenance.quotations.anaphora import may_be_person
from provenance.quotations.cues import Cue
from provenance.quotations.grammar import Grammar
from provenance.quotations.kinds import BODY, DEMONYM, FEMININE, GENDER, GIVEN, IMPERSONAL, MASCULINE, NOUN, PLURAL, QUOTING, ROLE, TITLE
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.speakers import Speaker

_WORDS_OF_GENDER: Final = 2  # words of a mention that may tell a gender: the title, not what it is the title of


def gender_of(r: Reading, cue: Cue) -> int:
    """The gender that the words of a cue tell, 0 where they tell none or both."""
    handed_on = r.kinds[cue.first] & QUOTING and not r.lexicon.cased  # the verb is the outlet's
    told = 0 if handed_on else r.kinds[cue.first] & GENDER
    if cue.mention is not None:
        end = cue.mention.last if cue.mention.name is None else cue.mention.name[0]
        told = reduce(or_, (kind & GENDER for kind in r.kinds[cue.mention.first : end][:_WORDS_OF_GENDER]), told)
    return told if told in (MASCULINE, FEMININE) else 0


def going_on(r: Reading, speaker: Speaker | None, cue: Cue) -> Speaker | None:
    """A speaker who goes on with a cue that names nobody, if gender, number and kind of the verb allow it."""
    if speaker is None:
        return None
    gender = gender_of(r, cue)
    words = [cue.first] if cue.mention is None else [cue.first, cue.mention.first]
    told = reduce(or_, (r.kinds[i] for i in words))
    if told & PLURAL and (speaker.is_person or _is_somebody(r, speaker)):
        return None
    if gender == MASCULINE and not told & PLURAL and _are_several(r, speaker):
        return None
    if gender and r.lexicon.cased and not may_be_person(r, speaker):
        return None  # a body, a thing or a country is no he and no she
    if told & IMPERSONAL and not _is_body(r, speaker):
        return None
    return speaker if not gender or speaker.gender in (0, gender) else None


def is_surely_person(r: Reading, speaker: Speaker) -> bool:
    """Whether a given name, a title or a pronoun tells that a name is a person's."""
    given = any(r.lexicon.of(form[0]) & GIVEN for form in speaker.forms if len(form) > 1)
    return speaker.named and (given or bool(speaker.gender) or any(r.lexicon.of(role) & TITLE for role in speaker.roles))


def is_thing(r: Reading, speaker: Speaker) -> bool:
    """Whether a noun that is neither a person, a body nor a text seems to speak: *the surge* demands ..."""
    return not speaker.named and not any(r.kinds[i] & (ROLE | NOUN) for place in speaker.forms.values() for i in range(*place))


def _is_somebody(r: Reading, speaker: Speaker) -> bool:
    """Whether a role is of one person, as its form tells where case endings do: the *expert*."""
    if r.lexicon.grammar is None or speaker.named:
        return False
    heads = [next((i for i in range(*place) if r.kinds[i] & ROLE), place[0]) for place in speaker.forms.values()]
    return all(r.kinds[i] & TITLE and not r.kinds[i] & BODY and not Grammar.is_plural(cases(r, i)) for i in heads)


def _are_several(r: Reading, speaker: Speaker) -> bool:
    """Whether a role is one of several, where verbs behind it tell that: the *employees*."""
    if r.lexicon.cased or speaker.named or not speaker.forms:
        return False
    return all(r.kinds[first] & PLURAL and r.kinds[first] & TITLE for first, _ in speaker.forms.values())


def _is_body(r: Reading, speaker: Speaker) -> bool:
    """Whether a speaker is an institution or a text: where names have capitals by the first word that tells what it is."""
    if r.lexicon.cased and speaker.named and any(r.lexicon.of(form[0]) & GIVEN for form in speaker.forms if len(form) > 1):
        return False
    if not r.lexicon.cased or speaker.named:
        return any(r.lexicon.of(role) & BODY for role in speaker.roles)
    kinds = (kind for place in speaker.forms.values() for kind in r.kinds[slice(*place)])
    return bool(next((kind for kind in kinds if kind & ROLE), 0) & BODY)


def is_demonym(r: Reading, mention: Mention | None) -> bool:
    """Whether a mention calls somebody by where he or she comes from, or by age."""
    return mention is not None and mention.pronoun and bool(r.kinds[mention.first] & DEMONYM)


def called(r: Reading, mention: Mention, latest: Iterable[Speaker | None]) -> Speaker | None:
    """Of the latest speakers, the last one first, who is called so: the one of whom it was told, else a person of whom nothing of the kind was."""
    persons = [s for s in latest if s is not None and s.named and may_be_person(r, s)]
    words = set(r.words[mention.first : mention.last])
    told = next((s for s in persons if words <= s.roles), None)
    aged = mention.first > 0 and r.words[mention.first - 1].isdecimal()
    plain = (s for s in persons if is_surely_person(r, s) and (aged or not any(r.lexicon.of(role) & DEMONYM for role in s.roles)))
    return told or next(plain, None)
