"""Worker processes, and what each keeps between its tasks."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from provenance.reuse.comparable import Comparable
from provenance.reuse.formulae import Listed
from provenance.reuse.passages import Wording, wording
from provenance.reuse.repeated import Repeated
from provenance.reuse.signatures import Permutations
from provenance.reuse.vocabulary import Vocabulary
from provenance.settings import QuotationSettings, ReuseSettings, Settings
from provenance.store.database import Database
from provenance.store.index import StoredText
from provenance.text import fold_many
from provenance.workers import worker_pool

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Orders:
    """What a worker is told once."""

    database: Path
    settings: Settings
    permutations: Permutations
    listed: Listed


@dataclass
class Reader:
    """What a worker has: its own connection to the database, and what it has read of it."""

    database: Database
    settings: ReuseSettings
    quotations: QuotationSettings
    permutations: Permutations
    listed: Listed
    vocabulary: Vocabulary | None = None
    repeated: Repeated = field(default_factory=Repeated.nothing)
    comparable: OrderedDict[int, tuple[StoredText, Comparable]] = field(default_factory=OrderedDict)


class Crew:
    """Worker processes that answer in the order of the questions; with one worker, this process itself."""

    def __init__(self, orders: Orders, workers: int) -> None:
        self.workers = workers
        self._orders = orders
        self._pool = worker_pool(workers, _report_for_work, (orders,)) if workers > 1 else None

    def __enter__(self) -> Self:
        if self._pool is None:
            _report_for_work(self._orders)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is None:
            _go_home()
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
            if len(waiting) > self.workers + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_AT_WORK: Final[list[Reader]] = []  # the reader of this process, while it is at work


def _report_for_work(orders: Orders) -> None:
    settings = orders.settings
    _AT_WORK.append(Reader(Database.open_to_read(orders.database), settings.reuse, settings.quotations, orders.permutations, orders.listed))


def _go_home() -> None:
    _AT_WORK.pop().database.close()


def reader() -> Reader:
    """The reader of the process that does a task."""
    return _AT_WORK[-1]


def chunks(values: Sequence[T], size: int) -> list[Sequence[T]]:
    """The values in groups of `size`, the last one shorter."""
    return [values[start : start + size] for start in range(0, len(values), size)]


def wordings(texts: Sequence[StoredText]) -> list[Wording]:
    """What is compared of some articles."""
    return [wording(folded, t.quotations, t.furniture) for t, folded in zip(texts, fold_many([t.text for t in texts]), strict=True)]
