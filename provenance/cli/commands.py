"""The commands: each parses, makes one call, prints, and gives its exit code."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

import provenance as package
from provenance.cli.options import Command, Common, common_options
from provenance.errors import BusyError, ReportError

DONE, FAULTY, SOME_UNREADABLE = 0, 1, 3
DEFAULT_REPORTS: Final = "reports"
EXPORTS: Final = {"articles": "article_records", "quotations": "quotation_records", "overlaps": "overlap_records", "families": "family_records"}

_reports = click.option(
    "--reports",
    type=click.Path(file_okay=False),
    default=DEFAULT_REPORTS,
    help="The folder of the report.",
    show_default=True,
)
_ui = click.option("--ui", type=click.Choice(["en", "ar"]), default="en", help="The language of the pages.", show_default=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package.__version__, prog_name="provenance")
def provenance() -> None:
    """Find the passages and quotations that news outlets share, whom each credits, and how they spread."""


@provenance.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@common_options
@_reports
@_ui
@click.option("--no-report", is_flag=True, help="Write no report.")
@click.option("--outlet", help="The outlet of articles that name none.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--dry-run", is_flag=True, help="Only say what would be read; store nothing.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="Wait so long for another run to end.",
)
@click.option("--skip-if-locked", is_flag=True, help="Do nothing, and call that done, while another run holds the database.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=None,
    help="Processes that compare.  [default: one for each core]",
)
def scan(common: Common, paths: tuple[str, ...], *, skip_if_locked: bool, dry_run: bool, as_json: bool, **options: Any) -> int:
    """Read new articles, find overlaps with everything known, store, write the report.

    PATH is a file or a folder, which is searched recursively; - reads record lines from standard input.
    """
    from provenance.cli.scanning import dry_scan, print_summary, stored_scan

    try:
        summary = (dry_scan if dry_run else stored_scan)(common, paths, **options)
    except BusyError as error:
        if not skip_if_locked:
            raise
        common.messages.tell(f"{error} Nothing was done.")
        return DONE
    print_summary(common, summary, as_json=as_json)
    return SOME_UNREADABLE if summary.skipped else DONE


@provenance.command(cls=Command)
@common_options
@_reports
@_ui
def report(common: Common, reports: str, ui: str) -> int:
    """Write the HTML report again from the database."""
    from provenance.report.write import write_reports
    from provenance.store.database import Database
    from provenance.store.queries import StoredCollection

    with Database.open_to_read(common.database) as database, database.snapshot():
        write_reports(StoredCollection(database), Path(reports), ui, common.settings, workers=os.cpu_count() or 1)
    common.messages.tell(f"report: {Path(reports) / 'index.html'}")
    return DONE


@provenance.command(cls=Command)
@click.argument("what", type=click.Choice([*EXPORTS]))
@common_options
@click.option("--format", "_form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="The form of the records.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="The file to write.  [default: standard output]")
def export(common: Common, what: str, _form: str, output: str | None) -> int:
    """Print what is known: articles, quotations, overlaps or families."""
    from provenance.export import jsonl, records
    from provenance.records import Record
    from provenance.store.database import Database
    from provenance.store.queries import StoredCollection

    with Database.open_to_read(common.database) as database, database.snapshot():
        chosen: Callable[[StoredCollection], Iterator[Record]] = getattr(records, EXPORTS[what])
        _write(jsonl.lines(chosen(StoredCollection(database))), output)
    return DONE


@provenance.command(cls=Command)
@common_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a run.")
def runs(common: Common, as_json: bool) -> int:
    """Past runs with their counts and skipped files."""
    from provenance.cli.terminal import plain
    from provenance.store.database import Database
    from provenance.store.runs import past_runs

    with Database.open_to_read(common.database) as database:
        past = past_runs(database)
    for run in past:
        if as_json:
            click.echo(json.dumps({**_run_record(run), "skipped": [_skipped_record(s) for s in run.skipped]}))
            continue
        counts = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in run.counts.items() if number) or "nothing"
        click.echo(f"run {run.run_id}, {run.started}, {run.outcome or 'did not end'}: {counts}")
        for skipped in run.skipped:
            click.echo(plain(f"  skipped {skipped.path}{f' record {skipped.record}' if skipped.record else ''}: {skipped.reason}"))
    return DONE


@provenance.command(cls=Command)
@common_options
def languages(_common: Common) -> int:
    """The language packs."""
    from provenance.languages import language_packs

    for code, pack in sorted(language_packs().items()):
        click.echo(f"{code}  {pack.english_name} ({pack.name}), written {pack.direction}")
    return DONE


@provenance.command(cls=Command)
@common_options
@click.option("--repair", is_flag=True, help="Mend what can be mended.")
def doctor(common: Common, repair: bool) -> int:
    """Check the database, the settings and the language packs; say what to do."""
    from provenance.cli.upkeep import examine

    return DONE if examine(common, mend=repair) else FAULTY


@provenance.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@common_options
@click.option("--print", "_print", is_flag=True, required=True, help="Print the crontab line; nothing is installed.")
@click.option("--at", type=click.DateTime(["%H:%M"]), default="03:15", show_default=True, metavar="HH:MM", help="When to scan every day.")
def schedule(common: Common, paths: tuple[str, ...], *, at: datetime, _print: bool) -> int:
    """Print the crontab line that scans PATH (the current folder if none is given) every night."""
    from provenance.cli.upkeep import crontab_line

    click.echo(crontab_line(common.database, paths or (".",), f"{at:%H:%M}"))
    return DONE


def _run_record(run: Any) -> dict[str, Any]:
    names = ("run_id", "started", "finished", "outcome", "version", "settings_sha256", "counts", "seconds", "peak_memory_bytes")
    return {name: getattr(run, name) for name in names}


def _skipped_record(skipped: Any) -> dict[str, Any]:
    return {"path": skipped.path, "record": skipped.record, "reason": skipped.reason}


def _write(lines: Iterable[bytes], output: str | None) -> None:
    """Lines to a file, whole or not at all, or to standard output."""
    if output is None:
        for line in lines:
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        return
    with _whole_file(Path(output)) as file:
        file.writelines(lines)


@contextmanager
def _whole_file(path: Path) -> Iterator[Any]:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise ReportError(f"{path}: the file can't be written ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)
