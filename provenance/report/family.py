"""What the page of one family shows: its fullest wording, its variants compared, who carried it when, and all evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from provenance.languages import LanguagePack, language_packs
from provenance.model import Article, Family, FirstSeen, Overlap, OverlapKind, Portable, Quotation
from provenance.report.collection import Collection
from provenance.report.differences import Change, Comparison, Wording, compare, grave_first, wordings
from provenance.report.members import Member, member_of
from provenance.report.voices import Voice, is_person, speakers_differ, voice_of, words_of
from provenance.settings import ReportSettings
from provenance.text import fold_many

LEAD: Final = 800
"""Code points of an article, and of its title, by which its subject is told."""


@dataclass(frozen=True, slots=True)
class FamilyRecords(Portable):
    """All records that a family's page is made from; `last_run` is the run in which it last grew."""

    family: Family
    articles: Mapping[str, Article]
    quotations: Mapping[str, Sequence[Quotation]]
    overlaps: tuple[Overlap, ...]
    last_run: int


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
class Doubt(Portable):
    """Why nobody can be called first with certainty: how many occurrences are undated, how many of the dates are too vague."""

    undated: int
    vague: int


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """All that the page of a family shows. ``members`` are earliest first; ``variants`` fullest first; ``voice`` is who speaks.

    ``words`` are folded and tell what it is about: those of the title and the beginning of the article with the fullest wording, and
    of that wording, as far as it is compared.
    """

    family: Family
    members: tuple[Member, ...]
    variants: tuple[Variant, ...]
    kinds: tuple[tuple[OverlapKind, int], ...]
    changes: tuple[Change, ...]
    overlaps: tuple[Overlap, ...]
    doubt: Doubt
    voice: Voice | None
    words: tuple[str, ...]

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


def records_of(collection: Collection, family_ids: Sequence[str]) -> Iterator[FamilyRecords]:
    """Fetch all records that the pages of some families are made from, together."""
    families = list(collection.some_families(family_ids))
    ids = list(dict.fromkeys(m.occurrence.article_id for family in families for m in family.members))
    articles = {article.article_id: article for article in collection.some_articles(ids)}
    quotations, overlaps, runs = collection.quotations_of(ids), collection.overlaps_of(family_ids), collection.last_runs(family_ids)
    for family in families:
        own = dict.fromkeys(m.occurrence.article_id for m in family.members)
        yield FamilyRecords(
            family=family,
            articles={i: articles[i] for i in own},
            quotations={i: tuple(quotations[i]) for i in own},
            overlaps=tuple(overlaps[family.family_id]),
            last_run=runs[family.family_id],
        )


def family_pages(batch: Sequence[FamilyRecords], settings: ReportSettings) -> list[FamilyPage]:
    """What the pages of some families show. Their texts are folded together, which costs a fraction of folding each by itself."""
    members = [_members(records, settings.context_characters) for records in batch]
    variants = _variants(members, settings.compared_words)
    about = fold_many([_lead(found[0].head.article) for found, _ in variants])
    return [
        _page(records, found, several, (*lead.words, *words))
        for records, found, (several, words), lead in zip(batch, members, variants, about, strict=True)
    ]


def _page(records: FamilyRecords, members: tuple[Member, ...], variants: tuple[Variant, ...], words: tuple[str, ...]) -> FamilyPage:
    changes = [c for v in variants if v.comparison for c in v.comparison.changes]
    named = grave_first(["speaker", *changes] if speakers_differ(members) else changes)
    kinds = tuple(sorted(Counter(o.kind for o in records.overlaps).items(), key=lambda k: (-k[1], k[0])))
    return FamilyPage(records.family, members, variants, kinds, named, records.overlaps, _doubt(members), voice_of(members), words)


def _members(records: FamilyRecords, around: int) -> tuple[Member, ...]:
    ids = [m.occurrence.article_id for m in records.family.members]
    found = enumerate(zip(records.family.members, ids, strict=True), 1)
    return tuple(member_of(n, m, records.articles[i], records.quotations[i], around) for n, (m, i) in found)


def _lead(article: Article) -> str:
    """The title of an article and its beginning."""
    return f"{(article.title or '')[:LEAD]}\n{article.text[:LEAD]}"


def _variants(families: Sequence[Sequence[Member]], compared_words: int) -> list[tuple[tuple[Variant, ...], Sequence[str]]]:
    """For each family its wordings, fullest first, the others as they appear, and the folded words of the fullest."""
    groups = [_by_variant(members) for members in families]
    worded = iter(wordings([members[0].text for group in groups for members in group.values()], compared_words))
    return [_compared(group, list(islice(worded, len(group)))) for group in groups]


def _by_variant(members: Sequence[Member]) -> dict[int, list[Member]]:
    groups: dict[int, list[Member]] = {}
    for member in members:
        groups.setdefault(member.variant, []).append(member)
    return groups


def _compared(groups: Mapping[int, Sequence[Member]], worded: Sequence[Wording]) -> tuple[tuple[Variant, ...], Sequence[str]]:
    """The wordings of one family, each compared with the fullest."""
    found = list(zip(groups.items(), worded, strict=True))
    fullest = found.pop(max(range(len(found)), key=lambda i: (len(worded[i].words), -i)))
    (number, members), fullest_words = fullest
    pack = language_packs().get(next(iter(groups.values()))[0].article.language or "")
    names = _known_names([m for several in groups.values() for m in several], pack) if found else frozenset()
    first = Variant(number, tuple(members), None)
    others = [Variant(n, tuple(several), compare(fullest_words, words, pack, names)) for (n, several), words in found]
    return (first, *others), fullest_words.words


def _known_names(members: Sequence[Member], pack: LanguagePack | None) -> frozenset[str]:
    """The folded words of the persons whom the family's articles let speak."""
    names = {m.quotation.speaker for m in members if m.quotation and m.quotation.speaker}
    return frozenset(word for name in names if is_person(name, pack) for word in words_of(name) if len(word) > 2)


def _doubt(members: Sequence[Member]) -> Doubt:
    """How many members carry no date, and how many dates could be as early as the earliest."""
    dated = sorted((m for m in members if m.moment and m.moment.stated), key=_start)
    vague = sum(1 for m in dated[1:] if m.moment and dated[0].moment and m.moment.start < dated[0].moment.end)
    return Doubt(len(members) - len(dated), vague)
