"""Find the fuller form of a name that an article has somewhere: the given name before the family name."""

from __future__ import annotations

from typing import Final

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.agreement import agreeing_from, cases, is_plain, shared_cases
from provenance.quotations.cased_names import name_run, opens_with_description
from provenance.quotations.grammar import ANY_CASE, GENITIVE, NOMINATIVE
from provenance.quotations.kinds import COMMON, CUE, DOUBTFUL, GIVEN, LINK, NOUN, OTHER, PARTICLE, PRONOUN, REALM, ROLE, STOP, THING, TITLE
from provenance.quotations.nicknames import is_nickname
from provenance.quotations.reading import Reading
from provenance.quotations.uncased_names import is_common, names_another
from provenance.quotations.word_forms import has_owner, holds_particle

LONGEST_NAME: Final = 4
_LONGEST_DESCRIPTION: Final = 5  # words before a name that tell its role


def _described_from(r: Reading, first: int) -> int:
    """Where the words begin that stand in a row before a name and may tell its role."""
    start = first
    while start > 0 and first - start < _LONGEST_DESCRIPTION and r.gap(start) == " " and not r.kinds[start - 1] & (CUE | STOP):
        start -= 1
    return start


def role_from(r: Reading, first: int, last: int) -> int:
    """Where the role of the name in words `first` to `last` (excluded) begins in the row before it: where case tells, at a title that agrees."""
    start = _described_from(r, first)
    shared = shared_cases(r, first, last) if r.lexicon.grammar is not None else ANY_CASE
    if not shared or (shared & NOMINATIVE and shared & GENITIVE):
        return start
    return next((i for i in range(start, first) if r.kinds[i] & TITLE and cases(r, i) & shared), start)


def fuller(r: Reading, i: int) -> tuple[int, int]:
    """The name that ends with word i."""
    if r.lexicon.cased:
        return _capitalised(r, i)
    if r.kinds[i] & (STOP | CUE | ROLE | NOUN) or (r.kinds[i] & REALM and not r.kinds[i] & GIVEN):
        return i, i
    first = i
    while first > 0 and i - first < LONGEST_NAME - 1 and r.gap(first) == " " and _may_be_given(r, first - 1):
        if names_another(r, first) and not r.kinds[first - 1] & GIVEN:
            break
        first -= 1
    if first < i:
        first -= _is_behind_particle(r, first)
    given = next((k for k in range(first, i) if r.kinds[k] & GIVEN), None)
    if given is not None:
        while given > 1 and r.kinds[given - 1] & LINK and r.kinds[given - 2] & GIVEN and r.gap(given) == r.gap(given - 1) == " ":
            given -= 2  # N *son of* N N, however long
            given -= _is_behind_particle(r, given)
        return given, i + 1
    ordinary = r.kinds[i] & COMMON or any(r.kinds[k] & (DOUBTFUL | OTHER) or holds_particle(r, k) or has_owner(r, k) for k in range(first, i + 1))
    if first < i and not ordinary and _behind_role(r, first):
        described = bool(r.lexicon.article) and not r.words[first - 1].startswith(r.lexicon.article) and i - first > 1
        return first + described, i + 1
    return i, i + 1


def _is_behind_particle(r: Reading, i: int) -> bool:
    """Whether the word before word i is the first half of its name, as in *servant of* N: no name is cut there."""
    return i > 0 and bool(r.lexicon.words.get(r.words[i - 1], 0) & PARTICLE) and not r.kinds[i - 1] & LINK and r.gap(i) == " "


def _capitalised(r: Reading, i: int) -> tuple[int, int]:
    """The run of capitalised words that ends with word i, without what only describes the name."""
    if r.inside[i] >= 0 or not r.capital[i]:
        return i, i
    first, last = name_run(r, i)
    if last != i + 1:
        return i, i
    for k in range(first, i):
        if r.kinds[k] & (ROLE | REALM) and not is_nickname(r, k):
            first = k + 1
    if first < i and _opens_with_thing(r, first):
        first += 1  # *Поездка* N N
    long = i + 1 - first > 2 or (bool(r.lexicon.name_endings) and (r.kinds[i] & REALM or is_acronym(r, i)))
    if first < i and long and _is_line_start(r, first) and r.kinds[first] == 0:
        return i, i
    first = max(first, i + 1 - LONGEST_NAME)
    first += r.lexicon.articled and opens_with_description(r, first, last)
    return agreeing_from(r, first, i + 1), i + 1


def is_named_inside(r: Reading, i: int) -> bool:
    """Whether word i in a quotation is a family name behind a given name: "... N N ..."."""
    if i == 0 or r.inside[i] < 0 or r.inside[i] != r.inside[i - 1] or not (r.kinds[i - 1] & GIVEN and r.upper[i - 1] and r.upper[i]):
        return False
    ends = i + 1 >= len(r.words) or not r.upper[i + 1] or r.gap(i + 1) != " "
    return ends and r.gap(i) == " " and not (r.upper[i - 2] and r.gap(i - 1) == " ")


def _opens_with_thing(r: Reading, i: int) -> bool:
    """Whether word i is a thing that opens a line, or one that is N's: the name follows."""
    grammar = r.lexicon.grammar
    if grammar is None or r.kinds[i] & GIVEN or not grammar.is_thing(r.spelled(i)):
        return False
    return _is_line_start(r, i) or bool(r.kinds[i + 1] & GIVEN and not is_plain(r, i + 1))


def _is_line_start(r: Reading, i: int) -> bool:
    return i == 0 or any(c in r.gap(i) for c in ".!?\n:")


def _may_be_given(r: Reading, i: int) -> bool:
    kind = r.kinds[i]
    if kind & (GIVEN | PARTICLE) or (i > 0 and r.kinds[i - 1] & PARTICLE):
        return True
    if kind & (OTHER | PRONOUN) or is_common(r, i):
        return i > 0 and bool(r.kinds[i - 1] & GIVEN) and r.gap(i) == " " and not r.kinds[i] & (REALM | PRONOUN)
    article = r.lexicon.article
    return not kind & (STOP | CUE | ROLE | NOUN | THING) and not (article and r.words[i].startswith(article))


def _behind_role(r: Reading, i: int) -> bool:
    """Whether word i follows a role, at most behind the words that describe it."""
    for k in range(i - 1, max(-1, i - LONGEST_NAME - 1), -1):
        if r.gap(k + 1) != " " or r.kinds[k] & (CUE | STOP):
            return False
        if r.kinds[k] & ROLE:
            return True
    return False
