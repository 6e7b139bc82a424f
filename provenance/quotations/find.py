"""Find the stretches of a text that stand between quotation marks.

Everything here is linear in the length of the text: one pass finds the marks, one pass pairs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from provenance.model import Span
from provenance.quotations.marks import INVISIBLE, PLAIN_STYLE, SINGLE, Mark, Style, floats, marks_of, neighbour

_ALTERNATIVES: Final = {"«": "»", "»": "«", "“": "”„", "”": "“„", "„": "“”", "「": "」", "」": "「", "『": "』", "』": "『"}
_FEWEST_PAIRS: Final = 2  # of marks inside what is never closed, so that it does not hold them
_SENTENCE_END: Final = re.compile(r"[.!?؟…]+(?=\s)")
_HAS_SINGLE: Final = re.compile(r"(?<!\w)[‘‚‹'`]\w")


class Marked(NamedTuple):
    """A stretch between quotation marks.

    ``start`` and ``end`` hold the content without the marks, ``outer_start`` and ``outer_end`` include them. ``closed`` is false
    when the closing mark is missing; ``continued`` says that the next paragraph opens again, as quotations of several
    paragraphs do; ``dash`` that a dash opens a line of dialogue; ``named`` that it is a name, as is known from elsewhere.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    continued: bool = False
    dash: bool = False
    named: bool = False


def _matches(opener: str, closer: str) -> bool:
    """Whether two marks are of one style."""
    return opener == closer or closer in _ALTERNATIVES.get(opener, "") or (opener in SINGLE and closer in SINGLE)


class _Pairing:
    """The walk over the marks: what is open now, and what has been found."""

    def __init__(self, text: str, deepest: int, sentence_words: int) -> None:
        self.text = text
        self.deepest = deepest
        self.sentence_words = sentence_words
        self.open: list[Mark] = []
        self.last_close: Mark | None = None
        self.last_inner: Mark | None = None  # what the last closing mark closed, where that stood inside another
        self.inner: list[tuple[Mark, Mark]] = []  # the pairs that stand right inside what is open
        self.found: list[Marked] = []

    def take(self, mark: Mark) -> None:
        """Go on by one mark."""
        side = mark.side
        if side == "either":
            side = "close" if any(_matches(o.shape, mark.shape) for o in self.open) else "open"
        if side == "open":
            if self._goes_on(mark):
                self._add(self.open.pop(), mark.start, mark.start, closed=True, continued=True)
            self._push(mark)
        elif self.open:
            self._pop(mark)
        elif mark.shape not in SINGLE and self._stands_before_word(mark):
            self._push(mark)

    def _stands_before_word(self, mark: Mark) -> bool:
        """A mark that seems to close where nothing is open, but is glued to the next word, opens."""
        return neighbour(self.text, mark.end, 1).isalnum()

    def _goes_on(self, mark: Mark) -> bool:
        """Whether a mark opens again what is open, as a new paragraph of a quotation does, behind a sentence and without a line end."""
        if len(self.open) != 1 or self.open[0].shape != mark.shape or mark.shape in SINGLE:
            return False
        said = self.text[self.open[0].end : mark.start].rstrip()
        return said.endswith((".", "!", "?", "؟", "…")) and " " in said

    def _push(self, mark: Mark) -> None:
        if mark.shape in SINGLE and any(o.shape in SINGLE for o in self.open):
            return
        if len(self.open) < self.deepest:
            self.open.append(mark)

    def _pop(self, mark: Mark) -> None:
        """Close the innermost open mark of the same style, else the innermost at all."""
        for depth in range(len(self.open) - 1, -1, -1):
            if _matches(self.open[depth].shape, mark.shape):
                break
        else:
            if mark.shape in SINGLE:
                return
            depth = len(self.open) - 1
        if depth == len(self.open) - 1 and depth and self._closes_two(mark):
            depth -= 1
        opener = self.open[depth]
        del self.open[depth:]
        self.last_close = mark
        self.last_inner = opener if self.open else None
        if not self.open:
            self._add(opener, mark.start, mark.end, closed=True)
            self.inner.clear()
        elif len(self.open) == 1:
            self.inner.append((opener, mark))

    def _closes_two(self, mark: Mark) -> bool:
        """Whether a doubled mark closes two that were opened by single ones, as where a name ends the quotation: '… the "Lark""'."""
        return mark.end - mark.start == 2 and all(o.end - o.start == 1 and _matches(o.shape, mark.shape) for o in self.open[-2:])

    def _add(self, opener: Mark, end: int, outer_end: int, closed: bool, continued: bool = False) -> None:
        start = opener.end
        while start < end and (self.text[start].isspace() or self.text[start] in INVISIBLE):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in INVISIBLE or (not closed and self.text[end - 1] in ".؛;،,")):
            end -= 1
        if end > start:
            self.found.append(Marked(start, end, opener.start, outer_end, closed, continued))

    def end_paragraph(self, at: int, reopens: bool) -> None:
        """Settle what is still open where a paragraph ends."""
        while self.open:
            outer = self.open[0]
            self.open = self.open[1:]
            if outer.shape in SINGLE:
                continue
            pairs = [(opener, close) for opener, close in self.inner if opener.start > outer.start and self._speaks(opener, close)]
            if len(pairs) >= _FEWEST_PAIRS:
                self._part(outer, pairs)
                self.open.clear()
            elif self.last_close is not None and self.last_close.start > outer.end and not self._words(self.last_close.end, at):
                self._settle_last(outer, self.last_close)
                self.open.clear()
            elif self.open and self._introduced(self.open[0]):
                end = self._sentence_end(outer.end, self.open[0].start)
                self._add(outer, end, end, closed=False)
            else:
                self._add(outer, at, at, closed=reopens, continued=reopens)
                self.open.clear()
        self.last_close = None
        self.inner.clear()

    def _part(self, outer: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> None:
        """Of a mark that is never closed and pairs of marks behind it, each stands for itself."""
        end = self._sentence_end(outer.end, pairs[0][0].start)
        self._add(outer, end, end, closed=False)
        for opener, close in pairs:
            self._add(opener, close.start, close.end, closed=True)

    def _settle_last(self, outer: Mark, close: Mark) -> None:
        """The last closing mark of a paragraph closes its first opening mark, unless it belongs to one that a colon introduces."""
        inner = self.last_inner
        if inner is not None and self._introduced(inner):
            end = self._sentence_end(outer.end, inner.start)
            self._add(outer, end, end, closed=False)
            self._add(inner, close.start, close.end, closed=True)
        else:
            self._add(outer, close.start, close.end, closed=True)

    def _speaks(self, opener: Mark, close: Mark) -> bool:
        """Whether what a pair of marks holds is long enough to be speech: names and terms in marks stand inside a quotation as anywhere."""
        return opener.shape not in SINGLE and len(self.text[opener.end : close.start].split()) >= self.sentence_words

    def _words(self, start: int, end: int) -> bool:
        return any(c.isalnum() for c in self.text[start:end])

    def _introduced(self, mark: Mark) -> bool:
        return self.text[max(0, mark.start - 3) : mark.start].rstrip().endswith(":")

    def _sentence_end(self, start: int, end: int) -> int:
        """Where the last whole sentence of a stretch ends; the end of the stretch when it holds none."""
        ends = [m.end() for m in _SENTENCE_END.finditer(self.text, start, end)]
        return ends[-1] if ends else end


def _opens_again(marks: Sequence[Mark], after: int, text: str, line_end: int) -> bool:
    """Whether the next paragraph begins with a mark."""
    for mark in marks[after : after + 4]:
        if mark.shape != "\n":
            return mark.side == "open" and not text[line_end : mark.start].strip()
    return False


def _closes_later(marks: Sequence[Mark], after: int, opener: Mark, text: str, limit: int) -> bool:
    """Whether the next mark, within the next paragraphs, closes what is open: then the quotation goes over several paragraphs."""
    lines = 0
    previous = None
    for mark in map(marks.__getitem__, range(after, len(marks))):  # a slice would copy what is left at every line
        if mark.shape == "\n":
            blank = previous is not None and not text[previous : mark.start].strip()
            lines += not blank
            previous = mark.end
            if lines > limit or mark.start - opener.end > 20_000:
                return False
        else:
            return mark.side == "close" and _matches(opener.shape, mark.shape) and not neighbour(text, mark.end, 1).isalnum()
    return False


def _is_closed_next(marks: Sequence[Mark], i: int) -> bool:
    """Whether the next mark, in the same paragraph, may close what the mark at `i` opens."""
    return i + 1 < len(marks) and marks[i + 1].side == "close" and _matches(marks[i].shape, marks[i + 1].shape)


def _pair(marks: Sequence[Mark], text: str, deepest: int, paragraphs: int, sentence_words: int) -> list[Marked]:
    pairing = _Pairing(text, deepest, sentence_words)
    for i, mark in enumerate(marks):
        if mark.shape != "\n":
            opens = not pairing.open and mark.side == "close" and mark.shape not in SINGLE and floats(text, mark) and _is_closed_next(marks, i)
            pairing.take(mark._replace(side="open") if opens else mark)
        elif pairing.open:
            reopens = _opens_again(marks, i + 1, text, mark.end)
            if reopens or not _closes_later(marks, i + 1, pairing.open[-1], text, paragraphs):
                pairing.end_paragraph(mark.start, reopens)
        else:
            pairing.last_close = None
    pairing.end_paragraph(len(text), reopens=False)
    return sorted(pairing.found, key=lambda m: m.outer_start)


def find_marked(text: str, style: Style = PLAIN_STYLE, deepest: int = 4, paragraphs: int = 3, sentence_words: int = 4) -> list[Marked]:
    """The outermost stretches between quotation marks, in order and apart from each other.

    `style` says what the language's marks mean where nothing else tells it. `deepest` is how deep marks may be nested,
    `paragraphs` over how many paragraphs a quotation may go whose marks are not repeated. A mark that is never closed ends with
    its paragraph, or with its sentence where pairs that hold at least `sentence_words` words follow in it. Single marks count only
    in a text that has no double ones outside of them: in any other text they are apostrophes or quotations in quotations.
    """
    doubles = _pair(marks_of(text, False, style), text, deepest, paragraphs, sentence_words)
    if not any(mark in text for mark in SINGLE) or not _HAS_SINGLE.search(text):
        return doubles
    both = _pair(marks_of(text, True, style), text, deepest, paragraphs, sentence_words)
    singles = [m for m in both if text[m.outer_start] in SINGLE and m.closed]
    return singles if len(singles) == len(both) and len(singles) >= len(doubles) else doubles


def touching(spans: Sequence[tuple[int, int]]) -> Callable[[int, int], bool]:
    """A test whether a stretch shares a character with any of the spans, which do not overlap each other."""
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]

    def touches(start: int, end: int) -> bool:
        last = bisect_left(starts, end) - 1
        return last >= 0 and ordered[last][1] > start

    return touches


def outside(marked: Sequence[Marked], spans: Sequence[Span]) -> list[Marked]:
    """Those that do not touch any of the spans, such as the furniture of the page."""
    touches = touching(spans)
    return [m for m in marked if not touches(m.outer_start, m.outer_end)]
