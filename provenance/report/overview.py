"""What the first page shows: the last scan that brought something new, and the families worth a look first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from provenance.model import Run
from provenance.report.lines import FamilyLine


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list of families: its lines, its number from 1, and the file names of its neighbours."""

    lines: tuple[FamilyLine, ...]
    name: str
    number: int
    pages: int
    previous: str | None
    next: str | None


def list_pages(lines: Sequence[FamilyLine], name: str, size: int) -> list[ListPage]:
    """Cut a list into pages of `size` lines: ``name.html``, ``name-2.html``, ... An empty list has one empty page."""
    count = max(1, -(-len(lines) // size))
    names = [f"{name}.html" if i == 0 else f"{name}-{i + 1}.html" for i in range(count)]
    return [
        ListPage(
            lines=tuple(lines[i * size : (i + 1) * size]),
            name=names[i],
            number=i + 1,
            pages=count,
            previous=names[i - 1] if i else None,
            next=names[i + 1] if i + 1 < count else None,
        )
        for i in range(count)
    ]


def last_run_with_news(runs: Sequence[Run]) -> Run | None:
    """The last run that stored an article; None before any did. Later runs change nothing that the report shows."""
    return next((run for run in reversed(runs) if run.counts.get("new", 0)), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """The last run with news and how much the collection holds."""

    run: Run | None
    counts: Mapping[str, int]
