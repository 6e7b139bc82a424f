"""Write files into the report's folder: each whole or not at all, unchanged ones left alone, those of gone pages dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from provenance.errors import ReportError

_UNFINISHED: Final = ".unfinished"
_OURS: Final = re.compile(r"(?:[a-z][0-9a-f]{20}|[a-z]+(?:-[a-z]+)*)(?:-[0-9]+)?\.(?:html|json|csv|xml)(?:\.unfinished)?")
"""Names that the report gives to its files: an id or plain words, perhaps a number. Nothing else is ever deleted."""


@dataclass
class ReportFolder:
    """A folder of pages. Files with names that the report never gives are not touched.

    After `drop_gone` it holds exactly the pages that were written to it since it was opened.
    """

    root: Path
    written: int = 0
    unchanged: int = 0
    dropped: int = 0
    _pages: dict[str, set[str]] = field(default_factory=dict)

    def write(self, page: str, text: str) -> None:
        """Write one page, given by its path below the folder with /. The same bytes as before are not written again.

        Raises ReportError where the folder can't be written to.
        """
        path = PurePosixPath(page)
        self._pages.setdefault(str(path.parent), set()).add(path.name)
        data = text.encode("utf-8", "replace")
        target = self.root / page
        try:
            if _same(target, data):
                self.unchanged += 1
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(target.name + _UNFINISHED)
            unfinished.write_bytes(data)
            unfinished.replace(target)
            self.written += 1
        except OSError as error:
            raise ReportError(f"{target}: a page of the report was to be written there: {error}. Choose another folder with --reports.") from error

    def drop_gone(self, folders: tuple[str, ...]) -> None:
        """Delete the report's pages in the named folders that were not written, and what an interrupted report left unfinished."""
        for folder in folders:
            kept = self._pages.get(folder, set())
            for entry in sorted((self.root / folder).glob("*")):
                if entry.name not in kept and _OURS.fullmatch(entry.name) and entry.is_file():
                    entry.unlink()
                    self.dropped += 1


def _same(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except FileNotFoundError:
        return False
