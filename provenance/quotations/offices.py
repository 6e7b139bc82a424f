"""Read names of offices that hold small words, in languages with articles: the *Department for Work and Pensions*."""

from __future__ import annotations

from typing import Final

from provenance.quotations.kinds import ARTICLE, BODY, CUE, LEAD, PREPOSITION, TITLE
from provenance.quotations.reading import Reading

_LONGEST: Final = 9  # words of such a name


def office_end(r: Reading, first: int, end: int) -> int:
    """Where the name of an office ends that begins with the capitalised word `first`, not behind word `end`; `first` where none does."""
    last, body, small = first, False, 0
    for i in range(first, min(end, first + _LONGEST, len(r.words))):
        if r.inside[i] >= 0 or (i > first and r.gap(i) not in (" ", ", ", "'")) or r.kinds[i] & CUE:
            break
        if r.upper[i] and not r.kinds[i] & (PREPOSITION | ARTICLE | LEAD):
            body, last = body or bool(r.kinds[i] & BODY), i + 1
            small = 0
        elif not body or not r.kinds[i] & (PREPOSITION | ARTICLE | LEAD) or small > 1:
            break
        else:
            small += 1
    return last if body else first


def office_before(r: Reading, i: int, floor: int) -> int | None:
    """Where the name of an office begins that stands behind an article and right before the title at word i: a *Ministry of N* spokesman."""
    if not r.lexicon.articled or not r.kinds[i] & TITLE or r.upper[i] or not r.upper[i - 1]:
        return None
    for first in range(max(floor, i - _LONGEST), i - 1):
        if r.upper[first] and (first == 0 or r.kinds[first - 1] & ARTICLE or r.opens(first)) and office_end(r, first, i) == i:
            return first
    return None


def office_title(r: Reading, first: int, end: int) -> int | None:
    """The end of the titles right behind the name of an office that begins with word `first`: *Bank of N chief* N N."""
    last = office_end(r, first, end) if r.lexicon.articled and r.upper[first] else first
    behind = last
    while behind < end and r.kinds[behind] & TITLE and not r.upper[behind] and r.gap(behind) == " ":
        behind += 1
    return behind if first < last < behind else None
