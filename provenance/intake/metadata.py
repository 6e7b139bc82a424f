"""What a saved page says of itself beside its text: JSON-LD, meta elements and ``<time>``, as (rule, value) pairs.

For the reader of pages: ``read_metadata(tree)`` gives the pairs for ``RawArticle.metadata``; ``first_of(pairs, rules)`` gives
the first value by the order of the rules, and `TITLE_RULES`, `AUTHOR_RULES`, `LANGUAGE_RULES` and `ADDRESS_RULES` are the
orders for the fields of the raw article. Outlet, date and credits are taken from the pairs when the article is described.

A rule is named after the place it was read from: ``jsonld datePublished``, ``meta og:site_name``, ``time datePublished``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Pairs = tuple[tuple[str, str], ...]

TITLE_RULES: Final = ("jsonld headline", "meta og:title", "meta twitter:title", "title")
AUTHOR_RULES: Final = (
    "jsonld author",
    "meta author",
    "meta article:author",
    "meta byl",
    "meta dc.creator",
    "meta parsely-author",
    "meta sailthru.author",
)
LANGUAGE_RULES: Final = ("html lang", "jsonld inLanguage", "meta og:locale", "meta content-language", "meta language")
ADDRESS_RULES: Final = ("link canonical", "meta og:url")
OUTLET_RULES: Final = ("meta og:site_name", "jsonld publisher", "meta application-name", "meta dc.publisher")
AGENCY_RULES: Final = ("jsonld sourceOrganization", "jsonld creditText", "meta agency", "meta source", "meta syndication-source", "meta news_source")
DATE_RULES: Final = (
    "jsonld datePublished",
    "meta article:published_time",
    "meta article:published",
    "meta article:published_date",
    "meta og:article:published_time",
    "meta og:published_time",
    "itemprop datePublished",
    "meta datepublished",
    "meta parsely-pub-date",
    "meta pubdate",
    "meta publishdate",
    "meta publish-date",
    "meta publish_date",
    "meta published_time",
    "meta publication_date",
    "meta bt:pubdate",
    "meta cxenseparse:recs:publishtime",
    "meta sailthru.date",
    "meta dc.date.issued",
    "meta dcterms.issued",
    "meta dc.date.created",
    "meta dcterms.created",
    "meta dc.date",
    "meta date",
    "meta originalpublicationdate",
    "meta uploaddate",
    "meta outbrain-date",
    "meta aiturec:datetime",
    "time published",
    "time",
    "jsonld dateCreated",
)
"""Where pages say when they were published, the surest first; what only says when they were changed is not listed."""
CHANGE_RULES: Final = ("jsonld dateModified", "meta article:modified_time", "meta og:updated_time", "meta datemodified", "itemprop dateModified")
SURE_DATE_RULES: Final = DATE_RULES[: DATE_RULES.index("meta dc.date.issued")]
"""Those that mean the time of publication and nothing else."""

_META_RULES: Final = frozenset(
    (*TITLE_RULES, *AUTHOR_RULES, *LANGUAGE_RULES, *ADDRESS_RULES, *OUTLET_RULES, *AGENCY_RULES, *DATE_RULES, *CHANGE_RULES)
)
_ARTICLES: Final = re.compile(r"Article|Posting|Report|Review|AnalysisNews|OpinionNews", re.IGNORECASE)
_JSONLD_KEYS: Final = ("headline", "datePublished", "dateModified", "dateCreated", "inLanguage", "creditText")
_JSONLD_NAMED: Final = ("author", "publisher", "sourceOrganization")
_LOOSE_DATE: Final = re.compile(r'"(datePublished|dateCreated)"\s*:\s*"([^"\n]{4,60})"')
_PUBLISHED_CLASS: Final = re.compile(r"publish|entry-date|post-date|pub-?date|article__?date|art-datetime|story-date", re.IGNORECASE)
_MODIFIED_CLASS: Final = re.compile(r"modif|changed|(?<!entry-date )updated(?! td)", re.IGNORECASE)
_DESCRIPTIONS: Final = ("description", "og:description", "twitter:description")
_TITLES: Final = ("og:title", "twitter:title")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_LONGEST_VALUE: Final = 1000  # characters; longer values are no names and no dates
_DEEPEST: Final = 10_000  # parts of one JSON-LD block that are looked at


def read_metadata(tree: HtmlElement) -> Pairs:
    """All that a parsed page says of itself, each pair once, in the order of JSON-LD, meta elements, other elements."""
    pairs = [*_from_jsonld(tree), *_from_meta(tree), *_from_elements(tree), *_from_times(tree)]
    tidy = ((rule, " ".join(value.split())) for rule, value in pairs)
    return tuple(dict.fromkeys((rule, value) for rule, value in tidy if value and len(value) <= _LONGEST_VALUE))


def first_of(pairs: Pairs, rules: Sequence[str]) -> tuple[str, str] | None:
    """The first pair by the order of `rules`, None when no rule has one."""
    for wanted in rules:
        for rule, value in pairs:
            if rule == wanted:
                return rule, value
    return None


@dataclass(frozen=True, slots=True)
class Claims:
    """What a page says its story is: the text where it gives it, sentences that sum it up, its headlines."""

    story: str | None
    descriptions: tuple[str, ...]
    titles: tuple[str, ...]


def claims_of(tree: HtmlElement) -> Claims:
    """The story, the descriptions and the headlines that a page states."""
    articles = [part for block in _jsonld_blocks(tree) for part in _parts(block) if _ARTICLES.search(_type_of(part))]
    bodies = [part["articleBody"] for part in articles[:1] if isinstance(part.get("articleBody"), str)]
    descriptions = [part["description"] for part in articles[:1] if isinstance(part.get("description"), str)]
    titles = [part["headline"] for part in articles[:1] if isinstance(part.get("headline"), str)]
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        if name in _DESCRIPTIONS:
            descriptions.append(meta.get("content") or "")
        elif name in _TITLES:
            titles.append(meta.get("content") or "")
    titles += [str(title.text_content()) for title in tree.iter("title")][:1]
    return Claims(_plain(bodies[0]) if bodies else None, tuple(map(_plain, descriptions)), tuple(map(_plain, titles)))


def _plain(text: str) -> str:
    """A stated text without the markup and the escapes that some pages leave in it."""
    return unescape(_TAG.sub("\n", text) if "<" in text else text)


def _from_jsonld(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """What the JSON-LD says of the article; of the page where no article is described."""
    found = [part for block in _jsonld_blocks(tree) for part in _parts(block)]
    articles = [part for part in found if _ARTICLES.search(_type_of(part))]
    for part in articles[:1] or [p for p in found if _type_of(p).endswith("WebPage")][:1]:
        for key in _JSONLD_KEYS:
            if isinstance(part.get(key), str):
                yield f"jsonld {key}", part[key]
        for key in _JSONLD_NAMED:
            names = [name for name in _names(part.get(key), found) if name]
            if names:
                yield f"jsonld {key}", ", ".join(dict.fromkeys(names))


def _jsonld_blocks(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                yield {"@type": "Article", **dict(reversed(_LOOSE_DATE.findall(text)))}  # broken JSON: its first dates


def _parts(block: Any) -> Iterator[dict[str, Any]]:
    """All objects of a block, outer ones first, without recursion: a page is hostile."""
    waiting = [block]
    for _ in range(_DEEPEST):
        if not waiting:
            return
        part = waiting.pop(0)
        if isinstance(part, dict):
            yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _type_of(part: Mapping[str, Any]) -> str:
    kind = part.get("@type")
    return " ".join(k for k in kind if isinstance(k, str)) if isinstance(kind, list) else str(kind or "")


def _names(value: Any, known: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The names of persons or organisations, also where only their id is given."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and not one.startswith(("http:", "https:")):
            yield one
        elif isinstance(one, dict):
            named = one if "name" in one else next((p for p in known if p.get("@id") == one.get("@id") and "name" in p), {})
            name = named.get("name")
            yield from (n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str))


def _from_meta(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        content = meta.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            rule = f"meta {(meta.get(attribute) or '').strip().lower()}"
            if content and rule in _META_RULES:
                yield rule, content
                break


def _from_elements(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The title, the page's language and address, and dates that an element is marked up as."""
    html = next(tree.iter("html"), tree)
    language = html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield "html lang", language
    title = next(tree.iter("title"), None)
    if title is not None:
        yield "title", title.text_content()
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            yield "link canonical", link.get("href")
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        yield "itemprop datePublished", element.get("content") or element.get("datetime") or element.text_content()


def _from_times(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """``<time>`` elements that are marked as the time of publication; an unmarked one only where all have the same day."""
    times = [(time.get("class") or "", time.get("datetime") or time.text_content(), time.get("pubdate")) for time in tree.iter("time")]
    for marks, value, pubdate in times:
        if pubdate is not None or (_PUBLISHED_CLASS.search(marks) and not _MODIFIED_CLASS.search(marks)):
            yield "time published", value
            break
    days = {value.strip()[:10] for _, value, _ in times if any(c.isdigit() for c in value)}
    if len(days) == 1:
        yield "time", next(value for _, value, _ in times if any(c.isdigit() for c in value))
