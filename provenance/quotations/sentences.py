"""Part an article into sentences: at line ends and at stops, but not at those of abbreviations, numbers and quotations inside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from provenance.quotations.find import Marked
from provenance.quotations.kinds import CUE
from provenance.quotations.lexicon import Lexicon
from provenance.settings import QuotationSettings
from provenance.text import Folded

_ENDS: Final = re.compile(r"[\n.!?؟؛…](?:(?<!\n)[.!?؟؛…]+)?")  # a line end, or stops in a row; begun with one class it is searched fast


class Sentence(NamedTuple):
    """Words `first` to `last` (excluded), and the numbers of the quotations that stand among them."""

    first: int
    last: int
    paragraph: bool
    quotations: range


class Words(Protocol):
    """What has to be known of an article's words; `reading.Reading` tells what each is."""

    folded: Folded
    lexicon: Lexicon
    words: list[str]
    starts: list[int]
    ends: list[int]
    inside: list[int]
    furniture: list[tuple[int, int]]
    marked: list[Marked]
    names: dict[int, int]
    places: list[tuple[int, int]]
    settings: QuotationSettings

    @property
    def kinds(self) -> Sequence[int]:
        """The kinds of each word."""

    @property
    def upper(self) -> Sequence[bool]:
        """Whether each word begins with a capital letter."""

    def gap(self, i: int) -> str:
        """What stands between word i-1 and word i."""

    def is_abbreviated(self, i: int) -> bool:
        """Whether word i is an initial or a short title."""


def sentences_of(r: Words) -> list[Sentence]:
    """The sentences in order; a quotation never parts the sentence that it stands in."""
    boundaries = _boundaries(r)
    for first, last in r.furniture:
        boundaries[first] = boundaries[last] = True
    boundaries.pop(len(r.words), None)
    starts = sorted(boundaries)
    page = {first for first, _ in r.furniture}
    numbers = [first for first, _ in r.places]
    result = []
    for first, last in zip(starts, [*starts[1:], len(r.words)], strict=True):
        if first in page:
            continue
        held = range(bisect_left(numbers, first), bisect_left(numbers, last))
        result.append(Sentence(first, last, boundaries[first], held))
    return result


def _ends_sentence(r: Words, at: int, word: int, mark: str) -> bool:
    """Whether a stop before `word` ends a sentence: not behind an initial, an abbreviated title or in a number, nor a name's own: Yahoo! says."""
    if mark[0] in "!?" and word > 0 and r.lexicon.cased and r.ends[word - 1] == at and r.inside[word] < 0:
        return r.folded.text[at + len(mark) : r.starts[word]] != " " or r.upper[word] or not r.words[word].isalpha()
    if mark[0] != "." or word == 0:
        return True
    following = r.folded.text[at + len(mark) : at + len(mark) + 1]
    if following and not following.isspace() and following not in "\"')]":
        return False
    if r.ends[word - 1] == at and r.is_abbreviated(word - 1):
        return False
    return not r.lexicon.cased or r.upper[word] or r.inside[word] >= 0 or not r.words[word].isalpha()


def _boundaries(r: Words) -> dict[int, bool]:
    """Words that begin a sentence, and whether they begin a paragraph."""
    found: dict[int, bool] = {0: True}
    text, count = r.folded.text, len(r.words)
    named = {i for first, last in r.names.items() if last - first <= r.settings.name_words for i in range(first + 1, last)}
    for event in _ENDS.finditer(text):
        at = event.start()
        word = bisect_left(r.starts, at)
        if word >= count:
            break
        if word in named:
            continue
        if r.inside[word] >= 0 and word > 0 and r.inside[word] == r.inside[word - 1]:
            continue
        line = event.group() == "\n"
        if line and (_leads_to_quotation(r, word) or "\n" not in r.gap(word)):
            continue
        within = word > 0 and r.inside[word - 1] >= 0 and at < _mark_end(r, word - 1)
        if within and not line and not _ends_with_quotation(r, word, event.group()):
            continue
        if line or _ends_sentence(r, at, word, event.group()):
            found[word] = found.get(word, False) or line
    return found


def _mark_end(r: Words, word: int) -> int:
    """Where, in the folded text, the quotation that holds a word ends."""
    return r.folded.position(r.marked[r.inside[word]].end)


def _leads_to_quotation(r: Words, word: int) -> bool:
    """Whether a line ends with a colon and the next begins with a quotation: one sentence, set in two lines."""
    return r.inside[word] >= 0 and word == r.places[r.inside[word]][0] and r.gap(word).lstrip(" \"'»”").startswith(":")


def _ends_with_quotation(r: Words, word: int, mark: str) -> bool:
    """Whether the full stop inside a quotation's end also ends the sentence around it: not before a dash and a name."""
    if "-" in r.gap(word):
        return False
    if not r.lexicon.cased:
        return True
    if r.inside[word] >= 0:
        return True
    return r.upper[word] and (mark == "." or not any(r.kinds[i] & CUE for i in range(word, min(word + 14, len(r.words)))))
