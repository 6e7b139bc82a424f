"""Write the report of a collection: family by family, so that memory does not grow with the texts, then the lists over them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Final, Self, TypeVar

from provenance.report.article import heading_of
from provenance.report.aside import AsideLine, aside_lines
from provenance.report.collection import Collection
from provenance.report.differences import compare, wordings
from provenance.report.family import records_of
from provenance.report.feed import feed
from provenance.report.folder import ReportFolder
from provenance.report.groups import Group, by_day, by_kind, by_outlet, by_source, by_speaker
from provenance.report.html import Pages
from provenance.report.lines import FamilyLine, as_record, line_from, ranked
from provenance.report.messages import messages
from provenance.report.neighbours import by_neighbourhood
from provenance.report.outlet import Revision, outlet_page
from provenance.report.overview import last_run_with_news, list_pages, overview
from provenance.report.paper import ArticleRecords, Made, Order, family_addresses, make_articles, make_families
from provenance.settings import Settings
from provenance.workers import worker_pool

_BATCH: Final = 32
"""Families or articles that are fetched together and made by one process: what waits in memory is a few times as many."""

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
    with _Workers(workers) as shared:
        return _Report(collection, ReportFolder(folder), pages, settings, shared).write()


class _Workers:
    """The processes that share the work, begun when there is enough of it."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def share(self, work: Callable[[Sequence[A]], list[B]], batches: Iterable[Sequence[A]], number: int) -> Iterator[B]:
        """What `work` gives of each of `number` batches, in their order. Not more than a few batches wait in memory.

        The first is made here before the others begin: they start with all the templates and tables that it loaded.
        """
        remaining = iter(batches)
        yield from chain.from_iterable(map(work, islice(remaining, 1)))
        if self._pool is None and self._number > 1 and number > 2:
            self._pool = worker_pool(self._number)
        if self._pool is None:
            yield from chain.from_iterable(map(work, remaining))
            return
        waiting: deque[Future[list[B]]] = deque()
        for batch in remaining:
            waiting.append(self._pool.submit(work, batch))
            if len(waiting) > 2 * self._number:
                yield from waiting.popleft().result()
        for future in waiting:
            yield from future.result()


class _Report:
    """One report in the writing: the lines and headings that are kept while the pages go by."""

    def __init__(self, collection: Collection, folder: ReportFolder, pages: Pages, settings: Settings, workers: _Workers) -> None:
        self.collection, self.folder, self.pages, self.workers = collection, folder, pages, workers
        self.settings = settings.report
        self.words = pages.words
        self.runs = collection.runs()
        self.order = Order.of(folder.root, pages.words.code, self.settings, last_run_with_news(self.runs))
        self.known = collection.fingerprints()
        self.digests = {family_id: self.order.digest(fingerprint) for family_id, fingerprint in self.known.families.items()}

    def write(self) -> ReportCounts:
        self.folder.open()
        whole = self._digest()
        if not self.folder.stands(whole):
            self._write_all()
            self.folder.close(whole)
        return ReportCounts(self.folder.written, self.folder.unchanged, self.folder.dropped)

    def _digest(self) -> str:
        """A digest of all that the report is made from."""
        with_news = [run for run in self.runs if run.counts.get("new_articles", 0)]
        counts = sorted(self.collection.counts().items())
        return self.order.digest(repr((with_news, counts)), *self.known.articles.values(), *self.known.families.values())

    def _write_all(self) -> None:
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
        changed = [family_id for family_id in by_neighbourhood(self.known.members) if family_id not in lines]
        batches = _batches(changed)
        jobs = ([(r, self.digests[r.family.family_id]) for r in records_of(self.collection, batch)] for batch in batches)
        for line, files in self.workers.share(partial(make_families, self.order), jobs, len(batches)):
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
        by_id = {line.family_id: line for line in lines}
        found: dict[str, list[FamilyLine]] = {}
        for family_id in by_neighbourhood(self.known.members):
            for article_id in self.known.members[family_id]:
                found.setdefault(article_id, []).append(by_id[family_id])
        changed = {}
        for article_id in dict.fromkeys([*found, *sorted(self.known.articles if self.settings.all_articles else revised)]):
            address = f"articles/{article_id}.html"
            families = sorted(line.family_id for line in found.get(article_id, ()))
            digest = self.order.digest(self.known.articles[article_id], *(self.digests[family_id] for family_id in families))
            if digest == self.folder.made_from(address):
                self.folder.note(address, written=False, digest=digest)
            else:
                changed[article_id] = digest
        batches = _batches(list(changed))
        jobs = ([(records, changed[records.article.article_id]) for records in self._article_records(batch, found)] for batch in batches)
        for made in self.workers.share(partial(make_articles, self.order), jobs, len(batches)):
            self._note(made)

    def _article_records(self, batch: Sequence[str], found: Mapping[str, Sequence[FamilyLine]]) -> Iterator[ArticleRecords]:
        """What the pages of some articles are made from; `found` are the families that each is in."""
        others = {c.article_id for article_id in batch for line in found.get(article_id, ()) for c in line.carriers}
        articles = {article.article_id: article for article in self.collection.some_articles(sorted({*batch, *others}))}
        headings = {article_id: heading_of(articles[article_id]) for article_id in others}
        quotations = self.collection.quotations_of(batch)
        for article_id in batch:
            lines = tuple(found.get(article_id, ()))
            shown = {c.article_id: headings[c.article_id] for line in lines for c in line.carriers}
            yield ArticleRecords(articles[article_id], tuple(quotations[article_id]), lines, shown)

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


def _batches(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]
