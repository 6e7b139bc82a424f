"""The index in the database: keys of passages in sorted pages, counts of words, and the pairs that wait to be compared.

The keys of many articles are written at once, as a generation: one row for each page (stretch of keys), holding sorted arrays
as little-endian bytes. Where a page has too many, the youngest are merged, a few pages at a time.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from provenance.errors import DatabaseError
from provenance.model import Evidence, PublicationDate, Span
from provenance.sorting import rising
from provenance.store.database import CHUNK, Database, storable, translated

PAGES: Final = 64
"""Stretches of keys: what is held in memory at once when the index is read."""
GENERATIONS: Final = 8
"""Beyond which those of a page are merged where that is cheap: each is searched for each key."""
_MANY_GENERATIONS: Final = 12
"""Beyond which those of a page are merged, cheap or not."""
_REWRITTEN: Final = 12
"""Rows written anew for each that is added, about: three or four are needed over the years, and no night pays for all others."""
_LAST_WORD: Final = 65_535
"""The number of all words that stand behind it, too."""
_PAGE_SHIFT: Final = np.uint32(32 - 6)


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of the index: parallel arrays of key, article (its row number) and word."""

    keys: NDArray[np.uint32]
    articles: NDArray[np.uint32]
    words: NDArray[np.uint16]


def sorted_rows(parts: Sequence[Rows]) -> Rows:
    """All rows in order of their keys."""
    keys, articles, words = (np.concatenate([getattr(p, name) for p in parts]) for name in ("keys", "articles", "words"))
    order = rising(keys)
    return Rows(keys[order], articles[order], words[order])


def page_of(keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The page that each key stands in."""
    return (keys >> _PAGE_SHIFT).astype(np.int64)


def recipe(database: Database) -> str | None:
    """How the keys of the index were made; None when there is no index."""
    rows = database.rows("SELECT recipe FROM index_recipe")
    return str(rows[0][0]) if rows else None


def begin_anew(database: Database, recipe: str) -> None:
    """Drop the index; the next will be made by `recipe`."""
    with database.transaction() as connection:
        for table in ("index_pages", "index_generations", "index_statistics", "index_recipe"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO index_recipe VALUES (?)", (recipe,))


def indexed_up_to(database: Database) -> int:
    """The highest row number of an article in the index; all below it are there too."""
    return int(database.rows("SELECT coalesce(max(last_article), 0) FROM index_generations")[0][0])


def add_generation(database: Database, rows: Rows, last_article: int) -> None:
    """Write sorted rows as the youngest generation, and merge the youngest ones of pages that have too many."""
    connection = database.connection
    with database.transaction():
        bounds = np.searchsorted(page_of(rows.keys), np.arange(PAGES + 1))
        added = connection.execute("INSERT INTO index_generations (last_article) VALUES (?)", (last_article,)).lastrowid
        connection.executemany(
            "INSERT INTO index_pages VALUES (?, ?, ?, ?, ?)",
            (
                (added, page, *_bytes(Rows(rows.keys[a:b], rows.articles[a:b], rows.words[a:b])))
                for page, (a, b) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
                if b > a
            ),
        )
        _merge_young(connection, _REWRITTEN * len(rows.keys))


def _merge_young(connection: sqlite3.Connection, most_rows: int) -> None:
    """Merge the youngest generations of the pages that have the most, until `most_rows` rows, or a few more, are written anew."""
    pages: dict[int, list[tuple[int, int]]] = {page: [] for page in range(PAGES)}  # of each, from the oldest on: generation and its rows
    for page, generation, size in connection.execute("SELECT page, generation, length(keys) / 4 FROM index_pages ORDER BY generation"):
        pages[page].append((generation, size))
    written = 0
    for page in sorted((page for page in pages if len(pages[page]) > GENERATIONS), key=lambda page: (-len(pages[page]), page)):
        if written >= most_rows:
            break
        merged = _to_merge(pages[page])
        if len(merged) > 1:
            _merge(connection, page, [generation for generation, _ in merged])
            written += sum(size for _, size in merged)
    connection.execute(
        "DELETE FROM index_generations WHERE id NOT IN (SELECT generation FROM index_pages) AND id < (SELECT max(id) FROM index_generations)"
    )


def _to_merge(generations: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The youngest generations of a page up to one that is larger than all younger ones together, which stays; one with itself is none.

    So generations grow by tiers (O'Neil et al., 1996), and each row is written anew a few times, however many follow. Where there are very many
    the youngest two are merged in any case.
    """
    first = len(generations) - 1 - (len(generations) > _MANY_GENERATIONS)
    while first and generations[first - 1][1] <= sum(size for _, size in generations[first:]):
        first -= 1
    return generations[first:]


def _merge(connection: sqlite3.Connection, page: int, generations: Sequence[int]) -> None:
    """Write the rows that some generations have in a page as those of the oldest."""
    parts = [rows for generation in generations for rows in _read(connection, page, generation)]
    connection.execute("INSERT OR REPLACE INTO index_pages VALUES (?, ?, ?, ?, ?)", (generations[0], page, *_bytes(sorted_rows(parts))))
    connection.executemany("DELETE FROM index_pages WHERE generation = ? AND page = ?", ((generation, page) for generation in generations[1:]))


def _bytes(rows: Rows) -> tuple[bytes, bytes, bytes]:
    return rows.keys.astype("<u4").tobytes(), rows.articles.astype("<u4").tobytes(), rows.words.astype("<u2").tobytes()


def _read(connection: sqlite3.Connection, page: int, generation: int | None = None) -> list[Rows]:
    chosen = connection.execute(
        "SELECT keys, articles, words FROM index_pages WHERE page = ? AND generation = coalesce(?, generation) ORDER BY generation",
        (page, generation),
    )
    return [Rows(np.frombuffer(k, "<u4"), np.frombuffer(a, "<u4"), np.frombuffer(w, "<u2")) for k, a, w in chosen]


def index_pages(database: Database, pages: Sequence[int] = range(PAGES)) -> Iterator[list[Rows]]:
    """The rows of each of some pages, one array set a generation."""
    for page in pages:
        with translated(database.path):
            parts = _read(database.connection, page)
        yield parts


def statistic(database: Database, name: str) -> NDArray[np.uint32]:
    """A stored array of numbers; empty when there is none of that name."""
    rows = database.rows("SELECT value FROM index_statistics WHERE name = ?", (name,))
    try:
        return np.frombuffer(zlib.decompress(rows[0][0]) if rows else b"", "<u4")
    except (zlib.error, ValueError) as error:
        raise DatabaseError(f"{database.path}: the database is damaged ({error}). Run `provenance doctor`, or restore a copy.") from error


def store_statistic(database: Database, name: str, values: NDArray[np.uint32]) -> None:
    """Store an array of numbers under a name."""
    packed = zlib.compress(values.astype("<u4").tobytes(), 1)
    with database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO index_statistics VALUES (?, ?)", (name, packed))


_STORIES: Final = "stories of articles"
_RUNS: Final = "sampled runs"


def stories(database: Database) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """By row, as far as it is told: the number of each article's story, and how many of its runs are in the sample that tells versions."""
    numbers, runs = (statistic(database, name).astype(np.int64) for name in (_STORIES, _RUNS))
    return numbers, runs


def store_stories(database: Database, numbers: NDArray[np.int64], runs: NDArray[np.int64]) -> None:
    """Store what `stories` gives."""
    with database.transaction():
        store_statistic(database, _STORIES, numbers.astype(np.uint32))
        store_statistic(database, _RUNS, runs.astype(np.uint32))


def last_row(database: Database) -> int:
    """The highest row number of an article, 0 where there is none."""
    return int(database.rows("SELECT coalesce(max(id), 0) FROM articles")[0][0])


def outlets(database: Database) -> NDArray[np.int64]:
    """For every article row a number of its outlet: equal when they are equal; where the outlet is unknown, the number is the article's own."""
    last = last_row(database)
    names = database.rows("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet")
    numbers = len(names) + np.arange(last + 1, dtype=np.int64)
    for number, name in enumerate(names):
        numbers[_column(database, "SELECT id FROM articles WHERE outlet = CAST(? AS TEXT)", next(storable([name])))] = number
    return numbers


def ranks(database: Database) -> NDArray[np.int64]:
    """For every article row its place among all in the order of their ids."""
    places = np.zeros(last_row(database) + 1, np.int64)
    in_order = _column(database, "SELECT id FROM articles ORDER BY article_id")
    places[in_order] = np.arange(len(in_order))
    return places


def _column(database: Database, query: str, parameters: Sequence[Any] = ()) -> NDArray[np.int64]:
    """The row numbers that a query gives as `id`, in its order; as one text, which takes a third of the time."""
    [(numbers,)] = database.rows(f"SELECT group_concat(id) FROM ({query})", parameters)
    return np.fromstring(numbers, np.int64, sep=",") if numbers else np.zeros(0, np.int64)


def unmatched(database: Database) -> list[int]:
    """Row numbers of the articles whose candidates are not known yet, rising."""
    return [row for (row,) in database.rows("SELECT id FROM articles WHERE matched = 0 ORDER BY id")]


def beyond(database: Database, row: int) -> list[int]:
    """Row numbers of the articles after `row`, rising."""
    return [r for (r,) in database.rows("SELECT id FROM articles WHERE id > ? ORDER BY id", (row,))]


def note_candidates(database: Database, pairs: NDArray[np.int64], matched: Sequence[int]) -> None:
    """Note pairs that wait to be compared, and the articles whose candidates are all noted with that.

    What is known of such an article may have changed since it was last looked up: it is compared again with all that it was found
    to share something with, and its families are told anew.
    """
    with database.transaction() as connection:
        ordered = np.sort(pairs, axis=1).tolist()
        connection.executemany("INSERT OR IGNORE INTO candidates VALUES (?, ?)", ordered)
        rows = (json.dumps(list(matched)),)
        for side in ("a", "b"):
            connection.execute(
                f"INSERT OR IGNORE INTO candidates SELECT a, b FROM comparisons WHERE {side} IN (SELECT value FROM json_each(?))", rows
            )
        connection.execute(
            "UPDATE overlaps SET family = NULL WHERE family IN (SELECT family FROM occurrences WHERE article IN (SELECT value FROM json_each(?)))",
            rows,
        )
        connection.execute("UPDATE articles SET matched = 1 WHERE id IN (SELECT value FROM json_each(?))", rows)


@dataclass(frozen=True, eq=False)
class Holders:
    """Where some keys stand: parallel arrays of key, article and word."""

    keys: NDArray[np.uint32]
    articles: NDArray[np.uint32]
    words: NDArray[np.uint16]

    def of(self, keys: NDArray[np.uint32]) -> Holders:
        """Those of some of the keys, which rise."""
        at = np.searchsorted(keys, self.keys)
        chosen = at < len(keys)
        chosen[chosen] = keys[at[chosen]] == self.keys[chosen]
        return Holders(self.keys[chosen], self.articles[chosen], self.words[chosen])

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Article and word of each, as one number, rising."""
        return np.sort(_place(self.articles, self.words))

    def within(self, articles: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many of the keys tell of each of some stretches, from word `first` to before word `last` of an article.

        A key stands at the first of its three words, and at word 65,535 when that stands behind it.
        """
        low, high = np.minimum(first - 2, _LAST_WORD), np.minimum(last, _LAST_WORD + 1)
        return self.places.searchsorted(_place(articles, high)) - self.places.searchsorted(_place(articles, low))


def _place(articles: NDArray[Any], words: NDArray[Any]) -> NDArray[np.int64]:
    place: NDArray[np.int64] = (articles.astype(np.int64) << 17) + words
    return place


def note_again(database: Database, holders: Holders, words: float) -> None:
    """Note the pairs again whose leeway is used up by the keys that have changed in what they share, at `words` words a key.

    The leeway of the other pairs shrinks by what has changed.
    """
    with database.transaction() as connection:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS holding (article INTEGER PRIMARY KEY)")
        connection.executemany("INSERT INTO holding VALUES (?)", ((article,) for article in np.unique(holders.articles).tolist()))
        found = connection.execute(
            "SELECT a, b, a_first, a_last, b_first, b_last, leeway FROM holding JOIN comparisons ON a = article"
            " UNION SELECT a, b, a_first, a_last, b_first, b_last, leeway FROM holding JOIN comparisons ON b = article"
        ).fetchall()
        connection.execute("DELETE FROM holding")
        if not found:
            return
        a, b, a_first, a_last, b_first, b_last = np.array([row[:6] for row in found], np.int64).T
        changed = words * (holders.within(a, a_first, a_last) + holders.within(b, b_first, b_last))
        left = np.array([row[6] for row in found]) - changed
        again, less = (left <= 0) & (changed > 0), (left > 0) & (changed > 0)
        connection.executemany("INSERT OR IGNORE INTO candidates VALUES (?, ?)", zip(a[again].tolist(), b[again].tolist(), strict=True))
        connection.executemany(
            "UPDATE comparisons SET leeway = ? WHERE a = ? AND b = ?", zip(left[less].tolist(), a[less].tolist(), b[less].tolist(), strict=True)
        )


def note_outgrown(database: Database, articles: float) -> None:
    """Note the pairs again that were compared in a collection of fewer than so many articles."""
    with database.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO candidates SELECT a, b FROM comparisons WHERE articles < ?", (articles,))


def waiting_pairs(database: Database, limit: int) -> list[tuple[int, int]]:
    """The first `limit` pairs that wait to be compared, in order."""
    return database.rows("SELECT a, b FROM candidates ORDER BY a, b LIMIT ?", (limit,))


@dataclass(frozen=True, slots=True)
class StoredText:
    """What comparing needs of one stored article."""

    row: int
    article_id: str
    text: str
    published: PublicationDate | None
    furniture: tuple[Span, ...]
    quotations: tuple[Span, ...]


def texts(database: Database, rows: Sequence[int]) -> list[StoredText]:
    """The texts of articles, in the order of `rows`."""
    found: dict[int, StoredText] = {}
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        marks = ",".join("?" * len(chunk))
        quoted: dict[int, list[Span]] = {}
        for article, first, last in database.rows(f'SELECT article, start, "end" FROM quotations WHERE article IN ({marks})', chunk):
            quoted.setdefault(article, []).append(Span(first, last))
        for row, article_id, text, published, precision, furniture in database.rows(
            f"SELECT id, article_id, text, published, published_precision, furniture FROM articles WHERE id IN ({marks})", chunk
        ):
            spans = tuple(Span(*span) for span in json.loads(furniture))
            date = None if published is None else PublicationDate(published, precision, Evidence("stored"))
            found[row] = StoredText(row, article_id, text, date, spans, tuple(sorted(quoted.get(row, ()))))
    return [found[row] for row in rows]


def passage(database: Database, row: int, span: Span) -> tuple[str, str | None]:
    """A stretch of the text of an article, and the language of the article where it is known."""
    [(text, language)] = database.rows("SELECT text, language FROM articles WHERE id = ?", (row,))
    return text[span.start : span.end], language
