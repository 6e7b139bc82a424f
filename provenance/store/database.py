"""Open the database: ours and sound or refused, one writing run at a time, every commit on the disk before it is reported.

The file is SQLite in WAL mode, so that readers can read while a scan writes. ``synchronous=FULL`` makes SQLite wait for
the disk at every commit: what was committed survives a power cut. Commits are few and large, so this costs little.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote

import sqlite_utils

from provenance.errors import BusyError, DatabaseError, DiskError
from provenance.store.migrations import migrations

APPLICATION_ID: Final = 0x50524F56
"""Marks the file as ours: "PROV" in SQLite's header field of that name."""

_READER_WAIT_SECONDS: Final = 30.0  # for the short moments in which SQLite itself locks the file, as while it recovers

CHUNK: Final = 500
"""Rows asked for in one statement: bounds memory and its parameters, of which old builds of SQLite allow 999."""
_PAGE_BYTES: Final = 16_384  # texts and stretches of the index are long: they are read in fewer pieces
_TURN_SECONDS: Final = 0.2  # SQLite's own waiting is deaf to signals


def schema_version() -> int:
    """The schema that this program makes: the number of steps in ``migrations``."""
    return len(migrations._migrations)


class Database:
    """An open database; a context manager that closes it. Only modules of `store` use its `connection`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: sqlite3.Connection | None = None) -> None:
        self.path = path
        self.connection = connection
        self._lock = lock

    @classmethod
    def open(cls, path: Path, *, wait: float = 0.0) -> Self:
        """Open for a writing run, made or migrated where needed, and hold its lock until closed.

        Waits up to `wait` seconds for another run to end. Raises BusyError when it does not, DatabaseError when the file
        is damaged, not ours or of a newer version of the program; such a file is left untouched.
        """
        lock = _lock(path, wait)
        try:
            connection = _connect(path, f"{_uri(path)}?mode=rwc")
            try:
                _prepare(path, connection)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            lock.close()
            raise
        return cls(path, connection, lock)

    @classmethod
    def open_to_read(cls, path: Path) -> Self:
        """Open for reading, also while a run writes; an older schema is migrated first.

        Raises DatabaseError when there is no such file, nothing in it yet, or it can't be used, BusyError when a run holds an old one.
        """
        if not path.is_file():
            raise DatabaseError(f"{path}: a database was wanted, but there is no such file. Make it with `provenance scan PATH --db {path}`.")
        connection = _connect(path, f"{_uri(path)}?mode=ro")
        try:
            version = _version(path, connection)
        except BaseException:
            connection.close()
            raise
        if version == 0:
            connection.close()
            raise DatabaseError(f"{path}: a database was wanted, but the file is empty. Fill it with `provenance scan PATH --db {path}`.")
        if version < schema_version():
            connection.close()
            cls.open(path).close()
            connection = _connect(path, f"{_uri(path)}?mode=ro")
        return cls(path, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give up the lock."""
        self.connection.close()
        if self._lock is not None:
            self._lock.close()

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows that a reading statement gives. Raises DatabaseError or DiskError where the file is damaged or fails."""
        with translated(self.path):
            return self.connection.execute(statement, parameters).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is stored whole, or not at all when it raises. Nested blocks belong to the outermost."""
        if self.connection.in_transaction:
            yield self.connection
            return
        with translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """All reading inside sees the same state, whatever a run writes meanwhile."""
        if self.connection.in_transaction:
            yield self.connection
            return
        with translated(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")


def storable(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Rows for statements that bind their text as ``CAST(? AS TEXT)``: strings become bytes, also those that UTF-8 can't hold."""
    for row in rows:
        yield tuple([value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value for value in row])


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors that a person can act on as DatabaseError or DiskError; its programming errors pass as the bugs they are."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        if isinstance(error, (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError)) or _is_bug(error):
            raise
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise DiskError(f"{path}: the disk is full or fails ({error}). What was stored so far is safe; make room and scan again.") from error
        raise DatabaseError(f"{path}: {_explained(error)}") from error


def _is_bug(error: sqlite3.Error) -> bool:
    """Whether SQLite complains about our statement and not about the file."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def _explained(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    advice = {
        sqlite3.SQLITE_CORRUPT: "the database is damaged. Run `provenance doctor`, or restore a copy",
        sqlite3.SQLITE_NOTADB: "this is no SQLite database. Name another file with --db",
        sqlite3.SQLITE_READONLY: "the file can't be written. Check its permissions and those of its folder",
        sqlite3.SQLITE_CANTOPEN: "the file can't be opened. Check that its folder exists and can be written",
        sqlite3.SQLITE_BUSY: "another program holds the database. Close it and try again",
    }.get(code, "the database can't be used")
    return f"{advice} ({error})."


def _uri(path: Path) -> str:
    return f"file:{quote(str(path.absolute()), safe='/')}"


def _connect(path: Path, uri: str) -> sqlite3.Connection:
    """A connection whose strings come back exactly, lone surrogates included."""
    with translated(path):
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_READER_WAIT_SECONDS)
        connection.text_factory = partial(str, encoding="utf-8", errors="surrogatepass")
        return connection


def _lock(path: Path, wait: float) -> sqlite3.Connection:
    """Hold ``NAME.lock``: an empty SQLite file whose exclusive lock the system takes back however the process ends."""
    with translated(path):
        lock = sqlite3.connect(f"{_uri(path)}.lock", uri=True, isolation_level=None, timeout=0.0)
        try:
            if _locked(lock, wait):
                return lock
        except BaseException:
            lock.close()
            raise
    lock.close()
    waited = f" after {wait:g} seconds" if wait else ""
    raise BusyError(f"{path}: another run still holds the database{waited}. Try again later, or give more time with --wait.")


def _locked(lock: sqlite3.Connection, wait: float) -> bool:
    """Whether the lock is ours within `wait` seconds. SQLite waits in short turns, between which signals are heard."""
    left = max(0.0, wait)
    while True:
        turn = min(left, _TURN_SECONDS)
        lock.execute(f"PRAGMA busy_timeout = {int(turn * 1000)}")
        try:
            lock.execute("BEGIN EXCLUSIVE")
            return True
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        left -= turn
        if left <= 0:
            return False


def _version(path: Path, connection: sqlite3.Connection) -> int:
    """The schema version of an open file, 0 for an empty one. Raises DatabaseError when it is not ours, newer or damaged."""
    with translated(path):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (empty and application == 0):
        raise DatabaseError(f"{path}: a database of this program was wanted, this one belongs to another. Name another file with --db.")
    if version > schema_version():
        raise DatabaseError(
            f"{path}: its schema is version {version}, this program knows up to {schema_version()}. Nothing was changed; use a newer program."
        )
    return version


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    """Bring an open file to this program's schema; a copy of an older one is kept first."""
    version = _version(path, connection)
    with translated(path):
        if not version:
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if version == schema_version():
            return
        if version:
            _back_up(connection, path.with_name(f"{path.name}.bak-{version}"))
        database = sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)
        with database.atomic():
            migrations.apply(database)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {schema_version()}")


def _back_up(connection: sqlite3.Connection, copy: Path) -> None:
    """A whole copy under its final name, or none."""
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    target = sqlite3.connect(part)
    try:
        connection.backup(target)
    finally:
        target.close()
    part.replace(copy)
