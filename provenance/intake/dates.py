"""When an article was published: from what is stated beside the text, else from its dateline or date line, else unknown.

Nothing is guessed. A year that happens to stand in the text dates nothing, a number that may be day or month is neither, and
the time of fetching is an upper bound, never a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from provenance.intake.calendars import YEARS
from provenance.intake.metadata import ADDRESS_RULES, CHANGE_RULES, DATE_RULES, SURE_DATE_RULES, Pairs, first_of
from provenance.intake.textdates import NUMERIC, Calendar, calendar_of, dates_in, month_alone, weekday_of_today
from provenance.languages import LanguagePack
from provenance.model import Evidence, Precision, PublicationDate, RawArticle
from provenance.settings import IntakeSettings
from provenance.text import Folded, fold

_ISO: Final = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d?)(?:[.,]\d+)?)?)?\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?)?)?(?:[A-Z]{3,4})?",
    re.IGNORECASE,
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PRECISIONS: Final[tuple[Precision, ...]] = ("year", "month", "day", "hour", "minute", "second")
_MAIL: Final = re.compile(
    r"(?:[A-Z][a-z]{2}, ?)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|[A-Z]{1,4})"
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?: [A-Z]{1,4})? \d{4}"
)
_LONGEST_DATE: Final = 80  # characters of a date in words
_FULL_DATE: Final = re.compile(r"(?=.*(?<!\d)\d{4}(?!\d))(?=.*(?<!\d)\d{1,2}(?!\d)).*[^\W\d_]{3}", re.DOTALL)
_EPOCH: Final = re.compile(r"1\d{9}(\d{3})?")


_DAY_IN_ADDRESS: Final = re.compile(r"/(\d{4})[/-](\d\d?)[/-](\d\d?)(?:[/-]|$)")
_WESTMOST: Final = 9  # at this hour of Greenwich the day has begun in Alaska too
_EASTMOST: Final = 12  # from this hour of Greenwich the next day has begun in New Zealand

_CLOCK: Final = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?![\d:])(?:\s*([^\W\d]+(?:\.[^\W\d]\b)?))?")
_ZONE: Final = re.compile(r"(?:gmt|utc)?\s?([+-])(\d\d):?(\d\d)(?!\d)|\b(gmt|utc)\b")


def stated_date(value: str, rule: str, packs: tuple[LanguagePack, ...]) -> PublicationDate | None:
    """The date that a field states, cut to the precision that it has, with its time zone; None when it can't be told for sure."""
    value = value.strip()
    known = _from_iso(value) or _from_epoch(value) or _from_mail(value) or _from_words(value, packs) or _from_other_language(value)
    return None if known is None else PublicationDate(*known, Evidence(rule, value))


def _from_iso(value: str) -> tuple[str, Precision] | None:
    """ISO 8601, also with a space for the T and with anything cut off at the end."""
    parts = _ISO.fullmatch(value)
    if parts is None or int(parts[1]) not in YEARS["common"]:
        return None
    given = [p.zfill(2) for p in parts.groups()[:6] if p is not None]
    day, clock = "-".join(given[:3]), ":".join(given[3:])
    moment = f"T{clock}{_zone(parts[7])}" if clock else ""
    try:
        datetime.fromisoformat("-".join([*given, "01", "01"][:3]) + moment)
    except ValueError:
        return None
    return day + moment, _PRECISIONS[len(given) - 1]


def _zone(given: str | None) -> str:
    """A time zone as ISO 8601 writes it, nothing when none was given."""
    if not given:
        return ""
    if given.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    digits = given[1:].replace(":", "").ljust(4, "0")
    return f"{given[0]}{digits[:2]}:{digits[2:]}"


def _from_epoch(value: str) -> tuple[str, Precision] | None:
    """Seconds or milliseconds since 1970."""
    if _EPOCH.fullmatch(value) is None:
        return None
    return datetime.fromtimestamp(int(value[:10]), UTC).isoformat(), "second"


def _from_mail(value: str) -> tuple[str, Precision] | None:
    """The format of mail and feeds: ``Fri, 21 Jan 2022 10:00:00 +0300``."""
    if _MAIL.fullmatch(value) is None:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    return (moment.isoformat(timespec="seconds"), "second") if moment.year in YEARS["common"] else None


def _from_words(value: str, packs: tuple[LanguagePack, ...]) -> tuple[str, Precision] | None:
    """A date in words or numbers of the languages that have a pack, with the time that stands by it."""
    folded, calendar = fold(value), calendar_of(packs)
    dates = dates_in(folded, 0, len(folded.word_starts), calendar) or month_alone(folded, calendar)
    if len({d.value for d in dates}) != 1:
        return None
    found = dates[0]
    behind, before = int(folded.word_ends[found.last - 1]), int(folded.word_starts[found.first])
    clock = _CLOCK.search(folded.text, behind) or _CLOCK.search(folded.text, 0, before)
    hour = None if clock is None or found.precision != "day" else _hour(int(clock[1]), clock[4], calendar)
    if clock is None or hour is None or int(clock[2]) > 59 or int(clock[3] or 0) > 59:
        return found.value, found.precision
    zone = _ZONE.search(folded.text, clock.end(3) if clock[3] else clock.end(2))
    offset = "" if zone is None else _zone(zone[4] or f"{zone[1]}{zone[2]}{zone[3]}")
    seconds = f":{clock[3]}" if clock[3] else ""
    return f"{found.value}T{hour:02}:{clock[2]}{seconds}{offset}", "second" if clock[3] else "minute"


def _hour(given: int, half: str | None, calendar: Calendar) -> int | None:
    """The hour of 24 for an hour and the word behind it; None when there is no such hour."""
    word = (half or "").replace(".", "")
    if word in calendar.afternoon and given < 12:
        given += 12
    elif word in calendar.morning and given == 12:
        given = 0
    return given if given < 24 else None


@lru_cache(maxsize=4096)
def _from_other_language(value: str) -> tuple[str, Precision] | None:
    """A date in words of a language without a pack. Day and year must stand in the string as numbers, so that nothing is made up."""
    if len(value) > _LONGEST_DATE or _FULL_DATE.search(value) is None:
        return None
    import dateparser  # takes half a second: only where a date can't be read otherwise

    options = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    moment = dateparser.parse(value, settings=options)
    numbers = [int(n) for n in re.findall(r"\d+", fold(value).text)]
    if (
        moment is None
        or moment.year not in YEARS["common"]
        or moment.day not in numbers
        or moment.year not in numbers
        or NUMERIC.search(fold(value).text)
    ):
        return None
    return moment.date().isoformat(), "day"


def page_date(pairs: Pairs, packs: tuple[LanguagePack, ...], settings: IntakeSettings) -> PublicationDate | None:
    """The date that a page states in its metadata, by the surest place that gives a day; None when none does.

    Where sure places differ the earliest day counts: the later ones tell of a new version. Where it is told by the time of
    Greenwich, and elsewhere by the clock of the publisher, the publisher's counts: readers saw that day on the page, or its
    address files the page under it. A page that was rewritten long after has no date.
    """
    stated = (stated_date(value, rule, packs) for wanted in DATE_RULES for rule, value in pairs if rule == wanted)
    dates = [d for d in stated if d is not None and d.precision not in ("year", "month")]
    if not dates:
        return None
    changed = first_of(pairs, CHANGE_RULES)
    if changed and _days_between(dates[0], stated_date(changed[1], changed[0], packs)) > settings.rewritten_days:
        return None
    first = min((d for d in dates if d.evidence.rule in SURE_DATE_RULES), key=lambda d: d.value[:10], default=dates[0])
    if not first.value.endswith("+00:00"):
        return first
    return next((d for d in [*dates, *_days_in_addresses(pairs)] if _same_by_another_clock(first.value, d)), first)


def _days_in_addresses(pairs: Pairs) -> Iterator[PublicationDate]:
    """The days that stand in the page's own addresses, as publishers file their stories by."""
    for rule, value in pairs:
        parts = _DAY_IN_ADDRESS.search(value) if rule in ADDRESS_RULES else None
        known = _from_iso("-".join(part.zfill(2) for part in parts.groups())) if parts else None
        if known is not None:
            yield PublicationDate(*known, Evidence(rule, value))


def to_the_month(published: PublicationDate) -> PublicationDate:
    """A date as far as it is sure when only its month is."""
    if published.precision in ("year", "month"):
        return published
    return PublicationDate(published.value[:7], "month", published.evidence)


def _days_between(first: PublicationDate, last: PublicationDate | None) -> int:
    """Whole days between two dates; 0 where one isn't known to the day."""
    if last is None or {first.precision, last.precision} & {"year", "month"}:
        return 0
    return (date.fromisoformat(last.value[:10]) - date.fromisoformat(first.value[:10])).days


def _same_by_another_clock(greenwich: str, other: PublicationDate) -> bool:
    """Whether `other` is the same moment with another offset, or the neighbouring day as a page shows it to its readers."""
    if other.precision in ("year", "month"):
        return False
    moment = datetime.fromisoformat(greenwich)
    if other.precision == "day":
        apart = (date.fromisoformat(other.value) - moment.date()).days
        if other.evidence.rule in ADDRESS_RULES:
            return (apart == -1 and moment.hour < _WESTMOST) or (apart == 1 and moment.hour >= _EASTMOST)
        return abs(apart) == 1 and other.evidence.rule.startswith(("itemprop", "time"))
    local = datetime.fromisoformat(other.value)
    return local.tzinfo is not None and bool(local.utcoffset()) and abs(local - moment) < timedelta(hours=1)


def date_notes(
    raw: RawArticle, published: PublicationDate | None, folded: Folded, packs: tuple[LanguagePack, ...], settings: IntakeSettings
) -> tuple[str, ...]:
    """What speaks against a date, or narrows an unknown one: the weekday that the text calls today, and the time of fetching."""
    fetched = raw.place.fetched
    today = weekday_of_today(folded, calendar_of(packs), settings)
    said = "" if today is None else raw.text[slice(*today[1])]
    if published is None:
        return (f'undated: "{said}" is a {_WEEKDAYS[today[0] - 1]} not after {fetched}',) if today and fetched else ()
    if published.precision in ("year", "month"):
        return ()
    notes = []
    day = date.fromisoformat(published.value[:10])
    if today is not None and today[0] != day.isoweekday():
        notes.append(f'the text says "{said}", but {day} is a {_WEEKDAYS[day.weekday()]}')
    read = _from_iso(fetched) if fetched else None
    if read is not None and read[1] not in ("year", "month") and read[0][:10] < published.value[:10]:
        notes.append(f"published on {day}, but fetched on {read[0][:10]} already")
    return tuple(notes)
