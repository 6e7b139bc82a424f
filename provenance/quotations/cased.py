"""Read mentions in scripts with capital letters: names show themselves, roles and institutions stand in the pack."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from provenance.quotations.agreement import (
    cases,
    describes,
    ends_phrase,
    head_cases,
    is_doer,
    may_do,
    opens_body,
    person_behind,
    speaks_inside,
    turns_case,
    with_complements,
)
from provenance.quotations.cased_names import given_in, is_acronym, is_name_word, is_second_half, is_told, name_run, named_run, turns
from provenance.quotations.grammar import NOMINATIVE, SINGULAR_SUBJECT
from provenance.quotations.lexicon import (
    ARTICLE,
    BELONGING,
    BODY,
    CUE,
    GIVEN,
    LEAD,
    OWNER,
    PARTICLE,
    PREPOSITION,
    PRONOUN,
    REALM,
    RELATIVE,
    ROLE,
    STOP,
    THAT,
    THING,
    TITLE,
    VERB,
)
from provenance.quotations.reading import Mention, Reading

_LONGEST: Final = 14  # words of a speaker with all titles
_LONGEST_APPOSITION: Final = 40
_REACH: Final = 8  # words between a speaker and the verb
_MOST_ARTICLES: Final = 3
_MOST_TITLES: Final = 4  # words of the titles before a name
_SHORT_WORD: Final = 3  # letters of a helping verb or preposition
_PAUSES: Final = frozenset(",;:()\n-")


def phrase(r: Reading, first: int, end: int) -> Mention | None:
    """The mention that begins at word `first`: a pronoun, a name with its titles, a role; None for anything else."""
    start = first
    while start < end and start - first < _MOST_ARTICLES and r.kinds[start] & (ARTICLE | LEAD) and r.inside[start] < 0:
        start += 1
    if start >= end or r.inside[start] >= 0 or r.kinds[start] & STOP or (start > first and _pauses(r, start)):
        return None
    if r.kinds[start] & PRONOUN:
        return Mention(start, start + 1, None, pronoun=True)
    if start == first and r.kinds[start] & VERB and not r.upper[start]:
        return None
    last = start + 1
    while last < min(end, start + _LONGEST) and _continues(r, last) and not turns_case(r, start, last):
        last += 1
    mention = _head(r, start, last, articled=any(r.kinds[i] & ARTICLE for i in range(first, start)))
    if mention is not None and mention.name is None:
        comma = next((k for k in range(last, min(end, last + _REACH)) if _pauses(r, k) or "." in r.gap(k) or r.kinds[k] & CUE), end)
        if comma < end and r.gap(comma).strip() == ",":
            return _apposed(r, start, comma, end) or mention
    return mention


def _apposed(r: Reading, start: int, i: int, end: int) -> Mention | None:
    """The name in apposition behind a comma, at word i: the spokeswoman, N N; the dietician, professor N N."""
    opening = i
    while i < end and r.inside[i] < 0 and r.kinds[i] & ROLE and not r.capital[i]:
        i += 1
    if r.lexicon.grammar is not None and i > opening:
        i = person_behind(r, opening, min(len(r.words), opening + _LONGEST), cases(r, start) & SINGULAR_SUBJECT) or i
    if i >= len(r.words) or not is_name_word(r, i):
        return None
    inner = named_run(r, *name_run(r, i))
    return Mention(start, inner.last, inner.name) if inner.name is not None and inner.last - inner.first > 1 else None


def _pauses(r: Reading, i: int) -> bool:
    return any(c in _PAUSES for c in r.gap(i)) and not r.joined(i)


def _continues(r: Reading, i: int) -> bool:
    """Whether word i belongs to the noun phrase before it."""
    if i in r.credited and i - 1 not in r.credited and r.lexicon.name_endings:
        return False
    if r.inside[i] >= 0 or (not r.joined(i) and (_pauses(r, i) or "." in r.gap(i))):
        return False
    if r.kinds[i] & PARTICLE and i + 1 < len(r.words) and r.capital[i + 1] and r.capital[i - 1]:
        return True
    if r.capital[i - 1] and not r.kinds[i - 1] & ROLE and turns(r, i) and (r.words[i].isascii() or is_acronym(r, i) or is_told(r, i)):
        return False  # who is named before an outlet
    if r.kinds[i] & LEAD and i + 1 < len(r.words) and r.kinds[i - 1] & r.kinds[i + 1] & TITLE and r.gap(i) == r.gap(i + 1) == " ":
        return True  # the writer and journalist N N
    if r.kinds[i] & (STOP | PRONOUN):
        return r.gap(i) == "-"  # search-and-rescue
    if ends_phrase(r, i) or (r.lexicon.grammar is not None and i in r.names and i in r.credited and not r.kinds[i - 1] & (BODY | THING)):
        return False
    if r.capital[i] or r.kinds[i] & ROLE or is_second_half(r, i):
        return True
    behind_name = r.capital[i - 1] and not r.kinds[i - 1] & ROLE and not r.kinds[i] & OWNER and not opens_body(r, i - 1)
    if behind_name and r.lexicon.articled and i + 1 < len(r.words) and r.gap(i + 1) == " " and r.kinds[i + 1] & TITLE and not r.kinds[i] & CUE:
        return True  # the Oldtown station chief
    if behind_name and i > 1 and r.kinds[i - 2] & TITLE and not r.kinds[i] & (CUE | STOP) and any(_names_person(r, k) for k in (i + 1, i + 2)):
        return True  # директор Малого театра N N
    return not r.kinds[i] & VERB and not behind_name


def _names_person(r: Reading, i: int) -> bool:
    """Whether two capitalised words in a row stand from word i on."""
    return i + 1 < len(r.words) and r.gap(i) == " " and r.joined(i + 1) and is_name_word(r, i) and is_name_word(r, i + 1)


def _head(r: Reading, first: int, last: int, articled: bool) -> Mention | None:
    """Who a noun phrase speaks of: its last name, else its role, else the noun itself when an article opens it."""
    names = [i for i in range(first, last) if is_name_word(r, i)]
    owner = bool(names) and names[-1] + 1 < last and (bool(r.kinds[names[-1] + 1] & OWNER) or r.gap(names[-1] + 1) == "' ")
    if names and not owner:
        start, end = name_run(r, names[-1])
        start, end = max(start, first), min(end, last)
        if articled and end - start == 1 and any(r.kinds[i] & TITLE for i in range(end, last)):
            return Mention(first, max(i + 1 for i in range(end, last) if r.kinds[i] & TITLE), None)  # the Norse health minister
        if not _is_institution(r, first, start, end):
            named = replace(named_run(r, start, end), first=first)
            return replace(named, last=last) if named.name is None and r.lexicon.name_endings else named
        follows = end < len(r.words) and r.joined(end) and r.inside[end] < 0 and not r.kinds[end] and not ends_phrase(r, end)
        return Mention(first, end + follows, None)
    role = next((i for i in range(last - 1, first - 1, -1) if r.kinds[i] & ROLE), None)
    if role is not None:
        return Mention(first, role + 1 if r.lexicon.articled else last, None)
    if articled or owner or opens_body(r, first):
        return Mention(first, last, None)
    return None


def _is_institution(r: Reading, first: int, start: int, end: int) -> bool:
    """Whether the capitalised words from `start` to `end` only say which institution or office a noun phrase speaks of."""
    role = next((i for i in range(start - 1, first - 1, -1) if r.kinds[i] & ROLE), None)
    if role is None or any(r.kinds[i] & GIVEN for i in range(start, end - 1)):
        return False
    if r.lexicon.grammar is not None and r.kinds[start] & BODY and not any(cases(r, i) & NOMINATIVE for i in range(start, end)):
        return True
    if r.lexicon.name_endings and all(is_acronym(r, i) or r.kinds[i] & REALM for i in range(start, end)):
        return True  # the head of *the FM of the RF*
    if end - start == 1 and r.lexicon.name_endings and r.words[start].isascii():
        return True
    if r.lexicon.name_endings and role == start - 1 and r.kinds[role] & BELONGING and all(r.words[i].isascii() for i in range(start, end)):
        return True
    if (end - start == 1 and r.lexicon.name_endings and r.kinds[role] & BELONGING) or (role == start - 1 and r.names.get(start) == end):
        return True
    if role == start - 1:
        alone = end - start == 1
        inflected = bool(r.lexicon.name_endings) and end < len(r.words) and r.gap(end) == " " and not r.kinds[end] & ~BODY and r.inside[end] < 0
        return alone and (is_acronym(r, start) or inflected)
    return not r.kinds[role] & TITLE


def mention_after(r: Reading, i: int, verb: int | None = None) -> Mention | None:
    """The mention that begins at word i, or behind a phrase that tells where something was said.

    `verb` is the word that it does; None where it does none, so that it may stand in any case.
    """
    if any(c in ".;:\n" for c in r.gap(i)) or (i < len(r.words) and r.kinds[i] & THAT):
        return None
    end = min(i + _LONGEST, len(r.words))
    i = _behind_listener(r, i, end)
    found = phrase(r, i, end)
    if found is not None and verb is not None and r.lexicon.grammar is not None and found.first in r.credited and r.gap(found.last) == " ":
        behind = phrase(r, found.last, end)  # told TASS N, from Oldtown
        found = behind if behind is not None and may_do(r, behind, verb) else found
    if found is not None and (verb is None or may_do(r, found, verb)) and not _is_told_inside(r, found, end, verb):
        return _with_person(r, found, verb)
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
    return told if i < told < end and r.kinds[told] & TITLE and not r.gap(told).strip(' "') else i  # told TASS the spokesman


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
        if r.inside[j] >= 0 or (_pauses(r, j) and j != beyond) or r.kinds[j] & CUE or ("." in r.gap(j) and not r.joined(j)):
            return None
        if verb is not None and speaks_inside(r, j, verb):
            return replace(_role(r, j, i), last=with_complements(r, j, end))
        found = _mention_at(r, j, end, verb)
        if found is not None and (verb is None or may_do(r, found, verb)):
            adverbs = all(r.kinds[k] & (STOP | PREPOSITION) == STOP for k in range(i, j)) or _tells_whom(r, i, j)
            found = _with_person(r, found, verb)
            return found if found.name is not None or adverbs or not r.kinds[j] & TITLE else None
    return None


def _mention_at(r: Reading, i: int, end: int, verb: int | None) -> Mention | None:
    """The mention that begins with the name, the body or the role at word i."""
    if r.lexicon.name_endings and _begins_name(r, i):
        return phrase(r, i, end)  # the verb, when it was said, N
    if opens_body(r, i) and (verb is None or is_doer(r, i + 1, verb)):
        return phrase(r, i, end)
    return phrase(r, i, end) if r.kinds[i] & ROLE else None


def _with_person(r: Reading, mention: Mention, verb: int | None) -> Mention:
    """A mention of a role with the name that follows behind what it is the role in; it does the verb at word `verb`, if there is one."""
    if r.lexicon.grammar is None or mention.pronoun or (mention.name is not None and may_do(r, replace(mention, first=mention.name[0]), verb)):
        return mention
    wanted = head_cases(r, mention.first, mention.last) if verb is None else SINGULAR_SUBJECT
    start = person_behind(r, mention.first, min(len(r.words), mention.last + _REACH), wanted) if wanted else None
    if start is None or (mention.name is not None and start <= mention.name[1] and verb is None):
        return mention
    name = named_run(r, start, name_run(r, start)[1]).name
    return mention if name is None else Mention(mention.first, name[1], name)


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
            return phrase(r, j, i)
        found = _doer_at(r, j, i, floor)
        if found is not None:
            return found
        if within is None and speaks_inside(r, j, i):
            within = replace(_role(r, j, floor), last=with_complements(r, j, i))
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
    if (r.kinds[j] & ROLE and may_do(r, _role(r, j, floor), i)) or (not r.kinds[j] & ROLE and is_doer(r, j, i)):
        return replace(_role(r, j, floor), last=with_complements(r, j, i))
    return None


def _antecedent(r: Reading, i: int, floor: int) -> Mention | None:
    """The name, or the role, that stands right before the relative pronoun at word i: (it belongs to) N N, *who* said."""
    if i <= floor or "," not in r.gap(i) or r.inside[i - 1] >= 0:
        return None
    if is_name_word(r, i - 1):
        first, last = name_run(r, i - 1)
        return named_run(r, max(first, floor), last)
    return _role(r, i - 1, floor) if r.kinds[i - 1] & TITLE else None


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
    first = _behind_place(r, first, last, floor)
    if first == last or _is_owned(r, first, last, floor):
        return None
    owner = _whose(r, given_in(r, first, last), floor)
    if owner is not None:
        return replace(_role(r, owner, floor), last=min(last, i))
    if _describes(r, first, last, floor, i):
        return Mention(first, i, None)
    if first > floor and r.kinds[first - 1] & ROLE and r.gap(first) == " " and _names_body(r, first, last):
        return Mention(first - 1, last, None)  # президент России, рабочие завода Nordel
    if _is_place(r, first, floor):
        return _role(r, first - 2, floor)
    return named_run(r, max(first, floor), min(last, i))


def _whose(r: Reading, name: int, floor: int) -> int | None:
    """The word that tells what belongs to the one whose titles and name a preposition leads to: *lawyer* for former president N, said."""
    start = name
    while start > floor and name - start < _MOST_TITLES and r.joined(start) and r.kinds[start - 1] & (TITLE if start == name else ROLE):
        start -= 1
    if start > floor and start < name and r.kinds[start - 1] & ARTICLE and r.joined(start):
        start -= 1
    if start == name or start - 2 < floor or not (r.joined(start) and r.joined(start - 1)) or r.lexicon.name_endings:
        return None
    return start - 2 if r.kinds[start - 1] & PREPOSITION and r.kinds[start - 2] & BELONGING else None


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
    earlier = clause_subject(r, next((k for k in range(first - 1, floor, -1) if _pauses(r, k)), floor), first - 1)
    return earlier is not None and earlier.name is not None and earlier.name[1] - earlier.name[0] > 1 and bool(r.kinds[earlier.name[0]] & GIVEN)


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
    if j < floor or r.inside[j] >= 0 or not (is_name_word(r, j) or r.kinds[j] & (PRONOUN | ROLE)) or any(_pauses(r, k) for k in range(j + 1, i + 1)):
        return None
    if is_name_word(r, j):
        first, last = name_run(r, j)
        return named_run(r, max(first, floor), min(last, j + 1))  # behind a preposition too: footage of N saying
    return mention_before(r, j + 1, floor)


def _role(r: Reading, i: int, floor: int) -> Mention:
    """The role or body that ends with word i, with the words before it that belong to it."""
    first = i
    while first > floor and i - first < 4 and r.joined(first) and r.inside[first - 1] < 0 and not r.kinds[first - 1] & (STOP | CUE | PRONOUN):
        if r.words[first - 1].isdecimal() and r.gap(first) == " ":
            break
        if r.lexicon.grammar is not None and not describes(r, first - 1, i):
            break  # whoever is named before a title stands in another case
        first -= 1
    return Mention(first, i + 1, None)


def clause_subject(r: Reading, floor: int, end: int, verb: int | None = None) -> Mention | None:
    """The first mention that opens the clause or follows a pause in it, else the first at all; `verb` is the word that it does, if known."""
    fallback = None
    adverbs = bool(r.lexicon.name_endings)  # may stand between a pause and the subject
    opens = True
    for j in range(floor, end):
        opens = j == floor or _pauses(r, j) or (opens and adverbs and r.kinds[j - 1] & (STOP | PREPOSITION | PRONOUN | THAT) == STOP)
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
