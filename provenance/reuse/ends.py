"""Where a reader would set the ends of a shared passage: at quotation marks and sentence ends, without weak tails."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from provenance.reuse.comparable import Pair, Range, Rectangle
from provenance.reuse.kinds import ordered_words, shared_words
from provenance.reuse.passages import Wording
from provenance.settings import ReuseSettings


def ends_of(pair: Pair, r: Rectangle, settings: ReuseSettings) -> tuple[Range, Range]:
    """The ranges of a rectangle with their ends where a reader would set them."""
    ranges = ((r.a_first, r.a_last), (r.b_first, r.b_last))
    for at_end in (False, True):
        ranges = _without_weak_tail(pair, *ranges, at_end, settings)
    a_range, b_range = _quoted(pair, *ranges, settings)
    return _snapped(pair.left.wording, a_range, settings), _snapped(pair.right.wording, b_range, settings)


def _without_weak_tail(pair: Pair, a_range: Range, b_range: Range, at_end: bool, settings: ReuseSettings) -> tuple[Range, Range]:
    """Cut what stands before (or behind) the bound of a sentence or quotation when it shares too few of its words.

    In a passage that keeps its order, words count as shared where they stand in that order.
    """
    length = _length(a_range) + _length(b_range)
    ordered = ordered_words(pair, a_range, b_range)
    if 2 * ordered >= settings.tail_free_dice * length:
        return a_range, b_range
    shared = shared_words(pair, a_range, b_range)
    in_order = ordered >= settings.ordered_share * shared
    count, whole = (ordered_words, ordered) if in_order else (shared_words, shared)
    best, cut = settings.tail_dice, (a_range, b_range)
    for x in _cuts(pair.left.wording, a_range, at_end):
        for y in _cuts(pair.right.wording, b_range, at_end):
            removed = length - _length(x) - _length(y)
            if removed and (lost := 2 * (whole - count(pair, x, y)) / removed) < best:
                best, cut = lost, (x, y)
    return cut


def _length(words: Range) -> int:
    return words[1] - words[0]


def _quoted(pair: Pair, a_range: Range, b_range: Range, settings: ReuseSettings) -> tuple[Range, Range]:
    """The ends of the two quotations that the ranges mostly are, where both ends are moved alike: quotations are compared whole.

    An end is not moved inwards over more than a few words that both ranges have.
    """
    x, y = mostly_quotation(pair.left.wording.quotations, a_range), mostly_quotation(pair.right.wording.quotations, b_range)
    if x is None or y is None:
        return a_range, b_range
    if _alike(x[0] - a_range[0], y[0] - b_range[0]) and not _shares(pair, (a_range[0], x[0]), (b_range[0], y[0]), settings):
        a_range, b_range = (x[0], a_range[1]), (y[0], b_range[1])
    if _alike(x[1] - a_range[1], y[1] - b_range[1]) and not _shares(pair, (x[1], a_range[1]), (y[1], b_range[1]), settings):
        a_range, b_range = (a_range[0], x[1]), (b_range[0], y[1])
    return a_range, b_range


def _alike(move: int, other: int) -> bool:
    """Whether two ends are moved by and large as far."""
    return abs(move - other) <= max(3, abs(move) // 2, abs(other) // 2)


def _shares(pair: Pair, a_range: Range, b_range: Range, settings: ReuseSettings) -> bool:
    """Whether two ranges, if they are longer than a cue, are plainly the same."""
    length = _length(a_range) + _length(b_range)
    return (
        min(_length(a_range), _length(b_range)) > settings.snap_out_words
        and 2 * ordered_words(pair, a_range, b_range) >= settings.edited_dice * length
    )


def mostly_quotation(quotations: Sequence[Range], words: Range) -> Range | None:
    """The quotation of which the range is the most part, and the other way round."""
    for first, last in quotations:
        common = min(last, words[1]) - max(first, words[0])
        if 2 * common >= max(last, words[1]) - min(first, words[0]):
            return first, last
    return None


def _cuts(wording: Wording, words: Range, at_end: bool) -> list[Range]:
    """The range as it is, and cut at the first two bounds inside its first half (or its last half)."""
    first, last = words
    middle = (first + last) // 2
    if at_end:
        within = wording.closings[bisect_right(wording.closings, middle) : bisect_left(wording.closings, last)]
        return [words, *((first, at) for at in within[:-3:-1])]
    within = wording.openings[bisect_right(wording.openings, first) : bisect_right(wording.openings, middle)]
    return [words, *((at, last) for at in within[:2])]


def _snapped(wording: Wording, words: Range, settings: ReuseSettings) -> Range:
    """A range of words with its ends moved to the start and end of a quotation or sentence where these are near."""
    out, inward = settings.snap_out_words, settings.snap_in_words
    first = _nearest(wording.openings, words[0], words[0] - out, words[0] + inward)
    last = _nearest(wording.closings, words[1], words[1] - inward, words[1] + out)
    return (first, last) if last > first else words


def _nearest(bounds: Sequence[int], at: int, low: int, high: int) -> int:
    """The bound nearest to `at` from `low` to `high`, the lower one of two, or `at` itself; bounds rise."""
    near = bounds[bisect_left(bounds, low) : bisect_right(bounds, high)]
    return min(near, key=lambda bound: abs(bound - at), default=at)
