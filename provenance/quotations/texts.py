"""Find who made the texts that an article tells of, so that *the statement* which says more is theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

from provenance.quotations.agreement import cases
from provenance.quotations.anaphora import is_institution, speaks_as_body
from provenance.quotations.cues import Cue
from provenance.quotations.grammar import GENITIVE
from provenance.quotations.kinds import BODY, IMPERSONAL, NOUN, PARTICIPLE, PREPOSITION, REALM, STOP
from provenance.quotations.mentions import mention_after
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.roles import roles_of
from provenance.quotations.sentences import Sentence
from provenance.quotations.speakers import Speaker
from provenance.quotations.word_forms import has_article

_NEAR: Final = 4  # words from the verb to the text that says it
_REACH: Final = 150  # words back to where it is told whose text it is


class Texts:
    """The texts of one article and who made each, for all that is known."""

    def __init__(self, r: Reading) -> None:
        self.r = r
        self._authors: dict[str, Speaker | None] = {}

    def note(self, sentence: Sentence, told: Mapping[Cue, Speaker | None]) -> None:
        """Remember the speaker of the nearest cue before a text in or by which something is said: N said *in a statement*.

        For languages whose nouns carry a joined article when they were told before.
        """
        r = self.r
        if not r.lexicon.article or not told:
            return
        for cue, speaker in told.items():
            if cue.mention is not None and speaker is not None:
                issued = (i for i in range(cue.last, cue.mention.first) if r.kinds[i] & NOUN and not has_article(r, i))
                for i in issued:
                    self._authors[r.words[i]] = speaker  # a statement *issued by N* said
            if cue.mention is not None and speaker is not None and r.kinds[cue.mention.first] & NOUN and not has_article(r, cue.mention.first):
                self._authors[r.words[cue.mention.first]] = speaker  # *a statement of N* said
            elif cue.kind & PARTICIPLE and cue.last - cue.first > 1 and r.lexicon.of(r.words[cue.last - 1]) & NOUN:
                self._authors[r.words[cue.last - 1]] = speaker  # as it says in *a statement*, of whomever
        speakers = [(cue.first, speaker) for cue, speaker in told.items() if speaker is not None]
        for i in range(sentence.first + 1, sentence.last):
            if r.kinds[i] & NOUN and r.kinds[i - 1] & PREPOSITION and r.inside[i] < 0 and not has_article(r, i) and self._is_plain(i):
                before = bisect_left(speakers, i, key=lambda told: told[0])
                if before:
                    self._authors[r.words[i]] = speakers[before - 1][1]

    def author(self, mention: Mention, current: Speaker | None, met: Iterable[Speaker]) -> Speaker | None:
        """Who made a text of which nothing is told but that it is known: the one who was noted, else the institution that spoke last.

        Where it was noted that nobody is known, it is nobody. `met` are the speakers of the article; where such a text is one of them, it is
        nobody else's.
        """
        r, first = self.r, mention.first
        if not r.lexicon.article or mention.last - first > 1 or not (r.kinds[first] & NOUN and r.kinds[first] & BODY) or not has_article(r, first):
            return None
        text = r.words[first].removeprefix(r.lexicon.article)
        if text in self._authors or current is None:
            return self._authors.get(text)
        return current if speaks_as_body(r, current) and not any(roles_of(r, first, mention.last) <= s.roles for s in met) else None

    def maker(self, cue: Cue) -> Mention | None:
        """Whose text says what a cue reports that names nobody: in *the report*, which was told before to be N's.

        For languages whose pack has a grammar.
        """
        r = self.r
        grammar = r.lexicon.grammar
        if grammar is None or cue.mention is not None or not r.kinds[cue.first] & IMPERSONAL:
            return None
        text = next((i for i in range(cue.last, min(cue.last + _NEAR, len(r.words))) if r.kinds[i] & NOUN and r.inside[i] < 0), None)
        if text is None:
            return None
        base = grammar.base(r.spelled(text))
        for i in range(cue.first - 1, max(-1, cue.first - _REACH), -1):
            if r.inside[i] >= 0 or grammar.base(r.spelled(i)) != base:
                continue
            owner = mention_after(r, i + 1) if r.gap(i + 1) == " " else None
            if owner is not None and owner.first == i + 1 and (is_institution(r, owner.first, owner.last) or r.kinds[i + 1] & REALM):
                return owner if cases(r, owner.first) & GENITIVE else None
        return None

    def _is_plain(self, i: int) -> bool:
        """Whether nothing behind a text tells whose it is."""
        r, behind = self.r, i + 1
        if behind >= len(r.words) or r.gap(behind) != " " or r.inside[behind] >= 0:
            return True
        return bool(r.kinds[behind] & STOP) or (not has_article(r, behind) and r.words[behind].endswith(r.lexicon.adjective_endings))
