"""What is worth a fact-checker's time: families are ordered by points, and every list says which points and why.

The order prefers words of a person that were altered where outlets claim to quote them, that several outlets carry, and that
somebody carries without credit. It puts behind what the wording shows to be routine: tables of figures, text that outlets repeat day
after day, long statements, and articles that are about sport, worship, courtesies or advertising.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final, Literal

from provenance.languages import language_packs
from provenance.model import Portable
from provenance.report.differences import GRAVE, Change, Comparison, Row, resemble
from provenance.report.family import FamilyPage, Variant
from provenance.report.subjects import Subject, subjects_of

Reason = Literal[
    "words of a person",
    "words of somebody",
    "altered in quotation marks",
    "other speaker",
    "negation",
    "number",
    "name",
    "altered",
    "without credit",
    "several outlets",
    "much quoted",
    "one outlet",
    "figures",
    "repeated",
    "short",
    "long",
    "reworded",
    "vocalised",
    Subject,
]

POINTS: Final[dict[Reason, float]] = {
    "words of a person": 5.0,
    "words of somebody": 2.0,
    "altered in quotation marks": 5.0,
    "other speaker": 4.0,
    "negation": 8.0,
    "number": 3.0,
    "name": 2.0,
    "altered": 1.0,
    "without credit": 3.0,
    "several outlets": 1.5,
    "much quoted": 1.0,
    "one outlet": -6.0,
    "figures": -4.0,
    "repeated": -4.0,
    "short": -3.0,
    "long": -3.0,
    "reworded": -1.5,
    "vocalised": -5.0,
    "sport": -6.0,
    "worship": -6.0,
    "courtesy": -4.0,
    "advertising": -5.0,
}
"""Points of each reason. "words of a person": two outlets name the same one; "words of somebody": one does, or it is no name.
"altered in quotation marks" and a changed negation, number or name are times the clearness of the change (0 to 1): it stands out where all
around it is the same. "without credit" is times the share of uncredited occurrences; "several outlets" times log2 of their number, at most
of MOST_OUTLETS; "much quoted" times log2 of the number of outlets that quote the speaker anywhere in the collection, at most of
MOST_QUOTING; "reworded": all overlaps are, so that the same event told twice is as likely as reuse."""

MOST_OUTLETS: Final = 8
"""More outlets than this add nothing: what everybody carries is no longer news to a fact-checker."""

MOST_QUOTING: Final = 8
"""A speaker whom more outlets quote is no better known for it."""

FIGURES_SHARE: Final = 0.08
"""Share of words with digits above which a passage is a table, a price list or a score rather than a statement."""

VOCALISED_SHARE: Final = 0.3
"""Combining marks for each letter above which a text is written with all its vowels: scripture or verse, which everybody quotes.
One outlet that writes a passage so tells what it is."""

SHORT_WORDS: Final = 14
"""Fewer words than this are a headline or a phrase, unless a person said them."""

LONG_WORDS: Final = (60, 160)
"""From the first number of words on a passage is a statement that is passed on whole, from the second on nothing else."""

SMALL_WORD: Final = 3
"""Letters of a word up to which it alone changes little by coming or going: "هو", "قد", "the"; a negation is told by itself."""

SURROUNDED: Final = 4
"""Words that are the same on either side of a change from which it stands out fully."""

_WITH_DIGITS: Final = re.compile(r"\d\S*")
"""Found once in each word that holds a digit."""


@dataclass(frozen=True, slots=True)
class Rank(Portable):
    """The points of one family and the reasons that gave them, the weightiest first."""

    points: float
    reasons: tuple[Reason, ...]

    def plus(self, reason: Reason, share: float) -> Rank:
        """The same with one more reason, which stands last; nothing is added where its share is 0."""
        return Rank(round(self.points + POINTS[reason] * share, 2), (*self.reasons, reason)) if share else self


def rank(page: FamilyPage) -> Rank:
    """How much a family is worth looking at, and why, as far as the family alone can tell."""
    given = sorted(_points(page), key=lambda r: (-r[1], r[0]))
    return Rank(round(sum(points for _, points in given), 2), tuple(reason for reason, _ in given))


def much_quoted(outlets: int) -> float:
    """The share of "much quoted" for the words of somebody whom so many outlets quote."""
    return log2(min(max(outlets, 1), MOST_QUOTING))


def _points(page: FamilyPage) -> Iterator[tuple[Reason, float]]:
    outlets = len({m.key for m in page.members})
    compared = [v.comparison for v in page.variants if v.comparison]
    quoted = [v.comparison for v in page.variants if v.comparison and _is_quoted(page.variants[0]) and _is_quoted(v)]
    named = page.is_quotation and page.voice is not None
    agreed = named and page.voice is not None and page.voice.outlets > 1 and page.voice.is_person
    shares: dict[Reason, float] = {
        "words of a person": agreed,
        "words of somebody": named and not agreed,
        "altered in quotation marks": max((_altered(c) for c in quoted), default=0.0) if page.is_quotation else 0.0,
        "other speaker": "speaker" in page.changes,
        "negation": _clearness("negation", compared),
        "number": _clearness("number", compared),
        "name": _clearness("name", compared),
        "altered": any(_altered(c) for c in compared),
        "without credit": sum(m.credit_status == "uncredited" for m in page.members) / len(page.members),
        "several outlets": log2(min(outlets, MOST_OUTLETS)),
        "reworded": bool(page.kinds) and all(kind == "reworded" for kind, _ in page.kinds) and not page.is_quotation,
        "one outlet": outlets == 1,
        "repeated": len(page.members) >= 2 * outlets and outlets > 1,
        **_of_the_text(page),
    }
    for reason, share in shares.items():
        if share:
            yield reason, POINTS[reason] * share


def _of_the_text(page: FamilyPage) -> dict[Reason, float]:
    """What its wordings and the article of the fullest say against a family."""
    fullest = page.fullest
    words = fullest.text.split()
    low, high = LONG_WORDS
    about: dict[Reason, float] = dict.fromkeys(subjects_of(page.words, language_packs().get(fullest.article.language or "")), 1.0)
    return {
        "figures": len(_WITH_DIGITS.findall(fullest.text)) > FIGURES_SHARE * len(words),
        "vocalised": any(_marks(v.head.text) > VOCALISED_SHARE for v in page.variants),
        "short": len(words) < SHORT_WORDS and not page.is_quotation,
        "long": min(max((len(words) - low) / (high - low), 0.0), 1.0),
        **about,
    }


def _is_quoted(variant: Variant) -> bool:
    """Whether a wording stands as the words of somebody, between marks that open and close."""
    quotation = variant.head.quotation
    return quotation is not None and quotation.closed and quotation.cue is not None


def _altered(comparison: Comparison) -> float:
    """How clearly words were changed and not only cut off or put in another form (0 to 1): the square of the similarity of the wordings."""
    return comparison.similarity**2 if any(_weighs(comparison, row) for row in comparison.rows) else 0.0


def _weighs(comparison: Comparison, row: Row) -> bool:
    """Whether a change is more than a cut, a small word more or less, or the same words in another form or spelling."""
    if _TRIMMED.issuperset(row.changes) or not _GRAVE.isdisjoint(row.changes):
        return not _GRAVE.isdisjoint(row.changes)
    a, b = comparison.a.words[slice(*row.a)], comparison.b.words[slice(*row.b)]
    return not resemble(a, b) if a and b else any(len(word) > SMALL_WORD for word in (*a, *b))


def _clearness(change: Change, compared: Iterable[Comparison]) -> float:
    """How much a change stands out (0 to 1) by the words around it that are the same; the clearest counts."""
    told = [c for c in compared if change in c.changes]
    return max((_surrounded(c, i) for c in told for i, row in enumerate(c.rows) if change in row.changes), default=0.0)


def _surrounded(comparison: Comparison, i: int) -> float:
    """The share of the words next to a row that are the same, up to SURROUNDED on either side; an end of the text counts as half."""

    def same(neighbours: Sequence[int]) -> float:
        if not neighbours:
            return 0.5
        row = comparison.rows[neighbours[0]]
        return 0.0 if row.changes else min(row.a[1] - row.a[0], SURROUNDED) / SURROUNDED

    rows = range(len(comparison.rows))
    return same(rows[i - 1 : i] if i else ()) * same(rows[i + 1 : i + 2]) * comparison.similarity


def _marks(text: str) -> float:
    """Combining marks for each letter."""
    characters = set(text)
    marks = sum(text.count(c) for c in characters if unicodedata.combining(c))
    return marks / max(sum(text.count(c) for c in characters if c.isalpha()), 1) if marks else 0.0


_GRAVE: Final = frozenset(GRAVE)
_TRIMMED: Final[frozenset[Change]] = frozenset({"trimmed at the start", "trimmed at the end", "particle"})
