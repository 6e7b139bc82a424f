"""How two wordings differ: an alignment of their words, and a name for what was changed.

Words are compared folded and shown as they stand. The alignment is the longest common subsequence of words (Hunt and
Szymanski 1977; rapidfuzz computes it bit-parallel after Hyyro 2004), so what is common keeps its order; words that moved are
told as moved. A name for a change is a pointer to where to look, not a judgement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

import numpy as np
from rapidfuzz.distance import Indel

from provenance.languages import LanguagePack
from provenance.model import Span
from provenance.quotations.names import sounds_of
from provenance.text import Folded, fold, fold_many

Change = Literal[
    "trimmed at the start", "trimmed at the end", "left out", "added", "replaced", "particle", "moved", "negation", "number", "name", "speaker"
]

GRAVE: tuple[Change, ...] = ("negation", "number", "name", "speaker")
"""Changes that can turn the meaning around: these are told first."""

SHORT_RUN = 4
"""Words on either side up to which a run can be told as a changed negation, number or name: in a longer one all is put otherwise."""


RESEMBLING = 0.6
"""Share of letters in common from which two words are two forms or spellings of one: a verb in another tense, a name in another spelling."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text to compare: folded words, and where each begins and ends in the text as shown."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def piece(self, first: int, last: int) -> str:
        """The text of the words from `first` up to, not including, `last`, with the punctuation that follows the last."""
        if first >= last:
            return ""
        start = self.starts[first] if first else 0
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        return self.text[start:end].strip()

    def marked(self, first: int, last: int) -> Span:
        """The span of whole words from `first` up to `last`, without what surrounds them."""
        return Span(self.starts[first], self.ends[last - 1])


class Row(NamedTuple):
    """A run of words of the one wording against a run of the other; each run is [first, last) of word numbers.

    ``changes`` is empty where both runs are the same words.
    """

    a: tuple[int, int]
    b: tuple[int, int]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two wordings, their alignment in rows, what was changed in all, and the share of words in common (0 to 1)."""

    a: Wording
    b: Wording
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    similarity: float


def wordings(texts: Sequence[str], max_words: int) -> list[Wording]:
    """The texts as folded words with their places. Of each at most `max_words` are kept; the text is cut behind them."""
    return [_wording(text, folded, max_words) for text, folded in zip(texts, fold_many(texts), strict=True)]


def _wording(text: str, folded: Folded, max_words: int) -> Wording:
    words = folded.words[:max_words]
    starts, ends = folded.word_starts[:max_words], folded.word_ends[:max_words]
    first = folded.origins[starts].tolist()
    last = np.maximum(folded.origins[ends - 1] + 1, folded.origins[ends]).tolist()
    kept = text if len(words) == len(folded.words) or not words else text[: last[-1]]
    return Wording(kept, words, first, last)


def compare(a: Wording, b: Wording, pack: LanguagePack | None, names: frozenset[str] = frozenset()) -> Comparison:
    """Align two wordings and name what was changed from `a` to `b`.

    `names` are folded words known to belong to names of persons or outlets: they tell a changed name where the script has
    no capitals.
    """
    judge = _Judge(pack, names, a, b)
    runs = _joined((same or judge.alike(left, right), left, right) for same, left, right in _runs(a.words, b.words))
    moved = _moved(a.words, b.words, runs)
    rows = []
    for i, (same, left, right) in enumerate(runs):
        changes = () if same else judge.changes(left, right, first=i == 0, last=i == len(runs) - 1, moved=i in moved)
        rows.append(Row(left, right, changes))
    common = sum(row.a[1] - row.a[0] + row.b[1] - row.b[0] for row in rows if not row.changes)
    total = len(a.words) + len(b.words)
    return Comparison(a, b, tuple(rows), grave_first(c for row in rows for c in row.changes), common / total if total else 0.0)


def grave_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Each change once, the grave ones first in the order of GRAVE, the others as they come."""
    seen = dict.fromkeys(changes)
    return (*[c for c in GRAVE if c in seen], *[c for c in seen if c not in GRAVE])


_Run = tuple[bool, tuple[int, int], tuple[int, int]]


def _runs(a: Sequence[str], b: Sequence[str]) -> list[_Run]:
    """The alignment as runs (same, words of a, words of b); what differs at one place is one run."""
    runs: list[_Run] = []
    steps: list[Any] = Indel.opcodes(a, b).as_list()
    for kind, a0, a1, b0, b1 in steps:
        same, left, right = kind == "equal", (a0, a1), (b0, b1)
        if runs and not same and not runs[-1][0]:
            _, (a_first, _), (b_first, _) = runs.pop()
            left, right = (a_first, a1), (b_first, b1)
        runs.append((same, left, right))
    return runs


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """The same runs, neighbours that are the same in both joined to one."""
    joined: list[_Run] = []
    for same, left, right in runs:
        if same and joined and joined[-1][0]:
            _, (a0, _), (b0, _) = joined.pop()
            joined.append((True, (a0, left[1]), (b0, right[1])))
        else:
            joined.append((same, left, right))
    return joined


def _moved(a: Sequence[str], b: Sequence[str], runs: Sequence[_Run]) -> set[int]:
    """Numbers of the one-sided runs of two words or more whose words all stand elsewhere in the other text, unmatched there."""
    single = []
    for n, (same, (a0, a1), (b0, b1)) in enumerate(runs):
        if not same and (a0 == a1) != (b0 == b1) and a1 - a0 + b1 - b0 >= 2:
            single.append((n, a[a0:a1] or b[b0:b1], a0 < a1))
    if not single:
        return set()
    free_a = Counter(w for same, (i, j), _ in runs if not same for w in a[i:j])
    free_b = Counter(w for same, _, (i, j) in runs if not same for w in b[i:j])
    return {n for n, words, in_a in single if _all_among(words, free_b if in_a else free_a)}


def _all_among(words: Sequence[str], free: Counter[str]) -> bool:
    return all(w in free for w in words) and not Counter(words) - free


def _numbers(words: Sequence[str]) -> list[str]:
    """The runs of digits in words: "2014م" and "2014" are the same number, and so are "6ر1" and "1.6" with their parts turned."""
    return _DIGITS.findall(" ".join(words))


def _other_numbers(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether both runs hold numbers in digits, none in common and not the same digits written otherwise ("06:59", "0659")."""
    left = [_in_thousands(n) for n in _numbers(a)]
    right = [_in_thousands(n) for n in _numbers(b)] if left else []
    return bool(right) and not set(left) & set(right) and sorted("".join(left)) != sorted("".join(right))


def _in_thousands(number: str) -> str:
    """A number without thousands that are written as zeros here and as a word there ("3000", "3 thousand")."""
    while number.endswith("000"):
        number = number[:-3]
    return number


def resemble(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether words are forms or spellings of the same ones: most of their letters in the same order."""
    left, right = "".join(a), "".join(b)
    return bool(left and right) and Indel.normalized_similarity(left, right) >= RESEMBLING


def _is_capital_inside_a_sentence(text: str, start: int) -> bool:
    if not text[start].isupper():
        return False
    before = text[max(0, start - 8) : start].rstrip(" \"'«“„(")
    return before[-1:] not in ("", ".", "!", "?", ":", "\n")


@cache
def _folded_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded.text for folded in fold_many(words)) if words else frozenset()


@cache
def _contractions(pack: LanguagePack) -> dict[str, tuple[str, ...]]:
    """The folded words that are two words in one, with these two."""
    return {fold(word).text: tuple(fold(apart).words) for word, apart in pack.contractions.items()}


class _Judge:
    """Names the changes of one comparison."""

    def __init__(self, pack: LanguagePack | None, names: frozenset[str], a: Wording, b: Wording) -> None:
        self.a, self.b, self.names = a, b, names
        self.particles = _folded_words(pack.clitics) if pack else frozenset()
        self.negations = _folded_words(pack.negations) if pack else frozenset()
        self.nor = _folded_words(pack.nor) if pack else frozenset()
        self.auxiliaries = _folded_words(pack.negation_auxiliaries) if pack else frozenset()
        self.set_phrases = _folded_words(pack.set_negations) if pack else frozenset()
        self.contractions = _contractions(pack) if pack else {}

    def alike(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Whether both runs are the same letters: words written together here and apart there, or melted into one."""
        a, b = self.a.words[slice(*left)], self.b.words[slice(*right)]
        return bool(a and b) and "".join(self._apart(a)) == "".join(self._apart(b))

    def _apart(self, words: Sequence[str]) -> list[str]:
        """The words, each that is two words in one as these two."""
        return [part for word in words for part in self.contractions.get(word, (word,))]

    def changes(self, left: tuple[int, int], right: tuple[int, int], *, first: bool, last: bool, moved: bool) -> tuple[Change, ...]:
        """What a run that is not the same in both was changed by."""
        a, b = self.a.words[slice(*left)], self.b.words[slice(*right)]
        grave = self._grave(left, right)
        if moved:
            return ("moved",)
        if a and b:
            return grave or (("particle",) if self._same_stems(a, b) else ("replaced",))
        if grave and self._is_negation((*a, *b)):
            return grave
        if not (first or last):
            return (*grave, "left out" if a else "added")
        return (*grave, "trimmed at the start" if first else "trimmed at the end")

    def _grave(self, left: tuple[int, int], right: tuple[int, int]) -> tuple[Change, ...]:
        a, b = self.a.words[slice(*left)], self.b.words[slice(*right)]
        found: list[Change] = []
        if max(len(a), len(b)) > SHORT_RUN:
            return ()
        if not self.negations.isdisjoint((*a, *b)) and self._negated(left, right):
            found.append("negation")
        if _other_numbers(a, b):
            found.append("number")
        if self._other_names(left, right):
            found.append("name")
        return tuple(found)

    def _negated(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Whether one run is the other with a negation more ("do not"), which does not stand there joined to another word either."""
        sides = [(self._negations(wording, run), wording.words[slice(*run)]) for wording, run in ((self.a, left), (self.b, right))]
        (fewer, less), (told, more) = sorted(sides, key=lambda side: len(side[0]))
        rest_more, rest_less = ([w for w in words if w not in self.negations] for words in (more, less))
        joined = any(w in "".join(rest_less) for w in told)
        idle = not rest_less and self.auxiliaries.issuperset(rest_more)
        both = len(more) - len(rest_more) == len(less) - len(rest_less)
        return len(told) > len(fewer) and not joined and not both and (idle or resemble(rest_more, rest_less))

    def _negations(self, wording: Wording, run: tuple[int, int]) -> list[str]:
        """The words of negation in a run, but those of set phrases that negate nothing and those that go on with a negation before."""
        first, last = run
        words, following = wording.words[first:last], (*wording.words[first + 1 : last + 1], "")
        told = [w for w, after in zip(words, following, strict=False) if w in self.negations and f"{w} {after}" not in self.set_phrases]
        goes_on = self.nor.intersection(told) and not self.negations.isdisjoint(wording.words[:first])
        return [w for w in told if w not in self.nor] if goes_on else told

    def _is_negation(self, words: Sequence[str]) -> bool:
        return all(w in self.negations for w in words)

    def _other_names(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Whether both runs hold names, and none is another spelling of one in the other."""
        a = self._names(self.a, left)
        b = self._names(self.b, right) if a else set()
        return bool(b) and not any(resemble((v,), (w,)) or sounds_of(v) == sounds_of(w) for v in a for w in b)

    def _names(self, wording: Wording, run: tuple[int, int]) -> set[str]:
        """The words of a run that belong to names: known ones, and capitalised ones that do not open a sentence."""
        found: set[str] = set()
        for i in range(*run):
            word, stem = wording.words[i], self._stem(wording.words[i])
            if _is_capital_inside_a_sentence(wording.text, wording.starts[i]) or word in self.names or stem in self.names:
                found.add(stem)
        return found

    def _stem(self, word: str) -> str:
        """A word without one attached particle in front, where enough of it is left."""
        for length in (3, 2, 1):
            if word[:length] in self.particles and len(word) - length >= 2:
                return word[length:]
        return word

    def _same_stems(self, a: Sequence[str], b: Sequence[str]) -> bool:
        return len(a) == len(b) and all(
            v == w or self._stem(v) == w or v == self._stem(w) or self._stem(v) == self._stem(w) for v, w in zip(a, b, strict=True)
        )
