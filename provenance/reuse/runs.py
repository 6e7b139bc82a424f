"""Groups that stand one behind the other in flat arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def openings(ordered: NDArray[np.generic[Any]]) -> Integers:
    """Where the runs of equal values begin."""
    opens = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=opens[1:])
    return opens.nonzero()[0]


def within(lengths: Integers) -> Integers:
    """For groups of these lengths the place of each member in its group: 0, 1, 2, ..."""
    ends = lengths.cumsum()
    return np.arange(ends[-1] if len(ends) else 0) - (ends - lengths).repeat(lengths)


def steps(starts: Integers, lengths: Integers, step: int = 1) -> Integers:
    """The numbers from each start on, as many as its length says, one group behind the other."""
    ends = lengths.cumsum()
    whole = ends.item(-1) if len(ends) else 0
    return np.arange(0, step * whole, step) + (starts - step * (ends - lengths)).repeat(lengths)
