"""Whatever the bytes are, every reader gives articles or reasons, and never anything else."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_formats import FORMS, LIMITS

from provenance.intake.files import _READERS, read_inputs
from provenance.model import Skipped

# What formats are made of: fragments that come near the middle of a parser.
MARKS = rb"""< > </p> <p> <![CDATA[ ]]> <!-- <script> <table><td> &#x110000; &a; <?xml <item> <entry> { } [ ] " \ud800 {"text": null 1e999 , ;
WARC/1.0 Content-Length: 99999999999 -1 HTTP/1.1 200 OK Transfer-Encoding: chunked --edge Content-Type: text/html; charset= =?utf-8?q?="""
BYTES = [
    b"\n",
    b"\r",
    b"\r\n\r\n",
    b" ",
    b"\t",
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xd8\x00",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b\x08",
]
FRAGMENTS = st.sampled_from([*MARKS.split(), *BYTES])


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One whole file of each ending."""
    files: dict[str, bytes] = {".txt": "Words, слова, كلمات.\n".encode()}
    for form in FORMS:
        folder = tmp_path_factory.mktemp("original")
        form(folder)
        for path in folder.iterdir():
            files.setdefault("".join(path.suffixes), path.read_bytes())
    return files


def check(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    readings = list(read_inputs([str(path)], lambda _path: None, LIMITS))
    assert {type(reading).__name__ for reading in readings} <= {"RawArticle", "Skipped", "Passed", "FileDone"} and readings
    assert not [reading.reason for reading in readings if isinstance(reading, Skipped) and "please report" in reading.reason]


@pytest.mark.parametrize("ending", sorted(_READERS))
@given(content=st.one_of(st.binary(max_size=300), st.lists(FRAGMENTS, max_size=40).map(b"".join)))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_of_no_format(tmp_path: Path, ending: str, content: bytes) -> None:
    check(tmp_path / f"any{ending}", content)
    check(tmp_path / f"any{ending}.gz", content)


@pytest.mark.parametrize("ending", sorted({*_READERS, ".warc.gz"} - {".ndjson", ".htm", ".mht", ".atom"}))
@given(data=st.data())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_files_with_parts_changed_left_out_or_cut_off(tmp_path: Path, originals: dict[str, bytes], ending: str, data: st.DataObject) -> None:
    content = bytearray(originals[ending])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.sampled_from([0, 1, 3, 20, 1000, 10**6])))
        content[start:end] = data.draw(st.one_of(FRAGMENTS, st.binary(max_size=8)))
    check(tmp_path / f"changed{ending}", bytes(content))
    if not ending.endswith(".gz"):
        check(tmp_path / f"changed{ending}.gz", gzip.compress(bytes(content)))
