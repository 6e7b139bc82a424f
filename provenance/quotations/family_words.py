"""Tell, in scripts with capital letters, where a word that means something else is a family name: Theresa *May*, Mr *Baker*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from provenance.quotations.kinds import FAMILY, GIVEN, HONORIFIC, OWNER, ROLE, STOP, TITLE, VERB


class Words(Protocol):
    """What has to be known of an article's words."""

    words: list[str]

    @property
    def upper(self) -> Sequence[bool]:
        """Whether each word begins with a capital letter."""

    def gap(self, i: int) -> str:
        """What stands between word i-1 and word i."""


def family_words(r: Words, kinds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The words that may be family names where their own meaning would hide it, each with its kind: none, or that of a small word."""
    dated = [i for i, kind in enumerate(kinds) if kind & FAMILY]
    names = {i for i in dated if _is_behind_given(r, kinds, i) or _is_behind_honorific(r, kinds, i)}
    known = {r.words[i] for i in names}
    names.update(i for i in dated if r.words[i] in known and _speaks(r, kinds, i))
    yield from ((i, 0 if i in names else STOP) for i in dated)
    titled = [i for i, kind in enumerate(kinds) if kind & ROLE and r.upper[i]]
    named = {i for i in titled if (_is_behind_given(r, kinds, i) or _is_behind_honorific(r, kinds, i)) and not _is_followed(r, i)}
    known = {r.words[i] for i in named}
    named.update(i for i in titled if r.words[i] in known and _speaks(r, kinds, i) and not (r.upper[i - 1] and r.gap(i) == " "))
    yield from ((i, 0) for i in named)


def _is_behind_given(r: Words, kinds: Sequence[int], i: int) -> bool:
    """Whether a given name that is no family name in this article stands right before word i, which is no day of a month."""
    given = i - 1
    if i == 0 or not kinds[given] & GIVEN or not r.upper[given] or r.gap(i) != " " or _is_number(r, i + 1):
        return False
    before = given - 1
    if given == 0 or not r.upper[before] or r.gap(given) != " ":
        return True
    return bool(kinds[before] & TITLE) and not any(
        r.words[k] == r.words[given] and r.gap(k) == " " and r.upper[k - 1] and not kinds[k - 1] & TITLE for k in range(1, len(kinds))
    )


def _is_behind_honorific(r: Words, kinds: Sequence[int], i: int) -> bool:
    """Whether word i stands with a capital letter right behind Mr or Mrs."""
    return i > 0 and r.upper[i] and bool(kinds[i - 1] & HONORIFIC) and r.upper[i - 1] and r.gap(i) in (" ", ". ")


def _is_followed(r: Words, i: int) -> bool:
    """Whether another capitalised word follows word i: Mr *Justice* N."""
    return i + 1 < len(r.words) and r.upper[i + 1] and r.gap(i + 1) == " "


def _speaks(r: Words, kinds: Sequence[int], i: int) -> bool:
    """Whether a verb of speech stands beside word i, or what makes it an owner right behind it."""
    if _is_number(r, i + 1):
        return False
    before = i > 0 and r.gap(i) == " " and kinds[i - 1] & VERB
    return bool(before or (i + 1 < len(kinds) and kinds[i + 1] & (VERB | OWNER) and r.gap(i + 1) in (" ", "'")))


def _is_number(r: Words, i: int) -> bool:
    """Whether word i, right behind the word before it, is a number."""
    return i < len(r.words) and r.words[i][:1].isdecimal() and r.gap(i) == " "
