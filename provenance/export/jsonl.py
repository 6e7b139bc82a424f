"""JSON Lines: UTF-8, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from provenance.records import Record


def lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Each record as one line. A record with lone surrogates, which UTF-8 can't hold, is written in ASCII with escapes."""
    for record in records:
        try:
            yield json.dumps(record, ensure_ascii=False).encode() + b"\n"
        except UnicodeEncodeError:
            yield json.dumps(record).encode() + b"\n"
