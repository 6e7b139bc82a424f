"""Read mentions in scripts with capital letters: names show themselves, roles and institutions stand in the pack."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.agreement import cases, describes, ends_phrase, joins_adjectives, opens_body, person_behind, turns_case
from provenance.quotations.cased_names import is_name_word, is_second_half, is_told, name_run, named_run, turns
from provenance.quotations.demonyms import demonym_at
from provenance.quotations.grammar import GENITIVE, NOMINATIVE, SINGULAR_SUBJECT
from provenance.quotations.kinds import (
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
    ROLE,
    STOP,
    THING,
    TITLE,
    VERB,
)
from provenance.quotations.offices import office_before, office_title
from provenance.quotations.reading import Mention, Reading

_LONGEST: Final = 14  # words of a speaker with all titles
_REACH: Final = 8  # words between a speaker and the verb
_LONGEST_FIELD: Final = 4  # words from a title to the name behind its field
_MOST_ARTICLES: Final = 3
_PAUSES: Final = frozenset(",;:()\n-")


def phrase(r: Reading, first: int, end: int) -> Mention | None:
    """The mention that begins at word `first`: a pronoun, a name with its titles, a role; None for anything else."""
    start = first
    while start < end and start - first < _MOST_ARTICLES and r.kinds[start] & (ARTICLE | LEAD) and r.inside[start] < 0:
        start += 1
    if start >= end or r.inside[start] >= 0 or r.kinds[start] & STOP or (start > first and pauses(r, start)):
        return None
    if r.kinds[start] & PRONOUN:
        return Mention(start, start + 1, None, pronoun=True)
    if start == first and r.kinds[start] & VERB and not r.upper[start]:
        return None
    if start + 1 < end and r.ends_site(start + 1):
        return Mention(start, start + 2, (start, start + 2))
    demonym = demonym_at(r, start) if r.lexicon.articled else None
    if demonym is not None:
        return demonym
    titled = office_title(r, start, end)
    if titled is not None:
        named = named_run(r, *name_run(r, titled)) if titled < end and r.gap(titled) == " " and is_name_word(r, titled) else None
        mention: Mention | None = Mention(start, titled, None) if named is None else replace(named, first=start)
    else:
        mention = _noun_phrase(r, start, end, articled=any(r.kinds[i] & ARTICLE for i in range(first, start)))
    last = start + 1 if mention is None else mention.last
    if mention is not None and mention.name is None and r.lexicon.articled and (named := _behind_field(r, mention, end)) is not None:
        return named
    if mention is not None and mention.name is None:
        reach = len(r.words) if r.lexicon.grammar is not None else end
        comma = next((k for k in range(last, min(reach, last + _REACH)) if pauses(r, k) or "." in r.gap(k) or r.kinds[k] & CUE), end)
        if comma < end and r.gap(comma).strip() == ",":
            return _apposed(r, start, comma, end) or mention
    return mention


def _behind_field(r: Reading, mention: Mention, end: int) -> Mention | None:
    """A title with the name that stands behind what it is the title of, in small words: director of rugby *N N*; no spokesman of somebody."""
    title, i = mention.last - 1, mention.last
    if not r.kinds[title] & TITLE or r.kinds[title] & BELONGING or i + 1 >= end or not r.kinds[i] & PREPOSITION or r.gap(i) != " ":
        return None
    name = i + 1
    while name < min(end, i + _LONGEST_FIELD) and not (r.upper[name] or r.kinds[name] & ~TITLE or r.gap(name) != " "):
        name += 1
    if name == i + 1 or name + 1 >= end or not r.kinds[name] & GIVEN or r.gap(name) != " " or not is_name_word(r, name):
        return None
    named = named_run(r, *name_run(r, name))
    return replace(named, first=mention.first) if named.name is not None and named.name[1] - named.name[0] > 1 else None


def _noun_phrase(r: Reading, start: int, end: int, articled: bool) -> Mention | None:
    """The mention of the noun phrase that begins at word `start`."""
    last = start + 1
    while last < min(end, start + _LONGEST) and _continues(r, last) and not turns_case(r, start, last):
        last += 1
    return _head(r, start, last, articled)


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


def pauses(r: Reading, i: int) -> bool:
    return any(c in _PAUSES for c in r.gap(i)) and not r.joined(i)


def _continues(r: Reading, i: int) -> bool:
    """Whether word i belongs to the noun phrase before it."""
    if i in r.credited and i - 1 not in r.credited and r.lexicon.name_endings:
        return False
    if r.inside[i] >= 0 or (not r.joined(i) and (pauses(r, i) or "." in r.gap(i))):
        return False
    if r.kinds[i] & PARTICLE and i + 1 < len(r.words) and r.capital[i + 1] and r.capital[i - 1]:
        return True
    if r.capital[i - 1] and not r.kinds[i - 1] & ROLE and turns(r, i) and (r.words[i].isascii() or is_acronym(r, i) or is_told(r, i)):
        return False  # who is named before an outlet
    if _names_outlet(r, i):
        return False
    if r.kinds[i] & LEAD and i + 1 < len(r.words) and r.kinds[i - 1] & r.kinds[i + 1] & TITLE and r.gap(i) == r.gap(i + 1) == " ":
        return True  # the writer and journalist N N
    if r.kinds[i] & LEAD and joins_adjectives(r, i):
        return True
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


def _names_outlet(r: Reading, i: int) -> bool:
    """Whether the name in marks that begins at word i is no part of the person's name before it, who spoke to it: (said) N «*AAA*»."""
    if not r.lexicon.name_endings or r.gap(i) != ' "' or not r.capital[i - 1] or r.kinds[i - 1] & (ROLE | THING):
        return False
    behind = r.names.get(i) or next((k for k in range(i + 1, min(len(r.words), i + _REACH)) if '"' in r.gap(k)), i + 1)
    return behind >= len(r.words) or not r.capital[behind] or not r.joined(behind)


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
        titled = [i for i in range(end, last) if r.kinds[i] & TITLE]
        award = articled and r.lexicon.articled and titled[:1] == [end] and not any(r.kinds[i] & GIVEN for i in range(start, end))
        if titled and (award or (end - start == 1 and (articled or (titled[0] > end and is_acronym(r, start))))):
            return Mention(first, titled[-1] + 1, None)  # the Norse health minister; the Harbour Prize winner; HB technology director
        if articled and r.lexicon.articled and end == last and _describes_next(r, end):
            return Mention(first, end + 1, None)
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


def _describes_next(r: Reading, end: int) -> bool:
    """Whether a name behind an article only describes the small word behind it: said the *Oldtown* athlete, the *Harbour* team said."""
    if end >= len(r.words) or r.gap(end) != " " or r.inside[end] >= 0 or r.upper[end] or r.kinds[end]:
        return False
    behind = end + 1
    return behind >= len(r.words) or bool(r.kinds[behind] & CUE) or any(c in r.gap(behind) for c in ".,:;\n")


def _is_institution(r: Reading, first: int, start: int, end: int) -> bool:
    """Whether the capitalised words from `start` to `end` only say which institution or office a noun phrase speaks of."""
    role = next((i for i in range(start - 1, first - 1, -1) if r.kinds[i] & ROLE), None)
    if role is None or any(r.kinds[i] & GIVEN for i in range(start, end - 1)):
        return False
    if r.lexicon.grammar is not None and r.kinds[start] & BODY and not cases(r, start) & NOMINATIVE and cases(r, end - 1) & GENITIVE:
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


def role_at(r: Reading, i: int, floor: int) -> Mention:
    """The role or body that ends with word i, with the words before it that belong to it."""
    first = office_before(r, i, floor)
    if first is not None:
        return Mention(first, i + 1, None)
    first = i
    while first > floor and i - first < 4 and r.joined(first) and r.inside[first - 1] < 0 and not r.kinds[first - 1] & (STOP | CUE | PRONOUN):
        if r.words[first - 1].isdecimal() and r.gap(first) == " ":
            break
        if r.lexicon.grammar is not None and not describes(r, first - 1, i):
            break  # whoever is named before a title stands in another case
        first -= 1
    return Mention(first, i + 1, None)
