"""Killed at any moment or out of room, a scan loses nothing that it reported and leaves a sound database for the next."""

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import scan_into

from provenance.errors import Stopped
from provenance.store.database import Database
from provenance.store.runs import past_runs

EXPORTS = ("articles", "quotations", "overlaps", "families")
KILLS = 8  # a larger number is for patient people; the moments are random but the same in every run


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "provenance", *arguments]


def exports(folder: Path, database: str) -> list[bytes]:
    return [subprocess.run(command("export", what, "--db", database, "-q"), cwd=folder, capture_output=True, check=True).stdout for what in EXPORTS]


def integrity(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchone()[0] + "".join(map(str, connection.execute("PRAGMA foreign_key_check")))
    finally:
        connection.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes]]:
    """The folder that all tests here begin with, and the exports of a scan that nothing disturbed."""
    folder = tmp_path_factory.mktemp("made")
    write_news(folder)
    subprocess.run(command("scan", "news", "--db", "undisturbed.db", "-q", "--no-report"), cwd=folder, check=True)
    found = exports(folder, "undisturbed.db")
    assert all(found[n] for n in (0, 2, 3)), "there is something to lose"
    return folder, found


@pytest.fixture
def folder(made: tuple[Path, list[bytes]], tmp_path: Path) -> Path:
    shutil.copytree(made[0] / "news", tmp_path / "news")
    shutil.copy(made[0] / "provenance.toml", tmp_path)
    return tmp_path


@pytest.fixture
def undisturbed(made: tuple[Path, list[bytes]]) -> list[bytes]:
    return made[1]


def write_news(folder: Path) -> None:
    """Three hundred articles of six outlets that copy each other's sentences; batches are small, so that there is much to interrupt."""
    chance = random.Random(7)
    roots = [f"{a}{b}" for a in ("bri", "cou", "mar", "tel", "sno", "gla") for b in ("dge", "ncil", "ket", "ling", "wing", "cier", "nner")]
    words = [root + ending for root in roots for ending in ("", "s", "er", "ward", "less", "hood", "ship", "ness")]
    sentences = [" ".join(chance.choices(words, k=14)).capitalize() + "." for _ in range(150)]
    (folder / "news").mkdir()
    for day in range(6):
        records = [
            {"id": f"{day}-{n}", "outlet": f"Outlet {n % 6}", "published": f"2024-01-{day + 1:02}", "text": " ".join(chance.sample(sentences, 4))}
            for n in range(50)
        ]
        (folder / "news" / f"{day}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (folder / "provenance.toml").write_text("[store]\nbatch_articles = 20\n")


def test_killed_at_random_moments_it_ends_as_if_undisturbed(folder: Path, undisturbed: list[bytes]) -> None:
    chance = random.Random(11)
    for _ in range(KILLS):
        process = subprocess.Popen(command("scan", "news", "--db", "killed.db", "-q", "--no-report"), cwd=folder, start_new_session=True)
        try:
            process.wait(timeout=chance.uniform(0.3, 2.5))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            ends_with_its_workers(process.pid)
        if (folder / "killed.db").exists():
            assert integrity(folder / "killed.db") == "ok"
    assert subprocess.run(command("scan", "news", "--db", "killed.db", "-q", "--no-report"), cwd=folder, check=False).returncode == 0
    assert integrity(folder / "killed.db") == "ok"
    assert exports(folder, "killed.db") == undisturbed


def ends_with_its_workers(leader: int) -> None:
    """Wait until the process group of a killed scan, which its workers belong to, is empty."""
    while True:
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return


def test_what_was_counted_as_stored_is_there_after_a_kill(folder: Path) -> None:
    """Every count that a run has written stands for articles that are in the database."""
    process = subprocess.Popen(command("scan", "news", "--db", "killed.db", "-q", "--no-report"), cwd=folder, start_new_session=True)
    most = 0
    while process.poll() is None and most < 100:
        try:
            connection = sqlite3.connect(f"file:{folder / 'killed.db'}?mode=ro", uri=True)
            (most,) = connection.execute("SELECT count(*) FROM articles").fetchone()
            connection.close()
        except sqlite3.OperationalError:
            continue
    process.kill()
    process.wait()
    connection = sqlite3.connect(folder / "killed.db")
    (left,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    (whole,) = connection.execute("SELECT count(DISTINCT article) FROM places").fetchone()
    connection.close()
    assert left >= most and whole == left


@pytest.mark.parametrize("megabytes", [0.01, 0.3, 0.6])
def test_a_disk_that_fills_is_said_and_leaves_a_sound_database(folder: Path, undisturbed: list[bytes], megabytes: float) -> None:
    """A limit on the size of files stands for the full disk: SQLite meets the same error."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(megabytes * 2**20), int(megabytes * 2**20)))

    full = run(folder, limit)
    assert full.returncode == 1, full
    assert len(full.stderr.splitlines()) == 1 and b"disk" in full.stderr, full.stderr
    assert integrity(folder / "full.db") == "ok"
    assert run(folder, None).returncode == 0
    assert exports(folder, "full.db") == undisturbed


def run(folder: Path, limit: Callable[[], None] | None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command("scan", "news", "--db", "full.db", "-q", "--no-report"), cwd=folder, capture_output=True, check=False, preexec_fn=limit
    )


@pytest.mark.parametrize(("number", "code", "outcome"), [(signal.SIGTERM, 143, "terminated"), (signal.SIGINT, 130, "interrupted")])
def test_a_signal_ends_a_scan_cleanly(folder: Path, undisturbed: list[bytes], number: signal.Signals, code: int, outcome: str) -> None:
    process = subprocess.Popen(command("scan", "news", "--db", "ended.db", "--no-report", "-q"), cwd=folder, stderr=subprocess.PIPE)
    started = False
    while process.poll() is None and not started:
        try:
            connection = sqlite3.connect(f"file:{folder / 'ended.db'}?mode=ro", uri=True)
            (started,) = connection.execute("SELECT count(*) > 0 FROM articles").fetchone()
            connection.close()
        except sqlite3.OperationalError:
            continue
    process.send_signal(number)
    _, messages = process.communicate(timeout=60)
    assert (process.returncode, messages) == (code, b"")
    connection = sqlite3.connect(folder / "ended.db")
    assert connection.execute("SELECT outcome FROM runs").fetchall() == [(outcome,)]
    connection.close()
    subprocess.run(command("scan", "news", "--db", "ended.db", "-q", "--no-report"), cwd=folder, check=True)
    assert exports(folder, "ended.db") == undisturbed


@pytest.mark.parametrize("outcome", ["terminated", "interrupted"])
def test_a_signal_during_the_last_write_of_a_run_is_told_by_its_row(folder: Path, outcome: str) -> None:
    moments = iter([True, False, True])  # a run begins, is asked to end when it wants to say that it is done, and says that

    def clock() -> datetime:
        if next(moments):
            return datetime(2024, 4, 1, tzinfo=UTC)
        raise Stopped(outcome)

    with Database.open(folder / "last.db") as database:
        with pytest.raises(Stopped):
            scan_into(database, folder / "news", clock)
        assert [run.outcome for run in past_runs(database)] == [outcome]
