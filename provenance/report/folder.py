"""Write files into the report's folder: each whole or not at all, unchanged ones left alone, those of gone pages dropped."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from provenance.errors import ReportError
from provenance.model import REPORT_MARK

_UNFINISHED: Final = ".unfinished"
_OURS: Final = re.compile(r"[a-z][0-9a-f]{20}(?:-[0-9]+)?\.(?:html|json|csv)(?:\.unfinished)?")
"""Names that only the report gives to files: an id, perhaps a number. Files with other names are deleted only when an earlier
report has noted that it wrote them."""


def write_whole(target: str, text: str) -> bool:
    """Write a file under another name and rename it, so that it is whole at any moment. The same bytes are not written again.

    Gives whether it was written. Raises ReportError where that is impossible.
    """
    data = text.encode("utf-8", "replace")
    try:
        if _holds(target, data):
            return False
        unfinished = target + _UNFINISHED
        try:
            _write(unfinished, data)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            _write(unfinished, data)
        os.replace(unfinished, target)
        return True
    except OSError as error:
        raise ReportError(f"{target}: a page of the report was to be written there: {error}. Choose another folder with --reports.") from error


def _holds(path: str, data: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(data):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except FileNotFoundError:
        return False


def _write(path: str, data: bytes) -> None:
    with open(path, "wb", buffering=0) as file:
        written = 0
        while written < len(data):
            written += file.write(data[written:])


@dataclass
class ReportFolder:
    """A folder of pages, and from what each was made the last time. Files that no report has written are not touched.

    After `close` it holds of all pages that a report ever wrote exactly those told to `write` or `note` since it was opened.
    """

    root: Path
    written: int = 0
    unchanged: int = 0
    dropped: int = 0
    _made_from: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    _whole: str | None = None
    _standing: dict[str, int] = field(default_factory=dict)
    _pages: dict[str, str | None] = field(default_factory=dict)

    def open(self) -> None:
        """Read from what the pages were made, and mark the folder as a report's.

        Raises ReportError when it holds an index page but no such mark: that page is somebody else's.
        """
        if not (self.root / REPORT_MARK).exists():
            if (self.root / "index.html").exists():
                raise ReportError(
                    f"{self.root}: a folder for the report was wanted, but this one holds another index.html. Name another with --reports."
                )
            self.keep(REPORT_MARK, {})
        record = self.kept(REPORT_MARK)
        pages, whole = record.get("pages"), record.get("whole")
        self._whole = whole if isinstance(whole, str) else None
        self._made_from = {a: (v[0], v[1]) for a, v in pages.items() if isinstance(v, list) and len(v) == 2} if isinstance(pages, dict) else {}
        self._standing = self._files()

    def kept(self, name: str) -> dict[str, Any]:
        """What was kept in the folder under a name that no page has; nothing where it can't be read."""
        try:
            record = json.loads((self.root / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def keep(self, name: str, record: Mapping[str, object]) -> None:
        """Keep something for the next time that the report is written."""
        write_whole(f"{self.root}/{name}", json.dumps(record, sort_keys=True))

    def stands(self, whole: str) -> bool:
        """Whether the report that was made last is the one with this digest, and nobody has changed or deleted a page of it since."""
        if whole != self._whole or any(self._standing.get(address) != changed for address, (_, changed) in self._made_from.items()):
            return False
        self.unchanged = len(self._made_from)
        return True

    def made_from(self, address: str) -> str | None:
        """The digest of what a page was made from; None where there is no such page or it was changed since."""
        digest, changed = self._made_from.get(address, (None, 0))
        return digest if digest and self._standing.get(address) == changed else None

    def write(self, address: str, text: str) -> None:
        """Write one page, given by its path below the folder with /."""
        self.note(address, written=write_whole(f"{self.root}/{address}", text))

    def note(self, address: str, *, written: bool, digest: str | None = None) -> None:
        """Count a page that was written or left as it was, and remember from what it was made."""
        self._pages[address] = digest
        self.written += written
        self.unchanged += not written

    def close(self, whole: str) -> None:
        """Delete pages of the report that were not written, and what an interrupted one left; keep from what the others were made.

        `whole` is a digest of all that the report was made from.
        """
        standing = self._files()
        for address in sorted(standing.keys() - self._pages.keys()):
            name = address.rpartition("/")[2]
            if address in self._made_from or (name != address and _OURS.fullmatch(name)):
                os.unlink(f"{self.root}/{address}")
                self.dropped += 1
        pages = {address: (digest, standing.get(address)) for address, digest in self._pages.items()}
        self.keep(REPORT_MARK, {"whole": whole, "pages": pages})

    def _files(self) -> dict[str, int]:
        """When each file of the report's folders was changed last, in nanoseconds, by its address."""
        found = {}
        for folder in _FOLDERS:
            try:
                entries = os.scandir(f"{self.root}/{folder}")
            except FileNotFoundError:
                continue
            with entries:
                found.update({folder + entry.name: entry.stat().st_mtime_ns for entry in entries if entry.is_file()})
        return found


_FOLDERS: Final = ("", "families/", "articles/", "outlets/", "lists/")
