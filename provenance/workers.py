"""Worker processes that end when this one does, however it ends, and what makes long work with many small records cheaper."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, Final

_OBJECTS: Final = 500_000
"""Objects made and kept after which Python looks for circles among them: articles, findings and pages hold none."""


@contextmanager
def few_collections() -> Iterator[None]:
    """Inside, Python looks more rarely for objects that hold each other in circles."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def worker_pool(workers: int, initializer: Callable[..., None] | None = None, initargs: tuple[Any, ...] = ()) -> ProcessPoolExecutor:
    """A pool whose processes don't outlive this one: killed, it could not send them home, and they would wait for work for ever."""
    return ProcessPoolExecutor(workers, initializer=_begin, initargs=(initializer, initargs))


def _begin(initializer: Callable[..., None] | None, initargs: tuple[Any, ...]) -> None:
    gc.freeze()  # what is inherited stays: to look for garbage in it again and again is a tenth of the work
    Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(_OBJECTS)
    if initializer is not None:
        initializer(*initargs)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
