"""The database file: ours and sound or refused, one writer, readers at any time."""

import sqlite3
from pathlib import Path

import pytest

from provenance.errors import BusyError, DatabaseError
from provenance.store.database import APPLICATION_ID, Database, schema_version
from provenance.store.migrations import migrations


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def sql(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_new_file_has_our_mark_and_the_schema_of_this_program(path: Path) -> None:
    Database.open(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema_version(),)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert not list(path.parent.glob("*.bak-*")), "nothing was there to keep a copy of"


def test_every_commit_waits_for_the_disk_and_references_are_kept(path: Path) -> None:
    with Database.open(path) as database:
        assert database.connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert database.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_one_run_at_a_time(path: Path) -> None:
    with Database.open(path):
        with pytest.raises(BusyError, match="another run"):
            Database.open(path)
        with pytest.raises(BusyError, match=r"after 0\.2 seconds"):
            Database.open(path, wait=0.2)
    Database.open(path).close()


def test_a_lock_file_left_by_a_dead_process_locks_nobody_out(path: Path) -> None:
    path.with_name("news.db.lock").write_bytes(b"")
    Database.open(path).close()


def test_readers_read_while_a_run_writes_and_see_whole_transactions_only(path: Path) -> None:
    with Database.open(path) as writer:
        with writer.transaction() as connection:
            connection.execute("INSERT INTO runs (started, version, settings_sha256) VALUES ('2024-01-01', '1', 's')")
            with Database.open_to_read(path) as reader:
                assert reader.connection.execute("SELECT count(*) FROM runs").fetchone() == (0,)
        with Database.open_to_read(path) as reader:
            assert reader.connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    with Database.open(path) as database:
        with pytest.raises(RuntimeError), database.transaction() as connection:
            connection.execute("INSERT INTO runs (started, version, settings_sha256) VALUES ('2024-01-01', '1', 's')")
            raise RuntimeError
        assert database.connection.execute("SELECT count(*) FROM runs").fetchone() == (0,)


def test_a_reader_can_not_write(path: Path) -> None:
    Database.open(path).close()
    with Database.open_to_read(path) as database, pytest.raises(DatabaseError, match="can't be written"), database.transaction() as connection:
        connection.execute("DELETE FROM runs")


def test_a_missing_file_is_not_made_by_reading(path: Path) -> None:
    with pytest.raises(DatabaseError, match="no such file"):
        Database.open_to_read(path)
    assert not path.exists()


@pytest.mark.parametrize("opening", [Database.open, Database.open_to_read])
def test_a_newer_schema_is_refused_and_left_untouched(path: Path, opening) -> None:
    Database.open(path).close()
    sql(path, f"PRAGMA user_version = {schema_version() + 1}")
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="use a newer program"):
        opening(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("opening", [Database.open, Database.open_to_read])
def test_a_database_of_another_program_is_refused_and_left_untouched(path: Path, opening) -> None:
    sql(path, "CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="belongs to another"):
        opening(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("opening", [Database.open, Database.open_to_read])
def test_a_file_that_is_no_database_is_refused_and_left_untouched(path: Path, opening) -> None:
    path.write_bytes(b"these are not the bytes of a database " * 100)
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="no SQLite database"):
        opening(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="nowhere"):
        Database.open(tmp_path / "nowhere" / "news.db")


def test_a_migration_that_fails_leaves_the_database_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database.open(path).close()
    before = schema_of(path)
    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations])

    @migrations(name="broken")
    def broken(database) -> None:
        database.execute("CREATE TABLE half (id INTEGER)")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Database.open(path)
    assert schema_of(path) == before


def test_before_a_migration_the_file_is_copied(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database.open(path).close()
    version = schema_version()
    before = schema_of(path)
    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations])

    @migrations(name="added")
    def added(database) -> None:
        database.execute("CREATE TABLE more (id INTEGER)")

    with Database.open_to_read(path) as database:
        assert database.connection.execute("SELECT count(*) FROM more").fetchone() == (0,)
    assert schema_of(path.with_name(f"news.db.bak-{version}")) == before


@pytest.mark.parametrize("version", range(1, schema_version()))
def test_every_schema_that_ever_landed_becomes_the_present_one(path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_migrations", migrations._migrations[:version])
        Database.open(path).close()
    Database.open(path).close()
    fresh = path.with_name("fresh.db")
    Database.open(fresh).close()
    assert schema_of(path) == schema_of(fresh)


def schema_of(path: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    connection.close()
    return rows
