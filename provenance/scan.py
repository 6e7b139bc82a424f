"""The main path: read what is new, describe it, store it, compare it with everything known, write the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from provenance import __version__
from provenance.describing import Knowledge, described
from provenance.errors import Stopped
from provenance.intake.files import FileDone, Reading, read_inputs, reader_recipe
from provenance.intake.sources import Passed
from provenance.matching import match_pending
from provenance.matching.indexing import prepared
from provenance.model import RawArticle, Skipped
from provenance.settings import IntakeSettings, Settings, StoreSettings
from provenance.store.articles import store_articles, stored_ids
from provenance.store.database import Database
from provenance.store.queries import StoredCollection
from provenance.store.runs import begin_run, finish_run, known_file, store_counts, store_file, store_skipped, touch_file


@dataclass(frozen=True)
class Inputs:
    """What a scan reads: files and folders as given, and the folder of our own report, whose pages are no articles."""

    paths: Sequence[str]
    report: Path


@dataclass(frozen=True)
class RunSummary:
    """What one scan did; `run` is None when nothing was stored."""

    run: int | None
    counts: dict[str, int]
    skipped: tuple[Skipped, ...]
    seconds: float
    report: Path | None


@dataclass
class _Tally:
    """What a run has counted and skipped so far."""

    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)

    def add(self, batch: Iterable[Reading]) -> None:
        for reading in batch:
            if isinstance(reading, Skipped):
                self.skipped.append(reading)
                self.counts["skipped"] += 1
            elif isinstance(reading, Passed):
                self.counts[_PASSED[reading.reason]] += 1
            elif isinstance(reading, RawArticle):
                self.counts["articles_read"] += 1
            elif reading.read:
                self.counts["files_read"] += 1


_PASSED: Final = {
    "hidden": "hidden_files",
    "other kind": "files_of_other_kinds",
    "link": "links",
    "part of a page": "folders_of_saved_pages",
    "own report": "own_reports",
    "unchanged": "files_unchanged",
    "no text": "records_without_text",
}

Progress = Callable[[Mapping[str, int]], None]
Told = Callable[[str], None]
Clock = Callable[[], datetime]


def scan(
    inputs: Inputs,
    database: Database,
    knowledge: Knowledge,
    *,
    workers: int,
    ui: str | None,
    clock: Clock,
    peak_memory: Callable[[], int | None],
    progress: Progress,
    told: Told,
) -> RunSummary:
    """One run over `inputs`; articles that an interrupted run left unmatched are taken up too.

    `ui` is the language of the report, None for no report; `told` hears what is done in detail. However the run ends, its row
    says how, unless the process is killed.
    """
    started = clock()
    run = begin_run(database, started.isoformat(timespec="seconds"), __version__, knowledge.settings.sha256())
    tally = _Tally()

    def finish(outcome: str) -> float:
        """Store how the run ended, and give the seconds that it took."""
        finished = clock()
        seconds = (finished - started).total_seconds()
        finish_run(
            database,
            run,
            finished=finished.isoformat(timespec="seconds"),
            outcome=outcome,
            counts=tally.counts,
            seconds=seconds,
            peak_memory_bytes=peak_memory(),
        )
        return seconds

    try:
        told(f"run {run}: reading {', '.join(inputs.paths)}")
        _store_inputs(inputs, database, knowledge, run, workers=workers, tally=tally, progress=progress, told=told)
        told(f"comparing {tally.counts['new_articles']:,} new articles with what is known")
        tally.counts.update(_match(database, knowledge, workers))
        store_counts(database, run, tally.counts)
        told(f"{tally.counts['overlaps']:,} overlaps found" + (f"; writing the report to {inputs.report}" if ui else ""))
        written = _write_report(database, inputs.report, ui, knowledge.settings, workers)
        seconds = finish("done")
    except Stopped as stopped:  # also by a signal during the last write, which undoes that
        finish(stopped.outcome)
        raise
    except BaseException:
        finish("failed")
        raise
    return RunSummary(run, dict(tally.counts), tuple(tally.skipped), seconds, written)


def preview(inputs: Inputs, database: Database | None, knowledge: Knowledge, clock: Clock) -> RunSummary:
    """What `scan` would read and store, without storing anything; `database` is None where there is none yet."""
    started = clock()
    tally = _Tally()
    seen: set[str] = set()
    batches = _batches(_readings(inputs, database, knowledge.settings.intake), knowledge.settings.store)
    for batch, articles in described(batches, knowledge, workers=1):
        tally.add(batch)
        ids = {d.article.article_id for d in articles} - seen
        tally.counts["new_articles"] += len(ids) - (0 if database is None else len(stored_ids(database, ids)))
        seen |= ids
    return RunSummary(None, dict(tally.counts), tuple(tally.skipped), (clock() - started).total_seconds(), None)


def _readings(inputs: Inputs, database: Database | None, limits: IntakeSettings) -> Iterator[Reading]:
    """What the inputs give, but for the files that `database` knows unchanged."""
    recipe = reader_recipe(limits)
    return read_inputs(inputs.paths, lambda path: known_file(database, path, recipe) if database else None, limits, report=inputs.report)


def _store_inputs(
    inputs: Inputs, database: Database, knowledge: Knowledge, run: int, *, workers: int, tally: _Tally, progress: Progress, told: Told
) -> None:
    """Read, describe and store, a batch in one transaction: what a file gave and that it is done, or neither."""
    recipe = reader_recipe(knowledge.settings.intake)
    batches = _batches(_readings(inputs, database, knowledge.settings.intake), knowledge.settings.store)
    for number, (batch, articles) in enumerate(described(batches, knowledge, workers)):
        if not number:  # while the workers describe what follows
            prepared(database, knowledge.settings)
        with database.transaction():
            stored = store_articles(database, articles, run)
            store_skipped(database, run, [reading for reading in batch if isinstance(reading, Skipped)])
            for reading in batch:
                if isinstance(reading, FileDone) and reading.read:
                    store_file(database, run, reading.stamp, reading.reason, recipe)
                elif isinstance(reading, FileDone):
                    touch_file(database, reading.stamp)
        tally.add(batch)
        tally.counts["new_articles"] += stored.new
        tally.counts["new_places"] += stored.places
        for reading in batch:
            if isinstance(reading, FileDone):
                told(f"{'read' if reading.read else 'known, with another time of change:'} {reading.stamp.path}")
            elif isinstance(reading, Passed) and reading.path:
                told(f"passed over {reading.path} ({reading.reason})")
        told(f"stored {stored.new:,} new articles and {stored.places:,} new places of known ones")
        progress(tally.counts)


def _match(database: Database, knowledge: Knowledge, workers: int) -> dict[str, int]:
    return asdict(match_pending(database, knowledge.settings, knowledge.registers, workers))


def _batches(readings: Iterable[Reading], limits: StoreSettings) -> Iterator[list[Reading]]:
    """Readings in groups that are large enough to share a transaction and small enough to be held in memory."""
    batch: list[Reading] = []
    characters = 0
    for reading in readings:
        batch.append(reading)
        characters += len(reading.text) if isinstance(reading, RawArticle) else 0
        if len(batch) >= limits.batch_articles or characters >= limits.batch_characters:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _write_report(database: Database, folder: Path, ui: str | None, settings: Settings, workers: int) -> Path | None:
    if ui is None:
        return None
    from provenance.report.write import write_reports

    with database.snapshot():
        write_reports(StoredCollection(database), folder, ui, settings, workers=workers)
    return folder / "index.html"
