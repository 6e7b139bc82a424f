"""Which words of an article may be the subject of a verb, and which belong together, as their endings tell.

Where a language has no endings, or the dictionary does not know a word, nothing is told against it.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Final

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.grammar import ANY_CASE, FEMININE_SUBJECT, GENITIVE, LOCATIVE, NOMINATIVE, OTHER_COMPLEMENT, SINGULAR_SUBJECT, Grammar
from provenance.quotations.kinds import BODY, CUE, GIVEN, PARTICLE, PLURAL, PORTION, PREPOSITION, PRONOUN, REALM, ROLE, STOP, THING, TITLE, WITHIN
from provenance.quotations.reading import Mention, Reading

_FULL_NAME: Final = 2  # words of a person's name as news has it
_MOST_ADJECTIVES: Final = 3  # words that describe a body, and the noun, behind the one in capitals
_LONGEST_IN_BRACKETS: Final = 4  # words of the short name of a body
_CONSONANTS: Final = frozenset("бвгджзклнпрстфцчшщ")  # a foreign name that ends so may be spelled like a plural; no other case does


def cases(r: Reading, i: int) -> int:
    """The cases that word i may stand in, as in `grammar`; all where nothing is known of them, none of a word that has no case."""
    grammar = r.lexicon.grammar
    while i + 1 < len(r.words) and r.gap(i + 1) == "-":
        i += 1  # the last part of a compound has the ending
    if grammar is None or r.words[i].isascii() or len(r.words[i]) == 1:
        return ANY_CASE
    written = r.wording(i, i + 1)
    if written.isupper():
        return ANY_CASE  # an acronym
    word = written.lower()
    if not r.upper[i]:
        return grammar.noun(word) | grammar.adjective(word)
    known = grammar.name(word)
    foreign = not known & NOMINATIVE and word[-1] in _CONSONANTS and not r.opens(i)
    return ANY_CASE if foreign else known


def shared_cases(r: Reading, first: int, last: int) -> int:
    """The cases that all of some words may stand in together."""
    shared = ANY_CASE
    for i in range(first, last):
        shared &= cases(r, i)
    return shared


def agreeing_from(r: Reading, first: int, last: int) -> int:
    """Where a name begins among capitalised words of which the first only say of whom or where: Двуликого Януса *N*, Свазиленда *N N*."""
    grammar = r.lexicon.grammar
    if grammar is None or (r.kinds[last - 1] & REALM and cases(r, last - 1) & GENITIVE):
        return first
    if r.kinds[first] & GIVEN and cases(r, first) & SINGULAR_SUBJECT:
        return first
    start = first
    if len(r.words[first]) == 1:  # (an institute) of I. N.'s *N N*
        start = next((k for k in range(first + 1, last - 1) if r.kinds[k] & GIVEN and len(r.words[k - 1]) > 1), first)
    if last - start > _FULL_NAME and grammar.is_family_name(r.spelled(start)) and not cases(r, start) & NOMINATIVE:
        start += 1  # (an adviser) *of N's* N N
    while start + 1 < last and _is_no_person(r, start) and (r.kinds[start + 1] & GIVEN or not cases(r, start) & NOMINATIVE):
        start += 1
    if start > first and last - start == 1 and cases(r, start) & GENITIVE:
        return first  # the Institute of N
    if not shared_cases(r, start, last):
        linked = next((i for i in range(start + 1, last) if r.kinds[i] & PARTICLE), last)  # what stands on both sides of *bin* is one name
        start = next((i for i in range(start + 1, linked) if shared_cases(r, i, last) & NOMINATIVE), start)
    return next((i for i in range(start, last) if r.kinds[i] & GIVEN), start) if start > first else first


def _is_no_person(r: Reading, i: int) -> bool:
    """Whether the capitalised word i is a place, a body or an acronym."""
    grammar = r.lexicon.grammar
    return grammar is not None and bool(r.kinds[i] & BODY or grammar.is_place(r.spelled(i)) or is_acronym(r, i))


def turns_case(r: Reading, first: int, i: int) -> bool:
    """Whether at word i a noun phrase that opens at word `first` in another case is followed by a subject: (told) the reporters *the minister*."""
    if r.lexicon.grammar is None:
        return False
    opening, here, word = cases(r, first), cases(r, i), r.spelled(i)
    if opening & NOMINATIVE:  # (commented) the expert *the news*
        return r.lexicon.grammar.is_noun(word) and not r.upper[i] and not here & (GENITIVE | OTHER_COMPLEMENT | opening)
    if not opening or not here & NOMINATIVE or here & GENITIVE:
        return False
    thing = r.lexicon.grammar.is_noun(word) and not r.upper[i] and not r.lexicon.grammar.is_person(word)
    return thing or not here & opening


def may_do(r: Reading, mention: Mention, verb: int | None) -> bool:
    """Whether a mention may be the subject of the verb at word `verb`, or with None of any.

    What a woman does may stand beside a title that is a man's.
    """
    if r.lexicon.grammar is None or mention.pronoun:
        return True
    wanted = _wanted(r, verb)
    if mention.name is not None:
        shared = shared_cases(r, *mention.name)
        if _is_titled(r, mention.name[0], shared):
            return False
        if shared & wanted and (verb is None or not r.kinds[verb] & PLURAL or Grammar.is_several(shared)):
            return True
        if not shared and cases(r, mention.name[0]) & wanted and not r.lexicon.grammar.is_thing(r.spelled(mention.name[0])):
            return True  # what does not agree at all is a name that the dictionary takes for something else
        if shared & NOMINATIVE and not Grammar.is_oblique(shared, wanted):
            return True  # a foreign name of either gender
    head = next((i for i in range(mention.first, mention.last if mention.name is None else mention.name[0]) if r.kinds[i] & ROLE), None)
    if head is None:
        return mention.name is None
    if mention.first and r.joined(mention.first) and (r.kinds[mention.first - 1] & PORTION or _is_counted(r, mention.first, verb)):
        return True  # one of the participants, 20 participants demanded
    described = (r.lexicon.grammar.adjective(r.spelled(i)) or ANY_CASE for i in range(mention.first, head))
    return bool(reduce(and_, described, cases(r, head)) & (wanted | (SINGULAR_SUBJECT if wanted == FEMININE_SUBJECT else 0)))


def _is_titled(r: Reading, i: int, shared: int) -> bool:
    """Whether the title right before a name that begins at word i stands, as the name may, in another case than the nominative."""
    if i == 0 or not r.kinds[i - 1] & TITLE or r.gap(i) != " ":
        return False
    title = cases(r, i - 1)
    return bool(title & shared) and not title & NOMINATIVE


def _is_counted(r: Reading, first: int, verb: int | None) -> bool:
    """Whether a number stands before word `first`, and the verb is of several."""
    return r.words[first - 1].isdecimal() and verb is not None and bool(r.kinds[verb] & PLURAL)


def may_own(r: Reading, mention: Mention) -> bool:
    """Whether a mention may stand in the genitive: (the words) *of N*."""
    place = mention.name or (mention.first, mention.first + 1)
    return r.lexicon.grammar is not None and bool(shared_cases(r, *place) & GENITIVE)


def head_cases(r: Reading, first: int, last: int) -> int:
    """The cases of the first role among some words, 0 where none is."""
    head = next((i for i in range(first, last) if r.kinds[i] & ROLE), None)
    return 0 if head is None else cases(r, head)


def speaks_inside(r: Reading, i: int, verb: int) -> bool:
    """Whether those speak who are in the body or the place that word i names, behind a preposition: they said *in the ministry*, in *Oldtown*."""
    grammar = r.lexicon.grammar
    if grammar is None or not r.kinds[verb] & PLURAL or not cases(r, i) & LOCATIVE or r.gap(i + 1) == "-":
        return False
    body = r.kinds[i] & BODY or r.wording(i, i + 1).isupper() or _is_described_body(r, i)
    if not body and not _is_inner_place(r, i, verb):
        return False
    if Grammar.is_plural(cases(r, i) & LOCATIVE) and i + 1 < len(r.words) and r.kinds[i + 1] & GIVEN:
        return False  # in the papers N (they called ...)
    before = _described_from(r, i) - 1
    if before < 0 or not r.joined(before + 1) or not r.kinds[before] & PREPOSITION:
        return False
    acting = before > 0 and r.gap(before) == " " and i < verb and not r.kinds[before - 1] & (ROLE | STOP) and grammar.adjective(r.spelled(before - 1))
    return not acting  # (those) competing *in the Inner Games*


def _is_described_body(r: Reading, i: int) -> bool:
    """Whether word i is the noun that a capitalised word before it describes: (in) the *White House*, the *Inner* fishing *office*."""
    return any(body_behind(r, first) == i for first in range(max(0, i - _MOST_ADJECTIVES), i))


def _described_from(r: Reading, i: int) -> int:
    """Where the words begin that describe the noun at word i."""
    first = i
    while first > 0 and r.joined(first) and describes(r, first - 1, i) and not r.kinds[first - 1] & STOP:
        first -= 1
    return first


def _is_inner_place(r: Reading, i: int, verb: int) -> bool:
    """Whether a capitalised place or office stands alone beside the verb at word `verb`: *in Oldtown* they say ...; "...," they said *in Oldtown*.

    What a heading tells of a country is said by nobody in it: "...": *what they say in Oldtown* of ...
    """
    first = _described_from(r, i) - 1
    if first < 0 or not r.kinds[first] & WITHIN or not r.capital[i] or r.kinds[i] & (GIVEN | TITLE | THING | STOP):
        return False
    opening = min(first, verb)
    if any(":" in r.gap(k) for k in range(max(0, opening - 1), opening + 1)):
        return False
    if i < verb:
        leads = r.opens(first) or bool(r.gap(first).strip()) or bool(r.kinds[first - 1] & (STOP | CUE))
        return leads and all(r.gap(k) == " " and r.kinds[k] & (STOP | CUE) for k in range(i + 1, verb + 1))
    return first == verb + 1 and (i + 1 >= len(r.words) or r.gap(i + 1) != " " or bool(r.kinds[i + 1] & (STOP | CUE)))


def is_doer(r: Reading, i: int, verb: int) -> bool:
    """Whether word i is a noun, of a body no pack has, that may do the verb at word `verb`: no case may be meant but the nominative."""
    grammar = r.lexicon.grammar
    if grammar is None or r.capital[i] or r.kinds[i] & (STOP | CUE | PRONOUN) or not cases(r, i) & _wanted(r, verb):
        return False
    word = r.spelled(i)
    return _names_body(r, i, _wanted(r, verb)) or (grammar.is_noun(word) and not grammar.noun(word) & ~NOMINATIVE)


def _wanted(r: Reading, verb: int | None) -> int:
    """The nominative of those who may do a verb: a plural one may have several subjects of any number."""
    grammar = r.lexicon.grammar
    return NOMINATIVE if grammar is None or verb is None or r.kinds[verb] & PLURAL else grammar.subject(r.spelled(verb))


def may_be_name(r: Reading, i: int) -> bool:
    """Whether word i may be a name, for all that the dictionary knows: no verb and no adverb is."""
    return r.lexicon.grammar is None or len(r.words[i]) == 1 or r.lexicon.grammar.may_be_name(r.spelled(i))


def verb_among(r: Reading, first: int, last: int) -> int | None:
    """The first verb that somebody does among words `first` to `last` (excluded)."""
    grammar = r.lexicon.grammar
    if grammar is None:
        return None
    return next((i for i in range(first, last) if r.inside[i] < 0 and not r.capital[i] and grammar.is_verb(r.spelled(i))), None)


def person_behind(r: Reading, first: int, end: int, wanted: int) -> int | None:
    """The given name in one of some cases that follows, without a pause, whatever says of what somebody is the director: *N* N.

    The short name of a body may stand in brackets behind it: the head of the Union of Fishers (UF) *N* N.
    """
    grammar = r.lexicon.grammar
    if grammar is None:
        return None
    behind = first
    for i in range(first, end):
        if i < behind:
            continue
        if i > first and "(" in r.gap(i):
            behind = _behind_brackets(r, i)
            if behind == i:
                return None
            continue
        quoted = r.inside[i] >= 0 and r.places[r.inside[i]][1] - r.places[r.inside[i]][0] > r.settings.name_words
        paused = i > first and r.gap(i).strip(" -\"'" + ")" * (i == behind)) and not r.joined(i)
        if quoted or paused or r.kinds[i] & CUE or (i > first and not r.upper[i] and not r.kinds[i] and grammar.is_verb(r.spelled(i))):
            return None
        here = cases(r, i) & wanted if r.capital[i] and r.kinds[i] & GIVEN else 0
        if here & ~NOMINATIVE or (here and is_plain(r, i)):
            return i
    return None


def _behind_brackets(r: Reading, i: int) -> int:
    """The word behind the brackets that open before word i, if they hold no more than a name; word i itself if they hold more."""
    last = next((k for k in range(i + 1, min(len(r.words), i + 1 + _LONGEST_IN_BRACKETS)) if ")" in r.gap(k)), i)
    return last if r.upper[i] and not any(c in r.gap(last) for c in ",.;:\n") else i


def is_plain(r: Reading, i: int) -> bool:
    """Whether the given name at word i stands in the nominative: a rare one that looks like another's genitive counts only if the pack has it."""
    grammar = r.lexicon.grammar
    return grammar is None or r.words[i] in r.lexicon.words or grammar.given_name(r.spelled(i)) == r.spelled(i)


def ends_phrase(r: Reading, i: int) -> bool:
    """Whether word i, in small letters, has no case, so that it is a verb or an adverb and no part of a noun phrase."""
    return not r.upper[i] and not r.kinds[i] & ROLE and not cases(r, i)


def describes(r: Reading, i: int, head: int) -> bool:
    """Whether word i describes the noun at word `head` and agrees with it."""
    grammar = r.lexicon.grammar
    if grammar is None or r.words[i].isdecimal() or r.gap(i + 1) == "-":
        return True
    if r.capital[i] and not grammar.is_adjective(r.spelled(i)):
        return False
    return bool(grammar.adjective(r.spelled(i)) & cases(r, head))


def joins_adjectives(r: Reading, i: int) -> bool:
    """Whether the conjunction at word i stands between two words that describe one noun: the faculty of economic *and* social sciences."""
    grammar = r.lexicon.grammar
    if grammar is None or i + 2 >= len(r.words) or any(r.gap(k) != " " or r.upper[k] for k in range(i, i + 3)):
        return False
    before, behind, noun = (r.spelled(k) for k in (i - 1, i + 1, i + 2))
    return bool(grammar.adjective(before) & grammar.adjective(behind) & grammar.noun(noun)) and not grammar.is_noun(before)


def opens_body(r: Reading, i: int) -> bool:
    """Whether the capitalised word i is no name but describes the noun behind it: the *White* house, the *International* fishing forum."""
    return body_behind(r, i) is not None


def body_behind(r: Reading, i: int) -> int | None:
    """The noun that the capitalised word i describes, alone or with more words between; None where it is a name or describes none."""
    grammar = r.lexicon.grammar
    if grammar is None or not r.capital[i] or r.words[i].isascii():
        return None
    i = _compound_end(r, i)
    word = r.spelled(i)
    told = grammar.adjective(word)
    if not grammar.is_adjective(word):  # one that no dictionary has tells a body that the pack has: the *Brooking* institute
        body = i + 1 < len(r.words) and r.gap(i + 1) == " " and not r.upper[i + 1] and r.kinds[i + 1] & BODY
        return i + 1 if body and not grammar.is_known(word) and told & grammar.noun(r.spelled(i + 1)) else None
    for noun in range(i + 1, min(i + 1 + _MOST_ADJECTIVES, len(r.words))):
        if r.upper[noun] or r.gap(noun) != " ":
            return None
        if told & grammar.noun(r.spelled(_compound_end(r, noun))):
            return noun
        if not told & grammar.adjective(r.spelled(noun)):
            return None
    return None


def _compound_end(r: Reading, i: int) -> int:
    """The last part of the compound that begins with word i, which has the ending."""
    while i + 1 < len(r.words) and r.gap(i + 1) == "-" and not r.upper[i + 1]:
        i += 1
    return i


def _names_body(r: Reading, i: int, wanted: int) -> bool:
    """Whether word i and the capitalised one that describes it are a body in some cases."""
    grammar = r.lexicon.grammar
    return grammar is not None and _is_described_body(r, i) and bool(grammar.adjective(r.spelled(i - 1)) & cases(r, i) & wanted)


def with_complements(r: Reading, head: int, end: int) -> int:
    """Where the words end, before word `end`, that say of whom or of what the one at word `head` is."""
    last = head + 1
    while r.lexicon.grammar is not None and last < end and r.inside[last] < 0 and r.gap(last) in (" ", "-"):
        if r.kinds[last] & (STOP | CUE) or not cases(r, last) & GENITIVE:
            break
        last += 1
    return last
