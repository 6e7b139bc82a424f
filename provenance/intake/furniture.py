"""Page text that is no part of the story: menus, share buttons, "read also" lines, mastheads, headlines of other stories.

What is called furniture is kept from matching and from quotations, so a doubtful line stays story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from provenance.intake.lines import Line, ends_sentence, lines_of
from provenance.languages import LanguagePack
from provenance.model import Span
from provenance.settings import IntakeSettings
from provenance.text import Folded, fold, fold_words

_REST: Final = "…"
_OPEN_ENDS: Final = ",،:;؛-"  # what follows belongs to the same story
_LONGER: Final = 3  # a paragraph has at least this many halves of the headline's words


@dataclass(frozen=True)
class _Phrases:
    """Furniture of some packs: whole lines, starts of lines by their first word, what may stand inside one, signs that open one.

    A start that ends with a colon counts only where the line has it too: "Watch: the bridge opens", but not "Watch officers said".
    """

    whole: frozenset[str]
    starts: Mapping[str, tuple[tuple[str, bool], ...]]
    inside: tuple[str, ...]
    signs: tuple[str, ...]


@lru_cache(maxsize=8)
def _phrases(packs: tuple[LanguagePack, ...], more: frozenset[str] = frozenset()) -> _Phrases:
    listed = [phrase for pack in packs for phrase in pack.furniture] + sorted(more)
    plain = [" ".join(words) for words in fold_words([p.strip(_REST) for p in listed])]
    starts: dict[str, tuple[tuple[str, bool], ...]] = {}
    for phrase, words in zip(listed, plain, strict=True):
        if words and phrase[0].isalnum() and phrase.endswith(_REST):
            head = words.split(" ")[0]
            starts[head] = (*starts.get(head, ()), (words, phrase.endswith(f":{_REST}")))
    whole = frozenset(w for p, w in zip(listed, plain, strict=True) if _REST not in p)
    inside = tuple(f" {w} " for p, w in zip(listed, plain, strict=True) if w and p.startswith(_REST))
    signs = tuple(dict.fromkeys(p.strip(f"{_REST} ") for p in listed if not p.startswith(_REST) and not p[0].isalnum() and p.endswith(_REST)))
    return _Phrases(whole, starts, inside, signs)


def without_listed(text: str, packs: tuple[LanguagePack, ...], more: frozenset[str], settings: IntakeSettings) -> str:
    """The text without the lines that the packs list as furniture, and `more`. Copyright lines stay: they may say whose story it is."""
    folded, phrases = fold(text), _phrases(packs, more)
    spans = [
        folded.span(line.start, line.end)
        for line in lines_of(folded)
        if line.words <= settings.furniture_words and _is_known(folded, line, phrases) and not folded.text.startswith(phrases.signs, line.start)
    ]
    listed = {text.count("\n", 0, span.start) for span in spans}
    return "\n".join(line for number, line in enumerate(text.split("\n")) if number not in listed)


def furniture_of(
    folded: Folded, lines: Sequence[Line], packs: tuple[LanguagePack, ...], settings: IntakeSettings, *, with_headlines: bool = True
) -> tuple[Span, ...]:
    """The spans of the lines that are furniture, from top to bottom; `with_headlines` looks for headlines of other stories too."""
    phrases = _phrases(packs)
    known = [line.words <= settings.furniture_words and _is_known(folded, line, phrases) for line in lines]
    for number, line in enumerate(lines[: settings.dateline_lines]):
        known[number] = known[number] or _is_switch(folded, line)
    _spread_over_masthead(folded.text, lines, known, settings)
    story = _Story(folded.text, lines, [ends_sentence(folded.text, line) for line in lines], known)
    for number in range(2, len(lines) if with_headlines else 0):
        known[number] = known[number] or _is_other_headline(story, number, settings)
    return tuple(folded.span(line.start, line.end) for line, is_furniture in zip(lines, known, strict=True) if is_furniture)


def _is_known(folded: Folded, line: Line, phrases: _Phrases) -> bool:
    words = [folded.text[a:b] for a, b in zip(folded.word_starts[line.first : line.last], folded.word_ends[line.first : line.last], strict=True)]
    plain = " ".join(words)
    if plain in phrases.whole or folded.text.startswith(phrases.signs, line.start):
        return True
    if any(_opens(folded, line, plain, *start) for start in phrases.starts.get(words[0], ())):
        return True
    return any(phrase in f" {plain} " for phrase in phrases.inside)


def _opens(folded: Folded, line: Line, plain: str, start: str, colon: bool) -> bool:
    """Whether a line with the words `plain` opens with the words `start`, and with the colon behind them where they need it."""
    if plain != start and not plain.startswith(f"{start} "):
        return False
    behind = folded.word_ends[line.first + start.count(" ")]
    return not colon or folded.text[behind : line.end].lstrip().startswith(":")


def _is_switch(folded: Folded, line: Line) -> bool:
    """Whether a line between blank lines has only words of one or two letters: a choice of languages or letter sizes."""
    before, behind = folded.text[: line.start].rstrip(" \t"), folded.text[line.end :].lstrip(" \t")
    alone = (not before or before.endswith("\n\n")) and (not behind or behind.startswith("\n\n"))
    bounds = zip(folded.word_starts[line.first : line.last], folded.word_ends[line.first : line.last], strict=True)
    return alone and all(end - start < 3 and folded.text[start:end].isalpha() for start, end in bounds)


def _spread_over_masthead(text: str, lines: Sequence[Line], known: list[bool], settings: IntakeSettings) -> None:
    """Above the headline, a block of short lines with a line of furniture in it is furniture as a whole."""
    block = 0
    while block < len(lines) and (block == 0 or text.count("\n", lines[block - 1].end, lines[block].start) == 1):
        block += 1
    short = all(line.words <= settings.headline_words and not ends_sentence(text, line) for line in lines[:block])
    if 1 < block < len(lines) and short and any(known[:block]):
        known[:block] = [True] * block


@dataclass(frozen=True)
class _Story:
    """A folded text with its lines: which end a sentence, and which are known to be furniture."""

    text: str
    lines: Sequence[Line]
    ends: Sequence[bool]
    known: Sequence[bool]

    def is_paragraph(self, number: int, headline: Line) -> bool:
        """Whether a line is a full paragraph beside a headline: it ends a sentence and is clearly longer."""
        return self.ends[number] and 2 * self.lines[number].words >= _LONGER * headline.words


def _is_other_headline(story: _Story, number: int, settings: IntakeSettings) -> bool:
    """Whether a line is the headline of another story: of a headline's length, without an end, between or behind full paragraphs."""
    line = story.lines[number]
    if story.ends[number] or not settings.headline_least_words <= line.words <= settings.headline_words:
        return False
    if story.text[line.end - 1] in _OPEN_ENDS or not story.text[line.start].isalpha() or not story.is_paragraph(number - 1, line):
        return False
    after = number + 1
    while after < len(story.lines) and story.known[after]:
        after += 1
    if after < len(story.lines):
        return story.is_paragraph(after, line)
    return after > number + 1 and ":" in story.text[line.start : line.end]
