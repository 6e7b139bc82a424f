"""What the first page shows: the last scan that brought something new, and the families worth a look first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Generic, TypeVar

from provenance.model import Run
from provenance.report.lines import FamilyLine
from provenance.report.outlet import in_order

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list: its lines, the number of the first of them and its own, both from 1, and the file names of its neighbours."""

    lines: tuple[T, ...]
    name: str
    first: int
    number: int
    pages: int
    previous: str | None
    next: str | None


def list_pages(lines: Sequence[T], name: str, size: int, further: int | None = None) -> list[ListPage[T]]:
    """Cut a list into pages: ``name.html`` with `size` lines, ``name-2.html``, ... with `further` (else as many) lines each.

    An empty list has one empty page.
    """
    starts = [0, *range(size, len(lines), further or size)]
    names = [f"{name}.html" if i == 0 else f"{name}-{i + 1}.html" for i in range(len(starts))]
    before, behind, ends = [None, *names[:-1]], [*names[1:], None], [*starts[1:], len(lines)]
    parts = zip(starts, ends, names, before, behind, strict=True)
    return [ListPage(tuple(lines[a:b]), n, a + 1, i, len(starts), p, f) for i, (a, b, n, p, f) in enumerate(parts, 1)]


def last_run_with_news(runs: Sequence[Run]) -> Run | None:
    """The last run that stored an article; None before any did. Later runs change nothing that the report shows."""
    return next((run for run in reversed(runs) if run.counts.get("new_articles", 0)), None)


@dataclass(frozen=True, slots=True)
class Cell:
    """Families that one outlet has not earlier than another, and in how many of them it credits that other."""

    shared: int
    credited: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of outlets (rows) against outlets or credited sources (columns); None where nothing is shared."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The last run with news, how much the collection holds, and who carries and credits whom."""

    run: Run | None
    counts: Mapping[str, int]
    carries: Matrix
    credits: Matrix


def overview(runs: Sequence[Run], counts: Mapping[str, int], lines: Sequence[FamilyLine], size: int) -> Overview:
    """Gather the overview; the matrices show the `size` outlets with most families and as many sources."""
    outlets = _most(name for line in lines for name in line.outlets)[:size]
    sources = _most(source for line in lines for source in {s for c in line.carriers for s in c.sources})[:size]
    return Overview(last_run_with_news(runs), counts, _carries(lines, outlets), _credits(lines, outlets, sources))


def _most(names: Iterable[str]) -> list[str]:
    return [name for name, _ in sorted(Counter(names).items(), key=lambda entry: (-entry[1], entry[0]))]


def _carries(lines: Iterable[FamilyLine], outlets: Sequence[str]) -> Matrix:
    """Who has the same passages as whom and not earlier."""
    shared: Counter[tuple[str, str]] = Counter()
    credited: Counter[tuple[str, str]] = Counter()
    for line in lines:
        carriers = {name: [c for c in line.carriers if c.outlet == name] for name in line.outlets if name in outlets}
        for row, column in permutations(carriers, 2):
            credits_it = any(column in c.sources for c in carriers[row])
            if credits_it or in_order(carriers[row], carriers[column]) != "earlier":
                shared[row, column] += 1
                credited[row, column] += credits_it
    return _matrix(outlets, outlets, shared, credited)


def _credits(lines: Iterable[FamilyLine], outlets: Sequence[str], sources: Sequence[str]) -> Matrix:
    """Who credits whom: in how many of an outlet's families it names each source."""
    counted = Counter(pair for line in lines for pair in {(c.outlet, s) for c in line.carriers if c.outlet for s in c.sources})
    return _matrix([o for o in outlets if any(counted[o, s] for s in sources)], sources, counted, counted)


def _matrix(rows: Sequence[str], columns: Sequence[str], shared: Counter[tuple[str, str]], credited: Counter[tuple[str, str]]) -> Matrix:
    cells = tuple(tuple(Cell(shared[r, c], credited[r, c]) if shared[r, c] else None for c in columns) for r in rows)
    return Matrix(tuple(rows), tuple(columns), cells)
