"""Days of the Hijri and the Persian calendar as days of the common one; known only where the extra ``calendars`` is installed."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

Era = Literal["common", "hijri", "persian"]

YEARS: Final[dict[Era, range]] = {"common": range(1900, 2100), "hijri": range(1343, 1501), "persian": range(1279, 1479)}
"""Years in which news are dated; the Hijri ones are those that the Umm al-Qura calendar covers."""


def common_day(era: Era, year: int, month: int, day: int) -> date | None:
    """The day in the common calendar; None when there is no such day, or when it can't be told without the extra.

    Hijri days are those of the Umm al-Qura calendar, by which Saudi Arabia dates; where the moon is sighted they may be a day off.
    """
    if year not in YEARS[era]:
        return None
    try:
        if era == "common":
            return date(year, month, day)
        if era == "hijri":
            from hijridate import Hijri

            return date(*Hijri(year, month, day).to_gregorian().datetuple())
        from convertdate import persian

        found = date(*persian.to_gregorian(year, month, day))
        return found if persian.from_gregorian(found.year, found.month, found.day) == (year, month, day) else None
    except (ImportError, ValueError, OverflowError):
        return None
