"""Describe raw articles, many at a time and in several processes: all that can be told of each without knowing others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from provenance.intake.describe import describe
from provenance.intake.files import Reading
from provenance.languages import LanguagePack
from provenance.model import Article, Evidence, Place, RawArticle, Skipped
from provenance.quotations import find_quotations
from provenance.settings import Settings
from provenance.store.articles import Described
from provenance.text import Folded, fold_many
from provenance.workers import worker_pool

if TYPE_CHECKING:
    from provenance.registers import Registers

P = ParamSpec("P")
T = TypeVar("T")
Batch = Sequence[Reading]


@dataclass(frozen=True)
class Knowledge:
    """What a scan knows before it reads: settings, language packs, registers, and the outlet of inputs that name none."""

    settings: Settings
    packs: Mapping[str, LanguagePack]
    registers: Registers
    outlet: str | None = None


def described(batches: Iterator[Batch], knowledge: Knowledge, workers: int) -> Iterator[tuple[Batch, list[Described]]]:
    """Each batch with its articles described, in order; by `workers` processes when there is more than one batch.

    An article that can't be described comes as one more Skipped of its batch. Not more than two batches a worker are held in memory.
    """
    first = list(_taken(batches, 2))
    if len(first) < 2 or workers < 2:
        for batch in chain(first, batches):
            yield _parted(batch, _describe_batch(_articles(batch), knowledge))
        return
    with worker_pool(workers, _know, (knowledge,)) as pool:
        waiting: deque[tuple[Batch, Future[list[Described | Skipped]]]] = deque()
        for batch in chain(first, batches):
            waiting.append((batch, pool.submit(_describe_task, _articles(batch))))
            if len(waiting) >= 2 * workers:
                done, future = waiting.popleft()
                yield _parted(done, future.result())
        for done, future in waiting:
            yield _parted(done, future.result())


def _parted(batch: Batch, results: Sequence[Described | Skipped]) -> tuple[Batch, list[Described]]:
    return [*batch, *(r for r in results if isinstance(r, Skipped))], [r for r in results if isinstance(r, Described)]


def _taken(batches: Iterator[Batch], count: int) -> Iterator[Batch]:
    for _, batch in zip(range(count), batches, strict=False):
        yield batch


def _articles(batch: Iterable[Reading]) -> list[RawArticle]:
    return [reading for reading in batch if isinstance(reading, RawArticle)]


_knowledge: Knowledge | None = None


def _know(knowledge: Knowledge) -> None:
    """Keep in a worker what all its tasks need."""
    global _knowledge
    _knowledge = knowledge


def _describe_task(raws: Sequence[RawArticle]) -> list[Described | Skipped]:
    assert _knowledge is not None, "a worker is told first what it must know"
    return _describe_batch(raws, _knowledge)


def _describe_batch(raws: Sequence[RawArticle], knowledge: Knowledge) -> list[Described | Skipped]:
    """Each article described. One that the program fails on is skipped with the failure as its reason: it must not end the run.

    Quotations are looked for when all have been read: one work done for many in a row stays in the processor's cache.
    """
    texts, authors = fold_many([raw.text for raw in raws]), fold_many([raw.author or "" for raw in raws])
    articles = [_tried(raw.place, _read, raw, folded, author, knowledge) for raw, folded, author in zip(raws, texts, authors, strict=True)]
    return [
        article if isinstance(article, Skipped) else _tried(article.place, _with_quotations, article, folded, knowledge)
        for article, folded in zip(articles, texts, strict=True)
    ]


def _tried(place: Place, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | Skipped:
    """What some work on the article of a place gives; where the program fails on it, that it is skipped."""
    try:
        return work(*args, **kwargs)
    except Exception as error:
        fault = f"the program failed on this article, please report it: {type(error).__name__}: {error}"
        return Skipped(place.path, place.record, fault)


def _read(raw: RawArticle, folded: Folded, author: Folded, knowledge: Knowledge) -> Article:
    settings = knowledge.settings.intake
    article = describe(raw, folded, knowledge.packs, knowledge.registers, settings, author=author)
    if article.outlet is None and knowledge.outlet is not None:
        article = describe(replace(raw, outlet=knowledge.outlet), folded, knowledge.packs, knowledge.registers, settings, author=author)
        if article.outlet is not None:
            article = replace(article, outlet=replace(article.outlet, evidence=Evidence("option --outlet", knowledge.outlet)))
    return article


def _with_quotations(article: Article, folded: Folded, knowledge: Knowledge) -> Described:
    pack = knowledge.packs.get(article.language) if article.language else None
    return Described(article, find_quotations(article, folded, pack, knowledge.settings.quotations, knowledge.registers.folded))
