"""Settle what each word of an article means, where that depends on more than the word: on its spelling, on its place, on what stands beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, Protocol

from provenance.quotations.family_words import family_words
from provenance.quotations.grammar import Grammar
from provenance.quotations.kinds import (
    ADJECTIVE,
    ANONYMOUS,
    BELONGING,
    BRINGING,
    COMMON,
    CUE,
    DOUBTFUL,
    GIVEN,
    JOINING,
    LINK,
    NOUN,
    OPENING,
    PARTICLE,
    PREPOSITION,
    QUOTING,
    ROLE,
    STOP,
    THAT,
    THING,
    TITLE,
    VERB,
)
from provenance.quotations.lexicon import Lexicon
from provenance.text import Folded

_LIKE_ARTICLE: Final = re.compile("(?<!\\w)[أإآ]ل")
_BESIDE_CUE: Final = 12  # words within which one who speaks stands from the word that tells so
_LONGEST_SUBJECT: Final = 12  # words from a verb to "that"
_UNSETTLED: Final = JOINING | LINK | OPENING | BRINGING  # what such words are, or those beside them, depends on more than the words


class Words(Protocol):
    """What has to be known of an article's words. A particle is cut off what stands beside some: `words`, `starts` and `parted` change."""

    text: str
    folded: Folded
    lexicon: Lexicon
    words: list[str]
    starts: list[int]
    parted: set[int]
    inside: list[int]
    addressed: list[int]

    @property
    def upper(self) -> Sequence[bool]:
        """Whether each word begins with a capital letter."""

    def gap(self, i: int) -> str:
        """What stands between word i-1 and word i."""

    def opens(self, i: int) -> bool:
        """Whether a sentence opens at word i."""

    def wording(self, first: int, last: int) -> str:
        """Some words as they are stored."""

    def spelled(self, i: int) -> str:
        """Word i as it is written, in small letters."""

    def begins_with(self, i: int, letter: str) -> bool:
        """Whether word i is written with a letter at its beginning, and not with another that folds to it."""


def kinds_of(r: Words) -> list[int]:
    """The kinds of each word; what a source phrase joins to the next word is cut off from it.

    What stands beside a link is a name, whatever else the word means.
    """
    kinds = r.lexicon.kinds(r.words, r.folded.word_hashes, lambda i: r.wording(i, i + 1))
    looked_at = [i for i, kind in enumerate(kinds) if kind & (_UNSETTLED | TITLE)]
    unsettled = [i for i in looked_at if kinds[i] & _UNSETTLED]
    beside = [i for i in unsettled if kinds[i] & (JOINING | LINK) and i + 1 < len(kinds)]
    _link(r, kinds, [i for i in beside if kinds[i] & LINK])
    for i in _family_titles(r, kinds, looked_at):
        kinds[i] = GIVEN
    for i in r.addressed:
        kinds[i] = STOP
    for i, kind in family_words(r, kinds) if r.lexicon.cased and r.lexicon.articled else ():
        kinds[i] = kind
    for i in _seemingly_articled(r):
        kinds[i] = r.lexicon.words.get(r.words[i], 0)
    for i in [i for i in unsettled if kinds[i] & BRINGING]:
        kinds[i] = kinds[i] | VERB | QUOTING if words_behind(r, i, kinds) is not None else kinds[i] & ~BRINGING
    if r.lexicon.grammar is not None:
        _settle(r, kinds, r.lexicon.grammar)
    for i in [i for i in unsettled if kinds[i] & OPENING]:
        kinds[i] = VERB if r.opens(i) and (_leads_to_that(r, i, kinds) or _is_parted(r, i, kinds)) else kinds[i] & ~OPENING
    for i in [i for i, word in enumerate(r.words[:-1]) if len(word) == 1 and kinds[i] & (STOP | TITLE) and _is_initial(r, kinds, i)]:
        kinds[i] = 0
    for i in [i for i in beside if kinds[i] & JOINING]:
        word, article = r.words[i + 1], r.lexicon.article
        clitic = next((c for c in r.lexicon.joining if word.startswith(c) and len(word) > len(c) + 1), None)
        if clitic is not None and word not in r.lexicon.words:
            rest = word[len(clitic) :]
            melted = bool(article) and rest.startswith(article[-1]) and not rest.startswith(article)  # the article melts into the particle
            r.words[i + 1] = article[:-1] + rest if melted else rest
            kinds[i + 1] = r.lexicon.of(r.words[i + 1])
            r.starts[i + 1] += len(clitic)
            r.parted.add(i + 1)
    return kinds


def _is_initial(r: Words, kinds: Sequence[int], i: int) -> bool:
    """Whether the letter at word i is of a name, spelled like a preposition, an article or a short title."""
    if not r.gap(i + 1).startswith("."):
        return False
    if r.lexicon.cased:
        return bool(kinds[i] & STOP) and r.upper[i] and r.upper[i + 1]
    return i > 0 and bool(kinds[i - 1] & GIVEN) and r.gap(i) == " "


def _seemingly_articled(r: Words) -> list[int]:
    """The words whose first letters only fold to the joined article: *Al*- in Albares, which is no *Paris* with the article."""
    article = r.lexicon.article
    if not article:
        return []
    starts = (r.folded.position(m.start()) for m in _LIKE_ARTICLE.finditer(r.text))
    words = (bisect_left(r.starts, at) for at in starts)
    return [i for i in words if i < len(r.words) and r.words[i].startswith(article) and not r.begins_with(i, article[0])]


def _link(r: Words, kinds: list[int], links: Sequence[int]) -> None:
    """Tell what stands beside a link: a name."""
    for i in links:
        if r.words[i] not in r.lexicon.words:  # joined to a particle it opens the name of a place: *in-Ben* Arous
            kinds[i] = 0
            continue
        if i > 0 and r.gap(i) == " " and not kinds[i - 1] & (CUE | STOP | ROLE | NOUN | THING | PARTICLE):
            kinds[i - 1] = GIVEN
        if r.gap(i + 1) == " " and kinds[i + 1] & (ROLE | COMMON | DOUBTFUL):
            kinds[i + 1] = GIVEN


def _family_titles(r: Words, kinds: Sequence[int], looked_at: Sequence[int]) -> list[int]:
    """Where words with the joined article stand that mean a title, and are family names in this article.

    They are where they stand right behind a single given name and end what is told of somebody. `looked_at` are the words among which
    the titles are.
    """
    article = r.lexicon.article
    titled = [i for i in looked_at if kinds[i] & (TITLE | ADJECTIVE) == TITLE and r.words[i].startswith(article)] if article else []
    endings = r.lexicon.adjective_endings + r.lexicon.free_endings  # such words describe somebody, or are several
    ending = [i for i in titled if not r.words[i].endswith(endings) and _ends_mention(r, i, kinds)]
    families = {r.words[i] for i in ending if i > 1 and kinds[i - 1] & GIVEN and not kinds[i - 2] & (GIVEN | PARTICLE) and r.gap(i) == " "}
    return [i for i in ending if r.words[i] in families]


def _ends_mention(r: Words, i: int, kinds: Sequence[int]) -> bool:
    """Whether nothing behind word i tells what it is the title of, nor whose name it stands before."""
    behind = i + 1
    if behind >= len(kinds) or r.inside[behind] >= 0 or r.gap(behind).strip():
        return True
    return bool(kinds[behind] & (STOP | CUE)) and not kinds[behind] & (GIVEN | BELONGING | ROLE)


def _settle(r: Words, kinds: list[int], grammar: Grammar) -> None:
    """Tell names, and persons beside the words that report speech, by the dictionary where the pack does not have them."""
    near: set[int] = set()
    for i, kind in enumerate(kinds):
        if kind & (CUE | NOUN):
            near.update(range(i - _BESIDE_CUE, i + _BESIDE_CUE))
    for i, kind in enumerate(kinds):
        if kind or r.inside[i] >= 0:
            continue
        if r.upper[i]:
            word = r.spelled(i)
            kinds[i] = STOP if grammar.is_pronoun(word) else GIVEN * bool(grammar.given_name(word)) or _listed(r, grammar.base(word))
        elif i in near:
            word = r.spelled(i)
            kinds[i] = _listed(r, grammar.base(word)) or TITLE * grammar.is_person(word)


def _listed(r: Words, base: str) -> int:
    """What the pack says of a role or a thing by the form in which a dictionary has it."""
    return r.lexicon.words.get(base, 0) & (ROLE | BELONGING | ANONYMOUS | THING)


def _leads_to_that(r: Words, i: int, kinds: Sequence[int]) -> bool:
    """Whether "that" follows word i with nothing between but who may do a verb: no pause and no other verb."""
    for k in range(i + 1, min(i + _LONGEST_SUBJECT, len(kinds))):
        if r.gap(k).strip("\"' ") or kinds[k] & CUE:
            return False
        if kinds[k] & THAT:
            return True
    return False


def _is_parted(r: Words, i: int, kinds: Sequence[int]) -> bool:
    """Whether who does it stands between word i and the rest of a verb of two words: *gave* N *vent to*."""
    rest = r.lexicon.phrases.get(r.words[i], {})
    for k in range(i + 1, min(i + _LONGEST_SUBJECT, len(kinds))):
        if r.gap(k).strip("\"' ") or kinds[k] & CUE:
            return False
        if kinds[k] & STOP:
            return r.words[k] in rest
    return False


def words_behind(r: Words, i: int, kinds: Sequence[int]) -> int | None:
    """The noun of speech that the verb at word i brings, whoever brings it: brings (the agency) *the words* of N."""
    for k in range(i + 1, min(i + _LONGEST_SUBJECT, len(kinds))):
        if r.gap(k).strip("\"' ") or kinds[k] & (CUE | PREPOSITION):
            return None
        if kinds[k] & NOUN:
            return k
    return None
