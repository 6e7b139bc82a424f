"""The list of runs, what each skipped, and the files that need not be read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from provenance.model import FileStamp, Run, Skipped
from provenance.store.database import Database, storable


def begin_run(database: Database, started: str, version: str, settings_sha256: str) -> int:
    """Add a run that has started (ISO 8601) and give its id."""
    with database.transaction() as connection:
        added = connection.execute("INSERT INTO runs (started, version, settings_sha256) VALUES (?, ?, ?)", (started, version, settings_sha256))
        assert added.lastrowid is not None
        return added.lastrowid


def store_counts(database: Database, run: int, counts: Mapping[str, int]) -> None:
    """Note what a run has counted so far."""
    with database.transaction() as connection:
        connection.execute("UPDATE runs SET counts = ? WHERE id = ?", (json.dumps(counts, sort_keys=True), run))


def finish_run(
    database: Database, run: int, *, finished: str, outcome: str, counts: Mapping[str, int], seconds: float, peak_memory_bytes: int | None
) -> None:
    """Say how a run ended: ``done``, ``interrupted``, ``terminated`` or ``failed``. A run that was killed has no outcome."""
    with database.transaction() as connection:
        connection.execute(
            "UPDATE runs SET finished = ?, outcome = ?, counts = ?, seconds = ?, peak_memory_bytes = ? WHERE id = ?",
            (finished, outcome, json.dumps(counts, sort_keys=True), seconds, peak_memory_bytes, run),
        )


def store_skipped(database: Database, run: int, skipped: Iterable[Skipped]) -> None:
    """Note what a run could not read."""
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO skipped (run, path, record, reason) VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))",
            storable((run, s.path, s.record, s.reason) for s in skipped),
        )


def past_runs(database: Database) -> list[Run]:
    """All runs, oldest first, with what they skipped."""
    with database.snapshot() as connection:
        skipped: dict[int, list[Skipped]] = {}
        for run, path, record, reason in connection.execute("SELECT run, path, record, reason FROM skipped ORDER BY rowid"):
            skipped.setdefault(run, []).append(Skipped(path, record, reason))
        rows = connection.execute(
            "SELECT id, started, finished, version, settings_sha256, counts, outcome, seconds, peak_memory_bytes FROM runs ORDER BY id"
        ).fetchall()
    return [
        Run(run, started, finished, version, settings, json.loads(counts), tuple(skipped.get(run, ())), outcome, seconds, memory)
        for run, started, finished, version, settings, counts, outcome, seconds, memory in rows
    ]


def known_file(database: Database, path: str, reader: str) -> FileStamp | None:
    """The stamp under which a file was dealt with; None when it is new or was refused under other rules than `reader`."""
    rows = database.rows(
        "SELECT path, size, mtime_ns, sha256 FROM files WHERE path = CAST(? AS TEXT) AND (reason IS NULL OR reader = CAST(? AS TEXT))",
        next(storable([(path, reader)])),
    )
    return FileStamp(*rows[0]) if rows else None


def store_file(database: Database, run: int, stamp: FileStamp, reason: str | None, reader: str) -> None:
    """Note that a file was read, or refused with a reason, under the rules `reader`."""
    with database.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO files (path, size, mtime_ns, sha256, reason, reader, run)"
            " VALUES (CAST(? AS TEXT), ?, ?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?)",
            storable([(stamp.path, stamp.size, stamp.mtime_ns, stamp.sha256, reason, reader, run)]),
        )


def touch_file(database: Database, stamp: FileStamp) -> None:
    """Note the new time of a file whose bytes are the same, so that it need not be read to know that again."""
    with database.transaction() as connection:
        connection.executemany("UPDATE files SET mtime_ns = ? WHERE path = CAST(? AS TEXT)", storable([(stamp.mtime_ns, stamp.path)]))
