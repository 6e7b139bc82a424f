"""The records that travel through the program, one class for each word of the project's vocabulary.

All spans are half-open ``[start, end)`` in Unicode code points of the article's stored text, never of a folded text.
``None`` always means unknown; nothing here is ever guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

Precision = Literal["second", "minute", "hour", "day", "month", "year"]
CreditKind = Literal["dateline", "byline", "credit line", "in text", "photo", "metadata"]
CreditScope = Literal["article", "passage"]
OverlapKind = Literal["verbatim", "edited", "reordered", "reworded"]
CreditStatus = Literal["credited", "self", "own", "uncredited"]

REPORT_MAKER: Final = "newsprovenance"
"""What every page of a report names as the program that made it."""
REPORT_MARK: Final = ".made-from.json"
"""The file that every folder of a report has, from before its first page is written."""


class Span(NamedTuple):
    """Half-open [start, end) in code points of a stored text."""

    start: int
    end: int


class Portable:
    """Base of dataclasses with slots that go to other processes as their bare values: several times as fast as the usual way."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """The class and what to call it with."""
        return type(self), tuple([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Evidence(Portable):
    """Why a fact is believed: the rule that found it and, where it stands in the text, its wording and span."""

    rule: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Credit(Portable):
    """One place that says where an article or one of its passages comes from.

    ``source`` is the canonical name of the register, the name as written when the register lacks it, and None for
    unnamed agencies ("agencies"). ``is_self`` is true when the outlet names itself. ``text`` is the exact wording;
    ``start`` and ``end`` are None for credits that stand in the metadata only.
    """

    source: str | None
    kind: CreditKind
    scope: CreditScope
    is_self: bool
    rule: str
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class PublicationDate(Portable):
    """When an article was published, as precisely as its publisher said: ISO 8601, cut to the precision."""

    value: str
    precision: Precision
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Outlet(Portable):
    """Who published an article: canonical name where the register knows it, else the name as given."""

    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Place(Portable):
    """Where an article was read: file path as given with / separators, record id, address, time of fetching.

    ``sha256`` is of the input bytes of that article; ``offset`` is the byte offset of its record in an archive.
    """

    path: str
    record: str
    sha256: str
    url: str | None = None
    fetched: str | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class RawArticle(Portable):
    """An article as its file states it, before anything is inferred.

    The strings are the publisher's or the crawler's own; ``metadata`` holds what a page says of itself beside its text
    as (rule, value) pairs, the rule being the place it was read from, such as ``meta article:published_time``.
    ``notes`` are remarks on the reading, such as a detected encoding.
    """

    text: str
    place: Place
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    author: str | None = None
    language: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileStamp(Portable):
    """What tells whether a file has changed: absolute path, size in bytes, time of change in nanoseconds, digest of its bytes."""

    path: str
    size: int
    mtime_ns: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Skipped(Portable):
    """An input or a record that could not be read, with the reason in plain words."""

    path: str
    record: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Article(Portable):
    """One text published by one outlet, with all that is known about it and why."""

    article_id: str
    place: Place
    text: str
    title: str | None
    language: str | None
    outlet: Outlet | None
    published: PublicationDate | None
    author: str | None
    credits: tuple[Credit, ...] = ()
    furniture: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    also_at: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation(Portable):
    """Words given as the verbatim speech of a speaker. The span is of the words without their marks."""

    quotation_id: str
    start: int
    end: int
    speaker: str | None
    speaker_evidence: Evidence | None
    cue: Span | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Occurrence(Portable):
    """One stretch of one article's stored text that takes part in an overlap or a family."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Overlap(Portable):
    """A verified alignment between two articles; similarity is 0 to 1 on folded words."""

    overlap_id: str
    a: Occurrence
    b: Occurrence
    kind: OverlapKind
    similarity: float


@dataclass(frozen=True, slots=True)
class SetAside(Portable):
    """A candidate overlap that was kept out of the findings: which two stretches, and why.

    ``reason`` is ``formula``, ``template``, ``furniture`` or ``boilerplate``.
    """

    reason: str
    a: Occurrence
    b: Occurrence


@dataclass(frozen=True, slots=True)
class FamilyMember(Portable):
    """An occurrence with what is told of it inside its family; ``variant`` counts from 1."""

    occurrence: Occurrence
    variant: int
    credit_status: CreditStatus
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class FirstSeen(Portable):
    """The earliest dated occurrence in this collection, whether that is certain, and the reason in one sentence."""

    article_id: str
    outlet: str | None
    published: str
    certain: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Family(Portable):
    """All occurrences of one passage in the collection, earliest first, undated last."""

    family_id: str
    aliases: tuple[str, ...]
    members: tuple[FamilyMember, ...]
    speakers: tuple[str, ...]
    first_seen: FirstSeen | None


@dataclass(frozen=True, slots=True)
class Run(Portable):
    """One scan: when, with which version and settings, what it counted and skipped, and how it ended.

    ``outcome`` is ``done``, ``interrupted``, ``terminated`` or ``failed``, None while it runs and for ever when it was killed.
    """

    run_id: int
    started: str
    finished: str | None
    version: str
    settings_sha256: str
    counts: dict[str, int] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    outcome: str | None = None
    seconds: float | None = None
    peak_memory_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """A digest of all that is known of each article, by article id, and of each family, by family id, both in the order of the ids.

    That of a family changes with anything of its articles and overlaps too. ``members`` are the ids of each family's articles.
    """

    articles: Mapping[str, str]
    families: Mapping[str, str]
    members: Mapping[str, Sequence[str]]


def content_id(prefix: str, *parts: str | int | None) -> str:
    """A short id made from content alone, so that two databases built from the same articles agree.

    `prefix` is one letter for the kind of record. Parts are joined unambiguously (length first; None differs from "").
    80 bits: at 100 million records the chance of any collision is below one in 10^8.
    """
    digest = hashlib.sha256()
    for part in parts:
        encoded = b"-" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % (-1 if part is None else len(encoded)) + encoded)
    return f"{prefix}{digest.hexdigest()[:20]}"
