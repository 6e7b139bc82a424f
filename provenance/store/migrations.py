"""The schema of the database, one function for each step that it has taken.

A step that has landed is never changed: what it makes stands in databases out there. A new need is a new step below.
docs/schema.md tells what every column means; a test holds it against the schema made here.

Text columns hold the publisher's strings exactly. Lone surrogates, which UTF-8 has no form for, are stored as the three
bytes that they would have ("WTF-8"); ``Database`` decodes them back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils.db import Database

migrations = Migrations("provenance")


def _run(database: Database, statements: Iterable[str]) -> None:
    """Execute statements one by one: `executescript` would end the transaction that makes a step whole or absent."""
    for statement in statements:
        database.execute(statement)


_ARTICLES = (
    """CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    title TEXT,
    language TEXT,
    outlet TEXT,
    outlet_rule TEXT,
    outlet_text TEXT,
    outlet_start INTEGER,
    outlet_end INTEGER,
    published TEXT,
    published_precision TEXT,
    published_rule TEXT,
    published_text TEXT,
    published_start INTEGER,
    published_end INTEGER,
    author TEXT,
    furniture TEXT NOT NULL,
    notes TEXT NOT NULL,
    matched INTEGER NOT NULL DEFAULT 0,
    run INTEGER NOT NULL REFERENCES runs (id)
)""",
    "CREATE INDEX articles_unmatched ON articles (id) WHERE matched = 0",
    "CREATE INDEX articles_outlet ON articles (outlet)",
    """CREATE TABLE places (
    article INTEGER NOT NULL REFERENCES articles (id),
    path TEXT NOT NULL,
    record TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    url TEXT,
    fetched TEXT,
    offset INTEGER,
    PRIMARY KEY (article, path, record)
) WITHOUT ROWID""",
    "CREATE INDEX places_url ON places (url) WHERE url IS NOT NULL",
    "CREATE INDEX places_record ON places (path, record)",
    """CREATE TABLE credits (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (id),
    source TEXT,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    is_self INTEGER NOT NULL,
    rule TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER,
    "end" INTEGER
)""",
    "CREATE INDEX credits_article ON credits (article)",
    """CREATE TABLE quotations (
    id INTEGER PRIMARY KEY,
    quotation_id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES articles (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    speaker TEXT,
    speaker_rule TEXT,
    speaker_text TEXT,
    speaker_start INTEGER,
    speaker_end INTEGER,
    cue_start INTEGER,
    cue_end INTEGER,
    closed INTEGER NOT NULL
)""",
    "CREATE INDEX quotations_article ON quotations (article)",
)

_FINDINGS = (
    """CREATE TABLE families (
    id INTEGER PRIMARY KEY,
    family_id TEXT NOT NULL UNIQUE,
    first_seen_article INTEGER REFERENCES articles (id),
    first_seen_certain INTEGER,
    first_seen_reason TEXT,
    speakers TEXT NOT NULL
)""",
    """CREATE TABLE family_aliases (
    alias TEXT PRIMARY KEY,
    family INTEGER NOT NULL REFERENCES families (id)
) WITHOUT ROWID""",
    "CREATE INDEX family_aliases_family ON family_aliases (family)",
    """CREATE TABLE overlaps (
    id INTEGER PRIMARY KEY,
    overlap_id TEXT NOT NULL UNIQUE,
    a_article INTEGER NOT NULL REFERENCES articles (id),
    a_start INTEGER NOT NULL,
    a_end INTEGER NOT NULL,
    b_article INTEGER NOT NULL REFERENCES articles (id),
    b_start INTEGER NOT NULL,
    b_end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    similarity REAL NOT NULL,
    family INTEGER REFERENCES families (id)
)""",
    "CREATE INDEX overlaps_a ON overlaps (a_article)",
    "CREATE INDEX overlaps_b ON overlaps (b_article)",
    "CREATE INDEX overlaps_family ON overlaps (family)",
    """CREATE TABLE occurrences (
    id INTEGER PRIMARY KEY,
    family INTEGER NOT NULL REFERENCES families (id),
    article INTEGER NOT NULL REFERENCES articles (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    variant INTEGER NOT NULL,
    credit_status TEXT NOT NULL
)""",
    "CREATE INDEX occurrences_family ON occurrences (family)",
    "CREATE INDEX occurrences_article ON occurrences (article)",
    """CREATE TABLE occurrence_credits (
    occurrence INTEGER NOT NULL REFERENCES occurrences (id),
    credit INTEGER NOT NULL REFERENCES credits (id),
    PRIMARY KEY (occurrence, credit)
) WITHOUT ROWID""",
    "CREATE INDEX occurrence_credits_credit ON occurrence_credits (credit)",
    """CREATE TABLE set_aside (
    id INTEGER PRIMARY KEY,
    a_article INTEGER NOT NULL REFERENCES articles (id),
    a_start INTEGER NOT NULL,
    a_end INTEGER NOT NULL,
    b_article INTEGER NOT NULL REFERENCES articles (id),
    b_start INTEGER NOT NULL,
    b_end INTEGER NOT NULL,
    similarity REAL NOT NULL,
    reason TEXT NOT NULL
)""",
    "CREATE INDEX set_aside_a ON set_aside (a_article)",
    "CREATE INDEX set_aside_b ON set_aside (b_article)",
)

_RUNS = (
    """CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    version TEXT NOT NULL,
    settings_sha256 TEXT NOT NULL,
    outcome TEXT,
    counts TEXT NOT NULL DEFAULT '{}',
    seconds REAL,
    peak_memory_bytes INTEGER
)""",
    """CREATE TABLE skipped (
    run INTEGER NOT NULL REFERENCES runs (id),
    path TEXT NOT NULL,
    record TEXT,
    reason TEXT NOT NULL
)""",
    "CREATE INDEX skipped_run ON skipped (run)",
    """CREATE TABLE files (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT,
    reason TEXT,
    reader TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id)
) WITHOUT ROWID""",
)

_PASSAGE_SOURCES = """CREATE VIEW passage_sources AS
SELECT
    families.family_id,
    occurrences.variant,
    articles.article_id,
    (SELECT path FROM places WHERE places.article = articles.id ORDER BY path, record LIMIT 1) AS path,
    (SELECT record FROM places WHERE places.article = articles.id ORDER BY path, record LIMIT 1) AS record,
    articles.title,
    articles.outlet,
    articles.published,
    articles.published_precision,
    occurrences.start,
    occurrences."end",
    substr(articles.text, occurrences.start + 1, occurrences."end" - occurrences.start) AS text,
    (SELECT group_concat(source, ', ') FROM (
        SELECT DISTINCT credits.source AS source
        FROM occurrence_credits JOIN credits ON credits.id = occurrence_credits.credit
        WHERE occurrence_credits.occurrence = occurrences.id AND credits.source IS NOT NULL ORDER BY credits.source
    )) AS credited_sources,
    occurrences.credit_status,
    (SELECT speaker FROM (
        SELECT speaker, quotations.start AS first,
            min(quotations."end", occurrences."end") - max(quotations.start, occurrences.start) AS shared
        FROM quotations WHERE quotations.article = articles.id AND quotations.speaker IS NOT NULL
    ) WHERE shared > 0 ORDER BY shared DESC, first LIMIT 1
    ) AS speaker
FROM occurrences
JOIN families ON families.id = occurrences.family
JOIN articles ON articles.id = occurrences.article"""


@migrations()
def articles_and_findings(database: Database) -> None:
    """What is read, what is found in it, and the runs that did so."""
    _run(database, (*_RUNS, *_ARTICLES, *_FINDINGS, _PASSAGE_SOURCES))


_INDEX = (
    """CREATE TABLE index_generations (
    id INTEGER PRIMARY KEY,
    last_article INTEGER NOT NULL,
    rows INTEGER NOT NULL
)""",
    """CREATE TABLE index_pages (
    generation INTEGER NOT NULL REFERENCES index_generations (id),
    page INTEGER NOT NULL,
    keys BLOB NOT NULL,
    articles BLOB NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (generation, page)
)""",
    """CREATE TABLE index_statistics (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID""",
    """CREATE TABLE candidates (
    a INTEGER NOT NULL REFERENCES articles (id),
    b INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (a, b)
) WITHOUT ROWID""",
)


@migrations()
def index(database: Database) -> None:
    """By which words articles find each other, and the pairs that wait to be compared."""
    _run(database, _INDEX)


@migrations()
def index_recipe(database: Database) -> None:
    """How the keys of the index were made: keys of different recipes are never compared."""
    _run(database, ("CREATE TABLE index_recipe (recipe TEXT NOT NULL)",))


_WHOLE_PASSAGES = _PASSAGE_SOURCES.replace(
    "substr(articles.text, occurrences.start + 1",
    """substr(CASE WHEN instr(CAST(articles.text AS BLOB), x'00')
        THEN json_extract(replace(replace(json_quote(articles.text), '\\\\', '\\u005c'), '\\u0000', ' '), '$')
        ELSE articles.text END, occurrences.start + 1""",
).replace("credits.source IS NOT NULL ORDER BY", "credits.source IS NOT NULL AND credits.kind <> 'photo' ORDER BY")
"""SQLite ends a text at a NUL where it cuts one, so a space stands for it; photographers are no sources of a text."""


@migrations()
def whole_passages(database: Database) -> None:
    """The view of passages has all of their words, and names no photographer."""
    _run(database, ("DROP VIEW passage_sources", _WHOLE_PASSAGES))


@migrations()
def comparisons(database: Database) -> None:
    """The pairs that were found to share something, and how many words must become formulae, or cease to be, to change that."""
    _run(
        database,
        (
            """CREATE TABLE comparisons (
    a INTEGER NOT NULL REFERENCES articles (id),
    b INTEGER NOT NULL REFERENCES articles (id),
    leeway REAL NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID""",
            "CREATE INDEX comparisons_by_second ON comparisons (b)",
            "INSERT OR IGNORE INTO comparisons SELECT min(a_article, b_article), max(a_article, b_article), 0 FROM overlaps",
            "INSERT OR IGNORE INTO comparisons SELECT min(a_article, b_article), max(a_article, b_article), 0 FROM set_aside",
        ),
    )


@migrations()
def stretches_of_comparisons(database: Database) -> None:
    """In which words of its articles a pair was found to share something: only what changes there can change that."""
    columns = ("a_first", "a_last", "b_first", "b_last")
    _run(database, [f"ALTER TABLE comparisons ADD COLUMN {name} INTEGER NOT NULL DEFAULT {65536 * name.endswith('last')}" for name in columns])


@migrations()
def size_at_comparison(database: Database) -> None:
    """How large the collection was when a pair was compared: what is common and what is a formula is known better as it grows."""
    _run(database, ("ALTER TABLE comparisons ADD COLUMN articles INTEGER DEFAULT 0",))


@migrations()
def pages_merged_apart(database: Database) -> None:
    """Pages of the index are merged each by itself: how many keys a generation holds is told by its pages alone."""
    _run(database, ("ALTER TABLE index_generations DROP COLUMN rows",))


@migrations()
def stories_by_sample(database: Database) -> None:
    """Which articles are versions of one story is told from a sample of their runs; the single key that told it is of no use."""
    _run(database, ("DELETE FROM index_statistics WHERE name = 'stories'",))
