"""Tell names and titles between quotation marks from what somebody says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from provenance.quotations.find import Marked
from provenance.quotations.kinds import (
    ADJECTIVE,
    BODY,
    CUE,
    DOUBTFUL,
    GIVEN,
    HEADING,
    LEAD,
    LINK,
    MASCULINE,
    NOUN,
    ORIGIN,
    OTHER,
    OWNER,
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
from provenance.settings import QuotationSettings

_DESCRIBING: Final = 4  # words from what bears a name to the marks
_FEWEST_IN_LIST: Final = 2  # names parted by commas
_LONGEST_IN_LIST: Final = 4  # words of each


class Words(Protocol):
    """What has to be known of an article's words."""

    text: str
    words: list[str]
    lexicon: Lexicon
    settings: QuotationSettings

    @property
    def upper(self) -> Sequence[bool]:
        """Whether each word begins with a capital letter."""

    def gap(self, i: int) -> str:
        """What stands between word i-1 and word i."""


def _kind(r: Words, i: int) -> int:
    """The kinds of word i by itself: most articles have names between their marks alone, and need no more."""
    return r.lexicon.of(r.words[i])


def is_name(r: Words, marked: Marked, first: int, last: int, repeated: set[tuple[str, ...]]) -> bool:
    """Whether what stands between marks is a name or a title: by its length, by the word before it, by its capitals."""
    gap = r.gap(first)
    if "*" in gap and r.lexicon.cased and last - first <= r.settings.name_words:
        return True  # a footnote tells of what it names
    heading = _kind(r, first - 1) if first > 0 else 0
    if heading & HEADING and not any(c in gap for c in ".!?\n") and (heading & THING or not (":" in gap or _is_definite(r, first - 1))):
        return True
    return ":" not in gap and _is_name(r, marked, first, last, repeated)


def _is_name(r: Words, marked: Marked, first: int, last: int, repeated: set[tuple[str, ...]]) -> bool:
    """The same of what no colon leads to."""
    if last - first <= r.settings.fragment_words and last < len(r.words) and _names_subject(r, first, last):
        return True
    opens = first == 0 or any(c in (".\n!?," if r.lexicon.cased else ".\n!?") for c in r.gap(first))
    before = 0 if opens or marked.continued else _kind(r, first - 1)
    length = sum(any(c.isalpha() for c in piece) for piece in r.text[marked.start : marked.end].split(maxsplit=20))
    if length < r.settings.direct_words + (not before & CUE and not opens):
        return True
    if tuple(r.words[first:last]) in repeated and (not r.lexicon.cased or r.upper[first] or length <= r.settings.fragment_words):
        return True
    if r.lexicon.cased and not opens and length <= r.settings.fragment_words and _is_capital_name(r, marked, first):
        return True
    again = length <= r.settings.fragment_words and not r.lexicon.cased and _is_spelled_again(r, last)
    if again or (not r.lexicon.cased and (_lists_names(r, first, last) or _is_full_name(r, first, last) or _is_institution(r, first, last))):
        return True
    if length <= r.settings.name_words and before & ROLE and not before & CUE and not r.lexicon.cased:
        speaks = length > r.settings.fragment_words and first > 1 and bool(_kind(r, first - 2) & VERB) and r.gap(first - 1) == " "
        nameless = before & BODY and not before & (TITLE | NOUN) and not r.words[first - 1].startswith(r.lexicon.article)
        if nameless or not speaks:  # no organisation speaks without its name
            return True
    titled = length <= r.settings.name_words or _kind(r, first) & PREPOSITION  # laws have long titles: the law *On ...*
    if titled and before & THING and not before & CUE and r.lexicon.cased and r.upper[first]:
        return True
    if length <= r.settings.name_words and not (opens or r.lexicon.cased):
        latin = all(word.isascii() for word in r.words[first:last])
        if latin or before & LEAD or _has_thing_before(r, first, length):
            return True
    if length <= r.settings.fragment_words and not r.lexicon.cased and (before & STOP or _is_clitic(r, first - 1)) and not before & THAT:
        return True
    return r.lexicon.cased and bool(before & (STOP | THING | OWNER)) and not before & THAT and is_title(r, first, last)


def _is_definite(r: Words, i: int) -> bool:
    """Whether word i carries the joined article: *the* subject has been told before, and its name does not follow."""
    return bool(r.lexicon.article) and r.words[i].startswith(r.lexicon.article) and r.words[i] not in r.lexicon.words


def _has_thing_before(r: Words, first: int, length: int) -> bool:
    """Whether what bears a name stands before the marks, at most behind the words that describe it, and does not speak itself."""
    article = r.lexicon.article
    for i in range(first - 1, max(-1, first - 1 - _DESCRIBING), -1):
        kind = _kind(r, i)
        if kind & THING and kind & TITLE and i < first - 1:
            return False  # the name of the outlet stands between its reporter and what was said
        if kind & THING and not kind & CUE:
            earlier = _kind(r, i - 1) if i > 0 else 0
            speaks = earlier & THAT and length > r.settings.fragment_words
            return not (speaks or (earlier & VERB and article and r.words[i].startswith(article)))
        if kind & (STOP | CUE | THAT | TITLE | OTHER) or r.gap(i) != " ":
            return False
    return False


def _names_subject(r: Words, first: int, last: int) -> bool:
    """Whether a short stretch between marks stands where the speaker stands: between a verb and a title, a colon or "that".

    A person's name stands there before any preposition, an outlet before the one that leads to whom it quotes.
    """
    before = _kind(r, first - 1) if first > 0 else 0
    behind = _kind(r, last)
    if not r.lexicon.cased and behind & THAT and first > 0 and not before & (CUE | STOP | OTHER) and not r.gap(last).strip(" \"'"):
        return True  # what somebody is, before "that": N, "a mother of two", said that
    if not before & VERB:
        return False
    relative = behind & STOP and behind & OTHER  # "who"
    ends = (
        behind & (TITLE | THAT)
        or relative
        or (behind & PREPOSITION and _kind(r, first) & (GIVEN | PARTICLE))
        or (before & QUOTING and behind & ORIGIN)
    )
    return ":" in r.gap(last) or bool(ends and not r.gap(last).strip(" \"',"))


def _is_capital_name(r: Words, marked: Marked, first: int) -> bool:
    """Whether a short stretch begins with a capital letter where no speech begins and ends without a stop, as names do."""
    return r.upper[first] and "," not in r.gap(first) and not _kind(r, first - 1) & THAT and r.text[marked.end - 1].isalnum()


def _is_spelled_again(r: Words, last: int) -> bool:
    """Whether brackets with Latin letters follow right behind the marks: a name in its own script, as in "رويترز" (Reuters)."""
    behind = r.gap(last).lstrip("\"' ")
    return last < len(r.words) and behind == "(" and r.words[last].isascii() and r.words[last].isalpha()


def _lists_names(r: Words, first: int, last: int) -> bool:
    """Whether nothing but names stands between the marks, parted by commas, each with its given name or each of one word."""
    starts = [i for i in range(first, last) if i == first or "," in r.gap(i)]
    if len(starts) < _FEWEST_IN_LIST:
        return False
    if len(starts) > _LONGEST_IN_LIST and last - first == len(starts):
        return True
    return all(_kind(r, i) & GIVEN and end - i <= _LONGEST_IN_LIST for i, end in zip(starts, [*starts[1:], last], strict=True))


def _is_institution(r: Words, first: int, last: int) -> bool:
    """Whether the name of an institution stands between the marks, behind a verb that it does."""
    article = r.lexicon.article
    definite = bool(article) and r.words[first].startswith(article) and _kind(r, first) & BODY and first > 0 and _kind(r, first - 1) & VERB
    return bool(definite) and not any(_kind(r, i) & (STOP | CUE | OTHER | THAT) for i in range(first, last))


def _is_full_name(r: Words, first: int, last: int) -> bool:
    """Whether nothing but a given name, with its title, and words that may be names stand between the marks."""
    if last - first > 2 and _kind(r, first) & TITLE and _kind(r, first + 1) & GIVEN:
        first += 1
    if last - first > r.settings.name_words or not _kind(r, first) & GIVEN:
        return False
    named = GIVEN | PARTICLE | LINK | MASCULINE
    family = named | ADJECTIVE | DOUBTFUL
    return all(not _kind(r, i) & ~(family if i == last - 1 else named) or (i > first and _kind(r, i - 1) & PARTICLE) for i in range(first, last))


def _is_clitic(r: Words, i: int) -> bool:
    """Whether word i is nothing but a particle that is written together with the next word."""
    return i >= 0 and r.words[i] in r.lexicon.clitics


def is_title(r: Words, first: int, last: int) -> bool:
    """Whether all long words begin with a capital letter, as in the titles of films and laws."""
    long = [i for i in range(first, last) if len(r.words[i]) > 3]
    return len(long) > 1 and r.upper[first] and all(r.upper[i] for i in long)
