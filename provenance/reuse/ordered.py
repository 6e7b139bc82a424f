"""The fast path of comparison: passages that two articles have in the same order.

The longest common subsequence of their words (rapidfuzz, bit-parallel) is a path of blocks through the plane of both articles. What
stands on it is scored like a sequence alignment: each word in common adds what it tells, each word beside the path takes
away what a rewritten word costs, and a passage ends where the sum has fallen too far (X-drop, Altschul et al., 1990).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from rapidfuzz.distance import LCSseq

from provenance.reuse.comparable import Comparable, Rectangle
from provenance.settings import ReuseSettings


def ordered_rectangles(left: Comparable, right: Comparable, settings: ReuseSettings) -> list[Rectangle]:
    """The passages that are shared mostly in order, by their place; looser ones are for the slower path."""
    if max(len(left.wording), len(right.wording)) > settings.ordered_words:
        return []
    return [
        r
        for r, kept in _segments(left, right, settings)
        if r.evidence >= settings.ordered_nats
        and kept >= settings.least_words
        and 2 * kept >= settings.in_order_dice * (r.a_last - r.a_first + r.b_last - r.b_first)
    ]


def _segments(left: Comparable, right: Comparable, settings: ReuseSettings) -> Iterator[tuple[Rectangle, int]]:
    """The heaviest stretches of the path, each with how many words it has in common."""
    told, rewritten = left.told, -math.log(1 - settings.kept_share)
    a = b = a_end = b_end = count = 0
    total = 0.0
    best, kept = Rectangle(0, 0, 0, 0, 0.0), 0
    for block in LCSseq.opcodes(left.letters[0], right.letters[1]).as_matching_blocks()[:-1]:  # the last is empty
        a_next, b_next, size = block.a, block.b, block.size
        total -= rewritten * max(a_next - a_end, b_next - b_end)
        if total <= 0 or best.evidence - total > settings.drop_nats:
            yield best, kept
            a, b, count, total = a_next, b_next, 0, 0.0
            best = Rectangle(a, a, b, b, 0.0)
        a_end, b_end = a_next + size, b_next + size
        count += size
        total += told[a_end] - told[a_next]
        if total > best.evidence:
            best, kept = Rectangle(a, a_end, b, b_end, total), count
    yield best, kept
