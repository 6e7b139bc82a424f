"""The words of the pages: one file for each language of the interface, with its numbers, dates, plurals and direction.

A message is a sentence with named places such as ``{n}``. Whatever is put into a place is escaped and isolated from the
direction of the sentence around it, so that "70%" or "2022-01-21" can't be torn apart in a right-to-left line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from markupsafe import Markup, escape

from provenance.errors import ReportError
from provenance.report.visible import Direction, name_direction, plain, shown

LANGUAGES: Final = ("en", "ar")

_PLACE: Final = re.compile(r"\{(\w+)\}")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d))?[.\d]*)?(Z|[+-]\d\d:?\d\d)?)?)?)?")


def _plural_of_english(n: int) -> str:
    return "one" if n == 1 else "other"


def _plural_of_arabic(n: int) -> str:
    """The six forms of Unicode CLDR's plural rules for Arabic."""
    if n <= 2:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


_PLURALS: Final = {"en": _plural_of_english, "ar": _plural_of_arabic}


def _zone(zone: str | None) -> str:
    """A zone as UTC and its offset, isolated so that sign and digits keep their order; empty where it is not given."""
    if zone is None:
        return ""
    hours, minutes = (int(zone[1:3]), int(zone[-2:])) if zone != "Z" else (0, 0)
    offset = f"{zone[0]}{hours}" if hours or minutes else ""
    return f"\u2066UTC{offset}{f':{minutes:02}' if minutes else ''}\u2069"


class Messages:
    """All words of the interface in one language. An unknown message or a missing value is a bug and raises KeyError.

    What ``html``, ``text`` and ``number`` gave last is remembered: pages say the same again and again.
    """

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        self.code = code
        self.table = table
        self.direction: Direction = table["language"]["direction"]
        self._digits = str.maketrans("0123456789", table["language"]["digits"])
        self._months: list[str] = table["language"]["months"]
        remember = lru_cache(maxsize=1 << 12, typed=True)
        self.text: Callable[..., str] = remember(self._plain)
        self.html: Callable[..., Markup] = remember(self._html)
        self.number: Callable[[int | float], str] = remember(self._number)
        self._percent = cache(self._percent_of)
        self._forms: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._separators = str.maketrans({",": table["language"]["thousands"], ".": table["language"]["decimal"]})

    def _number(self, n: int | float) -> str:
        """A number in the digits and with the separators of the language; fractions with one place."""
        written = f"{n:,}" if isinstance(n, int) else f"{n:,.1f}"
        return written.translate(self._separators).translate(self._digits)

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as whole percent; never rounded up to 100 or down to 0."""
        whole = round(share * 100)
        whole = min(whole, 99) if share < 1 else whole
        return self._percent(max(whole, 1) if share > 0 else whole)

    def _percent_of(self, whole: int) -> str:
        return self._text("percent").replace("{n}", self.number(whole))

    def date(self, value: str) -> str:
        """An ISO 8601 date as the language writes it, as precise as it is given; anything else as it stands."""
        return self._date(value, _DATE.fullmatch(value))

    def day(self, value: str) -> str:
        """The same without the time of day."""
        return self.date(value[:10])

    def tick(self, value: str, scale: str) -> str:
        """A date on a scale of ``time``, ``day``, ``month`` or ``year``: only what tells one tick from the next."""
        if scale == "time" and value[11:16] != "00:00":
            return value[11:16].translate(self._digits)
        written = {"year": value[:4], "month": f"{self._month(value)} {value[:4]}"}.get(scale, f"{int(value[8:10])} {self._month(value)}")
        return written.translate(self._digits)

    def _month(self, value: str) -> str:
        return self._months[int(value[5:7]) - 1]

    def _date(self, value: str, found: re.Match[str] | None) -> str:
        if found is None or not 1 <= int(found[2] or 1) <= 12:
            return plain(value)
        year, month, day, hour, minute, second, zone = found.groups()
        written = " ".join([*([str(int(day))] if day else []), *([self._month(value)] if month else []), year])
        if hour:
            time = ":".join([hour, minute or "00", *([second] if second and second != "00" else [])])
            written = f"{written}{self._text('date_time')}{time} {_zone(zone)}".rstrip()
        return written.translate(self._digits)

    def _text(self, key: str, n: int | None = None) -> str:
        message = self.table["messages"][key]
        if isinstance(message, str):
            return message
        form = _PLURALS[self.code](n or 0)
        text: str = message.get(form) or message["other"]
        return text

    def _written(self, value: object) -> str:
        return self.number(value) if isinstance(value, int | float) else str(value)

    def _html(self, key: str, **values: object) -> Markup:
        """A message as HTML, each value in a ``<bdi>``; ``n`` chooses the plural. Markup given as a value stays as it is."""
        n = values.get("n")
        form, places = self._form(key, n if isinstance(n, int) else None)
        return Markup(form % tuple([self._isolated(values[place]) for place in places]))

    def _isolated(self, value: object) -> str:
        """A value in a ``<bdi>``, escaped unless it is Markup."""
        if isinstance(value, Markup):
            return f"<bdi>{value}</bdi>"
        if isinstance(value, int | float):
            return f"<bdi>{self.number(value)}</bdi>"
        return f'<bdi dir="{name_direction(str(value))}">{shown(str(value))}</bdi>'

    def _form(self, key: str, n: int | None) -> tuple[str, tuple[str, ...]]:
        """The escaped message with ``%s`` for each place, and the names of the places."""
        text = self._text(key, n)
        if text not in self._forms:
            escaped = str(escape(text)).replace("%", "%%")
            self._forms[text] = _PLACE.sub("%s", escaped), tuple(_PLACE.findall(text))
        return self._forms[text]

    def _plain(self, key: str, **values: object) -> str:
        """A message as plain text, each value between the invisible isolates of Unicode (for titles and the feed)."""
        n = values.get("n")
        message = self._text(key, n if isinstance(n, int) else None)
        return _PLACE.sub(lambda found: f"\u2068{plain(self._written(values[found[1]]))}\u2069", message)


@cache
def messages(code: str) -> Messages:
    """The messages of one language of the interface. Raises ReportError for a language that has none."""
    if code not in LANGUAGES:
        raise ReportError(f"the report is written in {', '.join(LANGUAGES)}; {code!r} was asked for. Choose one of these with --ui.")
    source = resources.files("provenance.report") / "messages" / f"{code}.toml"
    return Messages(code, tomllib.loads(source.read_text(encoding="utf-8")))
