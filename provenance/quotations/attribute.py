"""Say who speaks: find the cues of each sentence, whom they name, and which quotation they belong to.

The rules follow how news is written in any language: a cue stands before, after or inside a quotation; a cue without a speaker
goes on with the last one; a quotation that stands alone goes on with the quotation before it. Where no rule holds, the
speaker stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from provenance.model import Evidence, Span
from provenance.quotations.cased import clause_subject, name_run
from provenance.quotations.cast import Cast, Speaker
from provenance.quotations.cues import Cue, choose_cue, cues_of, is_direct
from provenance.quotations.lexicon import (
    BODY,
    CONTINUING,
    CUE,
    DOUBTFUL,
    FEMININE,
    GENDER,
    GIVEN,
    IMPERSONAL,
    MASCULINE,
    OTHER,
    PASSIVE,
    PLURAL,
    QUOTING,
    SOURCE,
    STOP,
    THAT,
    TITLE,
    VERB,
)
from provenance.quotations.marked_names import is_title
from provenance.quotations.mentions import mention_after
from provenance.quotations.reading import Mention, Reading, Sentence
from provenance.quotations.uncased_names import has_article
from provenance.settings import QuotationSettings


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is known of one quotation; ``accepted`` says whether it is one at all."""

    accepted: bool
    speaker: Speaker | None = None
    evidence: Evidence | None = None
    cue: Span | None = None


_LONGEST_CLAUSE: Final = 120  # words; further back than this nobody is still the subject, and hostile text has sentences without end
_WORDS_OF_GENDER: Final = 2  # words of a mention that may tell a gender: the title, not what it is the title of
_REJECTED: Final = Attribution(accepted=False)


class Attributor:
    """The walk through one article: who speaks now, and who spoke the last quotation."""

    def __init__(self, r: Reading, settings: QuotationSettings) -> None:
        self.r = r
        self.settings = settings
        self.cast = Cast(r)
        self.current: Speaker | None = None
        self.last_speaker: Speaker | None = None
        self.last_sentence = self.cue_sentence = -10
        self.found: list[Attribution] = [_REJECTED] * len(r.marked)

    def run(self) -> list[Attribution]:
        """An attribution for each stretch between marks, in order."""
        for number, sentence in self._sentences():
            before = self.current
            if not self.r.lexicon.cased:
                self._note_doer(sentence)
            told = self._told(sentence)
            cues = list(told)
            for q in sentence.quotations:
                cue = choose_cue(self.r, q, sentence, cues)
                attribution = self._without_cue(q, number, sentence, before) if cue is None else self._by_cue(q, cue, told[cue])
                if attribution.accepted:
                    self.found[q] = attribution
                    self.last_speaker, self.last_sentence = attribution.speaker, number
                    self.current = attribution.speaker or self.current
            if told:
                self.cue_sentence = number
            elif self.r.lexicon.cased and not sentence.quotations:
                self._note_topic(sentence)
        return self.found

    def _sentences(self) -> Iterator[tuple[int, Sentence]]:
        """The sentences that hold a quotation or stand shortly before one, with their numbers."""
        sentences = self.r.sentences
        held = [number for number, sentence in enumerate(sentences) if sentence.quotations]
        done = 0
        for number in held:
            for k in range(max(done, number - self.settings.memory), number + 1):
                yield k, sentences[k]
            done = number + 1

    def _told(self, sentence: Sentence) -> dict[Cue, Speaker | None]:
        """The cues of a sentence in order, each with its speaker."""
        told: dict[Cue, Speaker | None] = {}
        before, reached = None, -1
        for cue in cues_of(self.r, sentence):
            if cue.first == reached and before is not None:  # an official *who declined* the naming of his name
                told[cue] = before
            else:
                before = told[cue] = self._speaker_of(cue, before, sentence)
            reached = cue.last if cue.mention is None else cue.mention.last
        return told

    def _speaker_of(self, cue: Cue, before: Speaker | None, sentence: Sentence) -> Speaker | None:
        """The speaker of a cue: the one it names, else the one of the cue before it, else the last one."""
        gender = self._gender(cue)
        if cue.mention is not None:
            current = self._going_on(self.current, cue)
            if current is None and gender:  # he and she may be others than the last one
                current = next((s for s in self.cast.recent() if s.gender == gender), None)
            speaker = self.cast.resolve(cue.mention, current, subject=bool(cue.kind & VERB), goes_on=bool(cue.kind & CONTINUING))
            if speaker is not None:
                speaker.gender = gender or speaker.gender
                aside = not self.r.lexicon.cased and bool(cue.kind & SOURCE) and before is not None  # N said, according to a report
                if not aside and (not self.r.lexicon.cased or cue.mention.first not in self.r.credited):  # who carries a story does not go on in it
                    self.current = speaker
                return speaker
            if self._does(cue.mention):
                return None
        if cue.kind & PASSIVE:
            return None
        if before is not None:
            return before
        if self.r.lexicon.cased:
            mention = clause_subject(self.r, max(sentence.first, cue.first - _LONGEST_CLAUSE), cue.first)
            subject = self.cast.resolve(mention, self._going_on(self.current, cue), subject=False) if mention is not None else None
            if subject is not None:
                return subject
        return self._going_on(self.current, cue)

    def _does(self, mention: Mention) -> bool:
        """Whether a noun with the joined article does a verb, of which nobody knows whether it may speak."""
        return not mention.pronoun and has_article(self.r, mention.first)

    def _gender(self, cue: Cue) -> int:
        """The gender that the words of a cue tell, 0 where they tell none or both."""
        handed_on = self.r.kinds[cue.first] & QUOTING and not self.r.lexicon.cased  # the verb is the outlet's
        told = 0 if handed_on else self.r.kinds[cue.first] & GENDER
        if cue.mention is not None:
            end = cue.mention.last if cue.mention.name is None else cue.mention.name[0]
            told = reduce(or_, (kind & GENDER for kind in self.r.kinds[cue.mention.first : end][:_WORDS_OF_GENDER]), told)
        return told if told in (MASCULINE, FEMININE) else 0

    def _going_on(self, speaker: Speaker | None, cue: Cue) -> Speaker | None:
        """A speaker who goes on with a cue that names nobody, if gender, number and kind of the verb allow it."""
        if speaker is None:
            return None
        gender = self._gender(cue)
        words = [cue.first] if cue.mention is None else [cue.first, cue.mention.first]
        told = reduce(or_, (self.r.kinds[i] for i in words))
        if told & PLURAL and speaker.is_person:
            return None
        if gender and self.r.lexicon.cased and not speaker.named and not any(self.r.lexicon.of(role) & TITLE for role in speaker.roles):
            return None  # a body or a thing is no he and no she
        if told & IMPERSONAL and not any(self.r.lexicon.of(role) & BODY for role in speaker.roles):
            return None
        return speaker if not gender or speaker.gender in (0, gender) else None

    def _note_doer(self, sentence: Sentence) -> None:
        """Of a sentence that opens with a verb of another kind and a named person, remember that person."""
        r = self.r
        for i in range(sentence.first, min(sentence.first + 4, sentence.last - 1)):
            if r.inside[i] >= 0 or r.kinds[i] & CUE or (i > sentence.first and r.gap(i) not in (" ", ", ")):
                return
            doer = i + 1
            while doer < min(i + 3, sentence.last - 1) and r.kinds[doer] & STOP and not r.kinds[doer] & (GIVEN | THAT):
                doer += 1
            if (
                (not r.kinds[i] or r.kinds[i] & OTHER or (r.kinds[i] == DOUBTFUL and not has_article(r, i)))
                and all(r.gap(k) == " " for k in range(i + 1, doer + 1))
                and r.kinds[doer] & (TITLE | GIVEN)
                and not r.kinds[doer] & STOP
            ):
                mention = mention_after(r, doer)
                if mention is not None and mention.name is not None and mention.sure:
                    self.current = self.cast.resolve(mention, self.current, subject=False) or self.current
                return

    def _note_topic(self, sentence: Sentence) -> None:
        """Of a sentence without cues, remember whom it is about."""
        mention = clause_subject(self.r, sentence.first, min(sentence.last, sentence.first + 12))
        if mention is not None and mention.name is not None and self._names_person(*mention.name):
            self.current = self.cast.resolve(mention, self.current, subject=False) or self.current

    def _names_person(self, first: int, last: int) -> bool:
        """Whether a name is a person's, for all that is known: with a given name, or met before as a speaker's."""
        r = self.r
        if not r.lexicon.name_endings:
            return True
        known = any(r.kinds[i] & GIVEN for i in range(first, last - 1))
        return known or self.cast.stem(r.words[last - 1]) in self.cast.by_name

    def _rule(self, cue: Cue, last: int) -> str:
        side = "after" if cue.first >= last else "before"
        if cue.mention is None:
            return f"carried on by the cue {side}"
        return f"pronoun at the cue {side}" if cue.mention.pronoun else f"cue {side}"

    def _by_cue(self, q: int, cue: Cue, speaker: Speaker | None) -> Attribution:
        """The attribution to a cue, if what stands between the marks is speech and no name."""
        direct = cue.first >= self.r.places[q][1] or is_direct(self.r, q, cue)
        if not self._is_speech(q, direct) or (not direct and self._is_far(q, cue)):
            return _REJECTED
        place = (cue.first, cue.last) if cue.mention is None else (cue.mention.first, cue.mention.last)
        start, end = self.r.span(*place)
        evidence = Evidence(self._rule(cue, self.r.places[q][1]), self.r.text[start:end], start, end) if speaker is not None else None
        return Attribution(True, speaker, evidence, self.r.span(cue.first, cue.last))

    def _is_far(self, q: int, cue: Cue) -> bool:
        """Whether a stretch no longer than names are stands far behind its cue, with no word that opens speech between.

        Where names have capital letters these tell.
        """
        first, last = self.r.places[q]
        if self.r.lexicon.cased or last - first > self.settings.name_words or first - cue.last < self.settings.cue_reach:
            return False
        return not any(self.r.kinds[i] & THAT for i in range(cue.last - 1, first))

    def _is_speech(self, q: int, direct: bool) -> bool:
        """Whether a stretch between marks is long enough to be speech, for where it stands."""
        first, last = self.r.places[q]
        if not self.r.marked[q].closed and not direct:
            return False
        return last - first >= (self.settings.direct_words if direct else self.settings.fragment_words)

    def _without_cue(self, q: int, number: int, sentence: Sentence, before: Speaker | None) -> Attribution:
        """Quotations whose sentence has no cue: by a colon, a signature, or the quotation before."""
        r = self.r
        first = r.places[q][0]
        named = self._before_colon(q, sentence) or self._signature(q, sentence)
        if named is not None and self._is_speech(q, direct=True):
            return self._named(*named)
        alone = not any(r.inside[i] < 0 for i in range(sentence.first, sentence.last))
        if alone or (sentence.paragraph and first == sentence.first) or (first == sentence.first and number - self.last_sentence <= 1):
            return self._standing_alone(q, number, alone, before)
        return _REJECTED

    def _standing_alone(self, q: int, number: int, alone: bool, before: Speaker | None) -> Attribution:
        """A quotation that opens its sentence without a cue: it goes on with the quotation or the cue right before it."""
        if self.r.marked[q].dash:  # in a dialogue the next line is another's
            return Attribution(self._is_speech(q, direct=True))
        if number - self.last_sentence <= 1 and self.last_speaker is not None and self._is_speech(q, direct=True):
            return Attribution(True, self.last_speaker, Evidence("carried on from the quotation before"))
        if not self._is_sentence(q):
            return _REJECTED
        if number - self.cue_sentence <= 1 and before is not None:
            return Attribution(True, before, Evidence("carried on from the sentence before"))
        return Attribution(True) if alone else _REJECTED

    def _named(self, mention: Mention, rule: str) -> Attribution:
        speaker = self.cast.resolve(mention, self.current, subject=True)
        start, end = self.r.span(mention.first, mention.last)
        return Attribution(True, speaker, Evidence(rule, self.r.text[start:end], start, end) if speaker is not None else None)

    def _is_sentence(self, q: int) -> bool:
        """Whether a stretch between marks is long enough to be a sentence set off as speech."""
        first, last = self.r.places[q]
        return self.r.marked[q].closed and last - first >= self.settings.sentence_words

    def _before_colon(self, q: int, sentence: Sentence) -> tuple[Mention, str] | None:
        """The speaker named before a colon that leads to the quotation."""
        first = self.r.places[q][0]
        if first == sentence.first or ":" not in self.r.gap(first) or first - sentence.first > self.settings.colon_words:
            return None
        mention = mention_after(self.r, sentence.first)
        return (mention, "named before the colon") if mention is not None and mention.last <= first else None

    def _signature(self, q: int, sentence: Sentence) -> tuple[Mention, str] | None:
        """The name behind a dash that signs the quotation."""
        r = self.r
        last = r.places[q][1]
        if last >= sentence.last or "-" not in r.gap(last) or not r.lexicon.cased or not r.capital[last]:
            return None
        if is_title(r, *r.places[q]) and r.text[r.marked[q].end - 1].isalnum():  # a song and its singer
            return None
        first_word, end = name_run(r, last)
        ends = end >= len(r.words) or any(c in r.gap(end) for c in ",.\n(")
        return (Mention(first_word, end, (first_word, end)), "signature") if first_word == last and ends else None


def attribute(r: Reading, settings: QuotationSettings) -> tuple[Cast, list[Attribution]]:
    """The speakers of an article, and for each stretch between marks what is known of it."""
    attributor = Attributor(r, settings)
    return attributor.cast, attributor.run()
