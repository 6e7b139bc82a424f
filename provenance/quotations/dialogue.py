"""Speech that dashes set off from the words of the author: in lines of dialogue, and inside of quotation marks.

    — We are ready, — the minister said. — We begin tomorrow.
    «We are ready, — the minister said. — We begin tomorrow».

Of the parts between dashes those are the author's that begin with a small letter and with a reporting verb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from provenance.model import Span
from provenance.quotations.find import Marked, touching

IsCue = Callable[[str], bool]

_LINE: Final = re.compile(r"^[ \t\u00a0]*[—–―-][ \t\u00a0]+(?=[^\W\d_])[^\n]*", re.MULTILINE)
_DASH: Final = re.compile(r"(?<=[,.!?…»\"”])[ \t\u00a0]+[—–―-][ \t\u00a0]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENDS: Final = (".", "!", "?", "…")
_LOOK_BACK: Final = 40  # characters before a line in which a colon may stand
_OPENING_WORDS: Final = 3  # words of the author within which the reporting verb comes
_LONGEST_TAG: Final = 80  # characters of the author's words at the end of a line
_LONGEST_AUTHOR: Final = 400  # characters


def _is_author(text: str, start: int, end: int, is_cue: IsCue) -> bool:
    """Whether a part between dashes is the author's."""
    if not text[start : start + 1].islower() or end - start > _LONGEST_AUTHOR:
        return False
    words = [word.group() for word, _ in zip(_WORD.finditer(text, start, end), range(_OPENING_WORDS), strict=False)]
    return any(map(is_cue, words))


def split_speech(text: str, start: int, end: int, is_cue: IsCue) -> list[Span]:
    """The parts of a stretch that are speech, without the author's words between dashes and the commas before these."""
    cuts = [start]
    for dash in _DASH.finditer(text, start, end):
        cuts += [dash.start(), dash.end()]
    cuts.append(end)
    parts: list[Span] = []
    author_before = True
    for a, b in zip(cuts[::2], cuts[1::2], strict=True):
        if a > start and _is_author(text, a, b, is_cue):
            author_before = True
        elif author_before:
            parts.append(Span(a, b))
            author_before = False
        else:
            parts[-1] = Span(parts[-1].start, b)
    return [Span(a, a + len(text[a:b].rstrip().rstrip(","))) for a, b in parts if text[a:b].strip(" ,\u00a0")]


def _without_author(text: str, parts: list[Span], is_cue: IsCue) -> list[Span]:
    """A single part of a line, cut before the author's words behind its last comma: — We are ready, says the minister."""
    if len(parts) != 1:
        return parts
    start, end = parts[0]
    for comma in range(end - 1, max(start, end - _LONGEST_TAG) - 1, -1):
        if text[comma] in ",!?" and _is_author(text, comma + 2, end, is_cue):
            return [Span(start, comma + (text[comma] != ","))]
    return parts


def part_marked(text: str, marked: Sequence[Marked], is_cue: IsCue) -> list[Marked]:
    """The stretches between marks, parted where the author's words stand inside of the marks."""
    result = []
    for m in marked:
        parts = split_speech(text, m.start, m.end, is_cue)
        if len(parts) == 1 and parts[0].end == m.end:
            result.append(m)
            continue
        for k, (start, end) in enumerate(parts):
            outer_start = m.outer_start if k == 0 else start
            outer_end = m.outer_end if end == m.end else end
            result.append(m._replace(start=start, end=end, outer_start=outer_start, outer_end=outer_end))
    return result


def _asks(text: str, start: int, end: int) -> bool:
    """Whether a line ends with a question."""
    return text[start:end].rstrip().endswith("?")


def find_dialogue(text: str, marked: Sequence[Marked], is_cue: IsCue, name_words: int) -> list[Marked]:
    """The speech in lines that open with a dash, but for those in which marks set off speech: the first words, or more than `name_words`.

    Lists open their lines with dashes too: so lines count only where one of them has the author's words, where a colon leads to
    them, or where one asks and the next answers, as in interviews.
    """
    lines = []
    told = False
    touches = touching([(m.outer_start, m.outer_end) for m in marked if len(text[m.start : m.end].split(maxsplit=name_words)) > name_words])
    opened = {m.outer_start for m in marked}
    for line in _LINE.finditer(text):
        start, end = line.span()
        opening = start + len(line.group()) - len(line.group().lstrip(" \t\u00a0—–―-"))
        if touches(start, end) or opening in opened:
            continue
        parts = _without_author(text, split_speech(text, opening, end, is_cue), is_cue)
        narrated = len(parts) > 1 or (bool(parts) and parts[0].end < start + len(line.group().rstrip(" ,")))
        told = told or narrated or text[max(0, start - _LOOK_BACK) : start].rstrip().endswith(":")
        lines.append((start, end, parts, narrated))
    found = []
    asking = any(_asks(text, start, end) for start, end, *_ in lines[:-1])
    for start, end, parts, narrated in lines if told or asking else ():
        if not narrated and text[start:end].rstrip()[-1:] not in _ENDS:
            continue
        for k, part in enumerate(parts):
            found.append(Marked(part.start, part.end, start if k == 0 else part.start, part.end, closed=True, dash=k == 0))
    return found
