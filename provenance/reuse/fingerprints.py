"""Keys by which passages of different articles find each other: hashes of a few words that stand together.

Runs of three words are winnowed (Schleimer, Wilkerson and Aiken, 2003): two articles that share six words in a row have at least
one fingerprint in common. Pairs of longer words that stand near each other, in whatever order, survive rewording and
shuffling; of these a fixed sample is kept.

A key has 32 bits, of which the last tells those of runs, which are even, from all others: one index holds all sorts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.hashing import mix
from provenance.reuse.passages import Wording
from provenance.reuse.repeated import Keys
from provenance.settings import ReuseSettings

_RUN: Final = np.uint64(0xD6E8FEB86659FD93)
_PAIR: Final = np.uint64(0xA0761D6478BD642F)
_NO_RUN: Final = np.uint32(1)
_NEVER: Final = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """Keys of several articles: parallel arrays of key, number of the article in the batch, and word it starts at."""

    keys: Keys
    articles: NDArray[np.int32]
    words: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Batch:
    """The words of several articles in one array each."""

    hashes: NDArray[np.uint64]
    usable: NDArray[np.bool_]
    lengths: NDArray[np.int64]
    articles: NDArray[np.int32]
    words: NDArray[np.int32]


def _batch(wordings: Sequence[Wording]) -> _Batch:
    counts = [len(w) for w in wordings]
    return _Batch(
        hashes=np.concatenate([w.hashes for w in wordings] or [np.zeros(0, np.uint64)]),
        usable=np.concatenate([w.usable for w in wordings] or [np.zeros(0, np.bool_)]),
        lengths=np.concatenate([w.lengths for w in wordings] or [np.zeros(0, np.int64)]),
        articles=np.repeat(np.arange(len(wordings), dtype=np.int32), counts),
        words=np.concatenate([np.arange(n, dtype=np.int32) for n in counts] or [np.zeros(0, np.int32)]),
    )


def _runs(batch: _Batch) -> NDArray[np.uint64]:
    """Hash of the three words from each word on; the greatest number where they leave the article or take no part."""
    runs = np.full(len(batch.hashes), _NEVER)
    if len(runs) < 3:
        return runs
    h = batch.hashes
    hashed = mix(mix(mix(h[:-2] ^ _RUN) + h[1:-1]) + h[2:])
    whole = (batch.articles[:-2] == batch.articles[2:]) & batch.usable[:-2] & batch.usable[1:-1] & batch.usable[2:]
    runs[:-2] = np.where(whole, hashed, _NEVER)
    return runs


def _winnowed(runs: NDArray[np.uint64], articles: NDArray[np.int32], window: int) -> NDArray[np.bool_]:
    """Which runs are the smallest of some `window` runs in a row of their article."""
    apart = np.arange(len(runs)) + (articles.astype(np.int64) + 1) * window  # no window reaches from one article into the next
    padded = np.full((int(apart[-1]) if len(apart) else 0) + window + 1, _NEVER)
    padded[apart] = runs
    smallest = np.lib.stride_tricks.sliding_window_view(padded, window).min(axis=1)
    chosen = np.zeros(len(runs), np.bool_)
    for shift in range(window):
        chosen |= smallest[apart - shift] == runs
    chosen &= runs != _NEVER
    return chosen


def _pairs(batch: _Batch, settings: ReuseSettings) -> Fingerprints:
    """The sample of unordered pairs of longer words that stand near each other."""
    long = np.flatnonzero((batch.lengths >= settings.pair_letters) & batch.usable)
    hashes, articles = mix(batch.hashes[long] ^ _PAIR), batch.articles[long]
    found = []
    for distance in range(1, settings.pair_reach + 1):
        key = mix(hashes[:-distance] + hashes[distance:])
        chosen = (articles[:-distance] == articles[distance:]) & (key % np.uint64(settings.pair_sample) == 0)
        found.append((key[chosen], long[:-distance][chosen]))
    at = np.concatenate([f[1] for f in found])
    return Fingerprints(as_keys(np.concatenate([f[0] for f in found]), of_runs=False), batch.articles[at], batch.words[at])


def as_keys(hashes: NDArray[np.uint64], *, of_runs: bool) -> Keys:
    """The keys that hashes make."""
    keys = (hashes >> np.uint64(32)).astype(np.uint32)
    return keys & ~_NO_RUN if of_runs else keys | _NO_RUN


def are_runs(keys: Keys) -> NDArray[np.bool_]:
    """Which keys are those of runs of words."""
    runs: NDArray[np.bool_] = (keys & _NO_RUN) == 0
    return runs


def fingerprints(wordings: Sequence[Wording], settings: ReuseSettings) -> Fingerprints:
    """The keys of each article, by which it is found and finds others."""
    batch = _batch(wordings)
    runs = _runs(batch)
    chosen = _winnowed(runs, batch.articles, settings.winnow_window)
    return _joined(Fingerprints(as_keys(runs[chosen], of_runs=True), batch.articles[chosen], batch.words[chosen]), _pairs(batch, settings))


def run_keys(wordings: Sequence[Wording]) -> Fingerprints:
    """The keys of all runs of three words of several articles."""
    batch = _batch(wordings)
    runs = _runs(batch)
    whole = runs != _NEVER
    return Fingerprints(as_keys(runs[whole], of_runs=True), batch.articles[whole], batch.words[whole])


def _joined(first: Fingerprints, second: Fingerprints) -> Fingerprints:
    return Fingerprints(
        np.concatenate((first.keys, second.keys)),
        np.concatenate((first.articles, second.articles)),
        np.concatenate((first.words, second.words)),
    )
