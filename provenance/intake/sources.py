"""Open an input as a stream of bytes that can't outgrow its limits, whatever a compressed file claims to hold."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Literal, cast

from provenance.errors import ArticleError
from provenance.settings import IntakeSettings

_CHUNK_BYTES = 1 << 16
_GZIP = b"\x1f\x8b"
_RATIO_FREE_BYTES = 1 << 20  # the ratio says nothing about a few lines of spaces


BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
"""Each with the name of the encoding that reads it, and of what stands behind it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input that is being read: its path as shown, its bytes, and where these are unpacked from, the size of the packed ones."""

    path: str
    stream: IO[bytes]
    packed_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that is only counted: a file that is no input or is known already, or a record without any text."""

    reason: Literal["hidden", "other kind", "link", "part of a page", "own report", "unchanged", "no text"]
    path: str | None = None


class _Limited(io.RawIOBase):
    """Passes bytes on and raises ArticleError once there are more than the limits allow."""

    def __init__(self, inner: IO[bytes], packed_bytes: int | None, settings: IntakeSettings) -> None:
        self._inner = inner
        self._given = 0
        self._most = settings.max_decompressed_bytes
        if packed_bytes is not None:
            self._most = min(self._most, max(_RATIO_FREE_BYTES, int(packed_bytes * settings.max_compression_ratio)))

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        try:
            given = self._inner.read(min(len(target), _CHUNK_BYTES))
        except EOFError:
            raise ArticleError("the compressed bytes end too early: the file is cut off") from None
        except (zlib.error, gzip.BadGzipFile) as error:
            raise ArticleError(f"the compressed bytes are damaged ({error})") from None
        self._given += len(given)
        if self._given > self._most:
            raise ArticleError(f"it unpacks to more than {self._most:,} bytes, which no news file does")
        target[: len(given)] = given
        return len(given)


def limited(inner: IO[bytes], packed_bytes: int | None, settings: IntakeSettings) -> IO[bytes]:
    """`inner` as a buffered stream that raises ArticleError once it gives more than the settings allow.

    `packed_bytes` is the size of what `inner` unpacks, None when it unpacks nothing.
    """
    return io.BufferedReader(_Limited(inner, packed_bytes, settings), _CHUNK_BYTES)


def unpacked(source: Source, settings: IntakeSettings) -> Source:
    """The content of a gzip file within the limits; another file as it is, also one that only its name calls compressed."""
    if not source.path.lower().endswith(".gz") or source.packed_bytes is None:
        return source
    packed = source.stream.read(len(_GZIP)) == _GZIP
    source.stream.seek(0)
    if not packed:
        return source
    content = gzip.GzipFile(fileobj=source.stream, mode="rb")
    return Source(source.path, limited(cast(IO[bytes], content), source.packed_bytes, settings), source.packed_bytes)


class _Recoded(io.RawIOBase):
    """The text of a stream in another encoding as UTF-8. Raises ArticleError where it is not in that encoding."""

    def __init__(self, inner: IO[bytes], encoding: str) -> None:
        self._inner = inner
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            content = self._inner.read(_CHUNK_BYTES)
            self._ended = not content
            try:
                self._ready = self._decoder.decode(content, final=self._ended).encode()
            except UnicodeError:
                raise ArticleError(f"it begins as {self._encoding} and is not in that encoding throughout; it is read up to there") from None
        given = self._ready[: len(target)]
        target[: len(given)] = given
        self._ready = self._ready[len(given) :]
        return len(given)


def as_utf8(stream: IO[bytes]) -> tuple[IO[bytes], str]:
    """A stream of text as UTF-8, by the byte order mark that it may begin with, and the encoding that it is written in behind it."""
    buffered = io.BufferedReader(stream, _CHUNK_BYTES)  # type: ignore[type-var]
    beginning = buffered.peek(4)
    for mark, encoding, within in BYTE_ORDER_MARKS:
        if beginning.startswith(mark) and within != "utf-8":
            return io.BufferedReader(_Recoded(buffered, encoding), _CHUNK_BYTES), within
    return buffered, "utf-8"


@contextmanager
def opened(path: Path, shown: str, settings: IntakeSettings) -> Iterator[Source]:
    """The file as it is on the disk. Raises ArticleError when it is too large."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > settings.max_file_bytes:
            raise ArticleError(f"it has {size:,} bytes, more than the limit of {settings.max_file_bytes:,} (intake.max_file_bytes)")
        yield Source(shown, file, size)


def read_whole(source: Source, most: int) -> bytes:
    """All bytes of a source that is held in memory. Raises ArticleError when there are more than `most`."""
    content = source.stream.read(most + 1)
    if len(content) > most:
        raise ArticleError(f"it has more than {most:,} bytes, more than one input of its kind may have")
    return content
