"""An order in which families that share articles stand together: what is fetched or made for one is at hand for the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def by_neighbourhood(members: Mapping[str, Sequence[str]]) -> list[str]:
    """The ids of all families, each followed by those that share an article with it; `members` are their articles by family id."""
    carried: dict[str, list[str]] = {}
    for family_id, article_ids in members.items():
        for article_id in article_ids:
            carried.setdefault(article_id, []).append(family_id)
    ordered: dict[str, None] = {}
    for first in sorted(members):
        waiting = [first]
        while waiting:
            family_id = waiting.pop()
            if family_id not in ordered:
                ordered[family_id] = None
                waiting += [other for article_id in members[family_id] for other in carried.pop(article_id, ())]
    return list(ordered)
