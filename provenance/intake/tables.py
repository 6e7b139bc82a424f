"""CSV and TSV files: one article a row, the first row names the fields."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Final

from provenance.errors import ArticleError
from provenance.intake.records import Found, has_text, read_record
from provenance.intake.sources import Source, unpacked
from provenance.intake.texts import BYTE_ORDER_MARKS, decode
from provenance.settings import IntakeSettings

_SAMPLE_BYTES: Final = 1 << 16
_DELIMITERS: Final = ",;\t|"


def read_table(source: Source, settings: IntakeSettings) -> Iterator[Found]:
    """The articles of a table. The delimiter is the one that its first row has most of.

    Raises ArticleError when no column is named as the text, or when a row is longer than a record may be.
    """
    stream = io.BufferedReader(unpacked(source, settings).stream, _SAMPLE_BYTES)  # type: ignore[type-var]
    encoding, within = _encoding(stream.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES])
    lines = _Lines(io.TextIOWrapper(stream, encoding, newline=""), settings.max_record_bytes)
    csv.field_size_limit(settings.max_record_bytes)
    try:
        first = next(lines, "")
        delimiter = max(_DELIMITERS, key=first.count)
        names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
        if not has_text(dict.fromkeys(names, "named")):
            raise ArticleError("its first row names no column as the text (text, content, body, maintext or articleBody)")
        lines.taken()
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            written = lines.taken().rstrip("\r\n").encode(within)
            if lines.ended:  # while the row went on
                raise ArticleError(f"its row {number} opens a quotation mark that is never closed: the file is cut off, or holds rows within it")
            if row:
                yield read_record(dict(zip(names, row, strict=False)), str(number), source.path, hashlib.sha256(written).hexdigest(), settings)
    except (csv.Error, UnicodeError) as error:
        raise ArticleError(f"it is no readable table ({error}); it is read up to there") from None


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
