"""Compare the pairs that wait to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from provenance.languages import language_packs
from provenance.matching.crew import Crew, Reader, chunks, reader, wordings
from provenance.matching.indexing import WORDS, stored_repeated
from provenance.model import Span, content_id
from provenance.quotations import naming_words
from provenance.reuse.candidates import in_neighbourhoods
from provenance.reuse.comparable import Comparable, Pair, Range
from provenance.reuse.formulae import marks_of
from provenance.reuse.spread import is_earlier
from provenance.reuse.verify import Compared, Finding, compare
from provenance.reuse.vocabulary import Vocabulary
from provenance.settings import ReuseSettings
from provenance.store import index
from provenance.store.database import Database
from provenance.store.findings import ComparedRows, Leeway, OverlapRow, SetAsideRow, store_compared
from provenance.text import Folded


def _comparables(own: Reader, vocabulary: Vocabulary, rows: Sequence[int]) -> dict[int, tuple[index.StoredText, Comparable]]:
    """Articles ready to be compared; those used last are kept for later tasks."""
    kept = own.comparable
    missing = [row for row in rows if row not in kept]
    texts = index.texts(own.database, missing)
    words = wordings(texts)
    marked = marks_of(words, own.repeated, own.listed, own.settings)
    for text, wording, marks in zip(texts, words, marked, strict=True):
        naming = partial(_naming_words, own, text.row)
        kept[text.row] = (replace(text, text=""), Comparable(wording, vocabulary.frequency(wording), *marks, naming, own.settings))
    for row in rows:
        kept.move_to_end(row)
    needed = {row: kept[row] for row in rows}
    while len(kept) > own.settings.kept_articles:
        kept.popitem(last=False)
    return needed


def _naming_words(own: Reader, row: int, span: Span, folded: Folded) -> Sequence[bool]:
    """Which words of a stretch of an article name somebody; none where its language is not known."""
    passage, language = index.passage(own.database, row, span)
    pack = language_packs().get(language or "")
    return [False] * len(folded.word_starts) if pack is None else naming_words(passage, folded, pack, own.quotations)


def _compare_task(pairs: Sequence[tuple[int, int]]) -> ComparedRows:
    """What the articles of some pairs share."""
    own = reader()
    if own.vocabulary is None:
        own.vocabulary = Vocabulary(index.statistic(own.database, WORDS))
        own.repeated = stored_repeated(own.database)
    ready = _comparables(own, own.vocabulary, sorted({row for pair in pairs for row in pair}))
    articles = index.last_row(own.database)
    rows = ComparedRows([], [], {})
    sides = [sorted((ready[row] for row in pair), key=lambda side: side[0].article_id) for pair in pairs]
    several = compare([Pair(left, right) for (_, left), (_, right) in sides], own.settings)
    for pair, ((a, _), (b, _)), told in zip(pairs, sides, several, strict=True):
        for finding in told.findings:
            _add(a, b, finding, rows)
        if told.findings:
            words = told.words if a.row == pair[0] else told.words[::-1]
            rows.leeways[pair] = _leeway(told, words, None if told.is_settled else articles, own.settings)
    return rows


def _leeway(told: Compared, words: Sequence[Range], articles: int | None, settings: ReuseSettings) -> Leeway:
    """How much may change in and around what two articles share, in these words of either, before they must be compared again.

    `articles` is how large the collection is, None where it makes no difference.
    """
    most, margin = settings.most_leeway, settings.margin_words
    (a_first, a_last), (b_first, b_last) = ((max(0, first - margin), last + margin) for first, last in words)
    leeway = min(most, *(finding.leeway for finding in told.findings))
    return Leeway(leeway, a_first, a_last, b_first, b_last, articles)


def _add(a: index.StoredText, b: index.StoredText, finding: Finding, rows: ComparedRows) -> None:
    """One finding as the row it is stored in, the earlier article first."""
    sides = [(a, finding.a), (b, finding.b)]
    if a.published is not None and b.published is not None and is_earlier(b.published, a.published):
        sides.reverse()
    first, second = ((text.row, span.start, span.end) for text, span in sides)
    if finding.reason is not None:
        rows.aside.append(SetAsideRow(first, second, finding.similarity, finding.reason))
        return
    overlap_id = content_id("o", *(part for text, span in sides for part in (text.article_id, span.start, span.end)))
    rows.overlaps.append(OverlapRow(overlap_id, first, second, finding.kind, finding.similarity))


def compare_waiting(database: Database, crew: Crew, settings: ReuseSettings) -> tuple[int, int, int]:
    """Compare all noted pairs; how many they were, how many overlaps they gave and how many were set aside."""
    compared = kept = aside = 0
    while waiting := index.waiting_pairs(database, settings.waiting_pairs):
        overlaps, set_aside = compare_pairs(database, crew, waiting, settings)
        compared, kept, aside = compared + len(waiting), kept + overlaps, aside + set_aside
    return compared, kept, aside


def compare_pairs(database: Database, crew: Crew, pairs: Sequence[tuple[int, int]], settings: ReuseSettings) -> tuple[int, int]:
    """Compare some noted pairs; how many overlaps they gave and how many were set aside."""
    kept = aside = 0
    tasks = chunks(in_neighbourhoods(pairs), settings.comparing_pairs)
    for chunk, found in zip(tasks, crew.each(_compare_task, tasks), strict=True):
        store_compared(database, chunk, found)
        kept, aside = kept + len(found.overlaps), aside + len(found.aside)
    return kept, aside
