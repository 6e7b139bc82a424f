"""Make the pages of families and articles that are new or changed, a batch at a time, so that memory does not grow with the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from provenance.model import Fingerprints
from provenance.report.article import heading_of
from provenance.report.collection import Collection
from provenance.report.family import records_of
from provenance.report.folder import ReportFolder
from provenance.report.lines import FamilyLine, as_record, line_from
from provenance.report.neighbours import batches, carried, neighbourhoods
from provenance.report.paper import ArticleRecords, Batch, Made, Order, article_address, family_addresses, make_articles, make_families
from provenance.report.sharing import Sharing

_LINES: Final = ".lines.json"
_BATCH: Final = 32
"""Families or articles that are fetched together and made by one process: what waits in memory is a few times as many."""


class Making:
    """The pages of one report that are made from families and articles; `known` tells what has changed."""

    def __init__(self, collection: Collection, folder: ReportFolder, order: Order, known: Fingerprints, sharing: Sharing) -> None:
        self.collection, self.folder, self.order, self.known, self.sharing = collection, folder, order, known, sharing
        self.groups = list(neighbourhoods(known.members))
        self.carried = carried({family_id: known.members[family_id] for group in self.groups for family_id in group})
        self.digests = {family_id: order.digest(fingerprint) for family_id, fingerprint in known.families.items()}

    def lines(self, further: Iterable[str]) -> list[FamilyLine]:
        """Make all that is new or changed, and give the lines of all families.

        Articles in families have pages, and so have the `further` ones.
        """
        before = self.folder.kept(_LINES)
        lines = self._unchanged(before)
        records = {self.digests[family_id]: before[self.digests[family_id]] for family_id in lines}
        articles = self._changed_articles(list(dict.fromkeys([*self.carried, *sorted(further)])))
        for line in self._families([i for i in self.known.families if i not in lines], articles):
            lines[line.family_id] = line
            records[self.digests[line.family_id]] = as_record(line)
        self._articles(list(articles), lines)
        self.folder.keep(_LINES, records)
        return list(lines.values())

    def _unchanged(self, before: Mapping[str, object]) -> dict[str, FamilyLine]:
        """The lines of all families whose pages would be the same, by family id. `before` holds those of the last time by the digest of
        what they were made from, so that none is ever taken for another.
        """
        lines = {}
        for family_id in self.known.families:
            line = line_from(before.get(self.digests[family_id], {}))
            if line is not None and self._stand(family_addresses(line), family_id):
                lines[family_id] = line
        return lines

    def _changed_articles(self, article_ids: Sequence[str]) -> dict[str, None]:
        """Those of some articles that need a page made."""
        for article_id in article_ids:
            families = [self.digests[family_id] for family_id in sorted(self.carried.get(article_id, ()))]
            self.digests[article_id] = self.order.digest(self.known.articles[article_id], *families)
        return {article_id: None for article_id in article_ids if not self._stand([article_address(article_id)], article_id)}

    def _stand(self, addresses: Sequence[str], made_of: str) -> bool:
        """Whether all these pages are there as they would be made, and if so note that they stay."""
        digest = self.digests[made_of]
        if any(self.folder.made_from(address) != digest for address in addresses):
            return False
        for address in addresses:
            self.folder.note(address, written=False, digest=digest)
        return True

    def _families(self, changed: Sequence[str], articles: dict[str, None]) -> Iterator[FamilyLine]:
        """Make the pages of families, and with them those of `articles` that no other batch shares, which are taken out."""
        wanted = set(changed)
        groups = ([i for i in group if i in wanted] for group in self.groups)
        parted = list(batches(groups, _BATCH))
        jobs = (Batch(tuple(records_of(self.collection, batch)), self._taken(batch, articles)) for batch in parted)
        for lines, made in self.sharing.share(partial(make_families, self.order), jobs, len(parted)):
            self._note(made)
            yield from lines

    def _taken(self, batch: Sequence[str], articles: dict[str, None]) -> tuple[str, ...]:
        """The articles that are in families of this batch alone, taken out of those that wait."""
        here = set(batch)
        found = dict.fromkeys(i for family_id in batch for i in self.known.members[family_id] if i in articles)
        taken = tuple(article_id for article_id in found if here.issuperset(self.carried[article_id]))
        for article_id in taken:
            del articles[article_id]
        return taken

    def _articles(self, article_ids: Sequence[str], lines: Mapping[str, FamilyLine]) -> None:
        """Make the pages of the articles that are left."""
        parted = list(batches([[article_id] for article_id in article_ids], _BATCH))
        jobs = (list(self._records(batch, lines)) for batch in parted)
        for made in self.sharing.share(partial(make_articles, self.order), jobs, len(parted)):
            self._note(made)

    def _records(self, batch: Sequence[str], lines: Mapping[str, FamilyLine]) -> Iterator[ArticleRecords]:
        """What the pages of some articles are made from."""
        found = {article_id: tuple(lines[family_id] for family_id in self.carried.get(article_id, ())) for article_id in batch}
        others = {c.article_id for several in found.values() for line in several for c in line.carriers}
        articles = {article.article_id: article for article in self.collection.some_articles(sorted({*batch, *others}))}
        headings = {article_id: heading_of(articles[article_id]) for article_id in sorted(others)}
        quotations = self.collection.quotations_of(batch)
        for article_id in batch:
            shown = {c.article_id: headings[c.article_id] for line in found[article_id] for c in line.carriers}
            yield ArticleRecords(articles[article_id], tuple(quotations[article_id]), found[article_id], shown)

    def _note(self, made: Iterable[Made]) -> None:
        for page in made:
            self.folder.note(page.address, written=page.written, digest=self.digests[page.made_of])
