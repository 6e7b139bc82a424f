"""Read, in scripts with capital letters, who is named behind a word that reports speech."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.agreement import body_behind, cases, head_cases, is_doer, is_plain, may_do, person_behind, speaks_inside, with_complements
from provenance.quotations.cased import pauses, phrase, role_at
from provenance.quotations.cased_names import is_name_word, name_run, named_run
from provenance.quotations.grammar import GENITIVE, LOCATIVE, NOMINATIVE, SINGULAR_SUBJECT
from provenance.quotations.kinds import (
    ANONYMOUS,
    ARTICLE,
    CUE,
    GIVEN,
    LEAD,
    PORTION,
    PREPOSITION,
    PRONOUN,
    REALM,
    ROLE,
    STOP,
    THAT,
    THING,
    TITLE,
    WITHIN,
)
from provenance.quotations.reading import Mention, Reading

_LONGEST: Final = 14  # words of a speaker with all titles
_REACH: Final = 8  # words between a speaker and the verb
_MOST_TITLES: Final = 4  # words of the titles before a name
_LONGEST_OFFICE: Final = 20  # words between a title and the name


def mention_after(r: Reading, i: int, verb: int | None = None) -> Mention | None:
    """The mention that begins at word i, or behind a phrase that tells where something was said.

    `verb` is the word that it does; None where it does none, so that it may stand in any case.
    """
    if any(c in ".;:\n" for c in r.gap(i)) or (i < len(r.words) and r.kinds[i] & THAT):
        return None
    end = min(i + _LONGEST, len(r.words))
    i = _behind_listener(r, i, end)
    found = _not_listener(r, phrase(r, i, end), end, verb)
    if found is not None and (verb is None or may_do(r, found, verb)) and not _is_told_inside(r, found, end, verb):
        return _with_place(r, _with_person(r, found, verb))
    return None if i >= end or r.kinds[i] & (ARTICLE | LEAD) else _further(r, i, end, verb)


def _behind_listener(r: Reading, i: int, end: int) -> int:
    """Where the words begin that may tell who did the verb before word i: behind when it was said, and to which outlet."""
    if not r.lexicon.name_endings:
        return i
    while i + 1 < end and r.kinds[i] & (PREPOSITION | PRONOUN | THAT | CUE | LEAD | STOP) == STOP and r.gap(i + 1) == " ":
        i += 1  # the verb, whom it was told or when, and who told it
    if i < end and r.kinds[i] & THING and not r.kinds[i] & (ROLE | STOP) and r.names.get(i + 1, end) < end:
        i = r.names[i + 1]  # told the paper "AAA" N
    told = next((k for k in range(i, end) if k not in r.credited), end)
    behind_name = r.names.get(i, end)
    if behind_name < end and r.kinds[behind_name] & PORTION and not r.gap(behind_name).strip(' "'):
        return behind_name  # told "AAA" *one of* the sailors
    return told if i < told < end and r.kinds[told] & TITLE and not r.gap(told).strip(' "') else i  # told TASS the spokesman


def _not_listener(r: Reading, found: Mention | None, end: int, verb: int | None) -> Mention | None:
    """A mention, or the one right behind it where it is of the outlet to which that one spoke: told TASS *N*, from Oldtown."""
    if found is None or verb is None or r.lexicon.grammar is None or not _may_listen(r, found):
        return found
    if r.gap(found.last) != " " or found.last in r.credited:  # a pause, or more of the outlet's name
        return found
    behind = phrase(r, found.last, end)
    if behind is not None and may_do(r, behind, verb):
        return behind
    far = None if r.kinds[found.first] & ROLE else _further(r, found.last, end, verb)  # commented to AAA *on the news* the lawyer N N
    return far if far is not None and far.name is not None and r.kinds[far.name[0]] & GIVEN and is_plain(r, far.name[0]) else found


def _may_listen(r: Reading, mention: Mention) -> bool:
    """Whether a mention is of an outlet, or ends with a site or a single name in Latin letters, which tell no case."""
    if mention.first in r.credited or mention.name is None:
        return mention.first in r.credited
    first, last = mention.name
    latin = (last - first == 1 and r.words[first].isascii() and r.words[first].isalpha()) or r.ends_site(last - 1)
    return latin and not any(r.kinds[i] & ROLE for i in range(mention.first, first))


def _is_told_inside(r: Reading, mention: Mention, end: int, verb: int | None) -> bool:
    """Whether a mention is of the outlet to which those spoke who are named behind it: they told TASS *in the ministry*."""
    if verb is None or mention.first not in r.credited or mention.last + 1 >= end or not r.kinds[mention.last] & PREPOSITION:
        return False
    return any(speaks_inside(r, i, verb) for i in range(mention.last + 1, min(mention.last + _MOST_TITLES, end)))


def _further(r: Reading, i: int, end: int, verb: int | None) -> Mention | None:
    """The mention that stands before word `end` behind word i and other words: when, where or to whom something was said."""
    beyond = i
    for j in range(i + 1, end):
        if j < beyond:
            continue
        if "," in r.gap(j) and r.words[j].isdecimal() and r.lexicon.grammar is not None:
            beyond = next((k for k in range(j + 1, min(j + _MOST_TITLES, end)) if "," in r.gap(k)), end)  # in the week, *on the 5th of May*, N
            continue
        if r.inside[j] >= 0 or (pauses(r, j) and j != beyond) or r.kinds[j] & CUE or ("." in r.gap(j) and not r.joined(j)):
            return None
        if verb is not None and speaks_inside(r, j, verb):
            return replace(role_at(r, j, i), last=with_complements(r, j, end))
        found = _not_listener(r, _mention_at(r, j, min(j + _LONGEST, len(r.words)), verb), end, verb)
        if found is not None and (verb is None or may_do(r, found, verb)):
            adverbs = all(r.kinds[k] & (STOP | PREPOSITION) == STOP for k in range(i, j)) or _tells_whom(r, i, j)
            found = _with_place(r, _with_person(r, found, verb))
            return found if found.name is not None or adverbs or not r.kinds[j] & TITLE or _is_plain(r, found) else None
    return None


def _is_plain(r: Reading, mention: Mention) -> bool:
    """Whether the case of a title tells that it does the verb, and stands in no phrase before: said after the meeting the new *envoy*."""
    grammar = r.lexicon.grammar
    if grammar is None:
        return False
    for i in range(mention.first, mention.last):
        told = cases(r, i)
        if r.kinds[i] & TITLE and told and not told & ~NOMINATIVE:
            return True
        if not (r.kinds[i] & TITLE or grammar.adjective(r.spelled(i))):
            return False
    return False


def _mention_at(r: Reading, i: int, end: int, verb: int | None) -> Mention | None:
    """The mention that begins with the name, the body or the role at word i."""
    if r.lexicon.name_endings and _begins_name(r, i):
        return phrase(r, i, end)  # the verb, when it was said, N
    body = body_behind(r, i)
    if body is not None and (verb is None or is_doer(r, body, verb)):
        return phrase(r, i, end)
    placed = r.lexicon.grammar is not None and r.kinds[i - 1] & PREPOSITION and is_acronym(r, i)  # (said those who were) *at the UN*
    return phrase(r, i, end) if r.kinds[i] & ROLE and not placed else None


def _with_person(r: Reading, mention: Mention, verb: int | None) -> Mention:
    """A mention of a role with the name that follows behind what it is the role in; it does the verb at word `verb`, if there is one."""
    if r.lexicon.grammar is None or mention.pronoun or (mention.name is not None and may_do(r, replace(mention, first=mention.name[0]), verb)):
        return mention
    wanted = head_cases(r, mention.first, mention.last) if verb is None else SINGULAR_SUBJECT
    start = person_behind(r, mention.first, min(len(r.words), mention.last + _LONGEST_OFFICE), wanted) if wanted else None
    if start is None or (mention.name is not None and start <= mention.name[1] and verb is None):
        return mention
    name = named_run(r, start, name_run(r, start)[1]).name
    return mention if name is None else Mention(mention.first, name[1], name)


def _with_place(r: Reading, mention: Mention) -> Mention:
    """A mention of one whose name is held back with the place that tells who that is: a source *in the office of the mayor*."""
    last = mention.last
    if r.lexicon.grammar is None or not r.kinds[mention.first] & ANONYMOUS or last >= len(r.words) or r.gap(last) != " ":
        return mention
    if mention.name is not None or not r.kinds[last] & WITHIN:
        return mention
    last += 1
    while last < len(r.words) and last - mention.last < _LONGEST and r.gap(last) in (" ", "-", ' "', '" '):
        if last not in r.names and (r.inside[last] >= 0 or r.kinds[last] & (STOP | CUE) or not cases(r, last) & (GENITIVE | LOCATIVE)):
            break
        last = r.names.get(last, last + 1)
    return replace(mention, last=last) if last - mention.last > 1 else mention


def _tells_whom(r: Reading, first: int, last: int) -> bool:
    """Whether words between a verb and a role tell to whom it was said: (explained) *in a talk with* "AAA"."""
    named = {k for place in r.names.items() for k in range(*place)} | r.credited
    small = STOP | THING | ROLE
    return last - 1 in named and all(k in named or r.kinds[k] & small or r.kinds[k - 1] & PREPOSITION for k in range(first, last))


def _begins_name(r: Reading, i: int) -> bool:
    """Whether a person's name may begin at word i behind other words: no town's behind a preposition, no company's in marks."""
    if not is_name_word(r, i) or r.kinds[i] & REALM or r.kinds[i - 1] & PREPOSITION:
        return False
    if (r.gap(i) != " " and i not in r.names.values()) or any(first < i < last for first, last in r.names.items()):
        return False
    return not r.words[i].isascii() and not is_acronym(r, i)
