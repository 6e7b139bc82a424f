"""Read names in scripts with capital letters: runs of capitalised words, their titles, and where one name ends and the next begins."""

from __future__ import annotations

from typing import Final

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.agreement import agreeing_from, may_be_name, opens_body
from provenance.quotations.kinds import BELONGING, BODY, DEMONYM, GIVEN, NOUN, PARTICLE, PRONOUN, REALM, ROLE, STOP, THING, TITLE
from provenance.quotations.nicknames import is_nickname
from provenance.quotations.reading import Mention, Reading

_LONGEST_RUN: Final = 40  # capitalised words to either side; headlines have fewer, hostile text has no end of them
_SHORT_WORD: Final = 3  # letters of the small second half of a name
_DESCRIBED: Final = 3  # words of a name with where somebody comes from before it
_NUMERALS: Final = frozenset("ivx")


def is_name_word(r: Reading, i: int) -> bool:
    """Whether word i, outside of quotations, is capitalised as names are."""
    if r.inside[i] >= 0 or not r.capital[i] or r.kinds[i] & (STOP | PRONOUN) or opens_body(r, i):
        return False
    verb = r.words[i].endswith(r.lexicon.verb_endings) and r.words[i] not in r.lexicon.words
    if (i == 0 or any(c in ".!?\n" for c in r.gap(i))) and not may_be_name(r, i):
        return False  # *Приехал* N, *Вскоре* N
    return not ((verb or (r.kinds[i] & NOUN and r.lexicon.name_endings)) and r.opens(i))  # *Слова* N, *Понравился* N


def name_run(r: Reading, i: int) -> tuple[int, int]:
    """The run of capitalised words that word i stands in, with the particles inside; no further either way than any name goes."""
    first = last = i
    low, high = max(0, i - _LONGEST_RUN), min(len(r.words), i + _LONGEST_RUN)
    credited = i in r.credited  # the name of an outlet is no part of a person's: (quotes) *AAA* N
    while first > low and r.joined(first) and r.inside[first - 1] < 0 and (first - 1 in r.credited) == credited and not turns(r, first):
        if is_name_word(r, first - 1):
            first -= 1
        elif r.kinds[first - 1] & PARTICLE and first > 1 and r.joined(first - 1) and is_name_word(r, first - 2):
            first -= 2
        else:
            break
    while last + 1 < high and r.joined(last + 1) and r.inside[last + 1] < 0 and (last + 1 in r.credited) == credited and not turns(r, last + 1):
        if is_name_word(r, last + 1):
            last += 1
        elif r.kinds[last + 1] & PARTICLE and last + 2 < len(r.words) and r.joined(last + 2) and is_name_word(r, last + 2):
            last += 2
        elif (last > first and is_second_half(r, last + 1)) or r.ends_site(last + 1):
            last += 1
        else:
            break
    return first, last + 1


def turns(r: Reading, i: int) -> bool:
    """Whether another name begins at word i, where names have endings: one in Latin letters, an acronym or a body behind a person's."""
    if not r.lexicon.name_endings or r.gap(i) != " " or _is_numeral(r, i):
        return False
    if r.words[i].isascii() != r.words[i - 1].isascii() or is_told(r, i):
        return True
    return is_acronym(r, i) and not is_acronym(r, i - 1) and not r.kinds[i - 1] & ROLE and not r.kinds[i] & REALM


def is_told(r: Reading, i: int) -> bool:
    """Whether word i describes a body or a thing behind a person's full name, to whom that person speaks: (said) N N *Русской* службе."""
    if i + 1 >= len(r.words) or not r.kinds[i + 1] & (BODY | THING) or r.upper[i + 1] or r.gap(i + 1) != " ":
        return False
    return i > 1 and bool(r.kinds[i - 2] & GIVEN) and r.capital[i - 2] and r.capital[i - 1] and r.gap(i - 1) == " "


def _is_numeral(r: Reading, i: int) -> bool:
    """Whether word i is a Roman numeral, as popes and kings have."""
    return set(r.words[i]) <= _NUMERALS and is_acronym(r, i)


def is_second_half(r: Reading, i: int) -> bool:
    """Whether word i is the small second half of a given name, as in Jae-in."""
    return i > 0 and r.gap(i) == "-" and r.capital[i - 1] and not r.kinds[i] and len(r.words[i]) <= _SHORT_WORD + 1


def named_run(r: Reading, first: int, last: int) -> Mention:
    """A run of capitalised words as a mention: its titles are no part of the name."""
    start = first
    for i in range(first, last - 1):
        if r.kinds[i] & TITLE and not is_nickname(r, i):
            start = i + 1
        elif r.lexicon.articled and r.gap(i + 1) == "' " and r.words[i].endswith("s") and not is_nickname(r, i):
            start = i + 1  # (said) Harbour Works' *N N*
    start += opens_with_description(r, start, last)
    start = next((i + 1 for i in range(last - 2, start - 1, -1) if r.kinds[i] & REALM and not r.kinds[last - 1] & REALM), start)
    start = agreeing_from(r, start, last)
    given = given_in(r, start, last)
    if r.lexicon.name_endings and (start > first or (start > 0 and r.kinds[start - 1] & (ROLE | BELONGING))):
        start = given  # what somebody is the minister, or the agent, of stands before the name
    if last - start == 1 and (r.kinds[start] & ROLE or (start > first and r.kinds[start] & REALM)):
        return Mention(first, last, None)
    return Mention(first, last, (start, last))


def opens_with_description(r: Reading, first: int, last: int) -> bool:
    """Whether an acronym, or where somebody comes from, stands before a name of several words: *MEP* N N, *Swede* N N, but not *PJ* O'N."""
    if last - first <= 2 or r.gap(first + 2) != " ":
        return False
    if is_acronym(r, first):
        return True
    body = any(r.kinds[i] & (ROLE | THING) for i in range(first + 1, last))
    return bool(r.kinds[first] & DEMONYM) and (bool(r.kinds[first + 1] & GIVEN) or (last - first == _DESCRIBED and not body))


def given_in(r: Reading, start: int, last: int) -> int:
    """Where a given name stands among capitalised words: the first, but behind whose spokesman somebody is: (of) N N *N N*."""
    givens = [i for i in range(start, last - 1) if r.kinds[i] & GIVEN]
    if not givens:
        return start
    linked = r.kinds[givens[-1] - 1] & PARTICLE  # N *bin N* N
    owned = r.lexicon.name_endings and givens[-1] - givens[0] > 1 and last - givens[-1] > 1 and not linked
    return givens[-1] if owned else givens[0]
