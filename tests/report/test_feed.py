"""The feed follows what is new or has grown, and is valid Atom."""

from pathlib import Path

import pytest
from memory_collection import FIRST_RUN, MemoryCollection
from sample_collections import add_committee, add_geneva, full_collection

from provenance.model import Run
from provenance.report import write_reports
from provenance.settings import Settings

feedparser = pytest.importorskip("feedparser", reason="feedparser is not installed; install the test requirements")


def test_a_feed_reader_reads_it_without_complaint(tmp_path: Path) -> None:
    write_reports(full_collection(), tmp_path, "ar", Settings())
    read = feedparser.parse(tmp_path / "feed.xml")
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.updated == "2026-03-01T06:00:00Z"
    assert read.feed.id and read.feed.title and read.feed.author
    assert len({e.id for e in read.entries}) == len(read.entries) == 4
    assert all(e.title and e.updated and e.summary and (tmp_path / e.link).is_file() for e in read.entries)


def test_a_family_that_grew_comes_first_with_the_time_of_that_run_under_its_old_id(tmp_path: Path) -> None:
    collection = MemoryCollection()
    geneva = add_geneva(collection)
    add_committee(collection, 6)
    write_reports(collection, tmp_path, "en", Settings())
    ids = {e.id for e in feedparser.parse(tmp_path / "feed.xml").entries}
    collection.past = [FIRST_RUN, Run(2, "2026-03-02T06:00:00+03:00", None, "0.1.0", "0" * 64, {"new_articles": 1})]
    collection.grown[geneva] = 2
    write_reports(collection, tmp_path, "en", Settings())
    entries = feedparser.parse(tmp_path / "feed.xml").entries
    assert {e.id for e in entries} == ids
    assert entries[0].id.endswith(geneva)
    assert entries[0].updated == "2026-03-02T03:00:00Z"


def test_text_that_is_no_xml_does_not_break_the_feed(tmp_path: Path) -> None:
    collection = MemoryCollection()
    said = "words \x00\x0b\ud800 & <b> ]]> \uffff of a \u202estrange text"
    members = [(collection.add_article(f"{i} {said}", f"<{i}>&\x01"), said, "uncredited") for i in range(2)]
    collection.add_family(members)  # type: ignore[arg-type]
    write_reports(collection, tmp_path, "en", Settings())
    assert not feedparser.parse(tmp_path / "feed.xml").bozo
