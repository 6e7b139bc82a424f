"""RSS and Atom feeds: one article an entry. Nothing that a feed points to is fetched, no entity of its own is resolved."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from provenance.errors import ArticleError
from provenance.intake.blocks import plain_text
from provenance.intake.pages import parsed
from provenance.intake.records import Found
from provenance.intake.sources import Passed, Source, read_whole, unpacked
from provenance.model import REPORT_MAKER, Place, RawArticle, Skipped
from provenance.settings import IntakeSettings

_DECLARATIONS: Final = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)
_ENTRY: Final = re.compile(rb"<((?:\w+:)?(?:item|entry))[\s>]")
_END: Final = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_TAIL_BYTES: Final = 4096  # behind a feed may stand a comment of the server
_MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&[#\w]+;")


def read_feed(source: Source, settings: IntakeSettings) -> Iterator[Found]:
    """The articles of a feed: full contents where an entry has them, else its description.

    Raises ArticleError when it is no feed, or one that declares entities, which no feed needs and bombs are made of.
    """
    import feedparser

    content = read_whole(unpacked(source, settings), settings.max_feed_bytes)
    if b"<!entity" in content[: content.find(b"]>") + 1].lower() or len(_DECLARATIONS.findall(content)) > 1:
        raise ArticleError("it declares entities of its own, which a feed has no need of")
    try:
        feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        raise ArticleError(f"it is no readable feed ({type(error).__name__})") from None
    if feed.feed.get("author") == REPORT_MAKER:
        raise ArticleError(f"it says that it is the feed of a report ({REPORT_MAKER}), which holds no articles")
    if not feed.get("version") and not feed.get("entries"):
        raise ArticleError("it is no RSS or Atom feed")
    digests = [hashlib.sha256(written).hexdigest() for written in _entries(content)]
    if len(digests) != len(feed.entries):  # it is written in a way of its own: the evidence is the whole feed
        digests = [hashlib.sha256(content).hexdigest()] * len(feed.entries)
    for number, (entry, digest) in enumerate(zip(feed.entries, digests, strict=True), 1):
        yield _article(entry, feed.feed, Place(source.path, str(number), digest), settings)
    if feed.get("bozo") and b"\0" not in content and not _END.search(content, max(0, len(content) - _TAIL_BYTES)):
        raise ArticleError(f"the feed is not closed: the file is cut off behind its entry {len(feed.entries)}")


def _entries(content: bytes) -> Iterator[bytes]:
    """The bytes of each entry of a feed, from its first tag to its last."""
    at = 0
    while opened := _ENTRY.search(content, at):
        closed = re.compile(rb"</" + re.escape(opened[1]) + rb"\s*>").search(content, opened.end())
        if closed is None:
            return
        yield content[opened.start() : closed.end()]
        at = closed.end()


def _article(entry: Mapping[str, Any], feed: Mapping[str, Any], place: Place, settings: IntakeSettings) -> Found:
    """One entry. `place` has its number, which is its record where it has no id of its own."""
    written, language = _content(entry)
    text = _plain(written, settings)
    record = _field(entry, "id") or place.record
    if not text.strip():
        return Passed("no text")
    if len(text) > settings.max_article_characters:
        return Skipped(
            place.path, record, f"record {place.record} has {len(text):,} characters, more than the limit of {settings.max_article_characters:,}"
        )
    return RawArticle(
        text,
        replace(place, record=record, url=_field(entry, "link")),
        _plain(_field(entry, "title") or "", settings).replace("\n", " ") or None,
        _outlet(entry, feed),
        _field(entry, "published"),
        _field(entry, "author"),
        language or _field(feed, "language"),
    )


def _content(entry: Mapping[str, Any]) -> tuple[str, str | None]:
    """The longest content of an entry, else its description, and the language it says it is in."""
    contents = [c for c in entry.get("content") or () if isinstance(c.get("value"), str)]
    if contents:
        best = max(contents, key=lambda c: len(c["value"]))
        return best["value"], best.get("language") or None
    return _field(entry, "summary") or "", None


def _outlet(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """Whom the entry comes from by its own word, else whose feed it is."""
    named = entry.get("source")
    return (
        (_field(named, "title") if isinstance(named, Mapping) else None)
        or _field(entry, "publisher")
        or _field(feed, "publisher")
        or _field(feed, "title")
    )


def _field(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _plain(written: str, settings: IntakeSettings) -> str:
    """What a reader sees of a text that may be markup."""
    if not _MARKUP.search(written):
        return written.strip()
    tree = parsed(written, settings)
    return "" if tree is None else plain_text(tree)
