"""The report makes a page again when a fingerprint has changed: so it changes with every column that a page is made from."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from provenance.store.database import Database
from provenance.store.fingerprints import fingerprints

ROOT = Path(__file__).parents[2]
TABLES = ("articles", "places", "credits", "quotations", "families", "family_aliases", "overlaps", "occurrences", "occurrence_credits")
KEYS = {"id", "article", "family", "occurrence", "credit", "article_id", "family_id"}
IN_AN_ID = {"text", "a_article", "a_start", "a_end", "b_article", "b_start", "b_end"}
NOT_SHOWN = {"matched", "offset"}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the seeds whose one family has a former id."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.db"
    subprocess.run([sys.executable, "-m", "provenance", "scan", "seeds/", "--db", str(path), "--no-report", "-q"], cwd=ROOT, check=True)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO family_aliases SELECT 'f0', id FROM families")
    connection.close()
    return path


def families_of(path: Path) -> dict[str, str]:
    with Database.open_to_read(path) as database:
        return dict(fingerprints(database).families)


def test_every_column_that_a_page_is_made_from_is_in_the_fingerprint(seeds: Path, tmp_path: Path) -> None:
    before = families_of(seeds)
    of_family = "article IN (SELECT article FROM occurrences)"
    missed, changed = [], 0
    for table in TABLES:
        with sqlite3.connect(seeds) as connection:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        connection.close()
        hidden = NOT_SHOWN | KEYS | (IN_AN_ID if table in {"articles", "overlaps"} else set())
        for column in set(columns) - hidden:
            copy = tmp_path / "changed.db"
            shutil.copy(seeds, copy)
            with sqlite3.connect(copy) as connection:
                where = of_family if "article" in columns else "id IN (SELECT article FROM occurrences)" if table == "articles" else "1"
                connection.execute(f'UPDATE OR IGNORE {table} SET "{column}" = 987654 WHERE {where}')
            connection.close()
            changed += 1
            if families_of(copy) == before:
                missed.append(f"{table}.{column}")
    assert changed > 40
    assert missed == []


def test_families_that_are_stored_anew_with_the_same_content_keep_their_fingerprint(seeds: Path, tmp_path: Path) -> None:
    copy = tmp_path / "again.db"
    shutil.copy(seeds, copy)
    with sqlite3.connect(copy) as connection:
        for table, column in (("occurrences", "id"), ("occurrence_credits", "occurrence")):
            connection.execute(f"UPDATE {table} SET {column} = {column} + 1000")
    connection.close()
    assert families_of(copy) == families_of(seeds)
