"""What the page of one article shows: its text with all that is found elsewhere marked, and where each of it appears."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from provenance.model import Article, Portable, Quotation, Span
from provenance.report.lines import Carrier, FamilyLine
from provenance.report.visible import Direction, cut, plain, text_direction

_LOOKED_AT = 4000
"""Code points within which the first line of a text is sought."""


@dataclass(frozen=True, slots=True)
class Heading(Portable):
    """What is told of an article beside its text: ``length`` in code points, ``fetched`` where it states no date."""

    article_id: str
    title: str
    outlet: str | None
    published: str | None
    fetched: str | None
    length: int
    direction: Direction


class Finding(NamedTuple):
    """One stretch of the article that stands elsewhere too, with the others that carry it. Numbered from 1 in reading order."""

    number: int
    carrier: Carrier
    line: FamilyLine
    others: tuple[Carrier, ...]


class Related(NamedTuple):
    """Another article that shares passages: the share of either text (0 to 1) that stands in the other."""

    heading: Heading
    share_here: float
    share_there: float


class Segment(NamedTuple):
    """A stretch of the text that is marked in one way. ``starts`` are the numbers of the findings that begin with it."""

    text: str
    start: int
    found: bool
    quoted: bool
    furniture: bool
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the page of an article shows; ``cut_at`` is the length shown where the text is longer."""

    article: Article
    direction: Direction
    findings: tuple[Finding, ...]
    quotations: tuple[Quotation, ...]
    segments: tuple[Segment, ...]
    related: tuple[Related, ...]
    share_found: float
    cut_at: int | None


def heading_of(article: Article) -> Heading:
    """The heading of an article; without a title its first line that is no furniture stands for it."""
    title = article.title or _first_line(article)
    published = article.published.value if article.published else None
    text_length = len(article.text)
    direction = text_direction(title, article.language)
    outlet = article.outlet.name if article.outlet else None
    return Heading(article.article_id, cut(plain(title[:400]), 160), outlet, published, article.place.fetched, text_length, direction)


def _first_line(article: Article) -> str:
    """The start of the first line of the text with a letter in it that no furniture covers."""
    start, routine = 0, {span.start for span in article.furniture}
    for line in article.text[:_LOOKED_AT].splitlines(keepends=True):
        if start not in routine and any(c.isalnum() for c in line):
            return line.strip()
        start += len(line)
    return ""


def article_page(
    article: Article,
    quotations: Sequence[Quotation],
    lines: Sequence[FamilyLine],
    headings: Mapping[str, Heading],
    max_characters: int,
) -> ArticlePage:
    """Gather what the page of `article` shows; `lines` are the families it is in, `headings` of all articles in these."""
    findings = _findings(article.article_id, lines)
    spans = [Span(f.carrier.start, f.carrier.end) for f in findings]
    shown = article.text[:max_characters]
    return ArticlePage(
        article=article,
        direction=text_direction(article.text, article.language),
        findings=findings,
        quotations=tuple(quotations),
        segments=_segments(shown, findings, quotations, article.furniture),
        related=_related(article, findings, headings),
        share_found=covered(spans) / max(len(article.text), 1),
        cut_at=max_characters if len(article.text) > max_characters else None,
    )


def covered(spans: Iterable[Span]) -> int:
    """The number of code points that at least one of the spans covers."""
    total = done = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, done))
        done = max(done, end)
    return total


def _findings(article_id: str, lines: Sequence[FamilyLine]) -> tuple[Finding, ...]:
    """Each occurrence in this article, in reading order, with the carriers in other articles."""
    found = [
        (carrier, line, tuple(c for c in line.carriers if c.article_id != article_id))
        for line in lines
        for carrier in line.carriers
        if carrier.article_id == article_id
    ]
    found.sort(key=lambda f: (f[0].start, f[0].end, f[1].family_id))
    return tuple(Finding(number, *parts) for number, parts in enumerate(found, 1))


def _related(article: Article, findings: Sequence[Finding], headings: Mapping[str, Heading]) -> tuple[Related, ...]:
    """The other articles, those that share most of this text first."""
    here: dict[str, list[Span]] = {}
    there: dict[str, list[Span]] = {}
    for finding in findings:
        for other in finding.others:
            here.setdefault(other.article_id, []).append(Span(finding.carrier.start, finding.carrier.end))
            there.setdefault(other.article_id, []).append(Span(other.start, other.end))
    related = [Related(headings[i], covered(here[i]) / max(len(article.text), 1), covered(there[i]) / max(headings[i].length, 1)) for i in here]
    return tuple(sorted(related, key=lambda r: (-r.share_here, r.heading.article_id)))


def _segments(text: str, findings: Sequence[Finding], quotations: Sequence[Quotation], furniture: Sequence[Span]) -> tuple[Segment, ...]:
    """Cut the text wherever a marking begins or ends; each piece knows which markings lie over it."""
    changes: dict[int, list[int]] = {0: [0, 0, 0], len(text): [0, 0, 0]}
    spans = [
        [Span(f.carrier.start, f.carrier.end) for f in findings],
        [Span(q.start, q.end) for q in quotations],
        furniture,
    ]
    for layer, marked in enumerate(spans):
        for start, end in marked:
            for offset, step in ((start, 1), (end, -1)):
                changes.setdefault(min(offset, len(text)), [0, 0, 0])[layer] += step
    starts: dict[int, list[int]] = {}
    for f in findings:
        starts.setdefault(f.carrier.start, []).append(f.number)
    depth = [0, 0, 0]
    segments = []
    for offset, following in pairwise(sorted(changes)):
        depth = [d + c for d, c in zip(depth, changes[offset], strict=True)]
        found, quoted, routine = (d > 0 for d in depth)
        segments.append(Segment(text[offset:following], offset, found, quoted, routine, tuple(starts.get(offset, ()))))
    return tuple(segments)
