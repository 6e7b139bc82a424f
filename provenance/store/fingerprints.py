"""Digests of all that is stored of each article and each family, by which the report knows what has changed since it was written.

The texts are not read: an article's id is made from its text. Rows are digested as they come, so that memory holds one digest an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

from provenance.model import Fingerprints
from provenance.store.database import CHUNK, Database, translated

_ARTICLES: Final = """SELECT id, article_id, title, language, outlet, outlet_rule, outlet_text, outlet_start, outlet_end, published,
 published_precision, published_rule, published_text, published_start, published_end, author, furniture, notes, run FROM articles"""
_OF_ARTICLES: Final = (
    "SELECT article, path, record, sha256, url, fetched FROM places ORDER BY article, path, record",
    'SELECT article, id, source, kind, scope, is_self, rule, text, start, "end" FROM credits ORDER BY article, id',
    'SELECT article, quotation_id, start, "end", speaker, speaker_rule, speaker_text, speaker_start, speaker_end, cue_start, cue_end, closed'
    " FROM quotations ORDER BY article, start, quotation_id",
)
_FAMILIES: Final = "SELECT id, family_id, first_seen_article, first_seen_certain, first_seen_reason, speakers FROM families"
_OCCURRENCES: Final = 'SELECT family, article, start, "end", variant, credit_status FROM occurrences ORDER BY family, id'
_OF_FAMILIES: Final = (
    "SELECT family, alias FROM family_aliases ORDER BY family, alias",
    "SELECT family, overlap_id, kind, similarity FROM overlaps WHERE family IS NOT NULL ORDER BY family, overlap_id",
    "SELECT family, article, start, credit FROM occurrence_credits JOIN occurrences ON occurrences.id = occurrence"
    " ORDER BY family, occurrence, credit",
)

_BYTES: Final = 16
"""Bytes of a digest: two that differ are equal once in 10^38."""


def fingerprints(database: Database) -> Fingerprints:
    """The digest of each article by its id, and that of each family by its id; a family's holds those of its articles."""
    articles = _Digests(database, _ARTICLES)
    for statement in _OF_ARTICLES:
        articles.add(statement)
    families = _Digests(database, _FAMILIES)
    members: dict[str, dict[str, None]] = {name: {} for name in families.ids.values()}
    for family, article, *row in _rows(database, _OCCURRENCES):
        families.open[family].update(f"{articles.open[article].hexdigest()}{row!r}".encode())
        members[families.ids[family]][articles.ids[article]] = None
    for statement in _OF_FAMILIES:
        families.add(statement)
    return Fingerprints(articles.by_id(), families.by_id(), {family: tuple(found) for family, found in members.items()})


class _Digests:
    """Digests by row number, begun with the row itself, of which the second column is the id."""

    def __init__(self, database: Database, statement: str) -> None:
        self.database = database
        self.ids: dict[int, str] = {}
        self.open: dict[int, blake2b] = {}
        for number, name, *row in _rows(database, statement):
            self.ids[number] = name
            self.open[number] = blake2b(_written(row), digest_size=_BYTES)

    def add(self, statement: str) -> None:
        """Take in further rows, of which the first column is the number of the row that they belong to."""
        for number, *row in _rows(self.database, statement):
            self.open[number].update(_written(row))

    def by_id(self) -> dict[str, str]:
        """The digests in the order of the ids."""
        return {name: self.open[number].hexdigest() for number, name in sorted(self.ids.items(), key=lambda entry: entry[1])}


def _written(row: list[Any]) -> bytes:
    return repr(row).encode("utf-8", "surrogatepass")


def _rows(database: Database, statement: str) -> Iterator[Any]:
    with translated(database.path):
        cursor = database.connection.execute(statement)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows
