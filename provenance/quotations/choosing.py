"""Choose the cue that a quotation belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from provenance.quotations.cues import Cue, ends_clause
from provenance.quotations.kinds import ARTICLE, NOUN, PARTICIPLE, PRONOUN, SOURCE, STOP, THAT, VERB
from provenance.quotations.reading import Reading
from provenance.quotations.sentences import Sentence

_TRAIL: Final = 4  # words that may follow a cue at the end of a sentence
_NEAR: Final = 3  # words between a verb and what it says
_TRAILING: Final = ",،?!…-—–:"


def choose_cue(r: Reading, q: int, sentence: Sentence, cues: list[Cue]) -> Cue | None:
    """The cue that a quotation belongs to."""
    first = r.places[q][0]
    at = bisect_right(cues, first, key=lambda c: c.last)
    before = _governing(r, cues[:at], first)
    q = r.row_ends[q]  # a row of quotations has one cue behind it
    last = r.places[q][1]
    limit = r.places[q + 1][0] if q + 1 in sentence.quotations else sentence.last
    at = bisect_left(cues, last, key=lambda c: c.first)
    after = cues[at] if at < len(cues) and cues[at].first < limit else None
    if after is None or _leads_on(r, after, q, sentence) or _tells_another(r, after, q):
        return before
    in_clause = before is not None and any(r.kinds[i] & THAT for i in range(before.last, first))
    if in_clause:
        return before
    if before is not None and after.kind & (SOURCE | VERB) and _hands_on(r, after) and (is_direct(r, q, before) or _says(r, before)):
        return before  # N said: "...", according to the paper
    if _follows(r, q, after) or (before is None and _trails(r, after, sentence)):
        return after
    if before is not None and (is_direct(r, q, before) or not _attached(r, q, after)):
        return before
    return after if first == sentence.first or _attached(r, q, after) else None


def _governing(r: Reading, cues: list[Cue], first: int) -> Cue | None:
    """Of the cues before a quotation the last; but whose words a sentence reports at its opening says what stands far from any verb in it."""
    if not cues:
        return None
    last = cues[-1]
    if not r.lexicon.cased and last.kind == NOUN and not _makes(r, last, first):
        return next((cue for cue in reversed(cues) if cue.kind & VERB), last)  # N said after *the announcement of N* about ...
    if not r.lexicon.cased or last.kind != VERB or len(cues) == 1 or any(r.kinds[i] & THAT for i in range(last.last, first)):
        return last
    opening = next((cue for cue in reversed(cues[:-1]) if cue.kind & (SOURCE | PARTICIPLE) and cue.last - cue.first > 1), None)
    reached = last.last if last.mention is None else max(last.last, last.mention.last)
    return opening if opening is not None and first - reached > _NEAR and not any(c in r.gap(first) for c in ":") else last


def _hands_on(r: Reading, cue: Cue) -> bool:
    """Whether a cue names an outlet that hands on what was said, or a report of one."""
    if cue.mention is None:
        return False
    first, last = cue.mention.first, cue.mention.last
    of_outlet = r.kinds[first] & NOUN and any(i in r.credited for i in range(first, min(last + _NEAR, len(r.words))))
    return first in r.credited or bool(of_outlet)


def _says(r: Reading, cue: Cue) -> bool:
    """Whether a verb with its subject right behind it reports what follows, where names have no capitals."""
    return not r.lexicon.cased and bool(cue.kind & VERB) and cue.mention is not None and cue.mention.sure and cue.mention.first >= cue.last


def _makes(r: Reading, cue: Cue, first: int) -> bool:
    """Whether the quotation at word `first` is what a noun tells of: right behind whose it is, or behind "that" or a colon."""
    reached = cue.last if cue.mention is None else cue.mention.last
    return first <= reached or ":" in r.gap(first) or any(r.kinds[i] & THAT for i in range(cue.last, first))


def _leads_on(r: Reading, cue: Cue, q: int, sentence: Sentence) -> bool:
    """Whether a cue behind what was said leads with a colon to what is said next, by another: "... ." N added: "..."."""
    if q + 1 not in sentence.quotations or ":" not in r.gap(r.places[q + 1][0]) or "," in r.gap(r.places[q][1]):
        return False
    return r.text[r.marked[q].end - 1] in ".!?" and is_direct(r, q + 1, cue)


def _tells_another(r: Reading, cue: Cue, q: int) -> bool:
    """Whether a cue behind a finished quotation opens what else is told: "... to go?" N, the mayor, said that ...; N said he ..."""
    if not r.lexicon.cased or not cue.kind & VERB or r.text[r.marked[q].end - 1] not in ".!?…" or "," in r.gap(r.places[q][1]):
        return False
    return cue.last < len(r.words) and r.gap(cue.last) == " " and bool(r.kinds[cue.last] & (THAT | PRONOUN)) and cue.first > r.places[q][1]


def _trails(r: Reading, cue: Cue, sentence: Sentence) -> bool:
    """Whether a cue stands behind a comma at the end of its sentence, as in: ..., N said."""
    if not r.lexicon.cased or not cue.kind & VERB or cue.mention is None or sentence.last - cue.last > _TRAIL:
        return False
    first = min(cue.first, cue.mention.first)
    while first > sentence.first and r.kinds[first - 1] & ARTICLE:
        first -= 1
    return "," in r.gap(first) and r.inside[first - 1] < 0


def _follows(r: Reading, q: int, cue: Cue) -> bool:
    """Whether a comma and a cue follow right behind what was said, as in: "...," said N."""
    last = r.places[q][1]
    if not r.lexicon.cased or not cue.kind & (VERB | SOURCE):
        return False
    pause = r.text[r.marked[q].end - 1] in ",،" or r.gap(last).lstrip("\"' ").startswith((",", "-"))
    first = cue.first if cue.mention is None else min(cue.first, cue.mention.first)
    return pause and all(r.kinds[i] & ARTICLE for i in range(last, first))


def is_direct(r: Reading, q: int, cue: Cue) -> bool:
    """Whether nothing but the speaker and a word that opens speech stands between the cue and the quotation."""
    first = r.places[q][0]
    if any(c in ":," for c in r.gap(first)):
        return True
    reached = cue.last
    if cue.mention is not None and cue.mention.first >= cue.last:
        reached = cue.mention.last
    return all(r.kinds[i] & STOP and len(r.words[i]) <= 4 for i in range(reached, first)) and first - reached <= 2


def _attached(r: Reading, q: int, cue: Cue) -> bool:
    """Whether a cue behind a quotation belongs to it."""
    last = r.places[q][1]
    gap = r.gap(last)
    mention = cue.mention
    reached = min(cue.first, mention.first) if mention is not None and mention.first >= last else cue.first
    if not r.lexicon.cased:
        as_said = cue.kind & PARTICIPLE and cue.last - cue.first > 1 and reached == last and ends_clause(r, cue.last)  # *in his words*
        return bool(as_said) or (reached - last <= 1 and (cue.kind == SOURCE or (cue.kind == VERB and r.words[cue.first] in r.lexicon.words)))
    content_end = r.text[r.marked[q].end - 1]
    if content_end in _TRAILING or any(c in gap for c in ",-"):
        return reached - last <= 3
    return reached == last and (cue.kind == SOURCE or cue.first == last)
