"""The roles that speakers have: what tells them, and as much of one as is shown where nobody is named."""

from __future__ import annotations

from typing import Final

from provenance.quotations.agreement import cases
from provenance.quotations.cased_names import is_name_word, name_run
from provenance.quotations.grammar import GENITIVE, NOMINATIVE, Grammar
from provenance.quotations.kinds import (
    ANONYMOUS,
    ARTICLE,
    BELONGING,
    BODY,
    COMMON,
    CUE,
    DIGNITY,
    GIVEN,
    INDEFINITE,
    NOUN,
    PORTION,
    PREPOSITION,
    REALM,
    ROLE,
    STOP,
    THING,
    TITLE,
    WITHIN,
)
from provenance.quotations.lexicon import SHORTEST_STEM
from provenance.quotations.offices import office_end
from provenance.quotations.reading import Reading
from provenance.quotations.word_forms import has_article

_SEVERAL: Final = "+"
_OWNED: Final = "<"
_LONGEST: Final = 7  # words of a role that are shown


def roles_of(r: Reading, first: int, last: int) -> set[str]:
    """The words that tell a role, with those that describe it; titles of whom it belongs to are marked, as they are not the role's own."""
    if not any(r.kinds[i] & ROLE for i in range(first, last)):
        return set(r.words[first:last]) if r.lexicon.cased else set()
    told = [i for i in range(first, last) if r.kinds[i] & ROLE or not r.kinds[i] & (STOP | CUE | GIVEN)]
    grammar = r.lexicon.grammar
    if grammar is not None:
        bases = ((i, _base(r, grammar, i)) for i in told if not r.words[i].isdecimal())
        return {base + _OWNED * _is_owned_by_case(r, grammar, first, i, base) for i, base in bases if base}
    return {_stem(r, r.words[i]) + _OWNED * (i > first and r.kinds[i] & ROLE == TITLE and _is_owned_by_order(r, first, i)) for i in told}


def _is_owned_by_order(r: Reading, first: int, i: int) -> bool:
    """Whether the title at word i, in a role that opens at word `first`, is of whom the role belongs to, where endings do not tell it."""
    if r.lexicon.article:
        return is_owned(r, i)
    if not r.lexicon.articled:
        return False
    while i > first and r.kinds[i - 1] & (ROLE | ARTICLE) and r.joined(i):
        i -= 1
    return i > first and bool(r.kinds[i - 1] & PREPOSITION) and r.joined(i)


def is_owned(r: Reading, i: int) -> bool:
    """Whether word i tells whose the title before it is: the deputy *of the president*; His Excellency *the president* is one person."""
    before = r.kinds[i - 1] if i > 0 else 0
    return bool(before & (TITLE | BELONGING)) and not before & (DIGNITY | ANONYMOUS) and not has_article(r, i - 1) and r.gap(i) == " "


def owns(roles: set[str], other: set[str]) -> bool:
    """Whether one who has some of these roles is whom another role belongs to: the minister, where *the deputy of the minister* spoke."""
    return any(role + _OWNED in other for role in roles)


def _is_owned_by_case(r: Reading, grammar: Grammar, first: int, i: int, base: str) -> bool:
    """Whether a title behind another, in a row that opens at word `first`, is of whom the role belongs to, as its case tells: адвокат *певицы*."""
    if not (r.kinds[i] | r.lexicon.of(base)) & TITLE:
        return False
    head = next((k for k in range(first, i) if r.kinds[k] & TITLE), i)
    if head == i:
        return False
    here = cases(r, i)
    behind = r.kinds[i - 1] & TITLE and not grammar.adjective(r.spelled(i - 1)) and r.gap(i) == " "
    return bool(behind and here & GENITIVE) or bool(cases(r, head) & NOMINATIVE and not here & NOMINATIVE)


def _stem(r: Reading, word: str) -> str:
    """A role word without joined particles."""
    known = r.lexicon.words
    for clitic in (*r.lexicon.verb_clitics, *r.lexicon.clitics):  # a conjunction stands before all others
        if word not in known and word.startswith(clitic) and len(word) > len(clitic) + SHORTEST_STEM - 1:
            twice = clitic == clitic[0] * 2 and word[1:] in known  # a particle and the article that are one letter, with which the word begins too
            word = word[1 if twice else len(clitic) :]
    return word


def _base(r: Reading, grammar: Grammar, i: int) -> str:
    """A role word as the dictionary has it, marked where it is of several."""
    base = grammar.base(r.spelled(i))
    return base + _SEVERAL if base and r.kinds[i] & TITLE and Grammar.is_plural(cases(r, i)) else base


def is_somebody(r: Reading, first: int) -> bool:
    """Whether a role is of somebody whom nobody names and who was not told of before: *a source* added."""
    article = r.lexicon.article
    return bool(article and r.kinds[first] & ANONYMOUS) and not r.words[first].startswith(article)


def is_indefinite(r: Reading, first: int) -> bool:
    """Whether a word such as "another" stands before a role: then it is of nobody told before."""
    some = INDEFINITE | (PORTION if r.lexicon.grammar is not None else 0)
    return first > 0 and bool(r.kinds[first - 1] & some) and r.joined(first)


def shown_role(r: Reading, first: int, last: int) -> tuple[int, int]:
    """First and last (excluded) word of as much of a role as is shown; where it is cut, no word that leads to another is its last."""
    end = min(last, first + _LONGEST)
    while first + 1 < end < last and (r.kinds[end - 1] & STOP or _opens_role(r, end - 1)):
        end -= 1
    whole = end == last and r.lexicon.cased
    while _tells_how_many(r, first - 1):
        first -= 1
    if whole:
        return first, _end_of_owner(r, end)
    return first, _end_of_office(r, first, end) if end == last else end


def _opens_role(r: Reading, i: int) -> bool:
    """Whether a conjunction is joined to a title at word i, of which more would have to follow."""
    return bool(r.kinds[i] & TITLE) and r.words[i].startswith(r.lexicon.verb_clitics) and r.words[i] not in r.lexicon.words


def _tells_how_many(r: Reading, i: int) -> bool:
    """Whether word i tells how many of those behind it speak, or is the article between: *one of the* residents."""
    if i > 0 and r.lexicon.articled and r.kinds[i] & ARTICLE and r.gap(i + 1) == " ":
        i -= 1
    return i >= 0 and bool(r.kinds[i] & PORTION) and r.gap(i + 1) == " " and (r.lexicon.cased or r.words[i] in r.lexicon.words)


def _end_of_office(r: Reading, first: int, end: int) -> int:
    """Where the words end that say by a preposition in which body somebody unnamed is: an official *in the Turkish government*."""
    body = end + 1
    unnamed = r.kinds[first] & TITLE and (r.kinds[first] & ANONYMOUS or not has_article(r, first))
    if not unnamed or body >= len(r.words) or not r.kinds[end] & WITHIN or not r.gap(end) == r.gap(body) == " " or r.inside[body] >= 0:
        return end
    if not r.kinds[body] & (BODY | REALM) or r.kinds[body] & NOUN:
        return end
    last = body + 1
    while last < min(end + _LONGEST, len(r.words)) and r.gap(last) == " " and r.inside[last] < 0 and _goes_on(r, last):
        last += 1
    return last if last - body > 1 or has_article(r, body) or r.kinds[body] & REALM else end


def _goes_on(r: Reading, i: int) -> bool:
    """Whether word i goes on with the name of a body: it describes a definite word, or is the owner of one without the article."""
    if r.kinds[i - 1] & REALM:
        return bool(r.kinds[i] & REALM)
    owner = not has_article(r, i - 1) and r.kinds[i - 1] & (ROLE | THING | COMMON) and not r.kinds[i] & (STOP | CUE)
    return bool(owner) or (has_article(r, i) and not r.kinds[i] & (STOP | CUE | TITLE))


def _end_of_owner(r: Reading, end: int) -> int:
    """Where the words end that say by a preposition and a name whose role it is: a spokeswoman *for the Harbour Office*."""
    name = end + 1
    if not r.lexicon.articled or name + 1 >= len(r.words) or not r.kinds[end] & PREPOSITION or r.gap(end) != " ":
        return end
    name += bool(r.kinds[name] & ARTICLE)
    if r.gap(name) != " " or r.inside[name] >= 0 or not is_name_word(r, name):
        return end
    last = max(name_run(r, name)[1], office_end(r, name, len(r.words)))
    goes_on = last < len(r.words) and r.gap(last) == " " and r.inside[last] < 0
    return end if goes_on and not r.kinds[last] & (STOP | CUE) else last  # the narrator in the Norse *film*
