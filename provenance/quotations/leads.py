"""Skip what stands between a verb and who does it, in scripts without capital letters: when, to whom, to which outlet something was said."""

from __future__ import annotations

from typing import Final

from provenance.quotations.kinds import COMMON, DOUBTFUL, GIVEN, LEAD, PARTICLE, PORTION, PREPOSITION, ROLE, STOP, THAT, TITLE
from provenance.quotations.reading import Reading
from provenance.quotations.word_forms import has_article, has_owner

_MOST_LEADS: Final = 4  # words between a verb and who does it


def skip_leads(r: Reading, i: int, opens: bool) -> int | None:
    """Where a mention may begin behind a verb; None where something else begins."""
    end = i + _MOST_LEADS
    j = i
    while j < min(end, len(r.words)):
        gap, kind = "" if opens and j == i else r.gap(j), r.kinds[j]
        if r.inside[j] >= 0 or any(c in gap for c in ".:;\n)"):
            return None
        heard = _end_of_outlet(r, j) if j > i and _is_particle(r, j - 1) else None
        if heard is not None:  # the outlet that hears it stands between the verb and who speaks
            if heard >= len(r.words) or r.gap(heard).strip(" \"',)"):
                return None
            i, j, end, opens = heard, heard, heard + _MOST_LEADS, True
            continue
        if any(c in gap for c in ",-(") and not kind & (TITLE | GIVEN | LEAD):
            return None
        following = r.kinds[j + 1] if j + 1 < len(r.words) else 0
        if kind & PREPOSITION and not kind & (GIVEN | LEAD) and following & (ROLE | GIVEN) and not following & STOP:
            return None  # of whom, or to whom something is said
        lead = (
            kind & LEAD
            or (_is_particle(r, j) and _end_of_outlet(r, j + 1) is not None)
            or (j == i and _points_back(r, j))
            or (kind & STOP and not kind & (GIVEN | THAT) and following & (TITLE | GIVEN | STOP | PORTION | PARTICLE))
        )
        # what the verb is done to stands before who does it: a source confirmed *its truth*
        object_ = not kind & ~(COMMON | DOUBTFUL) and following & (TITLE | GIVEN) and not following & STOP and (has_owner(r, j) or _is_declared(r, j))
        if not lead and (not object_ or j + 1 in r.names):
            return None if kind & STOP and not kind & GIVEN else j
        j += 1
    return None


def _points_back(r: Reading, i: int) -> bool:
    """Whether a preposition with a joined pronoun stands between a verb and a word that is known for nothing: as pointed *to-it* N."""
    behind = i + 1
    if not r.kinds[i] & STOP or not r.follows_verb(i) or behind >= len(r.words) or r.kinds[behind] & ~ROLE or r.gap(behind) != " ":
        return False
    return any(r.lexicon.words.get(r.words[i].removesuffix(e), 0) & PREPOSITION for e in r.lexicon.owner_endings if r.words[i].endswith(e))


def _is_particle(r: Reading, i: int) -> bool:
    """Whether a word is nothing but a particle such as "to", which is written together with the next word where that stands in no marks."""
    return r.words[i] in r.lexicon.clitics and r.words[i] not in r.lexicon.verb_clitics


def _end_of_outlet(r: Reading, i: int) -> int | None:
    """Where the name in marks or the name of an outlet ends that begins at word i; None where there is none."""
    if i in r.names or i not in r.credited:
        return r.names.get(i)
    return next((k for k in range(i, len(r.words)) if k not in r.credited), len(r.words))


def _is_declared(r: Reading, i: int) -> bool:
    """Whether a definite ordinary word stands between a verb and a title that is definite by what follows: declared *the ban* the minister of N."""
    return bool(r.kinds[i]) and has_article(r, i) and r.follows_verb(i) and bool(r.kinds[i + 1] & TITLE) and not has_article(r, i + 1)
