"""What the page of one family shows: its fullest wording, its variants compared, who carried it when, and all evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from provenance.languages import LanguagePack, language_packs
from provenance.model import Article, Credit, CreditStatus, Family, FamilyMember, FirstSeen, Occurrence, Overlap, OverlapKind, Quotation, Span
from provenance.report.collection import Collection
from provenance.report.differences import Change, Comparison, Wording, compare, grave_first, wordings
from provenance.report.moments import Moment, moment_of
from provenance.report.visible import Direction, text_direction
from provenance.settings import ReportSettings
from provenance.text import fold

_SENTENCE_ENDS = ".!?؟。\n"
_LEAD = 120
"""Code points between a cue and its quotation that are shown with it."""


@dataclass(frozen=True, slots=True)
class FamilyRecords:
    """All records that a family's page is made from; `last_run` is the run in which it last grew."""

    family: Family
    articles: Mapping[str, Article]
    quotations: Mapping[str, Sequence[Quotation]]
    overlaps: tuple[Overlap, ...]
    last_run: int


@dataclass(frozen=True, slots=True)
class Member:
    """One occurrence with all that is shown of it. ``before`` and ``after`` complete the sentence around it."""

    number: int
    article: Article
    occurrence: Occurrence
    variant: int
    credit_status: CreditStatus
    credits: tuple[Credit, ...]
    quotation: Quotation | None
    moment: Moment | None
    before: str
    after: str

    @property
    def outlet(self) -> str | None:
        return self.article.outlet.name if self.article.outlet else None

    @property
    def key(self) -> str:
        """The outlet, or the article itself where the outlet is unknown: two unknown ones are never taken for one."""
        return self.outlet or self.article.article_id

    @property
    def text(self) -> str:
        return self.article.text[self.occurrence.start : self.occurrence.end]

    @property
    def direction(self) -> Direction:
        return text_direction(self.text, self.article.language)

    @property
    def cue(self) -> str | None:
        """The words that introduce the quotation or come behind it, from the cue to the quotation where they are near."""
        if self.quotation is None or self.quotation.cue is None:
            return None
        start, end = self.quotation.cue
        near = start < self.quotation.start <= end + _LEAD
        return self.article.text[start : self.quotation.start if near else end].rstrip(" \n:،,\"'«“”„(")


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording: who carries it, and how it compares with the fullest one (None for that one itself)."""

    number: int
    members: tuple[Member, ...]
    comparison: Comparison | None

    @property
    def head(self) -> Member:
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why nobody can be called first with certainty: how many occurrences are undated, how many of the dates are too vague."""

    undated: int
    vague: int


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """All that the page of a family shows. ``members`` are earliest first; ``variants`` fullest first."""

    family: Family
    members: tuple[Member, ...]
    variants: tuple[Variant, ...]
    kinds: tuple[tuple[OverlapKind, int], ...]
    changes: tuple[Change, ...]
    overlaps: tuple[Overlap, ...]
    doubt: Doubt

    @property
    def fullest(self) -> Member:
        return self.variants[0].head

    @property
    def is_quotation(self) -> bool:
        """Whether at least half of the occurrences stand in quotation marks, one of them closed and with words that introduce it."""
        quotations = [m.quotation for m in self.members if m.quotation]
        return 2 * len(quotations) >= len(self.members) and any(q.closed and q.cue for q in quotations)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names of the known outlets, in the order in which they appear."""
        return tuple(dict.fromkeys(m.outlet for m in self.members if m.outlet))

    @property
    def unknown_outlets(self) -> int:
        return sum(1 for m in self.members if m.outlet is None)

    @property
    def credited(self) -> int:
        """Occurrences that credit somebody else, or need not to."""
        return sum(1 for m in self.members if m.credit_status == "credited")

    @property
    def dated(self) -> tuple[Member, ...]:
        """Members with a date that their publisher stated, earliest first."""
        return tuple(sorted((m for m in self.members if m.moment and m.moment.stated), key=_start))

    @property
    def first_seen(self) -> FirstSeen | None:
        return self.family.first_seen


def _start(member: Member) -> tuple[float, int]:
    assert member.moment is not None
    return member.moment.start.timestamp(), member.number


def family_records(collection: Collection, family: Family) -> FamilyRecords:
    """Fetch all records that the page of `family` is made from."""
    ids = dict.fromkeys(m.occurrence.article_id for m in family.members)
    return FamilyRecords(
        family=family,
        articles={i: collection.article(i) for i in ids},
        quotations={i: tuple(collection.quotations(i)) for i in ids},
        overlaps=tuple(collection.overlaps(family.family_id)),
        last_run=collection.last_run(family.family_id),
    )


def family_page(records: FamilyRecords, settings: ReportSettings) -> FamilyPage:
    """What the page of a family shows."""
    family, articles, overlaps = records.family, records.articles, records.overlaps
    members = tuple(_member(n, m, articles[m.occurrence.article_id], records.quotations, settings) for n, m in enumerate(family.members, 1))
    variants = _variants(members, settings)
    found = [c for v in variants if v.comparison for c in v.comparison.changes]
    changes = grave_first(["speaker", *found] if _speakers_differ(members) else found)
    kinds = tuple(sorted(Counter(o.kind for o in overlaps).items(), key=lambda k: (-k[1], k[0])))
    return FamilyPage(family, members, variants, kinds, changes, overlaps, _doubt(members))


def _member(number: int, found: FamilyMember, article: Article, quotations: Mapping[str, Sequence[Quotation]], settings: ReportSettings) -> Member:
    occurrence = found.occurrence
    quotation = quotation_at(occurrence, quotations[article.article_id])
    before, after = context(article.text, Span(occurrence.start, occurrence.end), settings.context_characters)
    return Member(number, article, occurrence, found.variant, found.credit_status, found.credits, quotation, moment_of(article), before, after)


def quotation_at(occurrence: Occurrence, quotations: Sequence[Quotation]) -> Quotation | None:
    """The quotation that shares most with an occurrence, if it fills at least half of it: some words in marks make no quotation."""

    def shared(q: Quotation) -> int:
        return min(q.end, occurrence.end) - max(q.start, occurrence.start)

    best = max(quotations, key=lambda q: (shared(q), -q.start), default=None)
    if best is None or 2 * shared(best) < occurrence.end - occurrence.start:
        return None
    return best


def context(text: str, span: Span, limit: int) -> tuple[str, str]:
    """What stands before and behind a span in its sentence, at most `limit` code points each."""
    before, after = text[max(0, span.start - limit) : span.start], text[span.end : span.end + limit]
    cut_before = max(before.rstrip(_SENTENCE_ENDS + " ").rfind(c) for c in _SENTENCE_ENDS) + 1
    ends = [i for i in (after.find(c) for c in _SENTENCE_ENDS) if i >= 0]
    return before[cut_before:].lstrip(), after[: min(ends) + 1 if ends else None].rstrip()


def _variants(members: Sequence[Member], settings: ReportSettings) -> tuple[Variant, ...]:
    """The wordings, fullest first, the others as they appear; each of the others compared with the fullest."""
    groups: dict[int, list[Member]] = {}
    for member in members:
        groups.setdefault(member.variant, []).append(member)
    worded = wordings([group[0].text for group in groups.values()], settings.compared_words)
    fullest = max(range(len(worded)), key=lambda i: (len(worded[i].words), -i))
    names = _known_names(members)
    pack = language_packs().get(members[0].article.language or "")
    order = [fullest, *[i for i in range(len(worded)) if i != fullest]]
    numbers = list(groups)
    return tuple(Variant(numbers[i], tuple(groups[numbers[i]]), _compared(worded, fullest, i, pack, names)) for i in order)


def _compared(worded: Sequence[Wording], fullest: int, i: int, pack: LanguagePack | None, names: frozenset[str]) -> Comparison | None:
    return None if i == fullest else compare(worded[fullest], worded[i], pack, names)


def _known_names(members: Sequence[Member]) -> frozenset[str]:
    """The folded words of all speakers and outlets that the family's articles name."""
    names = {m.quotation.speaker for m in members if m.quotation and m.quotation.speaker}
    names |= {c.source for m in members for c in m.credits if c.source}
    return frozenset(word for name in names for word in fold(name).words if len(word) > 2)


def _speakers_differ(members: Sequence[Member]) -> bool:
    """Whether two members give the words to different speakers: names without a common word, neither of which the other's article holds.

    An article that calls a person by name here and by office there is not at odds with one that does it the other way round.
    """
    spoken = {frozenset(fold(m.quotation.speaker).words): m for m in members if m.quotation and m.quotation.speaker and m.quotation.cue}
    apart = [(a, b) for a, b in combinations(spoken, 2) if not a & b]
    return any(not a <= _words(spoken[b]) and not b <= _words(spoken[a]) for a, b in apart)


def _words(member: Member) -> frozenset[str]:
    return frozenset(fold(member.article.text).words)


def _doubt(members: Sequence[Member]) -> Doubt:
    """How many members carry no date, and how many dates could be as early as the earliest."""
    dated = sorted((m for m in members if m.moment and m.moment.stated), key=_start)
    vague = sum(1 for m in dated[1:] if m.moment and dated[0].moment and m.moment.start < dated[0].moment.end)
    return Doubt(len(members) - len(dated), vague)
