"""Read the collection back as records, in orders that depend on content alone, a few hundred at a time."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any, Final

from provenance.model import (
    Article,
    Credit,
    Evidence,
    Family,
    FamilyMember,
    Fingerprints,
    FirstSeen,
    Occurrence,
    Outlet,
    Overlap,
    Place,
    PublicationDate,
    Quotation,
    Run,
    SetAside,
    Span,
)
from provenance.store.database import CHUNK, Database, translated
from provenance.store.fingerprints import fingerprints
from provenance.store.runs import past_runs

_KEPT_ARTICLES: Final = 2048  # articles kept for the next question; families ask for the same few again and again

_ARTICLE: Final = """SELECT id, article_id, text, title, language, outlet, outlet_rule, outlet_text, outlet_start, outlet_end, published,
 published_precision, published_rule, published_text, published_start, published_end, author, furniture, notes FROM articles"""
_WITH_ARTICLE: Final = """SELECT article_id, quotation_id, start, "end", speaker, speaker_rule, speaker_text, speaker_start, speaker_end,
 cue_start, cue_end, closed FROM quotations JOIN articles ON articles.id = article"""
_FAMILY: Final = """SELECT families.id, family_id, speakers, article_id, outlet, published, first_seen_certain, first_seen_reason
 FROM families LEFT JOIN articles ON articles.id = first_seen_article"""
_OVERLAP: Final = """SELECT overlap_id, a.article_id, a_start, a_end, b.article_id, b_start, b_end, kind, similarity, family_id
 FROM overlaps JOIN articles a ON a.id = a_article JOIN articles b ON b.id = b_article LEFT JOIN families ON families.id = family"""


class StoredCollection:
    """All that reports and exports ask of a database. Nothing is ever changed through it; an unknown id raises KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection
        self._articles: OrderedDict[str, Article] = OrderedDict()

    def runs(self) -> Sequence[Run]:
        """All runs, oldest first, each with its counts and the inputs that it skipped."""
        return past_runs(self._database)

    def counts(self) -> Mapping[str, int]:
        """How much the collection holds: ``articles``, ``quotations``, ``overlaps``, ``families``, ``set_aside``."""
        tables = ("articles", "quotations", "overlaps", "families", "set_aside")
        return {table: self._rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}

    def outlets(self) -> Mapping[str | None, int]:
        """The number of articles of each outlet; None stands for all articles whose outlet is unknown."""
        return dict(self._rows("SELECT outlet, count(*) FROM articles GROUP BY outlet ORDER BY outlet"))

    def articles(self) -> Iterator[Article]:
        """Every article once, by article id."""
        for rows in self._chunks(f"{_ARTICLE} ORDER BY article_id"):
            yield from self._whole_articles(rows)

    def article(self, article_id: str) -> Article:
        """One article whole, with its text."""
        return self._articles.get(article_id) or next(self.some_articles([article_id]))

    def some_articles(self, article_ids: Iterable[str]) -> Iterator[Article]:
        """The articles with these ids, in their order."""
        for chunk in _chunks_of(article_ids):
            found = self._known_articles(chunk)
            yield from (found[article_id] for article_id in chunk)

    def _known_articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """Some articles by id, from the last ones asked for where they are among them."""
        kept = self._articles
        missing = [article_id for article_id in ids if article_id not in kept]
        found = {article_id: kept[article_id] for article_id in ids if article_id in kept}
        rows = self._rows(f"{_ARTICLE} WHERE article_id IN ({_marks(missing)})", *missing) if missing else []
        found |= {article.article_id: article for article in self._whole_articles(rows)}
        for article_id, article in found.items():
            kept[article_id] = article
            kept.move_to_end(article_id)
        while len(kept) > _KEPT_ARTICLES:
            kept.popitem(last=False)
        return found

    def quotations_of(self, article_ids: Sequence[str]) -> Mapping[str, Sequence[Quotation]]:
        """The quotations of some articles, by start."""
        found: dict[str, list[Quotation]] = {article_id: [] for article_id in article_ids}
        asked = f'{_WITH_ARTICLE} WHERE article_id IN ({{}}) ORDER BY start, "end"'
        for chunk in _chunks_of(article_ids):
            for row in self._rows(asked.format(_marks(chunk)), *chunk):
                found[row[0]].append(_quotation(row[1:]))
        return found

    def all_quotations(self) -> Iterator[tuple[str, Quotation]]:
        """Every quotation with the id of its article, by article id and place."""
        for rows in self._chunks(f'{_WITH_ARTICLE} ORDER BY article_id, start, "end"'):
            yield from ((row[0], _quotation(row[1:])) for row in rows)

    def all_overlaps(self) -> Iterator[tuple[str | None, Overlap]]:
        """Every overlap with the id of its family, by overlap id."""
        for rows in self._chunks(f"{_OVERLAP} ORDER BY overlap_id"):
            yield from ((row[-1], _overlap(row)) for row in rows)

    def overlaps_of(self, family_ids: Sequence[str]) -> Mapping[str, Sequence[Overlap]]:
        """The verified overlaps of some families, by overlap id."""
        found: dict[str, list[Overlap]] = {family_id: [] for family_id in family_ids}
        for chunk in _chunks_of(family_ids):
            of_them = f"family IN (SELECT id FROM families WHERE family_id IN ({_marks(chunk)}))"
            for row in self._rows(f"{_OVERLAP} WHERE {of_them} ORDER BY overlap_id", *chunk):
                found[row[-1]].append(_overlap(row))
        return found

    def families(self) -> Iterator[Family]:
        """Every family once, by family id."""
        for rows in self._chunks(f"{_FAMILY} ORDER BY family_id"):
            yield from self._whole_families(rows)

    def some_families(self, family_ids: Iterable[str]) -> Iterator[Family]:
        """The families with these ids, in their order."""
        for chunk in _chunks_of(family_ids):
            rows = {row[1]: row for row in self._rows(f"{_FAMILY} WHERE family_id IN ({_marks(chunk)})", *chunk)}
            yield from self._whole_families([rows[family_id] for family_id in chunk])

    def fingerprints(self) -> Fingerprints:
        """A digest of all that is known of each article and of each family, by id in the order of the ids."""
        return fingerprints(self._database)

    def family(self, family_id: str) -> Family:
        """One family by its id or by one of its former ids."""
        rows = self._rows(f"{_FAMILY} WHERE family_id = ?", self._present_id(family_id))
        [family] = self._whole_families(rows)
        return family

    def last_runs(self, family_ids: Sequence[str]) -> Mapping[str, int]:
        """For some families the id of the run that brought the youngest member: when the family last grew."""
        asked = """SELECT family_id, max(run) FROM families JOIN occurrences ON family = families.id JOIN articles ON articles.id = article
            WHERE family_id IN ({}) GROUP BY family_id"""
        return {family: run for chunk in _chunks_of(family_ids) for family, run in self._rows(asked.format(_marks(chunk)), *chunk)}

    def revisions(self) -> Iterator[tuple[str, str]]:
        """Pairs of ids of articles that one outlet published under one address, or that stood in one record, with different texts.

        The first of a pair was published or fetched before the second; where that is unknown the smaller id comes first.
        Records are known again by an id of their own: a mere number is that of a line, which moves when lines are added.
        """
        rows = self._rows(
            """WITH pages (page, record, article, fetched) AS (
                SELECT url, '', article, fetched FROM places
                WHERE url IN (SELECT url FROM places WHERE url IS NOT NULL GROUP BY url HAVING count(DISTINCT article) > 1)
                UNION ALL
                SELECT path, record, article, fetched FROM places
                WHERE (path, record) IN (SELECT path, record FROM places GROUP BY path, record HAVING count(DISTINCT article) > 1)
                AND record GLOB '*[^0-9]*'
            )
            SELECT page, record, outlet, article_id, coalesce(published, min(fetched)) FROM pages JOIN articles ON articles.id = article
            GROUP BY page, record, outlet, article_id ORDER BY page, record, outlet, article_id"""
        )
        versions: dict[tuple[str, str, str | None], list[tuple[str | None, str]]] = {}
        for page, record, outlet, article_id, moment in rows:
            versions.setdefault((page, record, outlet), []).append((moment, article_id))
        yield from sorted({pair for several in versions.values() for pair in _in_turn(several)})

    def set_aside(self, limit: int) -> Iterator[SetAside]:
        """At most `limit` of the candidates that were kept out, by reason, then by the articles and places."""
        rows = self._rows(
            """SELECT reason, a.article_id, a_start, a_end, b.article_id, b_start, b_end
            FROM set_aside JOIN articles a ON a.id = a_article JOIN articles b ON b.id = b_article
            ORDER BY reason, a.article_id, b.article_id, a_start, b_start, a_end, b_end LIMIT ?""",
            limit,
        )
        return (SetAside(reason, Occurrence(a, a1, a2), Occurrence(b, b1, b2)) for reason, a, a1, a2, b, b1, b2 in rows)

    def _present_id(self, family_id: str) -> str:
        """The id that a family has now. Raises KeyError when it never had that one."""
        rows = self._rows(
            """SELECT family_id FROM families WHERE family_id = ?1
            UNION SELECT family_id FROM families JOIN family_aliases ON families.id = family WHERE alias = ?1""",
            family_id,
        )
        if not rows:
            raise KeyError(family_id)
        return str(rows[0][0])

    def _whole_articles(self, rows: Sequence[Any]) -> Iterator[Article]:
        places = self._parts("SELECT article, path, record, sha256, url, fetched, offset FROM places", "article", rows, "path, record")
        credited = self._parts('SELECT article, source, kind, scope, is_self, rule, text, start, "end" FROM credits', "article", rows, "id")
        for row in rows:
            first, *others = (Place(*place) for place in places[row[0]])
            yield _article(row, first, tuple(others), tuple(_credit(credit) for credit in credited.get(row[0], ())))

    def _whole_families(self, rows: Sequence[Any]) -> Iterator[Family]:
        members = self._parts(
            """SELECT family, occurrences.id, article_id, start, "end", variant, credit_status
            FROM occurrences JOIN articles ON articles.id = article""",
            "family",
            rows,
            "occurrences.id",
        )
        aliases = self._parts("SELECT family, alias FROM family_aliases", "family", rows, "alias")
        credited = self._parts(
            """SELECT occurrence, source, kind, scope, is_self, rule, text, start, "end"
            FROM occurrence_credits JOIN credits ON credits.id = credit""",
            "occurrence",
            [occurrence for occurrences in members.values() for occurrence in occurrences],
            "credits.id",
        )
        for row, _family_id, speakers, *first_seen in rows:
            occurrences = members.get(row, [])
            yield Family(
                _family_id,
                tuple(alias for (alias,) in aliases.get(row, ())),
                tuple(
                    FamilyMember(Occurrence(article_id, start, end), variant, status, tuple(_credit(c) for c in credited.get(occurrence, ())))
                    for occurrence, article_id, start, end, variant, status in occurrences
                ),
                tuple(json.loads(speakers)),
                _first_seen(*first_seen),
            )

    def _rows(self, statement: str, *parameters: Any) -> list[Any]:
        return self._database.rows(statement, parameters)

    def _chunks(self, statement: str) -> Iterator[list[Any]]:
        with translated(self._database.path):
            cursor = self._connection.execute(statement)
            while rows := cursor.fetchmany(CHUNK):
                yield rows

    def _parts(self, statement: str, owner: str, rows: Iterable[Any], order: str) -> dict[int, list[Any]]:
        """The rows that belong to `rows` (by their first column), without that column, by owner."""
        parts: dict[int, list[Any]] = {}
        owners = [row[0] for row in rows]
        for chunk in _chunks_of(owners):
            for row in self._rows(f"{statement} WHERE {owner} IN ({_marks(chunk)}) ORDER BY {order}", *chunk):
                parts.setdefault(row[0], []).append(row[1:])
        return parts


def _chunks_of(ids: Iterable[Any]) -> Iterator[list[Any]]:
    """So many at a time as one statement may ask for."""
    remaining = iter(ids)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _marks(chunk: Sequence[Any]) -> str:
    return ", ".join("?" * len(chunk))


def _in_turn(versions: list[tuple[str | None, str]]) -> Iterator[tuple[str, str]]:
    """Neighbours in time of the versions of one page; all undated ones stand behind, by id."""
    ordered = [article_id for _, article_id in sorted(versions, key=lambda v: (v[0] is None, v[0] or "", v[1]))]
    return pairwise(ordered)


def _first_seen(article_id: str | None, outlet: str | None, published: str, certain: int | None, reason: str | None) -> FirstSeen | None:
    return None if article_id is None else FirstSeen(article_id, outlet, published, bool(certain), reason or "")


def _evidence(rule: str | None, text: str | None, start: int | None, end: int | None) -> Evidence | None:
    return None if rule is None else Evidence(rule, text, start, end)


def _article(row: Sequence[Any], place: Place, also_at: tuple[Place, ...], credited: tuple[Credit, ...]) -> Article:
    _, article_id, text, title, language, outlet = row[:6]
    outlet_evidence, published, precision, published_evidence = _evidence(*row[6:10]), row[10], row[11], _evidence(*row[12:16])
    author, furniture, notes = row[16:]
    return Article(
        article_id,
        place,
        text,
        title,
        language,
        None if outlet is None or outlet_evidence is None else Outlet(outlet, outlet_evidence),
        None if published is None or published_evidence is None else PublicationDate(published, precision, published_evidence),
        author,
        credited,
        tuple(Span(*span) for span in json.loads(furniture)),
        tuple(json.loads(notes)),
        also_at,
    )


def _credit(row: Sequence[Any]) -> Credit:
    source, kind, scope, is_self, rule, text, start, end = row
    return Credit(source, kind, scope, bool(is_self), rule, text, start, end)


def _quotation(row: Sequence[Any]) -> Quotation:
    quotation_id, start, end, speaker = row[:4]
    cue_start, cue_end, closed = row[8:]
    cue = None if cue_start is None else Span(cue_start, cue_end)
    return Quotation(quotation_id, start, end, speaker, _evidence(*row[4:8]), cue, bool(closed))


def _overlap(row: Sequence[Any]) -> Overlap:
    overlap_id, a, a_start, a_end, b, b_start, b_end, kind, similarity = row[:9]
    return Overlap(overlap_id, Occurrence(a, a_start, a_end), Occurrence(b, b_start, b_end), kind, similarity)
