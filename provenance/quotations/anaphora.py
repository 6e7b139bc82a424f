"""Anaphora: tell whether a role without a name is that of whoever spoke last."""

from __future__ import annotations

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.agreement import head_cases
from provenance.quotations.grammar import Grammar
from provenance.quotations.kinds import (
    ANAPHOR,
    ANONYMOUS,
    ARTICLE,
    BELONGING,
    BODY,
    EMPHATIC,
    GENDER,
    GIVEN,
    HYPERNYM,
    INDEFINITE,
    NOUN,
    PLURAL,
    PREPOSITION,
    REALM,
    ROLE,
    THING,
    TITLE,
)
from provenance.quotations.reading import Reading
from provenance.quotations.roles import roles_of
from provenance.quotations.speakers import Speaker
from provenance.quotations.word_forms import has_article, is_adjective


def is_institution(r: Reading, first: int, last: int) -> bool:
    """Whether a role is an institution's: by the word that tells it, or where endings do not show which one that is by the first two."""
    kinds = r.kinds[first : last if r.lexicon.grammar is not None else min(first + 2, last)]
    if r.lexicon.article and kinds and kinds[0] & TITLE and not kinds[0] & BODY:
        return False  # the president *of the union*
    if r.lexicon.grammar is not None:
        kinds = [kind for kind in kinds if kind & ROLE][:1]
        if not kinds and first + 1 == last and is_acronym(r, first):
            return True
    return any(kind & BODY and not kind & TITLE for kind in kinds)


def may_be_person(r: Reading, speaker: Speaker) -> bool:
    """Whether a speaker is a person, for all that is known: a name that is no country's, or a title."""
    if speaker.named:
        return not (all(kind & REALM for place in speaker.forms.values() for kind in r.kinds[slice(*place)]) or _is_named_as_things_are(r, speaker))
    grammar = r.lexicon.grammar
    return any(r.lexicon.of(role) & TITLE or (grammar is not None and grammar.is_person(role)) for role in speaker.roles)


def _is_named_as_things_are(r: Reading, speaker: Speaker) -> bool:
    """Whether a name is an acronym or has an article before it, where nouns have articles: no single person's has."""
    if not r.lexicon.articled or not r.lexicon.cased or any(r.lexicon.of(form[0]) & GIVEN for form in speaker.forms if len(form) > 1):
        return False
    places = speaker.forms.values()
    if all(last - first == 1 and is_acronym(r, first) for first, last in places):
        return True
    return all(first > 0 and r.kinds[first - 1] & ARTICLE and r.gap(first) == " " for first, _ in places)


def speaks_as_body(r: Reading, speaker: Speaker) -> bool:
    """Whether a speaker is an institution without a name, and no text."""
    return not speaker.named and any(is_institution(r, *place) and not r.kinds[place[0]] & NOUN for place in speaker.forms.values())


def is_current(r: Reading, first: int, last: int, current: Speaker | None) -> bool:
    """Whether a title that was told of nobody, such as "the expert", is the current speaker's.

    Where an article makes it definite, only if no other title was told of that speaker, or it means whoever spoke last.
    """
    kind = r.kinds[first]
    if current is None or (is_institution(r, first, last) and not kind & ANAPHOR):
        return False
    if r.lexicon.grammar is not None:
        if kind & ANAPHOR and is_institution(r, first, last):  # the agency, of whatever institution spoke last
            acronym = current.named and all(b - a == 1 and is_acronym(r, a) and not r.words[a].isascii() for a, b in current.forms.values())
            return acronym or speaks_as_body(r, current)
        return _describes(r, first, last, current)
    if r.lexicon.articled:
        return current.is_person and _is_called_again(r, first, last, current)
    if _is_anaphor(r, first, last):
        return current.is_person or _is_one(r, current) or (not kind & GENDER and speaks_as_body(r, current))
    article = r.lexicon.article
    if not current.named or (last - first > 1 and not article) or kind & ANONYMOUS or not kind & TITLE:
        return False
    if not article:
        return True
    titles = {role for role in current.roles if r.lexicon.of(role) & TITLE}
    known = titles <= roles_of(r, first, first + 1) and (bool(titles) or last - first == 1)  # the *university* professor, where one was told
    return known and r.words[first].startswith(article)


def _is_called_again(r: Reading, first: int, last: int, current: Speaker) -> bool:
    """Whether a title with other small words is the one that was told of the current speaker: the *moderate* senator, of Senator N."""
    title = last - 1
    described = all(r.upper[i] or not r.kinds[i] & ROLE for i in range(first, title))  # a party, not the *deputy* of one
    return described and title > first and bool(r.kinds[title] & TITLE) and r.words[title] in current.roles


def _is_anaphor(r: Reading, first: int, last: int) -> bool:
    """Whether a definite role is whoever spoke last: the speaker, the official, the *American* official."""
    kind = r.kinds[first]
    if not has_article(r, first):
        return False
    if kind & TITLE and last < len(r.words) and r.kinds[last] & EMPHATIC and r.gap(last) == " ":
        return True  # the official *himself*, the *same* source
    if not kind & ANAPHOR:
        return False
    named = last < len(r.words) and r.gap(last) == " " and r.inside[last] < 0 and not r.kinds[last]  # the American official *N N*
    of_place = not named and all(r.words[i].endswith(r.lexicon.adjective_endings) and is_adjective(r, i) for i in range(first + 1, last))
    return last - first == 1 or bool(kind & HYPERNYM and of_place)


def _is_one(r: Reading, speaker: Speaker) -> bool:
    """Whether a speaker without a name is a single person, for all that the form of the role tells."""
    heads = [first for first, _ in speaker.forms.values()]
    several = any(r.kinds[i] & PLURAL or r.words[i].endswith(r.lexicon.free_endings) for i in heads)
    return not speaker.named and not several and not any(r.kinds[i] & BODY for i in heads)


def talks_with_outlet(r: Reading, first: int, last: int, current: Speaker) -> bool:
    """Whether a role is of the one whom an outlet talks with, named or not, and nothing tells that it is another: the *interlocutor of AAA*."""
    if r.lexicon.grammar is None or r.kinds[first] & (TITLE | ANAPHOR) != TITLE | ANAPHOR:
        return False
    if (first > 0 and r.kinds[first - 1] & INDEFINITE) or not _is_somebody(r, current):
        return False
    if last < len(r.words) and r.gap(last) == " " and r.kinds[last] & PREPOSITION:
        return False  # the interlocutor of AAA *in the ministry*
    return all(i in r.credited or i in r.names or r.words[i].isascii() or r.kinds[i] & THING or is_acronym(r, i) for i in range(first + 1, last))


def _is_somebody(r: Reading, speaker: Speaker) -> bool:
    """Whether a speaker is one person for sure: one with a given name, or with a title in the singular."""
    if not speaker.named:
        several = all(Grammar.is_plural(head_cases(r, *place)) for place in speaker.forms.values())
        return may_be_person(r, speaker) and not several
    return any(last - first > 1 and r.kinds[first] & GIVEN for first, last in speaker.forms.values())


def _describes(r: Reading, first: int, last: int, current: Speaker) -> bool:
    """Whether a title that is told without any name, such as "the head of the company", is the current speaker's, for nobody else has it."""
    head = next((i for i in range(first, last) if r.kinds[i] & ROLE), first)
    kind = r.kinds[head]
    if not current.is_person or not kind & TITLE or kind & ANONYMOUS:
        return False
    named = [i for i in range(first, last) if (r.capital[i] and not r.opens(i)) or i in r.names]
    if kind & BELONGING and last - head > 1:  # the lawyer of N is the lawyer told before
        person = all(not r.kinds[i] & (BODY | REALM) and not is_acronym(r, i) for i in named)
        return bool(named) and person and roles_of(r, head, head + 1) <= current.roles
    return not named
