"""Find the person whom a role without a name is of: the one of whom the article tells it, before the name or behind it.

For languages whose names have no capitals and whose titles carry a joined article when they are of somebody told before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from provenance.quotations.fuller_names import fuller
from provenance.quotations.lexicon import ANONYMOUS, BELONGING, BODY, GIVEN, LEAD, REALM, ROLE, STOP, TITLE
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.roles import roles_of
from provenance.quotations.uncased import mention_after
from provenance.quotations.uncased_names import find_name, has_article


class Holder(NamedTuple):
    """A person of whom a role is told: the word that heads the role, all words of it, and the place of the name."""

    head: str
    roles: frozenset[str]
    name: tuple[int, int]


def role_holders(r: Reading) -> Iterator[Holder]:
    """The persons whom the article names beside a role, by their place."""
    done = 0
    for i, kind in enumerate(r.kinds):
        if i < done or not kind & TITLE or kind & (GIVEN | ANONYMOUS) or r.inside[i] >= 0 or is_owned(r, i):
            continue
        mention = mention_after(r, i, opens=True, apposed=True)
        if mention is None or (mention.first != i and not kind & LEAD):
            continue
        name = _nearest_name(r, mention) if mention.name is not None else _name_before(r, i)
        if name is None or not mention.sure or not any(r.kinds[k] & GIVEN for k in range(*name)):
            continue
        end = name[0] if name[0] > i else mention.last
        if any(r.kinds[k] & STOP for k in range(i, end)):
            continue  # what somebody does stands between
        yield Holder(next(iter(roles_of(r, i, i + 1))), frozenset(roles_of(r, i, end)), name)
        done = max(end, name[1])


def _nearest_name(r: Reading, mention: Mention) -> tuple[int, int] | None:
    """The first name in a mention of one or more people: the minister N, the minister N *and the deputy N*."""
    end, named = mention.first + 1, False
    while end < mention.last and not (r.kinds[end] & ROLE and not r.kinds[end] & GIVEN and (named or _is_joined(r, end))):
        named = named or bool(r.kinds[end] & GIVEN)
        end += 1
    return mention.name if end == mention.last else find_name(r, mention.first, end, ended=True)


def _is_joined(r: Reading, i: int) -> bool:
    """Whether a conjunction is joined to word i."""
    return r.words[i].startswith(r.lexicon.verb_clitics) and r.words[i] not in r.lexicon.words


def _name_before(r: Reading, i: int) -> tuple[int, int] | None:
    """The name that a comma parts from the role at word i: N N, *the minister*."""
    first, last = fuller(r, i - 1) if i > 0 and r.gap(i) == ", " else (i, i)
    return (first, last) if last - first > 1 else None


def is_owned(r: Reading, i: int) -> bool:
    """Whether word i tells whose the title before it is: the deputy *of the president*."""
    return i > 0 and bool(r.kinds[i - 1] & (TITLE | BELONGING)) and not has_article(r, i - 1) and r.gap(i) == " "


def is_definite_role(r: Reading, first: int, last: int) -> bool:
    """Whether a role is of somebody who is told which one: by its article, or by that of whose it is."""
    if has_article(r, first):
        return True
    return first + 1 < last and (has_article(r, first + 1) or bool(r.kinds[first + 1] & (REALM | BODY)))
