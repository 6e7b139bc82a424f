"""An article as attribution reads it: words with their kinds, sentences, and the quotations in their places.

All positions in here count words of the folded text; `Reading.span` leads back to the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Final
from unicodedata import normalize

import numpy as np

from provenance.model import Span
from provenance.quotations.find import Marked
from provenance.quotations.kinds import (
    CUE,
    DOUBTFUL,
    GIVEN,
    NOUN,
    OWNER,
    PARTICLE,
    ROLE,
    TITLE,
    VERB,
)
from provenance.quotations.lexicon import Lexicon
from provenance.quotations.marked_names import is_name
from provenance.quotations.nicknames import is_nickname
from provenance.quotations.sentences import Sentence, sentences_of
from provenance.quotations.settling import kinds_of
from provenance.settings import QuotationSettings
from provenance.text import Folded

_OPENERS: Final = frozenset('.!?\n:"')
_JOINS: Final = re.compile(r" ?'? ?|-|\. ?| ?& ?")
_ABBREVIATION_LETTERS: Final = 4
_LONGEST_DOMAIN: Final = 6  # letters of the last part of a site's address
TANWIN: Final = "\u064b"
"""The ending of indefinite Arabic nouns that writers set most often."""
FATHA: Final = "\u064e"
"""The ending of definite Arabic nouns that a verb is done to."""
_PAUSES: Final = tuple(zip("،、，؛；：", ",,,;;:", strict=True))  # as each is written, and as it is read


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` to `last` (excluded) that name a speaker; `name` is the part that is a proper name, if any.

    ``sure`` is false for words that nothing but their place makes a name; ``ended`` then says whether what was said begins
    right behind them.
    """

    first: int
    last: int
    name: tuple[int, int] | None
    sure: bool = True
    ended: bool = True
    pronoun: bool = False


class Reading:
    """One article's words and what is known of each."""

    def __init__(  # noqa: PLR0917 - all that is known of an article
        self,
        text: str,
        folded: Folded,
        lexicon: Lexicon,
        marked: Sequence[Marked],
        furniture: Sequence[Span],
        settings: QuotationSettings,
        credited: Sequence[Span] = (),
    ) -> None:
        self.text = text
        self.folded = folded
        self._plain = reduce(lambda plain, pause: plain.replace(*pause), _PAUSES, folded.text)
        self.lexicon = lexicon
        self.settings = settings
        self.words = list(folded.words)
        self.starts, self.ends = list(folded.starts), list(folded.ends)
        self.parted: set[int] = set()
        self.furniture = self._place([(start, end) for start, end in furniture])
        places = self._place([(m.outer_start, m.outer_end) for m in marked])
        repeated = self._repeated(places)
        kept = [k for k, place in enumerate(places) if place[0] < place[1] and not marked[k].named and not is_name(self, marked[k], *place, repeated)]
        self.names = dict(place for k, place in enumerate(places) if k not in set(kept))
        self.marked = [marked[k] for k in kept]
        self.places = [places[k] for k in kept]
        self.inside = self._mark_inside()
        self._plain = self._with_whole_lines() if lexicon.cased else self._plain
        self.credited = {i for place in self._place(credited) for i in range(*place)}
        self.addressed = self._addressed(credited)

    @cached_property
    def kinds(self) -> list[int]:
        """The kinds of each word; what a source phrase joins to the next word is cut off from it."""
        return kinds_of(self)

    def _with_whole_lines(self) -> str:
        """The text in which a line that only goes on with the one before is parted from it by a space: pages break lines at their links."""
        parts, done = [], 0
        for at in (i for i, c in enumerate(self._plain) if c == "\n") if "\n" in self._plain else ():
            word = bisect_left(self.starts, at)
            if 0 < word < len(self.words) and self.words[word].isalpha() and not self.upper[word] and self.inside[word] < 0:
                gap = self._plain[self.ends[word - 1] : self.starts[word]]
                if gap.count("\n") == 1 and not any(c in gap for c in ".!?:;"):
                    parts += [self._plain[done:at], " "]
                    done = at + 1
        return "".join([*parts, self._plain[done:]])

    @cached_property
    def has_tanwin(self) -> bool:
        """Whether the article sets the ending of indefinite nouns anywhere."""
        return TANWIN in self.text

    def _place(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """First and last (excluded) word of each span of the stored text."""
        if not spans:
            return []
        offsets = np.array(spans, self.folded.origins.dtype).reshape(-1)
        places = self.folded.origins.searchsorted(offsets).astype(self.folded.word_starts.dtype)  # of one type nothing is copied
        at = self.folded.word_starts.searchsorted(places).tolist()
        return list(zip(at[::2], at[1::2], strict=True))

    def _addressed(self, credited: Sequence[Span]) -> list[int]:
        """The words that hold a particle before the name of an outlet: *to-*Reuters."""
        if self.lexicon.cased:
            return []
        starts = np.searchsorted(self.folded.origins, [span.start for span in credited])
        words = np.searchsorted(self.folded.word_starts, starts, side="right") - 1
        return [w for w, at in zip(words.tolist(), starts.tolist(), strict=True) if w >= 0 and self.starts[w] < at < self.ends[w]]

    def _repeated(self, places: Sequence[tuple[int, int]]) -> set[tuple[str, ...]]:
        """Short wordings that stand between marks more than once: such are names."""
        counts = Counter(tuple(self.words[first:last]) for first, last in places if last - first <= self.settings.name_words)
        return {words for words, count in counts.items() if count > 1}

    def part(self, i: int) -> None:
        """Cut the particle off that is joined to a given name, as in: N *and*-N, or the conjunction that is joined to a title."""
        word, lexicon = self.words[i], self.lexicon
        if word in lexicon.words or i in self.parted or not lexicon.of(word) & (GIVEN | ROLE):
            return
        named = lexicon.of(word) & GIVEN
        particles = lexicon.clitics if named else (*lexicon.verb_clitics, *lexicon.joining)
        if self.follows_verb(i):  # no conjunction stands between a verb and who does it
            particles = tuple(c for c in particles if c not in lexicon.verb_clitics)
        clitic = next((c for c in particles if word.startswith(c) and (word[len(c) :] in lexicon.words or not named)), "")
        rest, article = word[len(clitic) :], lexicon.article
        melted = bool(article) and clitic in lexicon.joining and rest.startswith(article[-1]) and word not in lexicon.words
        self.words[i] = article[:-1] + rest if melted and lexicon.of(article[:-1] + rest) & ROLE else rest
        self.starts[i] += len(clitic)
        self.parted.add(i)

    def follows_verb(self, i: int) -> bool:
        """Whether word i stands right behind a reporting verb."""
        return i > 0 and bool(self.kinds[i - 1] & VERB) and self.gap(i) == " "

    def begins_with(self, i: int, letter: str) -> bool:
        """Whether word i begins in the stored text with this letter itself, not with one that folds to it: *Al-* is not *Ál*."""
        stored = self.text[int(self.folded.origins[self.starts[i]])]
        return stored == letter or not stored.isalpha() or normalize("NFKC", stored) == letter

    @cached_property
    def families(self) -> frozenset[str]:
        """The words right behind a given name that are not joined to the article: family names, whatever particle they seem to begin with."""
        kinds, article = self.kinds, self.lexicon.article
        behind = (i for i in range(1, len(kinds)) if kinds[i - 1] & GIVEN and not kinds[i] & ~DOUBTFUL and self.gap(i) == " ")
        return frozenset(self.words[i] for i in behind if not article or article not in self.words[i][:4])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the article."""
        return frozenset(self.words)

    def _mark_inside(self) -> list[int]:
        """For each word the number of the quotation that it stands in, else -1."""
        inside = [-1] * len(self.words)
        for number, (first, last) in enumerate(self.places):
            inside[first:last] = [number] * (last - first)
        return inside

    @cached_property
    def upper(self) -> list[bool]:
        """Whether each word begins with a capital letter in the stored text."""
        origins = self.folded.origins[self.folded.word_starts].tolist()
        return [self.text[o].isupper() for o in origins]

    @cached_property
    def capital(self) -> list[bool]:
        """Whether each word is capitalised as names are.

        Where a sentence begins every word is: there it counts when the word is capitalised elsewhere too, or when another
        name word or a verb of speech follows.
        """
        capital = list(self.upper)
        opening = [i for i, is_capital in enumerate(capital) if is_capital and self.opens(i)]
        inner = Counter(self.words[i] for i, is_capital in enumerate(capital) if is_capital)
        inner.subtract(self.words[i] for i in opening)
        for i in opening:
            behind = i + 1 + (i + 2 < len(capital) and bool(self.kinds[i + 1] & PARTICLE))  # Jan *van* N
            followed = behind < len(capital) and (capital[behind] or self.kinds[i + 1] & VERB)
            owner = i + 1 < len(capital) and self.kinds[i + 1] & OWNER
            capital[i] = inner[self.words[i]] > 0 or bool(followed or owner)
        return capital

    def opens(self, i: int) -> bool:
        """Whether a sentence, a line or what stands in marks begins with word i."""
        gap = self.gap(i)
        return i == 0 or (gap != " " and any(c in _OPENERS for c in gap) and not self.joined(i))

    def gap(self, i: int) -> str:
        """What stands between word i-1 and word i in the folded text, with the pauses of all scripts written alike."""
        start = self.ends[i - 1] if i > 0 else 0
        return self._plain[start : self.starts[i]] if i < len(self.words) else self._plain[start:]

    def joined(self, i: int) -> bool:
        """Whether word i may belong to the same name as the word before it."""
        gap = self.gap(i)
        if gap == " " or self.ends_site(i):
            return True
        if _JOINS.fullmatch(gap) is not None:
            return "." not in gap or self.is_abbreviated(i - 1)
        return self.lexicon.cased and (is_nickname(self, i) or is_nickname(self, i - 1))

    def ends_site(self, i: int) -> bool:
        """Whether word i is the last part of a site's address: Harbour.*net*."""
        word = self.words[i] if i < len(self.words) else ""
        if self.gap(i) != "." or not (word.isascii() and word.isalpha()) or not 1 < len(word) <= _LONGEST_DOMAIN:
            return False
        return len(self.words[i - 1]) > 1 and self.inside[i] == self.inside[i - 1]

    def span(self, first: int, last: int) -> Span:
        """Span in the stored text of words `first` to `last` (excluded)."""
        return self.folded.span(self.starts[first], self.ends[last - 1])

    def wording(self, first: int, last: int) -> str:
        """The stored text of words `first` to `last` (excluded)."""
        start, end = self.folded.span(self.starts[first], self.ends[last - 1])
        return self.text[start:end]

    def spelled(self, i: int) -> str:
        """Word i in small letters, as a dictionary has it: folding takes away what tells some letters apart."""
        return self.wording(i, i + 1).lower()

    def is_abbreviated(self, i: int) -> bool:
        """Whether word i is an initial or a short title, so that a full stop behind it ends no sentence."""
        length = self.ends[i] - self.starts[i]
        return (length == 1 and not self.words[i].isdecimal()) or (
            self.lexicon.cased and length <= _ABBREVIATION_LETTERS and bool(self.kinds[i] & TITLE)
        )

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences in order; a quotation never parts the sentence that it stands in."""
        return sentences_of(self)

    @cached_property
    def row_ends(self) -> list[int]:
        """For each quotation the last one of the row that it stands in, without a word between."""
        ends = list(range(len(self.places)))
        for q in range(len(ends) - 2, -1, -1):
            if self.places[q][1] == self.places[q + 1][0] and "\n" not in self.gap(self.places[q][1]):
                ends[q] = ends[q + 1]
        return ends

    @cached_property
    def cues(self) -> list[int]:
        """The words that may report speech; none in a name between marks."""
        named = {i for place in self.names.items() for i in range(*place)}
        return [i for i, kind in enumerate(self.kinds) if kind & (CUE | NOUN) and i not in named]
