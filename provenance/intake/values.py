"""JSON files of any layout: one record, a list of records, records one after another, a list inside an object."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from provenance.errors import ArticleError
from provenance.intake.records import Found, has_text, read_record
from provenance.intake.sources import Source, as_utf8, unpacked
from provenance.model import Skipped
from provenance.settings import IntakeSettings

_CHUNK_BYTES: Final = 1 << 16
_SPACE: Final = " \t\r\n"
_DECODER: Final = json.JSONDecoder(strict=False)


def read_json(source: Source, settings: IntakeSettings) -> Iterator[Found]:
    """The articles of a JSON file, one value in memory at a time."""
    number = 0
    stream, encoding = as_utf8(unpacked(source, settings).stream)
    for value, written in _values(stream, settings.max_record_bytes):
        for record, text in _records(value, written):
            number += 1
            if isinstance(record, Mapping):
                sha256 = hashlib.sha256(text.encode(encoding)).hexdigest()
                yield read_record(record, str(number), source.path, sha256, settings)
            else:
                yield Skipped(source.path, str(number), f"record {number} is no JSON object")


def _records(value: Any, written: str) -> Iterator[tuple[Any, str]]:
    """The records of one value with the text that each is written as: itself, or those of the one list that it wraps."""
    if isinstance(value, Mapping) and not has_text(value):
        lists = [name for name, inner in value.items() if isinstance(inner, list) and inner and all(isinstance(one, Mapping) for one in inner)]
        if len(lists) == 1:
            members = {name: (start, end) for name, start, end in _members(written)}
            yield from ((record, text) for record, text in _elements(written, members[lists[0]][0]))
            return
    yield value, written


def _members(written: str) -> Iterator[tuple[str, int, int]]:
    """The members of an object as it is written: the name, and where the value stands."""
    at = _behind_space(written, written.index("{") + 1)
    while written[at] != "}":
        name, at = _DECODER.raw_decode(written, at)
        start = _behind_space(written, _behind_space(written, at) + 1)  # the colon
        _, end = _DECODER.raw_decode(written, start)
        yield name, start, end
        at = _behind_space(written, end)
        at = _behind_space(written, at + 1) if written[at] == "," else at


def _elements(written: str, start: int) -> Iterator[tuple[Any, str]]:
    """The elements of the list that begins at `start`, each with the text that it is written as."""
    at = _behind_space(written, start + 1)
    while written[at] != "]":
        value, end = _DECODER.raw_decode(written, at)
        yield value, written[at:end]
        at = _behind_space(written, end)
        at = _behind_space(written, at + 1) if written[at] == "," else at


def _behind_space(written: str, at: int) -> int:
    while written[at] in _SPACE:
        at += 1
    return at


class _Text:
    """The text of a stream, as much of it as is needed for the next value."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._most = most
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.ready = ""
        self.ended = False

    def more(self) -> None:
        """Twice as much as is ready. Raises ArticleError when one value is longer than the limit or not UTF-8."""
        if len(self.ready) > self._most:
            raise ArticleError(f"one of its records is longer than {self._most:,} characters; it is read up to that one")
        content = self._stream.read(max(_CHUNK_BYTES, len(self.ready)))
        try:
            self.ready += self._decoder.decode(content, final=not content)
        except UnicodeDecodeError:
            raise ArticleError("it is not UTF-8 throughout; it is read up to there") from None
        self.ended = not content

    def skip(self, marks: str) -> str:
        """Pass over space and `marks`; the next character, empty at the end."""
        while True:
            self.ready = self.ready.lstrip(_SPACE + marks)
            if self.ready or self.ended:
                return self.ready[:1]
            self.more()


def _values(stream: IO[bytes], most: int) -> Iterator[tuple[Any, str]]:
    """Each value of the outermost lists, or each value where they follow one another, with the text it is written as.

    Raises ArticleError where a value can't be read further, and at the end when a list was never closed.
    """
    text = _Text(stream, most)
    number, is_open = 0, False
    while mark := text.skip(","):
        if mark == ("]" if is_open else "["):
            is_open = not is_open
            text.ready = text.ready[1:]
            continue
        number += 1
        value, end = _next_value(text, number)
        yield value, text.ready[:end]
        text.ready = text.ready[end:]
    if is_open:
        raise ArticleError(f"its list of records is not closed: the file is cut off behind record {number}")


def _next_value(text: _Text, number: int) -> tuple[Any, int]:
    while True:
        try:
            value, end = _DECODER.raw_decode(text.ready)
            if end < len(text.ready) or text.ended:  # else a number might go on
                return value, end
        except RecursionError:
            raise ArticleError(f"its record {number} is nested too deeply; it is read up to that one") from None
        except ValueError as error:
            if text.ended:
                raise ArticleError(f"its record {number} is no valid JSON ({str(error).split(': line ')[0]}); it is read up to that one") from None
        text.more()
