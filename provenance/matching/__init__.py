"""Compare what is new in the database with everything in it.

Two phases make the result independent of the order of articles and the number of workers: first all new articles enter the
index; then each is looked up in the whole index, the pairs that meet are noted, and every noted pair is compared. Killed at
any moment, the next run takes up what waits.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.matching.comparing import compare_waiting
from provenance.matching.crew import Crew
from provenance.matching.indexing import find_candidates, index_new, prepared
from provenance.matching.spreading import join_families
from provenance.registers import Registers
from provenance.settings import Settings
from provenance.store.database import Database


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """What one call of `match_pending` did."""

    indexed: int
    compared: int
    overlaps: int
    set_aside: int
    families: int


def match_pending(database: Database, settings: Settings, registers: Registers, workers: int) -> MatchCounts:
    """Compare all articles that are stored but not yet matched with everything stored; store what is found."""
    reuse = settings.reuse
    agencies = frozenset(name for name, kind in registers.kinds.items() if kind == "agency")
    with Crew(prepared(database, settings), workers) as crew:
        indexed = index_new(database, crew, reuse)
        find_candidates(database, crew, reuse)
        compared, overlaps, aside = compare_waiting(database, crew, reuse)
        families = join_families(database, crew, agencies, reuse)
    return MatchCounts(indexed, compared, overlaps, aside, families)
