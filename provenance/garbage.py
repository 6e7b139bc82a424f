"""Python's search for objects that hold each other in circles: articles, findings and pages hold none, and it costs a tenth of the work."""

from __future__ import annotations

import gc
from typing import Final

_OBJECTS: Final = 500_000  # made and kept


def look_rarely() -> None:
    """From now on look only when very many objects were made and kept."""
    gc.set_threshold(_OBJECTS)


def leave_what_is_there() -> None:
    """Never look at what is there now: it stays, or goes with the process."""
    gc.freeze()
