"""The lines of a folded text: the unit of paragraphs, headlines, datelines, credit lines and page furniture."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final, NamedTuple

from provenance.text import Folded

_SENTENCE_ENDS: Final = ".!?؟…。！？।۔"
_CLOSERS: Final = "\"')]}* \t"


class Line(NamedTuple):
    """A line that has words: offsets in the folded text without the spaces around it, and its words [first, last)."""

    start: int
    end: int
    first: int
    last: int

    @property
    def words(self) -> int:
        """How many words the line has."""
        return self.last - self.first


def lines_of(folded: Folded) -> list[Line]:
    """All lines that have words, from top to bottom."""
    starts = folded.starts
    text = folded.text
    lines = []
    start = first = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        last = bisect_left(starts, end, first)
        if last > first:
            while text[start].isspace():
                start += 1
            stop = end
            while text[stop - 1].isspace():
                stop -= 1
            lines.append(Line(start, stop, first, last))
        first, start = last, end + 1
    return lines


def ends_sentence(text: str, line: Line) -> bool:
    """Whether the line ends as sentences do, closing marks and brackets aside."""
    end = line.end
    while end > line.start and text[end - 1] in _CLOSERS:
        end -= 1
    return end > line.start and text[end - 1] in _SENTENCE_ENDS
