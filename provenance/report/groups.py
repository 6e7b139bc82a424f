"""The filters: families grouped by outlet, speaker, credited source, day and kind, each group a list of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from provenance.model import content_id
from provenance.quotations.names import spelling_key
from provenance.report.lines import FamilyLine

OUTLET = "w"
"""The letter that begins the id of an outlet's page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Families that have one thing in common: the name of it as written, and the id that addresses the group's pages."""

    group_id: str
    name: str
    lines: tuple[FamilyLine, ...]

    @property
    def address(self) -> str:
        """Where its families are listed, from the report's folder; a single one needs no list."""
        if self.group_id.startswith(OUTLET):
            return f"outlets/{self.group_id}"
        return f"families/{self.lines[0].family_id}" if len(self.lines) == 1 else f"lists/{self.group_id}"

    @classmethod
    def of_outlet(cls, name: str, lines: tuple[FamilyLine, ...]) -> Group:
        """The group of one outlet: its id addresses the outlet's page."""
        return cls(content_id(OUTLET, name), name, lines)


def by_outlet(lines: Sequence[FamilyLine]) -> list[Group]:
    """One group for each known outlet; the largest first."""
    return _grouped(OUTLET, lines, lambda line: line.outlets)


def by_speaker(lines: Sequence[FamilyLine]) -> list[Group]:
    """One group for each speaker; spellings of one name are one."""
    keys = {speaker: spelling_key(speaker) or speaker for line in lines for speaker in line.speakers}
    return _grouped("s", lines, lambda line: line.speakers, keys)


def by_source(lines: Sequence[FamilyLine]) -> list[Group]:
    """One group for each agency or outlet that somebody credits."""
    return _grouped("g", lines, lambda line: dict.fromkeys(s for c in line.carriers for s in c.sources))


def by_day(lines: Sequence[FamilyLine]) -> list[Group]:
    """One group for each publication day, the latest first."""
    return sorted(_grouped("d", lines, lambda line: line.days), key=lambda group: group.name, reverse=True)


def by_kind(lines: Sequence[FamilyLine]) -> list[Group]:
    """One group for each kind of overlap and each named change, and one for quotations: named as in the messages."""

    def kinds(line: FamilyLine) -> Iterable[str]:
        yield "kind_quotation" if line.is_quotation else "kind_passage"
        yield from (f"kind_{kind}" for kind in line.kinds)
        yield from (f"change_{change.replace(' ', '_')}" for change in line.changes)

    return _grouped("k", lines, kinds)


def _grouped(
    prefix: str, lines: Sequence[FamilyLine], names: Callable[[FamilyLine], Iterable[str]], keys: Mapping[str, str] | None = None
) -> list[Group]:
    """Groups by name, or by the key that `keys` gives to it; the largest first, equal ones by name.

    A group is shown by the name that most of its lines have, of equal ones the first by name; its id depends on the key alone.
    """
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    members: dict[str, list[FamilyLine]] = {}
    for line in lines:
        for key, name in {keys[name] if keys else name: name for name in names(line)}.items():
            spelled[key][name] += 1
            members.setdefault(key, []).append(line)
    shown = {key: min(counted, key=lambda name: (-counted[name], name)) for key, counted in spelled.items()}
    groups = [Group(content_id(prefix, key), shown[key], tuple(found)) for key, found in members.items()]
    return sorted(groups, key=lambda group: (-len(group.lines), group.name))
