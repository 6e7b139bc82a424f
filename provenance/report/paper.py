"""Make the pages of some families or articles: the work that several processes can share, since no page needs another.

A page is made again only when what it is made from has changed: a digest of all its records, of the settings and of the
program that shows them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from provenance.model import Article, Portable, Quotation, Run
from provenance.report.article import Heading, article_page, heading_of
from provenance.report.family import FamilyPage, FamilyRecords, family_pages
from provenance.report.folder import write_whole
from provenance.report.html import Pages
from provenance.report.lines import FamilyLine, line_of
from provenance.report.messages import messages
from provenance.report.records import family_files
from provenance.report.spread import spread
from provenance.report.timeline import timeline
from provenance.settings import ReportSettings


@dataclass(frozen=True, slots=True)
class Order:
    """What all pages of one report have in common; ``basis`` is a digest of it and of the program itself."""

    folder: Path
    ui: str
    settings: ReportSettings
    run: Run | None
    basis: str

    @classmethod
    def of(cls, folder: Path, ui: str, settings: ReportSettings, run: Run | None) -> Order:
        """The order for a report whose last run with news is `run`."""
        used = run.settings_sha256 if run else None
        return cls(folder, ui, settings, run, hashlib.sha256(repr((_program(), ui, settings, used)).encode()).hexdigest())

    def digest(self, *fingerprints: str) -> str:
        """A digest of what a page is made from: the fingerprints of its records, and all that the pages have in common."""
        return hashlib.sha256(repr((self.basis, fingerprints)).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class ArticleRecords(Portable):
    """All records that an article's page is made from: the families it is in, and the headings of all articles in these."""

    article: Article
    quotations: Sequence[Quotation]
    lines: Sequence[FamilyLine]
    headings: Mapping[str, Heading]


@dataclass(frozen=True, slots=True)
class Batch(Portable):
    """Families whose pages are made together, and the ids of those of their articles whose pages are made from the same records."""

    families: tuple[FamilyRecords, ...]
    articles: tuple[str, ...]


class Made(NamedTuple):
    """One file of the report: its address, the id of the family or article that it is made of, whether it was written."""

    address: str
    made_of: str
    written: bool


@cache
def _program() -> str:
    """A digest of the program that makes the pages: its code, templates, style, messages and language packs."""
    package = resources.files("provenance")
    digest = hashlib.sha256()
    for part in (*_files(package / "report"), *_files(package / "data")):
        digest.update(part.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> list[Traversable]:
    entries = sorted((e for e in folder.iterdir() if e.name != "__pycache__"), key=lambda e: e.name)
    return [file for entry in entries for file in (_files(entry) if entry.is_dir() else [entry])]


@cache
def _pages(ui: str) -> Pages:
    """The renderer of this process."""
    return Pages(messages(ui))


def family_addresses(line: FamilyLine) -> list[str]:
    """The files that belong to a family: its page, its records, and a page that leads to it for each former id."""
    name = f"families/{line.family_id}"
    return [f"{name}.html", f"{name}.json", f"{name}.csv", *(f"families/{alias}.html" for alias in line.aliases)]


def article_address(article_id: str) -> str:
    """The page of an article."""
    return f"articles/{article_id}.html"


def make_families(order: Order, batch: Batch) -> tuple[list[FamilyLine], list[Made]]:
    """Write the pages of a batch and the files beside them; give the lines of its families."""
    pages = family_pages(batch.families, order.settings)
    lines = [line_of(page, records.last_run) for records, page in zip(batch.families, pages, strict=True)]
    made = [file for work in zip(batch.families, pages, lines, strict=True) for file in _make_family(order, *work)]
    return lines, made + make_articles(order, _articles_of(batch, lines))


def _articles_of(batch: Batch, lines: Sequence[FamilyLine]) -> Iterator[ArticleRecords]:
    """What the pages of a batch's articles are made from; these are in no other family."""
    articles = {i: article for records in batch.families for i, article in records.articles.items()}
    quotations = {i: found for records in batch.families for i, found in records.quotations.items()}
    found: dict[str, list[FamilyLine]] = {}
    for records, line in zip(batch.families, lines, strict=True):
        for article_id in records.articles:
            found.setdefault(article_id, []).append(line)
    headings = {i: heading_of(article) for i, article in articles.items()} if batch.articles else {}
    for article_id in batch.articles:
        yield ArticleRecords(articles[article_id], quotations[article_id], found[article_id], headings)


def _make_family(order: Order, records: FamilyRecords, page: FamilyPage, line: FamilyLine) -> Iterator[Made]:
    files = family_files(records.family, records.articles.__getitem__)
    texts = [_family_html(order, page, line), files["json"], files["csv"]]
    if line.aliases:
        texts += [_pages(order.ui).render("alias.html", "../", _title(page), family_id=line.family_id)] * len(line.aliases)
    for address, text in zip(family_addresses(line), texts, strict=True):
        yield Made(address, line.family_id, write_whole(f"{order.folder}/{address}", text))


def _family_html(order: Order, page: FamilyPage, line: FamilyLine) -> str:
    return _pages(order.ui).render(
        "family.html",
        "../",
        _title(page),
        page=page,
        rank=line.rank,
        timeline=timeline(page.members, order.settings.listed_outlets),
        spread=spread(page, order.settings.drawn_outlets),
        run=order.run,
        settings=order.settings,
    )


def _title(page: FamilyPage) -> str:
    speaker = page.voice.name + ": " if page.is_quotation and page.voice else ""
    return speaker + page.fullest.text[:200]


def make_articles(order: Order, batch: Iterable[ArticleRecords]) -> list[Made]:
    """Write the pages of some articles."""
    made = []
    for records in batch:
        article, address = records.article, article_address(records.article.article_id)
        page = article_page(article, records.quotations, records.lines, records.headings, order.settings.shown_characters)
        html = _pages(order.ui).render("article.html", "../", article.title or article.text[:200], page=page)
        made.append(Made(address, article.article_id, write_whole(f"{order.folder}/{address}", html)))
    return made
