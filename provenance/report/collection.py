"""What the report asks of a collection: the records that it shows, fetched so that a large report needs little memory.

The report never opens a database. It asks what has changed, fetches that a few families at a time, and keeps a line of each.
Everything comes in an order that depends on content alone, so that the same collection always gives the same pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from provenance.model import Article, Family, Fingerprints, Overlap, Quotation, Run, SetAside


class Collection(Protocol):
    """All that a report can ask. An unknown id raises KeyError; nothing is ever changed."""

    def runs(self) -> Sequence[Run]:
        """All runs, oldest first, each with its counts and the inputs that it skipped."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How much the collection holds: ``articles``, ``quotations``, ``overlaps``, ``families``, ``set_aside``."""
        ...

    def outlets(self) -> Mapping[str | None, int]:
        """The number of articles of each outlet; None stands for all articles whose outlet is unknown."""
        ...

    def some_families(self, family_ids: Iterable[str]) -> Iterator[Family]:
        """The families with these ids, in their order."""
        ...

    def fingerprints(self) -> Fingerprints:
        """What tells whether anything has changed. It is made without reading the texts."""
        ...

    def overlaps_of(self, family_ids: Sequence[str]) -> Mapping[str, Sequence[Overlap]]:
        """The verified overlaps of some families, by overlap id."""
        ...

    def last_runs(self, family_ids: Sequence[str]) -> Mapping[str, int]:
        """For some families the id of the run that brought the youngest member: when the family last grew."""
        ...

    def article(self, article_id: str) -> Article:
        """One article whole, with its text."""
        ...

    def some_articles(self, article_ids: Iterable[str]) -> Iterator[Article]:
        """The articles with these ids, in their order."""
        ...

    def quotations_of(self, article_ids: Sequence[str]) -> Mapping[str, Sequence[Quotation]]:
        """The quotations of some articles, by start."""
        ...

    def revisions(self) -> Iterator[tuple[str, str]]:
        """Pairs of ids of articles that one outlet published under one address with different texts, ordered by (first, second).

        The first of a pair was published or fetched before the second; where that is unknown the smaller id comes first.
        """
        ...

    def set_aside(self, limit: int) -> Iterator[SetAside]:
        """At most `limit` of the candidates that were kept out, by reason, then by the articles and places."""
        ...
