"""Is the database sound? What is wrong in it, and what of that can be mended without losing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from provenance.store.database import Database, translated

_SHOWN_FAULTS: Final = 5

_DERIVED: Final = ("index_pages", "index_generations", "index_statistics", "index_recipe", "candidates")
"""Tables that can be made again from the articles."""

_LOST: Final = "0001-01-01T00:00:00+00:00"
"""Stands for the start of a run whose row is gone: readable as a time, earlier than any true one."""
_READ: Final = frozenset({"articles", "places", "quotations"})
"""Tables of what was read: no repair takes anything out of them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the database, and whether `repair` can mend it."""

    what: str
    mendable: bool


def faults(database: Database) -> list[Fault]:
    """All that is wrong; empty when the database is sound. Reads every page of the file."""
    found = [Fault(f"the file is damaged: {line}", mendable="index" in line) for line in _integrity(database)]
    if found:
        return found
    found += [
        Fault(f"{count:,} rows of {table} belong to nothing", mendable=table not in _READ or table == "articles")
        for table, count in sorted(_orphans(database).items())
    ]
    with translated(database.path):
        (placeless,) = database.connection.execute(
            "SELECT count(*) FROM articles WHERE NOT EXISTS (SELECT 1 FROM places WHERE article = articles.id)"
        ).fetchone()
    if placeless:
        found.append(Fault(f"{placeless:,} articles stand without the place that they were read from", mendable=False))
    if _index_is_ahead(database):
        found.append(Fault("the index knows articles that are not there", mendable=True))
    return found


def unmatched_articles(database: Database) -> int:
    """How many articles wait to be compared because a run did not end; the next run takes them up."""
    with translated(database.path):
        return int(database.connection.execute("SELECT count(*) FROM articles WHERE matched = 0").fetchone()[0])


def repair(database: Database) -> None:
    """Mend what can be mended: SQLite's own indices, rows that belong to nothing, the index of passages."""
    if _integrity(database):
        with translated(database.path):
            database.connection.execute("REINDEX")
    ahead = _index_is_ahead(database)
    with database.transaction() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")  # checked at the end, when nothing refers to nothing
        for table in ("articles", "skipped", "files"):
            connection.execute(
                "INSERT OR IGNORE INTO runs (id, started, version, settings_sha256)"
                f" SELECT DISTINCT run, '{_LOST}', '', '' FROM {table} WHERE run NOT IN (SELECT id FROM runs)"
            )
        connection.execute("UPDATE overlaps SET family = NULL WHERE family NOT IN (SELECT id FROM families)")
        while orphans := _orphans(database).keys() - _READ:  # taking away an orphan may leave others behind
            for table in sorted(orphans):
                for parent, column, key in _references(database, table):
                    connection.execute(f'DELETE FROM {table} WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{key}" FROM {parent})')
        if ahead:
            for table in _DERIVED:
                connection.execute(f"DELETE FROM {table}")
            connection.execute("UPDATE articles SET matched = 0")


def _integrity(database: Database) -> list[str]:
    with translated(database.path):
        lines = [row[0] for row in database.connection.execute(f"PRAGMA integrity_check({_SHOWN_FAULTS})")]
    return [] if lines == ["ok"] else lines


def _orphans(database: Database) -> dict[str, int]:
    """How many rows of each table refer to a row that is not there."""
    counts: dict[str, int] = {}
    with translated(database.path):
        for table, *_ in database.connection.execute("PRAGMA foreign_key_check"):
            counts[table] = counts.get(table, 0) + 1
    return counts


def _references(database: Database, table: str) -> list[tuple[str, str, str]]:
    """Where a table refers to: the other table, its own column, the other's column."""
    rows = database.connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return [(parent, column, key) for _, _, parent, column, key, *_ in rows]


def _index_is_ahead(database: Database) -> bool:
    with translated(database.path):
        indexed, stored = database.connection.execute(
            "SELECT (SELECT coalesce(max(last_article), 0) FROM index_generations), (SELECT coalesce(max(id), 0) FROM articles)"
        ).fetchone()
    return bool(indexed > stored)
