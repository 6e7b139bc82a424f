"""Read, in scripts with capital letters, who is named in front of a word that reports speech."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.agreement import is_doer, may_do, speaks_inside, with_complements
from provenance.quotations.cased import pauses, phrase, role_at
from provenance.quotations.cased_names import given_in, is_name_word, name_run, named_run
from provenance.quotations.kinds import (
    ARTICLE,
    BELONGING,
    BODY,
    CUE,
    GIVEN,
    INDEFINITE,
    LEAD,
    NOUN,
    OWNER,
    PREPOSITION,
    PRONOUN,
    REALM,
    RELATIVE,
    ROLE,
    STOP,
    THAT,
    TITLE,
)
from provenance.quotations.reading import Mention, Reading

_LONGEST_APPOSITION: Final = 40
_REACH: Final = 8  # words between a speaker and the verb
_MOST_TITLES: Final = 4  # words of the titles before a name
_SHORT_WORD: Final = 3  # letters of a helping verb or preposition


def mention_before(r: Reading, i: int, floor: int, behind: bool = False) -> Mention | None:
    """The mention in front of the verb at word i, not reaching back behind word `floor`.

    `behind` says that a quotation of the same sentence ends at `floor`: then the speaker comes right behind it.
    """
    if behind and floor < i:
        found = phrase(r, floor, i)
        if found is not None and may_do(r, found, i):
            return found
    if any(c in ",)" for c in r.gap(i)) or r.gap(i).strip() in ("-", "--"):
        return _before_brackets(r, i, floor) or clause_subject(r, max(floor, i - _LONGEST_APPOSITION), i, i)
    within: Mention | None = None
    for j in range(i - 1, max(floor, i - _REACH) - 1, -1):
        kind = r.kinds[j]
        if r.inside[j] >= 0 or (j == i - 1 and kind & LEAD):
            break
        if kind & PRONOUN:
            return (_antecedent(r, j, floor) if kind & RELATIVE else None) or Mention(j, j + 1, None, pronoun=True)
        if kind & ARTICLE and not r.capital[i - 1]:
            owned = _owned_before(r, j, floor, BELONGING)
            return phrase(r, j, i) if owned is None else replace(role_at(r, owned, floor), last=i)
        found = _doer_at(r, j, i, floor)
        if found is not None:
            return found
        if within is None and speaks_inside(r, j, i):
            within = replace(role_at(r, j, floor), last=with_complements(r, j, i))
        if any(c in ",)" for c in r.gap(j)):
            return within or clause_subject(r, max(floor, j - _LONGEST_APPOSITION), j, i)
    return within


def _doer_at(r: Reading, j: int, i: int, floor: int) -> Mention | None:
    """The name, the role or the noun at word j, if it may do the verb at word i."""
    if is_name_word(r, j):
        found = _name_before(r, j, i, floor)
        if found is not None and may_do(r, found, i):
            return found
    if j > floor and r.kinds[j - 1] & PREPOSITION and r.lexicon.name_endings:
        return None
    if r.lexicon.articled and r.kinds[j] & NOUN and r.kinds[j] & BODY and j - 1 > floor and r.kinds[j - 1] & OWNER and is_name_word(r, j - 2):
        return _name_before(r, j - 2, j - 1, floor)  # *N's* statement said
    if (r.kinds[j] & ROLE and may_do(r, role_at(r, j, floor), i)) or (not r.kinds[j] & ROLE and is_doer(r, j, i)):
        return replace(_whole_role(r, j, floor), last=with_complements(r, j, i))
    return None


def _whole_role(r: Reading, j: int, floor: int) -> Mention:
    """The role that ends with word j, from the one that it tells the owner of: the *lawyer* for the widow of the captain."""
    role = role_at(r, j, floor)
    while role.first > floor and r.kinds[role.first - 1] & ARTICLE:
        owned = _owned_before(r, role.first - 1, floor, TITLE | BELONGING)
        if owned is None:
            break
        role = role_at(r, owned, floor)
    return role


def _antecedent(r: Reading, i: int, floor: int) -> Mention | None:
    """The name, or the role, that stands right before the relative pronoun at word i: (it belongs to) N N, *who* said."""
    if i <= floor or "," not in r.gap(i) or r.inside[i - 1] >= 0:
        return None
    if is_name_word(r, i - 1):
        first, last = name_run(r, i - 1)
        return _of_role(r, first, last, floor) or named_run(r, max(first, floor), last)
    return role_at(r, i - 1, floor) if r.kinds[i - 1] & TITLE else None


def _before_brackets(r: Reading, i: int, floor: int) -> Mention | None:
    """The name of several words right before the brackets that end before word i: N N (D-Ore.) said."""
    if r.gap(i).strip() != ")":
        return None
    opened = next((j for j in range(i - 1, max(floor, i - _REACH), -1) if "(" in r.gap(j)), None)
    if opened is None or r.gap(opened) != " (" or not is_name_word(r, opened - 1):
        return None
    first, last = name_run(r, opened - 1)
    return named_run(r, max(first, floor), last) if last == opened and last - max(first, floor) > 1 else None


def _name_before(r: Reading, j: int, i: int, floor: int) -> Mention | None:
    """The name that word j is of, in front of the verb at word i; None where it only says where somebody spoke."""
    first, last = name_run(r, j)
    if first > floor and r.kinds[first - 1] & PREPOSITION and r.gap(first) != " " and not r.gap(first).strip(" \"'"):
        return None  # (said) in a talk with "AAA"
    apposed = _before_apposition(r, first, floor)
    if apposed is not None:
        return apposed
    first = _behind_place(r, first, last, floor)
    if first == last or _is_owned(r, first, last, floor):
        return None
    owner = _whose(r, given_in(r, first, last), floor)
    if owner is not None:
        return replace(role_at(r, owner, floor), last=min(last, i))
    if _describes(r, first, last, floor, i):
        return Mention(first, i, None)
    of_role = _of_role(r, first, last, floor)
    if of_role is not None:
        return of_role
    if _is_place(r, first, floor):
        return role_at(r, first - 2, floor)
    return named_run(r, max(first, floor), min(last, i))


def _before_apposition(r: Reading, first: int, floor: int) -> Mention | None:
    """The full name before a comma and the title that leads to the name at word `first`, with no comma behind: *N N*, chief of Harbour said."""
    opening = next((i for i in range(first - 1, max(floor, first - _REACH), -1) if pauses(r, i)), None)
    if not r.lexicon.articled or opening is None or r.gap(opening) != ", " or not is_name_word(r, opening - 1):
        return None
    leading = next((i for i in range(opening, first) if r.kinds[i] & PREPOSITION), opening)
    if not any(r.kinds[i] & TITLE for i in range(opening, leading)) or any(r.kinds[i] & (CUE | PRONOUN) for i in range(opening, first)):
        return None
    start, end = name_run(r, opening - 1)
    return named_run(r, max(start, floor), end) if end == opening and end - max(start, floor) > 1 else None


def _whose(r: Reading, name: int, floor: int) -> int | None:
    """The word that tells what belongs to the one whose titles and name a preposition leads to: *lawyer* for former president N, said."""
    start = name
    while start > floor and name - start < _MOST_TITLES and r.joined(start) and r.kinds[start - 1] & (TITLE if start == name else ROLE):
        start -= 1
    if start > floor and r.kinds[start - 1] & ARTICLE and r.joined(start):
        start -= 1
    return _owned_before(r, start, floor, BELONGING) if start < name else None


def _owned_before(r: Reading, start: int, floor: int, kinds: int) -> int | None:
    """The word of some kinds that belongs to those to whom a preposition before word `start` leads: *lawyer* for the minister."""
    if start - 2 < floor or not (r.joined(start) and r.joined(start - 1)) or r.lexicon.name_endings:
        return None
    return start - 2 if r.kinds[start - 1] & PREPOSITION and r.kinds[start - 2] & kinds else None


def _is_owned(r: Reading, first: int, last: int, floor: int) -> bool:
    """Whether in a language of endings a name says whose the thing before it is: N in a letter to *the shareholders of* AAA.

    Foreign names, acronyms and those in marks have no endings; of others it counts where a full name stands earlier in the clause.
    """
    if not r.lexicon.name_endings or first <= floor or r.upper[first - 1] or r.kinds[first - 1] & ~TITLE or not r.words[first - 1].isalpha():
        return False
    if any(first in range(*place) for place in r.names.items()):
        return True
    if r.kinds[first - 1] or r.gap(first) != " ":
        return False
    if all(r.words[i].isascii() or is_acronym(r, i) for i in range(first, last)):
        return True
    if r.words[first] in r.lexicon.words or not r.words[last - 1].endswith(r.lexicon.name_endings):
        return False
    floor = max(floor, first - _LONGEST_APPOSITION)
    earlier = clause_subject(r, next((k for k in range(first - 1, floor, -1) if pauses(r, k)), floor), first - 1)
    return earlier is not None and earlier.name is not None and earlier.name[1] - earlier.name[0] > 1 and bool(r.kinds[earlier.name[0]] & GIVEN)


def _of_role(r: Reading, first: int, last: int, floor: int) -> Mention | None:
    """The role right before a name that says whose it is: президент России, рабочие завода Nordel."""
    behind = first > floor and r.kinds[first - 1] & ROLE and r.gap(first) == " "
    return Mention(first - 1, last, None) if behind and _names_body(r, first, last) else None


def _names_body(r: Reading, first: int, last: int) -> bool:
    """Whether a single name behind a role says whose that is: a country, or where names have endings a foreign company."""
    return last - first == 1 and bool(r.kinds[first] & REALM or (r.lexicon.name_endings and r.words[first].isascii()))


def _behind_place(r: Reading, first: int, last: int, floor: int) -> int:
    """Where the one who speaks is named among capitalised words; `last` where these only say where, behind a preposition.

    N in Oldtown said; the envoy at the UN N N said.
    """
    if first <= floor or not r.joined(first):
        return first
    if r.kinds[first - 1] & ARTICLE and first - 1 > floor and r.kinds[first - 2] & PREPOSITION and r.joined(first - 1):
        return next((i for i in range(first + 1, last - 1) if r.kinds[i] & GIVEN), first)  # the minister of the Interior *N N*
    if not r.kinds[first - 1] & PREPOSITION:
        return first
    start = given_in(r, first, last)
    while start < last and (is_acronym(r, start) or r.kinds[start] & (ROLE | REALM)):
        start += 1
    return start if start > first else last


def _describes(r: Reading, first: int, last: int, floor: int, end: int) -> bool:
    """Whether a single capitalised word behind an article only describes the noun before the verb: the Norse army said."""
    if last - first > 1 or last >= end or first <= floor or not r.kinds[first - 1] & ARTICLE:
        return False
    return all(r.gap(k) == " " and not r.kinds[k] & (STOP | CUE | OWNER | PRONOUN) and not r.words[k].endswith("ly") for k in range(last, end))


def _is_place(r: Reading, first: int, floor: int) -> bool:
    """Whether the name at word `first` only says where those speak who stand before it: источники в Кремле."""
    behind = bool(r.lexicon.name_endings) and first - 2 >= floor and len(r.words[first - 1]) < _SHORT_WORD
    return behind and bool(r.kinds[first - 1] & STOP and r.kinds[first - 2] & ROLE) and r.joined(first) and r.joined(first - 1)


def mention_beside(r: Reading, i: int, floor: int) -> Mention | None:
    """The mention right before the participle at word i: N saying, N is saying."""
    j = i - 1
    if j > floor and r.kinds[j] & STOP and not r.kinds[j] & PRONOUN and len(r.words[j]) <= _SHORT_WORD:
        j -= 1
    if j < floor or r.inside[j] >= 0 or not (is_name_word(r, j) or r.kinds[j] & (PRONOUN | ROLE)) or any(pauses(r, k) for k in range(j + 1, i + 1)):
        return None
    if is_name_word(r, j):
        first, last = name_run(r, j)
        return named_run(r, max(first, floor), min(last, j + 1))  # behind a preposition too: footage of N saying
    mention = mention_before(r, j + 1, floor)
    made = mention is not None and mention.name is None and bool(r.kinds[j] & NOUN) and r.lexicon.articled
    if mention is None or not made:
        return mention
    of_somebody = next((k for k in range(mention.first, max(floor, mention.first - _SHORT_WORD), -1) if r.kinds[k] & INDEFINITE), None)
    return mention if of_somebody is None else clause_subject(r, floor, of_somebody)  # N issued *a statement* saying


def clause_subject(r: Reading, floor: int, end: int, verb: int | None = None) -> Mention | None:
    """The first mention that opens the clause or follows a pause in it, else the first at all; `verb` is the word that it does, if known."""
    fallback = None
    adverbs = bool(r.lexicon.name_endings)  # may stand between a pause and the subject
    opens = True
    for j in range(floor, end):
        opens = j == floor or pauses(r, j) or (opens and adverbs and r.kinds[j - 1] & (STOP | PREPOSITION | PRONOUN | THAT) == STOP)
        if not opens and r.inside[j] < 0 and r.inside[j - 1] < 0:
            if fallback is None and is_name_word(r, j) and not (r.lexicon.name_endings and r.kinds[j - 1] & PREPOSITION):
                fallback = phrase(r, j, end)
                fallback = fallback if fallback is not None and may_do(r, fallback, verb) else None
            continue
        found = phrase(r, j, end)
        if found is not None and may_do(r, found, verb):
            behind_name = found.pronoun and fallback is not None and fallback.last == j  # N, *who* will be a consultant, said
            return fallback if behind_name else found
    return fallback
