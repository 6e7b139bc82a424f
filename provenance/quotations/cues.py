"""Find the words that report speech, and whom each names."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from provenance.quotations.acronyms import is_acronym
from provenance.quotations.cased_before import mention_beside
from provenance.quotations.kinds import (
    ARTICLE,
    BODY,
    COMMON,
    CONTINUING,
    CUE,
    DOUBTFUL,
    GIVEN,
    IMPERSONAL,
    LEAD,
    MASCULINE,
    NOUN,
    ORIGIN,
    OWNER,
    PARTICIPLE,
    PARTICLE,
    PASSIVE,
    PLURAL,
    PREPOSITION,
    PRONOUN,
    QUOTING,
    REALM,
    RELATIVE,
    ROLE,
    SAYING,
    SOURCE,
    STOP,
    TELLING,
    THAT,
    THING,
    TITLE,
    VERB,
    WRITTEN,
)
from provenance.quotations.mentions import mention_after, mention_before
from provenance.quotations.quoted import is_titled, quoted
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.sentences import Sentence
from provenance.quotations.uncased import behind_issued
from provenance.quotations.uncased_before import acting_before, read_saying
from provenance.quotations.uncased_roles import is_object
from provenance.quotations.word_forms import has_article, has_owner

_REACH: Final = 12  # words between a verb that hands on and whose words these are
_NEAR: Final = 3  # words between a verb and the text that says it


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words `first` to `last` (excluded) that report speech, of which kind, and whom they name. Of PASSIVE ones nobody speaks."""

    first: int
    last: int
    kind: int
    mention: Mention | None


def cues_of(r: Reading, sentence: Sentence) -> list[Cue]:
    """The cues of a sentence in order, each with whom it names."""
    cues: list[Cue] = []
    floor = reached = sentence.first
    quotations = iter(sentence.quotations)
    q = next(quotations, None)
    for i in r.cues[bisect_left(r.cues, sentence.first) : bisect_left(r.cues, sentence.last)]:
        while q is not None and r.places[q][1] <= i:
            floor, q = r.places[q][1], next(quotations, None)
        if i < reached or r.inside[i] >= 0:
            continue
        cue = _read_cue(r, i, floor, sentence)
        if cue is None:
            continue
        cues.append(cue)
        reached = cue.last
        if cue.mention is not None and cue.mention.first >= reached:
            reached = min(cue.mention.last, sentence.last)
    return cues


def _read_cue(r: Reading, i: int, floor: int, sentence: Sentence) -> Cue | None:
    """The cue at word i; None where the word only looks like one."""
    kind = r.kinds[i]
    if kind & VERB and r.lexicon.cased and _is_family(r, i, floor):
        return None
    if kind & VERB and r.lexicon.cased and _is_passive(r, i, floor):
        return Cue(i, i + 1, VERB | PASSIVE, None)
    if kind & VERB and kind & NOUN and r.lexicon.articled and _is_noun(r, i, floor):
        kind &= ~(VERB | CONTINUING)
    last = i + 1
    while kind & (SOURCE | PARTICIPLE | VERB) and last < sentence.last and r.kinds[last] == STOP and _is_phrase(r, i, last):
        last += 1
    if kind & SOURCE:
        text = kind & WRITTEN and not r.lexicon.of(r.words[last] if last < len(r.words) else "") & NOUN
        mention = None if text else mention_after(r, last, pause_ends=True)
        if kind & WRITTEN and mention is not None and mention.first == last and mention.last - last == 1 and not has_article(r, last):
            return Cue(i, last + 1, PARTICIPLE, None)  # in a statement of whoever spoke last
        return Cue(i, last, SOURCE, mention) if mention is not None else None
    if kind & SAYING:
        return Cue(i, last, SAYING, read_saying(r, i, floor))
    if kind & PARTICIPLE:
        beside = r.lexicon.cased and not any(c in ",;-" for c in r.gap(i))
        return Cue(i, last, PARTICIPLE, mention_beside(r, i, floor) if beside else _describer(r, i, last) or _actor(r, i, floor))
    if kind & VERB and i > floor and _is_what_it_does(r, i):
        return None
    if kind & VERB and not r.lexicon.cased and i > floor and _has_no_subject(r, i):
        return None if i - floor > 1 and _is_not_told(r, i) else Cue(i, last, kind & (VERB | CONTINUING), None)
    if kind & VERB:
        return Cue(i, last, kind & (VERB | CONTINUING), _subject(r, i, last, floor, behind=floor > sentence.first))
    mention = _maker(r, i, floor)
    if mention is not None and mention.name is None and mention.last - mention.first == 1 and not r.lexicon.cased:
        mention = None
    return Cue(i, last, NOUN, mention) if mention is not None or _leads(r, last) else None


def _is_not_told(r: Reading, i: int) -> bool:
    """Whether "who" and a small word such as "not" stand right before the verb at word i: a source *whom* the agency did *not* name."""
    beside = r.gap(i) == r.gap(i - 1) == " " and r.inside[i - 2] < 0
    return bool(beside and r.kinds[i - 2] & RELATIVE and r.kinds[i - 1] & STOP and not r.kinds[i - 1] & (PREPOSITION | THAT))


def _describer(r: Reading, i: int, last: int) -> Mention | None:
    """Who does the verb of a phrase that ends before word `last`, right behind it, where names have no capitals: *as* the mayor *put it*."""
    if r.lexicon.cased or last - i == 1 or last >= len(r.words) or r.gap(last) != " " or not r.lexicon.of(r.words[last - 1]) & VERB:
        return None
    mention = mention_after(r, last) if r.kinds[last] & (TITLE | GIVEN) else None
    return mention if mention is not None and mention.first == last and mention.sure else None


def _actor(r: Reading, i: int, floor: int) -> Mention | None:
    """Who did something else before the participle at word i, where names have no capitals."""
    return None if r.lexicon.cased or r.kinds[i] & PLURAL else acting_before(r, i, floor)


def _has_no_subject(r: Reading, i: int) -> bool:
    """Whether what stands right before the verb at word i tells that nobody is named behind it."""
    if r.kinds[i - 1] & PREPOSITION and r.gap(i) == " ":
        return True  # the noun that is spelled like the verb: he went as far as *calling* N ...
    return _has_subject_before(r, i) or (i > 1 and _is_not_told(r, i))


def _is_what_it_does(r: Reading, i: int) -> bool:
    """Whether a verb of a man stands right behind a feminine body or thing without the article: as it does not agree, a *publishing* house."""
    if not r.lexicon.article or not r.kinds[i] & MASCULINE or not r.kinds[i - 1] & (THING | BODY) or r.gap(i) != " ":
        return False
    feminine = r.words[i - 1].endswith(tuple(e for e in r.lexicon.agreeing_endings if len(e) == 1))
    return feminine and r.words[i - 1] in r.lexicon.words and not r.words[i].startswith(r.lexicon.verb_clitics)


def _has_subject_before(r: Reading, i: int) -> bool:
    """Whether "and he", or "that" with a joined pronoun, stands right before the verb at word i: what follows is no subject then."""
    before = r.kinds[i - 1] if r.inside[i - 1] < 0 and r.gap(i) == " " and not r.kinds[i] & QUOTING else 0
    if before & PRONOUN and not before & RELATIVE and r.words[i - 1].startswith(r.lexicon.verb_clitics):
        return True
    return bool(before & THAT) and bool(r.lexicon.owner_endings) and r.words[i - 1].endswith(r.lexicon.owner_endings)


def _is_passive(r: Reading, i: int, floor: int) -> bool:
    """Whether a verb is done to its subject: he was told, he was also praised."""
    before = i - 1
    while before > floor and r.words[before].endswith("ly") and r.gap(before) == " ":
        before -= 1
    if before > floor and r.kinds[before] & STOP and not r.kinds[before] & (PASSIVE | PREPOSITION) and r.gap(before) == " ":
        before -= 1
    return before >= floor and bool(r.kinds[before] & PASSIVE) and r.inside[before] < 0 and r.gap(before + 1) == " "


def _is_noun(r: Reading, i: int, floor: int) -> bool:
    """Whether a word that may be a verb is what somebody makes: *his comments*; he dismissed *the latest claims*, saying."""
    before = i - 1
    if before > floor and not r.kinds[before] and not r.upper[before] and r.gap(i) == " " and (i + 1 >= len(r.words) or r.gap(i + 1).strip()):
        before -= 1
    return before >= floor and bool(r.kinds[before] & ARTICLE) and r.gap(before + 1) == " "


def _is_family(r: Reading, i: int, floor: int) -> bool:
    """Whether a word that may be a verb is the family name behind a title: Mr Read."""
    return i > floor and r.upper[i] and bool(r.kinds[i - 1] & TITLE) and r.upper[i - 1] and r.joined(i)


def _is_phrase(r: Reading, i: int, last: int) -> bool:
    """Whether words i to `last` (included) are one cue of several words."""
    words = tuple(r.words[i : last + 1])
    phrases = r.lexicon.phrases.get(words[0], {}).get(words[1], ()) if len(words) > 1 else ()
    return any(phrase[: len(words)] == words for phrase, kind in phrases if kind & CUE)


def _subject(r: Reading, i: int, last: int, floor: int, behind: bool) -> Mention | None:
    """Who does the verb at word i: beside it, on the side where the language puts it."""
    start = i
    while start > floor and r.kinds[start - 1] & STOP and not r.kinds[start - 1] & PRONOUN and r.inside[start - 1] < 0:
        start -= 1  # a helping verb: "...", a déclaré N
    inverted = start > 0 and r.inside[start - 1] >= 0 and not any(r.kinds[k] & THAT for k in range(start, i))
    if r.lexicon.of(r.words[last - 1]) & THAT:
        return mention_before(r, i, floor, behind)  # what follows is the subject of what was said
    if r.kinds[i] & TELLING and r.lexicon.cased:
        return mention_before(r, i, floor, behind)
    if r.kinds[i] & IMPERSONAL and r.lexicon.name_endings:
        before_verb = range(i - 1, i - 1 if inverted else max(floor, i - _REACH) - 1, -1)
        told = next((k for k in (*before_verb, *range(last, min(last + _NEAR, len(r.words)))) if r.kinds[k] & NOUN and r.inside[k] < 0), None)
        if told is not None:  # in the statement of the ministry it says
            return mention_after(r, told + 1) if "," not in r.gap(told + 1) else None
    if r.kinds[i] & IMPERSONAL and r.lexicon.name_endings and not inverted:
        before = mention_before(r, i, floor, behind)
        return None if before is not None and before.name is not None and r.opens(before.first) else before
    if r.kinds[i] & QUOTING:
        return quoted(r, last) if r.lexicon.cased else _handed_on(r, last) or mention_after(r, last)
    if not r.lexicon.subject_first or inverted:
        after = _doer(r, i, last)
        if after is None or (not after.sure and has_article(r, after.first)):  # a definite noun may be what the verb is done to
            return mention_before(r, i, floor, behind) or after
        return after
    before = None if _is_infinitive(r, i, floor) else mention_before(r, i, floor, behind)
    if before is not None and _is_called(r, i, before):
        before = None
    opens = i == floor or any(c in ",-" for c in r.gap(i))
    if i > floor and r.lexicon.cased and (opens or not r.lexicon.articled):
        after = mention_after(r, last, verb=i)
        if after is not None and _closes(r, after) and (opens or is_titled(r, after)) and not _is_placed(r, after, last):
            return after
    return before if before is not None or not (opens or not r.lexicon.articled) else mention_after(r, last, verb=i)


def _is_infinitive(r: Reading, i: int, floor: int) -> bool:
    """Whether a preposition stands right before the verb at word i, where nouns have articles: (he) was at a loss *to explain*."""
    return r.lexicon.articled and i > floor and bool(r.kinds[i - 1] & PREPOSITION) and r.inside[i - 1] < 0 and r.gap(i) == " "


def _is_placed(r: Reading, mention: Mention, last: int) -> bool:
    """Whether a preposition stands between a verb that ends before word `last` and a mention: N said *in the statement*."""
    before = mention.first - 1
    while before >= last and r.kinds[before] & ARTICLE:
        before -= 1
    return r.lexicon.articled and before >= last and bool(r.kinds[before] & PREPOSITION)


def _doer(r: Reading, verb: int, last: int) -> Mention | None:
    """The mention behind the verb at word `verb` that ends before word `last`, unless the verb is done to it.

    Its ending may tell so; with a joined article no verb of several stands before who does it.
    """
    if r.lexicon.article and r.kinds[verb] & PLURAL:
        return None
    mention = mention_after(r, last, verb=None if r.kinds[verb] & IMPERSONAL else verb)
    owned = last < len(r.words) and not r.kinds[last] & ~(COMMON | DOUBTFUL) and r.kinds[last] and has_owner(r, last)  # he urged *his followers*
    done_to = mention is not None and mention.first == last and not r.lexicon.cased and (owned or is_object(r, last))
    return None if done_to else mention


def _is_called(r: Reading, i: int, mention: Mention) -> bool:
    """Whether a verb of several is done to the one person named before it: *N N* they called ..."""
    if not r.kinds[i] & PLURAL or not r.lexicon.name_endings or mention.name is None:
        return False
    first, last = mention.name
    alone = first == 0 or (r.gap(first) == " " and not r.kinds[first - 1] & LEAD)
    full = last - first > 1 and bool(r.kinds[first] & GIVEN)
    oblique = not r.kinds[last - 1] & (ROLE | REALM) and r.words[last - 1].endswith(r.lexicon.name_endings)
    return alone and (full or oblique) and not is_acronym(r, last - 1)


def _handed_on(r: Reading, last: int) -> Mention | None:
    """Whose words a verb hands on that ends before word `last`: the one named behind "from"."""
    for i in range(last, min(last + _REACH, len(r.words) - 1)):
        if r.inside[i] >= 0 or any(c in r.gap(i) for c in ".:;\n") or r.kinds[i] & (CUE | THAT):
            return None
        if r.kinds[i] & ORIGIN:
            return mention_after(r, i + 1)
        if _is_from_him(r, i):
            return Mention(i, i + 1, None, pronoun=True)
    return None


def _is_from_him(r: Reading, i: int) -> bool:
    """Whether "from" with a joined pronoun stands at word i: the paper quoted *him*."""
    endings = (e for e in r.lexicon.owner_endings if r.words[i].endswith(e))
    return any(r.lexicon.words.get(r.words[i].removesuffix(e), 0) & ORIGIN for e in endings)


def _closes(r: Reading, mention: Mention) -> bool:
    """Whether a mention ends its clause."""
    return ends_clause(r, mention.last)


def ends_clause(r: Reading, i: int) -> bool:
    """Whether a clause ends before word i."""
    return i >= len(r.words) or any(c in ".,\n" for c in r.gap(i))


def _maker(r: Reading, i: int, floor: int) -> Mention | None:
    """Who made the statement, letter or promise at word i."""
    if not r.lexicon.cased:
        described = (
            r.kinds[i + 1] & ROLE and not has_article(r, i) and r.words[i + 1].endswith(r.lexicon.adjective_endings) if i + 1 < len(r.words) else 0
        )
        mention = None if described else mention_after(r, behind_issued(r, i))  # a statement *to the press* is nobody's
        vouched = mention is not None and mention.sure and r.kinds[mention.first] & (ROLE | GIVEN | PARTICLE | REALM)
        return mention if vouched else None
    if i >= floor + 2 and r.kinds[i - 1] & OWNER and r.inside[i - 2] < 0:
        return mention_before(r, i - 1, floor)
    return None


def _leads(r: Reading, last: int) -> bool:
    """Whether a quotation begins at word `last`, at most behind a word that opens speech."""
    while last < len(r.words) and r.kinds[last] & THAT and r.inside[last] < 0:
        last += 1
    return last < len(r.words) and r.inside[last] >= 0
