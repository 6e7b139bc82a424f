"""The command `scan`: what it works with, and what it says at the end."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from provenance.cli.options import Common
from provenance.describing import Knowledge
from provenance.languages import language_packs
from provenance.registers import load_registers
from provenance.scan import Inputs, RunSummary, preview, scan
from provenance.store.database import Database

_SAID: Final = {  # of one, of several
    "new_articles": ("new article", "new articles"),
    "new_places": ("new place of a known article", "new places of known articles"),
    "quotations": ("quotation", "quotations"),
    "overlaps": ("overlap", "overlaps"),
    "families": ("family", "families"),
    "files_unchanged": ("file unchanged", "files unchanged"),
    "records_without_text": ("record without text", "records without text"),
    "skipped": ("skipped", "skipped"),
    "files_of_other_kinds": ("file of another kind", "files of other kinds"),
    "hidden_files": ("hidden file", "hidden files"),
    "links": ("link", "links"),
    "folders_of_saved_pages": ("folder with parts of saved pages", "folders with parts of saved pages"),
    "own_reports": ("folder of a report", "folders of reports"),
}


def stored_scan(
    common: Common, paths: tuple[str, ...], *, outlet: str | None, reports: str, ui: str, no_report: bool, wait: float, workers: int | None
) -> RunSummary:
    """Scan into the database."""
    knowledge, inputs = _knowledge(common, outlet), _inputs(paths, reports)
    with Database.open(common.database, wait=wait) as database:
        return scan(
            inputs,
            database,
            knowledge,
            workers=workers or os.cpu_count() or 1,
            ui=None if no_report else ui,
            clock=clock,
            peak_memory=peak_memory,
            progress=lambda counts: common.messages.progress(_told(counts)),
            told=common.messages.detail,
        )


def dry_scan(common: Common, paths: tuple[str, ...], *, outlet: str | None, reports: str, **_unused: object) -> RunSummary:
    """Say what a scan would do."""
    knowledge, inputs = _knowledge(common, outlet), _inputs(paths, reports)
    if not common.database.exists():
        return preview(inputs, None, knowledge, clock)
    with Database.open_to_read(common.database) as database:
        return preview(inputs, database, knowledge, clock)


def _inputs(paths: tuple[str, ...], reports: str) -> Inputs:
    """What is to be read. Raises click.UsageError when that is the very folder of the report, of which nothing would be read."""
    for path in paths:
        if path != "-" and Path(path).resolve() == Path(reports).resolve():
            raise click.UsageError(f"{path}: articles were wanted, but this is the folder of the report. Name another for the report with --reports.")
    return Inputs(paths, Path(reports))


def print_summary(common: Common, summary: RunSummary, *, as_json: bool) -> None:
    """The reasons for what was skipped, the counts, and where the report is."""
    for skipped in summary.skipped:
        record = f" record {skipped.record}" if skipped.record not in (None, skipped.path) else ""
        common.messages.warn(f"skipped {skipped.path}{record}: {skipped.reason}")
    common.messages.tell(_told(summary.counts) if summary.counts.get("new_articles") else f"nothing new; {_told(summary.counts)}")
    if summary.report:
        common.messages.tell(f"report: {summary.report}")
    if as_json:
        skipped_records = [{"path": s.path, "record": s.record, "reason": s.reason} for s in summary.skipped]
        report = str(summary.report) if summary.report else None
        click.echo(
            json.dumps({"run": summary.run, "counts": summary.counts, "skipped": skipped_records, "seconds": summary.seconds, "report": report})
        )


def clock() -> datetime:
    """The time now, the only clock of the program."""
    return datetime.now(UTC)


def peak_memory() -> int | None:
    """The most memory that this process or one of its workers held, in bytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _knowledge(common: Common, outlet: str | None) -> Knowledge:
    return Knowledge(common.settings, dict(language_packs()), load_registers(common.config), outlet)


def _told(counts: Mapping[str, int]) -> str:
    said = [f"{counts[name]:,} {one if counts[name] == 1 else several}" for name, (one, several) in _SAID.items() if counts.get(name)]
    return ", ".join(said) or "no articles"
