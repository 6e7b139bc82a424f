"""What the report asks of a collection: the records that it shows, fetched so that a large report needs little memory.

The report never opens a database. It walks the families one by one, keeps a line of each, and fetches articles by their id.
Everything comes in an order that depends on content alone, so that the same collection always gives the same pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from provenance.model import Article, Family, Overlap, Quotation, Run, SetAside


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

    def families(self) -> Iterator[Family]:
        """Every family once, by family id."""
        ...

    def family(self, family_id: str) -> Family:
        """One family by its id or by one of its former ids."""
        ...

    def overlaps(self, family_id: str) -> Sequence[Overlap]:
        """The verified overlaps of one family, by overlap id."""
        ...

    def last_run(self, family_id: str) -> int:
        """The id of the run that brought the youngest member of a family: when it last grew."""
        ...

    def article(self, article_id: str) -> Article:
        """One article whole, with its text."""
        ...

    def articles(self) -> Iterator[Article]:
        """Every article once, by article id. Asked only for a report that shows articles without findings too."""
        ...

    def quotations(self, article_id: str) -> Sequence[Quotation]:
        """The quotations of one article, by start."""
        ...

    def revisions(self) -> Iterator[tuple[str, str]]:
        """Pairs of ids of articles that one outlet published under one address with different texts, ordered by (first, second).

        The first of a pair was published or fetched before the second; where that is unknown the smaller id comes first.
        """
        ...

    def set_aside(self, limit: int) -> Iterator[SetAside]:
        """At most `limit` of the candidates that were kept out, by reason, then by the articles and places."""
        ...
