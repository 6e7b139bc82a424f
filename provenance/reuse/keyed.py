"""Rows of the index by their keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from provenance.reuse.runs import Integers, openings, steps, within
from provenance.sorting import among, rising


@dataclass(frozen=True, eq=False)
class Page:
    """A stretch of the index in order of its keys: parallel arrays of key, article and word."""

    keys: NDArray[np.uint32]
    articles: NDArray[np.uint32]
    words: NDArray[np.uint16]

    def chosen(self, which: NDArray[np.bool_] | Integers) -> Page:
        """Some of the rows."""
        return Page(self.keys[which], self.articles[which], self.words[which])


@dataclass(frozen=True, eq=False)
class Keyed:
    """Rows of a page with the number of their key (rising) and, of each key, where its rows begin and how many they are."""

    rows: Page
    key: Integers
    first: Integers
    total: Integers

    def of(self, rows: Integers) -> tuple[Integers, Integers]:
        """For some rows each row of the same key: the row that asked, and the other."""
        count = self.total[self.key[rows]]
        return np.repeat(rows, count), steps(self.first[self.key[rows]], count)


def keyed(rows: Page) -> Keyed:
    """The rows, which are in order of their keys, with what is told of each key."""
    first = openings(rows.keys)
    total = np.diff(np.append(first, len(rows.keys)))
    return Keyed(rows, np.repeat(np.arange(len(first)), total), first, total)


def keys_of(parts: Sequence[Page], chosen: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """The keys of the articles that are chosen, by their number, each once, rising."""
    first = int(chosen.argmax())
    recent = [part for part in parts if part.articles.max(initial=0) >= first]  # most generations are older
    keys = np.sort(np.concatenate([part.keys[:0] for part in parts] + [part.keys[chosen[part.articles]] for part in recent]))
    return keys[openings(keys)]


def with_keys(parts: Sequence[Page], keys: NDArray[np.uint32]) -> Page:
    """All rows that have one of these keys, which rise, in order of their keys."""
    chosen = []
    for part in parts:
        left, there = among(part.keys, keys)
        left, wanted = left[there], keys[there]
        count = np.searchsorted(part.keys, wanted, "right") - left
        chosen.append(part.chosen(steps(left, count)))
    rows = Page(*(np.concatenate([getattr(part, f.name) for part in chosen]) for f in fields(Page)))
    return rows.chosen(rising(rows.keys))


def first_places(rows: Page, count: int) -> Page:
    """The rows, which are in order of their keys and then of their articles, without those beyond the first `count` of a key in an article."""
    opens = np.ones(len(rows.keys), np.bool_)
    opens[1:] = (rows.keys[1:] != rows.keys[:-1]) | (rows.articles[1:] != rows.articles[:-1])
    if opens.all():
        return rows
    return rows.chosen(within(np.diff(np.append(np.flatnonzero(opens), len(opens)))) < count)
