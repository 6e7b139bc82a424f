"""Record files: one article a record, its fields under the names that crawlers and publishers give them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import IO, Final

from provenance.intake.sources import Passed, Source, as_utf8, unpacked
from provenance.model import Place, RawArticle, Skipped
from provenance.settings import IntakeSettings

_NAMES: Final = {
    "id": ("id",),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "text": ("text", "content", "body", "maintext", "articleBody"),
    "outlet": ("outlet", "source", "publisher", "sitename", "site_name"),
    "published": ("published", "date", "published_at", "date_publish", "datePublished"),
    "fetched": ("fetched", "date_extracted", "retrieved", "crawled"),
    "author": ("author", "byline"),
    "language": ("language", "lang"),
}
"""The fields of a record with the other names that are accepted, the first one present and not empty counts."""

_BY_LETTERS: Final = {name.casefold(): name for names in _NAMES.values() for name in names}

Found = RawArticle | Skipped | Passed


def read_lines(source: Source, settings: IntakeSettings) -> Iterator[Found]:
    """The articles of a JSON Lines file; a line that is no valid record is skipped by its number, from 1."""
    stream, encoding = as_utf8(unpacked(source, settings).stream)
    for number, line in _lines(stream, settings.max_record_bytes):
        if line is None:
            yield Skipped(source.path, str(number), f"line {number} is longer than {settings.max_record_bytes:,} bytes")
        elif line.strip():
            yield _read_line(line, number, source.path, encoding, settings)


def _lines(stream: IO[bytes], most: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines without their ends; None for a line of more than `most` bytes, which is never held whole."""
    number = 0
    while line := stream.readline(most + 2):
        number += 1
        if len(line) == most + 2 and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(most + 2)
            yield number, None
        else:
            yield number, (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).rstrip(b"\r\n")


def _read_line(line: bytes, number: int, path: str, encoding: str, settings: IntakeSettings) -> Found:
    """The record of a line in UTF-8; `encoding` is what it is written in."""
    try:
        text = line.decode("utf-8")
        fields = json.loads(text)
    except UnicodeDecodeError as error:
        return Skipped(path, str(number), f"line {number} is not UTF-8 (byte {error.start + 1})")
    except RecursionError:
        return Skipped(path, str(number), f"line {number} is nested too deeply")
    except ValueError as error:
        return Skipped(path, str(number), f"line {number} is no valid JSON ({_short(error)})")
    if not isinstance(fields, dict):
        return Skipped(path, str(number), f"line {number} is no JSON object")
    return read_record(fields, str(number), path, hashlib.sha256(line if encoding == "utf-8" else text.encode(encoding)).hexdigest(), settings)


def _short(error: ValueError) -> str:
    return str(error).split(": line ", maxsplit=1)[0]


def read_record(fields: Mapping[str, object], number: str, path: str, sha256: str, settings: IntakeSettings) -> Found:
    """One record as an article: its text exactly as given, its other fields as far as they are there.

    `number` is the record's number in its file, its id where it has no field of that name.
    """
    record = _plain(_field(fields, "id")) or number
    text = _field(fields, "text")
    if text is None or (isinstance(text, str) and not text.strip()):
        return Passed("no text")
    if not isinstance(text, str):
        return Skipped(path, record, f"record {number}: its text is no string")
    if len(text) > settings.max_article_characters:
        return Skipped(path, record, f"record {number} has {len(text):,} characters, more than the limit of {settings.max_article_characters:,}")
    plain = {name: _plain(_field(fields, name)) for name in _NAMES if name not in ("id", "text")}
    return RawArticle(
        text,
        Place(path, record, sha256, plain["url"], plain["fetched"]),
        plain["title"],
        plain["outlet"],
        plain["published"],
        plain["author"],
        plain["language"],
    )


def field_name(written: str) -> str:
    """The name of a column as records have it, whatever the case of its letters."""
    return _BY_LETTERS.get(written.strip().casefold(), written.strip())


def has_text(fields: Mapping[str, object]) -> bool:
    """Whether a record has a field for its text, under any of the accepted names."""
    return any(name in fields for name in _NAMES["text"])


def _field(fields: Mapping[str, object], name: str) -> object:
    """The first value that is there and not empty among the accepted names of a field."""
    for other in _NAMES[name]:
        value = fields.get(other)
        if value is not None and value != "":
            return value
    return None


def _plain(value: object) -> str | None:
    """A value as one string: a name out of an object such as ``{"name": ...}``, a list joined by commas; None when it says nothing."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        parts = [value_of for value_of in (_plain_part(part) for part in value) if value_of]
        return ", ".join(parts) or None
    return _plain_part(value)


def _plain_part(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
