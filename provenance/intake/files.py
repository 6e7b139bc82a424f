"""Which files are read, which are known already, and who reads each: from paths to raw articles."""

from __future__ import annotations

import hashlib
import os
import posixpath
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from provenance.errors import ArticleError
from provenance.intake.archives import read_wacz, read_warc
from provenance.intake.feeds import read_feed
from provenance.intake.pages import read_mhtml, read_page
from provenance.intake.records import read_lines
from provenance.intake.sources import Passed, Source, opened
from provenance.intake.tables import read_table
from provenance.intake.texts import read_text
from provenance.intake.values import read_json
from provenance.model import FileStamp, RawArticle, Skipped
from provenance.settings import IntakeSettings

READER_VERSION: Final = 1
"""Raised whenever a file that was refused might be read now: such files are then tried again."""


@dataclass(frozen=True, slots=True)
class FileDone:
    """A file is dealt with; all that it gave came before.

    ``reason`` tells why it, or some record of it, could not be read. ``read`` is false when only its time had changed.
    """

    stamp: FileStamp
    reason: str | None
    read: bool = True


Reading = RawArticle | Skipped | Passed | FileDone
Reader = Callable[[Source, IntakeSettings], Iterator[RawArticle | Skipped | Passed]]

_READERS: Final[dict[str, Reader]] = {
    ".txt": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".json": read_json,
    ".csv": read_table,
    ".tsv": read_table,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".warc": read_warc,
    ".wacz": read_wacz,
}


def reader_recipe(settings: IntakeSettings) -> str:
    """Changes whenever a file that was refused might be read now."""
    return f"{READER_VERSION}-{hashlib.sha256(repr(settings).encode()).hexdigest()[:12]}"


def read_inputs(paths: Sequence[str], known: Callable[[str], FileStamp | None], settings: IntakeSettings) -> Iterator[Reading]:
    """Everything that the files and folders `paths` give, in the order of `paths`, folders by name.

    `known` gives the stamp under which a file (by absolute path) was read or refused by an earlier run. Nothing that goes
    wrong with one input ends the reading of the others: it comes out as Skipped.
    """
    seen: set[str] = set()
    for given in paths:
        shown = _shown(given)
        path = Path(given)
        if given == "-":
            yield from read_lines(Source("-", sys.stdin.buffer), settings)
        elif path.is_dir():
            yield from _read_folder(path, shown, known, settings, seen)
        elif not path.exists():
            yield Skipped(shown, None, "there is no such file or folder")
        elif _reader_of(path.name) is None or not path.is_file():
            yield Skipped(shown, None, f"files of this kind are not read; read are {' '.join(_READERS)}, and these with .gz")
        else:
            yield from _read_file(path.resolve(), shown, known, settings, seen)


def _shown(path: str) -> str:
    """A path as it is stored: as given, normalised, with / between its parts."""
    return os.path.normpath(path).replace(os.sep, "/")


def _reader_of(name: str) -> Reader | None:
    return _READERS.get(PurePath(name.lower().removesuffix(".gz")).suffix)


def _read_folder(folder: Path, shown: str, known: Callable[[str], FileStamp | None], settings: IntakeSettings, seen: set[str]) -> Iterator[Reading]:
    """All files below a folder by name. Links are not followed: what they point to is read in its own place, or lies outside."""
    waiting = [(folder.resolve(), shown)]
    while waiting:
        current, place = waiting.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(place, None, f"this folder can't be listed ({error.strerror})")
            continue
        folders = []
        for entry in entries:
            below = posixpath.join("" if place == "." else place, entry.name)
            if entry.name.startswith("."):
                yield Passed("hidden")
            elif entry.is_symlink():
                yield Passed("link")
            elif entry.is_dir(follow_symlinks=False):
                folders.append((Path(entry.path), below))
            elif _reader_of(entry.name) is None or not entry.is_file(follow_symlinks=False):
                yield Passed("other kind")
            else:
                yield from _read_file(Path(entry.path), below, known, settings, seen)
        waiting.extend(reversed(folders))


def _read_file(path: Path, shown: str, known: Callable[[str], FileStamp | None], settings: IntakeSettings, seen: set[str]) -> Iterator[Reading]:
    """One file by its resolved path, unless it is known unchanged: by path, size and time without opening it, else by the digest of its bytes."""
    place = str(path)
    if place in seen:
        return
    seen.add(place)
    before = known(place)
    try:
        stamp = _stamp(path, place)
        if before == replace(stamp, sha256=before.sha256 if before else None):
            yield Passed("unchanged")
            return
        stamp = replace(stamp, sha256=_digest(path))
    except OSError as error:
        yield Skipped(shown, None, f"it can't be read ({error.strerror})")
        return
    if before is not None and before.sha256 == stamp.sha256:
        yield Passed("unchanged")
        yield FileDone(stamp, None, read=False)
        return
    yield from _read_changed(path, shown, stamp, settings)


def _read_changed(path: Path, shown: str, stamp: FileStamp, settings: IntakeSettings) -> Iterator[Reading]:
    """What one file gives; it counts as done only when nobody wrote to it meanwhile."""
    reader = _reader_of(path.name)
    assert reader is not None
    reason = None
    try:
        with opened(path, shown, settings) as source:
            for number, reading in enumerate(reader(source, settings)):
                if number == settings.max_records:
                    raise ArticleError(f"it has more than {settings.max_records:,} records (intake.max_records); the rest was left out")
                if isinstance(reading, Skipped):
                    reason = "some of its records could not be read"
                yield reading
    except ArticleError as error:
        reason = str(error)
        yield Skipped(shown, None, reason)
    except OSError as error:
        yield Skipped(shown, None, f"it can't be read ({error.strerror or error})")
        return
    try:
        if _stamp(path, stamp.path) == replace(stamp, sha256=None):
            yield FileDone(stamp, reason)
    except OSError:
        return


def _stamp(path: Path, place: str) -> FileStamp:
    """Size and time of a file, without its digest."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(0, "it is no plain file")
    return FileStamp(place, found.st_size, found.st_mtime_ns, None)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
