"""Which files are read, which are known already, and who reads each: from paths to raw articles."""

from __future__ import annotations

import hashlib
import os
import posixpath
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Final

from provenance.errors import ArticleError
from provenance.intake.archives import read_wacz, read_warc
from provenance.intake.blocks import marks
from provenance.intake.feeds import read_feed
from provenance.intake.pages import read_mhtml, read_page
from provenance.intake.records import read_lines
from provenance.intake.sources import Passed, Source, opened
from provenance.intake.tables import read_table
from provenance.intake.texts import read_text
from provenance.intake.values import read_json
from provenance.model import REPORT_MARK, FileStamp, RawArticle, Skipped
from provenance.settings import IntakeSettings

READER_VERSION: Final = 2
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


def read_inputs(
    paths: Sequence[str], known: Callable[[str], FileStamp | None], settings: IntakeSettings, *, report: Path | None = None
) -> Iterator[Reading]:
    """Everything that the files and folders `paths` give, in the order of `paths`, folders by name; ``-`` is standard input.

    `known` gives the stamp under which a file (by absolute path) was read or refused by an earlier run. `report` is the folder
    of our own report, whose pages are no articles; nor are those of any other report of ours, which is known by its mark.
    Nothing that goes wrong with one input ends the reading of the others: it comes out as Skipped.
    """
    walk = _Walk(known, settings, report.resolve() if report else None)
    for given in paths:
        shown = os.path.normpath(given).replace(os.sep, "/")
        path = Path(given)
        if given == "-":
            yield from read_lines(Source("-", sys.stdin.buffer), settings)
        elif path.is_dir():
            yield from walk.folder(path.resolve(), shown)
        elif not path.exists():
            yield Skipped(shown, None, "there is no such file or folder")
        elif _reader_of(path.name) is None or not path.is_file():
            yield Skipped(shown, None, f"files of this kind are not read; read are {' '.join(_READERS)}, and these with .gz")
        else:
            yield from walk.file(path.resolve(), shown)


def _parts_of_pages(names: set[str]) -> set[str]:
    """The folders that browsers make for the parts of a page: ``Page_files`` beside ``Page.html``, whatever "files" is in their language."""
    stems = {PurePath(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
    return {stem + ending for stem in stems for ending in marks().folders} & names


def _reader_of(name: str) -> Reader | None:
    return _READERS.get(PurePath(name.lower().removesuffix(".gz")).suffix)


@dataclass
class _Walk:
    """One way through files and folders that takes each file once. Paths are resolved, what is shown of them is as given."""

    known: Callable[[str], FileStamp | None]
    settings: IntakeSettings
    report: Path | None
    seen: set[str] = field(default_factory=set)

    def folder(self, folder: Path, shown: str) -> Iterator[Reading]:
        """All files below a folder. Links are not followed: what they point to is read in its own place, or lies outside."""
        waiting = [(folder, shown)]
        while waiting:
            current, place = waiting.pop()
            try:
                entries = sorted(os.scandir(current), key=lambda entry: entry.name)
            except OSError as error:
                yield Skipped(place, None, f"this folder can't be listed ({error.strerror})")
                continue
            names = {entry.name for entry in entries}
            if current == self.report or REPORT_MARK in names:
                yield Passed("own report", place)
                continue
            folders = []
            parts = _parts_of_pages(names)
            for entry in entries:
                below = posixpath.join("" if place == "." else place, entry.name)
                if entry.name in parts and entry.is_dir(follow_symlinks=False):
                    yield Passed("part of a page", below)
                elif not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                    folders.append((Path(entry.path), below))
                else:
                    yield from self._entry(entry, below)
            waiting.extend(reversed(folders))

    def _entry(self, entry: os.DirEntry[str], shown: str) -> Iterator[Reading]:
        if entry.name.startswith("."):
            yield Passed("hidden", shown)
        elif entry.is_symlink():
            yield Passed("link", shown)
        elif _reader_of(entry.name) is None or not entry.is_file(follow_symlinks=False):
            yield Passed("other kind", shown)
        else:
            yield from self.file(Path(entry.path), shown)

    def file(self, path: Path, shown: str) -> Iterator[Reading]:
        """One file, unless it is known unchanged: by path, size and time without opening it, else by the digest of its bytes."""
        place = str(path)
        if place in self.seen:
            return
        self.seen.add(place)
        before = self.known(place)
        try:
            stamp = _stamp(path)
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
        yield from _read_changed(path, shown, stamp, self.settings)


def _read_changed(path: Path, shown: str, stamp: FileStamp, settings: IntakeSettings) -> Iterator[Reading]:
    """What one file gives; it counts as done only when nobody wrote to it meanwhile."""
    reason = None
    try:
        for reading in _read(path, shown, settings):
            if isinstance(reading, Skipped):
                reason = "some of its records could not be read"
            yield reading
    except ArticleError as error:
        reason = str(error)
        yield Skipped(shown, None, reason)
    except OSError as error:
        yield Skipped(shown, None, f"it can't be read ({error.strerror or error})")
        return
    except Exception as error:  # a fault of ours or of a library: one file must not end all nights to come
        reason = f"the program failed on this file, please report it: {type(error).__name__}: {error}"
        yield Skipped(shown, None, reason)
    try:
        if _stamp(path) == replace(stamp, sha256=None):
            yield FileDone(stamp, reason)
    except OSError:
        return


def _read(path: Path, shown: str, settings: IntakeSettings) -> Iterator[RawArticle | Skipped | Passed]:
    """What the reader of a file's kind gives. Raises ArticleError where it can't be read further."""
    reader = _reader_of(path.name)
    assert reader is not None
    with opened(path, shown, settings) as source:
        for number, reading in enumerate(reader(source, settings)):
            if number == settings.max_records:
                raise ArticleError(f"it has more than {settings.max_records:,} records (intake.max_records); the rest was left out")
            yield reading


def _stamp(path: Path) -> FileStamp:
    """Size and time of a file, without its digest."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(0, "it is no plain file")
    return FileStamp(str(path), found.st_size, found.st_mtime_ns, None)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
