"""What the page of one outlet shows: whom it credits, whom it resembles without credit, what it repeats, what it edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provenance.report.article import Heading
from provenance.report.aside import AsideLine
from provenance.report.lines import Carrier, FamilyLine


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Another outlet with whose wording this one's uncredited passages agree.

    ``later`` counts families in which this outlet is dated later, ``unknown`` those in which the order is unknown.
    """

    outlet: str
    later: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Revision:
    """Two texts of this outlet under one address, the earlier first, and the share of words that stayed the same."""

    earlier: Heading
    later: Heading
    similarity: float


@dataclass(frozen=True, slots=True)
class OutletPage:
    """All that the page of an outlet shows beside the list of its families."""

    name: str
    articles: int
    families: int
    credits: tuple[tuple[str, int], ...]
    uncredited: int
    resembles: tuple[Resemblance, ...]
    repeated: tuple[AsideLine, ...]
    revisions: tuple[Revision, ...]


def outlet_page(name: str, articles: int, lines: Sequence[FamilyLine], repeated: Sequence[AsideLine], revisions: Sequence[Revision]) -> OutletPage:
    """Gather what the page of an outlet shows; `lines` are the families that it carries."""
    credited: Counter[str] = Counter()
    uncredited = 0
    for line in lines:
        own = [c for c in line.carriers if c.outlet == name]
        credited.update({source for c in own for source in c.sources})
        uncredited += any(c.credit_status == "uncredited" for c in own)
    return OutletPage(name, articles, len(lines), _most(credited), uncredited, _resembles(name, lines), tuple(repeated), tuple(revisions))


def _most(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))


def _resembles(name: str, lines: Iterable[FamilyLine]) -> tuple[Resemblance, ...]:
    """The outlets that have the same passages, surely earlier or in unknown order, where this one credits nobody for them."""
    later: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for line in lines:
        own = [c for c in line.carriers if c.outlet == name and c.credit_status == "uncredited"]
        for other in {c.outlet for c in line.carriers if c.outlet and c.outlet != name} if own else ():
            order = in_order(own, [c for c in line.carriers if c.outlet == other])
            later[other] += order == "later"
            unknown[other] += order == "unknown"
    names = [n for n in set(later) | set(unknown) if later[n] or unknown[n]]
    found = [Resemblance(n, later[n], unknown[n]) for n in names]
    return tuple(sorted(found, key=lambda r: (-r.later, -r.unknown, r.outlet)))


def in_order(own: Iterable[Carrier], others: Iterable[Carrier]) -> str:
    """Whether the first of `own` is "later" than the first of `others`, "earlier", or this is "unknown"."""
    mine = [c.when for c in own]
    theirs = [c.when for c in others]
    if None in mine or None in theirs or not mine or not theirs:
        return "unknown"
    first, second = min(w for w in mine if w is not None), min(w for w in theirs if w is not None)
    return "later" if first > second else "earlier" if first < second else "unknown"
