"""Find the stretches of a text that stand between quotation marks.

Marks are typed by people and by software that disagree about them: they come straight, curly, reversed, doubled, glued to the
next word, unpaired. So a mark's own shape is the last thing that is asked; what stands beside it comes first.

Everything here is linear in the length of the text: one pass finds the marks, one pass pairs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from provenance.model import Span

Side = Literal["open", "close", "either"]

_DOUBLE: Final = '"“”„‟«»＂〝〞〟❝❞″「」『』'
_SINGLE: Final = "'‘’‚‛‹›`"
OPENING: Final = frozenset("“„‟«〝❝「『‘‚‛‹")
CLOSING: Final = frozenset("”»〞〟❞」』’›")
_ALTERNATIVES: Final = {"«": "»", "»": "«", "“": "”„", "”": "“„", "„": "“”", "「": "」", "」": "「", "『": "』", "』": "『"}
_ANY_MARK: Final = _DOUBLE + _SINGLE
_ANY_DASH: Final = "—–―-"
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u0640")
_BEFORE_OPENING: Final = frozenset("([{<:،,;؛-–—―…/|=*•.!?؟")
_AFTER_CLOSING: Final = frozenset(")]}>:،,;؛-–—―…/|.!?؟*")
_BEHIND_SPEECH: Final = frozenset(".!?؟…,،")
_SENTENCE_END: Final = re.compile(r"[.!?؟…]+(?=\s)")
_TYPED: Final = ("’’", "‘‘")  # two single marks that are typed for a double one
_TYPED_STRAIGHT: Final = ("''", "``")
STRAIGHT_PAIR: Final = "''''"
"""How a language lists that two straight single marks are a double one: the opening and the closing one."""
_HAS_SINGLE: Final = re.compile(r"(?<!\w)[‘‚‹'`]\w")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks.

    ``start`` and ``end`` hold the content without the marks, ``outer_start`` and ``outer_end`` include them. ``closed`` is false
    when the closing mark is missing; ``continued`` says that the next paragraph opens again, as quotations of several
    paragraphs do; ``dash`` that a dash opens a line of dialogue.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    continued: bool = False
    dash: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a language sets quotations: the shapes that open and those that close, and the particles joined to the next word."""

    opening: frozenset[str] = OPENING
    closing: frozenset[str] = CLOSING
    clitics: frozenset[str] = frozenset()
    typed: tuple[str, ...] = _TYPED + _TYPED_STRAIGHT


def style_of(pairs: Sequence[str], clitics: Sequence[str]) -> Style:
    """The style of a language whose marks are these pairs; shapes that it does not use keep their common meaning."""
    opening, closing = {pair[0] for pair in pairs if pair}, {pair[-1] for pair in pairs if pair}
    used = opening | closing
    return Style(
        frozenset(opening - closing | OPENING - used),
        frozenset(closing - opening | CLOSING - used),
        frozenset(clitics),
        _TYPED + _TYPED_STRAIGHT if STRAIGHT_PAIR in pairs else _TYPED,
    )


@cache
def _event(typed: tuple[str, ...], singles: bool) -> re.Pattern[str]:
    """What a text is searched for: double marks in a row, two single ones that are a double one, single ones, line ends."""
    return re.compile("|".join([f"[{_DOUBLE}]+", *typed, *([f"[{_SINGLE}]"] if singles else []), "\n"]))


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    shape: str
    side: Side


def has_marks(text: str, dashes: bool) -> bool:
    """Whether any quotation mark, or with `dashes` a dash, stands in the text: without one there is nothing to find."""
    return any(mark in text for mark in (_ANY_MARK + _ANY_DASH if dashes else _ANY_MARK))


def _neighbour(text: str, at: int, step: int) -> str:
    """The next visible character from `at` on in the direction of `step`; a line end where the text ends."""
    limit = 16  # more invisible characters than this in a row are no typing
    while 0 <= at < len(text) and text[at] in _INVISIBLE and limit:
        at, limit = at + step, limit - 1
    return text[at] if 0 <= at < len(text) else "\n"


def _is_inches(text: str, start: int) -> bool:
    """Whether a straight mark stands behind feet and inches or a bare measure, as in 6'3"."""
    if not text[start - 1 : start].isdigit():
        return False
    tail = text[max(0, start - 6) : start]
    return re.search(r"\d['’′]\s?\d{1,2}$", tail) is not None


def _glued(text: str, start: int, clitics: frozenset[str]) -> bool:
    """Whether the word before the mark is only a particle that is written together with the next word."""
    tail = re.search(r"\w{1,4}$", text[max(0, start - 5) : start].replace("\u0640", ""))
    return tail is not None and tail.group() in clitics


def _side(text: str, start: int, end: int, shape: str, style: Style) -> Side:
    """Whether a mark opens or closes, by what stands beside it, else by its shape."""
    before, after = _neighbour(text, start - 1, -1), _neighbour(text, end, 1)
    if before in _BEHIND_SPEECH and after.isalnum():  # the space or the line end beside the mark was lost
        return "open" if shape in style.opening else "close" if shape in style.closing or shape in _SINGLE else "either"
    left = before.isspace() or before in _BEFORE_OPENING
    right = after.isspace() or after in _AFTER_CLOSING
    if left != right:
        return "open" if left else "close"
    if left and before.isspace() != after.isspace() and (before == ":" or (before.isspace() and shape not in style.closing and after not in ",.;،؛")):
        return "open"
    if left and after.isspace() and not before.isspace() and shape not in style.opening:
        return "close"
    if not left and style.clitics and _glued(text, start, style.clitics):
        return "open"
    if shape in style.opening:
        return "open"
    return "close" if shape in style.closing else "either"


def _marks(text: str, singles: bool, style: Style) -> list[_Mark]:
    """All marks and line ends in order; doubled marks are one mark."""
    found = []
    for event in _event(style.typed, singles).finditer(text):
        start, end = event.span()
        shape = event.group()
        if shape == "\n":
            found.append(_Mark(start, end, shape, "either"))
        elif shape in style.typed:
            if not _is_inches(text, start):
                found.append(_Mark(start, end, '"', _side(text, start, end, '"', style)))
        elif len(set(shape)) > 1:
            found += [_Mark(i, i + 1, text[i], _side_in_row(text, i, start, end, style)) for i in range(start, end)]
        elif shape in _SINGLE:
            side = _side(text, start, end, shape, style)
            if _is_single_mark(text, start, side):
                found.append(_Mark(start, end, shape, side))
        elif end - start == 2 and _ends_and_opens(text, start, end):
            found += [_Mark(start, start + 1, shape[0], "close"), _Mark(start + 1, end, shape[0], "open")]
        elif not _is_inches(text, start):
            found.append(_Mark(start, end, shape[0], _side(text, start, end, shape[0], style)))
    return found


def _ends_and_opens(text: str, start: int, end: int) -> bool:
    """Whether of two marks in a row the first ends one quotation and the second opens the next, the line end between them lost."""
    return _neighbour(text, start - 1, -1) in _BEHIND_SPEECH and _neighbour(text, end, 1).isalnum()


def _side_in_row(text: str, at: int, start: int, end: int, style: Style) -> Side:
    """The side of one of several different marks in a row: where the row opens, all of them do."""
    if text[at] in style.opening or text[at] in style.closing:
        return "open" if text[at] in style.opening else "close"
    return _side(text, start, end, text[at], style)


def _is_single_mark(text: str, at: int, side: Side) -> bool:
    """Whether a single mark may be a quotation mark: between letters it is an apostrophe."""
    before, after = _neighbour(text, at - 1, -1), _neighbour(text, at + 1, 1)
    if before.isalnum() and after.isalnum():
        return False
    return side == "close" or (side == "open" and after.isalnum() and text[at] != "’")


def _matches(opener: str, closer: str) -> bool:
    """Whether two marks are of one style."""
    return opener == closer or closer in _ALTERNATIVES.get(opener, "") or (opener in _SINGLE and closer in _SINGLE)


class _Pairing:
    """The walk over the marks: what is open now, and what has been found."""

    def __init__(self, text: str, deepest: int) -> None:
        self.text = text
        self.deepest = deepest
        self.open: list[_Mark] = []
        self.last_close: _Mark | None = None
        self.last_inner: _Mark | None = None  # what the last closing mark closed, where that stood inside another
        self.found: list[Marked] = []

    def take(self, mark: _Mark) -> None:
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
        elif mark.shape not in _SINGLE and self._stands_before_word(mark):
            self._push(mark)

    def _stands_before_word(self, mark: _Mark) -> bool:
        """A mark that seems to close where nothing is open, but is glued to the next word, opens."""
        return _neighbour(self.text, mark.end, 1).isalnum()

    def _goes_on(self, mark: _Mark) -> bool:
        """Whether a mark opens again what is open, as a new paragraph of a quotation does, behind a sentence and without a line end."""
        if len(self.open) != 1 or self.open[0].shape != mark.shape or mark.shape in _SINGLE:
            return False
        said = self.text[self.open[0].end : mark.start].rstrip()
        return said.endswith((".", "!", "?", "؟", "…")) and " " in said

    def _push(self, mark: _Mark) -> None:
        if mark.shape in _SINGLE and any(o.shape in _SINGLE for o in self.open):
            return
        if len(self.open) < self.deepest:
            self.open.append(mark)

    def _pop(self, mark: _Mark) -> None:
        """Close the innermost open mark of the same style, else the innermost at all."""
        for depth in range(len(self.open) - 1, -1, -1):
            if _matches(self.open[depth].shape, mark.shape):
                break
        else:
            if mark.shape in _SINGLE:
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

    def _closes_two(self, mark: _Mark) -> bool:
        """Whether a doubled mark closes two that were opened by single ones, as where a name ends the quotation: '… the "Lark""'."""
        return mark.end - mark.start == 2 and all(o.end - o.start == 1 and _matches(o.shape, mark.shape) for o in self.open[-2:])

    def _add(self, opener: _Mark, end: int, outer_end: int, closed: bool, continued: bool = False) -> None:
        start = opener.end
        while start < end and (self.text[start].isspace() or self.text[start] in _INVISIBLE):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in _INVISIBLE or (not closed and self.text[end - 1] in ".؛;،,")):
            end -= 1
        if end > start:
            self.found.append(Marked(start, end, opener.start, outer_end, closed, continued))

    def end_paragraph(self, at: int, reopens: bool) -> None:
        """Settle what is still open where a paragraph ends."""
        while self.open:
            outer = self.open[0]
            self.open = self.open[1:]
            if outer.shape in _SINGLE:
                continue
            if self.last_close is not None and self.last_close.start > outer.end and not self._words(self.last_close.end, at):
                self._settle_last(outer, self.last_close)
                self.open.clear()
            elif self.open and self._introduced(self.open[0]):
                end = self._sentence_end(outer.end, self.open[0].start)
                self._add(outer, end, end, closed=False)
            else:
                self._add(outer, at, at, closed=reopens, continued=reopens)
                self.open.clear()
        self.last_close = None

    def _settle_last(self, outer: _Mark, close: _Mark) -> None:
        """The last closing mark of a paragraph closes its first opening mark, unless it belongs to one that a colon introduces."""
        inner = self.last_inner
        if inner is not None and self._introduced(inner):
            end = self._sentence_end(outer.end, inner.start)
            self._add(outer, end, end, closed=False)
            self._add(inner, close.start, close.end, closed=True)
        else:
            self._add(outer, close.start, close.end, closed=True)

    def _words(self, start: int, end: int) -> bool:
        return any(c.isalnum() for c in self.text[start:end])

    def _introduced(self, mark: _Mark) -> bool:
        return self.text[max(0, mark.start - 3) : mark.start].rstrip().endswith(":")

    def _sentence_end(self, start: int, end: int) -> int:
        """Where the last whole sentence of a stretch ends; the end of the stretch when it holds none."""
        ends = [m.end() for m in _SENTENCE_END.finditer(self.text, start, end)]
        return ends[-1] if ends else end


def _opens_again(marks: Sequence[_Mark], after: int, text: str, line_end: int) -> bool:
    """Whether the next paragraph begins with a mark."""
    for mark in marks[after : after + 4]:
        if mark.shape != "\n":
            return mark.side == "open" and not text[line_end : mark.start].strip()
    return False


def _closes_later(marks: Sequence[_Mark], after: int, opener: _Mark, text: str, limit: int) -> bool:
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
            return mark.side == "close" and _matches(opener.shape, mark.shape) and not _neighbour(text, mark.end, 1).isalnum()
    return False


def _pair(marks: Sequence[_Mark], text: str, deepest: int, paragraphs: int) -> list[Marked]:
    pairing = _Pairing(text, deepest)
    for i, mark in enumerate(marks):
        if mark.shape != "\n":
            pairing.take(mark)
        elif pairing.open:
            reopens = _opens_again(marks, i + 1, text, mark.end)
            if reopens or not _closes_later(marks, i + 1, pairing.open[-1], text, paragraphs):
                pairing.end_paragraph(mark.start, reopens)
        else:
            pairing.last_close = None
    pairing.end_paragraph(len(text), reopens=False)
    return sorted(pairing.found, key=lambda m: m.outer_start)


def find_marked(text: str, style: Style = Style(), deepest: int = 4, paragraphs: int = 3) -> list[Marked]:
    """The outermost stretches between quotation marks, in order and apart from each other.

    `style` says what the language's marks mean where nothing else tells it. `deepest` is how
    deep marks may be nested, `paragraphs` over how many paragraphs a quotation may go whose marks are not repeated. A mark that
    is never closed ends with its paragraph. Single marks count only in a text that has no double ones outside of them: in any
    other text they are apostrophes or quotations in quotations.
    """
    doubles = _pair(_marks(text, False, style), text, deepest, paragraphs)
    if not any(mark in text for mark in _SINGLE) or not _HAS_SINGLE.search(text):
        return doubles
    both = _pair(_marks(text, True, style), text, deepest, paragraphs)
    singles = [m for m in both if text[m.outer_start] in _SINGLE and m.closed]
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
