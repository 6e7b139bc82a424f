"""What a person or a log reads: messages on standard error, data on standard output, nothing raw from strangers."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime


def plain(text: str) -> str:
    """`text` safe to show on a terminal: control, bidirectional and other unprintable characters as escapes, in one line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class Messages:
    """Messages of one command: as plain lines, or as one JSON object a line for log collectors."""

    def __init__(self, *, quiet: bool, verbose: bool, as_json: bool) -> None:
        self._quiet = quiet
        self._verbose = verbose
        self._as_json = as_json
        self._progress_shown = False

    def detail(self, message: str) -> None:
        """Something for the curious."""
        if self._verbose:
            self._write("debug", message)

    def tell(self, message: str) -> None:
        """Something that is as it should be."""
        if not self._quiet:
            self._write("info", message)

    def warn(self, message: str) -> None:
        """Something to act on: shown even when quiet."""
        self._write("warning", message)

    def progress(self, message: str) -> None:
        """How far the work is: one line that is written over, on a terminal only."""
        if not self._quiet and not self._as_json and sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{plain(message)}")
            sys.stderr.flush()
            self._progress_shown = True

    def _write(self, level: str, message: str) -> None:
        if self._progress_shown:
            sys.stderr.write("\r\x1b[K")
            self._progress_shown = False
        if self._as_json:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            sys.stderr.write(json.dumps({"time": now, "level": level, "message": message}) + "\n")
        else:
            sys.stderr.write(plain(message) + "\n")
        sys.stderr.flush()
