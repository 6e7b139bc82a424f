"""Tell the language of a text by its most common words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.languages import LanguagePack
from provenance.sorting import Sieve
from provenance.text import Folded, fold_many

_SAMPLE_WORDS: Final = 400
"""Words of a text that are enough to tell its language; more cost time and change nothing."""
_COMMON_SHARE: Final = 0.06
"""Least share of common words: running text has 10 to 40 % of its own, up to 5 % of a neighbour's."""
_COMMON_LEAD: Final = 2.0
"""How many times more common words the language must have than any other: below that the text mixes languages."""
_COMMON_WORDS: Final = 3
"""Fewer common words than this can stand in any headline of another language."""


@cache
def _common_table(packs: tuple[LanguagePack, ...]) -> tuple[Sieve, NDArray[np.uint64], NDArray[np.int64]]:
    """The common words of all packs: a sieve for them, their hashes, rising, and for each pack a row that says which of them are its own."""
    own = [np.unique(np.concatenate([f.word_hashes for f in fold_many(pack.common_words)] or [np.zeros(0, np.uint64)])) for pack in packs]
    hashes = np.unique(np.concatenate([*own, np.zeros(1, np.uint64)]))
    return Sieve(hashes), hashes, np.stack([np.isin(hashes, of_pack) for of_pack in own]).astype(np.int64)


def detect_language(folded: Folded, packs: Mapping[str, LanguagePack]) -> str | None:
    """Code of the pack whose common words the text uses; None when no pack's words are frequent in it, or two packs' are.

    A script is never enough: Persian, Urdu or Kurdish text without a pack of its own stays unknown and is not called Arabic.
    """
    if not packs:
        return None
    words = folded.word_hashes[:_SAMPLE_WORDS]
    sieve, hashes, owners = _common_table(tuple(packs.values()))
    likely = words[sieve.passing(words)]
    at = hashes[:-1].searchsorted(likely)
    common = owners.take(at[hashes.take(at) == likely], axis=1).sum(axis=1)
    counts = sorted(zip(common.tolist(), packs, strict=True), reverse=True)
    if counts[0][0] < max(_COMMON_WORDS, _COMMON_SHARE * len(words)):
        return None
    return counts[0][1] if len(counts) == 1 or counts[0][0] >= _COMMON_LEAD * counts[1][0] else None
