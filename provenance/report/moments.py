"""When something was published, as an interval: as long as what is known is vague."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from provenance.model import Article

_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d))?(?::(\d\d))?(?::(\d\d))?(?:[.]\d+)?(Z|[+-]\d\d:?\d\d)?")
_HOURS: Final = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1, "day": 24, "month": 24 * 31, "year": 24 * 366}


@dataclass(frozen=True, slots=True)
class Moment:
    """From the first to the last instant that a date may mean, in UTC; a date without a zone is taken as UTC.

    ``stated`` is false for an upper bound only: the article was fetched then and may be older.
    """

    start: datetime
    end: datetime
    value: str
    stated: bool


def moment_of(article: Article) -> Moment | None:
    """When an article was published; else when it was fetched, as not stated; None where neither is known."""
    if article.published is not None:
        return _moment(article.published.value, article.published.precision, stated=True)
    fetched = min((p.fetched for p in (article.place, *article.also_at) if p.fetched), default=None)
    return _moment(fetched, "second", stated=False) if fetched else None


@lru_cache(maxsize=1 << 12)
def _moment(value: str, precision: str, *, stated: bool) -> Moment | None:
    found = _ISO.match(value)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        start = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC)
        start -= _offset(zone)
        return Moment(start, start + timedelta(hours=_HOURS[precision]), value, stated)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone == "Z":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
