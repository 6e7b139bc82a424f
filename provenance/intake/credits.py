"""Where an article or a passage says that it comes from: datelines, bylines, credit lines, photo credits, and credits in the text.

A credit is never inferred from a name alone: a name counts where a dateline, a credit line or a byline has its place for it, or
beside a word of telling ("Reuters reported", "told the BBC", "according to"). Who is only talked about is not credited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from provenance.intake.lexicon import Lexicon, Role, Sign
from provenance.intake.lines import Line
from provenance.languages import LanguagePack
from provenance.model import Credit, CreditKind, CreditScope
from provenance.registers import Spelling
from provenance.settings import IntakeSettings
from provenance.text import Folded, fold

_MARKS_BEFORE: Final = "\"'([{"
_MARKS_AFTER: Final = "\"')]}"
_SENTENCE_END: Final = re.compile(r"[.!?؟…\n]\s|\n|[؛;]")
_PIECE_START: Final = "-/:|(،,.•+&©"
_PIECE_END: Final = "-/:|)"
_ANCHORS: Final = Role.NAME | Role.PAPER | Role.UNNAMED | Role.PRESS_NOUN
_LONGEST_NAME: Final = 5  # words of a name that no register has
_TATWEEL: Final = "\u0640"


@dataclass(frozen=True)
class Reading:
    """An article's text while its credits are read."""

    original: str
    folded: Folded
    starts: list[int]
    ends: list[int]
    signs: list[Sign]
    by_last: dict[int, Sign]
    by_first: dict[int, Sign]
    outlet: str | None
    listener_bare: bool

    def gap_before(self, word: int) -> str:
        """The characters between a word and the one before it."""
        return self._gap(self.ends[word - 1] if word else 0, self.starts[word])

    def gap_after(self, last: int) -> str:
        """The characters between a word's end and the next word; `last` is the word after it."""
        return self._gap(self.ends[last - 1], self.starts[last] if last < len(self.starts) else len(self.folded.text))

    def _gap(self, start: int, end: int) -> str:
        gap = self.folded.text[start:end]
        if "  " in gap and _TATWEEL in self.original[slice(*self.folded.span(start, end))]:
            return gap.replace("  ", " - ")  # a tatweel that stands alone is written for a dash
        return gap

    def of_outlet(self, outlet: str) -> Reading:
        """The same text, now that its outlet is known."""
        return replace(self, outlet=outlet)

    def written(self, first: int, last: int) -> str:
        """The words [first, last) as the article writes them."""
        start, end = self.folded.word_span(first, last - 1)
        return self.original[start:end]


def read_signs(original: str, folded: Folded, lexicon: Lexicon, outlet: str | None, pack: LanguagePack | None = None) -> Reading:
    """The text with everything in it that credits are told by; `outlet` is the canonical name of who published it.

    `pack` is of the text's language, None when that is unknown.
    """
    signs = lexicon.find(folded)
    return Reading(
        original,
        folded,
        folded.word_starts.tolist(),
        folded.word_ends.tolist(),
        signs,
        {s.last: s for s in signs},
        {s.first: s for s in signs},
        outlet,
        pack is not None and pack.credits.listener_bare,
    )


def name_of(reading: Reading, sign: Sign, *, alone: bool = False, bodies: bool = False) -> Spelling | None:
    """The spelling that a sign is, or None when it may be a common word here.

    `alone` says that the sign fills a place made for a name, as in a dateline; `bodies` that others than outlets may stand there.
    """
    known = [s for s in sign.spellings if bodies or s.kind != "body"]
    own = [s for s in known if s.name == reading.outlet]
    for spelling in own + known:
        if _cased_alike(reading, sign, spelling) and _certain(reading, sign, spelling, alone):
            return spelling
    return None


def _cased_alike(reading: Reading, sign: Sign, spelling: Spelling) -> bool:
    """Capitals of a spelling must stand in the text too: 'spa' is no agency."""
    if not spelling.text[0].isupper():
        return True
    written = reading.written(sign.first, sign.last)
    capital = next((c for c in written if c.isalpha()), "")
    return written.upper() == written if spelling.text.isupper() and len(spelling.text) > 1 else capital.isupper()


def _certain(reading: Reading, sign: Sign, spelling: Spelling, alone: bool) -> bool:
    if spelling.certainty == "sure" or (alone and spelling.certainty == "ambiguous"):
        return True
    return in_marks(reading, sign) or _after_noun(reading, sign)


def in_marks(reading: Reading, sign: Sign) -> bool:
    """Whether quotation marks or brackets enclose exactly the sign."""
    return reading.gap_before(sign.first)[-1:] in tuple(_MARKS_BEFORE) and reading.gap_after(sign.last)[:1] in tuple(_MARKS_AFTER)


def _after_noun(reading: Reading, sign: Sign) -> bool:
    before = reading.by_last.get(sign.first)
    return before is not None and bool(before.roles & Role.NOUN) and not reading.gap_before(sign.first).strip(" \"'")


def _closed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """The span of words in the original, with the mark that closes what was opened among them."""
    start, end = reading.folded.word_span(first, last - 1)
    inner = reading.folded.text[reading.starts[first] : reading.ends[last - 1]]
    after = reading.gap_after(last)[:1]
    opened = (after == ")" and "(" in inner and ")" not in inner) or (after in ("'", '"') and inner.count(after) % 2 == 1)
    return start, end + 1 if after and opened else end


def _credit(reading: Reading, source: str | None, kind: CreditKind, scope: CreditScope, rule: str, first: int, last: int) -> Credit:
    start, end = _closed(reading, first, last)
    return Credit(source, kind, scope, source is not None and source == reading.outlet, rule, reading.original[start:end], start, end)


# ---------------------------------------------------------------- lines made for credits


def credits_of_lines(reading: Reading, lines: Sequence[Line], settings: IntakeSettings) -> list[Credit]:
    """Credits that stand in a place of their own: datelines, credit lines, photo credits, names that close a paragraph."""
    credits: list[Credit] = []
    at = 0
    for number, line in enumerate(lines):
        while at < len(reading.signs) and reading.signs[at].first < line.first:
            at += 1
        stop = at
        while stop < len(reading.signs) and reading.signs[stop].first < line.last:
            stop += 1
        signs, at = reading.signs[at:stop], stop
        if not signs:
            continue
        whole = number in (0, len(lines) - 1)
        found = _labelled(reading, line, signs, settings) or _names_only(reading, line, signs)
        if not found and number < settings.dateline_lines and not any(c.kind in ("dateline", "byline") for c in credits):
            found = _dateline(reading, line, signs, settings)
        credits += found or _closing(reading, line, signs, whole)
    return credits


def _named(reading: Reading, signs: Iterable[Sign], *, bodies: bool = False) -> list[tuple[Sign, str | None]]:
    """The signs that fill a place made for a name, with the canonical name; None for unnamed agencies."""
    named: list[tuple[Sign, str | None]] = []
    for sign in signs:
        spelling = name_of(reading, sign, alone=True, bodies=bodies)
        if spelling is not None:
            named.append((sign, spelling.name))
        elif sign.roles & (Role.WIRE | Role.UNNAMED):
            named.append((sign, None))
    return named


def _labelled(reading: Reading, line: Line, signs: Sequence[Sign], settings: IntakeSettings) -> list[Credit]:
    """A line that opens with "Source:" or "Photo:" credits the names in it, or its own words when nobody in it is known."""
    label = signs[0]
    photo = bool(label.roles & Role.PHOTO_LABEL)
    if label.first != line.first or line.words > settings.credit_line_words or not (photo or label.roles & Role.SOURCE_LABEL):
        return []
    if label.last == line.last or not reading.gap_after(label.last).strip().startswith((":", "/", "-", "|")):
        return []
    kind: CreditKind = "photo" if photo else "credit line"
    scope: CreditScope = "passage" if photo else "article"
    rule = "photo credit" if photo else "credit line"
    named = _named(reading, signs[1:], bodies=True)
    if named:
        return [_credit(reading, name, kind, scope, rule, sign.first, sign.last) for sign, name in named]
    written = reading.written(label.last, line.last)
    return [_credit(reading, written, kind, scope, rule, label.last, line.last)]


def _names_only(reading: Reading, line: Line, signs: Sequence[Sign]) -> list[Credit]:
    """A line that has nothing but names of agencies, or words for unnamed ones, is a credit line."""
    if sum(s.last - s.first for s in signs) < line.words:
        return []
    named = _named(reading, signs)
    kinds = {spelling.kind for s in signs for spelling in s.spellings}
    if not named or not ("agency" in kinds or any(name is None for _, name in named)):
        return []
    named = [(sign, name) for sign, name in named if name is None or name != reading.outlet] or named
    return [_credit(reading, name, "credit line", "article", "line of names", sign.first, sign.last) for sign, name in named]


def _closing(reading: Reading, line: Line, signs: Sequence[Sign], whole: bool) -> list[Credit]:
    """A name in brackets, or behind the last sentence, that closes a paragraph."""
    sign = signs[-1]
    before = reading.gap_before(sign.first).strip()
    if sign.last != line.last or sign.first == line.first or not (in_marks(reading, sign) and "(" in before or before[:1] in tuple(".!?؟-")):
        return []
    if before[:1] not in tuple(".!?؟-(") and not before.endswith("("):
        return []
    named = _named(reading, [sign])
    scope: CreditScope = "article" if whole else "passage"
    return [_credit(reading, name, "credit line", scope, "name that closes a paragraph", s.first, s.last) for s, name in named]


def _dateline(reading: Reading, line: Line, signs: Sequence[Sign], settings: IntakeSettings) -> list[Credit]:
    """The names that are pieces of the opening of a story."""
    named = [(sign, name) for sign, name in _named(reading, signs) if _is_piece(reading, line, sign, settings)]
    others = [(sign, name) for sign, name in named if name is None or name != reading.outlet]
    if not named:
        return []
    byline = any(s.roles & Role.BYLINE_LABEL and s.first == line.first for s in signs)
    kind: CreditKind = "byline" if byline else "dateline"
    if len(named) == 1:
        sign, name = named[0]
        first = line.first if sign.first - line.first <= settings.dateline_words else sign.first - 1
        return [_credit(reading, name, kind, "article", kind, first, _head_end(reading, line, sign, settings))]
    return [_credit(reading, name, kind, "article", kind, sign.first, sign.last) for sign, name in others or named[:1]]


def _is_piece(reading: Reading, line: Line, sign: Sign, settings: IntakeSettings) -> bool:
    """Whether a name stands between the separators of a dateline, near the start of its line."""
    if sign.first - line.first > settings.dateline_words:
        return _behind_capitals(reading, line, sign, settings)
    before = reading.gap_before(sign.first).strip(" \"'") if sign.first > line.first else reading.folded.text[line.start : reading.starts[sign.first]]
    after = reading.gap_after(sign.last).replace('"', "").replace("'", "").strip(" \t") if sign.last < line.last else ""
    if sign.first > line.first and not before.endswith(tuple(_PIECE_START)):
        return False
    if sign.last == line.last:
        return sign.first > line.first
    if before.endswith("("):
        return after.startswith((") -", "):", ")-", "/", "-", ") .")) or (line.start == reading.starts[sign.first] - 1 and after.startswith(")"))
    if after.startswith("."):
        return before.endswith(("-", "/"))
    return after.startswith(tuple(_PIECE_END)) and (sign.first > line.first or after[0] != ")")


def _behind_capitals(reading: Reading, line: Line, sign: Sign, settings: IntakeSettings) -> bool:
    """Whether a name is a dateline's that something was glued before: '... By A. Name HONG KONG (Reuters) - Shares'."""
    if (
        sign.first - line.first > settings.glued_words
        or not reading.gap_before(sign.first).endswith(" (")
        or not reading.gap_after(sign.last).startswith(") -")
    ):
        return False
    return reading.written(sign.first - 1, sign.first).isupper()


def _head_end(reading: Reading, line: Line, sign: Sign, settings: IntakeSettings) -> int:
    """The word behind a dateline: its pieces end with a colon, a bracket or the line."""
    for word in range(sign.last, min(line.last, sign.last + settings.dateline_words)):
        if ":" in reading.gap_after(word)[:3]:
            return word
    return line.last if line.last - sign.last <= settings.dateline_words else sign.last


# ---------------------------------------------------------------- credits in the text


def credits_in_text(reading: Reading, taken: Sequence[Credit], settings: IntakeSettings) -> list[Credit]:
    """Credits in running text, from left to right; what lies in one of the credits `taken` is left out."""
    spans = [(c.start, c.end) for c in taken if c.start is not None and c.end is not None]
    latest: tuple[str, int] | None = next(((c.source, 0) for c in taken if c.source and c.scope == "article" and not c.is_self), None)
    credits: list[Credit] = []
    for number, sign in enumerate(reading.signs):
        if sign.roles & _ANCHORS:
            credit = _credit_at(reading, number, latest, settings)
            if credit is not None and not any(_shared(span, credit) for span in spans):
                credits.append(credit)
                spans.append((credit.start or 0, credit.end or 0))
                latest = (credit.source, sign.last) if credit.source and not credit.is_self else latest
    return credits


def _shared(span: tuple[int, int], credit: Credit) -> bool:
    return credit.start is not None and credit.end is not None and span[0] < credit.end and credit.start < span[1]


def _credit_at(reading: Reading, number: int, latest: tuple[str, int] | None, settings: IntakeSettings) -> Credit | None:
    """The credit that a sign in running text is, if a word of telling stands by it."""
    sign = reading.signs[number]
    named = _source_of(reading, sign, latest, settings)
    if named is None:
        return None
    source, last = named
    photo = _photo_credit(reading, sign, source)
    if photo is not None:
        return photo
    first = _teller_before(reading, number, settings)
    if first is None:
        behind = _teller_behind(reading, last, settings)
        if behind is None or _talked_about(reading, sign):
            return None
        first, last = sign.first, behind
    return _credit(reading, source, "in text", "passage", "credit in the text", first, last)


def _photo_credit(reading: Reading, sign: Sign, source: str | None) -> Credit | None:
    """The photo credit that a name is beside a word for a picture: 'Photo: Reuters', '(AFP Photo/A. Name)'."""
    before, behind = reading.by_last.get(sign.first), reading.by_first.get(sign.last)
    if before is not None and before.roles & Role.PHOTO_LABEL and reading.gap_before(sign.first).strip() in (":", "/", "-"):
        return _credit(reading, source, "photo", "passage", "photo credit", before.first, sign.last)
    if behind is not None and behind.roles & Role.PHOTO_LABEL and reading.gap_after(behind.last).strip().startswith(("/", ")", "|")):
        return _credit(reading, source, "photo", "passage", "photo credit", sign.first, behind.last)
    return None


def _source_of(reading: Reading, sign: Sign, latest: tuple[str, int] | None, settings: IntakeSettings) -> tuple[str | None, int] | None:
    """Who would be credited by a sign, and the word behind the name; None when nobody would. `latest` is who was credited last, and where."""
    spelling = name_of(reading, sign)
    if spelling is not None:
        return spelling.name, sign.last
    if sign.roles & Role.UNNAMED:
        return None, sign.last
    if sign.roles & Role.PAPER and latest is not None and sign.first - latest[1] <= settings.paper_reach:
        return latest[0], sign.last
    if sign.roles & Role.PRESS_NOUN:
        return _written_name(reading, sign)
    return None


def _written_name(reading: Reading, noun: Sign) -> tuple[str, int] | None:
    """A name behind a press noun that the register lacks, as it is written, and the word behind it.

    In marks it is all that they enclose; without marks it is the noun with the words up to the next known one, or with the next.
    """
    gap = reading.gap_after(noun.last)
    if (
        noun.last >= len(reading.starts)
        or gap.strip(" \"'([")
        or "\n" in gap
        or (noun.last in reading.by_first and reading.by_first[noun.last].spellings)
    ):
        return None
    marked = gap.endswith(tuple(_MARKS_BEFORE))
    letter = reading.written(noun.last, noun.last + 1)[:1]
    if not marked and letter.lower() != letter.upper():
        return _capitalised(reading, noun.last)
    if not marked and noun.last in reading.by_first:
        return None
    for last in range(noun.last + 1, min(noun.last + _LONGEST_NAME, len(reading.starts)) + 1):
        after = reading.gap_after(last)
        if (marked and after.startswith(tuple(_MARKS_AFTER))) or (not marked and (after.strip() or last in reading.by_first)):
            return reading.written(noun.last if marked else noun.first, last), last
        if after.strip():
            return None
    return None if marked else (reading.written(noun.first, noun.last + 1), noun.last + 1)


def _capitalised(reading: Reading, first: int) -> tuple[str, int] | None:
    """The run of words with capitals from a word on, and the word behind it."""
    last = first
    while last < min(first + _LONGEST_NAME, len(reading.starts)) and reading.written(last, last + 1)[:1].isupper():
        last += 1
        if reading.gap_after(last) != " ":
            break
    return None if last == first else (reading.written(first, last), last)


def _teller_before(reading: Reading, number: int, settings: IntakeSettings) -> int | None:
    """The first word of what tells before a name, over the nouns and small words that may stand between; None without any."""
    sign = reading.signs[number]
    word, towards = sign.first, sign.towards
    for earlier in range(number - 1, max(-1, number - 1 - settings.credit_steps), -1):
        before = reading.signs[earlier]
        gap = reading.gap_before(word).strip(" \t\"'()[]")
        if before.last == word and before.roles & Role.SOURCE_LABEL and gap in (":", "-"):
            return before.first
        if before.last != word or gap or "\n" in reading.gap_before(word):
            break
        if before.roles & (Role.VERB | Role.SOURCE):
            return before.first
        if not before.roles & (Role.NOUN | Role.BETWEEN | Role.TOWARDS):
            break
        towards = towards or before.towards or bool(before.roles & Role.TOWARDS)
        word = before.first
    towards = towards or (reading.listener_bare and _closes_clause(reading, sign))
    return word if towards and sign.roles & Role.NAME and _told_earlier(reading, number, settings) else None


def _closes_clause(reading: Reading, sign: Sign) -> bool:
    """Whether an agency's name stands at the end of a clause behind another name: '... said Ivanov TASS.'"""
    agency = any(s.kind == "agency" for s in sign.spellings)
    return agency and sign.first > 0 and reading.written(sign.first - 1, sign.first)[0].isupper() and reading.gap_after(sign.last)[:1] in (".", ",")


def _told_earlier(reading: Reading, number: int, settings: IntakeSettings) -> bool:
    """Whether a word of telling stands before the sign in its sentence."""
    sign = reading.signs[number]
    start = reading.starts[sign.first]
    for earlier in range(number - 1, -1, -1):
        before = reading.signs[earlier]
        if sign.first - before.last > settings.credit_reach:
            return False
        if before.roles & (Role.VERB | Role.SOURCE):
            return _SENTENCE_END.search(reading.folded.text, reading.ends[before.last - 1], start) is None
    return False


def _talked_about(reading: Reading, sign: Sign) -> bool:
    """Whether a name is only part of what somebody is: 'a spokesman for Reuters said'."""
    before = reading.by_last.get(sign.first)
    if before is not None and before.roles & Role.BETWEEN:
        before = reading.by_last.get(before.first)
    return before is not None and bool(before.roles & Role.ABOUT)


def _teller_behind(reading: Reading, last: int, settings: IntakeSettings) -> int | None:
    """The word behind a verb of telling that follows a name; None without one."""
    for _ in range(settings.credit_steps):
        behind = reading.by_first.get(last)
        if behind is None or reading.gap_after(last).strip(" \t\"')]"):
            return None
        if behind.roles & Role.VERB_AFTER:
            return behind.last
        if not behind.roles & (Role.NOUN | Role.BETWEEN):
            return None
        last = behind.last
    return None


# ---------------------------------------------------------------- beside the text


@lru_cache(maxsize=65536)
def credits_beside(value: str, kind: CreditKind, rule: str, lexicon: Lexicon, outlet: str | None) -> tuple[Credit, ...]:
    """Credits in a field beside the text, such as its author: every name in it, without spans in the text."""
    reading = read_signs(value, fold(value), lexicon, outlet)
    sources: dict[str | None, None] = {}
    for sign in reading.signs:
        spelling = name_of(reading, sign, alone=_fills_a_piece(reading, sign))
        if spelling is not None:
            sources[spelling.name] = None
        elif sign.roles & (Role.WIRE | Role.UNNAMED) and _fills_a_piece(reading, sign):
            sources[None] = None
    if len(sources) > 1:
        sources.pop(outlet, None)
    return tuple(Credit(source, kind, "article", source is not None and source == outlet, rule, value) for source in sources)


def _fills_a_piece(reading: Reading, sign: Sign) -> bool:
    """Whether a sign stands alone between the separators of a field."""
    before = reading.gap_before(sign.first).strip(" \t\"'")
    after = reading.gap_after(sign.last).strip(" \t\"'")
    return (sign.first == 0 or bool(before)) and (sign.last == len(reading.starts) or bool(after))
