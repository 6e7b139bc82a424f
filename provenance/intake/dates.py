"""When an article was published: from what is stated beside the text, else from its dateline or date line, else unknown.

Nothing is guessed. A year that happens to stand in the text dates nothing, a number that may be day or month is neither, and
the time of fetching is an upper bound, never a date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from provenance.intake.lines import Line
from provenance.intake.metadata import CHANGE_RULES, DATE_RULES, SURE_DATE_RULES, Pairs, first_of
from provenance.languages import LanguagePack
from provenance.model import Evidence, Precision, PublicationDate
from provenance.phrases import Phrases
from provenance.settings import IntakeSettings
from provenance.text import Folded, fold

_ISO: Final = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d?)(?:[.,]\d+)?)?)?\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?)?)?(?:[A-Z]{3,4})?",
    re.IGNORECASE,
)
_YEARS: Final = range(1900, 2100)
_NUMERIC: Final = re.compile(r"(?<!\d)(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)")
_EPOCH: Final = re.compile(r"1\d{9}(\d{3})?")


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date found in a text at the words [first, last)."""

    value: str
    precision: Precision
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word of a date is: the number of a month or a weekday, or a word that stands beside dates."""

    kind: str
    number: int = 0


class Calendar:
    """The words of dates in some languages."""

    def __init__(self, packs: tuple[LanguagePack, ...]) -> None:
        entries: list[tuple[str, _Word]] = []
        for pack in packs:
            entries += [(name, _Word("month", int(n))) for n, names in pack.dates.months.items() for name in names]
            entries += [(name, _Word("weekday", int(n))) for n, names in pack.dates.weekdays.items() for name in names]
            entries += [(word, _Word("beside")) for word in pack.dates.beside]
            entries += [(word, _Word("today")) for word in pack.dates.today]
        self.phrases: Phrases[_Word, tuple[_Word, ...]] = Phrases(entries, tuple)
        self.year_marks = frozenset("".join(fold(m).words) for pack in packs for m in pack.dates.year_marks)


@lru_cache(maxsize=8)
def calendar_of(packs: tuple[LanguagePack, ...]) -> Calendar:
    """The calendar of some packs, made once."""
    return Calendar(packs)


# ---------------------------------------------------------------- stated beside the text

_TIME: Final = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?![\d:])\s*(am|pm|a\.m|p\.m|ص|م(?!\w)|مساء|صباحا)?")
_ZONE: Final = re.compile(r"(?:gmt|utc)?\s?([+-])(\d\d):?(\d\d)(?!\d)|\b(gmt|utc)\b")
_AFTERNOON: Final = frozenset(("pm", "p.m", "م", "مساء"))
_MORNING: Final = frozenset(("am", "a.m", "ص", "صباحا"))


def stated_date(value: str, rule: str, packs: tuple[LanguagePack, ...]) -> PublicationDate | None:
    """The date that a field states, cut to the precision that it has, with its time zone; None when it can't be told for sure."""
    value = value.strip()
    known = _from_iso(value) or _from_epoch(value) or _from_mail(value) or _from_words(value, packs) or _from_other_language(value)
    return None if known is None else PublicationDate(*known, Evidence(rule, value))


def _from_iso(value: str) -> tuple[str, Precision] | None:
    """ISO 8601, also with a space for the T and with anything cut off at the end."""
    parts = _ISO.fullmatch(value)
    if parts is None or int(parts[1]) not in _YEARS:
        return None
    given = [p.zfill(2) for p in parts.groups()[:6] if p is not None]
    precision: Precision = ("year", "month", "day", "hour", "minute", "second")[len(given) - 1]  # type: ignore[assignment]
    try:
        datetime(*(int(p) for p in (given + ["1", "1"][len(given) - 1 :] if len(given) < 3 else given)))  # type: ignore[arg-type]
    except ValueError:
        return None
    day, clock = "-".join(given[:3]), ":".join(given[3:])
    return (f"{day}T{clock}{_zone(parts[7])}" if clock else day), precision


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
    if ":" not in value or not value[-1].isalnum():
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    return (moment.isoformat(timespec="seconds"), "second") if moment.year in _YEARS else None


def _from_words(value: str, packs: tuple[LanguagePack, ...]) -> tuple[str, Precision] | None:
    """A date in words or numbers of the languages that have a pack, with the time that stands by it."""
    folded = fold(value)
    dates = dates_in(folded, 0, len(folded.word_starts), calendar_of(packs))
    if len({d.value for d in dates}) != 1:
        return None
    found = dates[0]
    if found.precision != "day":
        return found.value, found.precision
    rest = folded.text[folded.word_ends[found.last - 1] :]
    clock = _TIME.search(rest) or _TIME.search(folded.text[: folded.word_starts[found.first]])
    hour = None if clock is None else _hour(int(clock[1]), clock[4])
    if clock is None or hour is None or int(clock[2]) > 59 or int(clock[3] or 0) > 59:
        return found.value, found.precision
    zone = _ZONE.search(rest, clock.end()) if clock.string is rest else None
    offset = "" if zone is None else _zone(zone[4] or f"{zone[1]}{zone[2]}{zone[3]}")
    seconds = f":{clock[3]}" if clock[3] else ""
    return f"{found.value}T{hour:02}:{clock[2]}{seconds}{offset}", "second" if clock[3] else "minute"


def _hour(given: int, half: str | None) -> int | None:
    """The hour of 24; None when there is no such hour."""
    if half in _AFTERNOON and given < 12:
        given += 12
    elif half in _MORNING and given == 12:
        given = 0
    return given if given < 24 else None


@lru_cache(maxsize=4096)
def _from_other_language(value: str) -> tuple[str, Precision] | None:
    """A date in words of a language without a pack. Day and year must stand in the string as numbers, so that nothing is made up."""
    if len(value) > 80 or not any(c.isalpha() for c in value) or not any(c.isdigit() for c in value):
        return None
    import dateparser  # takes half a second: only where a date can't be read otherwise

    moment = dateparser.parse(value, settings={"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]})
    numbers = [int(n) for n in re.findall(r"\d+", fold(value).text)]
    if moment is None or moment.day not in numbers or moment.year not in numbers or _NUMERIC.search(fold(value).text):
        return None
    return moment.date().isoformat(), "day"


def page_date(pairs: Pairs, packs: tuple[LanguagePack, ...], settings: IntakeSettings) -> PublicationDate | None:
    """The date that a page states in its metadata, by the surest place that gives a day; None when none does.

    Where sure places differ the earliest day counts: the later ones tell of a new version. Where that place gives the time of Greenwich and another the same moment, or its day, by the clock of the publisher, the
    publisher's own counts: readers saw that day on the page. A page that was rewritten long after has no date.
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
    return next((d for d in dates if _same_by_another_clock(first.value, d)), first)


def _days_between(first: PublicationDate, last: PublicationDate | None) -> int:
    """Whole days between two dates; 0 where one isn't known to the day."""
    if last is None or last.precision in ("year", "month"):
        return 0
    return (date.fromisoformat(last.value[:10]) - date.fromisoformat(first.value[:10])).days


def _same_by_another_clock(greenwich: str, other: PublicationDate) -> bool:
    """Whether `other` is the same moment with another offset, or the neighbouring day as a page shows it to its readers."""
    moment = datetime.fromisoformat(greenwich)
    if other.precision == "day":
        apart = abs((date.fromisoformat(other.value) - moment.date()).days)
        return apart == 1 and other.evidence.rule.startswith(("itemprop", "time"))
    local = datetime.fromisoformat(other.value)
    return local.tzinfo is not None and bool(local.utcoffset()) and abs(local - moment) < timedelta(hours=1)


# ---------------------------------------------------------------- shown in the text


def dates_in(folded: Folded, first: int, last: int, calendar: Calendar) -> list[TextDate]:
    """All full dates among the words [first, last): in words of any language that has a pack, or in numbers that say which is the day."""
    found = [*_dates_in_words(folded, first, last, calendar), *_dates_in_numbers(folded, first, last)]
    return sorted(found, key=lambda d: d.first)


def _dates_in_words(folded: Folded, first: int, last: int, calendar: Calendar) -> list[TextDate]:
    words = [folded.text[a:b] for a, b in zip(folded.word_starts[first:last].tolist(), folded.word_ends[first:last].tolist(), strict=True)]
    months = [(f.first - first, f.last - first, v.number) for f in calendar.phrases.find(folded, first, last) for v in f.meaning if v.kind == "month"]
    dates: list[TextDate] = []
    for start, stop, month in months:
        if dates and start + first < dates[-1].last:
            continue
        end = max((b for a, b, m in months if m == month and a == stop), default=stop)  # "ديسمبر/كانون الأول"
        for day_at, year_at in ((start - 1, end), (end, end + 1)):
            year = _year(words[year_at], calendar) if year_at < len(words) else None
            day = _day(words[day_at]) if 0 <= day_at < len(words) else None
            if year is not None and day is not None and _is_day(year, month, day):
                begin = min(day_at, start)
                dates.append(TextDate(f"{year}-{month:02}-{day:02}", "day", first + begin, first + year_at + 1))
                break
    return dates


def _year(word: str, calendar: Calendar) -> int | None:
    """The year that a word is, with or without the mark of a year."""
    digits, mark = word[:4], word[4:]
    if len(digits) == 4 and digits.isdecimal() and (not mark or mark in calendar.year_marks) and int(digits) in _YEARS:
        return int(digits)
    return None


def _day(word: str) -> int | None:
    digits = word.rstrip("stndrhго")
    return int(digits) if digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31 else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return year in _YEARS


def _dates_in_numbers(folded: Folded, first: int, last: int) -> list[TextDate]:
    """Dates in numbers. Where day and month can be told apart they are days, where not they are years and nothing more."""
    if first >= last:
        return []
    start, stop = int(folded.word_starts[first]), int(folded.word_ends[last - 1])
    dates = []
    for parts in _NUMERIC.finditer(folded.text, start, stop):
        read = _numeric(parts[1], parts[2], parts[3], parts[4])
        if read is not None:
            word = int(folded.word_starts.searchsorted(parts.start()))
            dates.append(TextDate(*read, word, int(folded.word_starts.searchsorted(parts.end()))))
    return dates


def _numeric(one: str, mark: str, two: str, three: str) -> tuple[str, Precision] | None:
    """A date in numbers. With dots the day stands first everywhere; with slashes or hyphens only what is above 12 tells."""
    if len(one) == 4:
        year, month, day = int(one), int(two), int(three)
        return (f"{year}-{month:02}-{day:02}", "day") if len(three) <= 2 and _is_day(year, month, day) else None
    if len(three) != 4 or len(one) > 2:
        return None
    year, options = int(three), {(int(two), int(one))} if mark == "." else {(int(two), int(one)), (int(one), int(two))}
    possible = [(month, day) for month, day in sorted(options) if _is_day(year, month, day)]
    if len(possible) == 1:
        return f"{year}-{possible[0][0]:02}-{possible[0][1]:02}", "day"
    return (str(year), "year") if possible else None


def shown_date(
    folded: Folded, original: str, lines: Sequence[Line], packs: tuple[LanguagePack, ...], settings: IntakeSettings
) -> PublicationDate | None:
    """The date by a date line or a dateline near the top, a date line at the foot, or "today" with its date."""
    calendar = calendar_of(packs)
    top, foot = lines[: settings.dateline_lines + 3], lines[max(settings.dateline_lines + 3, len(lines) - settings.date_foot_lines) :]
    for line in [*top, *foot]:
        text_date, rule = _date_of_line(folded, line, calendar, settings) if _has_year(folded.text, line) else (None, "")
        if text_date is not None:
            return _published(folded, original, text_date, rule)
    return None


def _has_year(text: str, line: Line) -> bool:
    """Whether a line may hold a year: most lines need no further look."""
    head = text[line.start : min(line.end, line.start + 200)]
    return "20" in head or "19" in head


def _date_of_line(folded: Folded, line: Line, calendar: Calendar, settings: IntakeSettings) -> tuple[TextDate | None, str]:
    """The date of a line that has nothing else, or of the dateline that the line opens with."""
    last = min(line.last, line.first + settings.date_line_words)
    dates = dates_in(folded, line.first, last, calendar)
    if not dates:
        return None, ""
    if line.words <= settings.date_line_words and _nothing_else(folded, line, dates, calendar):
        return dates[0], "date line"
    if _in_dateline(folded, line, dates[0]):
        return dates[0], "dateline"
    return None, ""


def _nothing_else(folded: Folded, line: Line, dates: Sequence[TextDate], calendar: Calendar) -> bool:
    """Whether all other words of a line are weekdays, times and words that stand with dates."""
    covered = {w for d in dates for w in range(d.first, d.last)}
    covered |= {w for f in calendar.phrases.find(folded, line.first, line.last) for w in range(f.first, f.last)}
    rest = [w for w in range(line.first, line.last) if w not in covered]
    return all(folded.text[folded.word_starts[w] : folded.word_ends[w]].isdecimal() for w in rest)


def _in_dateline(folded: Folded, line: Line, found: TextDate) -> bool:
    """Whether a date stands in the opening of a line: inside its bracket, or set off from the first words on both sides."""
    text = folded.text
    end = int(folded.word_ends[found.last - 1])
    if text[line.start] == "(":
        close = text.find(")", line.start, line.end)
        return end <= close
    before = text[folded.word_ends[found.first - 1] : folded.word_starts[found.first]] if found.first > line.first else ","
    after = text[end : end + 3].strip()
    return found.first - line.first <= 4 and any(c in before for c in ",.،(|/-") and after.startswith(("-", "/", "(", ":", ")", ". -", "|"))


def _published(folded: Folded, original: str, found: TextDate, rule: str) -> PublicationDate:
    start, end = folded.word_span(found.first, found.last - 1)
    return PublicationDate(found.value, found.precision, Evidence(rule, original[start:end], start, end))


def weekday_notes(folded: Folded, published: PublicationDate | None, packs: tuple[LanguagePack, ...]) -> Mapping[str, None]:
    """What the text says of its own weekday where that is not the weekday of its date."""
    return {}
