"""MinHash signatures of sentences and quotations, and the buckets of locality-sensitive hashing (Broder, 1997; Indyk and Motwani, 1998).

The permutations are datasketch's (scheme affine32), so every hash value equals what ``datasketch.MinHash`` gives for the same
shingle hashes; they are applied here to thousands of passages at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.hashing import mix
from provenance.reuse.fingerprints import Fingerprints, as_keys
from provenance.reuse.passages import Wording
from provenance.settings import ReuseSettings

Signatures = NDArray[np.uint32]
Permutations = tuple[NDArray[np.uint32], NDArray[np.uint32]]

SCHEME: Final = "affine32"
SEED: Final = 1
_BLOCK: Final = 1 << 14  # shingles at a time: what one permutation gives for them stays in the cache


_TWELVE: Final = (
    (3582191691, 4270784983, 1892572953, 3715639441, 982527, 1100580627, 2597016983, 4286725387, 1260623519, 2027988865, 793182497, 3406602499),
    (799981516, 1666063943, 1484172013, 2876537340, 1704103302, 4018109721, 2314200242, 3634877716, 1800426750, 1345499493, 2942995346, 2252917204),
)
"""What datasketch gives for as many permutations as the default settings ask for: to import it, and scipy with it, takes half a second."""


def permutations(count: int) -> Permutations:
    """datasketch's multipliers and addends of `count` permutations. Most counts cost half a second: store what it gives."""
    if count == len(_TWELVE[0]):
        a, b = np.array(_TWELVE, np.uint32)
        return a, b
    from datasketch import MinHash

    a, b = MinHash(num_perm=count, seed=SEED, scheme=SCHEME).permutations
    return a, b


def _fmix32(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The 32-bit finalizer of MurmurHash3, with which the scheme mixes its input."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


def signatures(shingles: NDArray[np.uint32], starts: NDArray[np.int64], permuted: Permutations) -> Signatures:
    """One row of hash values for each passage, one value for each permutation.

    `shingles` are the 32-bit hashes of all passages in a row; `starts` says where each passage begins, rising, the first 0, and
    no passage is empty.
    """
    a, b = permuted
    rows = np.empty((len(a), len(starts)), np.uint32)
    mixed = _fmix32(shingles)
    cuts = np.unique(np.concatenate((np.searchsorted(starts, np.arange(0, len(shingles), _BLOCK)), [len(starts)])))
    for low, high in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        end = int(starts[high]) if high < len(starts) else len(shingles)
        block = mixed[int(starts[low]) : end]
        for n in range(len(a)):
            rows[n, low:high] = np.minimum.reduceat(block * a[n] + b[n], starts[low:high] - starts[low])
    return rows.T


def passages_of(wording: Wording, settings: ReuseSettings) -> list[tuple[int, int]]:
    """The sentences and quotations of an article that are long enough to be known again, as ranges of words."""
    sentences = np.append(wording.sentences, len(wording)).tolist()
    ranges = {*pairwise(sentences), *wording.quotations}
    return sorted((first, last) for first, last in ranges if last - first >= settings.passage_words)


def _usable(wording: Wording, passages: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The passages in which every word takes part."""
    if wording.usable.all():
        return passages
    return [(first, last) for first, last in passages if wording.usable[first:last].all()]


def buckets(wordings: Sequence[Wording], permuted: Permutations, settings: ReuseSettings) -> Fingerprints:
    """The buckets of all sentences and quotations of several articles: one key for each band of each signature."""
    places = [(n, first, last) for n, w in enumerate(wordings) for first, last in _usable(w, passages_of(w, settings))]
    if not places:
        return Fingerprints(np.zeros(0, np.uint32), np.zeros(0, np.int32), np.zeros(0, np.int32))
    articles, firsts, lasts = (np.array(column, np.int64) for column in zip(*places, strict=True))
    offsets = np.cumsum([0] + [len(w) for w in wordings])
    hashes = np.concatenate([w.hashes for w in wordings])
    counts = lasts - firsts - 1
    starts = np.cumsum(counts) - counts
    at = np.repeat(offsets[articles] + firsts - starts, counts) + np.arange(int(counts.sum()))
    shingles = (mix(mix(hashes[at]) + hashes[at + 1]) >> np.uint64(32)).astype(np.uint32)
    rows = signatures(shingles, starts, permuted)
    return _bands(rows, articles, firsts, settings)


def _bands(rows: Signatures, articles: NDArray[np.int64], firsts: NDArray[np.int64], settings: ReuseSettings) -> Fingerprints:
    """The key of each band of each signature: of one band, equal keys mean equal hash values."""
    keys = []
    for band in range(settings.bands):
        key = np.full(len(rows), band + 1, np.uint64)
        for n in range(band * settings.rows_a_band, (band + 1) * settings.rows_a_band):
            key = mix(key * np.uint64(0x9E3779B97F4A7C15) + rows[:, n])
        keys.append(as_keys(key, of_runs=False))
    return Fingerprints(np.concatenate(keys), np.tile(articles, settings.bands).astype(np.int32), np.tile(firsts, settings.bands).astype(np.int32))
