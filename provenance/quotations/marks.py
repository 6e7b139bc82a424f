"""Read the quotation marks of a text: which there are, and whether each opens or closes.

Marks are typed by people and by software that disagree about them: they come straight, curly, reversed, doubled, glued to the
next word, unpaired. So a mark's own shape is the last thing that is asked; what stands beside it comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

Side = Literal["open", "close", "either"]

_DOUBLE: Final = '"“”„‟«»＂〝〞〟❝❞″「」『』'
SINGLE: Final = "'‘’‚‛‹›`"
OPENING: Final = frozenset("“„‟«〝❝「『‘‚‛‹")
CLOSING: Final = frozenset("”»〞〟❞」』’›")
_ANY_MARK: Final = _DOUBLE + SINGLE
_ANY_DASH: Final = "—–―-"
INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u0640")
_BEFORE_OPENING: Final = frozenset("([{<:،,;؛-–—―…/|=*•.!?؟")
_AFTER_CLOSING: Final = frozenset(")]}>:،,;؛-–—―…/|.!?؟*")
_BEHIND_CLOSING: Final = frozenset(".,;:،؛")  # what nothing begins with, were it behind a space before the mark
_BEHIND_SPEECH: Final = frozenset(".!?؟…,،")
_TYPED: Final = ("’’", "‘‘")  # two single marks that are typed for a double one
_TYPED_STRAIGHT: Final = ("''", "``")
STRAIGHT_PAIR: Final = "''''"
"""How a language lists that two straight single marks are a double one: the opening and the closing one."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a language sets quotations: the shapes that open and those that close, and the particles joined to the next word."""

    opening: frozenset[str] = OPENING
    closing: frozenset[str] = CLOSING
    clitics: frozenset[str] = frozenset()
    typed: tuple[str, ...] = _TYPED + _TYPED_STRAIGHT


PLAIN_STYLE: Final = Style()
"""What the marks mean where no language is known."""


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
    """What a text is searched for: double marks in a row, two single ones that are a double one, single ones, line ends.

    All that may begin one stands first, as one class: such a pattern is searched four times as fast as alternatives are.
    """
    alone = f"\n{SINGLE}" if singles else "\n"
    first = {*_DOUBLE, *alone, *(pair[0] for pair in typed)}
    behind = [f"(?<=[{_DOUBLE}])[{_DOUBLE}]*", *(f"(?<={pair[0]}){pair[1]}" for pair in typed), f"(?<=[{alone}])"]
    return re.compile(f"[{''.join(sorted(first))}](?:{'|'.join(behind)})")


class Mark(NamedTuple):
    """A quotation mark or a line end."""

    start: int
    end: int
    shape: str
    side: Side


def has_marks(text: str, dashes: bool) -> bool:
    """Whether any quotation mark, or with `dashes` a dash, stands in the text: without one there is nothing to find."""
    return any(mark in text for mark in (_ANY_MARK + _ANY_DASH if dashes else _ANY_MARK))


def neighbour(text: str, at: int, step: int) -> str:
    """The next visible character from `at` on in the direction of `step`; a line end where the text ends."""
    limit = 16  # more invisible characters than this in a row are no typing
    while 0 <= at < len(text) and text[at] in INVISIBLE and limit:
        at, limit = at + step, limit - 1
    return text[at] if 0 <= at < len(text) else "\n"


def floats(text: str, mark: Mark) -> bool:
    """Whether a mark has a space on both sides, so that nothing beside it tells its side."""
    return neighbour(text, mark.start - 1, -1).isspace() and neighbour(text, mark.end, 1).isspace()


def _is_inches(text: str, start: int) -> bool:
    """Whether a straight mark stands behind feet and inches, as in 6'3"."""
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
    before, after = neighbour(text, start - 1, -1), neighbour(text, end, 1)
    if before in _BEHIND_SPEECH and after.isalnum():  # the space or the line end beside the mark was lost
        return "open" if shape in style.opening else "close" if shape in style.closing or shape in SINGLE else "either"
    left = before.isspace() or before in _BEFORE_OPENING
    right = after.isspace() or after in _AFTER_CLOSING
    if left != right:
        return "open" if left else "close"
    if left and before.isspace() != after.isspace() and (before == ":" or (before.isspace() and shape not in style.closing and after not in ",.;،؛")):
        return "open"
    if left and after.isspace() and not before.isspace() and shape not in style.opening:
        return "close"
    if before.isspace() and after in _BEHIND_CLOSING and not text.startswith("..", end):
        return "close"
    if not left and style.clitics and _glued(text, start, style.clitics):
        return "open"
    if shape in style.opening:
        return "open"
    return "close" if shape in style.closing else "either"


def marks_of(text: str, singles: bool, style: Style) -> list[Mark]:
    """All marks and line ends in order; doubled marks are one mark."""
    found = []
    for event in _event(style.typed, singles).finditer(text):
        start, end = event.span()
        shape = event.group()
        if shape == "\n":
            found.append(Mark(start, end, shape, "either"))
        elif shape in style.typed:
            if not _is_inches(text, start):
                found.append(Mark(start, end, '"', _side(text, start, end, '"', style)))
        elif len(set(shape)) > 1:
            found += [Mark(i, i + 1, text[i], _side_in_row(text, i, start, end, style)) for i in range(start, end)]
        elif shape in SINGLE:
            side = _side(text, start, end, shape, style)
            if _is_single_mark(text, start, side):
                found.append(Mark(start, end, shape, side))
        elif end - start == 2 and _ends_and_opens(text, start, end):
            found += [Mark(start, start + 1, shape[0], "close"), Mark(start + 1, end, shape[0], "open")]
        elif not _is_inches(text, start):
            found.append(Mark(start, end, shape[0], _side(text, start, end, shape[0], style)))
    return found


def _ends_and_opens(text: str, start: int, end: int) -> bool:
    """Whether of two marks in a row the first ends one quotation and the second opens the next, the line end between them lost."""
    return neighbour(text, start - 1, -1) in _BEHIND_SPEECH and neighbour(text, end, 1).isalnum()


def _side_in_row(text: str, at: int, start: int, end: int, style: Style) -> Side:
    """The side of one of several different marks in a row: where the row opens, all of them do."""
    if text[at] in style.opening or text[at] in style.closing:
        return "open" if text[at] in style.opening else "close"
    return _side(text, start, end, text[at], style)


def _is_single_mark(text: str, at: int, side: Side) -> bool:
    """Whether a single mark may be a quotation mark: between letters it is an apostrophe."""
    before, after = neighbour(text, at - 1, -1), neighbour(text, at + 1, 1)
    if before.isalnum() and after.isalnum():
        return False
    return side == "close" or (side == "open" and after.isalnum() and text[at] != "’")
