"""From two articles to the passages that one shares with the other, with exact ends, kind and similarity."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from provenance.model import OverlapKind, Span
from provenance.reuse.align import rectangles
from provenance.reuse.comparable import Pair, Range, Rectangle
from provenance.reuse.formulae import numbers_compared
from provenance.reuse.kinds import Agreement, agreement, kind_of, letters_agree, ordered_words, shared_words
from provenance.reuse.ordered import ordered_parts
from provenance.reuse.passages import Wording
from provenance.settings import ReuseSettings


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage that two articles share. ``reason`` says why it was set aside; None for an overlap.

    ``leeway`` is how many of its words must become formulae, or cease to be, before it is judged otherwise.
    """

    a: Span
    b: Span
    kind: OverlapKind
    similarity: float
    reason: str | None
    leeway: int


@dataclass(frozen=True, slots=True)
class Compared:
    """All passages that two articles share, by their place in the left one.

    ``words`` are the ranges of words of either in which something is shared, or nearly, where something is. ``is_settled`` says that
    what is shared hardly depends on how common words are.
    """

    findings: list[Finding]
    words: tuple[Range, Range]
    is_settled: bool


def compare(pairs: Sequence[Pair], settings: ReuseSettings) -> list[Compared]:
    """What each pair of articles shares."""
    return [_compared(pair, candidates, settings) for pair, candidates in zip(pairs, rectangles(pairs, settings), strict=True)]


def _compared(pair: Pair, candidates: Sequence[Rectangle], settings: ReuseSettings) -> Compared:
    found = _findings(pair, candidates, settings)
    return Compared(found, _hull(candidates), all(_is_settled(pair, finding, settings) for finding in found))


def _is_settled(pair: Pair, finding: Finding, settings: ReuseSettings) -> bool:
    """Whether a finding is set aside, or one article nearly whole in nearly the same words."""
    length = min(int(side.wording.folded.origins[-1]) for side in (pair.left, pair.right))
    covered = max(span.end - span.start for span in (finding.a, finding.b))
    return finding.reason is not None or (finding.similarity >= settings.settled_share and covered >= settings.settled_share * length)


def _hull(candidates: Sequence[Rectangle]) -> tuple[Range, Range]:
    """The ranges of words that some rectangles span together; without one, ranges of no word."""
    a, b = [(r.a_first, r.a_last) for r in candidates], [(r.b_first, r.b_last) for r in candidates]
    return _spanned(a), _spanned(b)


def _spanned(ranges: Sequence[Range]) -> Range:
    return min((first for first, _ in ranges), default=0), max((last for _, last in ranges), default=0)


def _findings(pair: Pair, candidates: Sequence[Rectangle], settings: ReuseSettings) -> list[Finding]:
    """What some rectangles, the one with most evidence first, tell; behind them what stands in order in those that tell nothing."""
    told = [_in_whole_or_parts(pair, rectangle, settings) for rectangle in candidates]
    silent = [rectangle for rectangle, findings in zip(candidates, told, strict=True) if not findings]
    parts = [part for rectangle in silent for part in ordered_parts(pair.left, pair.right, rectangle, settings) if part != rectangle]
    found: list[Finding] = []
    for finding in (*chain.from_iterable(told), *(finding for part in parts for finding in _in_whole_or_parts(pair, part, settings))):
        if not any(_told_by(finding, other) for other in found):
            found.append(finding)
    return sorted(found, key=lambda f: (f.a, f.b))


def _told_by(finding: Finding, other: Finding) -> bool:
    """Whether a finding tells again mostly what one with more evidence tells.

    The same words at another place of one article are a second passage only when they are plainly the same.
    """
    again = _covered(finding.a, other.a) >= 0.5, _covered(finding.b, other.b) >= 0.5
    return all(again) or (any(again) and finding.kind not in ("verbatim", "edited"))


def _covered(span: Span, other: Span) -> float:
    """The share of a span that another covers."""
    return max(0, min(span.end, other.end) - max(span.start, other.start)) / max(1, span.end - span.start)


def _in_whole_or_parts(pair: Pair, rectangle: Rectangle, settings: ReuseSettings) -> list[Finding]:
    """What a rectangle tells, or else the rectangles that it was made of."""
    finding = _finding(pair, rectangle, settings)
    if finding is not None:
        return [finding]
    return [told for part in rectangle.parts for told in _in_whole_or_parts(pair, part, settings)]


def _finding(pair: Pair, rectangle: Rectangle, settings: ReuseSettings) -> Finding | None:
    """What a rectangle tells; None when it is not convincing."""
    raw = (rectangle.a_first, rectangle.a_last), (rectangle.b_first, rectangle.b_last)
    least = settings.hopeless_share * max(map(_length, raw))
    if ordered_words(pair, *raw) < least and shared_words(pair, *raw) < least:  # words in order are shared, and counted faster
        return None
    a_range, b_range = _ends(pair, rectangle, settings)
    agree = agreement(pair, a_range, b_range)
    if not _convincing(rectangle, agree, settings):
        return None
    kind = kind_of(agree, settings)
    if kind == "reworded" and letters_agree(pair, a_range, b_range) < settings.least_letters:
        return None
    one_report = agree.ordered_dice >= settings.verbatim_dice and min(agree.a, agree.b) >= settings.report_words
    spare = settings.most_leeway if one_report else _spare(pair, a_range, b_range, agree, settings)
    if spare < 0 and _shared_nats(pair, a_range, b_range) < _needed_nats(agree, settings):  # formulae or not, it is too little
        return None
    return Finding(
        pair.left.wording.folded.word_span(a_range[0], a_range[1] - 1),
        pair.right.wording.folded.word_span(b_range[0], b_range[1] - 1),
        kind,
        round(agree.dice if kind == "reordered" else agree.ordered_dice, 4),
        "formula" if spare < 0 else _reason(pair, a_range, b_range, agree, settings),
        -spare if spare < 0 else spare + 1,
    )


def _convincing(rectangle: Rectangle, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether the shared words are enough, by number, share and evidence; words in another order need more evidence."""
    if agree.shared < settings.least_words or agree.coverage < settings.least_dice:
        return False
    if max(agree.a, agree.b) < settings.short_words and agree.ordered_dice < settings.short_dice:
        return False
    if max(agree.a, agree.b) < settings.short_words and agree.ordered_dice < settings.edited_dice:
        return rectangle.evidence >= settings.ordered_nats
    in_order = agree.ordered_dice >= settings.in_order_dice
    return rectangle.evidence >= (settings.overlap_nats if in_order else settings.scattered_nats)


def _reason(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> str | None:
    """Why a passage that is no formula is no finding all the same, None when it is one.

    Numbers tell a form that is filled in anew: more of them differ than agree, or what is shared is worn, so that those that agree
    belong to the form. A few words that are worn, or that only say who somebody is, are a title or a phrase, unless one of both quotes
    them: what somebody said is repeated in every report.
    """
    if _fills_in(pair, a_range, b_range, agree, settings):
        return "template"
    if min(agree.a, agree.b) - agree.shared >= settings.template_numbers:  # a number that differs is a word that differs
        differing, agreeing = numbers_compared(pair, a_range, b_range)
        if differing >= settings.template_numbers and (differing > agreeing or _is_worn(pair, a_range, b_range, agree, settings)):
            return "template"
    if _is_quoted(pair, a_range, b_range):
        return None
    is_short = max(agree.a, agree.b) < settings.short_words
    is_loose = kind_of(agree, settings) == "reworded" and agree.ordered_dice < settings.loose_dice
    if (
        ((is_short or is_loose) and _is_worn(pair, a_range, b_range, agree, settings))
        or (is_short and _is_naming(pair, a_range, b_range, agree, settings))
        or (is_loose and _is_faint(pair, a_range, b_range, agree, settings))
    ):
        return "boilerplate"
    return None


def _fills_in(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether two ranges fill in one form with other facts, or share mostly what offices say of any incident."""
    in_forms = _shared_in(pair, a_range, b_range, pair.left.form, pair.right.form)
    alike = settings.form_alike if in_forms >= settings.form_share * agree.shared else settings.form_dice
    if in_forms >= settings.form_words and agree.ordered_dice < alike:
        return True
    return _is_routine(pair, a_range, b_range, agree, settings)


def _is_routine(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether two ranges share mostly what offices say of any incident; where much differs, with who says it for them."""
    left, right = pair.left.routine, pair.right.routine
    routine, least = _shared_in(pair, a_range, b_range, left, right), settings.routine_share * agree.shared
    if not routine or routine >= least or agree.ordered_dice >= settings.edited_dice:
        return routine >= least
    own = _shared_outside(pair, a_range, b_range, left | pair.left.names(a_range), right)
    return agree.shared - int(own.sum()) >= least and float(own @ pair.nats) < settings.faint_nats


def _shared_in(pair: Pair, a_range: Range, b_range: Range, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> int:
    """How many of the words that are marked in both articles both ranges have."""
    if not (left[slice(*a_range)].any() and right[slice(*b_range)].any()):  # nearly always
        return 0
    return int(_shared_outside(pair, a_range, b_range, ~left, ~right).sum())


def _is_quoted(pair: Pair, a_range: Range, b_range: Range) -> bool:
    """Whether a passage is mostly a quotation in either article."""
    sides = ((pair.left, a_range), (pair.right, b_range))
    return any(_mostly(article.wording.quotations, words) is not None for article, words in sides)


def _is_worn(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether nearly all that is shared is boilerplate."""
    own = int(_shared_outside(pair, a_range, b_range, pair.left.boilerplate, pair.right.boilerplate).sum())
    return own < settings.own_share * agree.shared


def _is_naming(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether hardly more is shared than somebody's name and titles, and that he speaks."""
    left = pair.left.names(a_range)
    if 2 * int(left.sum()) < agree.a:  # mostly, and the other side need not be read
        return False
    own = int(_shared_outside(pair, a_range, b_range, left, pair.right.names(b_range)).sum())
    return own < settings.beside_names_share * agree.shared


def _is_faint(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> bool:
    """Whether hardly half of two ranges agrees, and of that little beside boilerplate and names."""
    if agree.ordered_dice >= settings.short_dice:
        return False
    left, right = pair.left.boilerplate, pair.right.boilerplate
    if float(_shared_outside(pair, a_range, b_range, left, right) @ pair.nats) < settings.faint_nats:  # no need to read for names
        return True
    return float(_shared_outside(pair, a_range, b_range, left | pair.left.names(a_range), right) @ pair.nats) < settings.faint_nats


def _spare(pair: Pair, a_range: Range, b_range: Range, agree: Agreement, settings: ReuseSettings) -> int:
    """How many more shared words stand outside of formulae than a finding needs; below 0: how many too few, and it is a formula."""
    shared_free = _shared_outside(pair, a_range, b_range, pair.left.formula, pair.right.formula)
    outside = int(shared_free.sum())
    spare = outside - max(min(settings.least_words, agree.shared), math.ceil(settings.free_share * agree.shared))
    if agree.ordered_dice >= settings.edited_dice:
        return spare
    return min(spare, math.floor((float(shared_free @ pair.nats) - _needed_nats(agree, settings)) / settings.word_nats))


def _needed_nats(agree: Agreement, settings: ReuseSettings) -> float:
    """What the shared words outside of formulae must tell."""
    if agree.ordered_dice >= settings.edited_dice:
        return 0.0
    return settings.free_nats if agree.ordered_dice >= settings.in_order_dice else settings.scattered_free_nats


def _shared_nats(pair: Pair, a_range: Range, b_range: Range) -> float:
    """What all words tell that both ranges have."""
    return float(np.minimum(pair.a.counts(*a_range), pair.b.counts(*b_range)) @ pair.nats)


def _shared_outside(pair: Pair, a_range: Range, b_range: Range, left: NDArray[np.bool_], right: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How often both ranges have each number outside of the words that are marked in either article."""
    sides = ((pair.a, a_range, left), (pair.b, b_range, right))
    return np.minimum(*(np.bincount(side.codes[slice(*words)][~marked[slice(*words)]], minlength=side.size) for side, words, marked in sides))


def _ends(pair: Pair, r: Rectangle, settings: ReuseSettings) -> tuple[Range, Range]:
    """The ranges of a rectangle with their ends where a reader would set them."""
    ranges = ((r.a_first, r.a_last), (r.b_first, r.b_last))
    for at_end in (False, True):
        ranges = _without_weak_tail(pair, *ranges, at_end, settings)
    a_range, b_range = _quoted(pair, *ranges, settings)
    return snapped(pair.left.wording, a_range, settings), snapped(pair.right.wording, b_range, settings)


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
    x, y = _mostly(pair.left.wording.quotations, a_range), _mostly(pair.right.wording.quotations, b_range)
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


def _mostly(quotations: Sequence[Range], words: Range) -> Range | None:
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


def snapped(wording: Wording, words: Range, settings: ReuseSettings) -> Range:
    """A range of words with its ends moved to the start and end of a quotation or sentence where these are near."""
    out, inward = settings.snap_out_words, settings.snap_in_words
    first = _nearest(wording.openings, words[0], words[0] - out, words[0] + inward)
    last = _nearest(wording.closings, words[1], words[1] - inward, words[1] + out)
    return (first, last) if last > first else words


def _nearest(bounds: Sequence[int], at: int, low: int, high: int) -> int:
    """The bound nearest to `at` from `low` to `high`, the lower one of two, or `at` itself; bounds rise."""
    near = bounds[bisect_left(bounds, low) : bisect_right(bounds, high)]
    return min(near, key=lambda bound: abs(bound - at), default=at)
