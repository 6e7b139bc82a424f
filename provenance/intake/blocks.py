"""A page as the row of its blocks: each with its text, how much of that is links, and what its elements are named."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN: Final = frozenset(
    {"script", "style", "noscript", "template", "iframe", "svg", "button", "head", "select", "textarea", "object", "audio", "video", "rt", "rp"}
)
_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "table", "tbody", "td", "th", "tr", "ul"}
)  # fmt: skip
_WHOLE: Final = frozenset({"html", "body", "main", "article"})  # what these are named says nothing of a part
_GROUPS: Final = frozenset({"div", "td", "section", *_WHOLE})  # paragraphs stand in these, or are their text between line breaks
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SOFT_HYPHEN: Final = "\u00ad"  # tells a browser where it may break a word, and is no part of it
_STRAY: Final = 3  # so few characters beside a link are its dash, its number or its quotation marks
_LEAD: Final = 24  # so few characters before a link are what leads to it: "Read also:"
_HEADLINE: Final = 30  # so many characters a link to another story has, and that to a source has not: "Source: Reuters"
_STOPS: Final = (".", "。", "۔", "।")
_LONGEST_CAPTION: Final = 600  # characters; what holds more is named after a picture in it
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True)
class Marks:
    """Words of class and id attributes, elements and endings of folders by which the parts of a page are told apart."""

    furniture: frozenset[str]
    standfirst: frozenset[str]
    caption: frozenset[str]
    tags: frozenset[str]
    roles: frozenset[str]
    unfolding: frozenset[str]
    folders: frozenset[str]
    lines: frozenset[str]


@cache
def marks() -> Marks:
    """The marks that the program knows, from data/pages.toml."""
    text = (resources.files("provenance") / "data" / "pages.toml").read_text(encoding="utf-8")
    return Marks(**{name: frozenset(words) for name, words in tomllib.loads(text).items()})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that a reader sees as a paragraph, heading or entry.

    ``linked`` counts the characters of links in it, without spaces, ``behind`` those behind the last link. ``group`` is the element that it
    shares with its neighbours. ``fences`` are the elements around it that are marked as furniture, the outermost first.
    """

    text: str
    linked: int
    behind: int
    element: HtmlElement
    group: HtmlElement
    fences: tuple[HtmlElement, ...]
    caption: bool
    standfirst: bool

    @property
    def heading(self) -> bool:
        """Whether it is marked up as a heading."""
        return self.element.tag in _HEADINGS

    @property
    def link(self) -> bool:
        """Whether it is nothing but links, or a link with the few words that lead to it."""
        plain = len(self.text) - self.text.count(" ") - self.linked
        leads = plain <= _LEAD and self.linked >= _HEADLINE and not self.behind and not self.text.endswith(_STOPS)
        return self.linked > 0 and (leads or plain < max(_STRAY, (plain + self.linked) // 10))


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of a page that have text, in the order of reading, without recursion: a page is hostile."""
    walk = _Walk()
    walk.through(tree)
    return walk.blocks()


def plain_text(tree: HtmlElement) -> str:
    """All text of a tree or fragment that a reader sees, a block a line."""
    return "\n".join(block.text for block in blocks_of(tree))


class _Walk:
    """One way through a tree: the block that grows, and what is open around it."""

    def __init__(self) -> None:
        self._found: list[tuple[Block, tuple[HtmlElement, ...]]] = []
        self._open: list[HtmlElement] = []
        self._text: list[str] = []
        self._linked = self._behind = self._links = 0
        self._fences: list[HtmlElement] = []
        self._captions: list[HtmlElement] = []
        self._standfirsts: list[HtmlElement] = []

    def through(self, tree: HtmlElement) -> None:
        """Take in all blocks of the tree."""
        from lxml.etree import iterwalk

        self._open.append(tree)
        walk = iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                self._leave(element, element is tree)
            elif element.tag in _UNSEEN or _is_unseen(element):
                walk.skip_subtree()
            else:
                self._enter(element)
        self._end_block()

    def blocks(self) -> list[Block]:
        """What was found; what is marked as a caption and too long for one is none."""
        held: Counter[int] = Counter()
        for block, captions in self._found:
            held.update({id(caption): len(block.text) for caption in captions})
        return [replace(block, caption=any(held[id(c)] <= _LONGEST_CAPTION for c in captions)) for block, captions in self._found]

    def _enter(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS:
            self._end_block()
            if element.tag != "br":
                self._open.append(element)
        self._links += element.tag == "a"
        for stack in self._stacks(element):
            stack.append(element)
        self._add(element.text)

    def _leave(self, element: HtmlElement, last: bool) -> None:
        if element.tag in _BLOCKS:
            self._end_block()
            if self._open[-1] is element and len(self._open) > 1:
                self._open.pop()
        self._links -= element.tag == "a" and self._links > 0
        for stack in (self._fences, self._captions, self._standfirsts):
            if stack and stack[-1] is element:
                stack.pop()
        if not last:
            self._add(element.tail)

    def _stacks(self, element: HtmlElement) -> Iterator[list[HtmlElement]]:
        """Which kinds of parts of a page an element opens."""
        if element.tag in _WHOLE or element.tag in _HEADINGS:
            return
        known, names = marks(), _names(element)
        if element.tag in known.tags or (element.get("role") or "").lower() in known.roles or names & known.furniture or is_hidden(element):
            yield self._fences
        if element.tag == "figcaption" or names & known.caption:
            yield self._captions
        if names & known.standfirst:
            yield self._standfirsts

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            visible = len("".join(text.split()))
            self._linked += self._links > 0 and visible
            self._behind = 0 if self._links else self._behind + visible

    def _end_block(self) -> None:
        text = " ".join("".join(self._text).replace(_SOFT_HYPHEN, "").split())
        if text:
            element = self._open[-1]
            parent = element.getparent()
            group = element if parent is None or element.tag in _GROUPS else parent
            block = Block(text, self._linked, self._behind, element, group, tuple(self._fences), False, bool(self._standfirsts))
            self._found.append((block, tuple(self._captions)))
        self._text, self._linked, self._behind = [], 0, 0


def _names(element: HtmlElement) -> set[str]:
    """The words of an element's class and id, in small letters, each name also as one word: read-more is readmore too."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not named.strip():
        return set()
    return {word.lower() for word in _WORD.findall(named)} | {"".join(c for c in name.lower() if c.isalpha()) for name in named.split()}


def _is_unseen(element: HtmlElement) -> bool:
    """Whether an element within a line is not shown in it: a word for screen readers, the long form behind an abbreviation."""
    if element.tag in _BLOCKS or not element.attrib:
        return False
    parent = element.getparent()
    return is_hidden(element) or (parent is not None and bool(_names(element) & _names(parent) & marks().unfolding))


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element says of itself that it is not shown."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
