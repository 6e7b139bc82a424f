"""Share the making of pages among processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Final, Self, TypeVar

from provenance.workers import worker_pool

A = TypeVar("A")
B = TypeVar("B")

_WAITING: Final = 32
"""Results that wait in memory for an earlier one."""


class Sharing:
    """The other processes that share the work, begun when there is enough of it; a context manager that ends them."""

    def __init__(self, workers: int) -> None:
        self._number = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def share(self, work: Callable[[A], B], jobs: Iterable[A], number: int) -> Iterator[B]:
        """What `work` gives of each of `number` jobs, in their order. Not more than a few wait in memory.

        This process works too, whenever the others have enough to do: what is done here need not be sent. The first job is done
        here before they begin, so that they start with all the templates and tables that it loaded.
        """
        remaining = iter(jobs)
        yield from map(work, islice(remaining, 1))
        others = self._number - 1
        if self._pool is None and others and number > 2:
            self._pool = worker_pool(others)
        waiting: deque[Future[B]] = deque()
        for job in remaining:
            if self._pool is not None and sum(not future.done() for future in waiting) < 2 * others:
                waiting.append(self._pool.submit(work, job))
            else:
                waiting.append(Future())
                waiting[-1].set_result(work(job))
            while waiting and (waiting[0].done() or len(waiting) > _WAITING):
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()
