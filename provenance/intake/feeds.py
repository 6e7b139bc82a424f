"""RSS and Atom feeds: one article an entry. Nothing that a feed points to is fetched, no entity of its own is resolved."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from provenance.errors import ArticleError
from provenance.intake.blocks import plain_text
from provenance.intake.pages import parsed
from provenance.intake.records import Found
from provenance.intake.sources import Passed, Source, read_whole, unpacked
from provenance.model import Place, RawArticle, Skipped
from provenance.settings import IntakeSettings

_DECLARATIONS: Final = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)
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
    if not feed.get("version") and not feed.get("entries"):
        raise ArticleError("it is no RSS or Atom feed")
    for number, entry in enumerate(feed.entries, 1):
        yield _article(entry, feed.feed, number, source.path, settings)


def _article(entry: Mapping[str, Any], feed: Mapping[str, Any], number: int, path: str, settings: IntakeSettings) -> Found:
    """One entry; its digest is of the markup of its text, as the feed has it."""
    written, language = _content(entry)
    text = _plain(written)
    record = _field(entry, "id") or str(number)
    if not text.strip():
        return Passed("no text")
    if len(text) > settings.max_article_characters:
        return Skipped(path, record, f"record {number} has {len(text):,} characters, more than the limit of {settings.max_article_characters:,}")
    sha256 = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
    return RawArticle(
        text,
        Place(path, record, sha256, _field(entry, "link")),
        _plain(_field(entry, "title") or "").replace("\n", " ") or None,
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


def _plain(written: str) -> str:
    """What a reader sees of a text that may be markup."""
    if not _MARKUP.search(written):
        return written.strip()
    tree = parsed(written)
    return "" if tree is None else plain_text(tree)
