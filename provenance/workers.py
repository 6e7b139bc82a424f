"""Worker processes that end when this one does, however it ends."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from threading import Thread
from typing import Any

from provenance.garbage import leave_what_is_there, look_rarely


def worker_pool(workers: int, initializer: Callable[..., None] | None = None, initargs: tuple[Any, ...] = ()) -> ProcessPoolExecutor:
    """A pool whose processes don't outlive this one: killed, it could not send them home, and they would wait for work for ever."""
    return ProcessPoolExecutor(workers, initializer=_begin, initargs=(initializer, initargs))


def _begin(initializer: Callable[..., None] | None, initargs: tuple[Any, ...]) -> None:
    leave_what_is_there()
    Thread(target=_end_with_parent, daemon=True).start()
    look_rarely()
    if initializer is not None:
        initializer(*initargs)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
