"""Groups that stand one behind the other in flat arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def openings(ordered: NDArray[np.generic[Any]]) -> Integers:
    """Where the runs of equal values begin."""
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)])


def within(lengths: Integers) -> Integers:
    """For groups of these lengths the place of each member in its group: 0, 1, 2, ..."""
    return np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def steps(starts: Integers, lengths: Integers, step: int = 1) -> Integers:
    """The numbers from each start on, as many as its length says, one group behind the other."""
    return np.repeat(starts, lengths) + step * within(lengths)
