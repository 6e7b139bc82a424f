"""Tell whom a sentence is about in which nobody speaks: that person may go on behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from provenance.quotations.agreement import cases
from provenance.quotations.cased_before import clause_subject
from provenance.quotations.cased_names import is_name_word, name_run, named_run
from provenance.quotations.grammar import SINGULAR_SUBJECT
from provenance.quotations.introduced import names_person
from provenance.quotations.kinds import CUE, GIVEN, PARTICIPLE, PREPOSITION, STOP, TITLE
from provenance.quotations.mentions import mention_after
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.sentences import Sentence
from provenance.quotations.uncased_before import behind_small_words, is_other_verb

LONGEST_CLAUSE: Final = 120
"""Words further back than which nobody is still the subject: hostile text has sentences without end."""
_TOPIC_WORDS: Final = 12  # words within which a sentence says whom it is about


def doer_of(r: Reading, sentence: Sentence, is_known: Callable[[str], bool]) -> Mention | None:
    """The person named in a sentence that opens with a verb of another kind which that person does."""
    for i in range(sentence.first, min(sentence.first + 4, sentence.last - 1)):
        if r.inside[i] >= 0 or r.kinds[i] & CUE or (i > sentence.first and r.gap(i) not in (" ", ", ")):
            return None
        doer = behind_small_words(r, i + 1, min(i + 3, sentence.last - 1))
        if not is_other_verb(r, i) or any(r.gap(k) != " " for k in range(i + 1, doer + 1)):
            continue
        if r.kinds[doer] & (TITLE | GIVEN) and not r.kinds[doer] & STOP:
            mention = mention_after(r, doer)
        elif not r.kinds[doer] and r.kinds[doer + 1] & PARTICIPLE and r.gap(doer + 1) == " " and is_known(r.words[doer]):
            mention = Mention(doer, doer + 1, (doer, doer + 1))  # answered N, *saying*
        else:
            continue
        return mention if mention is not None and mention.name is not None and mention.sure else None
    return None


def topic_of(r: Reading, sentence: Sentence, is_known: Callable[[str], bool]) -> Mention | None:
    """Whom a sentence without cues is about; what stands in brackets is about nobody."""
    if r.gap(sentence.first).endswith("("):
        return None
    first, end = sentence.first, min(sentence.last, sentence.first + _TOPIC_WORDS)
    mention = None
    if r.lexicon.articled and r.kinds[first] & PREPOSITION and first + 1 < end and is_name_word(r, first + 1):
        mention = named_run(r, *name_run(r, first + 1))  # for N, the goal was ...
        if mention.last >= end or "," not in r.gap(mention.last):
            mention = None
    mention = mention or clause_subject(r, first, end)
    if mention is None or mention.name is None or not names_person(r, *mention.name, is_known):
        mention = _plain_name(r, first, min(sentence.last, first + LONGEST_CLAUSE))
    return mention if mention is not None and mention.name is not None else None


def _plain_name(r: Reading, first: int, last: int) -> Mention | None:
    """Where names have endings, the first full name in the case of subjects, or behind a title in it, wherever in its sentence the subject stands."""
    for i in range(first, last - 1) if r.lexicon.name_endings else ():
        if r.kinds[i] & GIVEN and cases(r, i) & SINGULAR_SUBJECT and is_name_word(r, i) and is_name_word(r, i + 1) and r.gap(i + 1) == " ":
            return Mention(i, name_run(r, i)[1], (i, name_run(r, i)[1]))
        titled = mention_after(r, i) if r.kinds[i] & TITLE and r.inside[i] < 0 and cases(r, i) & SINGULAR_SUBJECT else None
        if titled is not None and titled.first == i and titled.name is not None and _is_full(r, *titled.name):
            return titled
    return None


def _is_full(r: Reading, first: int, last: int) -> bool:
    """Whether a name has several words, and not only several parts, as places have too: N N, not *N-N*."""
    return any(r.gap(i) == " " for i in range(first + 1, last))
