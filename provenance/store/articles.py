"""Store articles with their places, credits and quotations: each whole or absent."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from provenance.model import Article, Evidence, Place, Portable, Quotation
from provenance.store.database import CHUNK, Database, storable, translated

_FACTS: Final = (
    "text", "title", "language", "outlet", "outlet_rule", "outlet_text", "outlet_start", "outlet_end", "published", "published_precision",
    "published_rule", "published_text", "published_start", "published_end", "author", "furniture", "notes",
)  # fmt: skip
_CREDIT: Final = ("source", "kind", "scope", "is_self", "rule", "text", "start", "end")
_PLACE: Final = ("path", "record", "sha256", "url", "fetched", "offset")
_QUOTATION: Final = (
    "quotation_id", "article", "start", "end", "speaker", "speaker_rule", "speaker_text", "speaker_start", "speaker_end",
    "cue_start", "cue_end", "closed",
)  # fmt: skip
_NUMBERS: Final = frozenset({"id", "article", "run", "start", "end", "is_self", "closed", "offset"})


@dataclass(frozen=True, slots=True)
class Described(Portable):
    """An article with the quotations found in it: what is stored together."""

    article: Article
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """What one call of `store_articles` changed: articles that are new, and new places of articles known before."""

    new: int
    places: int


def store_articles(database: Database, batch: Iterable[Described], run: int) -> Stored:
    """Store a batch in one transaction.

    An article that is there already gets its further place. The description of an article (credits, evidence, quotations)
    is always that of its smallest place by path and record, so that the order of reading changes nothing; an article whose
    description changes waits to be matched again.
    """
    groups: dict[str, list[Described]] = {}
    for described in batch:
        groups.setdefault(described.article.article_id, []).append(described)
    with database.transaction() as connection:
        rows = _rows_of(connection, list(groups))
        next_row = 1 + connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()[0]
        fresh: list[tuple[int, Described]] = []
        for article_id, group in groups.items():
            first = min(group, key=_order)
            row = rows.get(article_id)
            if row is None:
                row = rows[article_id] = next_row + len(fresh)
                fresh.append((row, first))
            else:
                _describe_again(connection, row, first)
        _insert(
            connection, "articles", ("id", "article_id", *_FACTS, "run"), [(row, d.article.article_id, *_facts(d.article), run) for row, d in fresh]
        )
        _insert_parts(connection, fresh)
        before = connection.total_changes
        places = [
            (rows[d.article.article_id], *_place(place))
            for group in groups.values()
            for d in group
            for place in (d.article.place, *d.article.also_at)
        ]
        _insert(connection, "places", ("article", *_PLACE), places, conflict="OR IGNORE")
        return Stored(len(fresh), connection.total_changes - before - len(fresh))


def stored_ids(database: Database, article_ids: Iterable[str]) -> set[str]:
    """Those of `article_ids` that are stored."""
    with translated(database.path):
        return set(_rows_of(database.connection, sorted(article_ids)))


def _order(described: Described) -> tuple[str, str]:
    return described.article.place.path, described.article.place.record


def _rows_of(connection: sqlite3.Connection, article_ids: Sequence[str]) -> dict[str, int]:
    """The row numbers of the articles that are there."""
    rows: dict[str, int] = {}
    for start in range(0, len(article_ids), CHUNK):
        chunk = article_ids[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        rows.update(connection.execute(f"SELECT article_id, id FROM articles WHERE article_id IN ({marks})", chunk))
    return rows


def _describe_again(connection: sqlite3.Connection, row: int, described: Described) -> None:
    """Take over the description from `described` when its place comes before all known ones and it says something else."""
    first = connection.execute("SELECT path, record FROM places WHERE article = ? ORDER BY path, record LIMIT 1", (row,)).fetchone()
    if _order(described) >= tuple(first) or _same_description(connection, row, described):
        return
    connection.execute("DELETE FROM occurrence_credits WHERE credit IN (SELECT id FROM credits WHERE article = ?)", (row,))
    connection.execute("DELETE FROM credits WHERE article = ?", (row,))
    connection.execute("DELETE FROM quotations WHERE article = ?", (row,))
    columns = ", ".join(f"{name} = CAST(? AS TEXT)" if _is_text(name) else f"{name} = ?" for name in _FACTS)
    for values in storable([(*_facts(described.article), row)]):
        connection.execute(f"UPDATE articles SET {columns}, matched = 0 WHERE id = ?", values)
    _insert_parts(connection, [(row, described)])


def _same_description(connection: sqlite3.Connection, row: int, described: Described) -> bool:
    facts = connection.execute(f"SELECT {', '.join(_FACTS)} FROM articles WHERE id = ?", (row,)).fetchone()
    credited = connection.execute(f"SELECT {_quoted(_CREDIT)} FROM credits WHERE article = ? ORDER BY id", (row,)).fetchall()
    quotations = connection.execute(f"SELECT {_quoted(_QUOTATION)} FROM quotations WHERE article = ? ORDER BY id", (row,)).fetchall()
    return (tuple(facts), credited, quotations) == (
        _facts(described.article),
        [_credit_row(row, described.article, n)[1:] for n in range(len(described.article.credits))],
        [_quotation_row(row, q) for q in described.quotations],
    )


def _insert_parts(connection: sqlite3.Connection, articles: Sequence[tuple[int, Described]]) -> None:
    """The credits and quotations of articles that have none yet."""
    _insert(
        connection, "credits", ("article", *_CREDIT), [_credit_row(row, d.article, n) for row, d in articles for n in range(len(d.article.credits))]
    )
    _insert(connection, "quotations", _QUOTATION, [_quotation_row(row, q) for row, d in articles for q in d.quotations])


def _insert(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], conflict: str = "") -> None:
    """Insert rows with text as it is, lone surrogates included (see `storable`)."""
    marks = ", ".join("CAST(? AS TEXT)" if _is_text(name) else "?" for name in columns)
    connection.executemany(f"INSERT {conflict} INTO {table} ({_quoted(columns)}) VALUES ({marks})", storable(rows))


def _is_text(column: str) -> bool:
    return column not in _NUMBERS and not column.endswith(("_start", "_end"))


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _facts(article: Article) -> tuple[Any, ...]:
    outlet, published = article.outlet, article.published
    return (
        article.text,
        article.title,
        article.language,
        outlet.name if outlet else None,
        *_evidence(outlet.evidence if outlet else None),
        published.value if published else None,
        published.precision if published else None,
        *_evidence(published.evidence if published else None),
        article.author,
        json.dumps(article.furniture),
        json.dumps(article.notes),
    )


def _evidence(evidence: Evidence | None) -> tuple[str | None, str | None, int | None, int | None]:
    return (None, None, None, None) if evidence is None else (evidence.rule, evidence.text, evidence.start, evidence.end)


def _place(place: Place) -> tuple[Any, ...]:
    return place.path, place.record, place.sha256, place.url, place.fetched, place.offset


def _credit_row(row: int, article: Article, number: int) -> tuple[Any, ...]:
    credit = article.credits[number]
    return row, credit.source, credit.kind, credit.scope, int(credit.is_self), credit.rule, credit.text, credit.start, credit.end


def _quotation_row(row: int, quotation: Quotation) -> tuple[Any, ...]:
    cue = quotation.cue or (None, None)
    return (
        quotation.quotation_id, row, quotation.start, quotation.end, quotation.speaker, *_evidence(quotation.speaker_evidence), *cue,
        int(quotation.closed),
    )  # fmt: skip
