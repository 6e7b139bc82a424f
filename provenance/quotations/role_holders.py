"""Find the person whom a role without a name is of: the one of whom the article tells it, before the name or behind it.

For languages whose names have no capitals and whose titles carry a joined article when they are of somebody told before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from provenance.quotations.anaphora import is_institution
from provenance.quotations.fuller_names import fuller
from provenance.quotations.kinds import ANAPHOR, ANONYMOUS, BODY, GIVEN, LEAD, NOUN, REALM, ROLE, STOP, TITLE
from provenance.quotations.mentions import mention_after as any_mention_after
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.roles import is_owned, roles_of
from provenance.quotations.uncased import mention_after
from provenance.quotations.uncased_names import find_name
from provenance.quotations.word_forms import has_article

_REACH: Final = 300  # words back to where it is told which institution is meant


class Holder(NamedTuple):
    """A person of whom a role is told: all words of it, and the place of the name."""

    roles: frozenset[str]
    name: tuple[int, int]


def role_holders(r: Reading, head: str) -> Iterator[Holder]:
    """The persons whom the article names beside a role that is headed by a word, as `roles_of` gives it, by their place."""
    for i in (i for i, word in enumerate(r.words) if word.endswith(head)):
        kind = r.kinds[i]
        if not kind & TITLE or kind & (GIVEN | ANONYMOUS) or r.inside[i] >= 0 or is_owned(r, i) or head not in roles_of(r, i, i + 1):
            continue
        mention = mention_after(r, i, opens=True, apposed=True)
        if mention is None or (mention.first != i and not kind & LEAD):
            continue
        name = _nearest_name(r, mention) if mention.name is not None else _name_before(r, i)
        if name is None or not mention.sure or not any(r.kinds[k] & GIVEN for k in range(*name)):
            continue
        end = name[0] if name[0] > i else mention.last
        if not any(r.kinds[k] & STOP for k in range(i, end)):  # else what somebody does stands between
            yield Holder(frozenset(roles_of(r, i, end)), name)


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
    """The name that a comma or a dash parts from the role at word i: N N, *the minister*."""
    first, last = fuller(r, i - 1) if i > 0 and r.gap(i) in (", ", " -", " - ") else (i, i)
    return (first, last) if last - first > 1 else None


def fuller_body(r: Reading, first: int, last: int) -> tuple[int, int] | None:
    """The nearest place before a role where it is told whose institution it is that the role only calls so: *the ministry*, the agency.

    Where case tells, any other may be meant by a word for institutions of every kind.
    """
    grammar, article = r.lexicon.grammar, r.lexicon.article
    bare = is_institution(r, first, last) and not r.kinds[first] & (NOUN | TITLE) and r.kinds[first] & BODY and first not in r.names
    if not bare or last - first > 1 or (grammar is None and (not article or not has_article(r, first))):
        return None  # what describes it may tell it from the one told before
    base = grammar.base(r.spelled(first)) if grammar is not None else r.words[first].removeprefix(article)
    for i in range(first - 1, max(-1, first - _REACH), -1):
        kind = r.lexicon.words.get(r.words[i], 0) | r.kinds[i]  # an acronym is told from a word by its spelling
        if not kind & BODY or kind & (NOUN | TITLE | ANAPHOR) or r.inside[i] >= 0 or (article and has_article(r, i)):
            continue
        same = (grammar.base(r.spelled(i)) if grammar is not None else r.words[i]) == base
        named = grammar is None or (i + 1 < len(r.words) and (r.upper[i + 1] or i + 1 in r.names))
        meant = (same and named) or (kind & REALM and r.kinds[first] & ANAPHOR)
        mention = any_mention_after(r, i) if meant else None
        if mention is None or mention.first != i or (grammar is None and mention.name is not None):
            continue
        end = mention.last if mention.name is None or mention.name[0] == i else mention.name[0]
        if end - i > 1 or r.kinds[i] & REALM:
            return i, end
    return None


def is_definite_role(r: Reading, first: int, last: int) -> bool:
    """Whether a role is of somebody who is told which one: by its article, or by that of whose it is."""
    if has_article(r, first):
        return True
    return first + 1 < last and (has_article(r, first + 1) or bool(r.kinds[first + 1] & (REALM | BODY)))
