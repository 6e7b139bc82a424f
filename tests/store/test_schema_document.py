"""docs/schema.md tells every table and column of the real schema, in its order, and nothing else."""

import re
from pathlib import Path

from provenance.store.database import APPLICATION_ID, Database

DOCUMENT = (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8")


def told() -> dict[str, list[str]]:
    tables: dict[str, list[str]] = {}
    for section in re.split(r"^## ", DOCUMENT, flags=re.MULTILINE)[1:]:
        name, _, body = section.partition("\n")
        tables[name] = re.findall(r"^\| (\w+) \| .+ \|$", body, flags=re.MULTILINE)[1:]
    return tables


def real(path: Path) -> dict[str, list[str]]:
    with Database.open(path) as database:
        names = database.connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '\\_%' ESCAPE '\\'")
        return {name: [row[1] for row in database.connection.execute(f"PRAGMA table_info({name})")] for (name,) in names.fetchall()}


def test_the_document_tells_the_schema(tmp_path: Path) -> None:
    assert told() == real(tmp_path / "news.db")


def test_the_document_tells_the_mark_of_our_files() -> None:
    assert f"0x{APPLICATION_ID:X}" in DOCUMENT
