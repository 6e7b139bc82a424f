"""Lines made for credits: datelines, bylines, credit lines, photo credits, names that close a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from provenance.intake.lexicon import Role, Sign
from provenance.intake.lines import Line
from provenance.intake.reading import Reading, Standing, in_marks, name_of
from provenance.model import Credit
from provenance.settings import IntakeSettings

_PIECE_START: Final = ("-", "/", ":", "|", "(", "،", ",", ".", "•", "+", "&", "©")
_PIECE_END: Final = ("-", "/", ":", "|", ")")
_BEHIND_NAME: Final = (") -", "):", ")-", ") .", "/", "-")
_LABEL_END: Final = (":", "/", "-", "|")
_STORY_END: Final = (".", "!", "?", "؟", "-")

_PLACE: Final = 3  # words of a place before its agency in brackets
_RUN_IN: Final = 4  # words behind a label that closes a line
_INITIALS: Final = 4  # letters by which a desk signs
_PERSON: Final = 2  # words of a person's name at least; before the agency, with the place behind it, stands its reporter

_CREDIT_LINE: Final = Standing("credit line", "article", "credit line")
_NAMES: Final = Standing("credit line", "article", "line of names")
_PHOTO: Final = Standing("photo", "passage", "photo credit")
_DATELINE: Final = Standing("dateline", "article", "dateline")
_BYLINE: Final = Standing("byline", "article", "byline")
_LAST: Final = Standing("credit line", "article", "name that closes the story")
_CLOSING: Final = Standing("credit line", "passage", "name that closes a paragraph")


def credits_of_lines(reading: Reading, lines: Sequence[Line], settings: IntakeSettings) -> list[Credit]:
    """Credits that stand in a place of their own, from top to bottom. A story has one dateline at most."""
    found: list[Credit] = []
    at = 0
    for number, line in enumerate(lines):
        first = at
        while at < len(reading.signs) and reading.signs[at].first < line.last:
            at += 1
        signs = reading.signs[first:at]
        if not signs:
            continue
        top = number < settings.dateline_lines
        here: list[Credit] = []
        if line.words <= settings.credit_line_words:
            here = _labelled(reading, line, signs) or _names_only(reading, line, signs, top) or _pictured(reading, line, signs[0], top)
        if not here and top and not any(c.kind in ("dateline", "byline") for c in found):
            here = _dateline(reading, line, signs, settings)
        found += here or _run_in(reading, line, signs) or _closing(reading, line, signs[-1], _LAST if number in (0, len(lines) - 1) else _CLOSING)
    return found


def _named(reading: Reading, signs: Iterable[Sign], *, bodies: bool = False) -> list[tuple[Sign, str | None]]:
    """The signs that fill a place made for a name, with the canonical name; None for unnamed agencies."""
    named: list[tuple[Sign, str | None]] = []
    for sign in signs:
        spelling = name_of(reading, sign, alone=True, bodies=bodies)
        if spelling is not None:
            named.append((sign, spelling.name))
        elif sign.roles & Role.WIRE:
            named.append((sign, None))
    return named


def _credited(reading: Reading, named: list[tuple[Sign, str | None]]) -> list[tuple[Sign, str | None]]:
    """Of the names of one line those that are credited: the outlet's own beside others says who publishes, not whence a story comes."""
    return [(sign, name) for sign, name in named if name is None or name != reading.outlet] or named[:1]


def _labelled(reading: Reading, line: Line, signs: Sequence[Sign]) -> list[Credit]:
    """A line that opens with "Source:" or "Photo:" credits the names in it, or its own words when nobody in it is known."""
    label = signs[0]
    standing = _PHOTO if label.roles & Role.PHOTO_LABEL else _CREDIT_LINE
    if label.first != line.first or label.last == line.last or not label.roles & (Role.PHOTO_LABEL | Role.SOURCE_LABEL):
        return []
    if not reading.gap_after(label.last).strip().startswith(_LABEL_END):
        return []
    named = _credited(reading, _named(reading, signs[1:], bodies=True))
    if not named:
        return [reading.credit(reading.written(label.last, line.last), standing, label.last, line.last)]
    return [reading.credit(name, standing, sign.first, sign.last) for sign, name in named]


def _names_only(reading: Reading, line: Line, signs: Sequence[Sign], top: bool) -> list[Credit]:
    """A line that has nothing but names, one of them an agency's or a word for unnamed ones.

    It is a credit line; with several names at the top of the story it is the dateline, with "By" the byline.
    """
    if sum(sign.last - sign.first for sign in signs) < line.words or _closes_bracket(reading, signs):
        return []
    named = _credited(reading, _named(reading, signs))
    agencies = any(spelling.kind == "agency" for sign in signs for spelling in sign.spellings)
    if not (agencies or any(name is None for _, name in named)):
        return []
    standing = _BYLINE if signs[0].roles & Role.BYLINE_LABEL else _DATELINE if top and len(signs) > 1 else _NAMES
    return [reading.credit(name, standing, sign.first, sign.last) for sign, name in named]


def _closes_bracket(reading: Reading, signs: Sequence[Sign]) -> bool:
    """Whether names close a bracket that they don't open, as desks sign a note: '(the president. - AAA)'."""
    return reading.gap_after(signs[-1].last).lstrip().startswith(")") and "(" not in reading.gap_before(signs[0].first)


def _pictured(reading: Reading, line: Line, sign: Sign, top: bool) -> list[Credit]:
    """A short line that opens with an agency and, behind a slash, its photographer: 'AFP/A. Name'; at the top a place may stand there."""
    if sign.first != line.first or sign.last == line.last:
        return []
    if top and reading.gap_after(sign.last) == "/ ":
        return []
    if not reading.gap_after(sign.last).startswith("/") or (
        not reading.folded.text.startswith(("(", '"'), line.start) and line.start != reading.starts[sign.first]
    ):
        return []
    return [reading.credit(name, _PHOTO, sign.first, line.last) for sign, name in _named(reading, [sign])]


def _closing(reading: Reading, line: Line, sign: Sign, standing: Standing) -> list[Credit]:
    """A name in brackets, or behind the last sentence, that closes a paragraph."""
    joint = reading.by_last.get(sign.first)  # - with AAA
    leads = joint is not None and joint.roles & Role.JOINT and joint.first > line.first and reading.gap_before(sign.first) == " "
    first = joint.first if joint is not None and leads else sign.first
    before = reading.gap_before(first).strip()
    in_brackets = before.endswith("(") and in_marks(reading, sign)
    if sign.first == line.first or not (in_brackets or before.startswith(_STORY_END)):
        return []
    last = sign.last
    while last < line.last and _is_initials(reading, last):
        last += 1  # the desk signs behind its agency: ... . AAA NN ABC
    if last != line.last:
        return []
    return [reading.credit(name, standing, sign.first, sign.last) for sign, name in _named(reading, [sign])]


def _is_initials(reading: Reading, word: int) -> bool:
    """Whether a word is a few capitals, as desks sign."""
    written = reading.written(word, word + 1)
    return len(written) <= _INITIALS and written.isupper() and written.isascii() and reading.gap_before(word) == " "


def _run_in(reading: Reading, line: Line, signs: Sequence[Sign]) -> list[Credit]:
    """A label with a few words behind it that closes a line behind its last sentence: '... on Friday. Photo: Example.TV'."""
    label = next((s for s in reversed(signs) if s.roles & (Role.PHOTO_LABEL | Role.SOURCE_LABEL)), None)
    if label is None or label.first == line.first or not 0 < line.last - label.last <= _RUN_IN:
        return []
    if not reading.gap_before(label.first).startswith(_STORY_END) or not reading.gap_after(label.last).startswith(":"):
        return []
    standing = _PHOTO if label.roles & Role.PHOTO_LABEL else _CREDIT_LINE
    named = _credited(reading, _named(reading, [s for s in signs if s.first >= label.last], bodies=True))
    source = named[0][1] if named else reading.written(label.last, line.last)
    return [reading.credit(source, standing, label.first, line.last)]


def _dateline(reading: Reading, line: Line, signs: Sequence[Sign], settings: IntakeSettings) -> list[Credit]:
    """The names that are pieces of the opening of a story. One name is credited by the whole opening, several by themselves."""
    reach = line.first + max(settings.dateline_words, settings.glued_words)
    signs = [sign for sign in signs if sign.first <= reach]
    labels = {sign.last for sign in signs if sign.roles & (Role.PHOTO_LABEL | Role.SOURCE_LABEL)}
    names = [sign for sign in signs if (sign.spellings or sign.roles & Role.WIRE) and sign.first not in labels]
    named = _named(reading, [sign for sign in names if _is_piece(reading, line, sign, settings)])
    if len(named) != 1:
        return [reading.credit(name, _DATELINE, sign.first, sign.last) for sign, name in _credited(reading, named)]
    sign, name = named[0]
    first = line.first if sign.first - line.first <= settings.dateline_words else sign.first - 1
    while first > line.first and sign.first - first < _PLACE and sign.first - line.first > settings.dateline_words and _is_place(reading, first - 1):
        first -= 1
    last = _head_end(reading, line, sign, settings)
    by_person = sign.first - first >= _PERSON and last > sign.last
    labelled = signs[0].first == line.first and signs[0].roles & Role.BYLINE_LABEL
    return [reading.credit(name, _BYLINE if by_person or labelled else _DATELINE, first, last)]


def _is_piece(reading: Reading, line: Line, sign: Sign, settings: IntakeSettings) -> bool:
    """Whether a phrase fills a place between the separators of a dateline, near the start of its line."""
    if sign.first - line.first > settings.dateline_words:
        return _is_glued(reading, line, sign, settings)
    opens = sign.first == line.first
    before = reading.folded.text[line.start : reading.starts[sign.first]] if opens else reading.gap_before(sign.first).strip(" \"'")
    if not opens and not before.endswith(_PIECE_START) and not (not before and (_behind_number(reading, sign) or _behind_place(reading, line, sign))):
        return False
    if sign.last == line.last:
        return not opens
    after = reading.gap_after(sign.last).replace('"', "").replace("'", "").strip(" \t")
    if before.endswith("("):
        alone = after.startswith(")") and (opens or (sign.first - line.first <= _PLACE and sign.first not in reading.by_last))
        return after.startswith(_BEHIND_NAME) or alone
    if after.startswith("."):
        return before.endswith(("-", "/"))
    if after.startswith(",") and before.endswith("-"):  # the reporter follows: OLDTOWN, 21 Jan - AAA, N N. The road ...
        return reading.written(line.first, line.first + 1).isupper()
    return after.startswith(_PIECE_END) and not (opens and after.startswith(")"))


def _behind_number(reading: Reading, sign: Sign) -> bool:
    """Whether a date or a time stands right before a name: '21-1-2022 Agency', '10:30 Agency', '2015 م واس'."""
    before = [reading.folded.text[reading.starts[word] : reading.ends[word]] for word in range(max(sign.first - 2, 0), sign.first)]
    return bool(before) and (before[-1].isdecimal() or (len(before[-1]) == 1 and before[0].isdecimal()))


def _behind_place(reading: Reading, line: Line, sign: Sign) -> bool:
    """Whether a line opens with a place in capitals, a name, and a dash set off by spaces: 'New Town AAA - Shares'."""
    if sign.first - line.first > _PLACE or reading.gap_after(sign.last) != " - ":
        return False
    place = [reading.written(word, word + 1)[0] for word in range(line.first, sign.first)]
    spaced = all(reading.gap_after(word + 1) in (" ", ", ", ". ") for word in range(line.first, sign.first))
    return spaced and all(c.isupper() for c in place)


def _is_place(reading: Reading, word: int) -> bool:
    """Whether a word in capitals stands right before another: *HONG* KONG."""
    return reading.gap_after(word + 1) == " " and reading.written(word, word + 1).isupper()


def _is_glued(reading: Reading, line: Line, sign: Sign, settings: IntakeSettings) -> bool:
    """Whether a name is a dateline's that lost its line start: '... By A. Name HONG KONG (Reuters) - Shares'."""
    near = sign.first - line.first <= settings.glued_words
    bracketed = near and reading.gap_before(sign.first) == " (" and reading.gap_after(sign.last).startswith(") -")
    return bracketed and reading.written(sign.first - 1, sign.first).isupper()


def _head_end(reading: Reading, line: Line, sign: Sign, settings: IntakeSettings) -> int:
    """The word behind the opening of a story: it ends with a colon, or is the whole line, or ends with the name."""
    if reading.gap_after(sign.last).lstrip(" \"'").startswith(("/", ")")):
        return sign.last
    for word in range(sign.last, min(line.last, sign.last + settings.dateline_words)):
        if ":" in reading.gap_after(word)[:3]:
            return word
    return line.last if line.last - sign.last <= settings.dateline_words else sign.last
