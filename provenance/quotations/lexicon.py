"""The speech section of a language pack, folded and ready to be looked up word by word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from provenance.languages import LanguagePack
from provenance.quotations.grammar import Grammar
from provenance.quotations.kinds import (
    COMMON,
    CONTINUING,
    CUE,
    DOUBTFUL,
    GENDER,
    GIVEN,
    JOINING,
    KINDS,
    NOUN,
    OTHER,
    PARTICLE,
    PHRASE,
    ROLE,
    SOURCE,
    SPELLED,
    STOP,
    THING,
    TRANSITIVE,
    VERB,
)
from provenance.quotations.marks import Style, style_of
from provenance.quotations.shapes import Shape, Shapes, shapes_of
from provenance.text import fold, fold_many, fold_words

_TO_SETTLE: Final = PHRASE | SPELLED
_VERBAL: Final = CUE | CONTINUING | TRANSITIVE
_ORDINARY: Final = COMMON | OTHER | NOUN | THING
_TOLD: Final[dict[Shape, int]] = {"noun": COMMON, "verb": OTHER, "ordinary": COMMON, "doubtful": DOUBTFUL, "namelike": DOUBTFUL}
_MOST_CLITICS: Final = 2
SHORTEST_STEM: Final = 3
_PLACE_BITS: Final = 19


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What the words of a language mean for speech: bits of the kinds above.

    ``spellings`` holds words that fold alike and mean different things, each in its own spelling; ``phrases`` those of several
    words under their first and their second word, the longest first. ``joining`` are the particles that a source phrase joins to the next
    word. ``articled`` says whether nouns have articles, ``cased`` whether names begin with a capital letter.
    """

    words: dict[str, int]
    spellings: dict[str, dict[str, int]]
    phrases: dict[str, dict[str, tuple[tuple[tuple[str, ...], int], ...]]]
    clitics: tuple[str, ...]
    verb_clitics: tuple[str, ...]
    manner_clitics: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    free_endings: tuple[str, ...]
    object_endings: tuple[str, ...]
    agreeing_endings: tuple[str, ...]
    participle_prefix: str
    joining: tuple[str, ...]
    article: str
    owner_endings: tuple[str, ...]
    name_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    shapes: Shapes | None
    grammar: Grammar | None
    given_stems: frozenset[str]
    cased: bool
    style: Style
    articled: bool
    subject_first: bool
    dialogue_dash: bool

    def kinds(self, words: Sequence[str], hashes: NDArray[np.uint64], spelling: Callable[[int], str]) -> list[int]:
        """The kinds of each word, given with its hash; a word of a phrase has those of the phrase.

        `spelling` gives the stored spelling of a word by its number; it is asked for words that fold alike and mean
        different things.
        """
        told = self.table.kinds(words, hashes)
        kinds: list[int] = (told & ~_TO_SETTLE).tolist()
        unsettled = (told & _TO_SETTLE).nonzero()[0]
        settled = 0
        for i, kind in zip(unsettled.tolist(), told[unsettled].tolist(), strict=True):
            if i < settled:
                continue
            word = words[i]
            if kind & SPELLED:
                kinds[i] = self.spellings[word].get(spelling(i), kinds[i])
            for phrase, meant in self.phrases[word].get(words[i + 1], ()) if kind & PHRASE and i + 1 < len(words) else ():
                if tuple(words[i : i + len(phrase)]) == phrase:
                    kinds[i] = meant
                    settled = i + len(phrase)
                    kinds[i + 1 : settled] = [STOP if meant & CUE else meant] * (len(phrase) - 1)
                    break
        return kinds

    def of(self, word: str) -> int:
        """The kinds of a single word."""
        return self.table.of(word) & ~_TO_SETTLE

    def carries_particle(self, word: str) -> bool:
        """Whether a word is joined to a particle such as "to" or "with": then it does no verb."""
        if word in self.words or not self.clitics:
            return False
        for clitic in self.clitics:
            rest = word[len(clitic) :]
            if clitic == self.article or not word.startswith(clitic) or len(rest) < 2:
                continue
            if self.article and rest.startswith(self.article) and len(rest) > len(self.article) + 2:
                return True
            meant = self.words.get(rest, 0) & ~(_VERBAL | GENDER)
            leads = clitic in self.leading_to_names
            if not leads and clitic not in self.verb_clitics and len(clitic) == 1 and len(rest) < SHORTEST_STEM:
                continue
            if (meant == DOUBTFUL and not (leads and len(rest) > SHORTEST_STEM)) or (meant & GIVEN and not meant & ROLE and not leads):
                continue
            if clitic not in self.verb_clitics and (len(clitic) > 1 or meant):
                return True
        return False

    @cached_property
    def leading_to_names(self) -> tuple[str, ...]:
        """The particles that lead from a verb to a name: "to N", "with N"."""
        return (*self.joining, *self.manner_clitics)

    def tells_manner(self, word: str) -> bool:
        """Whether a word is an ordinary noun that a particle joins to a verb: "by forming ...", "with calm"."""
        plain = word[1:] if word[:1] in self.verb_clitics else word
        ordinary = self.of(word) & (COMMON | DOUBTFUL | NOUN) and word not in self.words
        return bool(ordinary) and any(plain.startswith(c) and self.of(plain[len(c) :]) for c in self.manner_clitics)

    def reports(self, word: str) -> bool:
        """Whether a word in its stored spelling is a reporting verb."""
        return bool(self.of(fold(word).text) & VERB)

    @cached_property
    def leading(self) -> dict[str, tuple[str, ...]]:
        """The particles that may stand first in a word, by their first letters; the shortest first: *li-l-jumla*, but *li-(l-)lajna*."""
        return {c[0]: tuple(d for d in reversed(self.clitics) if d[0] == c[0]) for c in self.clitics}

    @cached_property
    def behind(self) -> dict[str, tuple[str, ...]]:
        """For each particle those that may stand behind it in a word, the shortest first: behind a conjunction all others, else the article alone."""
        others = tuple(c for c in reversed(self.clitics) if c not in self.verb_clitics)
        article = tuple(c for c in others if c == self.article)
        return {c: others if c in self.verb_clitics else article if c != self.article else () for c in self.clitics}

    @cached_property
    def table(self) -> _Table:
        """The kinds of every word that was met."""
        return _Table(self)


class _Table:
    """The kinds of words, worked out when a word is first met.

    A word has one place, by the first bits of its hash, and forgets what stood there: so the table never grows.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.of = lru_cache(maxsize=1 << 14)(self._worked_out)
        self._hashes = np.zeros(1 << _PLACE_BITS, np.uint64)
        self._kinds = np.zeros(1 << _PLACE_BITS, np.int64)

    def kinds(self, words: Sequence[str], hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The kinds of each word."""
        places = (hashes >> np.uint64(64 - _PLACE_BITS)).view(np.int64)
        kinds = self._kinds.take(places)
        for i in (self._hashes.take(places) != hashes).nonzero()[0].tolist():
            place = places[i]
            if self._hashes[place] != hashes[i]:
                self._hashes[place], self._kinds[place] = hashes[i], self._worked_out(words[i])
            kinds[i] = self._kinds[place]
        return kinds

    def _worked_out(self, word: str) -> int:
        kinds = _stripped(self.lexicon, word)
        if word in self.lexicon.phrases:
            kinds |= PHRASE
        if word in self.lexicon.spellings:
            kinds |= SPELLED
        return kinds


def _stripped(lexicon: Lexicon, word: str) -> int:
    """The kinds of a word, with or without the particles written together with it."""
    kinds = lexicon.words.get(word)
    if kinds is not None:
        return kinds
    if lexicon.name_endings and any(word[: -len(e)] in lexicon.given_stems for e in lexicon.name_endings if word.endswith(e)):
        return GIVEN
    tried = [(word, "")]
    lost = PARTICLE
    particles = lexicon.leading.get(word[:1], ())
    cut = [(word[len(c) :], c) for c in particles if word.startswith(c) and len(word) > len(c) + 1]
    for _ in range(_MOST_CLITICS):
        if not cut:
            break
        for stem, clitic in cut:
            found = lexicon.words.get(stem)
            if found is not None:
                if clitic not in lexicon.verb_clitics or found & STOP or stem in lexicon.spellings:
                    lost |= GIVEN
                if len(clitic) > 1 or clitic not in lexicon.verb_clitics:
                    lost |= _VERBAL
                if not _is_bare(lexicon, word, stem, clitic):
                    return found & ~lost
                lost |= STOP * bool(found & GIVEN)  # Al-N is a name where N is one
                ordinary = found & (COMMON | OTHER) and not found & GIVEN  # family names are common words with the article
                return found & ~lost & ~COMMON & ~OTHER | (DOUBTFUL if ordinary else 0)
        tried += cut
        cut = [(stem[len(c) :], c) for stem, before in cut for c in lexicon.behind[before] if stem.startswith(c) and len(stem) > len(c) + 1]
        lost |= _VERBAL
    if lexicon.shapes is None:
        return 0
    for stem, clitic in tried:
        shape = lexicon.shapes.of(stem)
        if shape and (not clitic or shape != "namelike") and (shape != "verb" or clitic in ("", *lexicon.verb_clitics)):
            return DOUBTFUL if shape == "noun" and clitic and _is_bare(lexicon, word, stem, clitic) else _TOLD[shape]
    return 0


def _is_bare(lexicon: Lexicon, word: str, stem: str, clitic: str) -> bool:
    """Whether nothing but the article, at most behind a conjunction, stands before the stem of a word."""
    return clitic == lexicon.article and word.removesuffix(clitic + stem) in ("", *lexicon.verb_clitics)


def stem_of(word: str, endings: Sequence[str]) -> str:
    """A word of a name without its case ending."""
    return next((word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) >= SHORTEST_STEM), word)


def _by_first(phrases: dict[tuple[str, str], dict[tuple[str, ...], int]]) -> dict[str, dict[str, tuple[tuple[tuple[str, ...], int], ...]]]:
    """Phrases, given under their first two words, under the first and then the second, the longest first."""
    nested: dict[str, dict[str, tuple[tuple[tuple[str, ...], int], ...]]] = {}
    for (first, second), rows in phrases.items():
        nested.setdefault(first, {})[second] = tuple(sorted(rows.items(), key=lambda row: -len(row[0])))
    return nested


def _stems_of(word: str, endings: Sequence[str]) -> set[str]:
    """What may be left of a name in another case: its ending may belong to its stem in part, as in *Sergei*, *Serge-ya*."""
    return {stem_of(word, endings), *(word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) >= SHORTEST_STEM)}


@cache
def lexicon_of(pack: LanguagePack) -> Lexicon:
    """The lexicon of a pack, made once."""
    speech = pack.speech
    entries = [(entry, kind) for name, kind in KINDS.items() for entry in getattr(speech, name)]
    folded = fold_words([entry for entry, _ in entries])
    words: dict[str, int] = {}
    spellings: dict[str, dict[str, int]] = {}
    phrases: dict[tuple[str, str], dict[tuple[str, ...], int]] = {}
    joined = ["", *(f.text for f in fold_many(pack.clitics))]
    conjunctions = tuple(f.text for f in fold_many(speech.verb_clitics))
    article = fold(speech.article).text
    joining: set[str] = set()
    for (entry, kind), parts in zip(entries, folded, strict=True):
        if kind & SOURCE and len(parts) > 1 and parts[-1] in joined:
            joining.add(parts.pop())
            kind |= JOINING  # noqa: PLW2901
        if len(parts) == 1:
            words[parts[0]] = words.get(parts[0], 0) | kind
            by_spelling = spellings.setdefault(parts[0], {})
            by_spelling[entry] = by_spelling.get(entry, 0) | kind
        elif parts:
            for clitic in joined:
                meant = kind if clitic in ("", article, *conjunctions) else kind & ~GIVEN  # *with* N N does nothing
                if meant:
                    rows = phrases.setdefault((clitic + parts[0], parts[1]), {})
                    row = (clitic + parts[0], *parts[1:])
                    rows[row] = rows.get(row, 0) | meant
    endings = tuple(sorted((f.text for f in fold_many(speech.name_endings)), key=len, reverse=True))
    return Lexicon(
        words=words,
        spellings={word: by for word, by in spellings.items() if len(set(by.values())) > 1},
        phrases=_by_first(phrases),
        clitics=tuple(sorted(joined[1:], key=len, reverse=True)),
        verb_clitics=conjunctions,
        adjective_endings=tuple(f.text for f in fold_many(speech.adjective_endings)),
        free_endings=tuple(f.text for f in fold_many(speech.free_endings)),
        object_endings=tuple(f.text for f in fold_many(speech.object_endings)),
        agreeing_endings=tuple(f.text for f in fold_many(speech.agreeing_endings)),
        participle_prefix=fold(speech.participle_prefix).text,
        manner_clitics=tuple(f.text for f in fold_many(speech.manner_clitics)),
        joining=tuple(sorted(joining)),
        article=article,
        owner_endings=speech.owner_endings,
        name_endings=endings,
        verb_endings=tuple(f.text for f in fold_many(speech.verb_endings)),
        shapes=shapes_of(
            speech,
            ordinary={word for word, kind in words.items() if kind & _ORDINARY and not kind & GIVEN},
            doubtful={word for word, kind in words.items() if kind == DOUBTFUL},
            known=words,
        ),
        grammar=Grammar(speech.grammar) if speech.grammar else None,
        given_stems=frozenset(stem for word, kind in words.items() if kind & GIVEN for stem in _stems_of(word, endings)) if endings else frozenset(),
        cased=any(word.upper() != word for word in pack.common_words),
        style=style_of(speech.marks, joined[1:]),
        articled=bool(speech.articles),
        subject_first=speech.subject_first,
        dialogue_dash=speech.dialogue_dash,
    )
