"""Write the report of a collection: family by family, so that memory does not grow with the texts, then the lists over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from provenance.model import Article
from provenance.report.article import Heading, heading_of
from provenance.report.aside import AsideLine, aside_lines
from provenance.report.collection import Collection
from provenance.report.differences import compare, wordings
from provenance.report.family import FamilyRecords, family_records
from provenance.report.feed import feed
from provenance.report.folder import ReportFolder
from provenance.report.groups import Group, by_day, by_kind, by_outlet, by_source, by_speaker
from provenance.report.html import Pages
from provenance.report.lines import FamilyLine, line_from, ranked
from provenance.report.messages import messages
from provenance.report.outlet import Revision, outlet_page
from provenance.report.overview import last_run_with_news, list_pages, overview
from provenance.report.paper import ArticleRecords, Made, Order, family_addresses, make_article, make_family
from provenance.settings import Settings
from provenance.workers import worker_pool

_BATCH = 64
"""Families or articles that are fetched before they are shared out: bounds what waits in memory."""

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """What writing a report did: pages written because they are new or changed, left as they were, dropped."""

    written: int
    unchanged: int
    dropped: int


def write_reports(collection: Collection, folder: Path, ui: str, settings: Settings, *, workers: int = 1) -> ReportCounts:
    """Write the whole report into `folder`; what is there already and has not changed is left alone.

    `ui` is the language of the interface; `workers` processes share the work. Raises ReportError for a language without
    messages and a folder that can't be written. The same collection gives the same bytes. A report that is interrupted
    leaves whole pages, old or new.
    """
    pages = Pages(messages(ui))
    few = sum(1 for _ in islice(collection.families(), _BATCH)) < _BATCH
    with worker_pool(workers) if workers > 1 and not few else nullcontext() as pool:
        return _Report(collection, ReportFolder(folder), pages, settings, pool).write()


class _Report:
    """One report in the writing: the lines and headings that are kept while the pages go by."""

    def __init__(self, collection: Collection, folder: ReportFolder, pages: Pages, settings: Settings, pool: ProcessPoolExecutor | None) -> None:
        self.collection, self.folder, self.pages, self.pool = collection, folder, pages, pool
        self.settings = settings.report
        self.words = pages.words
        self.runs = collection.runs()
        self.order = Order(folder.root, pages.words.code, self.settings, last_run_with_news(self.runs))
        self.headings: dict[str, Heading] = {}
        self.digests: dict[str, str] = {}

    def write(self) -> ReportCounts:
        self.folder.open()
        lines = ranked(self._families())
        aside = aside_lines(self.collection, self.settings.listed_aside)
        revisions = self._revisions()
        self._articles(lines)
        self._outlets(lines, aside, revisions)
        for name, groups in (("speakers", by_speaker(lines)), ("agencies", by_source(lines)), ("days", by_day(lines)), ("kinds", by_kind(lines))):
            self._groups(name, groups)
        self._set_aside(aside)
        self._index(lines)
        self.folder.write("feed.xml", feed(lines, {run.run_id: run for run in self.runs}, self.words, self.settings.feed_entries))
        self.folder.close()
        return ReportCounts(self.folder.written, self.folder.unchanged, self.folder.dropped)

    def _page(self, address: str, template: str, title: str, **shown_there: object) -> None:
        """Render one page and write it; what is shown there goes to the template by name."""
        self.folder.write(address, self.pages.render(template, "../" * address.count("/"), title, **shown_there))

    def _shared(self, work: Callable[[A], B], jobs: Iterable[A]) -> Iterator[B]:
        """The results of all jobs in their order, worked on by the processes of the pool where there is one."""
        remaining = iter(jobs)
        while batch := list(islice(remaining, _BATCH)):
            yield from self.pool.map(work, batch, chunksize=4) if self.pool else map(work, batch)

    def _note(self, made: Made) -> None:
        self.folder.note(made.address, written=made.written, digest=made.digest)

    def _families(self) -> list[FamilyLine]:
        """Make the pages of all families that are new or changed, and give the lines of all."""
        lines: dict[str, FamilyLine] = {}
        digests: dict[str, str] = {}
        for line, files in self._shared(partial(_family_job, self.order), self._family_jobs(lines, digests)):
            lines[line.family_id] = line
            for made in files:
                self._note(made)
        self.folder.keep("lines", {digests[family_id]: asdict(line) for family_id, line in lines.items()})
        return list(lines.values())

    def _family_jobs(self, lines: dict[str, FamilyLine], digests: dict[str, str]) -> Iterator[tuple[FamilyRecords, str]]:
        """What each family's page is made from, with the digest of it; of one that would be the same the line of the last time
        is added to `lines`. Lines are kept by digest, so that none is ever taken for another.
        """
        before = self.folder.kept("lines")
        for family in self.collection.families():
            records = family_records(self.collection, family)
            for article_id, article in records.articles.items():
                if article_id not in self.headings:
                    self._remember(article)
            digests[family.family_id] = digest = self.order.digest(records)
            addresses = family_addresses(family)
            line = line_from(before.get(digest, {})) if all(self.folder.made_from(a) == digest for a in addresses) else None
            if line is None:
                yield records, digest
                continue
            lines[family.family_id] = line
            for address in addresses:
                self.folder.note(address, written=False, digest=digest)

    def _remember(self, article: Article) -> Heading:
        """Keep what other pages need of an article, and a digest of all that is known of it."""
        self.headings[article.article_id] = heading = heading_of(article)
        self.digests[article.article_id] = self.order.digest(article, self.collection.quotations(article.article_id))
        return heading

    def _articles(self, lines: Sequence[FamilyLine]) -> None:
        """Write the pages of all articles with findings and of all revised ones; of every article where that is asked."""
        found: dict[str, list[FamilyLine]] = {}
        for line in lines:
            for article_id in {c.article_id: c for c in line.carriers}:
                found.setdefault(article_id, []).append(line)
        if self.settings.all_articles:
            for article in self.collection.articles():
                self._remember(article)
        line_digests = {line.family_id: self.order.digest(line.carriers) for line in lines}
        for made in self._shared(partial(_article_job, self.order), self._article_jobs(found, line_digests)):
            self._note(made)

    def _article_jobs(self, found: dict[str, list[FamilyLine]], line_digests: dict[str, str]) -> Iterator[tuple[ArticleRecords, str]]:
        """What each article's page is made from; pages that would be the same are noted instead."""
        for article_id in sorted(self.headings):
            lines = tuple(found.get(article_id, ()))
            address = f"articles/{article_id}.html"
            digest = self.order.digest(self.digests[article_id], [line_digests[line.family_id] for line in lines])
            if digest == self.folder.made_from(address):
                self.folder.note(address, written=False, digest=digest)
                continue
            others = {c.article_id: self.headings[c.article_id] for line in lines for c in line.carriers}
            yield ArticleRecords(self.collection.article(article_id), tuple(self.collection.quotations(article_id)), lines, others), digest

    def _revisions(self) -> dict[str, list[Revision]]:
        """The revised texts of each outlet."""
        found: dict[str, list[Revision]] = {}
        for earlier_id, later_id in self.collection.revisions():
            earlier, later = self.collection.article(earlier_id), self.collection.article(later_id)
            a, b = wordings([earlier.text, later.text], self.settings.compared_words)
            revision = Revision(self._remember(earlier), self._remember(later), compare(a, b, None).similarity)
            if earlier.outlet:
                found.setdefault(earlier.outlet.name, []).append(revision)
        return found

    def _outlets(self, lines: Sequence[FamilyLine], aside: Sequence[AsideLine], revisions: dict[str, list[Revision]]) -> None:
        articles = self.collection.outlets()
        groups = by_outlet(lines)
        known = {group.name for group in groups}
        groups += [Group.of_outlet(name, ()) for name in sorted(revisions) if name not in known]
        for group in groups:
            name = group.name
            repeated = [line for line in aside if name in line.outlets]
            page = outlet_page(name, articles.get(name, 0), group.lines, repeated, revisions.get(name, []))
            self._list(f"outlets/{group.group_id}", "outlet.html", name, group.lines, page=page)
        self._directory("outlets", groups, "outlets")

    def _groups(self, name: str, groups: Sequence[Group]) -> None:
        """Write the lists of one filter and the directory that leads to them."""
        for group in groups:
            self._list(f"lists/{group.group_id}", "group.html", group.name, group.lines, filter=name, group=group)
        self._directory(name, groups, "lists")

    def _directory(self, name: str, groups: Sequence[Group], folder: str) -> None:
        for page in list_pages(groups, name, self.settings.listed_groups):
            self._page(page.name, "directory.html", self.words.text(f"nav_{name}"), list=page, filter=name, folder=folder)

    def _list(self, address: str, template: str, title: str, lines: Sequence[FamilyLine], **shown_there: object) -> None:
        """Write a list of families, paged."""
        folder, _, name = address.rpartition("/")
        for page in list_pages(lines, name, self.settings.families_per_page):
            first = (page.number - 1) * self.settings.families_per_page + 1
            self._page(f"{folder}/{page.name}".lstrip("/"), template, title, list=page, first=first, **shown_there)

    def _set_aside(self, aside: Sequence[AsideLine]) -> None:
        for page in list_pages(aside, "set-aside", self.settings.families_per_page):
            total = self.collection.counts()["set_aside"]
            self._page(page.name, "aside.html", self.words.text("nav_set_aside"), list=page, total=total)

    def _index(self, lines: list[FamilyLine]) -> None:
        shown = overview(self.runs, self.collection.counts(), lines, self.settings.matrix_outlets)
        self._list("index", "index.html", self.words.text("overview"), lines, overview=shown)


def _family_job(order: Order, job: tuple[FamilyRecords, str]) -> tuple[FamilyLine, list[Made]]:
    return make_family(order, *job)


def _article_job(order: Order, job: tuple[ArticleRecords, str]) -> Made:
    return make_article(order, *job)
