"""The same articles give the same records whatever the form they come in."""

import base64
import csv
import gzip
import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from provenance.intake.files import read_inputs
from provenance.intake.sources import Passed
from provenance.model import RawArticle, Skipped
from provenance.settings import IntakeSettings

LIMITS = IntakeSettings()
SENTENCES = [
    "The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring.",
    "قال رئيس البلدية إن الجسر القديم سيغلق حتى الربيع لأن الخبراء وجدوا شقوقا في دعائمه بعد فيضانات الشتاء.",
    "Мэр сообщил журналистам, что движение грузовиков по старому мосту будет остановлено уже на следующей неделе.",
    "“Nobody will have to swim,” the mayor said, and promised that a ferry would carry people & bicycles free of charge.",
    "Shop owners on both banks fear for their trade, and some of them want the town to pay for what they lose.",
]


def body(number: int) -> list[str]:
    return [f"{sentence} ({number}.{place})" for place, sentence in enumerate(SENTENCES)]


Record = dict[str, str]
RECORDS: list[Record] = [
    {
        "id": f"n{number}",
        "url": f"https://news.example/{number}",
        "title": f"The bridge, part {number}",
        "text": "\n".join(body(number)),
        "outlet": "The Harbour Post",
        "published": f"2024-03-{number + 1:02}",
        "author": "A. Writer",
        "language": "en",
    }
    for number in range(10)
]


def page(record: dict[str, str]) -> str:
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "Sport", "Weather", "Contact"))
    facts = json.dumps(
        {"@type": "NewsArticle", "headline": record["title"], "datePublished": record["published"], "author": {"name": record["author"]}}
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(record["title"])}</title>
    <link rel="canonical" href="{record["url"]}"><meta property="og:site_name" content="{record["outlet"]}">
    <script type="application/ld+json">{facts}</script></head><body><nav><ul>{menu}</ul></nav>
    <article><h1>{escape(record["title"])}</h1>{paragraphs(record)}</article><footer><p>Copyright. All rights reserved.</p></footer></body></html>"""


def as_lines(folder: Path, records: list[Record] = RECORDS) -> None:
    (folder / "all.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records))


def as_list(folder: Path, records: list[Record] = RECORDS) -> None:
    (folder / "all.json").write_text(json.dumps(records, ensure_ascii=False, indent=2))


def as_wrapped_list(folder: Path, records: list[Record] = RECORDS) -> None:
    (folder / "all.json").write_text(json.dumps({"version": 1, "articles": records}, ensure_ascii=False))


def as_single_objects(folder: Path, records: list[Record] = RECORDS) -> None:
    for record in records:
        (folder / f"{record['id']}.json").write_text(json.dumps(record))


def as_csv(folder: Path, records: list[Record] = RECORDS, delimiter: str = ",", name: str = "all.csv") -> None:
    with (folder / name).open("w", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(records)


def as_semicolons(folder: Path, records: list[Record] = RECORDS) -> None:
    as_csv(folder, records, ";")


def as_tsv(folder: Path, records: list[Record] = RECORDS) -> None:
    as_csv(folder, records, "\t", "all.tsv")


def as_pages(folder: Path, records: list[Record] = RECORDS) -> None:
    for record in records:
        (folder / f"{record['id']}.html").write_text(page(record))


def as_mhtml(folder: Path, records: list[Record] = RECORDS) -> None:
    for record in records:
        markup = base64.encodebytes(page(record).encode()).decode()
        (folder / f"{record['id']}.mhtml").write_text(
            f"From: <Saved>\r\nSnapshot-Content-Location: {record['url']}\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n--edge\r\nContent-Type: text/html; charset=utf-8\r\n'
            f"Content-Transfer-Encoding: base64\r\n\r\n{markup}\r\n--edge\r\nContent-Type: image/png\r\n\r\nxx\r\n--edge--\r\n"
        )


def paragraphs(record: dict[str, str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in record["text"].split("\n"))


def as_rss(folder: Path, records: list[Record] = RECORDS) -> None:
    for outlet in {r["outlet"] for r in records}:
        write_rss(folder / f"{outlet}.rss", outlet, [r for r in records if r["outlet"] == outlet])


def write_rss(path: Path, outlet: str, records: list[Record]) -> None:
    entries = "".join(
        f"<item><guid>{r['id']}</guid><link>{r['url']}</link><title>{r['title']}</title><author>{r['author']}</author><pubDate>{r['published']}</pubDate>"
        f"<description>A teaser.</description><content:encoded><![CDATA[{paragraphs(r)}]]></content:encoded></item>"
        for r in records
    )
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{outlet}</title><language>en</language>{entries}</channel></rss>"
    )


def as_atom(folder: Path, records: list[Record] = RECORDS) -> None:
    for outlet in {r["outlet"] for r in records}:
        write_atom(folder / f"{outlet}.xml", outlet, [r for r in records if r["outlet"] == outlet])


def write_atom(path: Path, outlet: str, records: list[Record]) -> None:
    entries = "".join(
        f'<entry><id>{r["id"]}</id><link href="{r["url"]}"/><title>{r["title"]}</title><author><name>{r["author"]}</name></author>'
        f'<published>{r["published"]}</published><content type="html">{escape(paragraphs(r))}</content></entry>'
        for r in records
    )
    path.write_text(f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{outlet}</title>{entries}</feed>')


def warc(records: list[Record] = RECORDS, *, compressed: bool) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=compressed)
    for record in records:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
        picture = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record(record["url"], "response", payload=io.BytesIO(page(record).encode()), http_headers=headers))
        writer.write_record(writer.create_warc_record("https://news.example/p", "response", payload=io.BytesIO(b"x"), http_headers=picture))
    return file.getvalue()


def as_warc(folder: Path, records: list[Record] = RECORDS) -> None:
    (folder / "all.warc").write_bytes(warc(records, compressed=False))


def as_compressed_warc(folder: Path, records: list[Record] = RECORDS) -> None:
    (folder / "all.warc.gz").write_bytes(warc(records, compressed=True))


def as_wacz(folder: Path, records: list[Record] = RECORDS) -> None:
    with zipfile.ZipFile(folder / "all.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", warc(records, compressed=True))


FORMS = [
    as_lines, as_list, as_wrapped_list, as_single_objects, as_csv, as_semicolons, as_tsv, as_pages, as_mhtml, as_rss, as_atom, as_warc,
    as_compressed_warc, as_wacz,
]  # fmt: skip


def read(folder: Path) -> list[RawArticle]:
    readings = list(read_inputs([str(folder)], lambda _path: None, LIMITS))
    assert not [r for r in readings if isinstance(r, Skipped | Passed)], readings
    return [r for r in readings if isinstance(r, RawArticle)]


def compress(folder: Path) -> None:
    for path in list(folder.iterdir()):
        if path.suffix != ".gz":
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
            path.unlink()


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_text_title_address_and_author(form: Callable[..., None], packed: bool, tmp_path: Path) -> None:
    form(tmp_path)
    if packed:
        compress(tmp_path)
    found = sorted((a.text, a.title, a.place.url, a.author) for a in read(tmp_path))
    assert found == sorted((r["text"], r["title"], r["url"], r["author"]) for r in RECORDS)


@pytest.mark.parametrize("form", [f for f in FORMS if f.__name__ not in ("as_pages", "as_mhtml", "as_warc", "as_compressed_warc", "as_wacz")])
def test_records_state_outlet_and_date_as_given(form: Callable[..., None], tmp_path: Path) -> None:
    form(tmp_path)
    found = sorted((a.place.record, a.outlet, a.published, a.language) for a in read(tmp_path))
    assert found == [(r["id"], r["outlet"], r["published"], "en") for r in RECORDS]


@pytest.mark.parametrize("form", [as_pages, as_mhtml, as_warc, as_wacz])
def test_pages_keep_what_they_say_of_themselves(form: Callable[..., None], tmp_path: Path) -> None:
    form(tmp_path)
    for article in read(tmp_path):
        assert ("meta og:site_name", "The Harbour Post") in article.metadata
        assert any(rule == "jsonld datePublished" for rule, _ in article.metadata)


@pytest.mark.parametrize("compressed", [False, True])
def test_the_offset_of_a_page_in_its_archive_leads_back_to_it(compressed: bool, tmp_path: Path) -> None:
    content = warc(compressed=compressed)
    path = tmp_path / ("all.warc.gz" if compressed else "all.warc")
    path.write_bytes(content)
    for article in read(tmp_path):
        assert article.place.offset is not None
        record = content[article.place.offset :]
        record = gzip.GzipFile(fileobj=io.BytesIO(record)).read(2000) if compressed else record[:2000]
        assert record.startswith(b"WARC/1")
        assert article.place.record.encode() in record.split(b"\r\n\r\n")[0]


def test_a_page_in_another_encoding_is_read_as_declared(tmp_path: Path) -> None:
    text = "".join(f"<p>{'Мэр сообщил журналистам, что мост закроют. ' * 5}{n}</p>" for n in range(6))
    for name, charset in (("a.html", "windows-1251"), ("b.html", "koi8-r")):
        (tmp_path / name).write_bytes(f'<html><head><meta charset="{charset}"></head><body><article>{text}</article></body></html>'.encode(charset))
    for article in read(tmp_path):
        assert "Мэр сообщил журналистам" in article.text


def test_a_story_that_a_page_holds_twice_is_read_once_and_its_short_refrain_twice(tmp_path: Path) -> None:
    paragraphs = [f"The harbour of town {n} stays closed until the storm has passed, its master told the fishermen on the quay." for n in range(6)]
    story = "".join(f"<p>{paragraph}</p><p>Let it rain.</p>" for paragraph in paragraphs)
    (tmp_path / "a.html").write_text(f"<html><body><article><div>{story}</div><div>{story}</div></article></body></html>")
    [article] = read(tmp_path)
    lines = article.text.split("\n")
    assert [lines.count(paragraph) for paragraph in paragraphs] == [1] * 6
    assert lines.count("Let it rain.") > 1


def test_a_charset_that_is_declared_wrongly_does_not_spoil_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(RECORDS[0]).replace('charset="utf-8"', 'charset="iso-8859-1"'))
    [article] = read(tmp_path)
    assert article.text == RECORDS[0]["text"]


def test_a_declaration_that_most_bytes_contradict_is_not_believed(tmp_path: Path) -> None:
    text = "".join(f"<p>{'Мэр сообщил журналистам, что старый мост закроют на ремонт до весны. ' * 5}{n}</p>" for n in range(6))
    (tmp_path / "a.html").write_bytes(f'<html><head><meta charset="utf-8"></head><body><article>{text}</article></body></html>'.encode("cp1251"))
    [article] = read(tmp_path)
    assert "Мэр сообщил журналистам" in article.text


@pytest.mark.parametrize("charset", ["utf-8\\0", "no-such", "hex", "undefined", "idna", "x" * 10_000])
def test_a_charset_that_is_none_is_passed_over(charset: str, tmp_path: Path) -> None:
    text = "".join(f"<p>{'Мэр сообщил журналистам, что старый мост закроют на ремонт до весны. ' * 5}{n}</p>" for n in range(6))
    head = f'MIME-Version: 1.0\r\nContent-Type: text/html; charset="{charset}"\r\n\r\n'.replace("\\0", "\0")
    (tmp_path / "a.mhtml").write_bytes(head.encode() + f"<html><body><article>{text}</article></body></html>".encode("cp1251"))
    [article] = read(tmp_path)
    assert "Мэр сообщил журналистам" in article.text


def hostile() -> Iterator[tuple[str, bytes, str]]:
    yield (
        "bomb.xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>',
        "entities",
    )
    yield "other.xml", b"<?xml version='1.0'?><catalogue><book/></catalogue>", "no RSS"
    yield "text.xml", b"no markup at all", "no RSS"
    yield "deep.json", b"[" * 200_000, "nested too deeply"
    yield "cut.json", b'[{"text": "fine"}, {"text": "cut', "no valid JSON"
    yield "open.json", b'[{"text": "one"}, {"text": "two"}', "not closed"
    yield "comma.json", b'[{"text": "one"},', "not closed"
    yield "cut.xml", b'<rss version="2.0"><channel><item><description>Some words.</description></item><item><descr', "cut off behind its entry"
    yield "open.csv", b'outlet,text\nPost,one\nPost,"two and\nPost,three\n', "row 2 opens a quotation mark"
    yield "latin.json", '[{"text": "é"}]'.encode("latin-1"), "not UTF-8"
    yield "names.csv", b"a,b\n1,2\n", "must name one column"
    yield "quote.csv", b'text\n"' + (b"x" * 9_999 + b"\n") * 1_800, "limit"
    yield "empty.warc", b"", "no WARC record"
    yield "text.warc", b"this is no archive\n" * 10, "no readable WARC"
    yield "cut.warc", warc(compressed=False)[:-1200], "cut off"
    yield "cut.warc.gz", warc(compressed=True)[:-300], "cut off"
    yield "text.wacz", b"this is no archive", "no readable WACZ"
    yield "nothing.mhtml", b"From: <Saved>\r\nContent-Type: text/plain\r\n\r\nwords", "no HTML"
    yield "nested.mhtml", b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000)), ""


@pytest.mark.parametrize(("name", "content", "reason"), list(hostile()), ids=lambda value: value if isinstance(value, str) else "")
def test_hostile_and_broken_files_are_refused_with_their_reason(name: str, content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    reasons = [r.reason for r in read_inputs([str(tmp_path)], lambda _path: None, LIMITS) if isinstance(r, Skipped)]
    assert reasons and reason in reasons[-1]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "records"),
    [
        ("a.json", b'[ {"text" : "\xc3\xa9"} ,{"text":"b"}]', [b'{"text" : "\xc3\xa9"}', b'{"text":"b"}']),
        ("a.json", b'{"n": [1], "all" : [ {"text" : "\\u00e9"},{"text":"b"} ] , "z":{}}', [b'{"text" : "\\u00e9"}', b'{"text":"b"}']),
        ("a.jsonl", b'\xef\xbb\xbf{"text" : "a"}\r\n{"text":"b"}', [b'{"text" : "a"}', b'{"text":"b"}']),
        ("a.csv", b'text\r\n"a ""x"""\r\nb\r\n', [b'"a ""x"""', b"b"]),
        ("a.csv", "text;x\nقال الوزير;1\nكلمات;2\n".encode("utf-16"), ["قال الوزير;1".encode("utf-16-le"), "كلمات;2".encode("utf-16-le")]),
        (
            "a.xml",
            b'<rss version="2.0"><channel><item><description>a</description></item><item a="b"><description>b</description></item ></channel></rss>',
            [b"<item><description>a</description></item>", b'<item a="b"><description>b</description></item >'],
        ),
    ],
)
def test_the_digest_of_a_record_is_of_its_bytes_as_they_stand_in_the_file(name: str, content: bytes, records: list[bytes], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert [a.place.sha256 for a in read(tmp_path)] == [digest(record) for record in records]


def test_lists_that_follow_one_another_are_all_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"text": "one"}]\n[{"text": "two"}]\n{"text": "three"}')
    assert [a.text for a in read(tmp_path)] == ["one", "two", "three"]


@pytest.mark.parametrize("ending", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_records_with_a_byte_order_mark_are_read_in_its_encoding(ending: str, encoding: str, tmp_path: Path) -> None:
    lines = ['{"text": "قال الوزير"}', '{"text": "last", "id": "z"}']
    (tmp_path / ending).write_bytes("\r\n".join(lines).encode(encoding))
    within = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8", "utf-32": "utf-32-le"}[encoding]
    assert [(a.text, a.place.sha256) for a in read(tmp_path)] == [
        ("قال الوزير", digest(lines[0].encode(within))),
        ("last", digest(lines[1].encode(within))),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_a_table_as_spreadsheets_save_it_is_read(encoding: str, tmp_path: Path) -> None:
    rows = 'Title;TEXT ;Source\r\nعنوان;"قال الوزير إن المحادثات ستبدأ صباح يوم الاثنين المقبل؛\r\nفي الرياض";سبق\r\n'
    (tmp_path / "a.csv").write_bytes(f"sep=;\r\n{rows}".encode(encoding))
    (tmp_path / "b.csv").write_bytes(rows.encode(encoding))
    found = [(a.title, a.outlet, a.text) for a in read(tmp_path)]
    assert found == [("عنوان", "سبق", "قال الوزير إن المحادثات ستبدأ صباح يوم الاثنين المقبل؛\r\nفي الرياض")] * 2


def test_a_file_that_only_its_name_calls_compressed_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_text('{"text": "unpacked by the browser"}')
    assert [a.text for a in read(tmp_path)] == ["unpacked by the browser"]


def test_an_empty_table_is_only_counted_and_one_without_texts_says_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.csv").write_text("heading,words\n1,2\n")
    readings = list(read_inputs([str(tmp_path)], lambda _path: None, LIMITS))
    assert Passed("no text") in readings
    [reason] = [r.reason for r in readings if isinstance(r, Skipped)]
    assert '"heading", "words"' in reason and "articleBody" in reason


def test_a_quotation_mark_within_a_cell_is_a_character_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text,n\na 5" pipe,1\nthe last one,2')
    assert [a.text for a in read(tmp_path)] == ['a 5" pipe', "the last one"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.warc", b"WARC/1.0\r\n" + bytes(100_000_000))
    readings = list(read_inputs([str(tmp_path)], lambda _path: None, LIMITS))
    assert [type(r).__name__ for r in readings] == ["Skipped", "FileDone"]


def test_a_zip_file_whose_parts_stand_before_its_beginning_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc", warc(compressed=False))
    content = (tmp_path / "a.wacz").read_bytes()
    at = content.index(b"PK\x05\x06") + 16  # where the list of parts is said to stand
    (tmp_path / "a.wacz").write_bytes(content[:at] + struct.pack("<L", len(content) + 7000) + content[at + 4 :])
    [reason] = [r.reason for r in read_inputs([str(tmp_path)], lambda _path: None, LIMITS) if isinstance(r, Skipped)]
    assert "no readable WACZ" in reason


def test_a_page_of_more_tags_than_a_page_has_is_refused_before_its_tree_is_built(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>x" * 100_001)
    [reason] = [r.reason for r in read_inputs([str(tmp_path)], lambda _path: None, LIMITS) if isinstance(r, Skipped)]
    assert "intake.max_page_tags" in reason


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<p>x" * 30_000,
        "<a href='x'>" * 50_000 + "words",
        "<![CDATA[" * 10_000,
        "<table><tr><td>" * 5_000,
        "<a" * 99_000,
        "<a b='" * 99_000,
    ],
)
def test_pathological_markup_ends_soon(markup: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(markup)
    assert list(read_inputs([str(tmp_path)], lambda _path: None, LIMITS))


def test_a_page_that_names_things_outside_fetches_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("something outside was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    outside = '<?xml-stylesheet href="http://evil.example/x.xsl"?><!DOCTYPE html SYSTEM "http://evil.example/x.dtd">'
    (tmp_path / "a.html").write_text(outside + page(RECORDS[0]).replace("<article>", '<article><img src="http://evil.example/x.png">'))
    as_rss(tmp_path)
    assert len(read(tmp_path)) == 11


@pytest.mark.parametrize("tag", ["<p {}>", "<p\n{}\n", "<p x='>' {}>", "<p/{}>"])
def test_a_page_with_a_tag_of_thousands_of_attributes_is_refused_before_it_is_read(tmp_path: Path, tag: str) -> None:
    attributes = " ".join(f'a{n}="<x y=>"' for n in range(50_000))
    (tmp_path / "a.html").write_text(f"<h1>Title</h1>{tag.format(attributes)}words")
    [reason] = [r.reason for r in read_inputs([str(tmp_path)], lambda _path: None, LIMITS) if isinstance(r, Skipped)]
    assert "1,000 attributes" in reason
    assert "intake.max_tag_attributes" in reason


def test_the_reason_of_a_broken_archive_holds_nothing_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"\0" * 100_000)
    [reason] = [r.reason for r in read_inputs([str(tmp_path)], lambda _path: None, LIMITS) if isinstance(r, Skipped)]
    assert reason == "behind its record 0 it is no readable WARC (Unknown archive format)"
