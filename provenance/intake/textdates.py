"""Dates in a text: in words of every language that has a pack, in numbers, and which of them says when the text was published.

A year that happens to stand in the text dates nothing: only a line of its own, a dateline, or "today" beside its date does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from provenance.intake.calendars import YEARS, Era, common_day
from provenance.intake.lines import Line
from provenance.languages import LanguagePack
from provenance.model import Evidence, Precision, PublicationDate, Span
from provenance.phrases import Found, Phrases
from provenance.settings import IntakeSettings
from provenance.text import Folded, fold

NUMERIC: Final = re.compile(r"(?<!\w)(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?=\W|$|T)")

_YEAR: Final = re.compile(r"(?:1[349]|20)(?<!\d\d\d)\d\d(?!\d)")  # asked of most lines: looking back comes second, for it is slow
_HEAD: Final = 200  # characters of a line in which a date of its own would stand
_PLACE: Final = 4  # words of a place before the date of a dateline
_BRACKET: Final = 40  # characters of an agency's name in brackets
_FULL_DATE: Final = 6  # words of a date with a month in two traditions
_SET_OFF: Final = ",.،(|/-"
_BEHIND_DATE: Final = ("-", "/", "(", ":", ")", "|")


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date found in a text at the words [first, last), and the rule by which it would be the text's own."""

    value: str
    precision: Precision
    first: int
    last: int
    rule: str = ""
    era: Era = "common"


@dataclass(frozen=True, slots=True)
class DateWord:
    """What a word of a date may be: numbers of a month and a weekday (0 is none), "today", a word of publishing."""

    month: int = 0
    era: Era = "common"
    weekday: int = 0
    says_today: bool = False
    publishes: bool = False


class Calendar:
    """The words of dates in some languages."""

    def __init__(self, packs: tuple[LanguagePack, ...]) -> None:
        entries: list[tuple[str, DateWord]] = []
        for pack in packs:
            dates = pack.dates
            for era, months in (("common", dates.months), ("hijri", dates.hijri_months), ("persian", dates.persian_months)):
                entries += [(name, DateWord(int(n), era)) for n, names in months.items() for name in names]  # type: ignore[arg-type]
            entries += [(name, DateWord(weekday=int(n))) for n, names in dates.weekdays.items() for name in names]
            entries += [(word, DateWord(says_today=True)) for word in dates.today_words]
            entries += [(word, DateWord(publishes=True)) for word in dates.published]
            entries += [(word, DateWord()) for word in (*dates.beside, *dates.morning, *dates.afternoon)]
        self.phrases: Phrases[DateWord, DateWord, Found[DateWord]] = Phrases(entries, _merged, Found)
        self.year_marks = _plain(mark for pack in packs for mark in pack.dates.year_marks)
        self.morning = _plain(word for pack in packs for word in pack.dates.morning)
        self.afternoon = _plain(word for pack in packs for word in pack.dates.afternoon)


def _merged(values: tuple[DateWord, ...]) -> DateWord:
    month = next((v for v in values if v.month), DateWord())
    weekday = max(v.weekday for v in values)
    return DateWord(month.month, month.era, weekday, any(v.says_today for v in values), any(v.publishes for v in values))


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(fold(word).words) for word in words)


@lru_cache(maxsize=8)
def calendar_of(packs: tuple[LanguagePack, ...]) -> Calendar:
    """The calendar of some packs, made once."""
    return Calendar(packs)


def dates_in(folded: Folded, first: int, last: int, calendar: Calendar) -> list[TextDate]:
    """All full dates among the words [first, last): in words of any language that has a pack, or in numbers that say which is the day.

    Beside a date of the common calendar one of another is left out: it says the same, or the day that another moon gives.
    """
    found = [*_dates_in_words(folded, first, last, calendar), *_dates_in_numbers(folded, first, last)]
    common = [d for d in found if d.era == "common"]
    return sorted(common or found, key=lambda d: d.first)


def _dates_in_words(folded: Folded, first: int, last: int, calendar: Calendar) -> list[TextDate]:
    words = [folded.text[a:b] for a, b in zip(folded.word_starts[first:last].tolist(), folded.word_ends[first:last].tolist(), strict=True)]
    months = [(f.first - first, f.last - first, f.meaning) for f in calendar.phrases.find(folded, first, last) if f.meaning.month]
    dates: list[TextDate] = []
    for start, stop, name in months:
        if dates and start + first < dates[-1].last:
            continue
        end = max((b for a, b, other in months if other == name and a == stop), default=stop)  # "ديسمبر/كانون الأول"
        for day_at, year_at in ((start - 1, end), (end, end + 1)):
            year = _year(words[year_at], calendar) if year_at < len(words) else None
            day = _day(words[day_at]) if 0 <= day_at < len(words) else None
            found = common_day(name.era, year, name.month, day) if year is not None and day is not None else None
            if found is not None:
                dates.append(TextDate(found.isoformat(), "day", first + min(day_at, start), first + year_at + 1, era=name.era))
                break
    return dates


def month_alone(folded: Folded, calendar: Calendar) -> list[TextDate]:
    """The month and year when a text is nothing else, such as 'January 2022'."""
    months = [f for f in calendar.phrases.find(folded) if f.meaning.month]
    last = len(folded.word_starts)
    if len(months) != 1 or months[0].first != 0 or months[0].last != last - 1:
        return []
    year = _year(folded.text[folded.word_starts[last - 1] : folded.word_ends[last - 1]], calendar)
    if year not in YEARS["common"] or months[0].meaning.era != "common":
        return []
    return [TextDate(f"{year}-{months[0].meaning.month:02}", "month", 0, last)]


def _year(word: str, calendar: Calendar) -> int | None:
    """The number of four digits that a word is, with or without the mark of a year."""
    digits, mark = word[:4], word[4:]
    return int(digits) if len(digits) == 4 and digits.isdecimal() and (not mark or mark in calendar.year_marks) else None


def _day(word: str) -> int | None:
    digits = word.rstrip("stndrhго")
    return int(digits) if digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31 else None


def _dates_in_numbers(folded: Folded, first: int, last: int) -> list[TextDate]:
    """Dates in numbers. Where day and month can be told apart they are days, where not they are years and nothing more."""
    if first >= last:
        return []
    start, stop = int(folded.word_starts[first]), int(folded.word_ends[last - 1])
    dates = []
    for parts in NUMERIC.finditer(folded.text, start, stop):
        read = _numeric(parts[1], parts[2], parts[3], parts[4])
        if read is not None:
            word = int(folded.word_starts.searchsorted(parts.start()))
            dates.append(TextDate(*read, word, int(folded.word_starts.searchsorted(parts.end()))))
    return dates


def _numeric(one: str, mark: str, two: str, three: str) -> tuple[str, Precision] | None:
    """A date in numbers. With dots the day stands first everywhere; with slashes or hyphens only what is above 12 tells."""
    if len(one) == 4:
        year, month, day = int(one), int(two), int(three)
        found = common_day("common", year, month, day) if len(three) <= 2 else None
        return None if found is None else (found.isoformat(), "day")
    if len(three) != 4 or len(one) > 2:
        return None
    year, options = int(three), {(int(two), int(one))} if mark == "." else {(int(two), int(one)), (int(one), int(two))}
    possible = [found for option in sorted(options) if (found := common_day("common", year, *option)) is not None]
    if len(possible) == 1:
        return possible[0].isoformat(), "day"
    return (str(year), "year") if possible else None


def shown_date(
    folded: Folded, original: str, lines: Sequence[Line], packs: tuple[LanguagePack, ...], settings: IntakeSettings
) -> PublicationDate | None:
    """The date by a dateline or a date line near the top, or a date line at the foot, or "today" with its date.

    Several date lines of different days date the text only where they say which tells of the publication: the earliest of these.
    """
    calendar = calendar_of(packs)
    top = settings.dateline_lines + settings.head_lines
    near = [*lines[:top], *lines[max(top, len(lines) - settings.date_foot_lines) :]]
    found = [
        d
        for line in near
        if _has_year(folded.text, line.start, min(line.end, line.start + _HEAD)) and (d := _date_of_line(folded, line, calendar, settings))
    ]
    dateline = next((d for d in found if d.rule == "dateline"), None)
    stated = [d for d in found if d.rule == "date line of the publication"] or found
    if dateline is None and len({d.value for d in found}) > 1 and stated is found:
        return None
    first = dateline or min(stated, key=lambda d: d.value, default=None) or _self_dated(folded, calendar, settings)
    return None if first is None else _published(folded, original, first)


def _has_year(text: str, start: int, end: int) -> bool:
    """Whether a stretch may hold a year: most need no further look."""
    return _YEAR.search(text, start, end) is not None


def _date_of_line(folded: Folded, line: Line, calendar: Calendar, settings: IntakeSettings) -> TextDate | None:
    """The date of a line that has nothing else, or that says that it is of the publication, or of the line's dateline."""
    dates = dates_in(folded, line.first, min(line.last, line.first + settings.date_line_words), calendar)
    if not dates:
        return None
    words = calendar.phrases.find(folded, line.first, line.last) if line.words <= settings.date_line_words else []
    if words and words[0].first == line.first and words[0].meaning.publishes:
        return replace(dates[0], rule="date line of the publication")
    if line.words <= settings.date_line_words and _nothing_else(folded, line, dates, words, calendar):
        return replace(dates[0], rule="date line")
    return replace(dates[0], rule="dateline") if _in_dateline(folded, line, dates[0]) else None


def _nothing_else(folded: Folded, line: Line, dates: Sequence[TextDate], words: Sequence[Found[DateWord]], calendar: Calendar) -> bool:
    """Whether all other words of a line are weekdays, times, years of another calendar and words that stand with dates."""
    covered = {w for d in dates for w in range(d.first, d.last)} | {w for f in words for w in range(f.first, f.last)}
    rest = [folded.text[folded.word_starts[w] : folded.word_ends[w]] for w in range(line.first, line.last) if w not in covered]
    return all(word.isdecimal() or _year(word, calendar) is not None for word in rest)


def _in_dateline(folded: Folded, line: Line, found: TextDate) -> bool:
    """Whether a date stands in the opening of a line: inside its bracket, or set off from the first words on both sides."""
    text = folded.text
    end = int(folded.word_ends[found.last - 1])
    if text[line.start] == "(":
        return end <= text.find(")", line.start, line.end)
    if found.first - line.first <= _PLACE and text[end : end + 2] == " (":  # OLDTOWN 21 January 2022 (AAA) - The road ...
        closing = text.find(")", end, min(line.end, end + _BRACKET))
        if closing >= 0 and text[closing + 1 : closing + 3].lstrip().startswith(("-", ":")):
            return True
    before = text[folded.word_ends[found.first - 1] : folded.word_starts[found.first]] if found.first > line.first else ","
    after = text[end : end + 5].replace("г", "").strip(" .")
    return found.first - line.first <= _PLACE and any(c in before for c in _SET_OFF) and after.startswith(_BEHIND_DATE)


def _self_dated(folded: Folded, calendar: Calendar, settings: IntakeSettings) -> TextDate | None:
    """The date that the opening of a text calls today: 'today, Thursday, 16 December 2021'. Two such dates cancel each other."""
    opening = folded.word_ends[: settings.opening_words]
    if not len(opening) or not _has_year(folded.text, 0, int(opening[-1])):
        return None
    found = []
    words = calendar.phrases.find(folded, 0, settings.opening_words)
    for number, word in enumerate(words):
        if not word.meaning.says_today:
            continue
        last = word.last
        if number + 1 < len(words) and words[number + 1].meaning.weekday and words[number + 1].first == last:
            last = words[number + 1].last
        dates = dates_in(folded, last, min(last + _FULL_DATE, len(folded.word_starts)), calendar)
        if dates and dates[0].first == last and dates[0].precision == "day":
            found.append(replace(dates[0], rule="today with its date"))
    return found[0] if len({d.value for d in found}) == 1 else None


def _published(folded: Folded, original: str, found: TextDate) -> PublicationDate:
    start, end = folded.word_span(found.first, found.last - 1)
    rule = found.rule if found.era == "common" else f"{found.rule} in the {found.era} calendar"
    return PublicationDate(found.value, found.precision, Evidence(rule, original[start:end], start, end))


def weekday_of_today(folded: Folded, calendar: Calendar, settings: IntakeSettings) -> tuple[int, Span] | None:
    """The weekday (1 is Monday) that the opening of a text calls today, and where; None when there is none or two."""
    words = calendar.phrases.find(folded, 0, settings.opening_words)
    pairs = [(a, b) for a, b in pairwise(words) if a.meaning.says_today and b.meaning.weekday and a.last == b.first]
    days = {b.meaning.weekday for _, b in pairs}
    if len(days) != 1:
        return None
    first, last = pairs[0]
    return last.meaning.weekday, folded.word_span(first.first, last.last - 1)
