"""Tell acronyms from words, in scripts with capital letters."""

from __future__ import annotations

from typing import Final

from provenance.quotations.reading import Reading

_FEWEST_CAPITALS: Final = 3  # of an acronym that has small letters too
_SHORTEST_INFLECTED: Final = 3  # letters of an acronym before its case ending


def is_acronym(r: Reading, i: int) -> bool:
    """Whether word i is written in capitals only, up to its case ending, or with small letters between three or more."""
    start, end = r.span(i, i + 1)
    written = r.text[start:end]
    return end - start > 1 and (
        written.isupper()
        or sum(map(str.isupper, written)) >= _FEWEST_CAPITALS
        or (end - start > _SHORTEST_INFLECTED and written[:-1].isupper() and written[-1:] in r.lexicon.name_endings)
    )
