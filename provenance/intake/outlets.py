"""Who published an article: from what is stated beside the text, else from what the text shows, else unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from provenance.intake.lexicon import Lexicon, Role
from provenance.intake.lines import Line
from provenance.intake.metadata import OUTLET_RULES, first_of
from provenance.intake.reading import Reading, name_of
from provenance.model import Evidence, Outlet, RawArticle
from provenance.registers import Registers, Spelling
from provenance.settings import IntakeSettings
from provenance.text import fold


def stated_outlet(raw: RawArticle, registers: Registers, lexicon: Lexicon) -> Outlet | None:
    """The outlet by the record's own field, its address, or what its page says of the site."""
    if raw.outlet and raw.outlet.strip():
        return Outlet(canonical_name(raw.outlet, registers, lexicon), Evidence("record field outlet"))
    if raw.place.url:
        at = registers.at_address(raw.place.url)
        if at is not None:
            return Outlet(at, Evidence("address"))
    site = first_of(raw.metadata, OUTLET_RULES)
    return None if site is None else Outlet(canonical_name(site[1], registers, lexicon), Evidence(site[0]))


@lru_cache(maxsize=4096)
def canonical_name(given: str, registers: Registers, lexicon: Lexicon) -> str:
    """The register's name for an outlet as somebody gave it, else the given one without the space around it.

    Words for the press and the same name in brackets may stand by it: "Saudi Press Agency (SPA)".
    """
    known = registers.canonical(given)
    if known is not None:
        return known
    folded = fold(given)
    signs = lexicon.find(folded)
    names = {s.name for sign in signs for s in sign.spellings[:1] if s.kind != "body"}
    covered = sum(sign.last - sign.first for sign in signs if sign.spellings or sign.roles & (Role.NOUN | Role.BETWEEN))
    return names.pop() if len(names) == 1 and covered == len(folded.word_starts) else given.strip()


def shown_outlet(reading: Reading, lines: Sequence[Line], settings: IntakeSettings) -> Outlet | None:
    """The outlet that the text itself shows: a line with nothing but its name, or the first of the names of a dateline.

    An agency's name alone on a line counts near the top only: further down it is the credit of those who republish it. Two
    outlets that show themselves leave the outlet unknown.
    """
    found = dict(_lines_of_one_name(reading, lines))
    outlets = {s.name: line for line, s in found.items() if s.kind == "outlet"}
    agencies = {s.name: line for line, s in found.items() if s.kind == "agency" and line in lines[: settings.dateline_lines]}
    for names, rule in ((outlets, "line with the outlet's name alone"), (agencies, "line with the agency's name alone at the top")):
        if names:
            (name, line), *others = names.items()
            return None if others else Outlet(name, _evidence(reading, rule, line.first, line.last))
    return _first_of_dateline(reading, lines, settings)


def outlet_of_folder(path: str, registers: Registers) -> Outlet | None:
    """The outlet when one of the folders that an article lies in, the nearest first, bears its name."""
    for folder in reversed(PurePosixPath(path).parts[:-1]):
        name = registers.of_folder(folder)
        if name is not None:
            return Outlet(name, Evidence("folder name"))
    return None


def _evidence(reading: Reading, rule: str, first: int, last: int) -> Evidence:
    start, end = reading.folded.word_span(first, last - 1)
    return Evidence(rule, reading.original[start:end], start, end)


def _lines_of_one_name(reading: Reading, lines: Sequence[Line]) -> Iterator[tuple[Line, Spelling]]:
    """Lines that are one certain name of an outlet and nothing else."""
    for line in lines:
        sign = reading.by_first.get(line.first)
        if sign is not None and sign.last == line.last:
            spelling = name_of(reading, sign)
            if spelling is not None and spelling.certainty == "sure":
                yield line, spelling


def _first_of_dateline(reading: Reading, lines: Sequence[Line], settings: IntakeSettings) -> Outlet | None:
    """Of a dateline in brackets with two names the first: '(Outlet / Agency - 21 January 2022)'."""
    for line in lines[: settings.dateline_lines]:
        if not reading.folded.text.startswith("(", line.start):
            continue
        end = reading.folded.text.find(")", line.start, line.end)
        signs = [s for s in reading.signs if line.first <= s.first < line.last and reading.starts[s.first] < end]
        names = [(s, spelling) for s in signs if (spelling := name_of(reading, s)) is not None]
        if len(names) > 1 and names[0][0].first == line.first and reading.gap_after(names[0][0].last).strip() == "/":
            sign, spelling = names[0]
            return Outlet(spelling.name, _evidence(reading, "first name of the dateline", sign.first, sign.last))
    return None
