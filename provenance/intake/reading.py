"""An article's text as its credits are read: the known phrases in it, and which name each may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from provenance.intake.lexicon import Lexicon, Role, Sign
from provenance.languages import LanguagePack
from provenance.model import Credit, CreditKind, CreditScope
from provenance.registers import Spelling
from provenance.text import Folded

MARKS_BEFORE: Final = ('"', "'", "(", "[", "{")
MARKS_AFTER: Final = ('"', "'", ")", "]", "}")
_TATWEEL: Final = "\u0640"
_SHORTEST_ADDRESS: Final = 2  # words of an address between its dots


class Standing(NamedTuple):
    """Where a credit stands in its article, for how much of it that counts, and the rule by which it is one."""

    kind: CreditKind
    scope: CreditScope
    rule: str


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
    domains: Mapping[str, str]
    suffixes: frozenset[str]
    latin: bool

    def gap_before(self, word: int) -> str:
        """The characters between a word and the one before it."""
        return self._gap(self.ends[word - 1] if word else 0, self.starts[word])

    def gap_after(self, last: int) -> str:
        """The characters between a word's end and the next word; `last` is the word after it."""
        return self._gap(self.ends[last - 1], self.starts[last] if last < len(self.starts) else len(self.folded.text))

    def _gap(self, start: int, end: int) -> str:
        gap = self.folded.text[start:end]
        if "\n" in gap and self._goes_on(gap, end):
            return gap.replace("\n", " ")
        if "  " in gap and _TATWEEL in self.original[slice(*self.folded.span(start, end))]:
            return gap.replace("  ", " - ")  # a tatweel that stands alone is written for a dash
        return gap

    def _goes_on(self, gap: str, end: int) -> bool:
        """Whether a line that begins with a small letter goes on with the one before: pages break lines at their links."""
        if gap.count("\n") > 1 or any(c in gap for c in ".!?:;()") or end >= len(self.folded.text):
            return False
        return self.original[self.folded.span(end, end + 1)[0]].islower()

    def of_outlet(self, outlet: str) -> Reading:
        """The same text, now that its outlet is known."""
        return replace(self, outlet=outlet)

    def is_agency(self, name: str) -> bool:
        """Whether the name is an agency's that the text names."""
        return any(spelling.name == name and spelling.kind == "agency" for sign in self.signs for spelling in sign.spellings)

    def written(self, first: int, last: int) -> str:
        """The words [first, last) as the article writes them."""
        start, end = self.folded.word_span(first, last - 1)
        return self.original[start:end]

    def address_at(self, first: int) -> tuple[str, int] | None:
        """The outlet whose address begins at a word, by its name or as it is written, and the word behind it: example.ru."""
        last = first + 1
        while last < len(self.starts) and self.gap_before(last) in (".", "-"):
            last += 1
        if first >= len(self.starts) or last - first < _SHORTEST_ADDRESS:
            return None
        written = self.written(first, last)
        if not written.isascii() or written.rsplit(".", 1)[-1] not in self.suffixes or self.gap_before(last - 1) != ".":
            return None
        return self.domains.get(written.lower().removeprefix("www."), written), last

    def credit(self, source: str | None, standing: Standing, first: int, last: int) -> Credit:
        """The credit to `source` (None: unnamed agencies) that the words [first, last) are."""
        start, end = self.folded.word_span(first, last - 1)
        start -= self._opens(first, last)
        end += self._closes(first, last)
        is_self = source is not None and source == self.outlet
        return Credit(source, standing.kind, standing.scope, is_self, standing.rule, self.original[start:end], start, end)

    def _opens(self, first: int, last: int) -> bool:
        """Whether the character before the words [first, last) is the quotation mark that opens one closed among them: *«N»* reports."""
        inner = self.folded.text[self.starts[first] : self.ends[last - 1]]
        return self.gap_before(first).endswith('"') and inner.count('"') % 2 == 1

    def _closes(self, first: int, last: int) -> bool:
        """Whether the character behind the words [first, last) is the mark that closes one opened among them."""
        inner = self.folded.text[self.starts[first] : self.ends[last - 1]]
        after = self.gap_after(last)[:1]
        if self._opens(first, last):
            return False
        return (after == ")" and inner.count("(") > inner.count(")")) or (after in ("'", '"') and inner.count(after) % 2 == 1)


def read_signs(original: str, folded: Folded, lexicon: Lexicon, outlet: str | None, pack: LanguagePack | None = None) -> Reading:
    """The text with everything in it that credits are told by; `outlet` is the canonical name of who published it.

    `pack` is of the text's language, None when that is unknown.
    """
    signs = lexicon.find(folded)
    return Reading(
        original,
        folded,
        folded.starts,
        folded.ends,
        signs,
        {s.last: s for s in signs},
        {s.first: s for s in signs},
        outlet,
        pack is not None and pack.credits.listener_bare,
        lexicon.domains,
        lexicon.suffixes,
        pack is None or pack.script == "Latin",
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
    """Capitals of a spelling must stand in the text too, the first or the last: 'the Guardian' is the paper, 'spa' no agency."""
    if not spelling.text[0].isupper():
        return True
    written = reading.written(sign.first, sign.last)
    if spelling.text.isupper() and len(spelling.text) > 1:
        return written.upper() == written
    if next((c for c in written if c.isalpha()), "").isupper():
        return True
    last = max(number for number, word in enumerate(spelling.text.split()) if word[0].isupper())
    return 0 < last < sign.last - sign.first and reading.written(sign.first + last, sign.first + last + 1)[0].isupper()


def _certain(reading: Reading, sign: Sign, spelling: Spelling, alone: bool) -> bool:
    if spelling.certainty == "sure" or (alone and spelling.certainty == "ambiguous"):
        return True
    if spelling.certainty == "ambiguous" and not reading.latin and spelling.text.isascii():  # a common word of another language
        return True
    bracketed = reading.gap_before(sign.first).endswith("(")  # of a place, brackets say where and not who
    return _after_noun(reading, sign) or (in_marks(reading, sign) and not (spelling.certainty == "marked" and bracketed))


def in_marks(reading: Reading, sign: Sign) -> bool:
    """Whether quotation marks or brackets enclose exactly the sign."""
    return reading.gap_before(sign.first).endswith(MARKS_BEFORE) and reading.gap_after(sign.last).startswith(MARKS_AFTER)


def _after_noun(reading: Reading, sign: Sign) -> bool:
    before = reading.by_last.get(sign.first)
    return before is not None and bool(before.roles & Role.NOUN) and not reading.gap_before(sign.first).strip(" \"'")
