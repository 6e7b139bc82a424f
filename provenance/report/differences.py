"""How two wordings differ: an alignment of their words, and a name for what was changed.

Words are compared folded and shown as they stand. The alignment is the longest common subsequence of words (Hunt and
Szymanski 1977; rapidfuzz computes it bit-parallel after Hyyro 2004), so what is common keeps its order; words that moved are
told as moved. A name for a change is a pointer to where to look, not a judgement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from rapidfuzz.distance import Indel

from provenance.languages import LanguagePack
from provenance.model import Span
from provenance.text import Folded, fold_many

Change = Literal[
    "trimmed at the start", "trimmed at the end", "left out", "added", "replaced", "particle", "moved", "negation", "number", "name", "speaker"
]

GRAVE: tuple[Change, ...] = ("negation", "number", "name", "speaker")
"""Changes that can turn the meaning around: these are told first."""

SHORT_RUN = 4
"""Words on either side up to which a run can be told as a changed negation, number or name: in a longer one all is put otherwise."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text to compare: folded words, and where each stands in the text as shown."""

    text: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]

    def piece(self, first: int, last: int) -> str:
        """The text of the words from `first` up to, not including, `last`, with the punctuation that follows the last."""
        if first >= last:
            return ""
        start = self.spans[first].start if first else 0
        end = self.spans[last].start if last < len(self.spans) else len(self.text)
        return self.text[start:end].strip()

    def marked(self, first: int, last: int) -> Span:
        """The span of whole words from `first` up to `last`, without what surrounds them."""
        return Span(self.spans[first].start, self.spans[last - 1].end)


@dataclass(frozen=True, slots=True)
class Row:
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
    return Wording(kept, tuple(words), tuple(map(Span, first, last)))


def compare(a: Wording, b: Wording, pack: LanguagePack | None, names: frozenset[str] = frozenset()) -> Comparison:
    """Align two wordings and name what was changed from `a` to `b`.

    `names` are folded words known to belong to names of persons or outlets: they tell a changed name where the script has
    no capitals.
    """
    runs = _runs(a.words, b.words)
    moved = _moved(a.words, b.words, runs)
    judge = _Judge(pack, names, a, b)
    rows = []
    for i, (same, left, right) in enumerate(runs):
        changes = () if same else judge.changes(left, right, first=i == 0, last=i == len(runs) - 1, moved=i in moved)
        rows.append(Row(left, right, changes))
    common = sum(row.a[1] - row.a[0] for row in rows if not row.changes)
    total = len(a.words) + len(b.words)
    return Comparison(a, b, tuple(rows), grave_first(c for row in rows for c in row.changes), 2 * common / total if total else 0.0)


def grave_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Each change once, the grave ones first in the order of GRAVE, the others as they come."""
    seen = dict.fromkeys(changes)
    return (*[c for c in GRAVE if c in seen], *[c for c in seen if c not in GRAVE])


_Run = tuple[bool, tuple[int, int], tuple[int, int]]


def _runs(a: Sequence[str], b: Sequence[str]) -> list[_Run]:
    """The alignment as runs (same, words of a, words of b); what differs at one place is one run."""
    runs: list[_Run] = []
    for step in Indel.opcodes(a, b):
        same = step.tag == "equal"
        left, right = (step.src_start, step.src_end), (step.dest_start, step.dest_end)
        if runs and not same and not runs[-1][0]:
            _, (a0, _), (b0, _) = runs.pop()
            left, right = (a0, left[1]), (b0, right[1])
        runs.append((same, left, right))
    return runs


def _moved(a: Sequence[str], b: Sequence[str], runs: Sequence[_Run]) -> set[int]:
    """Numbers of the one-sided runs of two words or more whose words all stand elsewhere in the other text, unmatched there."""
    free_a = Counter(w for same, (i, j), _ in runs if not same for w in a[i:j])
    free_b = Counter(w for same, _, (i, j) in runs if not same for w in b[i:j])
    moved = set()
    for number, (same, left, right) in enumerate(runs):
        words = (*a[slice(*left)], *b[slice(*right)])
        other = free_b if right[0] == right[1] else free_a
        one_sided = (left[0] == left[1]) != (right[0] == right[1])
        if not same and one_sided and len(words) >= 2 and not Counter(words) - other:
            moved.add(number)
    return moved


def _numbers(words: Sequence[str]) -> Counter[str]:
    return Counter(w for w in words if not w.isalpha() and any(c.isdigit() for c in w))


def _is_capital_inside_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \"'«“„(")
    return text[start].isupper() and before[-1:] not in ("", ".", "!", "?", ":", "\n")


@cache
def _folded_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded.text for folded in fold_many(words)) if words else frozenset()


class _Judge:
    """Names the changes of one comparison."""

    def __init__(self, pack: LanguagePack | None, names: frozenset[str], a: Wording, b: Wording) -> None:
        self.a, self.b, self.names = a, b, names
        self.particles = _folded_words(pack.clitics) if pack else frozenset()
        self.negations = _folded_words(pack.negations) if pack else frozenset()

    def changes(self, left: tuple[int, int], right: tuple[int, int], *, first: bool, last: bool, moved: bool) -> tuple[Change, ...]:
        """What a run that is not the same in both was changed by."""
        a, b = self.a.words[slice(*left)], self.b.words[slice(*right)]
        grave = self._grave(left, right)
        if moved:
            return ("moved",)
        if a and b:
            return grave or (("particle",) if self._same_stems(a, b) else ("replaced",))
        if grave and self._negations((*a, *b)) == len(a) + len(b):
            return grave
        if not (first or last):
            return (*grave, "left out" if a else "added")
        return (*grave, "trimmed at the start" if first else "trimmed at the end")

    def _grave(self, left: tuple[int, int], right: tuple[int, int]) -> tuple[Change, ...]:
        a, b = self.a.words[slice(*left)], self.b.words[slice(*right)]
        found: list[Change] = []
        if max(len(a), len(b)) > SHORT_RUN:
            return ()
        if self._negations(a) != self._negations(b):
            found.append("negation")
        if a and b and _numbers(a) != _numbers(b):
            found.append("number")
        if self._other_names(left, right):
            found.append("name")
        return tuple(found)

    def _negations(self, words: Sequence[str]) -> int:
        return sum(1 for w in words if w in self.negations or self._stem(w) in self.negations)

    def _other_names(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        """Whether both runs hold names, and none of them in common."""
        a, b = self._names(self.a, left), self._names(self.b, right)
        return bool(a and b) and not a & b

    def _names(self, wording: Wording, run: tuple[int, int]) -> Counter[str]:
        """The words of a run that belong to names: known ones, and capitalised ones that do not open a sentence."""
        found: Counter[str] = Counter()
        for i in range(*run):
            start = wording.spans[i].start
            if _is_capital_inside_a_sentence(wording.text, start) or wording.words[i] in self.names or self._stem(wording.words[i]) in self.names:
                found[self._stem(wording.words[i])] += 1
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
