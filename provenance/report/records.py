"""The files beside a family's page: its record as JSON, and its occurrences as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import Final

from provenance.model import Family
from provenance.records import Articles, Record, family_record

_COLUMNS: Final = ("article_id", "record", "path", "outlet", "published", "start", "end", "variant", "credit_status", "credits", "text")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def family_files(family: Family, articles: Articles) -> dict[str, str]:
    """The contents of both files by their ending."""
    record = family_record(family, articles)
    return {"json": json.dumps(record, ensure_ascii=False) + "\n", "csv": _table(record)}


def _table(record: Record) -> str:
    """One row an occurrence. A cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_COLUMNS)
    for occurrence in record["occurrences"]:
        credited = "; ".join(credit["source"] or credit["text"] for credit in occurrence["credits"])
        table.writerow([_cell(credited if column == "credits" else occurrence[column]) for column in _COLUMNS])
    return written.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
