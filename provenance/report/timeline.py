"""The timeline of a family: a row for each outlet, its occurrences as marks between the first and the last date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

from provenance.model import CreditStatus
from provenance.report.members import Member

_STEPS: Final = tuple(
    timedelta(hours=h) for h in (1, 2, 3, 6, 12, 24, 48, 96, 24 * 7, 24 * 14, 24 * 30, 24 * 91, 24 * 182, 24 * 365, 24 * 1826, 24 * 18262)
)
MAX_TICKS: Final = 4
MAX_MARKS: Final = 100
"""Marks in one row: more would lie upon each other."""


_Scale = Literal["time", "day", "month", "year"]


class Mark(NamedTuple):
    """One occurrence: where it stands between 0 and 1, as a bar from `start` to `end` where its date is vague.

    ``stated`` is false where only an upper bound is known: drawn hollow.
    """

    start: float
    end: float
    credit_status: CreditStatus
    stated: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An outlet's members in the order of time, and the marks of those that have a place on the line."""

    members: tuple[Member, ...]
    marks: tuple[Mark, ...]


class Tick(NamedTuple):
    """A line of the scale: its place between 0 and 1, its date in ISO 8601, and what tells it from the next."""

    at: float
    value: str
    scale: _Scale


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows in the order of first appearance, undated ones last, and the ticks of the scale (none when nothing is dated).

    ``left_out`` is the number of outlets that have no row.
    """

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    left_out: int


def timeline(members: Sequence[Member], max_outlets: int) -> Timeline:
    """Place the members of a family on one line of time, with rows for at most `max_outlets` outlets."""
    moments = [m.moment for m in members if m.moment]
    first = min((m.start for m in moments), default=datetime.min.replace(tzinfo=UTC))
    last = max((m.end for m in moments), default=first)
    length = max((last - first).total_seconds(), 1.0)

    def place(instant: datetime) -> float:
        return (instant - first).total_seconds() / length

    groups: dict[str, list[Member]] = {}
    for member in sorted(members, key=lambda m: (m.moment is None, m.moment.start if m.moment else first, m.number)):
        groups.setdefault(member.key, []).append(member)
    rows = []
    for group in list(groups.values())[:max_outlets]:
        marks = dict.fromkeys(Mark(place(m.moment.start), place(m.moment.end), m.credit_status, m.moment.stated) for m in group if m.moment)
        rows.append(Row(tuple(group), tuple(marks)[:MAX_MARKS]))
    ticks = tuple(Tick(place(t), t.isoformat(), scale) for t, scale in _ticks(first, last)) if moments else ()
    return Timeline(tuple(rows), ticks, len(groups) - len(rows))


def _ticks(first: datetime, last: datetime) -> list[tuple[datetime, _Scale]]:
    """At most MAX_TICKS round instants from `first` to `last`, and what they are told apart by."""
    step = next((s for s in _STEPS if (last - first) / s <= MAX_TICKS), _STEPS[-1])
    days = step / timedelta(days=1)
    scale: _Scale = "time" if days < 1 else "day" if days < 28 else "month" if days < 365 else "year"
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    skipped = -(-(first - midnight) // step)
    try:
        ticks = [_round(midnight + step * (skipped + i), scale) for i in range(MAX_TICKS)]
    except OverflowError:
        ticks = []
    return [(t, scale) for t in dict.fromkeys(ticks) if first <= t <= last] or [(first, scale)]


def _round(instant: datetime, scale: _Scale) -> datetime:
    """The beginning of the month or year that a tick is told by, so that none is told twice."""
    if scale == "year":
        return instant.replace(month=1, day=1)
    return instant.replace(day=1) if scale == "month" else instant
