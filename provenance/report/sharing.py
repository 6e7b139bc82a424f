"""Share the making of pages among processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Self, TypeVar

from provenance.workers import worker_pool

A = TypeVar("A")
B = TypeVar("B")


class Sharing:
    """The processes that share the work, begun when there is enough of it; a context manager that ends them."""

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

        The first is done here before the processes begin: they start with all the templates and tables that it loaded.
        """
        remaining = iter(jobs)
        yield from map(work, islice(remaining, 1))
        if self._pool is None and self._number > 1 and number > 2:
            self._pool = worker_pool(self._number)
        if self._pool is None:
            yield from map(work, remaining)
            return
        waiting: deque[Future[B]] = deque()
        for job in remaining:
            waiting.append(self._pool.submit(work, job))
            if len(waiting) > 2 * self._number:
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()
