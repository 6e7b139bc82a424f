"""Write files into the report's folder: each whole or not at all, unchanged ones left alone, those of gone pages dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from provenance.errors import ReportError

_UNFINISHED: Final = ".unfinished"
_MADE_FROM: Final = "made-from"
_OURS: Final = re.compile(r"[a-z][0-9a-f]{20}(?:-[0-9]+)?\.(?:html|json|csv)(?:\.unfinished)?")
"""Names that only the report gives to files: an id, perhaps a number. Files with other names are deleted only when an earlier
report has noted that it wrote them."""


def write_whole(target: Path, text: str) -> bool:
    """Write a file under another name and rename it, so that it is whole at any moment. The same bytes are not written again.

    Gives whether it was written. Raises ReportError where that is impossible.
    """
    data = text.encode("utf-8", "replace")
    try:
        if _holds(target, data):
            return False
        unfinished = target.with_name(target.name + _UNFINISHED)
        try:
            unfinished.write_bytes(data)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(data)
        unfinished.replace(target)
        return True
    except OSError as error:
        raise ReportError(f"{target}: a page of the report was to be written there: {error}. Choose another folder with --reports.") from error


def _holds(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except FileNotFoundError:
        return False


@dataclass
class ReportFolder:
    """A folder of pages, and from what each was made the last time. Files that no report has written are not touched.

    After `close` it holds of all pages that a report ever wrote exactly those told to `write` or `note` since it was opened.
    """

    root: Path
    written: int = 0
    unchanged: int = 0
    dropped: int = 0
    _made_from: dict[str, tuple[str, int]] = field(default_factory=dict)
    _pages: dict[str, str | None] = field(default_factory=dict)

    def open(self) -> None:
        """Read from what the pages were made, and mark the folder as a report's.

        Raises ReportError when it holds an index page but no such mark: that page is somebody else's.
        """
        if not (self.root / f".{_MADE_FROM}.json").exists():
            if (self.root / "index.html").exists():
                raise ReportError(
                    f"{self.root}: a folder for the report was wanted, but this one holds another index.html. Name another with --reports."
                )
            self.keep(_MADE_FROM, {})
        record = self.kept(_MADE_FROM)
        self._made_from = {a: (v[0], v[1]) for a, v in record.items() if isinstance(v, list) and len(v) == 2}

    def kept(self, name: str) -> dict[str, Any]:
        """What was kept in the folder under a name that no page has; nothing where it can't be read."""
        try:
            record = json.loads((self.root / f".{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def keep(self, name: str, record: Mapping[str, object]) -> None:
        """Keep something for the next time that the report is written."""
        write_whole(self.root / f".{name}.json", json.dumps(record, sort_keys=True))

    def made_from(self, address: str) -> str | None:
        """The digest of what a page was made from; None where there is no such page or it was changed since."""
        digest, changed = self._made_from.get(address, (None, 0))
        return digest if digest and self._changed(address) == changed else None

    def _changed(self, address: str) -> int | None:
        """When a page was changed last, in nanoseconds; None where there is none."""
        try:
            return (self.root / address).stat().st_mtime_ns
        except OSError:
            return None

    def write(self, address: str, text: str) -> None:
        """Write one page, given by its path below the folder with /."""
        self.note(address, written=write_whole(self.root / address, text))

    def note(self, address: str, *, written: bool, digest: str | None = None) -> None:
        """Count a page that was written or left as it was, and remember from what it was made."""
        self._pages[address] = digest
        self.written += written
        self.unchanged += not written

    def close(self) -> None:
        """Delete pages of the report that were not written, and what an interrupted one left; keep from what the others were made."""
        for folder in sorted({PurePosixPath(address).parent.as_posix() for address in self._pages} | _FOLDERS):
            for name in self._names(folder):
                address = name if folder == "." else f"{folder}/{name}"
                ours = address in self._made_from or (folder != "." and _OURS.fullmatch(name))
                if ours and address not in self._pages and (self.root / address).is_file():
                    (self.root / address).unlink()
                    self.dropped += 1
        self.keep(_MADE_FROM, {address: (digest, self._changed(address)) for address, digest in self._pages.items()})

    def _names(self, folder: str) -> list[str]:
        """The names in a folder below the report's, in order; none where there is no such folder."""
        try:
            return sorted(entry.name for entry in (self.root / folder).iterdir())
        except FileNotFoundError:
            return []


_FOLDERS: Final = frozenset({".", "families", "articles", "outlets", "lists"})
