"""Say who speaks: find the cues of each sentence, whom they name, and which quotation they belong to.

The rules follow how news is written in any language: a cue stands before, after or inside a quotation; a cue without a speaker
goes on with the last one; a quotation that stands alone goes on with the quotation before it. Where no rule holds, the
speaker stays unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from provenance.model import Evidence, Span
from provenance.quotations.cased import clause_subject, mention_beside, name_run
from provenance.quotations.cast import Cast, Speaker
from provenance.quotations.lexicon import ARTICLE, CONTINUING, CUE, GIVEN, NOUN, PARTICIPLE, PRONOUN, SAYING, SOURCE, STOP, THAT, TITLE, VERB
from provenance.quotations.mentions import mention_after, mention_before
from provenance.quotations.reading import Mention, Reading, Sentence
from provenance.quotations.uncased import read_saying
from provenance.settings import QuotationSettings

_TRAIL: Final = 4  # words that may follow a cue at the end of a sentence
_TRAILING: Final = ",،?!…-—–:"


@dataclass(slots=True)
class Cue:
    """A word that reports speech, with whom it names and who that is."""

    first: int
    last: int
    kind: int
    mention: Mention | None
    speaker: Speaker | None = None


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
            cues = self._cues(sentence)
            for q in sentence.quotations:
                self._attribute(q, number, sentence, cues, before)
            if cues:
                self.cue_sentence = number
            if not cues and self.r.lexicon.cased and not sentence.quotations:
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

    # ------------------------------------------------------------ cues

    def _cues(self, sentence: Sentence) -> list[Cue]:
        """The cues of a sentence in order, each with its speaker."""
        r = self.r
        cues: list[Cue] = []
        floor = reached = sentence.first
        quotations = iter(sentence.quotations)
        q = next(quotations, None)
        for i in r.cues[bisect_left(r.cues, sentence.first) : bisect_left(r.cues, sentence.last)]:
            while q is not None and r.places[q][1] <= i:
                floor, q = r.places[q][1], next(quotations, None)
            if i < reached or r.inside[i] >= 0:
                continue
            cue = self._read_cue(i, floor, sentence)
            if cue is None:
                continue
            cue.speaker = self._speaker_of(cue, cues, sentence)
            cues.append(cue)
            reached = cue.last
            if cue.mention is not None and cue.mention.first >= reached:
                reached = min(cue.mention.last, sentence.last)
        return cues

    def _read_cue(self, i: int, floor: int, sentence: Sentence) -> Cue | None:
        """The cue at word i; None where the word only looks like one."""
        r = self.r
        kind = r.kinds[i]
        last = i + 1
        while kind & (SOURCE | PARTICIPLE | VERB) and last < sentence.last and r.kinds[last] == STOP and self._is_phrase(i, last):
            last += 1
        if kind & SOURCE:
            mention = mention_after(r, last, pause_ends=True)
            return Cue(i, last, SOURCE, mention) if mention is not None else None
        if kind & SAYING:
            return Cue(i, last, SAYING, read_saying(r, i, floor))
        if kind & PARTICIPLE:
            beside = r.lexicon.cased and not any(c in ",;-" for c in r.gap(i))
            return Cue(i, last, PARTICIPLE, mention_beside(r, i, floor) if beside else None)
        if kind & VERB:
            return Cue(i, last, kind & (VERB | CONTINUING), self._subject(i, last, floor, behind=floor > sentence.first))
        mention = self._maker(i, floor)
        if mention is not None and mention.name is None and mention.last - mention.first == 1 and not self.r.lexicon.cased:
            mention = None
        return Cue(i, last, NOUN, mention) if mention is not None or self._leads(last) else None

    def _is_phrase(self, i: int, last: int) -> bool:
        """Whether words i to `last` (included) are one cue of several words."""
        words = tuple(self.r.words[i : last + 1])
        return any(phrase[: len(words)] == words for phrase, kind in self.r.lexicon.phrases.get(words[0], ()) if kind & CUE)

    def _subject(self, i: int, last: int, floor: int, behind: bool) -> Mention | None:
        """Who does the verb at word i: beside it, on the side where the language puts it."""
        r = self.r
        start = i
        while start > floor and r.kinds[start - 1] & STOP and not r.kinds[start - 1] & PRONOUN and r.inside[start - 1] < 0:
            start -= 1  # a helping verb: "...", a déclaré N
        inverted = start > 0 and r.inside[start - 1] >= 0 and not any(r.kinds[k] & THAT for k in range(start, i))
        if not r.lexicon.subject_first or inverted:
            return mention_after(r, last) or mention_before(r, i, floor, behind)
        before = mention_before(r, i, floor, behind)
        opens = i == floor or any(c in ",-" for c in r.gap(i))
        if i > floor and r.lexicon.cased and (opens or not r.lexicon.articled):
            after = mention_after(r, last)
            if after is not None and self._closes(after) and (opens or self._is_titled(after)):
                return after
        return before if before is not None or not (opens or not r.lexicon.articled) else mention_after(r, last)

    def _closes(self, mention: Mention) -> bool:
        """Whether a mention ends its clause."""
        r = self.r
        return mention.last >= len(r.words) or any(c in ".,\n" for c in r.gap(mention.last))

    def _is_titled(self, mention: Mention) -> bool:
        """Whether a name has a title before it."""
        return mention.name is not None and any(self.r.kinds[i] & TITLE for i in range(mention.first, mention.name[0]))

    def _maker(self, i: int, floor: int) -> Mention | None:
        """Who made the statement, letter or promise at word i."""
        r = self.r
        if not r.lexicon.cased:
            mention = mention_after(r, i + 1)
            return mention if mention is not None and mention.sure else None
        if i >= floor + 2 and r.words[i - 1] == "s" and r.inside[i - 2] < 0:
            return mention_before(r, i - 1, floor)
        return None

    def _leads(self, last: int) -> bool:
        """Whether a quotation begins at word `last`, at most behind a word that opens speech."""
        r = self.r
        while last < len(r.words) and r.kinds[last] & THAT and r.inside[last] < 0:
            last += 1
        return last < len(r.words) and r.inside[last] >= 0

    def _speaker_of(self, cue: Cue, earlier: list[Cue], sentence: Sentence) -> Speaker | None:
        """The speaker of a cue: the one it names, else the one of the cue before it, else the last one."""
        if cue.mention is not None:
            speaker = self.cast.resolve(cue.mention, self.current, subject=bool(cue.kind & VERB), goes_on=bool(cue.kind & CONTINUING))
            if speaker is not None:
                self.current = speaker
                return speaker
        if earlier and earlier[-1].speaker is not None:
            return earlier[-1].speaker
        if self.r.lexicon.cased:
            mention = clause_subject(self.r, sentence.first, cue.first)
            subject = self.cast.resolve(mention, self.current, subject=False) if mention is not None else None
            return subject or self.current
        return self.current

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
                not r.kinds[i]
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
        if mention is not None and mention.name is not None:
            self.current = self.cast.resolve(mention, self.current, subject=False) or self.current

    # ------------------------------------------------------------ quotations

    def _attribute(self, q: int, number: int, sentence: Sentence, cues: list[Cue], before: Speaker | None) -> None:
        cue = self._choose(q, sentence, cues)
        if cue is not None:
            rule = self._rule(cue, self.r.places[q][1])
            attribution = self._accept(q, cue.speaker, rule, cue)
        else:
            attribution = self._without_cue(q, number, sentence, before)
        if attribution.accepted:
            self.found[q] = attribution
            self.last_speaker, self.last_sentence = attribution.speaker, number
            self.current = attribution.speaker or self.current

    def _choose(self, q: int, sentence: Sentence, cues: list[Cue]) -> Cue | None:
        """The cue that a quotation belongs to."""
        first, last = self.r.places[q]
        before = next((c for c in reversed(cues) if c.last <= first), None)
        while q + 1 in sentence.quotations and self.r.places[q + 1][0] == last:  # a row of quotations has one cue behind it
            q += 1
            last = self.r.places[q][1]
        limit = self.r.places[q + 1][0] if q + 1 in sentence.quotations else sentence.last
        after = next((c for c in cues if last <= c.first < limit), None)
        if after is None:
            return before
        in_clause = before is not None and any(self.r.kinds[i] & THAT for i in range(before.last, first))
        if in_clause:
            return before
        if self._follows(q, after) or (before is None and self._trails(after, sentence)):
            return after
        if before is not None and (self._direct(q, before) or not self._attached(q, after)):
            return before
        return after if first == sentence.first or self._attached(q, after) else None

    def _trails(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a cue stands behind a comma at the end of its sentence, as in: ..., N said."""
        r = self.r
        if not r.lexicon.cased or not cue.kind & VERB or cue.mention is None or sentence.last - cue.last > _TRAIL:
            return False
        first = min(cue.first, cue.mention.first)
        while first > sentence.first and r.kinds[first - 1] & ARTICLE:
            first -= 1
        return "," in r.gap(first) and r.inside[first - 1] < 0

    def _follows(self, q: int, cue: Cue) -> bool:
        """Whether a comma and a cue follow right behind what was said, as in: "...," said N."""
        r = self.r
        last = r.places[q][1]
        if not r.lexicon.cased or not cue.kind & (VERB | SOURCE):
            return False
        pause = r.text[r.marked[q].end - 1] in ",،" or r.gap(last).lstrip("\"' ").startswith((",", "-"))
        first = cue.first if cue.mention is None else min(cue.first, cue.mention.first)
        return pause and all(r.kinds[i] & ARTICLE for i in range(last, first))

    def _direct(self, q: int, cue: Cue) -> bool:
        """Whether nothing but the speaker and a word that opens speech stands between the cue and the quotation."""
        r = self.r
        first = r.places[q][0]
        if any(c in ":," for c in r.gap(first)):
            return True
        reached = cue.last
        if cue.mention is not None and cue.mention.first >= cue.last:
            reached = cue.mention.last
        return all(r.kinds[i] & STOP and len(r.words[i]) <= 4 for i in range(reached, first)) and first - reached <= 2

    def _attached(self, q: int, cue: Cue) -> bool:
        """Whether a cue behind a quotation belongs to it."""
        r = self.r
        last = r.places[q][1]
        gap = r.gap(last)
        mention = cue.mention
        reached = min(cue.first, mention.first) if mention is not None and mention.first >= last else cue.first
        if not r.lexicon.cased:
            return reached - last <= 1 and (cue.kind == SOURCE or (cue.kind == VERB and r.words[cue.first] in r.lexicon.words))
        content_end = r.text[r.marked[q].end - 1]
        if content_end in _TRAILING or any(c in gap for c in ",-"):
            return reached - last <= 3
        return reached == last and (cue.kind == SOURCE or cue.first == last)

    def _rule(self, cue: Cue, last: int) -> str:
        side = "after" if cue.first >= last else "before"
        if cue.mention is None:
            return f"carried on by the cue {side}"
        return f"pronoun at the cue {side}" if cue.mention.pronoun else f"cue {side}"

    def _accept(self, q: int, speaker: Speaker | None, rule: str, cue: Cue) -> Attribution:
        """The attribution to a cue, if what stands between the marks is speech and no name."""
        direct = cue.first >= self.r.places[q][1] or self._direct(q, cue)
        if not self._is_speech(q, direct):
            return _REJECTED
        place = (cue.first, cue.last) if cue.mention is None else (cue.mention.first, cue.mention.last)
        start, end = self.r.span(*place)
        evidence = Evidence(rule, self.r.text[start:end], start, end) if speaker is not None else None
        return Attribution(True, speaker, evidence, self.r.span(cue.first, cue.last))

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
        first_word, end = name_run(r, last)
        ends = end >= len(r.words) or any(c in r.gap(end) for c in ",.\n(")
        return (Mention(first_word, end, (first_word, end)), "signature") if first_word == last and ends else None


def attribute(r: Reading, settings: QuotationSettings) -> tuple[Cast, list[Attribution]]:
    """The speakers of an article, and for each stretch between marks what is known of it."""
    attributor = Attributor(r, settings)
    return attributor.cast, attributor.run()
