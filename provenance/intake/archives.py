"""Web archives: every page in a WARC, and in the WARCs of a WACZ."""

from __future__ import annotations

import errno
import hashlib
import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from typing import IO, Any, Final

from provenance.errors import ArticleError
from provenance.intake.pages import Page, page_article
from provenance.intake.records import Found
from provenance.intake.sources import Source, limited, unpacked
from provenance.model import Place, Skipped
from provenance.settings import IntakeSettings

_PAGES: Final = ("text/html", "application/xhtml+xml")
_BLOCK_BYTES: Final = 1 << 14  # unpacked at once: a bomb makes 16 MB of them
_LONGEST_LINE: Final = 1 << 16  # bytes of one line of a header
_MEMBERS: Final = (".warc", ".warc.gz")


def read_warc(source: Source, settings: IntakeSettings) -> Iterator[Found]:
    """The articles of a WARC file. Offsets are of its records in the file as it is on the disk, compressed or not."""
    try:
        yield from _read_records(source.stream, source.path, source.packed_bytes or 0, settings)
    except _OneMemberError:  # compressed as a whole and not record by record: there are no offsets in it
        source.stream.seek(0)
        whole = unpacked(source, settings)
        yield from _read_records(whole.stream, source.path, source.packed_bytes or 0, settings, first=1)


def read_wacz(source: Source, settings: IntakeSettings) -> Iterator[Found]:
    """The articles of all WARC files inside a WACZ, which is a ZIP file."""
    with _seekable(source, settings) as file:
        try:
            archive = zipfile.ZipFile(file)
            members = sorted((m for m in archive.infolist() if m.filename.lower().endswith(_MEMBERS)), key=lambda m: m.filename)
            if not members:
                raise ArticleError("it holds no WARC file")
            for member in members:
                with archive.open(member) as stream:
                    size = max(1, member.compress_size)
                    yield from _read_records(limited(stream, size, settings), source.path, size, settings)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error, EOFError) as error:
            raise ArticleError(f"it is no readable WACZ ({error})") from None
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise ArticleError("it is no readable WACZ (its list of parts points before its beginning)") from None


def _seekable(source: Source, settings: IntakeSettings) -> IO[bytes]:
    """A ZIP file is read from its end: one that is compressed once more is unpacked to a temporary file."""
    content = unpacked(source, settings).stream
    if content is source.stream:
        return content
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    while chunk := content.read(1 << 20):
        file.write(chunk)
    file.seek(0)
    return file


class _OneMemberError(Exception):
    """A gzip file holds all its records in one member."""


def _read_records(stream: IO[bytes], path: str, packed_bytes: int, settings: IntakeSettings, first: int = 0) -> Iterator[Found]:
    """The pages among the records behind the first `first`. Raises ArticleError where the archive can't be read further."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    most = max(settings.max_page_bytes, int(packed_bytes * settings.max_compression_ratio))
    records = ArchiveIterator(stream)
    records.reader = _bounded_reader(records.fh)
    number = 0
    try:
        while (record := _quietly(lambda: next(records, None))) is not None:
            number += 1
            if (record.length or 0) > most:
                raise ArticleError(f"its record {number} claims {record.length:,} bytes, more than the file can hold; it is read up to that one")
            if number > first and _is_page(record):
                yield _read_page(record, number, _offset_of(records, within_member=first == 0), path, settings)
            _quietly(records.read_to_end)
            if getattr(record.raw_stream, "limit", 0) > 0:
                raise ArticleError(f"the file is cut off in its record {number}")
    except ArchiveLoadFailed as error:
        if "non-chunked gzip" in str(error) and number == 1:
            raise _OneMemberError from None
        raise ArticleError(f"behind its record {number} it is no readable WARC ({str(error).partition(',')[0]})") from None
    except (EOFError, zlib.error, OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ArticleError(f"behind its record {number} it is no readable WARC (its header is broken: {type(error).__name__})") from None
    if number == 0:
        raise ArticleError("it holds no WARC record")
    if records.fh.tell() > records.offset:  # bytes that gave no whole record
        raise ArticleError(f"the file is cut off behind its record {number}")


def _bounded_reader(file: Any) -> Any:
    """The library's reader, but for lines without end, which it would gather whole and copy again and again."""
    from warcio.bufferedreaders import DecompressingBufferedReader

    class Reader(DecompressingBufferedReader):  # type: ignore[misc]
        def readline(self, length: int | None = None) -> bytes:
            return bytes(super().readline(length or _LONGEST_LINE))

    return Reader(file, block_size=_BLOCK_BYTES)


def _offset_of(records: Any, *, within_member: bool) -> int | None:
    return int(records.offset) if within_member else None


def _quietly(call: Callable[[], Any]) -> Any:
    """What `call` gives; what the library would write of a broken record to standard error is left out."""
    with redirect_stderr(io.StringIO()):
        return call()


def _is_page(record: Any) -> bool:
    """Whether a record is a successful answer, or a stored resource, of a type that is a page."""
    if record.rec_type == "response" and record.http_headers is not None:
        kind = record.http_headers.get_header("Content-Type") or ""
        return record.http_headers.get_statuscode() == "200" and kind.split(";")[0].strip().lower() in _PAGES
    return record.rec_type == "resource" and (record.rec_headers.get_header("Content-Type") or "").split(";")[0].strip().lower() in _PAGES


def _read_page(record: Any, number: int, offset: int | None, path: str, settings: IntakeSettings) -> Found:
    header = record.rec_headers.get_header
    name = (header("WARC-Record-ID") or str(number)).strip("<>")
    try:
        content = _payload(record, settings.max_page_bytes)
        place = Place(path, name, hashlib.sha256(content).hexdigest(), header("WARC-Target-URI"), header("WARC-Date"), offset)
        return page_article(Page(content, place, _charset(record)), settings)
    except ArticleError as error:
        packed = record.http_headers.get_header("Content-Encoding") if record.http_headers is not None else None
        return Skipped(path, name, f"record {number}: {error}" + (f"; its server said that it is compressed as {packed!r}" if packed else ""))


def _payload(record: Any, most: int) -> bytes:
    """The bytes of the page without the encodings of its transfer."""
    content = io.BytesIO()
    stream = record.content_stream()
    while chunk := stream.read(1 << 16):
        content.write(chunk)
        if content.tell() > most:
            raise ArticleError(f"it has more than {most:,} bytes, more than one page may have")
    return content.getvalue()


def _charset(record: Any) -> str | None:
    kind = record.http_headers.get_header("Content-Type") if record.http_headers is not None else None
    _, _, charset = (kind or "").lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None
