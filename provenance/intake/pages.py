"""Saved web pages: the story's text without menus, advertisements and links to other stories, and what the page says of itself."""

from __future__ import annotations

import hashlib
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from provenance.errors import ArticleError
from provenance.intake.blocks import marks
from provenance.intake.furniture import without_listed
from provenance.intake.metadata import ADDRESS_RULES, AUTHOR_RULES, LANGUAGE_RULES, TITLE_RULES, first_of, read_metadata
from provenance.intake.sources import Passed, Source, read_whole, unpacked
from provenance.intake.story import story
from provenance.intake.texts import decode
from provenance.languages import language_packs
from provenance.model import REPORT_MAKER, Place, RawArticle
from provenance.settings import IntakeSettings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_DECLARATION_BYTES: Final = 4096
_AGAIN_SECONDS: Final = 1.0  # a bare `except` in a library may swallow even the signal's exception: it comes again
_PICTURES: Final = 8  # a page with its pictures may have so many times the bytes of one without
_LARGEST_LOSS: Final = 20  # one of so many bytes beyond ASCII may be none in the declared encoding
_ATTRIBUTE: Final = r"""[\s/]++[^\s>][^\s=>]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_WEB_NAMES: Final = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
}
"""Browsers read these names as the larger encodings of Windows: pages rely on it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page, and what is known of them from outside."""

    content: bytes
    place: Place
    charset: str | None = None


def read_page(source: Source, settings: IntakeSettings) -> Iterator[RawArticle | Passed]:
    """The one article of a saved page."""
    content = read_whole(unpacked(source, settings), settings.max_page_bytes)
    yield page_article(Page(content, Place(source.path, source.path, hashlib.sha256(content).hexdigest())), settings)


def read_mhtml(source: Source, settings: IntakeSettings) -> Iterator[RawArticle | Passed]:
    """The one article of a page that was saved with its pictures in one file (RFC 2557)."""
    content = read_whole(unpacked(source, settings), _PICTURES * settings.max_page_bytes)
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        part = next((p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        page = part.get_payload(decode=True) if part else None
    except (RecursionError, ValueError, LookupError) as error:
        raise ArticleError(f"it is no readable MHTML ({type(error).__name__})") from None
    if part is None or not isinstance(page, bytes):
        raise ArticleError("it holds no HTML page")
    if len(page) > settings.max_page_bytes:
        raise ArticleError(f"its page has more than {settings.max_page_bytes:,} bytes, more than one page may have (intake.max_page_bytes)")
    address = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    place = Place(source.path, source.path, hashlib.sha256(content).hexdigest(), address, _header(message, "Date"))
    yield page_article(Page(page, place, part.get_content_charset()), settings)


def _header(message: Message[str, str], name: str) -> str | None:
    value = message.get(name)
    return str(value).strip() or None if value is not None else None


def page_article(page: Page, settings: IntakeSettings) -> RawArticle | Passed:
    """A page as an article; its text is what was extracted. Raises ArticleError when that takes too long or fails."""
    with _time_limit(settings.max_page_seconds):
        markup, encoding = decode_page(page.content, page.charset)
        if markup.count("<") > settings.max_page_tags:
            raise ArticleError(f"it has more than {settings.max_page_tags:,} tags (intake.max_page_tags), which no page of news has")
        tree = parsed(markup, settings)
        if tree is None:
            return Passed("no text")
        if _is_of_report(tree):
            raise ArticleError(f"it says that it is a page of a report ({REPORT_MAKER}), which is no article")
        metadata = read_metadata(tree)
        headlines = {" ".join(str(h1.text_content()).split()) for h1 in tree.iter("h1")}
        text = story(tree)
        if len(text) > settings.max_article_characters:
            raise ArticleError(f"its text has {len(text):,} characters, more than the limit of {settings.max_article_characters:,}")
        text = without_listed(text, tuple(language_packs().values()), marks().lines, settings)
    first, _, rest = text.partition("\n")
    if rest and first in headlines:  # it is kept as the title
        text = rest
    if not text.strip():
        return Passed("no text")
    stated = {name: first_of(metadata, rules) for name, rules in _FIELDS.items()}
    plain = {name: unescape(pair[1]) if pair else None for name, pair in stated.items()}
    place = page.place if page.place.url else Place(page.place.path, page.place.record, page.place.sha256, plain["url"], page.place.fetched)
    notes = () if encoding == "utf-8" else (f"read as {encoding}",)
    return RawArticle(text, place, plain["title"], None, None, plain["author"], plain["language"], metadata, notes)


def _is_of_report(tree: HtmlElement) -> bool:
    """Whether a page says that it is one of a report of ours, wherever it was copied: what it quotes would be found again as reuse.

    Anybody can write that into a page to be left out, so such a page is named as skipped and not only counted.
    """
    return any(meta.get("name") == "generator" and (meta.get("content") or "").startswith(f"{REPORT_MAKER} ") for meta in tree.iter("meta"))


# Many pages escape these twice, so that they show as `&quot;`.
_FIELDS: Final = {"url": ADDRESS_RULES, "title": TITLE_RULES, "author": AUTHOR_RULES, "language": LANGUAGE_RULES}


def decode_page(content: bytes, charset: str | None) -> tuple[str, str]:
    """The markup of a page and its encoding: UTF-8 where it is valid, else as declared outside or inside, else the likeliest.

    Bytes that a declared encoding lacks become U+FFFD, as in a browser; where they are many the declaration is not believed.
    Raises ArticleError for bytes in no known encoding.
    """
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    inside = _DECLARED.search(content[:_DECLARATION_BYTES])
    for declared in (charset, inside.group(1).decode("ascii") if inside else None):
        name = _WEB_NAMES.get((declared or "").lower(), declared)
        try:
            markup = content.decode(name, "replace") if name else ""
        except (LookupError, ValueError):  # no such encoding, one that is none of text, or no name of one
            continue
        if markup and _LARGEST_LOSS * markup.count("\ufffd") <= sum(byte > 127 for byte in content):
            return markup, (name or "").lower()
    return decode(content)


@cache
def _crowded(attributes: int) -> re.Pattern[str]:
    # libxml2 looks for each attribute of a tag among all before it.
    return re.compile(rf"<[a-zA-Z][^\s<>/]*+(?:{_ATTRIBUTE}){{{attributes}}}")


def parsed(markup: str, settings: IntakeSettings) -> HtmlElement | None:
    """The tree of a page, None when there is nothing in it. Nothing outside the page is read.

    Raises ArticleError for what is no HTML, and for what would keep the parser busy for ever.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    clean = markup.replace("\0", "")
    if _crowded(settings.max_tag_attributes).search(clean):
        limit = f"{settings.max_tag_attributes:,} attributes or more (intake.max_tag_attributes)"
        raise ArticleError(f"one of its tags has {limit}, which no page of news has")
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
        return document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    except (ValueError, AssertionError) as error:
        raise ArticleError(f"it is no readable HTML ({error})") from None


class _OutOfTime(BaseException):
    """Not an Exception: the libraries that read a page catch those, log them and go on."""


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise ArticleError in the middle of what takes longer, where the system and the thread allow it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: Any) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_SECONDS)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _OutOfTime:
        raise ArticleError(f"its text could not be told from its furniture within {seconds:g} seconds (intake.max_page_seconds)") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
