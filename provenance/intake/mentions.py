"""Credits in running text: a name beside a word of telling ("Reuters reported", "told the BBC", "according to").

A name alone is no credit, and one that is only talked about ("the head of Reuters") is none either.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from provenance.intake.lexicon import Role, Sign
from provenance.intake.reading import MARKS_AFTER, MARKS_BEFORE, Reading, Standing, in_marks, name_of
from provenance.model import Credit
from provenance.settings import IntakeSettings

_SENTENCE_END: Final = re.compile(r"[.!?؟…\n]\s|\n|[؛;]")
_ANCHORS: Final = Role.NAME | Role.PAPER | Role.UNNAMED | Role.PRESS_NOUN | Role.TOLD_NOUN
_TELLERS: Final = Role.VERB | Role.SOURCE
_ABBREVIATION: Final = 4  # letters of a noun that is cut short
_LONGEST_NAME: Final = 5  # words of a name that no register has

_IN_TEXT: Final = Standing("in text", "passage", "credit in the text")
_SET_OFF: Final = Standing("credit line", "passage", "name between sentences")
_PHOTO: Final = Standing("photo", "passage", "photo credit")


def credits_in_text(reading: Reading, taken: Sequence[Credit], settings: IntakeSettings) -> list[Credit]:
    """Credits in running text, from left to right; what lies in one of the credits `taken` is left out."""
    held = sorted((c.start, c.end) for c in taken if c.start is not None and c.end is not None)
    latest: tuple[str, int] | None = next(((c.source, 0) for c in taken if c.source and c.scope == "article" and not c.is_self), None)
    found: list[Credit] = []
    reach = 0  # where the last credit in the text ends
    named = 0  # the word behind the name in it
    for number, sign in enumerate(reading.signs):
        if not sign.roles & (_ANCHORS | _TELLERS):
            continue
        credit = _credit_at(reading, number, latest, settings) if sign.roles & _ANCHORS else _address_behind(reading, sign, settings)
        credit = credit or _joined(reading, sign, named)
        if credit is None or credit.start is None or credit.end is None or credit.start < reach or _touches(held, credit.start, credit.end):
            continue
        found.append(credit)
        reach, named = credit.end, sign.last
        if sign.roles & _ANCHORS and credit.source and not credit.is_self:  # "the paper" is no address
            latest = (credit.source, sign.last)
    return found


def _joined(reading: Reading, sign: Sign, named: int) -> Credit | None:
    """The credit to a name that is joined to one credited right before it: 'AAA *and BBB* report', '*AAA, BBB* and CCC report'."""
    joint = reading.by_last.get(sign.first)
    listed = sign.first == named and reading.gap_after(named).strip("\"' ") == "," and any(s.kind == "agency" for s in sign.spellings)
    joined = joint is not None and joint.first == named and joint.roles & Role.JOINT and not reading.gap_after(named).strip("\"' ")
    if not named or not (listed or joined):
        return None
    spelling = name_of(reading, sign)
    return None if spelling is None else reading.credit(spelling.name, _IN_TEXT, sign.first, sign.last)


def _touches(held: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted spans `held`, which don't overlap each other, shares a character with [start, end)."""
    last = bisect_left(held, (end, 0)) - 1
    return last >= 0 and held[last][1] > start


def _credit_at(reading: Reading, number: int, latest: tuple[str, int] | None, settings: IntakeSettings) -> Credit | None:
    """The credit that a sign in running text is, if a word of telling stands by it."""
    sign = reading.signs[number]
    named = _source_of(reading, sign, latest, settings)
    if named is None:
        return None
    source, last = named
    photo = _photo_credit(reading, sign, source, settings)
    if photo is not None:
        return photo
    if _set_off(reading, sign):
        return reading.credit(source, _SET_OFF, sign.first, sign.last)
    first = _teller_before(reading, number, settings)
    if first is None:
        behind = _teller_behind(reading, _behind_kind(reading, sign, last), settings) or _teller_behind(reading, last, settings)
        if behind is None or _talked_about(reading, sign):
            return None
        first, last = sign.first, behind
    return reading.credit(source, _IN_TEXT, first, last)


def _address_behind(reading: Reading, teller: Sign, settings: IntakeSettings) -> Credit | None:
    """The credit to an address that follows a word of telling, at most behind a noun of the press: 'as the site example.ru writes'."""
    if not teller.roles & _TELLERS:
        return None
    word = teller.last
    for _ in range(settings.credit_steps):
        if word >= len(reading.starts) or reading.gap_before(word).strip(" \t\"'"):
            return None
        behind = reading.by_first.get(word)
        if behind is None or not behind.roles & (Role.NOUN | Role.BETWEEN) or behind.spellings:
            break
        word = behind.last
    address = reading.address_at(word)
    return None if address is None else reading.credit(address[0], _IN_TEXT, teller.first, address[1])


def _photo_credit(reading: Reading, sign: Sign, source: str | None, settings: IntakeSettings) -> Credit | None:
    """The photo credit that a name is beside a word for a picture: 'Photo: Reuters', '(AFP Photo/A. Name)', '(A. Name/AFP)'."""
    before, behind = reading.by_last.get(sign.first), reading.by_first.get(sign.last)
    if before is not None and before.roles & Role.PHOTO_LABEL and reading.gap_before(sign.first).strip() in (":", "/", "-"):
        return reading.credit(source, _PHOTO, before.first, sign.last)
    if behind is not None and behind.roles & Role.PHOTO_LABEL and reading.gap_after(behind.last).strip().startswith(("/", ")", "|")):
        return reading.credit(source, _PHOTO, sign.first, behind.last)
    if _behind_photographer(reading, sign.first, settings):
        return reading.credit(source, _PHOTO, sign.first, sign.last)
    return None


def _behind_photographer(reading: Reading, first: int, settings: IntakeSettings) -> bool:
    """Whether a name stands in brackets behind somebody and a slash: '(A. Name/AFP via Getty Images)'."""
    slashes = 0
    for word in range(first, max(-1, first - settings.photo_words), -1):
        gap = reading.gap_before(word)
        if "(" in gap:
            return slashes > 0 and first - word > slashes
        if ")" in gap or "\n" in gap:
            return False
        slashes += "/" in gap
    return False


def _set_off(reading: Reading, sign: Sign) -> bool:
    """Whether an agency's name stands in marks by itself between two sentences: '... on Friday. (Reuters) The ...'."""
    agency = any(spelling.kind == "agency" for spelling in sign.spellings)
    ended = reading.gap_before(sign.first).lstrip("".join(MARKS_AFTER)).startswith((".", "!", "?", "؟"))
    alone = agency and ended and in_marks(reading, sign)
    behind = reading.by_first.get(sign.last)
    return alone and (behind is None or not behind.roles & (Role.VERB | Role.VERB_AFTER))


def _source_of(reading: Reading, sign: Sign, latest: tuple[str, int] | None, settings: IntakeSettings) -> tuple[str | None, int] | None:
    """Who would be credited by a sign, and the word behind the name; None when nobody would. `latest` is who was credited last, and where."""
    before = reading.by_last.get(sign.first)
    labelled = before is not None and bool(before.roles & Role.SOURCE_LABEL) and reading.gap_before(sign.first).strip() == ":"
    spelling = name_of(reading, sign, alone=labelled or _is_told(reading, sign))
    if spelling is not None:
        return spelling.name, sign.last
    if sign.roles & Role.UNNAMED:
        return None if _names_one(reading, sign.last, settings) else (None, sign.last)
    if sign.roles & Role.PAPER and latest is not None and sign.first - latest[1] <= settings.paper_reach:
        return None if sign.roles & Role.NO_AGENCY and reading.is_agency(latest[0]) else (latest[0], sign.last)
    tells = before is not None and bool(before.roles & Role.VERB) and reading.gap_before(sign.first) == " "  # *reports* the site "AAA"
    told = sign.roles & Role.TOLD_NOUN and (sign.towards or tells) and reading.gap_after(sign.last).endswith(MARKS_BEFORE)
    if sign.roles & Role.PRESS_NOUN or told:
        return _named_again(reading, _written_name(reading, sign))
    return None


def _is_told(reading: Reading, sign: Sign) -> bool:
    """Whether a name with a capital letter stands right behind a word of telling and before no other: told the *Sun*."""
    word = sign.first - (sign.first > 0 and reading.gap_before(sign.first) == " " and reading.written(sign.first - 1, sign.first) == "the")
    teller = reading.by_last.get(word)
    if teller is None or not teller.roles & (Role.VERB | Role.SOURCE) or reading.gap_before(word) != " ":
        return False
    followed = sign.last < len(reading.starts) and reading.gap_after(sign.last) == " "
    larger = followed and reading.written(sign.last, sign.last + 1)[0].isupper()
    return not larger and reading.written(sign.last - 1, sign.last)[0].isupper()


def _named_again(reading: Reading, written: tuple[str, int] | None) -> tuple[str, int] | None:
    """A name as it is written, or the one of the register that follows it in marks: the regime's news agency "AAA"."""
    behind = None if written is None else reading.by_first.get(written[1])
    spelling = name_of(reading, behind) if behind is not None and in_marks(reading, behind) else None
    return written if spelling is None or behind is None else (spelling.name, behind.last)


def _names_one(reading: Reading, last: int, settings: IntakeSettings) -> bool:
    """Whether what is said of unnamed outlets ends in a name: 'told state media outlet AAA'."""
    for _ in range(settings.credit_steps):
        behind = reading.by_first.get(last)
        if behind is None or reading.gap_after(last) != " ":
            return False
        if behind.spellings:
            return name_of(reading, behind) is not None
        if not behind.roles & Role.NOUN:
            return False
        last = behind.last
    return False


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
    marked = gap.endswith(MARKS_BEFORE)
    letter = reading.written(noun.last, noun.last + 1)[:1]
    if not marked and letter.lower() != letter.upper():
        return _capitalised(reading, noun.last)
    if not marked and noun.last in reading.by_first:
        return None
    for last in range(noun.last + 1, min(noun.last + _LONGEST_NAME, len(reading.starts)) + 1):
        after = reading.gap_after(last)
        if (marked and after.startswith(MARKS_AFTER)) or (not marked and (after.strip() or last in reading.by_first)):
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
    word, towards, noun = sign.first, sign.towards, bool(sign.roles & Role.UNNAMED)
    for earlier in range(number - 1, max(-1, number - 1 - settings.credit_steps), -1):
        before = reading.signs[earlier]
        gap = reading.gap_before(word).strip(" \t\"'()[]" + "." * _is_abbreviated(reading, before))
        if before.last == word and before.roles & Role.SOURCE_LABEL and gap in (":", "-"):
            return before.first
        described = noun or (word == sign.first and in_marks(reading, sign))
        plain = word - before.last == 1 and not gap and reading.gap_before(before.last) == " "
        if described and plain and reading.written(before.last, word).islower():
            word = before.last  # of what kind the outlet is: reports the *evening* paper AAA
        if before.last != word or gap or "\n" in reading.gap_before(word):
            break
        if before.roles & (Role.VERB | Role.SOURCE):
            return before.first
        if before.roles & Role.ABOUT and noun:
            return None  # "the director of the channel X", where "the director to X" may have told X
        if not before.roles & (Role.NOUN | Role.BETWEEN | Role.TOWARDS):
            break
        noun = noun or bool(before.roles & Role.NOUN)
        towards = towards or before.towards or bool(before.roles & Role.TOWARDS)
        word = before.first
    if _is_quoting(reading, number, settings):
        return sign.first
    towards = towards or (reading.listener_bare and _closes_clause(reading, sign))
    return word if towards and sign.roles & Role.NAME and _told_earlier(reading, number, settings) else None


def _is_quoting(reading: Reading, number: int, settings: IntakeSettings) -> bool:
    """Whether a verb of quoting stands before a name, and between them only who is quoted: 'quotes the mayor *N N* AAA'."""
    sign = reading.signs[number]
    if _talked_about(reading, sign):
        return False
    for earlier in range(number - 1, max(-1, number - 1 - settings.credit_steps), -1):
        before = reading.signs[earlier]
        if sign.first - before.last > settings.quoted_words:
            return False
        if before.roles & Role.QUOTING:
            return not any(reading.gap_before(word).strip(" \t\"'") for word in range(before.last, sign.first + 1))
    return False


def _is_abbreviated(reading: Reading, noun: Sign) -> bool:
    """Whether a noun of the press is cut short, so that a full stop behind it ends no sentence: корр. AAA."""
    return bool(noun.roles & Role.NOUN) and noun.last - noun.first == 1 and len(reading.written(noun.first, noun.last)) <= _ABBREVIATION


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


def _behind_kind(reading: Reading, sign: Sign, last: int) -> int:
    """The word behind what tells which outlets go unnamed, where a word follows them: media *of Britain* reported."""
    return last + 1 if sign.roles & Role.UNNAMED and last < len(reading.starts) and reading.gap_after(last) == " " else last


def _teller_behind(reading: Reading, last: int, settings: IntakeSettings) -> int | None:
    """The word behind a verb of telling that follows a name; None without one."""
    for _ in range(settings.credit_steps):
        behind = reading.by_first.get(last)
        if behind is None or reading.gap_after(last).strip(" \t\"')]"):
            return None
        if behind.roles & Role.VERB_AFTER:
            parts = (word for word in range(behind.first + 1, behind.last) if "." in reading.gap_before(word))
            return next(parts, behind.last)  # AAA reported. *In* the town ...
        if not behind.roles & (Role.NOUN | Role.BETWEEN):
            return None
        last = behind.last
    return None
