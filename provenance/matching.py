"""Compare what is new in the database with everything in it.

Two phases make the result independent of the order of articles and the number of workers: first all new articles enter the
index; then each is looked up in the whole index, the pairs that meet are noted, and every noted pair is compared. Killed at
any moment, the next run takes up what waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from collections import OrderedDict, deque
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from provenance.languages import LanguagePack
from provenance.model import Span, content_id
from provenance.registers import Registers
from provenance.reuse.align import Comparable
from provenance.reuse.candidates import Meetings, Page, Probes, Publishers, candidates, in_neighbourhoods, joined, look_up
from provenance.reuse.families import Group, Stretch, family_id, group
from provenance.reuse.fingerprints import Fingerprints, fingerprints, story_keys
from provenance.reuse.formulae import formula_words
from provenance.reuse.passages import Wording, wording
from provenance.reuse.signatures import buckets
from provenance.reuse.spread import Appearance, credit_status, credits_of, first_seen, in_order, is_earlier, speakers_of
from provenance.reuse.verify import Finding, compare
from provenance.reuse.vocabulary import Vocabulary
from provenance.settings import ReuseSettings, Settings
from provenance.store import index
from provenance.store.database import Database
from provenance.store.findings import (
    FamilyRow,
    OccurrenceRow,
    OverlapRow,
    SetAsideRow,
    StoredArticle,
    gather,
    replace_families,
    store_compared,
    stored_article,
)
from provenance.text import fold_many

T = TypeVar("T")
R = TypeVar("R")

_WORDS: Final = "words"
_FORMULAE: Final = "formulae"


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """What one call of `match_pending` did."""

    indexed: int
    compared: int
    overlaps: int
    set_aside: int
    families: int


class _Crew:
    """Worker processes that answer in the order of the questions; with one worker, this process itself."""

    def __init__(self, database: Path, settings: ReuseSettings, workers: int) -> None:
        self._start = (database, settings)
        self._workers = workers
        self._pool = ProcessPoolExecutor(workers, initializer=_open_reader, initargs=self._start) if workers > 1 else None

    def __enter__(self) -> Self:
        if self._pool is None:
            _open_reader(*self._start)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is None:
            _close_reader()
        else:
            self._pool.shutdown(cancel_futures=True)

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """What `work` makes of each task, in order; only a few tasks are under way at any time."""
        if self._pool is None:
            yield from map(work, tasks)
            return
        waiting: deque[Future[R]] = deque()
        for task in tasks:
            waiting.append(self._pool.submit(work, task))
            if len(waiting) > self._workers + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@dataclass
class _Reader:
    """What a worker keeps between tasks."""

    database: Database
    settings: ReuseSettings
    vocabulary: Vocabulary
    formulae: NDArray[np.uint32]
    comparable: OrderedDict[int, tuple[index.StoredText, Comparable]]


_reader: _Reader | None = None


def _open_reader(database: Path, settings: ReuseSettings) -> None:
    global _reader
    opened = Database.open_to_read(database)
    _reader = _Reader(opened, settings, Vocabulary.empty(), np.zeros(0, np.uint32), OrderedDict())


def _close_reader() -> None:
    global _reader
    if _reader is not None:
        _reader.database.close()
        _reader = None


def _own_reader() -> _Reader:
    assert _reader is not None, "work is done by a crew only"
    return _reader


def _chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _wordings(texts: Sequence[index.StoredText]) -> list[Wording]:
    return [wording(f, t.quotations, t.furniture) for t, f in zip(texts, fold_many([t.text for t in texts]), strict=True)]


def _as_rows(found: Fingerprints, rows: Sequence[int]) -> index.Rows:
    """Keys of a batch with the row numbers of its articles."""
    return index.Rows(found.keys, np.array(rows, np.uint32)[found.articles], np.minimum(found.words, 65535).astype(np.uint16))


def _index_task(rows: Sequence[int]) -> tuple[index.Rows, NDArray[np.uint64], NDArray[np.uint32]]:
    """The sorted index rows of some articles, all their words, and the key of the story that each tells."""
    reader = _own_reader()
    texts = index.texts(reader.database, rows)
    wordings = _wordings(texts)
    stored, _ = fingerprints(wordings, reader.settings)
    parts = [_as_rows(stored, rows), _as_rows(buckets(wordings, reader.settings), rows)]
    return index.sorted_rows(parts), np.concatenate([w.hashes for w in wordings]), story_keys(stored, len(wordings))


def _index_new(database: Database, crew: _Crew, settings: ReuseSettings) -> int:
    """Bring all articles into the index that are not in it; how many they are."""
    rows = index.beyond(database, index.indexed_up_to(database))
    chunks = list(_chunks(rows, settings.indexing_articles))
    answers = crew.each(_index_task, chunks)
    for chunk, (found, words, stories) in zip(chunks, answers, strict=True):
        with database.transaction():
            index.add_stories(database, chunk, stories)
            index.add_generation(database, found, chunk[-1])
            counts = index.statistic(database, _WORDS, "<u4")
            vocabulary = Vocabulary(counts) if len(counts) else Vocabulary.empty()
            index.store_statistic(database, _WORDS, vocabulary.with_words(words).counts)
    return len(rows)


def _probe_task(rows: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """The candidate pairs of some articles, and the formulae in them."""
    reader = _own_reader()
    publishers = Publishers(*index.publishers(reader.database))
    probes = _probes(reader, rows)
    pages = index.page_of(probes.keys)
    met: list[Meetings] = []
    formulae = [np.zeros(0, np.uint32)]
    for page, stored in index.index_pages(reader.database):
        low, high = np.searchsorted(pages, (page, page + 1))
        if stored and high > low:
            part = Probes(probes.keys[low:high], probes.articles[low:high], probes.words[low:high])
            found, repeated = look_up(part, [Page(r.keys, r.articles, r.words) for r in stored], publishers, reader.settings)
            met.append(found)
            formulae.append(repeated)
    return candidates(joined(met), len(publishers.ranks), reader.settings), np.concatenate(formulae)


def _probes(reader: _Reader, rows: Sequence[int]) -> Probes:
    """The keys to look up for some articles, sorted."""
    parts = []
    for chunk in _chunks(rows, reader.settings.indexing_articles):
        wordings = _wordings(index.texts(reader.database, chunk))
        _, looked_up = fingerprints(wordings, reader.settings)
        parts += [_as_rows(looked_up, chunk), _as_rows(buckets(wordings, reader.settings), chunk)]
    all_rows = index.sorted_rows(parts)
    return Probes(all_rows.keys, all_rows.articles, all_rows.words)


def _find_candidates(database: Database, crew: _Crew, settings: ReuseSettings, workers: int) -> None:
    """Note the pairs that meet in the index, of all articles not looked up yet."""
    rows = index.unmatched(database)
    size = min(settings.probing_articles, max(1, -(-len(rows) // workers)))
    chunks = list(_chunks(rows, size))
    for chunk, (pairs, found) in zip(chunks, crew.each(_probe_task, chunks), strict=True):
        with database.transaction():
            known = index.statistic(database, _FORMULAE, "<u4")
            index.store_statistic(database, _FORMULAE, np.union1d(known, found).astype(np.uint32))
            index.note_candidates(database, pairs, chunk)


def _comparables(reader: _Reader, rows: Sequence[int]) -> dict[int, tuple[index.StoredText, Comparable]]:
    """Articles ready to be compared; those used last are kept for later tasks."""
    kept = reader.comparable
    missing = [row for row in rows if row not in kept]
    texts = index.texts(reader.database, missing)
    wordings = _wordings(texts)
    formulae = formula_words(wordings, reader.formulae, reader.settings)
    for text, words, formula in zip(texts, wordings, formulae, strict=True):
        kept[text.row] = (text, Comparable(words, reader.vocabulary.frequency(words), formula, reader.settings))
    for row in rows:
        kept.move_to_end(row)
    needed = {row: kept[row] for row in rows}
    while len(kept) > reader.settings.kept_articles:
        kept.popitem(last=False)
    return needed


def _compare_task(pairs: Sequence[tuple[int, int]]) -> tuple[list[OverlapRow], list[SetAsideRow]]:
    """What the articles of some pairs share."""
    reader = _own_reader()
    if not reader.vocabulary.counts.any():
        reader.vocabulary = Vocabulary(index.statistic(reader.database, _WORDS, "<u4"))
        reader.formulae = index.statistic(reader.database, _FORMULAE, "<u4")
    ready = _comparables(reader, sorted({row for pair in pairs for row in pair}))
    overlaps: list[OverlapRow] = []
    aside: list[SetAsideRow] = []
    for pair in pairs:
        (a, left), (b, right) = sorted((ready[row] for row in pair), key=lambda r: r[0].article_id)
        for finding in compare(left, right, reader.settings):
            _add(a, b, finding, overlaps, aside)
    return overlaps, aside


def _add(a: index.StoredText, b: index.StoredText, finding: Finding, overlaps: list[OverlapRow], aside: list[SetAsideRow]) -> None:
    """One finding as the row it is stored in, the earlier article first."""
    sides = [(a, finding.a), (b, finding.b)]
    if a.published is not None and b.published is not None and is_earlier(b.published, a.published):
        sides.reverse()
    first, second = ((text.row, span.start, span.end) for text, span in sides)
    if finding.reason is not None:
        aside.append(SetAsideRow(first, second, finding.similarity, finding.reason))
        return
    overlap_id = content_id("o", *(part for text, span in sides for part in (text.article_id, span.start, span.end)))
    overlaps.append(OverlapRow(overlap_id, first, second, finding.kind, finding.similarity))


def _compare_waiting(database: Database, crew: _Crew, settings: ReuseSettings) -> tuple[int, int, int]:
    """Compare all noted pairs; how many they were, how many overlaps they gave and how many were set aside."""
    compared = kept = aside = 0
    while waiting := index.waiting_pairs(database, settings.waiting_pairs):
        chunks = list(_chunks(in_neighbourhoods(waiting), settings.comparing_pairs))
        for chunk, (overlaps, set_aside) in zip(chunks, crew.each(_compare_task, chunks), strict=True):
            store_compared(database, chunk, overlaps, set_aside)
            compared, kept, aside = compared + len(chunk), kept + len(overlaps), aside + len(set_aside)
    return compared, kept, aside


def _join_families(database: Database, agencies: frozenset[str], settings: ReuseSettings) -> int:
    """Form the families of all overlaps that have none, and anew those that they touch; how many were formed."""
    gathered = gather(database)
    groups = group([(Stretch(*a), Stretch(*b)) for _, a, b, _ in gathered], settings)
    former = [family for *_, family in gathered if family is not None]
    families = [_family(database, found, [gathered[n][0] for n in found.overlaps], agencies, settings) for found in groups]
    replace_families(database, former, sorted(families, key=lambda f: f.family_id))
    return len(families)


def _family(database: Database, found: Group[int], overlaps: Sequence[int], agencies: frozenset[str], settings: ReuseSettings) -> FamilyRow:
    """All that is told of one family."""
    articles = {place.article: stored_article(database, place.article) for place in found.occurrences}
    rows = {article.article_id: row for row, article in articles.items()}
    appearances = in_order([_appearance(articles[place.article], place, agencies, settings) for place in found.occurrences])
    first = first_seen(appearances)
    certain = first.number if first is not None and first.certain else None
    variants = _variants([articles[rows[a.article_id]].text[a.start : a.end] for a in appearances])
    occurrences = []
    for number, (a, variant) in enumerate(zip(appearances, variants, strict=True)):
        credit_rows = tuple(row for row, credit in articles[rows[a.article_id]].credits if credit in a.credits)
        status = credit_status(a.credits, is_agency=a.is_agency, is_first=number == certain)
        occurrences.append(OccurrenceRow(rows[a.article_id], a.start, a.end, variant, status, credit_rows))
    speakers = [s for a in appearances for s in speakers_of(Span(a.start, a.end), articles[rows[a.article_id]].quotations)]
    return FamilyRow(
        family_id([(a.article_id, a.start, a.end) for a in appearances]),
        tuple(occurrences),
        tuple(overlaps),
        tuple(dict.fromkeys(speakers)),
        None if first is None else (rows[appearances[first.number].article_id], first.certain, first.reason),
    )


def _appearance(article: StoredArticle, place: Stretch[int], agencies: frozenset[str], settings: ReuseSettings) -> Appearance:
    credits = credits_of(article.text, place.start, place.end, [credit for _, credit in article.credits], settings)
    is_agency = article.outlet in agencies
    return Appearance(article.article_id, place.start, place.end, article.published, article.fetched, is_agency, credits)


def _variants(texts: Sequence[str]) -> list[int]:
    """A number for each wording, from 1, in the order in which the wordings come; equal when the folded words are equal."""
    numbers: dict[bytes, int] = {}
    return [numbers.setdefault(folded.word_hashes.tobytes(), len(numbers) + 1) for folded in fold_many(texts)]


def match_pending(database: Database, settings: Settings, packs: Mapping[str, LanguagePack], registers: Registers, workers: int) -> MatchCounts:
    """Compare all articles that are stored but not yet matched with everything stored; store what is found."""
    reuse = settings.reuse
    agencies = frozenset(name for name, kind in registers.kinds.items() if kind == "agency")
    with _Crew(database.path, reuse, workers) as crew:
        indexed = _index_new(database, crew, reuse)
        _find_candidates(database, crew, reuse, workers)
        compared, overlaps, aside = _compare_waiting(database, crew, reuse)
    return MatchCounts(indexed, compared, overlaps, aside, _join_families(database, agencies, reuse))
