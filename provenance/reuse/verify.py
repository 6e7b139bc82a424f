"""From two articles to the passages that one shares with the other, with exact ends, kind and similarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from provenance.model import OverlapKind, Span
from provenance.reuse.align import rectangles
from provenance.reuse.comparable import Pair, Range, Rectangle
from provenance.reuse.ends import ends_of
from provenance.reuse.judging import needed_nats, reason_of, shared_nats, spare_words
from provenance.reuse.kinds import Agreement, agreement, kind_of, letters_agree, ordered_words, shared_words
from provenance.reuse.ordered import ordered_parts
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
    least = settings.hopeless_share * max(last - first for first, last in raw)
    if ordered_words(pair, *raw) < least and shared_words(pair, *raw) < least:  # words in order are shared, and counted faster
        return None
    a_range, b_range = ends_of(pair, rectangle, settings)
    agree = agreement(pair, a_range, b_range)
    if not _convincing(rectangle, agree, settings):
        return None
    kind = kind_of(agree, settings)
    if kind == "reworded" and letters_agree(pair, a_range, b_range) < settings.least_letters:
        return None
    one_report = agree.ordered_dice >= settings.verbatim_dice and min(agree.a, agree.b) >= settings.report_words
    spare = settings.most_leeway if one_report else spare_words(pair, a_range, b_range, agree, settings)
    if spare < 0 and shared_nats(pair, a_range, b_range) < needed_nats(agree, settings):  # formulae or not, it is too little
        return None
    return Finding(
        pair.left.wording.folded.word_span(a_range[0], a_range[1] - 1),
        pair.right.wording.folded.word_span(b_range[0], b_range[1] - 1),
        kind,
        round(agree.dice if kind == "reordered" else agree.ordered_dice, 4),
        "formula" if spare < 0 else reason_of(pair, a_range, b_range, agree, settings),
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
