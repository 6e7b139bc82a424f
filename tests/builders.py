"""Records for tests: each builder gives a whole valid record and lets a test say only what it is about."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from provenance.describing import Knowledge
from provenance.languages import language_packs
from provenance.model import (
    Article,
    Credit,
    Evidence,
    Occurrence,
    Outlet,
    Overlap,
    Place,
    PublicationDate,
    Quotation,
    RawArticle,
    Span,
    content_id,
)
from provenance.registers import load_registers
from provenance.scan import Clock, Inputs, RunSummary, scan
from provenance.settings import Settings
from provenance.store.database import Database

GIVEN = Evidence("record field")


def place(path: str = "news.txt", record: str | None = None, *, url: str | None = None, fetched: str | None = None) -> Place:
    return Place(path, record or path, content_id("s", path, record)[1:], url, fetched)


def raw(text: str, *, path: str = "news.txt", record: str | None = None, url: str | None = None, **fields: Any) -> RawArticle:
    return RawArticle(text, place(path, record, url=url), **fields)


def credit(
    source: str | None, text: str = "", *, kind: Any = "credit line", scope: Any = "article", is_self: bool = False, start: int | None = None
) -> Credit:
    wording = text or source or ""
    return Credit(source, kind, scope, is_self, "test", wording, start, None if start is None else start + len(wording))


def article(
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    precision: Any = "day",
    at: Place | None = None,
    title: str | None = None,
    credits: tuple[Credit, ...] = (),  # noqa: A002
    language: str | None = "en",
    author: str | None = None,
    furniture: tuple[Span, ...] = (),
    notes: tuple[str, ...] = (),
) -> Article:
    where = at or place()
    return Article(
        content_id("a", outlet, title, published, author, text, None if outlet else f"{where.path}#{where.record}"),
        where,
        text,
        title,
        language,
        Outlet(outlet, GIVEN) if outlet else None,
        PublicationDate(published, precision, GIVEN) if published else None,
        author,
        credits,
        furniture,
        notes,
    )


def quotation(of: Article, words: str, *, speaker: str | None = None, closed: bool = True) -> Quotation:
    start = of.text.index(words)
    evidence = Evidence("test", speaker, of.text.index(speaker), of.text.index(speaker) + len(speaker)) if speaker else None
    return Quotation(content_id("q", of.article_id, start, start + len(words)), start, start + len(words), speaker, evidence, None, closed)


def occurrence(of: Article, words: str) -> Occurrence:
    start = of.text.index(words)
    return Occurrence(of.article_id, start, start + len(words))


def overlap(a: Article, a_words: str, b: Article, b_words: str | None = None, *, kind: Any = "verbatim", similarity: float = 1.0) -> Overlap:
    left, right = occurrence(a, a_words), occurrence(b, b_words or a_words)
    return Overlap(content_id("o", left.article_id, left.start, left.end, right.article_id, right.start, right.end), left, right, kind, similarity)


def write_records(path: Path, *records: Any) -> Path:
    """A JSON Lines file; a record that is a string is written as the line that it is."""
    lines = (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def scan_into(database: Database, folder: Path, clock: Clock = lambda: datetime(2024, 4, 1, tzinfo=UTC)) -> RunSummary:
    """One run over a folder, in this process, with default settings and no report."""
    return scan(
        Inputs([str(folder)], folder / "none"),
        database,
        Knowledge(Settings(), dict(language_packs()), load_registers(None)),
        workers=1,
        ui=None,
        clock=clock,
        peak_memory=lambda: None,
        progress=lambda _counts: None,
        told=lambda _message: None,
    )
