"""Say who speaks: find the cues of each sentence, whom they name, and which quotation they belong to.

The rules follow how news is written in any language: a cue stands before, after or inside a quotation; a cue without a speaker
goes on with the last one; a quotation that stands alone goes on with the quotation before it. Where no rule holds, the
speaker stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from provenance.model import Evidence, Span
from provenance.quotations.anaphora import may_be_person
from provenance.quotations.cased_before import clause_subject
from provenance.quotations.cast import Cast
from provenance.quotations.choosing import choose_cue, is_direct
from provenance.quotations.cues import Cue, cues_of
from provenance.quotations.embedded import is_according, is_embedded
from provenance.quotations.going_on import called, gender_of, going_on, is_demonym, is_surely_person, is_thing
from provenance.quotations.introduced import before_colon, is_heading, is_led_to, leads, names_several, signature
from provenance.quotations.kinds import ANAPHOR, CONTINUING, NOUN, PASSIVE, QUOTING, RELATIVE, SOURCE, THAT, TITLE, VERB, WITHIN
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.sentences import Sentence
from provenance.quotations.speakers import Speaker
from provenance.quotations.texts import Texts
from provenance.quotations.topics import LONGEST_CLAUSE, doer_of, topic_of
from provenance.quotations.word_forms import has_article
from provenance.settings import QuotationSettings


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is known of one quotation; ``accepted`` says whether it is one at all."""

    accepted: bool
    speaker: Speaker | None = None
    evidence: Evidence | None = None
    cue: Span | None = None


_REJECTED: Final = Attribution(accepted=False)


class Attributor:
    """The walk through one article: who speaks now, and who spoke the last quotation."""

    def __init__(self, r: Reading, settings: QuotationSettings) -> None:
        self.r = r
        self.settings = settings
        self.cast = Cast(r)
        self.texts = Texts(r)
        self._current: Speaker | None = None
        self.person: Speaker | None = None
        self.thing: Speaker | None = None
        self.last_speaker: Speaker | None = None
        self.spoke: Speaker | None = None  # of the cue before, whoever was spoken of since
        self.last_sentence = self.cue_sentence = -10
        self.topic: tuple[int, Mention] | None = None  # a sentence about whoever spoke last, and who that is called there
        self.found: list[Attribution] = [_REJECTED] * len(r.marked)
        self.headings: list[int] = []

    @property
    def current(self) -> Speaker | None:
        """Who goes on where nobody is named."""
        return self._current

    @current.setter
    def current(self, speaker: Speaker | None) -> None:
        self._current = speaker
        if speaker is not None and may_be_person(self.r, speaker):
            self.person = speaker if is_surely_person(self.r, speaker) else None

    def run(self) -> list[Attribution]:
        """An attribution for each stretch between marks, in order."""
        for number, sentence in self._sentences():
            before = self.current
            if not self.r.lexicon.cased:
                self._note(doer_of(self.r, sentence, self.cast.is_known))
            told = self._told(sentence)
            self.texts.note(sentence, told)
            cues = list(told)
            answer = next((cue for cue in reversed(cues) if cue.kind & VERB and self.r.lexicon.cased), None)
            for q in sentence.quotations:
                cue = choose_cue(self.r, q, sentence, cues)
                attribution = self._without_cue(q, number, sentence, before) if cue is None else self._by_cue(q, cue, told[cue])
                if attribution.accepted:
                    self.found[q] = attribution
                    self.last_speaker, self.last_sentence = attribution.speaker, number
                    if not self._answers(answer, attribution, self.r.places[q][1], told):
                        self.current = attribution.speaker or self.current
            if told:
                self.cue_sentence = number
            elif self.r.lexicon.cased and not sentence.quotations:
                self._note_topic(number, topic_of(self.r, sentence, self.cast.has_met))
        if self.headings:
            spoken = {q: self._wording(q) for q, attribution in enumerate(self.found) if attribution.speaker is not None}
            for q in self.headings:
                self.found[q] = self._said_elsewhere(q, spoken) or self.found[q]
        return self.found

    def _said_elsewhere(self, heading: int, spoken: Mapping[int, str]) -> Attribution | None:
        """The attribution of a heading by a quotation that holds all its words, of those `spoken` by somebody."""
        wanted = self._wording(heading)
        q = next((q for q, words in spoken.items() if wanted in words), None)
        if q is None:
            return None
        start, end = self.r.marked[q].start, self.r.marked[q].end
        return Attribution(True, self.found[q].speaker, Evidence("the same words in another quotation", self.r.text[start:end], start, end))

    def _wording(self, q: int) -> str:
        """The words of a quotation with a space around each."""
        return f" {' '.join(self.r.words[slice(*self.r.places[q])])} "

    def _answers(self, cue: Cue | None, attribution: Attribution, last: int, told: dict[Cue, Speaker | None]) -> bool:
        """Whether the last verb of a sentence stands behind a quotation that ends before word `last`, and is another's, who goes on."""
        return cue is not None and cue.first >= last and told[cue] not in (None, attribution.speaker)

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
        before: Speaker | None = None
        previous: Cue | None = None
        reached, carried = -1, False
        for cue in cues_of(self.r, sentence):
            main = before, self.current, self.person  # who goes on behind what is embedded
            follows = self._follows(cue, previous, reached) and not (carried and cue.kind & (SOURCE | NOUN))
            if before is not None and follows:  # an official *who declined*
                told[cue] = before
            elif cue.mention is not None and is_demonym(self.r, cue.mention):
                told[cue] = before = self._called(cue.mention)
            else:
                told[cue] = before = self._speaker_of(cue, before, sentence)
            self.spoke = told[cue] or self.spoke
            if is_embedded(self.r, cue, previous, reached):  # N denied that *N wanted* it; N or he goes on
                goes_on, self.current, self.person = main
                before = goes_on if self.r.lexicon.cased else before
            previous, reached = cue, cue.last if cue.mention is None else cue.mention.last
            carried = cue.mention is not None and any(i in self.r.credited for i in range(cue.mention.first, reached))  # AAA, quoting *N*
        return told

    def _follows(self, cue: Cue, previous: Cue | None, reached: int) -> bool:
        """Whether a cue stands right behind the previous one, which ends at word `reached`, or behind "who" and names nobody for sure."""
        if cue.first == reached:
            passed_on = previous is not None and previous.kind & SOURCE and "," in self.r.gap(reached) and not self.r.lexicon.cased
            return not (passed_on and cue.mention is not None and cue.mention.sure)  # according to AAA, *the minister* said ...
        relative = 0 <= reached == cue.first - 1 and self.r.kinds[reached] & RELATIVE and not self.r.lexicon.cased
        return bool(relative) and not (cue.mention is not None and cue.mention.name is not None and cue.mention.sure)

    def _called(self, mention: Mention) -> Speaker | None:
        """Who is called by where he or she comes from, or by age, and goes on."""
        speaker = called(self.r, mention, (self.current, self.person, *self.cast.recent()))
        self.current = speaker or self.current
        return speaker

    def _speaker_of(self, cue: Cue, before: Speaker | None, sentence: Sentence) -> Speaker | None:
        """The speaker of a cue: the one it names, else the one of the cue before it, else the last one."""
        gender = gender_of(self.r, cue)
        if cue.mention is not None and (author := self.texts.author(cue.mention, self.current, self.cast.speakers)) is not None:
            author.gender = 0  # the gender of the text may be told as well
            self.current = author
            return author
        maker = self.texts.maker(cue)
        author = self.cast.resolve(maker, None, subject=False) if maker is not None else None
        if author is not None:
            self.current = author
            return author
        if cue.mention is not None:
            heard = self.r.lexicon.grammar is not None and self.r.kinds[cue.mention.first] & (TITLE | ANAPHOR) == TITLE | ANAPHOR
            last = self.spoke if heard else self.current
            current = None if gender and self._is_thing(last) else going_on(self.r, last, cue)
            if current is None and not heard:  # he and she may be others than the last one
                current = self._latest_of(gender, cue)
            speaker = self.cast.resolve(cue.mention, current, subject=self._is_subject(cue), goes_on=bool(cue.kind & CONTINUING))
            if speaker is not None:
                speaker.gender = gender or speaker.gender
                aside = not self.r.lexicon.cased and bool(cue.kind & (SOURCE | NOUN)) and before is not None  # N said, according to a report
                carries = cue.mention.first in self.r.credited and (self.r.lexicon.cased or is_according(self.r, cue))
                thing = self.r.lexicon.articled and not sentence.quotations and is_thing(self.r, speaker)
                within = before is not None and before.is_person and self._is_inside(cue.mention)
                if not (aside or carries or thing or within):
                    self.current = speaker
                return speaker
            if self._does(cue.mention):
                return None
            if before is None and self._is_unknown(cue):
                self.current = None  # somebody else speaks, nobody knows who
                return None
        if cue.kind & PASSIVE:
            return None
        if before is not None:
            return before
        if self.r.lexicon.cased:
            mention = clause_subject(self.r, max(sentence.first, cue.first - LONGEST_CLAUSE), cue.first, cue.first)
            subject = self.cast.resolve(mention, going_on(self.r, self.current, cue), subject=False) if mention is not None else None
            if subject is not None and going_on(self.r, subject, cue) is not None:
                self.current = subject
                return subject
        return going_on(self.r, self.current, cue) or (self._latest_of(gender, cue) if self.r.lexicon.cased else None)

    def _is_subject(self, cue: Cue) -> bool:
        """Whether the one whom a cue names does its verb, and no relative pronoun does it for whom it names: (to) N, *who* said."""
        told = range(cue.mention.last, cue.first) if cue.mention is not None else range(0)
        handed_on = self.r.kinds[cue.first] & QUOTING and self.r.lexicon.cased
        return bool(cue.kind & VERB) and not handed_on and not any(self.r.kinds[i] & RELATIVE for i in told)

    def _is_inside(self, mention: Mention) -> bool:
        """Whether several speak in the place that a mention is of: N thinks that *in Oldtown* they say ...; N goes on."""
        return mention.first > 0 and bool(self.r.kinds[mention.first - 1] & WITHIN)

    def _latest_of(self, gender: int, cue: Cue) -> Speaker | None:
        """The latest person of a gender who may go on with a cue; nobody where that is 0."""
        if gender and self.r.lexicon.articled and (person := going_on(self.r, self.person, cue)) is not None:
            return person
        return next((s for s in self.cast.recent() if s.gender == gender and may_be_person(self.r, s)), None) if gender else None

    def _does(self, mention: Mention) -> bool:
        """Whether a noun with the joined article does a verb, of which nobody knows whether it may speak."""
        return not mention.pronoun and has_article(self.r, mention.first)

    def _is_unknown(self, cue: Cue) -> bool:
        """Whether words that nobody knows do a verb right behind it, where names have no capitals: they may be a name."""
        r, mention = self.r, cue.mention
        if r.lexicon.cased or not cue.kind & VERB or mention is None or mention.name is None:
            return False
        return mention.first == cue.last and not any(r.kinds[i] for i in range(mention.first, mention.last))

    def _note(self, mention: Mention | None) -> None:
        """Whom a sentence is about is who goes on, unless that is nobody."""
        speaker = self.cast.resolve(mention, self.current, subject=False) if mention is not None else None
        if speaker is None:
            return
        person, self.current = self.person, speaker
        if self.r.lexicon.articled and person is not None and not (speaker.is_person or is_surely_person(self.r, speaker)):
            self.thing, self.person = speaker, person

    def _note_topic(self, number: int, mention: Mention | None) -> None:
        """Whom a sentence without quotations is about."""
        self._note(mention)
        if mention is not None and self.current is not None and self.current is self.spoke and self.current.is_person:
            self.topic = number, mention

    def _is_thing(self, speaker: Speaker | None) -> bool:
        """Whether a single word that a sentence is about, and that has said nothing, may be a place: no he where a person was named before."""
        return speaker is not None and speaker is self.thing and not speaker.subjects

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
        return not any(self.r.kinds[i] & THAT for i in range(cue.last - 1, last))  # inside too: no name has it

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
        named = before_colon(r, q, sentence) or signature(r, q, sentence)
        if named is not None and self._is_speech(q, direct=True):
            return self._named(*named)
        alone = not any(r.inside[i] < 0 for i in range(sentence.first, sentence.last))
        if alone or (sentence.paragraph and first == sentence.first) or (first == sentence.first and number - self.last_sentence <= 1):
            return self._standing_alone(q, number, alone, before)
        return self._led_to(q, number, sentence, before)

    def _standing_alone(self, q: int, number: int, alone: bool, before: Speaker | None) -> Attribution:
        """A quotation that opens its sentence without a cue: it goes on with the quotation or the cue right before it."""
        if self.r.marked[q].dash:  # in a dialogue the next line is another's
            return Attribution(self._is_speech(q, direct=True))
        if alone and is_heading(self.r, q):
            self.headings.append(q)
            return Attribution(self._is_sentence(q))
        if number - self.last_sentence <= 1 and self.last_speaker is not None and self._is_speech(q, direct=True):
            return Attribution(True, self.last_speaker, Evidence("carried on from the quotation before"))
        if not self._is_sentence(q) or (alone and self._is_listed(q)):
            return _REJECTED
        if number - self.cue_sentence <= 1 and before is not None:
            return Attribution(True, before, Evidence("carried on from the sentence before"))
        if alone and before is not None and self.topic is not None and self.topic[0] == number - 1:
            start, end = self.r.span(self.topic[1].first, self.topic[1].last)
            return Attribution(True, before, Evidence("the sentence before is about the last speaker", self.r.text[start:end], start, end))
        goes_on = self.r.lexicon.cased and number - self.last_sentence <= 1
        return Attribution(True) if alone or goes_on else _REJECTED

    def _is_listed(self, q: int) -> bool:
        """Whether nothing but a comma stands between a quotation and the next or the one before: a list of titles."""
        r = self.r
        beside = [k for k in (q, q + 1) if 0 < k < len(r.places) and r.places[k - 1][1] == r.places[k][0]]
        return any(r.gap(r.places[k][0]).strip(" \"'") == "," for k in beside)

    def _led_to(self, q: int, number: int, sentence: Sentence, before: Speaker | None) -> Attribution:
        """A whole sentence that a colon leads to without a cue: somebody named before the colon says it, else whoever spoke just before."""
        if not is_led_to(self.r, q, sentence) or not self._is_sentence(q):
            return _REJECTED
        first = self.r.places[q][0]
        mention = leads(self.r, first, sentence, self.cast.has_met)
        if mention is not None:
            return self._named(mention, "named before the colon")
        near = number - max(self.cue_sentence, self.last_sentence) <= 1
        if before is not None and near and may_be_person(self.r, before) and not names_several(self.r, sentence.first, first):
            return Attribution(True, before, Evidence("carried on from the sentence before"))
        return Attribution(True)

    def _named(self, mention: Mention, rule: str) -> Attribution:
        speaker = self.cast.resolve(mention, self.current, subject=True)
        start, end = self.r.span(mention.first, mention.last)
        return Attribution(True, speaker, Evidence(rule, self.r.text[start:end], start, end) if speaker is not None else None)

    def _is_sentence(self, q: int) -> bool:
        """Whether a stretch between marks is long enough to be a sentence set off as speech."""
        first, last = self.r.places[q]
        return self.r.marked[q].closed and last - first >= self.settings.sentence_words


def attribute(r: Reading, settings: QuotationSettings) -> list[Attribution]:
    """What is known of each stretch between marks."""
    return Attributor(r, settings).run()
