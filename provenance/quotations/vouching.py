"""Tell what vouches for a name, and what ends one, in scripts without capital letters."""

from __future__ import annotations

from typing import Final

from provenance.quotations.kinds import (
    BODY,
    DOUBTFUL,
    GIVEN,
    HONORIFIC,
    LEAD,
    OTHER,
    PARTICIPLE,
    PARTICLE,
    PORTION,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    ROLE,
    STOP,
    THAT,
    TITLE,
    TRANSITIVE,
    VERB,
)
from provenance.quotations.reading import Reading
from provenance.quotations.uncased_names import PLAIN_NAME
from provenance.quotations.uncased_roles import is_free
from provenance.quotations.word_forms import has_article

_PAUSES: Final = (", ", " (", ",", " - ", " -")  # between a name and what tells who that is


def names_one(r: Reading, title: int) -> bool:
    """Whether a name may follow a title right away: the title is definite and one of a person."""
    person = not r.kinds[title] & BODY or bool(r.kinds[title] & HONORIFIC)
    return has_article(r, title) and person and not is_free(r, title)


def is_formed(r: Reading, i: int) -> bool:
    """Whether a word behind a title is an ordinary one by its form, as neither the article nor the title makes it a name."""
    vouched = r.words[i] in r.lexicon.words or has_article(r, i) or r.kinds[i - 1] & HONORIFIC
    return bool(r.kinds[i] & DOUBTFUL) and not vouched


def is_closed(r: Reading, name: tuple[int, int], direct: bool) -> bool:
    """Whether a pause or a word that ends a name follows a name that only a title vouches for; `direct` says that it stands right before."""
    first, last = name
    if last >= len(r.words) or any(c in r.gap(last) for c in ",-(:") or r.inside[last] >= 0:
        return True
    return bool(r.kinds[last] & (THAT | PARTICIPLE) or ((direct or last - first > 1) and r.kinds[last] & (STOP | OTHER)))


def is_followed(r: Reading, end: int) -> bool:
    """Whether a title follows a name right behind it: N N, the minister."""
    return end < len(r.words) and r.gap(end) == " " and bool(r.kinds[end] & TITLE)


def is_stopped(r: Reading, start: int, end: int) -> bool:
    """Whether words that are known for nothing stand before a word that ends a name: N N, who was ..., said."""
    if end >= len(r.words) or r.gap(end) != " " or not r.kinds[end] & (STOP | OTHER) or r.kinds[end] & THAT:
        return False
    if start > 0 and r.kinds[start - 1] & TRANSITIVE:
        return False
    if any(r.kinds[i] & ~(GIVEN | PARTICLE) or r.lexicon.carries_particle(r.words[i]) for i in range(start, end)):
        return False
    return not has_article(r, start) or (end - start == 1 and r.follows_verb(start) and bool(r.kinds[end] & PREPOSITION) and not is_free(r, start))


def is_apposed(r: Reading, end: int) -> bool:
    """Whether a comma or a bracket and then a title, or an age, follows what may be a name: N N, adviser to ...; N N, who is ...; N N (45)."""
    if end >= len(r.words) or r.inside[end] >= 0 or r.gap(end) not in _PAUSES:
        return False
    if r.kinds[end] & PRONOUN and end + 1 < len(r.words) and r.gap(end + 1) == " ":
        end += 1  # N N, *who is* adviser to ...
        return bool(r.kinds[end] & TITLE) or r.kinds[end] & (LEAD | STOP) == LEAD
    return bool(r.kinds[end] & TITLE) or r.kinds[end] & (LEAD | STOP) == LEAD or (r.gap(end) == " (" and r.words[end].isdecimal())


def is_vouched(r: Reading, start: int, name: tuple[int, int]) -> bool:
    """Whether marks, a title or a given name vouch for a name, or "father of" before a pause or a word that ends a name."""
    if name[0] in r.names or is_followed(r, name[1]) or is_apposed(r, name[1]) or r.kinds[start] & ROLE:
        return True
    if any(r.kinds[i] & GIVEN for i in range(*name)) or _is_told_more(r, name):
        return True
    stops = r.follows_verb(name[0]) and name[1] < len(r.words) and bool(r.kinds[name[1]] & STOP or r.inside[name[1]] >= 0)
    return bool(r.kinds[name[0]] & PARTICLE) and ("," in r.gap(name[1]) or stops)


def _is_told_more(r: Reading, name: tuple[int, int]) -> bool:
    """Whether words that are known for nothing are a full name by what follows: N N, *one of the* villagers; N N, *who* was ..., said."""
    first, last = name
    if last >= len(r.words) or last - first < PLAIN_NAME or has_article(r, first) or any(r.kinds[i] for i in range(first, last)):
        return False
    one_of_several = r.kinds[last] & PORTION and r.words[last] in r.lexicon.words and r.gap(last) == " "
    return bool(one_of_several or (r.kinds[last] & RELATIVE and r.gap(last) in _PAUSES))


def ends_name(r: Reading, end: int, pause_ends: bool) -> bool:
    """Whether a name that nothing vouches for is followed by what was said, or by who that is: N, *and he is* a professor."""
    if end >= len(r.words) or r.inside[end] >= 0 or r.kinds[end] & THAT or (r.lexicon.subject_first and r.kinds[end] & VERB):
        return True
    if r.kinds[end] & PRONOUN and r.words[end].startswith(r.lexicon.verb_clitics):
        return True
    if r.kinds[end] & PREPOSITION and end + 1 < len(r.words) and r.kinds[end + 1] & THAT and r.gap(end + 1) == " ":
        return True  # N N warned *of that* ...
    return ":" in r.gap(end) or (pause_ends and "," in r.gap(end))
