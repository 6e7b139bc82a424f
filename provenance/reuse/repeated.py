"""Keys that outlets repeat in story after story, and how much they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from provenance.sorting import among

Keys = NDArray[np.uint32]
Degrees = NDArray[np.uint8]

BOILERPLATE: Final = 1
"""Comes back within outlets more than a story that spreads does."""
FORMULA: Final = 2
"""Comes back so often that it tells no story at all. A formula is boilerplate too."""


@dataclass(frozen=True, eq=False)
class Repeated:
    """Parallel arrays of key, rising, and degree: how much outlets repeat it, 0 for not at all."""

    keys: Keys
    degrees: Degrees

    @classmethod
    def nothing(cls) -> Self:
        """No key at all."""
        return cls(np.zeros(0, np.uint32), np.zeros(0, np.uint8))

    @classmethod
    def of_degrees(cls, boilerplate: Keys, formulae: Keys) -> Self:
        """From the keys of either degree, each rising."""
        keys = np.concatenate((boilerplate, formulae))
        degrees = np.repeat(np.array((BOILERPLATE, FORMULA), np.uint8), (len(boilerplate), len(formulae)))
        order = np.argsort(keys)
        return cls(keys[order], degrees[order])

    def with_degree(self, degree: int) -> Keys:
        """The keys of one degree, rising."""
        chosen: Keys = self.keys[self.degrees == degree]
        return chosen

    def degrees_of(self, keys: Keys) -> Degrees:
        """How much each of some keys is repeated."""
        at, there = among(self.keys, keys)
        degrees = np.zeros(len(keys), np.uint8)
        degrees[there] = self.degrees[at[there]]
        return degrees

    def differing(self, others: Repeated) -> Repeated:
        """Those of the others whose degree is another here."""
        differ = others.degrees != self.degrees_of(others.keys)
        return Repeated(others.keys[differ], others.degrees[differ])

    def updated(self, changed: Repeated) -> Repeated:
        """These keys with the degrees that some have now; those that are repeated no more are left out."""
        kept = ~among(changed.keys, self.keys)[1]
        keys = np.concatenate((self.keys[kept], changed.keys))
        degrees = np.concatenate((self.degrees[kept], changed.degrees))
        order = np.argsort(keys)
        order = order[degrees[order] > 0]
        return Repeated(keys[order], degrees[order])
