"""Store and read what matching finds: overlaps, what was set aside, families with their occurrences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provenance.store.database import Database


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """An overlap as it is stored: ``a`` and ``b`` are (article row, start, end)."""

    overlap_id: str
    a: tuple[int, int, int]
    b: tuple[int, int, int]
    kind: str
    similarity: float


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """A shared passage that is no finding, and why."""

    a: tuple[int, int, int]
    b: tuple[int, int, int]
    similarity: float
    reason: str


def store_compared(database: Database, pairs: Sequence[tuple[int, int]], overlaps: Iterable[OverlapRow], aside: Iterable[SetAsideRow]) -> None:
    """Store what comparing these pairs has given, in place of what an earlier comparison gave, and take them off the waiting list."""
    with database.transaction() as connection:
        for table in ("overlaps", "set_aside"):
            connection.executemany(f"DELETE FROM {table} WHERE a_article = ?1 AND b_article = ?2 OR a_article = ?2 AND b_article = ?1", pairs)
        connection.executemany(
            "INSERT OR IGNORE INTO overlaps (overlap_id, a_article, a_start, a_end, b_article, b_start, b_end, kind, similarity)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((o.overlap_id, *o.a, *o.b, o.kind, o.similarity) for o in overlaps),
        )
        connection.executemany(
            "INSERT INTO set_aside (a_article, a_start, a_end, b_article, b_start, b_end, similarity, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*s.a, *s.b, s.similarity, s.reason) for s in aside),
        )
        connection.executemany("DELETE FROM candidates WHERE a = ? AND b = ?", pairs)
