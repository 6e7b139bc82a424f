"""A collection held in memory, and a builder that makes its records the way a scan would: for tests of the report alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from provenance.model import (
    Article,
    Credit,
    CreditStatus,
    Evidence,
    Family,
    FamilyMember,
    Fingerprints,
    FirstSeen,
    Occurrence,
    Outlet,
    Overlap,
    OverlapKind,
    Place,
    PublicationDate,
    Quotation,
    Run,
    SetAside,
    Span,
    content_id,
)
from provenance.text import fold

FIRST_RUN = Run(1, "2026-03-01T06:00:00+00:00", "2026-03-01T06:01:00+00:00", "0.1.0", "0" * 64, {"new_articles": 1})


@dataclass
class MemoryCollection:
    """Satisfies the report's Collection; `add_article` and `add_family` fill it."""

    stored: dict[str, Article] = field(default_factory=dict)
    said: dict[str, list[Quotation]] = field(default_factory=dict)
    found: dict[str, Family] = field(default_factory=dict)
    verified: dict[str, list[Overlap]] = field(default_factory=dict)
    kept_out: list[SetAside] = field(default_factory=list)
    revised: list[tuple[str, str]] = field(default_factory=list)
    grown: dict[str, int] = field(default_factory=dict)
    past: list[Run] = field(
        default_factory=lambda: [Run(1, "2026-03-01T06:00:00+00:00", "2026-03-01T06:01:00+00:00", "0.1.0", "0" * 64, {"new_articles": 1})]
    )

    def runs(self) -> Sequence[Run]:
        return self.past

    def counts(self) -> Mapping[str, int]:
        return {
            "articles": len(self.stored),
            "quotations": sum(map(len, self.said.values())),
            "overlaps": sum(map(len, self.verified.values())),
            "families": len(self.found),
            "set_aside": len(self.kept_out),
        }

    def outlets(self) -> Mapping[str | None, int]:
        return Counter(a.outlet.name if a.outlet else None for a in self.stored.values())

    def families(self) -> Iterator[Family]:
        return iter([self.found[i] for i in sorted(self.found)])

    def family(self, family_id: str) -> Family:
        return next(f for f in self.found.values() if family_id in (f.family_id, *f.aliases))

    def some_families(self, family_ids: Iterable[str]) -> Iterator[Family]:
        return iter([self.found[i] for i in family_ids])

    def fingerprints(self) -> Fingerprints:
        articles = {i: repr((self.stored[i], self.said.get(i))) for i in sorted(self.stored)}
        members = {i: tuple(dict.fromkeys(m.occurrence.article_id for m in self.found[i].members)) for i in sorted(self.found)}
        families = {i: repr((self.found[i], self.verified[i], self.grown.get(i), [articles[a] for a in members[i]])) for i in members}
        return Fingerprints(articles, families, members)

    def overlaps_of(self, family_ids: Sequence[str]) -> Mapping[str, Sequence[Overlap]]:
        return {i: self.verified[i] for i in family_ids}

    def last_runs(self, family_ids: Sequence[str]) -> Mapping[str, int]:
        return {i: self.grown.get(i, 1) for i in family_ids}

    def article(self, article_id: str) -> Article:
        return self.stored[article_id]

    def articles(self) -> Iterator[Article]:
        return iter([self.stored[i] for i in sorted(self.stored)])

    def some_articles(self, article_ids: Iterable[str]) -> Iterator[Article]:
        return iter([self.stored[i] for i in article_ids])

    def quotations(self, article_id: str) -> Sequence[Quotation]:
        return self.said.get(article_id, [])

    def quotations_of(self, article_ids: Sequence[str]) -> Mapping[str, Sequence[Quotation]]:
        return {i: self.said.get(i, []) for i in article_ids}

    def revisions(self) -> Iterator[tuple[str, str]]:
        return iter(sorted(self.revised))

    def set_aside(self, limit: int) -> Iterator[SetAside]:
        return iter(self.kept_out[:limit])

    def add_article(
        self,
        text: str,
        outlet: str | None = None,
        published: str | None = None,
        *,
        language: str | None = "ar",
        title: str | None = None,
        credited: tuple[Credit, ...] = (),
        path: str | None = None,
        url: str | None = None,
        fetched: str | None = None,
        speaker: str | None = None,
        said: str | None = None,
        cue: str | None = None,
    ) -> str:
        """Store one article and give its id; `said` is the wording of its one quotation, `cue` the words before it."""
        article_id = content_id("a", outlet, title, published, text, path)
        precision = {4: "year", 7: "month", 10: "day", 13: "hour", 16: "minute", 19: "second"}
        self.stored[article_id] = Article(
            article_id=article_id,
            place=Place(path or f"news/{len(self.stored) + 1:03}.txt", path or f"news/{len(self.stored) + 1:03}.txt", "ab" * 32, url, fetched),
            text=text,
            title=title,
            language=language,
            outlet=Outlet(outlet, Evidence("record")) if outlet else None,
            published=PublicationDate(published, precision[len(published[:19])], Evidence("record")) if published else None,  # type: ignore[arg-type]
            author=None,
            credits=credited,
        )
        if said:
            start = text.index(said)
            cue_span = Span(text.index(cue), text.index(cue) + len(cue)) if cue else None
            evidence = Evidence("cue", speaker) if speaker else None
            quotation_id = content_id("q", article_id, start, start + len(said))
            self.said[article_id] = [Quotation(quotation_id, start, start + len(said), speaker, evidence, cue_span, True)]
        return article_id

    def occurrence(self, article_id: str, wording: str) -> Occurrence:
        start = self.stored[article_id].text.index(wording)
        return Occurrence(article_id, start, start + len(wording))

    def add_family(
        self,
        members: Sequence[tuple[str, str, CreditStatus]],
        *,
        kind: OverlapKind = "edited",
        similarity: float = 0.8,
        speakers: tuple[str, ...] = (),
        certain: bool = False,
        aliases: tuple[str, ...] = (),
    ) -> str:
        """Join (article id, wording, credit status) into a family, each overlapping with the first; give the family's id."""
        variants: dict[str, int] = {}
        found = []
        for article_id, wording, status in members:
            variant = variants.setdefault(fold(wording).text, len(variants) + 1)
            found.append(FamilyMember(self.occurrence(article_id, wording), variant, status, self.stored[article_id].credits))
        found.sort(key=lambda m: (self._published(m) is None, self._published(m) or "", m.occurrence.article_id))
        family_id = content_id("f", *[m.occurrence.article_id for m in found], found[0].occurrence.start)
        first = self.stored[found[0].occurrence.article_id]
        seen = None
        if first.published:
            seen = FirstSeen(first.article_id, first.outlet.name if first.outlet else None, first.published.value, certain, "the earliest date")
        self.found[family_id] = Family(family_id, aliases, tuple(found), speakers, seen)
        pairs = [(found[0].occurrence, m.occurrence) for m in found[1:]]
        self.verified[family_id] = [
            Overlap(content_id("o", a.article_id, a.start, a.end, b.article_id, b.start, b.end), a, b, kind, similarity) for a, b in pairs
        ]
        return family_id

    def _published(self, member: FamilyMember) -> str | None:
        published = self.stored[member.occurrence.article_id].published
        return published.value if published else None

    def replace_article(self, article_id: str, **changes: object) -> None:
        self.stored[article_id] = replace(self.stored[article_id], **changes)  # type: ignore[arg-type]
