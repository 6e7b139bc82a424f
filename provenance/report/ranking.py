"""What is worth a fact-checker's time: families are ordered by points, and every page says which points and why.

The order prefers words of a person that were altered, that several outlets carry, and that somebody carries without credit.
It puts behind what the wording itself shows to be routine: tables of figures, and text that outlets repeat day after day.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2
from typing import Final, Literal

from provenance.report.differences import GRAVE, Change, Comparison
from provenance.report.family import FamilyPage

Reason = Literal[
    "words of a person",
    "other speaker",
    "negation",
    "number",
    "name",
    "altered",
    "without credit",
    "several outlets",
    "one outlet",
    "figures",
    "repeated",
    "short",
    "reworded",
    "vocalised",
]

POINTS: Final[dict[Reason, float]] = {
    "words of a person": 7.0,
    "other speaker": 3.0,
    "negation": 4.0,
    "number": 3.0,
    "name": 2.0,
    "altered": 1.5,
    "without credit": 3.0,
    "several outlets": 1.5,
    "one outlet": -6.0,
    "figures": -4.0,
    "repeated": -4.0,
    "short": -3.0,
    "reworded": -1.5,
    "vocalised": -5.0,
}
"""Points of each reason. A changed speaker, negation, number or name is times the square of the similarity of the wordings:
it stands out where all else is the same. "without credit" is times the share of uncredited occurrences; "several outlets" times
log2 of their number, at most of MOST_OUTLETS; "reworded": all overlaps are, so that the same event told twice is as likely as reuse."""

MOST_OUTLETS: Final = 8
"""More outlets than this add nothing: what everybody carries is no longer news to a fact-checker."""

FIGURES_SHARE: Final = 0.08
"""Share of words with digits above which a passage is a table, a price list or a score rather than a statement."""

VOCALISED_SHARE: Final = 0.3
"""Combining marks for each letter above which a text is written with all its vowels: scripture or verse, which everybody quotes."""

SHORT_WORDS: Final = 14
"""Fewer words than this are a headline or a phrase, unless a person said them."""


@dataclass(frozen=True, slots=True)
class Rank:
    """The points of one family and the reasons that gave them, the weightiest first."""

    points: float
    reasons: tuple[Reason, ...]


def rank(page: FamilyPage) -> Rank:
    """How much a family is worth looking at, and why."""
    given = sorted(_points(page), key=lambda r: (-r[1], r[0]))
    return Rank(round(sum(points for _, points in given), 2), tuple(reason for reason, _ in given))


def _points(page: FamilyPage) -> Iterator[tuple[Reason, float]]:
    outlets = len({m.key for m in page.members})
    words = page.fullest.text.split()
    compared = [v.comparison for v in page.variants if v.comparison]
    shares: dict[Reason, float] = {
        "words of a person": bool(page.is_quotation and page.family.speakers),
        "other speaker": ("speaker" in page.changes) * max((c.similarity for c in compared), default=1.0) ** 2,
        "negation": _clarity("negation", compared),
        "number": _clarity("number", compared),
        "name": _clarity("name", compared),
        "altered": any(c not in GRAVE and c not in _TRIMMED for c in page.changes),
        "without credit": sum(m.credit_status == "uncredited" for m in page.members) / len(page.members),
        "several outlets": log2(min(outlets, MOST_OUTLETS)),
        "reworded": bool(page.kinds) and all(kind == "reworded" for kind, _ in page.kinds) and not page.is_quotation,
        "one outlet": outlets == 1,
        "figures": sum(any(c.isdigit() for c in w) for w in words) > FIGURES_SHARE * len(words),
        "repeated": len(page.members) >= 2 * outlets and outlets > 1,
        "vocalised": _marks(page.fullest.text) > VOCALISED_SHARE,
        "short": len(words) < SHORT_WORDS and not page.is_quotation,
    }
    for reason, share in shares.items():
        if share:
            yield reason, POINTS[reason] * share


def _clarity(change: Change, compared: Iterable[Comparison]) -> float:
    """How much a change stands out (0 to 1): the square of the similarity of the wording around it, the clearest counts."""
    return max((c.similarity**2 for c in compared if change in c.changes), default=0.0)


def _marks(text: str) -> float:
    """Combining marks for each letter."""
    letters = sum(c.isalpha() for c in text)
    return sum(unicodedata.combining(c) > 0 for c in text) / letters if letters else 0.0


_TRIMMED: Final[tuple[Change, ...]] = ("trimmed at the start", "trimmed at the end", "particle")
