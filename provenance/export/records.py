"""What can be exported: the records of a collection, each kind in an order that depends on content alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from provenance.model import Article, Family, Overlap, Quotation
from provenance.records import Record, article_record, family_record, overlap_record, quotation_record


class Exported(Protocol):
    """What an export asks of a collection, each in an order that depends on content alone."""

    def articles(self) -> Iterator[Article]:
        """Every article, by article id."""
        ...

    def article(self, article_id: str) -> Article:
        """One article whole."""
        ...

    def all_quotations(self) -> Iterator[tuple[str, Quotation]]:
        """Every quotation with the id of its article, by article id and place."""
        ...

    def all_overlaps(self) -> Iterator[tuple[str | None, Overlap]]:
        """Every overlap with the id of its family, by overlap id."""
        ...

    def families(self) -> Iterator[Family]:
        """Every family, by family id."""
        ...


def article_records(collection: Exported) -> Iterator[Record]:
    """One record for each article."""
    return (article_record(article) for article in collection.articles())


def quotation_records(collection: Exported) -> Iterator[Record]:
    """One record for each quotation."""
    return (quotation_record(quotation, collection.article(article_id)) for article_id, quotation in collection.all_quotations())


def overlap_records(collection: Exported) -> Iterator[Record]:
    """One record for each overlap."""
    return (overlap_record(overlap, family_id, collection.article) for family_id, overlap in collection.all_overlaps())


def family_records(collection: Exported) -> Iterator[Record]:
    """One record for each family."""
    return (family_record(family, collection.article) for family in collection.families())
