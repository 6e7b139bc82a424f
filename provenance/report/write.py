"""Write the report of a collection: family by family, so that memory does not grow with the texts, then the lists over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from provenance.report.article import heading_of
from provenance.report.aside import AsideLine, aside_lines
from provenance.report.collection import Collection
from provenance.report.differences import compare, wordings
from provenance.report.family import FamilyRecords, records_of
from provenance.report.feed import feed
from provenance.report.folder import ReportFolder
from provenance.report.groups import Group, by_day, by_kind, by_outlet, by_source, by_speaker
from provenance.report.html import Pages
from provenance.report.lines import FamilyLine, as_record, line_from, ranked
from provenance.report.messages import messages
from provenance.report.outlet import Revision, outlet_page
from provenance.report.overview import last_run_with_news, list_pages, overview
from provenance.report.paper import ArticleRecords, Made, Order, family_addresses, make_article, make_family
from provenance.settings import Settings
from provenance.workers import worker_pool

_BATCH = 64
"""Families or articles that are fetched together and shared out: bounds what waits in memory."""

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
    with ExitStack() as stack:
        return _Report(collection, ReportFolder(folder), pages, settings, _Workers(workers, stack)).write()


class _Workers:
    """The processes that share the work, begun when there is enough of it."""

    def __init__(self, number: int, stack: ExitStack) -> None:
        self._number, self._stack = number, stack
        self._pool: ProcessPoolExecutor | None = None

    def share(self, work: Callable[[A], B], jobs: Iterable[A], number: int) -> Iterator[B]:
        """The results of all `number` jobs in their order."""
        if self._pool is None and self._number > 1 and number > _BATCH:
            self._pool = self._stack.enter_context(worker_pool(self._number))
        if self._pool is None:
            yield from map(work, jobs)
            return
        remaining = iter(jobs)
        while batch := list(islice(remaining, _BATCH)):
            yield from self._pool.map(work, batch, chunksize=4)


class _Report:
    """One report in the writing: the lines and headings that are kept while the pages go by."""

    def __init__(self, collection: Collection, folder: ReportFolder, pages: Pages, settings: Settings, workers: _Workers) -> None:
        self.collection, self.folder, self.pages, self.workers = collection, folder, pages, workers
        self.settings = settings.report
        self.words = pages.words
        self.runs = collection.runs()
        self.order = Order.of(folder.root, pages.words.code, self.settings, last_run_with_news(self.runs))
        self.articles, families = collection.fingerprints()
        self.digests = {family_id: self.order.digest(fingerprint) for family_id, fingerprint in families.items()}

    def write(self) -> ReportCounts:
        self.folder.open()
        lines = ranked(self._families())
        aside = aside_lines(self.collection, self.settings.listed_aside)
        revisions = self._revisions()
        self._articles(lines, {h.article_id for found in revisions.values() for r in found for h in (r.earlier, r.later)})
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

    def _note(self, made: Made) -> None:
        self.folder.note(made.address, written=made.written, digest=made.digest)

    def _families(self) -> list[FamilyLine]:
        """Make the pages of all families that are new or changed, and give the lines of all."""
        before = self.folder.kept("lines")
        lines = self._unchanged(before)
        records = {self.digests[family_id]: before[self.digests[family_id]] for family_id in lines}
        changed = [family_id for family_id in self.digests if family_id not in lines]
        batches = (changed[start : start + _BATCH] for start in range(0, len(changed), _BATCH))
        jobs = ((r, self.digests[r.family.family_id]) for batch in batches for r in records_of(self.collection, batch))
        for line, files in self.workers.share(partial(_family_job, self.order), jobs, len(changed)):
            lines[line.family_id] = line
            records[self.digests[line.family_id]] = as_record(line)
            for made in files:
                self._note(made)
        self.folder.keep("lines", records)
        return list(lines.values())

    def _unchanged(self, before: Mapping[str, object]) -> dict[str, FamilyLine]:
        """The lines of all families whose pages would be the same, by family id. `before` holds those of the last time by the digest of
        what they were made from, so that none is ever taken for another.
        """
        lines = {}
        for family_id, digest in self.digests.items():
            line = line_from(before.get(digest, {}))
            if line is None or any(self.folder.made_from(address) != digest for address in family_addresses(line)):
                continue
            lines[family_id] = line
            for address in family_addresses(line):
                self.folder.note(address, written=False, digest=digest)
        return lines

    def _articles(self, lines: Sequence[FamilyLine], revised: Iterable[str]) -> None:
        """Write the pages of all articles with findings and of all revised ones; of every article where that is asked."""
        found: dict[str, list[FamilyLine]] = {}
        for line in lines:
            for article_id in {c.article_id: c for c in line.carriers}:
                found.setdefault(article_id, []).append(line)
        changed = {}
        for article_id in sorted(self.articles if self.settings.all_articles else {*found, *revised}):
            address = f"articles/{article_id}.html"
            digest = self.order.digest(self.articles[article_id], *(self.digests[line.family_id] for line in found.get(article_id, ())))
            if digest == self.folder.made_from(address):
                self.folder.note(address, written=False, digest=digest)
            else:
                changed[article_id] = digest
        for made in self.workers.share(partial(_article_job, self.order), self._article_jobs(changed, found), len(changed)):
            self._note(made)

    def _article_jobs(self, changed: Mapping[str, str], found: Mapping[str, list[FamilyLine]]) -> Iterator[tuple[ArticleRecords, str]]:
        """What each page is made from; `changed` gives its digest by article id."""
        shown = {c.article_id for article_id in changed for line in found.get(article_id, ()) for c in line.carriers}
        headings = {article.article_id: heading_of(article) for article in self.collection.some_articles(sorted(shown))}
        ids = list(changed)
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            quotations = self.collection.quotations_of(batch)
            for article in self.collection.some_articles(batch):
                lines = tuple(found.get(article.article_id, ()))
                others = {c.article_id: headings[c.article_id] for line in lines for c in line.carriers}
                yield ArticleRecords(article, tuple(quotations[article.article_id]), lines, others), changed[article.article_id]

    def _revisions(self) -> dict[str, list[Revision]]:
        """The revised texts of each outlet."""
        found: dict[str, list[Revision]] = {}
        for earlier_id, later_id in self.collection.revisions():
            earlier, later = self.collection.article(earlier_id), self.collection.article(later_id)
            a, b = wordings([earlier.text, later.text], self.settings.compared_words)
            revision = Revision(heading_of(earlier), heading_of(later), compare(a, b, None).similarity)
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
            self._list(group.address, "outlet.html", name, group.lines, page=page)
        self._directory("outlets", groups)

    def _groups(self, name: str, groups: Sequence[Group]) -> None:
        """Write the lists of one filter and the directory that leads to them."""
        for group in groups:
            if len(group.lines) > 1:
                self._list(group.address, "group.html", group.name, group.lines, filter=name, group=group)
        self._directory(name, groups)

    def _directory(self, name: str, groups: Sequence[Group]) -> None:
        for page in list_pages(groups, name, self.settings.listed_groups):
            self._page(page.name, "directory.html", self.words.text(f"nav_{name}"), list=page, filter=name)

    def _list(self, address: str, template: str, title: str, lines: Sequence[FamilyLine], **shown_there: object) -> None:
        """Write a list of families, paged."""
        folder, _, name = address.rpartition("/")
        for page in list_pages(lines, name, self.settings.families_per_page, self.settings.families_in_short):
            self._page(f"{folder}/{page.name}".lstrip("/"), template, title, list=page, **shown_there)

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
