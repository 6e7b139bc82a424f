"""How a passage spread: who was seen with it first, and whether each occurrence says where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from provenance.model import Credit, CreditStatus, PublicationDate, Quotation, Span
from provenance.settings import ReuseSettings

_WIDEST_OFFSET: Final = timedelta(hours=14)  # of any time zone to universal time
_DIGITS: Final = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16, "second": 19}


@dataclass(frozen=True, slots=True)
class Appearance:
    """What is known of one occurrence of a passage. ``fetched`` is when the article was there at the latest (ISO 8601)."""

    article_id: str
    start: int
    end: int
    published: PublicationDate | None
    fetched: str | None
    is_agency: bool
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class First:
    """Number of the appearance that was seen first, whether that is certain, and the reason."""

    number: int
    certain: bool
    reason: str


def in_order(appearances: Sequence[Appearance]) -> list[Appearance]:
    """Earliest first, undated last; among equals by article and place."""
    return sorted(appearances, key=lambda a: (_moment(a.published), a.article_id, a.start, a.end))


def _moment(published: PublicationDate | None) -> str:
    """A string that sorts like the time, in universal time where the zone is told; behind all times when unknown."""
    if published is None:
        return "~"
    time = _parsed(published.value) if _DIGITS[published.precision] > 10 else None
    return time.astimezone(UTC).isoformat() if time is not None and time.tzinfo is not None else published.value


def is_earlier(a: PublicationDate, b: PublicationDate) -> bool:
    """Whether `a` is known to be before `b`: at the coarser of their precisions, in universal time where both tell their zone.

    A clock time without a zone against one with it is known only to within the offsets that there are on Earth.
    """
    digits = min(_DIGITS[a.precision], _DIGITS[b.precision])
    first, second = _parsed(a.value), _parsed(b.value)
    if digits <= 10 or first is None or second is None or (first.tzinfo is None and second.tzinfo is None):
        return a.value[:digits] < b.value[:digits]
    margin = timedelta(0) if first.tzinfo and second.tzinfo else _WIDEST_OFFSET
    return (_universal(first) + margin).isoformat()[:digits] < _universal(second).isoformat()[:digits]


def _universal(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parsed(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def first_seen(appearances: Sequence[Appearance]) -> First | None:
    """The first of the appearances, which are `in_order`, and how certain that is; None when none is dated.

    Certain only when every occurrence is dated and all others are known to be later: an article without a date may be older
    than any, for the time of its fetching only says how late it can be at most.
    """
    dated = [a for a in appearances if a.published is not None]
    if not dated:
        return None
    first = dated[0].published
    assert first is not None
    undated = [a for a in appearances if a.published is None]
    before = [a for a in undated if a.fetched is not None and a.fetched[:10] < first.value[:10]]
    rivals = [a for a in dated[1:] if a.published is not None and not is_earlier(first, a.published)]
    if before:
        reason = f"{_counted(len(before))} without a date was fetched before this one was published"
    elif undated:
        reason = f"{_counted(len(undated))} has no date and may be earlier"
    elif rivals:
        reason = f"{_counted(len(rivals))} has a date that can't be told from this one at the precision known"
    else:
        reason = "every occurrence is dated and all others are later"
    return First(appearances.index(dated[0]), not undated and not rivals, reason[0].upper() + reason[1:] + ".")


def _counted(count: int) -> str:
    return "another occurrence" if count == 1 else f"each of {count} other occurrences"


def credits_of(text: str, start: int, end: int, told: Sequence[Credit], settings: ReuseSettings) -> tuple[Credit, ...]:
    """The credits that hold for a stretch of an article: those of the whole article, and those of a passage that are near it.

    Near is what stands in the same paragraphs, not further away than a long sentence.
    """
    low = max(text.rfind("\n", 0, start) + 1, start - settings.credit_reach)
    line_end = text.find("\n", end)
    high = min(len(text) if line_end < 0 else line_end, end + settings.credit_reach)
    return tuple(c for c in told if c.scope == "article" or (c.start is not None and c.end is not None and c.start < high and c.end > low))


def credit_status(told: Sequence[Credit], *, is_agency: bool, is_first: bool) -> CreditStatus:
    """Whether an occurrence says where its words come from; `is_first` only when it is first seen with certainty.

    The credit of a picture says nothing of the words.
    """
    told = [c for c in told if c.kind != "photo"]
    if any(not c.is_self for c in told):
        return "credited"
    if told:
        return "self"
    return "own" if is_agency or is_first else "uncredited"


def speakers_of(span: Span, quotations: Sequence[Quotation]) -> tuple[str, ...]:
    """The speakers of the quotations that a stretch of an article mostly consists of, in the order of their words."""
    inside = [q for q in quotations if 2 * _common(span, q) >= q.end - q.start]
    if 2 * sum(_common(span, q) for q in quotations) < span.end - span.start:
        return ()
    return tuple(dict.fromkeys(q.speaker for q in inside if q.speaker is not None))


def _common(span: Span, quotation: Quotation) -> int:
    return max(0, min(span.end, quotation.end) - max(span.start, quotation.start))
