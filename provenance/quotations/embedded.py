"""Tell whether a verb of speech stands in what somebody else reports: N denied that *N wanted* it; according to *what N said*."""

from __future__ import annotations

from typing import Final

from provenance.quotations.cues import Cue, ends_clause
from provenance.quotations.kinds import ARTICLE, SOURCE, TELLING, THAT, VERB
from provenance.quotations.reading import Reading

_WORDS_OF_SOURCE: Final = 2  # words of "according to what" before a verb


def is_embedded(r: Reading, cue: Cue, previous: Cue | None, reached: int) -> bool:
    """Whether a verb with a subject of its own stands in what the cue that ends at word `reached` reports.

    Where names have no capitals a pause or a joined conjunction before the verb tells that it does not.
    """
    if previous is None or cue.mention is None or not cue.kind & VERB:
        return False
    first = min(cue.first, cue.mention.first)
    that = next((i for i in range(first - 1, reached - 1, -1) if r.kinds[i] & THAT), None)
    if r.lexicon.cased:
        if r.lexicon.articled and _closes_sentence(r, cue, first):
            return False
        return that is not None or _opens_report(r, previous, cue, first)
    return that is not None and r.words[cue.first] in r.lexicon.words and not any(r.gap(i).strip(" \"'") for i in range(that + 1, cue.first + 1))


def _closes_sentence(r: Reading, cue: Cue, first: int) -> bool:
    """Whether a cue whose words begin with word `first` stands behind a comma at the end of a clause: (networks that fail), *said N*."""
    while first > 0 and r.kinds[first - 1] & ARTICLE and r.gap(first) == " ":
        first -= 1
    reached = cue.last if cue.mention is None else max(cue.last, cue.mention.last)
    return "," in r.gap(first) and ends_clause(r, reached)


def _opens_report(r: Reading, previous: Cue, cue: Cue, first: int) -> bool:
    """Whether the subject of a verb stands right behind a verb that has its own before it, where "that" may be left out: N said *it showed*."""
    reports = previous.kind & VERB and previous.mention is not None and previous.mention.last <= previous.first
    if not r.lexicon.articled or not reports or r.kinds[previous.first] & TELLING or first == cue.first:
        return False
    while first > previous.last and r.kinds[first - 1] & ARTICLE:
        first -= 1
    return first == previous.last and not any(r.gap(i).strip(" '") for i in range(first, cue.first + 1))


def is_according(r: Reading, cue: Cue) -> bool:
    """Whether a cue, or a word before it without a pause, says that what is told is somebody else's: according to *what N said*."""
    for i in range(cue.first, max(-1, cue.first - _WORDS_OF_SOURCE - 1), -1):
        if r.kinds[i] & SOURCE:
            return True
        if r.gap(i).strip():
            return False
    return False
