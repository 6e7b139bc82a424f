"""CSV and TSV files: one article a row, the first row names the fields."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterator
from typing import Final

from provenance.errors import ArticleError
from provenance.intake.records import Found, field_name, has_text, read_record
from provenance.intake.sources import BYTE_ORDER_MARKS, Passed, Source, unpacked
from provenance.intake.texts import decode
from provenance.settings import IntakeSettings

_SAMPLE_BYTES: Final = 1 << 16
_DELIMITERS: Final = ",;\t|"
_SEPARATOR: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # the first line by which a table tells Excel its delimiter
_NAMED: Final = 10  # names of columns that a message repeats


def read_table(source: Source, settings: IntakeSettings) -> Iterator[Found]:
    """The articles of a table. The delimiter is the one that its first row has most of.

    Raises ArticleError when no column is named as the text, or when a row is longer than a record may be.
    """
    stream = io.BufferedReader(unpacked(source, settings).stream, _SAMPLE_BYTES)  # type: ignore[type-var]
    encoding, within = _encoding(stream.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES])
    lines = _Lines(io.TextIOWrapper(stream, encoding, newline=""), settings.max_record_bytes)
    csv.field_size_limit(settings.max_record_bytes)
    number = 0
    try:
        first = next(lines, "")
        separator = _SEPARATOR.fullmatch(first.rstrip("\r\n"))
        first = next(lines, "") if separator else first
        if not first.strip():
            yield Passed("no text")
            return
        delimiter = separator[1] if separator else max(_DELIMITERS, key=first.count)
        names = [field_name(name) for name in next(csv.reader([first], delimiter=delimiter), [])]
        if not has_text(dict.fromkeys(names, "named")):
            found = ", ".join(f'"{name}"' for name in names[:_NAMED])
            raise ArticleError(f"its first row must name one column text (or content, body, maintext, articleBody); found are {found}")
        lines.taken()
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            written = lines.taken().rstrip("\r\n").encode(within)
            if lines.ended:  # while the row went on
                raise ArticleError(f"its row {number} opens a quotation mark that is never closed: the file is cut off, or holds rows within it")
            if row:
                yield read_record(dict(zip(names, row, strict=False)), str(number), source.path, hashlib.sha256(written).hexdigest(), settings)
    except (csv.Error, UnicodeError) as error:
        raise ArticleError(f"behind its row {number} it is no readable table ({error}); it is read up to there") from None


def _encoding(sample: bytes) -> tuple[str, str]:
    """The encoding that the beginning of a table is in: with its byte order mark, and as it stands behind that."""
    for mark, name, within in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return name, within
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # the sample may end inside a character
        return "utf-8", "utf-8"
    except UnicodeDecodeError:
        name = decode(sample)[1]
        return name, name


class _Lines:
    """Lines of a table that remember what was taken since last asked, so that a row can be told from its neighbours."""

    def __init__(self, text: io.TextIOWrapper, most: int) -> None:
        self._text = text
        self._most = most
        self._taken: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._most + 1)
        if len(line) > self._most:
            raise ArticleError(f"one of its lines is longer than {self._most:,} characters; it is read up to that one")
        if not line:
            self.ended = True
            raise StopIteration
        self._taken.append(line)
        return line

    def taken(self) -> str:
        """All lines since the last call."""
        lines, self._taken = "".join(self._taken), []
        return lines
