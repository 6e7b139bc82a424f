"""Tell nicknames in marks or brackets inside a name: Brian *"Hawk"* N, Antonio *(Tony)* N."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from provenance.quotations.kinds import GIVEN

_AROUND: Final = frozenset([(' "', '" '), (" '", "' "), (" (", ") ")])


class Words(Protocol):
    """What has to be known of an article's words."""

    words: list[str]

    @property
    def kinds(self) -> Sequence[int]:
        """The kinds of each word."""

    @property
    def upper(self) -> Sequence[bool]:
        """Whether each word begins with a capital letter."""

    def gap(self, i: int) -> str:
        """What stands between word i-1 and word i."""


def is_nickname(r: Words, i: int) -> bool:
    """Whether word i stands alone in marks or brackets between a given name and a family name."""
    if not 0 < i < len(r.words) - 1 or (r.gap(i), r.gap(i + 1)) not in _AROUND:
        return False
    return r.upper[i - 1] and r.upper[i] and r.upper[i + 1] and bool(r.kinds[i - 1] & GIVEN)
