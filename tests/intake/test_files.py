"""Which files are read, and which are known already."""

import gzip
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from builders import write_records

from provenance.intake.files import FileDone, Reading, read_inputs
from provenance.intake.sources import Passed
from provenance.model import FileStamp, RawArticle, Skipped
from provenance.settings import IntakeSettings

LIMITS = IntakeSettings()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*paths: str, known: dict[str, FileStamp] | None = None, limits: IntakeSettings = LIMITS) -> list[Reading]:
    return list(read_inputs(paths, (known or {}).get, limits))


def articles(readings: Sequence[Reading]) -> list[RawArticle]:
    return [r for r in readings if isinstance(r, RawArticle)]


def skipped(readings: Sequence[Reading]) -> list[tuple[str, str]]:
    return [(r.path, r.reason) for r in readings if isinstance(r, Skipped)]


def passed(readings: Sequence[Reading]) -> list[str]:
    return [r.reason for r in readings if isinstance(r, Passed)]


def stamps(readings: Sequence[Reading]) -> dict[str, FileStamp]:
    return {r.stamp.path: r.stamp for r in readings if isinstance(r, FileDone)}


def write(name: str, content: str | bytes = "Some words.") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_path_is_shown_as_given_but_normalised(here: Path) -> None:
    write("news/a.txt")
    assert [a.place.path for a in articles(read("./news//a.txt"))] == ["news/a.txt"]
    assert [a.place.path for a in articles(read("news/"))] == ["news/a.txt"]
    assert [a.place.path for a in articles(read("."))] == ["news/a.txt"]
    assert [a.place.path for a in articles(read(str(here)))] == [f"{here}/news/a.txt"]


def test_a_folder_is_read_by_name_at_every_depth() -> None:
    for name in ("n/b.txt", "n/a.txt", "n/c/d.txt", "n/B/e.txt"):
        write(name)
    assert [a.place.path for a in articles(read("n"))] == ["n/a.txt", "n/b.txt", "n/B/e.txt", "n/c/d.txt"]


def test_hidden_files_links_and_other_kinds_inside_a_folder_are_only_counted() -> None:
    for name in ("n/.hidden.txt", "n/.git/a.txt", "n/picture.png", "n/a.txt", "elsewhere/b.txt"):
        write(name)
    Path("n/away").symlink_to("../elsewhere")
    Path("n/link.txt").symlink_to("../elsewhere/b.txt")
    Path("n/loop").symlink_to("..")
    os.mkfifo("n/pipe.txt")
    readings = read("n")
    assert [a.place.path for a in articles(readings)] == ["n/a.txt"]
    assert sorted(passed(readings)) == ["hidden", "hidden", "link", "link", "link", "other kind", "other kind"]
    assert skipped(readings) == []


@pytest.mark.parametrize("folder", ["Bridge closed_files", "Bridge closed-Dateien", "Bridge closed_ملفات"])
def test_the_frames_of_a_saved_page_are_no_articles(folder: str) -> None:
    for name in ("n/Bridge closed.html", f"n/{folder}/frame.html", "n/Bridge closed 2/a.txt", "n/other_files/b.txt"):
        write(name)
    readings = read("n")
    assert [a.place.path for a in articles(readings)] == ["n/Bridge closed.html", "n/Bridge closed 2/a.txt", "n/other_files/b.txt"]
    assert passed(readings) == ["part of a page"]


def test_what_is_named_and_can_not_be_read_is_skipped_with_its_reason() -> None:
    write("report.pdf")
    readings = read("report.pdf", "gone.txt")
    assert articles(readings) == [] and stamps(readings) == {}
    [(first, why), second] = skipped(readings)
    assert first == "report.pdf" and "kind" in why
    assert second == ("gone.txt", "there is no such file or folder")


def test_a_file_named_twice_is_read_once() -> None:
    write("n/a.txt")
    assert len(articles(read("n", "n/a.txt", "./n"))) == 1


def test_an_unchanged_file_is_known_without_opening_it() -> None:
    path = write("a.txt")
    known = stamps(read("a.txt"))
    same_size_and_time = path.stat()
    path.write_text("Same sizes.")
    os.utime(path, ns=(same_size_and_time.st_mtime_ns, same_size_and_time.st_mtime_ns))
    assert read("a.txt", known=known) == [Passed("unchanged")]


def test_a_file_with_a_new_time_and_the_same_bytes_is_known_by_its_digest() -> None:
    path = write("a.txt")
    known = stamps(read("a.txt"))
    os.utime(path, ns=(1, 1))
    [counted, done] = read("a.txt", known=known)
    assert counted == Passed("unchanged")
    assert done == FileDone(replace(known[str(path.resolve())], mtime_ns=1), None, read=False)


def test_a_changed_file_is_read_again() -> None:
    path = write("a.txt")
    known = stamps(read("a.txt"))
    path.write_text("Other words.")
    assert [a.text for a in articles(read("a.txt", known=known))] == ["Other words."]


def test_a_file_that_is_written_to_while_it_is_read_is_not_done() -> None:
    path = write_records(Path("a.jsonl"), {"text": "one"}, {"text": "two"})
    readings = read_inputs(["a.jsonl"], lambda _path: None, LIMITS)
    first = next(readings)
    path.write_bytes(path.read_bytes() + b'{"text": "three"}\n')
    assert stamps([first, *readings]) == {}


def test_a_library_that_fails_on_a_file_ends_nothing_and_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("no such thing")

    monkeypatch.setattr(feedparser, "parse", broken)
    write("a.xml", "<rss></rss>")
    write("b.txt")
    readings = read("a.xml", "b.txt")
    assert [a.place.path for a in articles(readings)] == ["b.txt"]
    assert skipped(readings) == [("a.xml", "the program failed on this file, please report it: ZeroDivisionError: no such thing")]
    assert passed(read("a.xml", "b.txt", known=stamps(readings))) == ["unchanged", "unchanged"]


def test_text_is_kept_but_for_its_byte_order_mark_and_line_ends() -> None:
    write("a.txt", "\ufeff  One\r\ntwo\rthree\n\n\u200fاثنان \n".encode())
    [article] = articles(read("a.txt"))
    assert article.text == "  One\ntwo\nthree\n\n\u200fاثنان \n"
    assert article.place.record == "a.txt"
    assert article.notes == ()


@pytest.mark.parametrize("encoding", ["cp1256", "cp1251", "utf-16", "utf-16-le", "koi8-r"])
def test_another_encoding_is_detected_and_noted(encoding: str) -> None:
    russian, arabic = (
        "Министр сообщил журналистам, что переговоры начнутся в понедельник утром. ",
        "قال الوزير للصحفيين إن المحادثات ستبدأ صباح يوم الاثنين المقبل. ",
    )
    text = (arabic if encoding == "cp1256" else russian) * 20
    content = text.encode(encoding)
    write("a.txt", b"\xff\xfe" + content if encoding == "utf-16-le" else content)
    [article] = articles(read("a.txt"))
    assert article.text == text
    assert article.notes and "read as" in article.notes[0]


def test_bytes_that_are_no_text_are_refused_and_not_tried_again() -> None:
    write("a.txt", bytes(range(256)) * 10)
    readings = read("a.txt")
    assert len(skipped(readings)) == 1
    assert read("a.txt", known=stamps(readings)) == [Passed("unchanged")]


def test_a_file_without_text_is_only_counted() -> None:
    write("a.txt", " \n\t\n")
    assert passed(read("a.txt")) == ["no text"]


def test_records_are_read_with_all_accepted_names() -> None:
    write_records(
        Path("a.jsonl"),
        {"id": 7, "url": "u", "title": "t", "text": " x ", "outlet": "o", "published": "2024", "fetched": "f", "author": "a", "language": "en"},
        {
            "link": "u",
            "headline": "t",
            "articleBody": "x",
            "publisher": {"name": "o"},
            "datePublished": "2024",
            "crawled": "f",
            "byline": ["a", "b"],
            "lang": "en",
        },
        {"text": None, "content": "x", "source": "", "site_name": "o"},
    )
    first, second, third = articles(read("a.jsonl"))
    assert (first.text, first.place.record, first.place.url, first.place.fetched) == (" x ", "7", "u", "f")
    assert (first.title, first.outlet, first.published, first.author, first.language) == ("t", "o", "2024", "a", "en")
    assert (second.place.record, second.outlet, second.author, second.published) == ("2", "o", "a, b", "2024")
    assert (third.text, third.outlet, third.title) == ("x", "o", None)


def test_a_line_that_is_no_record_is_skipped_by_its_number_and_the_rest_is_read() -> None:
    write_records(Path("a.jsonl"), {"text": "one"}, "{broken", "[1, 2]", "", '{"text": ""}', '{"text": 5}', "[" * 100_000, {"text": "last"})
    readings = read("a.jsonl")
    assert [a.text for a in articles(readings)] == ["one", "last"]
    assert [r.record for r in readings if isinstance(r, Skipped)] == ["2", "3", "6", "7"]
    assert passed(readings) == ["no text"]


def test_a_line_in_another_encoding_is_skipped() -> None:
    write("a.jsonl", '{"text": "é"}\n'.encode("latin-1") + b'{"text": "fine"}\n')
    readings = read("a.jsonl")
    assert [a.text for a in articles(readings)] == ["fine"]
    assert "not UTF-8" in skipped(readings)[0][1]


def test_a_line_over_the_limit_is_skipped_without_being_held() -> None:
    limits = replace(LIMITS, max_record_bytes=2000)
    write_records(Path("a.jsonl"), {"text": "x" * 5000}, {"text": "fine"}, {"text": "y" * 1990}, {"text": "z" * 1988})
    readings = read("a.jsonl", limits=limits)
    assert [a.text[:4] for a in articles(readings)] == ["fine", "zzzz"]
    assert [r.record for r in readings if isinstance(r, Skipped)] == ["1", "3"]


def test_an_article_over_the_limit_is_skipped() -> None:
    limits = replace(LIMITS, max_article_characters=1000)
    write("a.txt", "ж" * 1001)
    write_records(Path("b.jsonl"), {"text": "ж" * 1001}, {"text": "ж" * 1000})
    readings = read("a.txt", "b.jsonl", limits=limits)
    assert [len(a.text) for a in articles(readings)] == [1000]
    assert len(skipped(readings)) == 2


def test_compressed_files_give_the_same_as_plain_ones() -> None:
    write("p/a.txt", "Words.")
    write("z/a.txt.gz", gzip.compress(b"Words."))
    line = json.dumps({"text": "More words."}).encode()
    write("p/b.jsonl", line)
    write("z/b.jsonl.gz", gzip.compress(line))
    assert [(a.text, a.place.sha256) for a in articles(read("p"))] == [(a.text, a.place.sha256) for a in articles(read("z"))]


def test_a_compressed_file_that_is_cut_off_gives_what_comes_before_and_its_reason() -> None:
    lines = b"".join(json.dumps({"text": f"{n} {os.urandom(40).hex()}"}).encode() + b"\n" for n in range(3000))
    write("a.jsonl.gz", gzip.compress(lines)[:-2000])
    readings = read("a.jsonl.gz")
    assert len(articles(readings)) > 1000
    assert "cut off" in skipped(readings)[-1][1]
    assert len(stamps(readings)) == 1


@pytest.mark.parametrize("content", [b"\x1f\x8b", b"\x1f\x8b\x08\x00broken header and body"])
def test_what_only_claims_to_be_compressed_is_refused(content: bytes) -> None:
    write("a.txt.gz", content)
    [(_, why)] = skipped(read("a.txt.gz"))
    assert "damaged" in why or "cut off" in why


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    write("a.txt.gz", gzip.compress(bytes(50_000_000)))
    write("b.jsonl.gz", gzip.compress(b'{"text": "' + b"x" * 50_000_000))
    readings = read("a.txt.gz", "b.jsonl.gz")
    assert [("more than" in why) for _, why in skipped(readings)] == [True, True]


def test_a_file_over_the_limit_is_refused() -> None:
    write("a.txt", "x" * 2000)
    [(_, why)] = skipped(read("a.txt", limits=replace(LIMITS, max_file_bytes=1024)))
    assert "max_file_bytes" in why


def test_a_file_that_may_not_be_read_is_tried_again_next_time() -> None:
    path = write("a.txt")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    readings = read("a.txt")
    assert len(skipped(readings)) == 1 and stamps(readings) == {}


def test_names_with_line_ends_and_bytes_that_are_no_utf8_are_read() -> None:
    write("n/line\nend.txt")
    Path(os.fsdecode(b"n/caf\xe9.txt")).write_text("Words.")
    assert {a.place.path for a in articles(read("n"))} == {"n/line\nend.txt", "n/caf\udce9.txt"}
