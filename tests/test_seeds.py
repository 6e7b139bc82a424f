"""What a fact-checker can see in the five sample articles, the program finds: through the command line, from an empty database."""

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SPUTNIK, AL_AMSAR, POINT_NEWS, VISION_GROUP, UNKNOWN = (seed.name for seed in SEEDS)

QUOTATIONS = {
    SPUTNIK: [(318, 601), (612, 911), (922, 1193), (1219, 1388), (1478, 1857), (1869, 2083)],
    AL_AMSAR: [(418, 502), (737, 784), (1096, 1312)],
    POINT_NEWS: [(384, 615), (627, 810), (822, 1066), (1085, 1161)],
    VISION_GROUP: [(676, 990), (1073, 1129), (1383, 1548)],
    UNKNOWN: [(1077, 1383), (1628, 1645), (2713, 2754), (2868, 2973)],
}
NO_QUOTATIONS = ["الناتو", "ستارت", "القناة الأولى", "الذعر", "سبوتنيك", "العدوان الروسي", "سولوفييف لايف", "ناتو", "رباعية نورماندي", "داعش"]
OUTLETS = {
    SPUTNIK: "Sputnik",
    AL_AMSAR: "Al-Amsar",
    POINT_NEWS: "Pakistan Point News",
    VISION_GROUP: "Russia - Islamic World Strategic Vision Group",
    UNKNOWN: None,
}
DATES = {SPUTNIK: None, AL_AMSAR: None, POINT_NEWS: "2022-01-21", VISION_GROUP: "2021-12-16", UNKNOWN: None}
CREDITS = {
    SPUTNIK: {("Sputnik", "credit line", "article", True)},
    AL_AMSAR: {("Channel One Russia", "in text", "passage", False)},
    POINT_NEWS: {("Sputnik", "dateline", "article", False)},
    VISION_GROUP: {("TASS", "credit line", "article", False), ("Russian Foreign Ministry", "photo", "passage", False)},
    UNKNOWN: {("RT", "credit line", "article", False), (None, "credit line", "article", False)},
}
EXPORTS = ("articles", "quotations", "overlaps", "families")

Provenance = Callable[..., str]


@pytest.fixture
def provenance(tmp_path: Path) -> Provenance:
    """Runs one command on a database of its own, in the project's folder, and gives its standard output."""

    def run(*arguments: str, database: str = "seeds.db") -> str:
        command = [sys.executable, "-m", "provenance", *arguments, "--db", str(tmp_path / database), "-q"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    return run


@pytest.fixture
def exported(provenance: Provenance) -> Callable[[str], list[dict]]:
    """The records of an export after one scan of the seeds."""
    provenance("scan", "seeds", "--no-report")
    return lambda what: [json.loads(line) for line in provenance("export", what).splitlines()]


def iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    inside = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return inside / (a[1] - a[0] + b[1] - b[0] - inside)


def test_the_text_is_stored_as_the_file_has_it(exported) -> None:
    stored = {article["path"]: article["text"] for article in exported("articles")}
    assert stored == {f"seeds/{seed.name}": seed.read_text(encoding="utf-8") for seed in SEEDS}


def test_outlets_and_dates_are_those_that_the_articles_state_and_none_is_guessed(exported) -> None:
    articles = {Path(a["path"]).name: a for a in exported("articles")}
    assert {name: a["outlet"] for name, a in articles.items()} == OUTLETS
    assert {name: a["published"] for name, a in articles.items()} == DATES
    for a in articles.values():
        for fact in ("outlet", "published"):
            evidence = a[f"{fact}_evidence"]
            assert (a[fact] is None) == (evidence is None)
            assert evidence is None or a["text"][evidence["start"] : evidence["end"]] == evidence["text"]


def test_credits_are_found_with_their_wording(exported) -> None:
    for article in exported("articles"):
        found = {(c["source"], c["kind"], c["scope"], c["self"]) for c in article["credits"]}
        assert found == CREDITS[Path(article["path"]).name]
        assert all(article["text"][c["start"] : c["end"]] == c["text"] for c in article["credits"])


def test_every_quotation_is_found_with_its_speaker(exported) -> None:
    found = exported("quotations")
    for seed in SEEDS:
        mine = [q for q in found if q["article"]["path"] == f"seeds/{seed.name}"]
        for gold in QUOTATIONS[seed.name]:
            best = max(mine, key=lambda q: iou(gold, (q["start"], q["end"])))
            assert iou(gold, (best["start"], best["end"])) >= 0.9
            family_name = "زاخاروفا" if seed.name == VISION_GROUP else "بومبيو" if gold == (2868, 2973) else "لافروف"
            assert len(best["speaker"].split()) >= 2, "the speaker is the fullest form in the article"
            assert family_name in best["speaker"]


def test_names_and_scare_quotes_are_no_quotations(exported) -> None:
    assert not {q["text"].strip("؟ ") for q in exported("quotations")} & set(NO_QUOTATIONS)


def test_a_quotation_without_its_closing_mark_is_found_and_said_to_be_open(exported) -> None:
    open_ones = [q for q in exported("quotations") if not q["closed"]]
    assert [(Path(q["article"]["path"]).name, q["start"]) for q in open_ones] == [(AL_AMSAR, 1096)]


def test_the_one_overlap_is_the_geneva_quotation_in_two_translations(exported) -> None:
    (overlap,) = exported("overlaps")
    sides = {Path(overlap[side]["path"]).name: overlap[side] for side in "ab"}
    assert overlap["kind"] == "reworded"
    assert iou((1096, 1312), (sides[AL_AMSAR]["start"], sides[AL_AMSAR]["end"])) >= 0.9
    assert iou((384, 615), (sides[POINT_NEWS]["start"], sides[POINT_NEWS]["end"])) >= 0.9


def test_its_family_says_who_credits_whom_and_that_nobody_is_known_to_be_first(exported) -> None:
    (family,) = exported("families")
    status = {o["outlet"]: (o["credit_status"], [c["source"] for c in o["credits"]]) for o in family["occurrences"]}
    assert status["Al-Amsar"][0] == "uncredited"
    assert status["Pakistan Point News"] == ("credited", ["Sputnik"])
    assert family["outlets"] == 2
    assert any("لافروف" in speaker for speaker in family["speakers"])
    assert family["first_seen"]["outlet"] == "Pakistan Point News"
    assert family["first_seen"]["certain"] is False
    assert "no date" in family["first_seen"]["reason"]


def test_any_order_and_any_grouping_of_the_files_gives_the_same_exports(provenance: Provenance) -> None:
    provenance("scan", "seeds", "--no-report")
    at_once = [provenance("export", what) for what in EXPORTS]
    files = [f"seeds/{seed.name}" for seed in SEEDS]
    for seed in range(3):
        random.Random(seed).shuffle(files)
        database = f"shuffled-{seed}.db"
        for group in (files[:1], files[1:3], files[3:]) if seed else [[f] for f in files]:
            provenance("scan", *group, "--no-report", database=database)
        assert [provenance("export", what, database=database) for what in EXPORTS] == at_once


def test_a_second_scan_adds_one_run_and_nothing_else(provenance: Provenance, tmp_path: Path) -> None:
    def everything() -> tuple[dict[str, list[tuple]], dict[str, bytes]]:
        with sqlite3.connect(tmp_path / "seeds.db") as database:
            tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table' and name <> 'runs' order by name")]
            rows = {table: sorted(database.execute(f'select * from "{table}"').fetchall(), key=repr) for table in tables}
            rows["number of runs"] = database.execute("select count(*) from runs").fetchall()
        return rows, {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in sorted((tmp_path / "reports").rglob("*")) if p.is_file()}

    provenance("scan", "seeds", "--reports", str(tmp_path / "reports"))
    rows, pages = everything()
    provenance("scan", "seeds", "--reports", str(tmp_path / "reports"))
    rows_after, pages_after = everything()
    assert rows.pop("number of runs") == [(1,)]
    assert rows_after.pop("number of runs") == [(2,)]
    assert rows_after == rows
    assert pages_after == pages
    assert "reports/index.html" in pages
