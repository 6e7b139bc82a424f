"""The fast path of comparison: passages that two articles have in the same order.

The longest common subsequence of their words (rapidfuzz, bit-parallel) is a path of blocks through the plane of both articles. What
stands on it is scored like a sequence alignment: each word in common adds what it tells, each word beside the path takes
away what a rewritten word costs, and a passage ends where the sum has fallen too far (X-drop, Altschul et al., 1990).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from provenance.reuse.comparable import Comparable, Rectangle
from provenance.settings import ReuseSettings


def ordered_rectangles(left: Comparable, right: Comparable, settings: ReuseSettings) -> list[Rectangle]:
    """The passages that are shared mostly in order, by their place; looser ones are for the slower path."""
    return ordered_parts(left, right, Rectangle(0, len(left.wording), 0, len(right.wording), 0.0), settings)


def ordered_parts(left: Comparable, right: Comparable, around: Rectangle, settings: ReuseSettings) -> list[Rectangle]:
    """Those inside a rectangle: the path is another one there, for nothing outside draws it aside."""
    a_first, b_first = around.a_first, around.b_first
    letters = left.letters[0][a_first : around.a_last], right.letters[1][b_first : around.b_last]
    if max(map(len, letters)) > settings.ordered_words:
        return []
    return [
        Rectangle(a_first + a, a_first + a_end, b_first + b, b_first + b_end, evidence)
        for a, a_end, b, b_end, evidence, kept in _segments(*letters, left.told[a_first : around.a_last + 1], settings)
        if evidence >= settings.ordered_nats and kept >= settings.least_words and 2 * kept >= settings.in_order_dice * (a_end - a + b_end - b)
    ]


def _segments(left: str, right: str, told: Sequence[float], settings: ReuseSettings) -> Iterator[tuple[int, int, int, int, float, int]]:
    """The heaviest stretches of the path: their ranges of words on either side, evidence and number of words in common.

    The words of either side are letters; `told` is what the first ones of the left side tell, for each number of words from 0.
    """
    rewritten, drop = -math.log(1 - settings.kept_share), settings.drop_nats
    a = b = a_end = b_end = a_best = b_best = count = kept = 0
    total = best = 0.0
    for a_next, b_next, size in LCSseq.editops(left, right).as_matching_blocks():
        if not size:  # the block that closes the list
            continue
        if count == a_end - a == b_end - b:  # the path takes the first of equal words: a passage's head is the one nearest to what follows
            a, b = left.rfind(left[a:a_end], a, a_next), right.rfind(right[b:b_end], b, b_next)
            a_end = a_best = a + count
            b_end = b_best = b + count
        total -= rewritten * max(a_next - a_end, b_next - b_end)
        if total <= 0 or best - total > drop:
            yield a, a_best, b, b_best, best, kept
            a, b, count, total, best = a_next, b_next, 0, 0.0, 0.0
        a_end, b_end = a_next + size, b_next + size
        count += size
        total += told[a_end] - told[a_next]
        if total > best:
            best, kept, a_best, b_best = total, count, a_end, b_end
    yield a, a_best, b, b_best, best, kept
