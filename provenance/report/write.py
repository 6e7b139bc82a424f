"""Write the report of a collection: family by family, so that memory does not grow with the texts, then the lists over them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from provenance.model import Family
from provenance.report.collection import Collection
from provenance.report.family import FamilyPage, family_page
from provenance.report.folder import ReportFolder
from provenance.report.html import Pages
from provenance.report.lines import FamilyLine, line_of, ranked
from provenance.report.messages import messages
from provenance.report.overview import Overview, last_run_with_news, list_pages
from provenance.report.spread import spread
from provenance.report.timeline import timeline
from provenance.settings import ReportSettings


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """What writing a report did: pages written because they are new or changed, left as they were, dropped."""

    written: int
    unchanged: int
    dropped: int


def write_reports(collection: Collection, folder: Path, ui: str, settings: ReportSettings) -> ReportCounts:
    """Write the whole report into `folder`; what is there already and has not changed is left alone.

    `ui` is the language of the interface. Raises ReportError for a language without messages and a folder that can't be
    written. The same collection gives the same bytes. A report that is interrupted leaves whole pages, old or new.
    """
    return _Report(collection, ReportFolder(folder), Pages(messages(ui)), settings).write()


class _Report:
    """One report in the writing."""

    def __init__(self, collection: Collection, folder: ReportFolder, pages: Pages, settings: ReportSettings) -> None:
        self.collection, self.folder, self.pages, self.settings = collection, folder, pages, settings
        self.words = pages.words
        self.run = last_run_with_news(collection.runs())

    def write(self) -> ReportCounts:
        lines = ranked([self._family(family) for family in self.collection.families()])
        self._index(lines)
        self.folder.drop_gone((".", "families"))
        return ReportCounts(self.folder.written, self.folder.unchanged, self.folder.dropped)

    def _page(self, address: str, template: str, title: str, **shown_there: object) -> None:
        """Render one page and write it; what is shown there goes to the template by name."""
        self.folder.write(address, self.pages.render(template, "../" * address.count("/"), title, **shown_there))

    def _family(self, family: Family) -> FamilyLine:
        """Write the page of one family and give its line."""
        page = family_page(self.collection, family, self.settings)
        self._page(
            f"families/{family.family_id}.html",
            "family.html",
            self._title(page),
            page=page,
            timeline=timeline(page.members),
            spread=spread(page, self.settings.drawn_outlets),
            run=self.run,
            limit=20 * self.settings.compared_words // 2,
            max_variants=self.settings.compared_variants,
            max_occurrences=self.settings.shown_occurrences,
        )
        return line_of(page, self.collection.last_run(family.family_id))

    def _title(self, page: FamilyPage) -> str:
        speaker = page.family.speakers[0] + ": " if page.family.speakers else ""
        return speaker + page.fullest.text[:200]

    def _index(self, lines: list[FamilyLine]) -> None:
        overview = Overview(self.run, self.collection.counts())
        for page in list_pages(lines, "index", self.settings.families_per_page):
            first = (page.number - 1) * self.settings.families_per_page + 1
            self._page(page.name, "index.html", self.words.text("overview"), overview=overview, list=page, first=first)
