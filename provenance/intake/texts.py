"""Plain text files: one article each; and the encoding of bytes that say nothing of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from provenance.errors import ArticleError
from provenance.intake.sources import BYTE_ORDER_MARKS, Passed, Source, read_whole, unpacked
from provenance.model import Place, RawArticle
from provenance.settings import IntakeSettings

_SAMPLE_BYTES: Final = 1 << 16


def decode(content: bytes) -> tuple[str, str]:
    """The text of `content` without its byte order mark, and the name of its encoding.

    UTF-8 when it is valid UTF-8, else what its mark says, else what charset-normalizer finds most likely.
    Raises ArticleError when it is text in no known encoding.
    """
    for mark, name, _ in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name), name.removesuffix("-sig")
            except UnicodeDecodeError:
                break
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _guess(content)


def _guess(content: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    if best is None or b"\0" in content[:_SAMPLE_BYTES]:
        raise ArticleError("it is no text in UTF-8 or in another known encoding")
    try:
        return content.decode(best.encoding).removeprefix("\ufeff"), best.encoding
    except UnicodeDecodeError:
        raise ArticleError(f"its beginning looks like {best.encoding}, but the rest is not in that encoding") from None


def read_text(source: Source, settings: IntakeSettings) -> Iterator[RawArticle | Passed]:
    """The one article of a text file, with line ends as ``\\n``; nothing else of it is changed."""
    content = read_whole(unpacked(source, settings), 4 * settings.max_article_characters)
    text, encoding = decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        yield Passed("no text")
    elif len(text) > settings.max_article_characters:
        raise ArticleError(f"it has {len(text):,} characters, more than the limit of {settings.max_article_characters:,}")
    else:
        notes = () if encoding == "utf-8" else (f"read as {encoding}",)
        yield RawArticle(text, Place(source.path, source.path, hashlib.sha256(content).hexdigest()), notes=notes)
