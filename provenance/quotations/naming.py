"""Tell the words of a passage that only say who somebody is."""

from __future__ import annotations

from provenance.languages import LanguagePack
from provenance.quotations.kinds import CUE, GIVEN, HONORIFIC, ROLE, TITLE
from provenance.quotations.lexicon import lexicon_of
from provenance.quotations.mentions import mention_after
from provenance.quotations.reading import Reading
from provenance.settings import QuotationSettings
from provenance.text import Folded


def naming_words(text: str, folded: Folded, pack: LanguagePack, settings: QuotationSettings) -> list[bool]:
    """For each word of a passage whether it belongs to a person's name and titles, or to the verb of speech before them.

    `folded` is the passage, folded.
    """
    r = Reading(text, folded, lexicon_of(pack), (), (), settings)
    names = [False] * len(r.words)
    i = 0
    while i < len(names):
        last = _end_of_person(r, i)
        names[i:last] = [True] * (last - i)
        i = max(last, i + 1)
    return names


def _end_of_person(r: Reading, i: int) -> int:
    """The word behind the name and titles of the person that begin at word i or behind a verb there; `i` when none does."""
    kind = r.kinds[i]
    if kind & CUE and i + 1 < len(r.words):
        mention = mention_after(r, i + 1)
    elif kind & (ROLE | HONORIFIC | GIVEN):
        mention = mention_after(r, i)
    else:
        return i
    if mention is None or mention.name is None or not mention.sure:
        return i
    first = r.kinds[mention.first]
    return mention.last if first & TITLE or not first & ROLE else i
