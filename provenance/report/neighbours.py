"""Families that share articles stand together: what is fetched or made for one is at hand for the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence


def carried(members: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The families that each article is in; `members` are the articles of each family."""
    found: dict[str, list[str]] = {}
    for family_id, article_ids in members.items():
        for article_id in article_ids:
            found.setdefault(article_id, []).append(family_id)
    return found


def neighbourhoods(members: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """All families, those together that share articles, directly or through others; each behind one that it shares with."""
    left = carried(members)
    seen: set[str] = set()
    for first in sorted(members):
        waiting, found = [first], []
        while waiting:
            family_id = waiting.pop()
            if family_id not in seen:
                seen.add(family_id)
                found.append(family_id)
                waiting += [other for article_id in members[family_id] for other in left.pop(article_id, ())]
        if found:
            yield found


def batches(groups: Iterable[Sequence[str]], size: int) -> Iterator[list[str]]:
    """Groups joined to batches of at most `size`; only a larger one is parted."""
    batch: list[str] = []
    for group in groups:
        if batch and len(batch) + len(group) > size:
            yield batch
            batch = []
        batch += group
        while len(batch) > size:
            yield batch[:size]
            batch = batch[size:]
    if batch:
        yield batch
