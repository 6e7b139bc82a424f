"""Read what a person is called by who spoke before, in scripts with capital letters: the *Frenchman*, the 30-*year-old*."""

from __future__ import annotations

from provenance.quotations.kinds import ARTICLE, CUE, DEMONYM, INDEFINITE, OWNER, STOP
from provenance.quotations.reading import Mention, Reading


def demonym_at(r: Reading, start: int) -> Mention | None:
    """The mention of somebody by word `start` alone, behind the article: (said) the *Frenchman*, the *30-year-old* added."""
    if start == 0 or not r.kinds[start - 1] & ARTICLE or r.kinds[start - 1] & INDEFINITE or r.gap(start) != " ":
        return None
    first = start + (r.words[start].isdecimal() and start + 1 < len(r.words) and r.gap(start + 1) == "-")
    last = first
    while last < len(r.words) and r.kinds[last] & DEMONYM and (last == first or r.gap(last) in (" ", "-")):
        last += 1
    if last == first:
        return None
    ends = last == len(r.words) or r.gap(last) not in (" ", "-") or r.inside[last] >= 0 or (r.kinds[last] & (CUE | STOP) and r.gap(last) == " ")
    return Mention(first, last, None, pronoun=True) if ends and not (last < len(r.words) and r.kinds[last] & OWNER) else None
