"""Store and read what matching finds: overlaps, what was set aside, families with their occurrences."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from provenance.model import Credit, Evidence, Portable, PublicationDate, Quotation
from provenance.store.database import CHUNK, Database

Pair = tuple[int, int]
"""Two articles by their rows, the lower first."""


@dataclass(frozen=True, slots=True)
class OverlapRow(Portable):
    """An overlap as it is stored: ``a`` and ``b`` are (article row, start, end)."""

    overlap_id: str
    a: tuple[int, int, int]
    b: tuple[int, int, int]
    kind: str
    similarity: float


@dataclass(frozen=True, slots=True)
class SetAsideRow(Portable):
    """A shared passage that is no finding, and why."""

    a: tuple[int, int, int]
    b: tuple[int, int, int]
    similarity: float
    reason: str


class Leeway(NamedTuple):
    """How many words must become formulae, or cease to be, before anything that two articles share is judged otherwise, and in which
    words of the first article and of the second it stands or may go on. ``articles`` is how large the collection was; None where
    what is shared hardly depends on how common words are.
    """

    words: int
    a_first: int
    a_last: int
    b_first: int
    b_last: int
    articles: int | None


@dataclass(frozen=True, slots=True)
class ComparedRows(Portable):
    """What comparing some pairs of articles has given.

    ``leeways`` are told of each pair that shares something.
    """

    overlaps: list[OverlapRow]
    aside: list[SetAsideRow]
    leeways: dict[Pair, Leeway]


Row = TypeVar("Row", OverlapRow, SetAsideRow)


def store_compared(database: Database, pairs: Sequence[Pair], found: ComparedRows) -> None:
    """Store what comparing these pairs has given, in place of what an earlier comparison gave, and take them off the waiting list.

    Where both gave the same, nothing is touched: families stay as they are.
    """
    overlaps, aside = _by_pair(found.overlaps), _by_pair(found.aside)
    with database.transaction() as connection:
        before = {pair: stored for pair in pairs if (stored := _stored(connection, pair)) is not None}
        differing = [pair for pair in pairs if before.get(pair, ([], [])) != (overlaps.get(pair, []), aside.get(pair, []))]
        replaced = [pair for pair in differing if pair in before]
        connection.executemany(
            "UPDATE overlaps SET family = NULL WHERE family IN"
            " (SELECT family FROM overlaps WHERE a_article = ?1 AND b_article = ?2 OR a_article = ?2 AND b_article = ?1)",
            replaced,
        )
        for table in ("overlaps", "set_aside"):
            connection.executemany(f"DELETE FROM {table} WHERE a_article = ?1 AND b_article = ?2 OR a_article = ?2 AND b_article = ?1", replaced)
        connection.executemany(
            "INSERT OR IGNORE INTO overlaps (overlap_id, a_article, a_start, a_end, b_article, b_start, b_end, kind, similarity)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((o.overlap_id, *o.a, *o.b, o.kind, o.similarity) for pair in differing for o in overlaps.get(pair, ())),
        )
        connection.executemany(
            "INSERT INTO set_aside (a_article, a_start, a_end, b_article, b_start, b_end, similarity, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*s.a, *s.b, s.similarity, s.reason) for pair in differing for s in aside.get(pair, ())),
        )
        connection.executemany("DELETE FROM comparisons WHERE a = ? AND b = ?", before)
        connection.executemany(
            "INSERT INTO comparisons (a, b, leeway, a_first, a_last, b_first, b_last, articles) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*pair, *leeway) for pair, leeway in found.leeways.items()),
        )
        connection.executemany("DELETE FROM candidates WHERE a = ? AND b = ?", pairs)


def _by_pair(rows: Iterable[Row]) -> dict[Pair, list[Row]]:
    """What was found in each pair of articles, the lower row first, by place."""
    found: dict[Pair, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.a, row.b)):
        found.setdefault((min(row.a[0], row.b[0]), max(row.a[0], row.b[0])), []).append(row)
    return found


def _stored(connection: sqlite3.Connection, pair: Pair) -> tuple[list[OverlapRow], list[SetAsideRow]] | None:
    """What an earlier comparison of two articles gave, by place; None where there was none or they shared nothing."""
    if not connection.execute("SELECT 1 FROM comparisons WHERE a = ? AND b = ?", pair).fetchone():
        return None
    overlaps = connection.execute(_STORED.format(columns="overlap_id, ", more="kind, similarity", table="overlaps"), pair)
    aside = connection.execute(_STORED.format(columns="", more="similarity, reason", table="set_aside"), pair)
    return (
        [OverlapRow(row[0], row[1:4], row[4:7], *row[7:]) for row in overlaps],
        [SetAsideRow(row[:3], row[3:6], *row[6:]) for row in aside],
    )


_STORED: Final = """SELECT {columns}a_article, a_start, a_end, b_article, b_start, b_end, {more} FROM {table}
WHERE a_article = ?1 AND b_article = ?2 OR a_article = ?2 AND b_article = ?1
ORDER BY a_article, a_start, a_end, b_article, b_start, b_end"""


Side = tuple[tuple[str, int], int, int]
"""An article (its id and its row) and a span in it."""


def gather(database: Database) -> list[tuple[int, Side, Side, int | None]]:
    """The overlaps that have no family yet, and all that touch them, directly or through others, in order of their ids.

    Each as (row, a, b, family of now).
    """
    connection = database.connection
    with database.transaction():
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS gathered (overlap INTEGER PRIMARY KEY, round INTEGER NOT NULL)")
        connection.execute("DELETE FROM gathered")
        added = connection.execute("INSERT INTO gathered SELECT id, 0 FROM overlaps WHERE family IS NULL").rowcount
        [(others,)] = connection.execute("SELECT count(*) FROM overlaps WHERE family IS NOT NULL")
        step = 0
        while added > 0 and others > 0:
            added = sum(connection.execute(_TOUCHING.format(x=x, y=y), (step + 1, step)).rowcount for x in "ab" for y in "ab")
            others -= added
            step += 1
        found = connection.execute(
            "SELECT overlaps.id, a.article_id, a.id, a_start, a_end, b.article_id, b.id, b_start, b_end, family FROM overlaps"
            " JOIN articles AS a ON a.id = a_article JOIN articles AS b ON b.id = b_article"
            " WHERE overlaps.id IN (SELECT overlap FROM gathered) ORDER BY overlap_id"
        ).fetchall()
        connection.execute("DELETE FROM gathered")
    return [(row[0], (row[1:3], *row[3:5]), (row[5:7], *row[7:9]), row[9]) for row in found]


_TOUCHING = """INSERT OR IGNORE INTO gathered
SELECT other.id, ? FROM gathered JOIN overlaps ON overlaps.id = gathered.overlap
JOIN overlaps AS other ON other.{y}_article = overlaps.{x}_article
 AND other.{y}_start < overlaps.{x}_end AND other.{y}_end > overlaps.{x}_start
WHERE gathered.round = ?"""


@dataclass(frozen=True, slots=True)
class OccurrenceRow(Portable):
    """An occurrence as it is stored; ``credits`` are rows of the credits table."""

    article: int
    start: int
    end: int
    variant: int
    credit_status: str
    credits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family as it is stored; ``overlaps`` are rows of the overlaps table, ``first_seen`` is (article, certain, reason)."""

    family_id: str
    overlaps: tuple[int, ...]
    occurrences: tuple[OccurrenceRow, ...]
    speakers: tuple[str, ...]
    first_seen: tuple[int, bool, str] | None


def replace_families(database: Database, former: Iterable[int], batches: Iterable[Sequence[FamilyRow]]) -> None:
    """Store families, some at a time, in place of the rows `former` and of those whose overlaps are all gone.

    Their ids go on as aliases of the families that took their overlaps or, where these were found anew, their articles.
    """
    connection = database.connection
    with database.transaction():
        bare = connection.execute("SELECT id FROM families WHERE id NOT IN (SELECT family FROM overlaps WHERE family IS NOT NULL)")
        ids = _take_out(connection, sorted({*former, *(row for (row,) in bare)}))
        heirs: dict[int, int] = {}
        holders: dict[int, list[int]] = {}
        for heir, family in chain.from_iterable(zip(_put_in(connection, families), families, strict=True) for families in batches):
            heirs.update(dict.fromkeys(family.overlaps, heir))
            for article in sorted({o.article for o in family.occurrences}):
                holders.setdefault(article, []).append(heir)
        for names, overlaps, articles in ids:
            took = [heirs[o] for o in overlaps if o in heirs] or [heir for article in articles for heir in holders.get(article, ())]
            if took:
                heir = min(set(took), key=lambda h: (-took.count(h), h))
                connection.executemany(
                    "INSERT OR REPLACE INTO family_aliases SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM families WHERE family_id = ?1)",
                    ((name, heir) for name in names),
                )


def _take_out(connection: sqlite3.Connection, former: Sequence[int]) -> list[tuple[list[str], list[int], list[int]]]:
    """Remove families; of each its ids, past and present, its overlaps and its articles."""
    taken = []
    for family in former:
        names = connection.execute(
            "SELECT family_id FROM families WHERE id = ?1 UNION SELECT alias FROM family_aliases WHERE family = ?1", (family,)
        ).fetchall()
        overlaps = connection.execute("SELECT id FROM overlaps WHERE family = ?", (family,)).fetchall()
        articles = connection.execute("SELECT DISTINCT article FROM occurrences WHERE family = ? ORDER BY article", (family,)).fetchall()
        taken.append(([name for (name,) in names], [row for (row,) in overlaps], [row for (row,) in articles]))
        connection.execute("UPDATE overlaps SET family = NULL WHERE family = ?", (family,))
        connection.execute("DELETE FROM occurrence_credits WHERE occurrence IN (SELECT id FROM occurrences WHERE family = ?)", (family,))
        connection.execute("DELETE FROM occurrences WHERE family = ?", (family,))
        connection.execute("DELETE FROM family_aliases WHERE family = ?", (family,))
        connection.execute("DELETE FROM families WHERE id = ?", (family,))
    return taken


def _put_in(connection: sqlite3.Connection, families: Sequence[FamilyRow]) -> range:
    """Insert families with their occurrences; their rows."""
    [(family_rows, occurrence_rows)] = connection.execute("SELECT coalesce(max(id), 0), (SELECT coalesce(max(id), 0) FROM occurrences) FROM families")
    rows = range(family_rows + 1, family_rows + 1 + len(families))
    occurrences = [(row, o) for row, family in zip(rows, families, strict=True) for o in family.occurrences]
    numbered = list(enumerate(occurrences, occurrence_rows + 1))
    connection.executemany("DELETE FROM family_aliases WHERE alias = ?", ((family.family_id,) for family in families))
    connection.executemany(
        "INSERT INTO families (id, family_id, first_seen_article, first_seen_certain, first_seen_reason, speakers) VALUES (?, ?, ?, ?, ?, ?)",
        ((row, f.family_id, *(f.first_seen or (None, None, None)), json.dumps(f.speakers)) for row, f in zip(rows, families, strict=True)),
    )
    connection.executemany(
        'INSERT INTO occurrences (id, family, article, start, "end", variant, credit_status) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ((number, row, o.article, o.start, o.end, o.variant, o.credit_status) for number, (row, o) in numbered),
    )
    connection.executemany("INSERT INTO occurrence_credits VALUES (?, ?)", ((number, credit) for number, (_, o) in numbered for credit in o.credits))
    connection.executemany(
        "UPDATE overlaps SET family = ? WHERE id = ?", ((row, o) for row, family in zip(rows, families, strict=True) for o in family.overlaps)
    )
    return rows


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What telling the spread of a passage needs of one article; credits with their rows."""

    article_id: str
    text: str
    outlet: str | None
    published: PublicationDate | None
    fetched: str | None
    credits: tuple[tuple[int, Credit], ...]
    quotations: tuple[Quotation, ...]


def stored_articles(database: Database, rows: Iterable[int]) -> dict[int, StoredArticle]:
    """Articles by their rows."""
    found: dict[int, StoredArticle] = {}
    wanted = sorted(set(rows))
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        marks = ",".join("?" * len(chunk))
        credited: dict[int, list[tuple[int, Credit]]] = {}
        quoted: dict[int, list[Quotation]] = {}
        for article, row, source, kind, scope, is_self, *told in database.rows(
            f'SELECT article, id, source, kind, scope, is_self, rule, text, start, "end" FROM credits WHERE article IN ({marks}) ORDER BY id', chunk
        ):
            credited.setdefault(article, []).append((row, Credit(source, kind, scope, bool(is_self), *told)))
        for article, quotation_id, first, last, speaker, closed in database.rows(
            'SELECT article, quotation_id, start, "end", speaker, closed FROM quotations'
            f' WHERE article IN ({marks}) AND speaker IS NOT NULL ORDER BY start, "end"',
            chunk,
        ):
            quoted.setdefault(article, []).append(Quotation(quotation_id, first, last, speaker, None, None, bool(closed)))
        fetched = dict(database.rows(f"SELECT article, min(fetched) FROM places WHERE article IN ({marks}) GROUP BY article", chunk))
        for row, article_id, text, outlet, value, precision in database.rows(
            f"SELECT id, article_id, text, outlet, published, published_precision FROM articles WHERE id IN ({marks})", chunk
        ):
            date = None if value is None else PublicationDate(value, precision, Evidence("stored"))
            found[row] = StoredArticle(article_id, text, outlet, date, fetched.get(row), tuple(credited.get(row, ())), tuple(quoted.get(row, ())))
    return found
