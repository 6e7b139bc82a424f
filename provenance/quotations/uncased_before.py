"""The mention before a verb or a word of saying, in scripts without capital letters."""

from __future__ import annotations

from typing import Final

from provenance.quotations.kinds import (
    ANONYMOUS,
    CUE,
    DOUBTFUL,
    FEMININE,
    GENDER,
    GIVEN,
    LEAD,
    ORIGIN,
    OTHER,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    ROLE,
    SOURCE,
    STOP,
    THAT,
    THING,
    TITLE,
    VERB,
)
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.uncased import mention_after
from provenance.quotations.word_forms import has_article

_LONGEST_APPOSITION: Final = 40
_REACH: Final = 12  # words between a role and its name
_NEAR: Final = 4  # words of a relative clause before what was said, where others tell of it
_SPEECH: Final = 8  # and where nobody does


def read_saying(r: Reading, i: int, floor: int) -> Mention | None:
    """The mention right before a word that follows the one who said it: (quoting) the minister *as saying*."""
    start = i
    while start > max(floor, i - _REACH) and r.gap(start) == " " and r.inside[start - 1] < 0 and not r.kinds[start - 1] & (STOP | CUE):
        start -= 1
    placed = start > floor and r.inside[start - 1] < 0 and r.kinds[start - 1] & PREPOSITION and not r.kinds[start - 1] & ORIGIN
    return mention_after(r, start) if start < i and not placed else None


def mention_before(r: Reading, i: int, floor: int) -> Mention | None:
    """The mention that opens the clause before a verb, or the last one that "that" opens."""
    if i - 1 > floor and r.kinds[i - 1] & RELATIVE and r.gap(i) == " " and _leads_to_speech(r, i + 1, _reach_of_relative(r, i, floor)):
        told = _antecedent(r, i - 1, floor)
        if told is not None:
            return told
    for j in range(i - 2, max(floor, i - _LONGEST_APPOSITION), -1) if r.words[i] in r.lexicon.words else ():
        if r.kinds[j] & THAT and r.inside[j] < 0:
            inner = _opening(r, i, j + 1)
            return inner if (inner is not None and inner.name is not None) or r.kinds[j + 1] & TITLE else _opening(r, i, floor)
    return _opening(r, i, floor)


def acting_before(r: Reading, i: int, floor: int) -> Mention | None:
    """Who does the verb of another kind that opens the clause before word i, which goes on with it: *N N* contented himself *with saying*."""
    for k in range(i - 2, max(floor, i - _LONGEST_APPOSITION) - 1, -1):
        if r.inside[k] >= 0 or (r.kinds[k] & CUE and not r.kinds[k] & (OTHER | TITLE | GIVEN)):
            return None
        opens = k == floor or "," in r.gap(k) or r.opens(k)
        if not opens or not (r.words[k].startswith(r.lexicon.verb_clitics) or k == floor) or not is_other_verb(r, k):
            continue
        doer = behind_small_words(r, k + 1, i)
        if doer >= i or any(r.gap(j) != " " for j in range(k + 1, doer + 1)):
            return None
        if r.words[doer] in r.families and not r.kinds[doer]:
            return Mention(doer, doer + 1, (doer, doer + 1))
        mention = mention_after(r, doer) if r.kinds[doer] & (TITLE | GIVEN) else None
        told = mention is not None and mention.first == doer and mention.name is not None and mention.sure and mention.last <= i
        return mention if told else None
    return None


def behind_small_words(r: Reading, i: int, end: int) -> int:
    """The word where those may be named who did the verb before word i, behind small words; not beyond word `end`."""
    while i < end and r.kinds[i] & STOP and not r.kinds[i] & (GIVEN | THAT | PREPOSITION):
        i += 1
    return i


def is_other_verb(r: Reading, i: int) -> bool:
    """Whether word i may be a verb that reports no speech."""
    kind = r.kinds[i]
    return not kind or bool(kind & OTHER) or (kind == DOUBTFUL and not has_article(r, i))


def _reach_of_relative(r: Reading, i: int, floor: int) -> int:
    """How many words behind the verb at word i of a relative clause what was said may begin: few in what others say of N, *who* has announced ..."""
    embedded = any(r.kinds[j] & THAT for j in range(max(floor, i - _LONGEST_APPOSITION), i))
    return _NEAR if embedded else _SPEECH


def _leads_to_speech(r: Reading, i: int, reach: int) -> bool:
    """Whether what was said begins at word i or fewer than `reach` words behind it."""
    near = range(i, min(i + reach, len(r.words)))
    return any(r.inside[k] >= 0 or r.kinds[k] & THAT or ":" in r.gap(k) for k in near)


def _antecedent(r: Reading, i: int, floor: int) -> Mention | None:
    """The person named right before the relative pronoun at word i: the minister N, *who* said."""
    told = None
    for j in range(i - 1, max(floor, i - _REACH) - 1, -1):
        if r.inside[j] >= 0 or r.kinds[j] & (STOP | CUE) or r.gap(j + 1).strip(" \"',"):
            break
        if r.kinds[j] & (TITLE | GIVEN) and not (r.kinds[j] & ANONYMOUS):
            mention = mention_after(r, j, opens=True)
            if mention is not None and mention.last == i and mention.name is not None and mention.sure:
                told = mention
    if told is None or any(r.kinds[k] & ANONYMOUS for k in range(max(floor, told.first - _NEAR), told.first)):
        return None  # a source close to N *who* said
    return None if r.kinds[i] & FEMININE and not r.kinds[told.first] & FEMININE else told


def _opening(r: Reading, i: int, floor: int) -> Mention | None:
    """The mention that begins at word `floor`, or behind small words there, and does the verb at word i."""
    start = floor
    topic = bool(r.kinds[floor] & LEAD)
    while start < i and (r.kinds[start] & (STOP | LEAD) or r.inside[start] >= 0) and not r.kinds[start] & GIVEN:
        start += 1
    if floor < start < i and r.gap(start) == " " and r.kinds[start - 1] & PREPOSITION and r.inside[start - 1] < 0:
        return None  # what somebody speaks of: on the players, he said
    if start >= i or i - start > _LONGEST_APPOSITION or r.kinds[start] & PRONOUN:
        return Mention(start, start + 1, None, pronoun=True) if start < i and r.kinds[start] & PRONOUN else None
    told = start == i - 1 and r.gap(i) == " " and r.words[start] in r.families  # N, whose given name stands elsewhere, said
    if not r.kinds[start] & (ROLE | GIVEN) and not r.lexicon.subject_first and not topic and not told:
        return None
    if r.kinds[start] & (VERB | PARTICIPLE | SOURCE | THING) and not r.kinds[start] & (ROLE | GIVEN):
        return None
    if r.kinds[start] & VERB and r.kinds[start] & TITLE and not has_article(r, start):
        return None  # a verb that is spelled like a title
    mention = mention_after(r, start, pause_ends=True, opens=True)
    if mention is None or mention.last > i or any(r.kinds[k] & VERB and r.inside[k] < 0 for k in range(mention.last, i)):
        return None
    if r.kinds[mention.first] & TITLE and (r.kinds[mention.first] | r.kinds[i]) & GENDER == GENDER:
        return None  # she said what was before told of him
    return mention
