"""Write the report of a collection: the pages of families and articles, then the lists over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.report.article import heading_of
from provenance.report.aside import AsideLine, aside_lines
from provenance.report.collection import Collection
from provenance.report.differences import compare, wordings
from provenance.report.feed import feed
from provenance.report.folder import ReportFolder
from provenance.report.groups import Group, by_day, by_kind, by_outlet, by_source, by_speaker
from provenance.report.html import Pages
from provenance.report.lines import FamilyLine, ranked
from provenance.report.making import Making
from provenance.report.messages import messages
from provenance.report.outlet import Revision, outlet_page
from provenance.report.overview import last_run_with_news, list_pages, overview
from provenance.report.paper import Order
from provenance.report.sharing import Sharing
from provenance.settings import Settings


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
    with Sharing(workers) as sharing:
        return _Report(collection, ReportFolder(folder), pages, settings, sharing).write()


class _Report:
    """One report in the writing."""

    def __init__(self, collection: Collection, folder: ReportFolder, pages: Pages, settings: Settings, sharing: Sharing) -> None:
        self.collection, self.folder, self.pages, self.sharing = collection, folder, pages, sharing
        self.settings = settings.report
        self.words = pages.words
        self.runs = collection.runs()
        self.order = Order.of(folder.root, pages.words.code, self.settings, last_run_with_news(self.runs))
        self.known = collection.fingerprints()

    def write(self) -> ReportCounts:
        self.folder.open()
        whole = self._digest()
        if not self.folder.stands(whole):
            self._write_all()
            self.folder.close(whole)
        return ReportCounts(self.folder.written, self.folder.unchanged, self.folder.dropped)

    def _digest(self) -> str:
        """A digest of all that the report is made from. How a run ended is left out: it has not yet when it writes the report."""
        news = [(run.run_id, run.started, run.counts["new_articles"], run.skipped) for run in self.runs if run.counts.get("new_articles")]
        counts = sorted(self.collection.counts().items())
        return self.order.digest(repr((news, counts)), *self.known.articles.values(), *self.known.families.values())

    def _write_all(self) -> None:
        revisions = self._revisions()
        revised = {h.article_id for found in revisions.values() for r in found for h in (r.earlier, r.later)}
        making = Making(self.collection, self.folder, self.order, self.known, self.sharing)
        lines = ranked(making.lines(self.known.articles if self.settings.all_articles else revised))
        aside = aside_lines(self.collection, self.settings.listed_aside)
        self._outlets(lines, aside, revisions)
        for name, groups in (("speakers", by_speaker(lines)), ("agencies", by_source(lines)), ("days", by_day(lines)), ("kinds", by_kind(lines))):
            self._groups(name, groups)
        self._set_aside(aside)
        self._index(lines)
        self.folder.write("feed.xml", feed(lines, {run.run_id: run for run in self.runs}, self.words, self.settings.feed_entries))

    def _page(self, address: str, template: str, title: str, **shown_there: object) -> None:
        """Render one page and write it; what is shown there goes to the template by name."""
        self.folder.write(address, self.pages.render(template, "../" * address.count("/"), title, **shown_there))

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
