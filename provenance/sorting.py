"""Put many numbers in order and find them again: what numpy offers for it, called the way that is fast."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]

_PLACE_BITS: Final = 32
_PLACES: Final = (1 << _PLACE_BITS) - 1
_SIEVE_BITS: Final = 18
_SIEVE_SHIFT: Final = np.uint64(64 - _SIEVE_BITS)


def rising(values: NDArray[np.generic[Any]]) -> Places:
    """The places of the values from the lowest to the highest, equal ones as they stand: what a stable sort gives.

    numpy's stable sort takes two to six times as long as its plain one, which moves several numbers at once; so the values, or
    their ranks where they are wider than 32 bits, are sorted together with their places.
    """
    if values.dtype == np.uint32:
        ranked = values.astype(np.uint64)
        ranked <<= np.uint64(_PLACE_BITS)
        ranked |= np.arange(len(values), dtype=np.uint64)
        ranked.sort()
        ranked &= np.uint64(_PLACES)
        return ranked.astype(np.int64)
    order = np.argsort(values)
    ordered = values[order]
    ranks = np.zeros(len(values), np.int64)
    np.cumsum(ordered[1:] != ordered[:-1], out=ranks[1:])
    ranks <<= _PLACE_BITS
    ranks |= order
    ranks.sort()
    ranks &= _PLACES
    return ranks


def among(ordered: NDArray[np.uint32], keys: NDArray[np.uint32]) -> tuple[Places, NDArray[np.bool_]]:
    """Where each key has its place in what is ordered, and whether it is there; several times as fast where the keys rise too."""
    at = np.searchsorted(ordered, keys)
    there = at < len(ordered)
    there[there] = ordered[at[there]] == keys[there]
    return at, there


class Sieve:
    """Tells of most hashes at a glance, by their first bits, that they are not among some known ones."""

    def __init__(self, known: NDArray[np.uint64]) -> None:
        self._passing = np.zeros(1 << _SIEVE_BITS, np.bool_)
        self._passing[known >> _SIEVE_SHIFT] = True

    def passing(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """For each hash whether it may be known; of those that are it always is true."""
        return self._passing.take((hashes >> _SIEVE_SHIFT).view(np.int64))
