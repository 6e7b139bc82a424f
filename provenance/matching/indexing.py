"""Bring new articles into the index, and look them up in it for the articles that they may share something with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.languages import language_packs
from provenance.matching.crew import Crew, Orders, chunks, reader, wordings
from provenance.reuse import versions
from provenance.reuse.candidates import Asking, LookedUp, Publishers, candidates, joined, look_up
from provenance.reuse.fingerprints import Fingerprints, fingerprints
from provenance.reuse.formulae import Listed, phrase_keys
from provenance.reuse.keyed import Page
from provenance.reuse.repeated import BOILERPLATE, FORMULA, Repeated
from provenance.reuse.signatures import SCHEME, buckets, permutations
from provenance.reuse.vocabulary import Vocabulary
from provenance.settings import ReuseSettings, Settings
from provenance.store import index
from provenance.store.database import Database
from provenance.text import FOLD_VERSION

WORDS: Final = "words"
_FORMULAE: Final = "formulae"
_BOILERPLATE: Final = "boilerplate"
_PERMUTATIONS: Final = "permutations"
_NO_ROWS: Final = Page(np.zeros(0, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.uint16))


def prepared(database: Database, settings: Settings) -> Orders:
    """What workers need to know. An index that was made by another recipe is dropped, to be made anew."""
    reuse = settings.reuse
    count = reuse.bands * reuse.rows_a_band
    recipe = "; ".join(
        (
            f"fold {FOLD_VERSION}",
            f"even: runs of 3 words, winnowed by {reuse.winnow_window}",
            f"pairs of words of {reuse.pair_letters} letters, {reuse.pair_reach} words apart, 1 in {reuse.pair_sample}",
            f"MinHash {SCHEME}, {reuse.bands} bands of {reuse.rows_a_band}, of {reuse.passage_words} words and more",
        )
    )
    if index.recipe(database) != recipe:
        with database.transaction():
            index.begin_anew(database, recipe)
            index.store_statistic(database, _PERMUTATIONS, np.concatenate(permutations(count)))
    stored = index.statistic(database, _PERMUTATIONS)
    packs = language_packs().values()
    listed = Listed(phrase_keys(p for pack in packs for p in pack.forms), phrase_keys(p for pack in packs for p in pack.routines))
    return Orders(database.path, settings, (stored[:count], stored[count:]), listed)


@dataclass(frozen=True, eq=False)
class _Indexed:
    """What some articles bring into the index: its rows, sorted, and all words."""

    articles: Sequence[int]
    rows: index.Rows
    words: NDArray[np.uint64]


def _as_rows(found: Fingerprints, articles: Sequence[int]) -> index.Rows:
    """Keys of a batch with the row numbers of its articles."""
    return index.Rows(found.keys, np.array(articles, np.uint32)[found.articles], np.minimum(found.words, 65535).astype(np.uint16))


def _index_task(articles: Sequence[int]) -> _Indexed:
    own = reader()
    words = wordings(index.texts(own.database, articles))
    stored = fingerprints(words, own.settings)
    parts = [_as_rows(stored, articles), _as_rows(buckets(words, own.permutations, own.settings), articles)]
    return _Indexed(articles, index.sorted_rows(parts), np.concatenate([w.hashes for w in words]))


def index_new(database: Database, crew: Crew, settings: ReuseSettings) -> int:
    """Bring all articles into the index that are not in it, and tell which are versions of a story; how many they are."""
    new = index.beyond(database, index.indexed_up_to(database))
    waiting: list[_Indexed] = []
    for done in crew.each(_index_task, chunks(new, settings.indexing_articles)):
        waiting.append(done)
        if sum(len(w.articles) for w in waiting) >= settings.asking_articles:
            _store(database, waiting)
            waiting = []
    if waiting:
        _store(database, waiting)
    _tell_stories(database, crew, settings)
    return len(new)


def _store(database: Database, done: Sequence[_Indexed]) -> None:
    """Write a generation of the index with its statistics, whole or not at all."""
    with database.transaction():
        counts = index.statistic(database, WORDS)
        vocabulary = Vocabulary(counts) if len(counts) else Vocabulary.empty()
        index.store_statistic(database, WORDS, vocabulary.with_words(np.concatenate([part.words for part in done])).counts)
        index.add_generation(database, index.sorted_rows([part.rows for part in done]), done[-1].articles[-1])


def _sample_task(turn: tuple[int, Sequence[int]]) -> versions.Sample:
    """What some pages tell of the articles from a row on."""
    first, pages = turn
    own = reader()
    outlets = index.outlets(own.database)
    new = np.arange(len(outlets)) >= first
    return versions.together([versions.sampled(_as_pages(parts), new, outlets, own.settings) for parts in index.index_pages(own.database, pages)])


def _tell_stories(database: Database, crew: Crew, settings: ReuseSettings) -> None:
    """Tell of the articles that came into the index which are versions of a story of their outlet; of the others, each is its own."""
    stories, runs = index.stories(database)
    first, count = len(stories), index.last_row(database) + 1
    if first == count:
        return
    pages = _parted(settings.version_pages, crew.workers)
    sample = versions.together(list(crew.each(_sample_task, [(first, part) for part in pages])))
    runs = sample.runs + np.pad(runs, (0, count - first))
    index.store_stories(database, versions.joined(np.append(stories, np.arange(first, count)), versions.versions(sample.met, runs, settings)), runs)


def _parted(pages: int, workers: int) -> list[range]:
    """The first `pages` pages in as many parts as there are workers; the first ones hold the most, so each part has every nth."""
    return [range(part, pages, workers) for part in range(min(workers, pages))]


def _as_pages(parts: Sequence[index.Rows]) -> Sequence[Page]:
    """A page of the index in its generations, of which there is one at least."""
    return [Page(r.keys, r.articles, r.words) for r in parts] or [_NO_ROWS]


def stored_repeated(database: Database) -> Repeated:
    """The keys that outlets repeat, as far as articles that have them were looked up."""
    return Repeated.of_degrees(index.statistic(database, _BOILERPLATE), index.statistic(database, _FORMULAE))


@dataclass(frozen=True, slots=True)
class _Turn:
    """Which articles wait, whose turn it is to be looked up, and the stretch of pages to look in."""

    waiting: Sequence[int]
    articles: Sequence[int]
    pages: Sequence[int]


def _look_up_task(turn: _Turn) -> LookedUp:
    """Look up some of the articles that wait in some of the pages."""
    own = reader()
    publishers = Publishers(index.outlets(own.database), index.stories(own.database)[0], index.ranks(own.database))
    asking = Asking(_marked(turn.waiting, len(publishers.ranks)), _marked(turn.articles, len(publishers.ranks)))
    known = stored_repeated(own.database)
    pages = (_as_pages(parts) for parts in index.index_pages(own.database, turn.pages))
    return joined([look_up(parts, asking, publishers, known, own.settings) for parts in pages])


def _marked(numbers: Sequence[int], size: int) -> NDArray[np.bool_]:
    """An array in which the places `numbers` are true."""
    marks = np.zeros(size, np.bool_)
    marks[np.array(numbers, np.int64)] = True
    return marks


def find_candidates(database: Database, crew: Crew, settings: ReuseSettings) -> None:
    """Note the pairs that meet in the index, of all articles not looked up yet, and those to be judged anew by new formulae.

    The pages are parted among the workers, so that each is read once for each turn.
    """
    waiting, articles = index.unmatched(database), index.last_row(database)
    turns = chunks(waiting, settings.asking_articles)
    pages = _parted(index.PAGES, crew.workers)
    parts = crew.each(_look_up_task, [_Turn(waiting, turn, part) for turn in turns for part in pages])
    for turn in turns:
        found = joined([next(parts) for _ in pages])
        with database.transaction():
            known = stored_repeated(database)
            changed = known.differing(found.changed)
            if len(changed.keys):
                now = known.updated(changed)
                index.store_statistic(database, _FORMULAE, now.with_degree(FORMULA))
                index.store_statistic(database, _BOILERPLATE, now.with_degree(BOILERPLATE))
            index.note_candidates(database, candidates(found.met, articles, settings), turn)
            holders = index.Holders(found.holders.keys, found.holders.articles, found.holders.words)
            index.note_again(database, holders.of(changed.keys), settings.again_words)
    index.note_outgrown(database, min(articles, settings.ripe_articles) / settings.again_growth)
