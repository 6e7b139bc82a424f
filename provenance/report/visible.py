"""Make article text safe to look at: nothing in it may steer the page, hide, or flood it.

All functions work on plain strings in time proportional to their length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import chain
from typing import Final, Literal

from markupsafe import Markup, escape

from provenance.languages import language_packs

Direction = Literal["ltr", "rtl"]

MAX_MARKS: Final = 6
"""Combining marks shown on one letter: no orthography stacks more, and a flood of them covers the lines around it."""

_CONTROL_NAMES: Final = {
    "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
_NO_TEXT: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_UNSAFE: Final = "".join(_CONTROL_NAMES) + _NO_TEXT
_UNSAFE_CHARACTER: Final = re.compile(f"[{_UNSAFE}]")
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LEFT_TO_RIGHT: Final = re.compile("[A-Za-z\u00c0-\u02af\u0370-\u058f\u0900-\u1fff\u2c00-\u2dff\u3040-\ud7ff]")
_LOOKED_AT: Final = 400
"""Letters by which the direction of a long text is told."""


@cache
def _marks() -> frozenset[str]:
    """All combining marks."""
    codes = chain(range(0x300, 0x1F000), range(0xE0100, 0xE01F0))
    return frozenset(c for c in map(chr, codes) if unicodedata.category(c) in ("Mn", "Me"))


@cache
def _unsafe() -> re.Pattern[str]:
    """Bidi controls, what is no text at all (controls, lone surrogates, non-characters), and floods of combining marks."""
    marks = re.escape("".join(sorted(_marks())))
    return re.compile(f"[{_UNSAFE}]|[{marks}]{{{MAX_MARKS + 1},}}")


@cache
def _likely_marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One combining mark, and more than may be. Of the rare scripts beyond U+FFFF any letter is likely: few ranges are searched fast."""
    marks = re.escape("".join(sorted(c for c in _marks() if c <= "\uffff"))) + "\U00010000-\U0001efff\U000e0100-\U000e01ef"
    return re.compile(f"[{marks}]"), re.compile(f"[{marks}]" * (MAX_MARKS + 1))


def _is_safe(text: str) -> bool:
    """Whether nothing in a text needs to be made visible."""
    return (text.isprintable() or not _UNSAFE_CHARACTER.search(text)) and (len(text) <= MAX_MARKS or not _is_flooded(text))


def _is_flooded(text: str) -> bool:
    """Whether some letter carries too many marks: so long a run of them covers one of the places that are looked at first."""
    one, flood = _likely_marks()
    return bool(one.search(text[:: MAX_MARKS + 1]) and flood.search(text) and _unsafe().search(text))


def _made_visible(found: re.Match[str]) -> str:
    text = found.group()
    if text in _CONTROL_NAMES:
        return f'<span class="control" title="U+{ord(text):04X}">{_CONTROL_NAMES[text]}</span>'
    if len(text) == 1:
        return f'<span class="control">U+{ord(text):04X}</span>'
    return f'{text[:MAX_MARKS]}<span class="control">+{len(text) - MAX_MARKS}</span>'


_as_it_is: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)
"""Plain text that needs no escaping, as HTML."""


def shown(text: str) -> Markup:
    """Article text as HTML: markup escaped, controls shown as marks instead of obeyed, floods of combining marks cut."""
    if _is_safe(text):
        return escape(text)
    return Markup(_unsafe().sub(_made_visible, str(escape(text))))


@lru_cache(maxsize=256)
def shown_in(text: str) -> Callable[[str], Markup]:
    """What `shown` does to the pieces of a text, without looking at each where the whole is safe. The last texts are remembered."""
    if not _is_safe(text):
        return shown
    return _as_it_is if len(escape(text)) == len(text) else escape


def plain(text: str) -> str:
    """Article text for places that hold no markup (titles, the feed): unsafe characters become U+FFFD, white space one space."""
    return " ".join((text if _is_safe(text) else _unsafe().sub("\ufffd", text)).split())


def cut(text: str, characters: int) -> str:
    """`text` within `characters` code points, cut at a space where one is near; an ellipsis tells of the cut."""
    if len(text) <= characters:
        return text
    kept = text[:characters]
    space = kept.rfind(" ", characters * 3 // 4)
    return (kept[:space] if space > 0 else kept).rstrip() + "…"


def shortened(text: str, characters: int) -> str:
    """`text` within about `characters` code points: its start and its end, an ellipsis between them."""
    if len(text) <= characters:
        return text
    start, end = text[: characters // 2], text[-(characters // 2) :]
    return f"{start.rpartition(' ')[0] or start} … {end.partition(' ')[2] or end}"


def name_direction(name: str) -> Direction:
    """The direction of a name: right to left as soon as it holds a letter of such a script, so that it can never flip."""
    return "rtl" if _RIGHT_TO_LEFT.search(name) else "ltr"


def text_direction(text: str, language: str | None) -> Direction:
    """The direction of a text: its language's where a pack knows it, else that of most of its first letters."""
    pack = language_packs().get(language or "")
    if pack is not None:
        return "rtl" if pack.direction == "rtl" else "ltr"
    start = text[:_LOOKED_AT]
    return "rtl" if len(_RIGHT_TO_LEFT.findall(start)) > len(_LEFT_TO_RIGHT.findall(start)) else "ltr"
