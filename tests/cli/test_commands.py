"""What the commands print and how they end: data on standard output, messages on standard error, exit codes for machines."""

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from builders import write_records

from provenance.store.database import Database, schema_version

EXPORTS = ("articles", "quotations", "overlaps", "families")


def test_a_scan_says_what_it_did_and_where_the_report_is(provenance, news: Path, here: Path) -> None:
    done = provenance("scan", "news")
    assert done.code == 0 and done.output == ""
    assert "using the database provenance.db" in done.messages
    assert "2 new articles" in done.messages and "1 record without text" in done.messages and "1 file of another kind" in done.messages
    assert "report: reports/index.html" in done.messages
    assert (here / "reports" / "index.html").is_file() and (here / "provenance.db").is_file()


def test_quiet_prints_nothing_when_all_is_well(provenance, news: Path) -> None:
    done = provenance("scan", "news", "-q")
    assert (done.code, done.output, done.messages) == (0, "", "")


def test_a_second_scan_adds_one_row_to_the_runs_and_nothing_else(provenance, news: Path, here: Path) -> None:
    def contents() -> dict[str, list[tuple[object, ...]]]:
        connection = sqlite3.connect(here / "provenance.db")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
        connection.close()
        return rows

    def pages() -> dict[str, tuple[bytes, int]]:
        return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in (here / "reports").rglob("*") if p.is_file()}

    provenance("scan", "news", "-q")
    before, pages_before = contents(), pages()
    assert "nothing new" in provenance("scan", "news").messages
    after = contents()
    assert len(after.pop("runs")) == len(before.pop("runs")) + 1
    assert after == before
    assert pages() == pages_before


def test_every_export_is_one_object_a_line(provenance, news: Path) -> None:
    provenance("scan", "news", "-q", "--no-report")
    counts = {what: len(provenance("export", what, "-q").records) for what in EXPORTS}
    assert counts["articles"] == 2 and counts["overlaps"] == 1 and counts["families"] == 1


def test_records_have_the_documented_keys(provenance, news: Path) -> None:
    provenance("scan", "news", "-q", "--no-report")
    [first, *_] = provenance("export", "articles", "-q").records
    wanted = (
        "article_id record path sha256 url title language outlet outlet_evidence published published_precision published_evidence fetched credits"
    )
    assert set(wanted.split()) | {"text", "also_at", "author", "notes"} == set(first)
    [overlap] = provenance("export", "overlaps", "-q").records
    assert set(overlap) == {"overlap_id", "family_id", "kind", "similarity", "a", "b"}
    assert set(overlap["a"]) == {"article_id", "record", "path", "outlet", "published", "start", "end", "text"}
    assert overlap["a"]["outlet"] == "The Harbour Post", "the earlier one is a"
    [family] = provenance("export", "families", "-q").records
    assert set(family) == {"family_id", "aliases", "occurrences", "outlets", "variants", "speakers", "first_seen"}
    assert family["first_seen"]["outlet"] == "The Harbour Post" and family["outlets"] == 2
    assert set(family["occurrences"][0]) == {*overlap["a"], "variant", "credit_status", "credits"}


def test_an_export_goes_to_a_file_whole_or_not_at_all(provenance, news: Path, here: Path) -> None:
    provenance("scan", "news", "-q", "--no-report")
    printed = provenance("export", "articles", "-q").output
    assert provenance("export", "articles", "-q", "-o", "out.jsonl").output == ""
    assert (here / "out.jsonl").read_text() == printed
    done = provenance("export", "articles", "-q", "-o", "nowhere/out.jsonl")
    assert done.code == 1 and "nowhere/out.jsonl" in done.messages
    assert not [p for p in here.iterdir() if p.name.endswith(".part")]


def test_any_order_and_any_grouping_gives_the_same_exports(provenance, here: Path) -> None:
    """But for the former ids of families, which tell their history."""
    words = "the commission will publish its full report on the flood before the end of the month"
    for number, outlet in enumerate(("Alpha", "Beta", "Gamma", "Delta")):
        record = {
            "id": str(number),
            "outlet": outlet,
            "published": f"2024-01-0{4 - number}",
            "text": f"In {outlet} we read that {words}, said number {number}.",
        }
        (here / f"{outlet}.jsonl").write_text(json.dumps(record) + "\n" + json.dumps({**record, "id": "again"}) + "\n")
    record = {"id": "r", "published": "2024-01-09", "text": f"Later it was said again that {words} and not before."}
    (here / "one.jsonl").write_text(json.dumps({**record, "outlet": "Reuters"}) + "\n")
    (here / "two.jsonl").write_text(json.dumps({**record, "outlet": "رويترز"}) + "\n")
    files = sorted(p.name for p in here.glob("*.jsonl"))
    exports = []
    for number, groups in enumerate(([files], [files[::-1]], [[f] for f in files[::-1]], [files[2:], files[:2]], [[f] for f in files])):
        for group in groups:
            assert provenance("scan", *group, "-q", "--no-report", "--db", f"{number}.db").code == 0
        found = [provenance("export", what, "-q", "--db", f"{number}.db").records for what in EXPORTS]
        exports.append([*found[:3], [{**family, "aliases": []} for family in found[3]]])
    assert all(export == exports[0] for export in exports)
    assert exports[0][2], "there is something to compare"
    assert [a["also_at"][0]["path"] for a in exports[0][0] if a["outlet"] == "Reuters"] == ["two.jsonl"]


def test_what_can_not_be_read_is_named_once_with_its_reason_and_gives_3(provenance, news: Path) -> None:
    with (news / "day.jsonl").open("a") as file:
        file.write("{broken\n")
    (news / "bad.txt").write_bytes(bytes(range(256)))
    first = provenance("scan", "news", "-q", "--no-report")
    assert first.code == 3 and len(first.messages.splitlines()) == 2
    assert "news/day.jsonl record 4: line 4 is no valid JSON" in first.messages and "news/bad.txt" in first.messages
    second = provenance("scan", "news", "-q", "--no-report")
    assert (second.code, second.messages) == (0, "")


@pytest.mark.parametrize("path", ["news/logo.png", "gone.txt"])
def test_a_named_input_that_is_none_gives_3(provenance, news: Path, path: str) -> None:
    done = provenance("scan", path, "-q", "--no-report")
    assert done.code == 3 and path in done.messages


@pytest.mark.parametrize(
    "arguments",
    [["frobnicate"], ["scan"], ["export", "everything"], ["report", "--ui", "xx"], ["scan", "news", "--wait", "-1"], ["scan", "--frob", "news"]],
)
def test_wrong_usage_gives_2(provenance, news: Path, arguments: list[str]) -> None:
    assert provenance(*arguments).code == 2


@pytest.mark.parametrize("command", [["export", "articles"], ["report"], ["runs"], ["scan", "news"]])
def test_a_database_that_can_not_be_used_gives_4_and_is_left_untouched(provenance, news: Path, here: Path, command: list[str]) -> None:
    Database.open(here / "newer.db").close()
    connection = sqlite3.connect(here / "newer.db")
    connection.execute(f"PRAGMA user_version = {schema_version() + 1}")
    connection.close()
    (here / "text.db").write_text("no database " * 1000)
    for name in ("newer.db", "text.db"):
        before = (here / name).read_bytes()
        done = provenance(*command, "--db", name, "-q")
        assert done.code == 4 and len(done.messages.splitlines()) == 1 and name in done.messages
        assert (here / name).read_bytes() == before


def test_a_missing_database_is_named_and_not_made_by_reading(provenance, here: Path) -> None:
    done = provenance("export", "articles", "--db", "none.db")
    assert done.code == 4 and "none.db" in done.messages and not (here / "none.db").exists()


def test_another_run_gives_75_or_nothing_to_do(provenance, news: Path, here: Path) -> None:
    with Database.open(here / "provenance.db"):
        assert provenance("scan", "news", "-q").code == 75
        assert provenance("scan", "news", "-q", "--wait", "0.1").code == 75
        skipped = provenance("scan", "news", "-q", "--skip-if-locked")
        assert (skipped.code, skipped.messages) == (0, "")
        assert provenance("runs", "-q").code == 0, "readers can read during a scan"


def test_two_scans_at_once_both_end_well_when_one_waits(news: Path, here: Path) -> None:
    command = [sys.executable, "-m", "provenance", "scan", "news", "-q", "--no-report", "--wait", "60"]
    running = [subprocess.Popen(command, cwd=here) for _ in range(3)]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    with Database.open_to_read(here / "provenance.db") as database:
        assert database.connection.execute("SELECT count(*) FROM articles").fetchone() == (2,)
        assert database.connection.execute("SELECT count(*) FROM runs WHERE outcome = 'done'").fetchone() == (3,)


def test_a_summary_for_machines(provenance, news: Path) -> None:
    [summary] = provenance("scan", "news", "-q", "--no-report", "--json").records
    assert summary["counts"]["new_articles"] == 2 and summary["skipped"] == [] and summary["run"] == 1 and summary["report"] is None


def test_a_dry_run_stores_nothing(provenance, news: Path, here: Path) -> None:
    [summary] = provenance("scan", "news", "-q", "--dry-run", "--json").records
    assert summary["counts"]["new_articles"] == 2 and summary["run"] is None
    assert not (here / "provenance.db").exists() and not (here / "reports").exists()
    provenance("scan", "news", "-q", "--no-report")
    [summary] = provenance("scan", "news", "-q", "--dry-run", "--json").records
    assert summary["counts"]["new_articles"] == 0
    assert len(provenance("runs", "-q", "--json").records) == 1


def test_records_come_from_standard_input(news: Path, here: Path) -> None:
    command = [sys.executable, "-m", "provenance", "scan", "-", "-q", "--no-report"]
    done = subprocess.run(command, cwd=here, input=(news / "day.jsonl").read_bytes(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    with Database.open_to_read(here / "provenance.db") as database:
        assert database.connection.execute("SELECT DISTINCT path FROM places").fetchall() == [("-",)]


def test_runs_tell_counts_and_what_was_skipped(provenance, news: Path) -> None:
    (news / "bad.txt").write_bytes(bytes(range(256)))
    provenance("scan", "news", "-q", "--no-report")
    listed = provenance("runs", "-q")
    assert "2 new articles" in listed.output and "skipped news/bad.txt" in listed.output
    [run] = provenance("runs", "-q", "--json").records
    assert run["outcome"] == "done" and run["seconds"] >= 0 and run["peak_memory_bytes"] > 10**6
    assert run["skipped"][0]["path"] == "news/bad.txt"


def test_an_outlet_is_given_to_articles_that_name_none_only(provenance, here: Path) -> None:
    (here / "a.jsonl").write_text('{"text": "Nobody says whose words these are."}\n{"text": "But these are named.", "outlet": "Valley Times"}\n')
    provenance("scan", "a.jsonl", "--outlet", "The Harbour Post", "-q", "--no-report")
    assert {a["outlet"] for a in provenance("export", "articles", "-q").records} == {"The Harbour Post", "Valley Times"}


def test_an_option_wins_over_the_environment_and_that_over_the_file(provenance, news: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "provenance.toml").write_text('[command]\ndb = "file.db"\n')
    provenance("scan", "news", "-q", "--no-report")
    monkeypatch.setenv("PROVENANCE_DB", "environment.db")
    provenance("scan", "news", "-q", "--no-report")
    provenance("scan", "news", "-q", "--no-report", "--db", "option.db")
    assert sorted(p.name for p in here.glob("*.db")) == ["environment.db", "file.db", "option.db"]


def test_flags_come_from_the_environment_and_from_the_file(provenance, news: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVENANCE_NO_REPORT", "1")
    (here / "provenance.toml").write_text("[command]\nquiet = true\n")
    done = provenance("scan", "news")
    assert (done.code, done.messages) == (0, "") and not (here / "reports").exists()


def test_verbose_tells_every_file_that_is_read_and_every_stage(provenance, news: Path) -> None:
    messages = provenance("scan", "news", "-v").messages
    assert all(str(path.resolve()) in messages for path in news.glob("*.jsonl"))
    assert "comparing 2 new articles" in messages and "writing the report" in messages


def test_numbers_come_from_the_file_and_from_the_environment_over_it(provenance, news: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "provenance.toml").write_text("[intake]\nmax_file_bytes = 1024\n")
    (news / "long.txt").write_text("Some words. " * 200)
    assert provenance("scan", "news", "-q", "--no-report", "--db", "a.db").code == 3
    monkeypatch.setenv("PROVENANCE_INTAKE_MAX_FILE_BYTES", "100000")
    assert provenance("scan", "news", "-q", "--no-report", "--db", "b.db").code == 0


@pytest.mark.parametrize("content", ["[intake]\nmax_file_byte = 1024\n", "[intake]\nmax_file_bytes = -1\n", "[command]\ncolour = 1\n", "= nonsense"])
def test_a_settings_file_with_faults_gives_2_and_names_them(provenance, news: Path, here: Path, content: str) -> None:
    (here / "provenance.toml").write_text(content)
    done = provenance("scan", "news", "-q")
    assert done.code == 2 and "provenance.toml" in done.messages and len(done.messages.splitlines()) == 1


def test_a_file_that_was_refused_is_tried_again_under_other_limits(provenance, news: Path, here: Path) -> None:
    (news / "long.txt").write_text("Some words. " * 200)
    (here / "provenance.toml").write_text("[intake]\nmax_file_bytes = 1024\n")
    assert provenance("scan", "news", "-q", "--no-report").code == 3
    (here / "provenance.toml").unlink()
    assert provenance("scan", "news", "-q", "--no-report").code == 0
    assert len(provenance("export", "articles", "-q").records) == 3


def test_names_that_hold_terminal_controls_are_shown_escaped(provenance, here: Path) -> None:
    (here / "news").mkdir()
    (here / "news" / "\x1b[31mred\n\u202etxt.jsonl").write_text("{broken\n")
    done = provenance("scan", "news", "-q", "--no-report")
    assert done.code == 3 and len(done.messages.splitlines()) == 1
    assert "\x1b" not in done.messages and "\u202e" not in done.messages and "\\x1b[31mred\\n\\u202etxt.jsonl" in done.messages


def test_messages_for_log_collectors_are_one_object_a_line(provenance, news: Path) -> None:
    done = provenance("scan", "news", "--no-report", "--log-format", "json")
    lines = [json.loads(line) for line in done.messages.splitlines()]
    assert {line["level"] for line in lines} == {"info"} and all(set(line) == {"time", "level", "message"} for line in lines)


def test_texts_that_utf8_has_no_form_for_are_exported_with_escapes(provenance, here: Path) -> None:
    text = "half a pair \ud83d and a NUL \0 end"
    (here / "a.jsonl").write_text(json.dumps({"text": text, "title": "\udc00"}) + "\n")
    assert provenance("scan", "a.jsonl", "-q").code == 0
    [article] = provenance("export", "articles", "-q").records
    assert (article["text"], article["title"]) == (text, "\udc00")


def test_the_report_can_be_written_again_in_another_language(provenance, news: Path, here: Path) -> None:
    provenance("scan", "news", "-q", "--no-report")
    assert provenance("report", "-q", "--ui", "ar", "--reports", "out").code == 0
    assert 'dir="rtl"' in (here / "out" / "index.html").read_text()


def test_no_middle_dot_stands_where_it_would_be_read_as_an_arabic_zero(provenance, news: Path, here: Path) -> None:
    provenance("scan", "news", "-q", "--no-report")
    assert provenance("report", "-q", "--ui", "ar", "--reports", "out").code == 0
    pages = [page.read_text() for page in (here / "out").rglob("*.html")]
    assert any("•" in page for page in pages)
    assert [page for page in pages if " ·" in page or "· " in page] == []


def test_our_own_report_inside_a_scanned_folder_is_no_input(provenance, news: Path) -> None:
    provenance("scan", ".", "-q")
    provenance("scan", ".", "-q")
    assert len(provenance("export", "articles", "-q").records) == 2


def test_a_report_written_under_another_name_is_no_input(provenance, news: Path) -> None:
    provenance("scan", "news", "-q", "--reports", "news/arabic", "--ui", "ar")
    done = provenance("scan", "news", "--no-report")
    assert "1 folder of a report" in done.messages + done.output
    assert len(provenance("export", "articles", "-q").records) == 2


def test_a_folder_is_not_both_what_is_scanned_and_that_of_the_report(provenance, news: Path, here: Path) -> None:
    for options in ([], ["--dry-run"]):
        done = provenance("scan", "news", "--reports", "./news", *options)
        assert done.code == 2 and "news: articles were wanted" in done.messages and "--reports" in done.messages
    assert not (here / "provenance.db").exists() and not (news / "index.html").exists()


def test_pages_and_the_feed_of_a_report_are_named_and_not_read_wherever_they_were_copied(provenance, news: Path, here: Path) -> None:
    provenance("scan", "news", "-q", "--reports", "out")
    (news / "copied").mkdir()
    for made in [*(here / "out").rglob("*.html"), *(here / "out").rglob("*.xml")]:
        shutil.copy(made, news / "copied" / f"{made.parent.name}-{made.name}")
    copies = {copy.name for copy in (news / "copied").iterdir()}
    assert {"out-feed.xml", "out-index.html"} <= copies
    done = provenance("scan", "news", "-q", "--no-report")
    assert done.code == 3 and [name for name in copies if f"skipped news/copied/{name}: it says that it is" not in done.messages] == []
    assert len(provenance("export", "articles", "-q").records) == 2


def test_languages_lists_the_packs(provenance) -> None:
    assert {"ar", "en", "ru"} <= {line.split()[0] for line in provenance("languages", "-q").output.splitlines()}


def test_doctor_finds_a_sound_database_well(provenance, news: Path) -> None:
    assert provenance("doctor").code == 0
    provenance("scan", "news", "-q", "--no-report")
    done = provenance("doctor")
    assert done.code == 0 and "provenance.db is sound" in done.messages
    assert provenance("doctor", "-q").messages == ""


def test_doctor_finds_rows_that_belong_to_nothing_and_mends_them(provenance, news: Path, here: Path) -> None:
    provenance("scan", "news", "-q", "--no-report")
    before = [provenance("export", what, "-q").output for what in EXPORTS]
    connection = sqlite3.connect(here / "provenance.db")
    connection.execute("INSERT INTO credits (article, kind, scope, is_self, rule, text) VALUES (999, 'photo', 'article', 0, 'r', 't')")
    connection.execute("INSERT INTO index_generations VALUES (77, 999)")
    connection.commit()
    connection.close()
    done = provenance("doctor", "-q")
    assert done.code == 1 and "rows of credits belong to nothing" in done.messages and "--repair" in done.messages
    assert provenance("doctor", "-q", "--repair").code == 0
    provenance("scan", "news", "-q", "--no-report")
    assert [provenance("export", what, "-q").output for what in EXPORTS] == before


def test_repair_takes_no_article_whose_run_is_gone_and_joins_overlaps_whose_family_is_gone(provenance, news: Path, here: Path) -> None:
    provenance("scan", "news", "-q", "--no-report")
    before = [provenance("export", what, "-q").output for what in EXPORTS]
    connection = sqlite3.connect(here / "provenance.db")
    connection.execute("DELETE FROM runs")
    connection.execute("DELETE FROM families")
    connection.commit()
    connection.close()
    assert provenance("doctor", "-q").code == 1
    assert provenance("doctor", "-q", "--repair").code == 0
    assert provenance("report", "-q").code == 0
    provenance("scan", "news", "-q", "--no-report")
    assert [provenance("export", what, "-q").output for what in EXPORTS] == before


def test_the_crontab_line_runs(provenance, news: Path, here: Path) -> None:
    line = provenance("schedule", "--print", "news", "-q", "--at", "4:05").output.strip()
    when, command = line.split(" * * * ")
    assert when == "5 4"
    done = subprocess.run(["sh", "-c", command.replace(r"\%", "%")], cwd="/", capture_output=True, check=False, env={"PATH": os.environ["PATH"]})
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert len(provenance("export", "articles", "-q").records) == 2
    assert str(here) in shlex.split(command)


def test_an_output_that_nobody_reads_on_is_no_failure_with_a_traceback(provenance, news: Path, here: Path) -> None:
    provenance("scan", "news", "-q", "--no-report")
    done = subprocess.run(f"{sys.executable} -m provenance export articles -q | true", shell=True, cwd=here, capture_output=True, check=False)
    assert done.stderr == b""


def test_the_view_of_passages_has_their_words_whatever_characters_stand_before_them(provenance, here: Path) -> None:
    words = "The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year."
    write_records(
        here / "a.jsonl",
        {"outlet": "The Post", "published": "2024-03-01", "text": f"Nul \0 and \\u0000 and \\ stand here.\n{words}"},
        {"outlet": "The Star", "published": "2024-03-02", "text": f"Other first words.\n{words}"},
    )
    assert provenance("scan", "a.jsonl", "--no-report").code == 0
    [family] = provenance("export", "families").records
    connection = sqlite3.connect(here / "provenance.db")
    shown = dict(connection.execute("SELECT outlet, text FROM passage_sources").fetchall())
    connection.close()
    assert shown == {o["outlet"]: o["text"].replace("\0", " ") for o in family["occurrences"]} and all("bridge" in text for text in shown.values())


def test_an_empty_file_is_no_database_to_read_from_and_stays_empty(provenance, here: Path) -> None:
    (here / "provenance.db").touch()
    done = provenance("runs")
    assert done.code == 4 and "empty" in done.messages and "provenance scan" in done.messages
    assert (here / "provenance.db").read_bytes() == b""
