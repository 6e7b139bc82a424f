"""How a passage spread: who was seen with it first, and whether each occurrence says where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from provenance.model import PublicationDate

_DIGITS = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16, "second": 19}


def is_earlier(a: PublicationDate | None, b: PublicationDate | None) -> bool:
    """Whether `a` is known to be before `b`: at the coarser of their precisions, in one time zone where both tell theirs."""
    if a is None or b is None:
        return False
    digits = min(_DIGITS[a.precision], _DIGITS[b.precision])
    left, right = a.value, b.value
    if digits > 10:
        left, right = _universal(left, right)
    return left[:digits] < right[:digits]


def _universal(left: str, right: str) -> tuple[str, str]:
    """Two times in universal time when both name their zone, else as they are."""
    times = [_parsed(value) for value in (left, right)]
    if any(time is None or time.tzinfo is None for time in times):
        return left, right
    first, second = (time.astimezone(UTC).isoformat() for time in times if time is not None)
    return first, second


def _parsed(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None
