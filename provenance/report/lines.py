"""One line for each family: what lists, filters and the overview need of it, kept in memory while the pages are written.

A line holds some hundred bytes and no text of an article beside the start of its wording, so a collection of a million
articles still fits; the pages themselves are made one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Final, NamedTuple

from provenance.model import CreditStatus, FirstSeen, OverlapKind, Portable
from provenance.quotations.names import PersonKey, person_key
from provenance.report.differences import Change
from provenance.report.family import Doubt, FamilyPage
from provenance.report.ranking import Rank, much_quoted, rank
from provenance.report.visible import Direction, cut, plain

EXCERPT = 300
"""Code points of a wording shown in a list."""


class Carrier(NamedTuple):
    """One occurrence as the lists need it: which article and span, whose, when, and whom it credits for it."""

    article_id: str
    start: int
    end: int
    outlet: str | None
    day: str | None
    when: float | None
    credit_status: CreditStatus
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyLine(Portable):
    """A family in a list. ``aliases`` are its former ids; ``voice`` is the speaker whom most of its outlets name.

    ``days`` are the publication days of its occurrences; ``last_run`` is when it last grew.
    """

    family_id: str
    aliases: tuple[str, ...]
    excerpt: str
    language: str | None
    direction: Direction
    is_quotation: bool
    speakers: tuple[str, ...]
    voice: str | None
    outlets: tuple[str, ...]
    unknown_outlets: int
    variants: int
    credited: int
    kinds: tuple[OverlapKind, ...]
    changes: tuple[Change, ...]
    first_seen: FirstSeen | None
    doubt: Doubt
    rank: Rank
    last_run: int
    carriers: tuple[Carrier, ...]

    @property
    def days(self) -> tuple[str, ...]:
        return tuple(sorted({c.day for c in self.carriers if c.day}))


def line_of(page: FamilyPage, last_run: int) -> FamilyLine:
    """The line of a family, from its page."""
    fullest = page.fullest
    return FamilyLine(
        family_id=page.family.family_id,
        aliases=page.family.aliases,
        excerpt=cut(plain(fullest.text[: 2 * EXCERPT]), EXCERPT),
        language=fullest.article.language,
        direction=fullest.direction,
        is_quotation=page.is_quotation,
        speakers=page.family.speakers,
        voice=page.voice.name if page.voice and page.is_quotation else None,
        outlets=page.outlets,
        unknown_outlets=page.unknown_outlets,
        variants=len(page.variants),
        credited=page.credited,
        kinds=tuple(kind for kind, _ in page.kinds),
        changes=page.changes,
        first_seen=page.first_seen,
        doubt=page.doubt,
        rank=rank(page),
        last_run=last_run,
        carriers=_carriers(page),
    )


def _carriers(page: FamilyPage) -> tuple[Carrier, ...]:
    found = []
    for m in page.members:
        published = m.article.published
        day = published.value[:10] if published and len(published.value) >= 10 else None
        when = m.moment.start.timestamp() if m.moment and m.moment.stated else None
        sources = tuple(dict.fromkeys(c.source for c in m.credits if c.source and not c.is_self and c.kind != "photo"))
        o = m.occurrence
        found.append(Carrier(o.article_id, o.start, o.end, m.outlet, day, when, m.credit_status, sources))
    return tuple(found)


def as_record(line: FamilyLine) -> list[object]:
    """A line as lists for JSON, in the order of the fields: a fifth of what dictionaries with their names take."""
    return [_VALUES[name](value) if value and name in _VALUES else value for name, value in zip(_LINE, _line_values(line), strict=True)]


def line_from(record: object) -> FamilyLine | None:
    """The line that `as_record` and JSON made this record from; None where it is no such record."""
    if not isinstance(record, list) or len(record) != len(_LINE):
        return None
    given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in zip(_LINE, record, strict=True)}
    try:
        points, reasons = given["rank"]
        made = {
            "first_seen": FirstSeen(*given["first_seen"]) if given["first_seen"] else None,
            "doubt": Doubt(*given["doubt"]),
            "rank": Rank(points, tuple(reasons)),
            "carriers": tuple(_carrier(c) for c in given["carriers"]),
        }
        return FamilyLine(**{**given, **made})
    except (TypeError, ValueError):
        return None


def _carrier(values: list[Any]) -> Carrier:
    return Carrier._make([*values[:-1], tuple(values[-1])])


_LINE = tuple(f.name for f in fields(FamilyLine))
_line_values = attrgetter(*_LINE)
_VALUES: Final[dict[str, Callable[[Any], object]]] = {
    "first_seen": attrgetter(*(f.name for f in fields(FirstSeen))),
    "doubt": attrgetter(*(f.name for f in fields(Doubt))),
    "rank": attrgetter(*(f.name for f in fields(Rank))),
}
"""How the values that are records are written."""


def ranked(lines: Iterable[FamilyLine]) -> list[FamilyLine]:
    """The lines in the order of their worth, with what the whole collection adds to it; equal ones by family id."""
    lines = list(lines)
    quoting: dict[PersonKey, set[str]] = {}
    for line in lines:
        if line.voice:
            quoting.setdefault(person_key(line.voice), set()).update(line.outlets)
    found = [
        replace(line, rank=line.rank.plus("much quoted", much_quoted(len(quoting[person_key(line.voice)])))) if line.voice else line for line in lines
    ]
    return sorted(found, key=lambda line: (-line.rank.points, line.family_id))
