"""Write the report of a collection: family by family, so that memory does not grow with the texts, then the lists over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.model import Article, Family
from provenance.report.article import Heading, article_page, heading_of
from provenance.report.aside import AsideLine, aside_lines
from provenance.report.collection import Collection
from provenance.report.differences import compare, wordings
from provenance.report.family import FamilyPage, family_page
from provenance.report.feed import feed
from provenance.report.folder import ReportFolder
from provenance.report.groups import Group, by_day, by_kind, by_outlet, by_source, by_speaker
from provenance.report.html import Pages
from provenance.report.lines import FamilyLine, line_of, ranked
from provenance.report.messages import messages
from provenance.report.outlet import Revision, outlet_page
from provenance.report.overview import last_run_with_news, list_pages, overview
from provenance.report.records import family_files
from provenance.report.spread import spread
from provenance.report.timeline import timeline
from provenance.settings import Settings

_FOLDERS = (".", "families", "articles", "outlets", "lists")


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """What writing a report did: pages written because they are new or changed, left as they were, dropped."""

    written: int
    unchanged: int
    dropped: int


def write_reports(collection: Collection, folder: Path, ui: str, settings: Settings) -> ReportCounts:
    """Write the whole report into `folder`; what is there already and has not changed is left alone.

    `ui` is the language of the interface. Raises ReportError for a language without messages and a folder that can't be
    written. The same collection gives the same bytes. A report that is interrupted leaves whole pages, old or new.
    """
    return _Report(collection, ReportFolder(folder), Pages(messages(ui)), settings).write()


class _Report:
    """One report in the writing: the lines and headings that are kept while the pages go by."""

    def __init__(self, collection: Collection, folder: ReportFolder, pages: Pages, settings: Settings) -> None:
        self.collection, self.folder, self.pages = collection, folder, pages
        self.settings = settings.report
        self.words = pages.words
        self.runs = collection.runs()
        self.run = last_run_with_news(self.runs)
        self.headings: dict[str, Heading] = {}

    def write(self) -> ReportCounts:
        lines = ranked([self._family(family) for family in self.collection.families()])
        aside = aside_lines(self.collection, self.settings.listed_aside)
        revisions = self._revisions()
        self._articles(lines)
        self._outlets(lines, aside, revisions)
        for name, groups in (("speakers", by_speaker(lines)), ("agencies", by_source(lines)), ("days", by_day(lines)), ("kinds", by_kind(lines))):
            self._groups(name, groups)
        self._set_aside(aside)
        self._index(lines)
        self.folder.write("feed.xml", feed(lines, {run.run_id: run for run in self.runs}, self.words, self.settings.feed_entries))
        self.folder.drop_gone(_FOLDERS)
        return ReportCounts(self.folder.written, self.folder.unchanged, self.folder.dropped)

    def _page(self, address: str, template: str, title: str, **shown_there: object) -> None:
        """Render one page and write it; what is shown there goes to the template by name."""
        self.folder.write(address, self.pages.render(template, "../" * address.count("/"), title, **shown_there))

    def _family(self, family: Family) -> FamilyLine:
        """Write the page of one family, with one that leads there for each former id, and give its line."""
        page = family_page(self.collection, family, self.settings)
        self.headings.update({m.article.article_id: heading_of(m.article) for m in page.members})
        self._page(
            f"families/{family.family_id}.html",
            "family.html",
            _title(page),
            page=page,
            timeline=timeline(page.members),
            spread=spread(page, self.settings.drawn_outlets),
            run=self.run,
            settings=self.settings,
        )
        for ending, text in family_files(family, {m.article.article_id: m.article for m in page.members}.__getitem__).items():
            self.folder.write(f"families/{family.family_id}.{ending}", text)
        for alias in family.aliases:
            self._page(f"families/{alias}.html", "alias.html", _title(page), family_id=family.family_id)
        return line_of(page, self.collection.last_run(family.family_id))

    def _articles(self, lines: Sequence[FamilyLine]) -> None:
        """Write the pages of all articles with findings and of all revised ones; of every article where that is asked."""
        found: dict[str, list[FamilyLine]] = {}
        for line in lines:
            for article_id in {c.article_id: c for c in line.carriers}:
                found.setdefault(article_id, []).append(line)
        for article in self._articles_shown(found):
            quotations = self.collection.quotations(article.article_id)
            page = article_page(article, quotations, found.get(article.article_id, []), self.headings, self.settings.shown_characters)
            title = article.title or article.text[:200]
            self._page(f"articles/{article.article_id}.html", "article.html", title, page=page)

    def _articles_shown(self, found: dict[str, list[FamilyLine]]) -> Iterator[Article]:
        if self.settings.all_articles:
            return self.collection.articles()
        return (self.collection.article(article_id) for article_id in sorted({*found, *self.headings}))

    def _revisions(self) -> dict[str, list[Revision]]:
        """The revised texts of each outlet."""
        found: dict[str, list[Revision]] = {}
        for earlier_id, later_id in self.collection.revisions():
            earlier, later = self.collection.article(earlier_id), self.collection.article(later_id)
            a, b = wordings([earlier.text, later.text], self.settings.compared_words)
            revision = Revision(heading_of(earlier), heading_of(later), compare(a, b, None).similarity)
            self.headings.update({earlier_id: revision.earlier, later_id: revision.later})
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


def _title(page: FamilyPage) -> str:
    speaker = page.family.speakers[0] + ": " if page.family.speakers else ""
    return speaker + page.fullest.text[:200]
