"""The folder of a report: the same collection gives the same bytes, and nothing is written, kept or deleted without need."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from memory_collection import MemoryCollection
from sample_collections import add_committee, add_geneva, full_collection

from provenance.errors import ReportError
from provenance.model import Article, Place, Run, SetAside
from provenance.report import write_reports
from provenance.report.folder import ReportFolder
from provenance.settings import Settings


def written(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def add_many_in_one_article(collection: MemoryCollection) -> tuple[str, list[str]]:
    """An article with more passages than one batch of families holds, each of which another outlet has; its id and theirs."""
    said = [f"the words number {i} of a long report that others have taken over" for i in range(80)]
    whole = collection.add_article(". ".join(said), "Whole Gazette", "2024-03-01", language="en")
    families = []
    for i, words in enumerate(said):
        part = collection.add_article(f"{words}!", f"Outlet {i}", "2024-03-02", language="en")
        families.append(collection.add_family([(whole, words, "own"), (part, words, "uncredited")]))
    return whole, families


def test_a_second_report_of_the_same_collection_writes_nothing(tmp_path: Path) -> None:
    first = write_reports(full_collection(), tmp_path, "en", Settings())
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    again = write_reports(full_collection(), tmp_path, "en", Settings())
    assert (again.written, again.unchanged, again.dropped) == (0, first.written, 0)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


def test_a_page_that_somebody_changed_or_deleted_is_made_again(tmp_path: Path) -> None:
    write_reports(full_collection(), tmp_path, "en", Settings())
    before = written(tmp_path)
    pages = sorted((tmp_path / "families").glob("*.html")), sorted((tmp_path / "articles").glob("*.html"))
    for some in pages:
        some[0].write_text("changed by hand")
        some[1].unlink()
    write_reports(full_collection(), tmp_path, "en", Settings())
    assert {k: v for k, v in written(tmp_path).items() if not k.startswith(".")} == {k: v for k, v in before.items() if not k.startswith(".")}


def test_records_of_the_last_time_that_are_broken_cost_only_time(tmp_path: Path) -> None:
    write_reports(full_collection(), tmp_path, "en", Settings())
    before = written(tmp_path)
    for broken in ("", "[]", '{"x": 1}', '{"families": [1, 2, 3]}'):
        for name in (".lines.json", ".made-from.json"):
            (tmp_path / name).write_text(broken)
        write_reports(full_collection(), tmp_path, "en", Settings())
        assert written(tmp_path) == before


def test_a_change_in_any_record_of_a_family_reaches_its_pages(tmp_path: Path) -> None:
    collection = MemoryCollection()
    family = add_geneva(collection)
    write_reports(collection, tmp_path, "en", Settings())
    article_id = collection.found[family].members[0].occurrence.article_id
    place = collection.stored[article_id].place
    collection.replace_article(article_id, place=Place("elsewhere.txt", place.record, place.sha256))
    write_reports(collection, tmp_path, "en", Settings())
    assert "elsewhere.txt" in (tmp_path / "families" / f"{family}.html").read_text(encoding="utf-8")
    assert "elsewhere.txt" in (tmp_path / "articles" / f"{article_id}.html").read_text(encoding="utf-8")


def test_several_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    collection = MemoryCollection()
    for i in range(70):
        add_committee(collection, 2, f" {i}")
    add_many_in_one_article(collection)
    write_reports(collection, tmp_path / "one", "en", Settings())
    write_reports(collection, tmp_path / "two", "en", Settings(), workers=2)
    one, two = written(tmp_path / "one"), written(tmp_path / "two")
    assert {k: v for k, v in one.items() if not k.startswith(".")} == {k: v for k, v in two.items() if not k.startswith(".")}


def test_an_article_shows_all_its_families_whichever_of_them_are_made_again(tmp_path: Path) -> None:
    collection = MemoryCollection()
    article_id, families = add_many_in_one_article(collection)
    write_reports(collection, tmp_path / "grown", "en", Settings(), workers=2)
    del collection.found[families[0]]
    write_reports(collection, tmp_path / "grown", "en", Settings())
    write_reports(collection, tmp_path / "new", "en", Settings())
    grown, new = ((tmp_path / name / "articles" / f"{article_id}.html").read_text(encoding="utf-8") for name in ("grown", "new"))
    assert grown == new
    assert [family_id for family_id in families if f"families/{family_id}.html" in grown] == families[1:]


def test_a_run_without_news_changes_no_byte(tmp_path: Path) -> None:
    collection = full_collection()
    write_reports(collection, tmp_path, "en", Settings())
    before = written(tmp_path)
    collection.past.append(Run(2, "2026-03-02T06:00:00+00:00", "2026-03-02T06:00:01+00:00", "0.1.0", "0" * 64, {"new_articles": 0}))
    write_reports(collection, tmp_path, "en", Settings())
    assert written(tmp_path) == before


class AskedError(Exception):
    """A record was asked for."""


class FingerprintsOnly(MemoryCollection):
    """Tells whether anything has changed, and gives no more."""

    def set_aside(self, limit: int) -> Iterator[SetAside]:  # noqa: ARG002
        raise AskedError

    def some_articles(self, article_ids: Iterable[str]) -> Iterator[Article]:  # noqa: ARG002
        raise AskedError


def test_where_nothing_has_changed_no_record_is_fetched(tmp_path: Path) -> None:
    collection = full_collection()
    write_reports(collection, tmp_path, "en", Settings())
    assert write_reports(FingerprintsOnly(**vars(collection)), tmp_path, "en", Settings()).written == 0
    collection.past = [replace(run, outcome="done", finished="2026-03-01T09:00:00+00:00", seconds=9.0) for run in collection.past]
    assert write_reports(FingerprintsOnly(**vars(collection)), tmp_path, "en", Settings()).written == 0
    (tmp_path / "feed.xml").unlink()
    with pytest.raises(AskedError):
        write_reports(FingerprintsOnly(**vars(collection)), tmp_path, "en", Settings())
    assert write_reports(collection, tmp_path, "en", Settings()).written == 1


def test_only_what_a_new_family_touches_is_written_again(tmp_path: Path) -> None:
    collection = MemoryCollection()
    geneva = add_geneva(collection)
    write_reports(collection, tmp_path, "en", Settings())
    before = written(tmp_path)
    add_committee(collection, 6)
    write_reports(collection, tmp_path, "en", Settings())
    after = written(tmp_path)
    assert before[f"families/{geneva}.html"] == after[f"families/{geneva}.html"]
    assert len(after) > len(before)


def test_pages_of_families_that_are_gone_are_dropped_and_foreign_files_stay(tmp_path: Path) -> None:
    collection = MemoryCollection()
    geneva = add_geneva(collection)
    committee = add_committee(collection, 6)
    write_reports(collection, tmp_path, "en", Settings())
    mine = ["my notes.html", "news.csv", "articles.json", "about.html", "package.json", "families/notes.html"]
    for name in mine:
        (tmp_path / name).write_text("mine")
    (tmp_path / "families" / "CHECKED.html").write_text("mine")
    (tmp_path / "families" / f"{geneva}.html.unfinished").write_text("half")
    del collection.found[committee]
    write_reports(collection, tmp_path, "en", Settings())
    left = written(tmp_path)
    assert f"families/{committee}.html" not in left
    assert f"families/{geneva}.html.unfinished" not in left
    assert {*mine, "families/CHECKED.html", f"families/{geneva}.html"} <= set(left)


def test_an_index_page_that_no_report_wrote_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(ReportError, match=r"another index\.html"):
        write_reports(MemoryCollection(), tmp_path, "en", Settings())
    assert written(tmp_path) == {"index.html": b"mine"}


def test_a_former_id_leads_to_the_present_page(tmp_path: Path) -> None:
    collection = MemoryCollection()
    family = add_committee(collection, 2, aliases=("f" + "0" * 20,))
    write_reports(collection, tmp_path, "en", Settings())
    assert f'href="{family}.html"' in (tmp_path / "families" / f"{'f' + '0' * 20}.html").read_text(encoding="utf-8")


def test_an_interrupted_write_leaves_the_old_page_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ReportFolder(tmp_path)
    folder.open()
    folder.write("index.html", "old")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        folder.write("index.html", "new and longer")
    assert (tmp_path / "index.html").read_text() == "old"


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file stands here")
    with pytest.raises(ReportError, match="--reports"):
        write_reports(full_collection(), tmp_path / "reports", "en", Settings())


def test_an_empty_collection_gives_a_report_that_says_so(tmp_path: Path) -> None:
    collection = MemoryCollection(past=[])
    write_reports(collection, tmp_path, "en", Settings())
    assert "No two articles share a passage yet." in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_articles_without_findings_get_a_page_only_where_that_is_asked(tmp_path: Path) -> None:
    collection = full_collection()
    alone = collection.add_article("Nobody else has this.", "Sarn Gazette")
    write_reports(collection, tmp_path, "en", Settings())
    assert not (tmp_path / "articles" / f"{alone}.html").exists()
    every = replace(Settings(), report=replace(Settings().report, all_articles=1))
    made = write_reports(collection, tmp_path, "en", every)
    assert (tmp_path / "articles" / f"{alone}.html").exists()
    assert made.written + made.unchanged == len([name for name in written(tmp_path) if not name.startswith(".")])


def test_no_file_name_comes_from_an_article(tmp_path: Path) -> None:
    collection = MemoryCollection()
    said = "the same words stand here in both of them"
    members = [(collection.add_article(f"{i} {said}", f"../../{i}\n<x>", path=f"../{i}\n"), said, "uncredited") for i in range(2)]
    collection.add_family(members, speakers=("../../etc/passwd",))  # type: ignore[arg-type]
    write_reports(collection, tmp_path / "in" / "reports", "en", Settings())
    names = [p.name for p in tmp_path.rglob("*") if p.is_file()]
    assert all(name.replace(".", "").replace("-", "").isalnum() for name in names)
    assert {p.relative_to(tmp_path).parts[0] for p in tmp_path.rglob("*")} == {"in"}


def test_no_page_is_over_a_megabyte_whatever_the_articles_hold(tmp_path: Path) -> None:
    collection = MemoryCollection()
    said = "these very long words " * 50_000
    members = [(collection.add_article(f"{i} {said}", f"Outlet {i}", title="<b>" * 300_000), said.strip(), "uncredited") for i in range(3)]
    collection.add_family(members)  # type: ignore[arg-type]
    write_reports(collection, tmp_path, "en", Settings())
    assert max(len(page) for name, page in written(tmp_path).items() if name.endswith(".html")) < 1_000_000


def test_the_records_of_a_family_stand_beside_its_page(tmp_path: Path) -> None:
    collection = MemoryCollection()
    family = add_geneva(collection)
    write_reports(collection, tmp_path, "en", Settings())
    record = json.loads((tmp_path / "families" / f"{family}.json").read_text(encoding="utf-8"))
    assert record["family_id"] == family
    assert [o["credit_status"] for o in record["occurrences"]] == ["credited", "uncredited"]
    rows = (tmp_path / "families" / f"{family}.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 3


def test_tidy_finds_no_fault_in_any_page(tmp_path: Path) -> None:
    tidy = shutil.which("tidy")
    if tidy is None:
        pytest.skip("tidy not found: install Debian's tidy to check that the pages are valid HTML")
    for ui in ("en", "ar"):
        write_reports(full_collection(), tmp_path / ui, ui, Settings())
    pages = sorted(map(str, tmp_path.rglob("*.html")))
    told = subprocess.run([tidy, "-quiet", "-errors", "--gnu-emacs", "yes", *pages], capture_output=True, text=True, check=False)
    assert told.stderr == ""
