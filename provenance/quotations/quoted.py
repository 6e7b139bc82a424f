"""Find whose words a verb hands on that is somebody else's, in scripts with capital letters: (AAA quotes) *N*."""

from __future__ import annotations

from dataclasses import replace

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.agreement import cases, may_do, may_own
from provenance.quotations.grammar import GENITIVE
from provenance.quotations.kinds import BRINGING, NOUN, ROLE, TITLE
from provenance.quotations.mentions import mention_after
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.settling import words_behind


def quoted(r: Reading, last: int) -> Mention | None:
    """Whose words a verb hands on that ends before word `last`: the one named last, behind whoever hands them on."""
    if r.kinds[last - 1] & BRINGING:
        words = words_behind(r, last - 1, r.kinds)
        return None if words is None else _without_outlet(r, mention_after(r, words + 1))
    if last < len(r.words) and r.kinds[last] & NOUN and r.gap(last) == " ":
        last += 1  # quotes *the words of* N
    words_of = bool(r.lexicon.of(r.words[last - 1]) & NOUN)
    behind_outlet = _skip_outlet(r, last)
    if behind_outlet > last:
        return mention_after(r, behind_outlet) if not r.gap(behind_outlet).strip("\" '.") else None
    whole = mention_after(r, last)
    mention = _without_outlet(r, whole)
    if whole is not None and mention is not None and mention.last < whole.last:
        return mention
    if mention is not None and _skip_outlet(r, mention.last) > mention.last and not r.gap(mention.last).strip("\" '"):
        return mention  # who is quoted stands before the outlet
    if mention is not None and (not may_do(r, mention, None) or (words_of and may_own(r, mention))):
        return mention  # who is quoted stands in another case than who hands it on
    if mention is not None and mention.name is not None and mention.name[1] < mention.last:
        mention = replace(mention, last=mention.name[1])  # the role behind is of another
    behind = None if mention is None or r.gap(mention.last).strip("\" '") else mention_after(r, mention.last)
    return behind or (mention if mention is not None and (r.lexicon.articled or is_titled(r, mention)) else None)


def _without_outlet(r: Reading, mention: Mention | None) -> Mention | None:
    """Who is quoted, without the outlet in marks right behind that hands it on: (brings the words of) N "AAA"."""
    at = None if mention is None else next((i for i in range(mention.first + 1, mention.last) if i in r.names and i in r.credited), None)
    if at is None and mention is not None and r.lexicon.grammar is not None:
        at = _turns_to_subject(r, mention)
        return mention if at is None else Mention(mention.first, at, (mention.first, at))
    if mention is None or at is None or r.names[at] != mention.last:
        return mention
    name = None if r.kinds[mention.first] & ROLE or not r.upper[mention.first] else (mention.first, at)
    return Mention(mention.first, at, name)


def _turns_to_subject(r: Reading, mention: Mention) -> int | None:
    """The first small word behind the name that opens a mention which is no owner: (brings the words of) N *the official* site of AAA."""
    if not r.upper[mention.first] or r.kinds[mention.first] & ROLE:
        return None
    last = mention.first + 1
    while last < mention.last and r.upper[last]:
        last += 1
    return last if last < mention.last and cases(r, last) and not cases(r, last) & GENITIVE else None


def _skip_outlet(r: Reading, i: int) -> int:
    """The word behind the name of an outlet at word i: one that is credited, in marks, or where names have endings an acronym or a Latin name."""
    while i < len(r.words) and r.inside[i] < 0:
        if i in r.names:
            i = r.names[i]
        elif i in r.credited or (r.lexicon.name_endings and r.upper[i] and (r.words[i].isascii() or is_acronym(r, i))):
            i += 1
        else:
            break
    return i


def is_titled(r: Reading, mention: Mention) -> bool:
    """Whether a name has a title before it."""
    return mention.name is not None and any(r.kinds[i] & TITLE for i in range(mention.first, mention.name[0]))
