"""Whatever an article, a title, a name or a path holds changes nothing but text in the pages."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from memory_collection import MemoryCollection

from provenance.model import Credit
from provenance.report import write_reports
from provenance.settings import Settings

NASTY = (
    '"><img src=x onerror=window.hacked=1>',
    "</style><script>window.hacked=1</script>",
    "</title></bdi></bdi></section><h1>&lt;&#60;&amp;lt;",
    "\u202etxet desrever\u2066\u2067\u202d\u200f",
    "a" + "\u0301" * 10_000,
    "{{ 7 * 7 }}{% raw %}\\x3cb\\x3e",
    "\x00\x01\x1b[31m\ud800\uffff",
    "<!-- -->]]>' onmouseover='window.hacked=1",
)
PLAIN = "plain words"


def hostile_collection(nasty: str) -> MemoryCollection:
    """Two articles that share a passage, with `nasty` in every place that an article can fill."""
    collection = MemoryCollection()
    said = f"the words that both of them share {nasty} and go on to the end"
    members = []
    for i in range(2):
        article_id = collection.add_article(
            f"{nasty} {i} he said: {said}. {nasty}",
            f"{nasty}{i}",
            title=f"{nasty} {i}",
            path=f"news\n{nasty}/{i}.txt",
            url=f"javascript:alert(1)//{nasty}",
            language=None,
            said=said,
            speaker=nasty,
            cue="he said",
            credited=(Credit(nasty, "in text", "passage", False, nasty, nasty, 0, 1),),
        )
        members.append((article_id, said, "uncredited"))
    collection.add_family(members, speakers=(nasty,))  # type: ignore[arg-type]
    return collection


class Tags(HTMLParser):
    """Counts every tag with its attributes' names, but not the marks of made-visible controls."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[tuple[str, ...]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "control") not in attrs:
            self.counts[tag, *sorted(name for name, _ in attrs)] += 1


def tags(page: Path) -> Counter[tuple[str, ...]]:
    counted = Tags()
    counted.feed(page.read_text(encoding="utf-8"))
    return counted.counts


@pytest.mark.parametrize("nasty", NASTY, ids=lambda n: ascii(n[:20]))
def test_a_hostile_text_gives_the_same_tags_as_a_harmless_one(tmp_path: Path, nasty: str) -> None:
    harmless_text = PLAIN if len(nasty) < 100 else "p" * len(nasty)  # pages of long texts have a link to the whole
    for name, text in (("harmless", harmless_text), ("hostile", nasty)):
        write_reports(hostile_collection(text), tmp_path / name, "en", Settings())
    for folder in (".", "families", "articles", "outlets", "lists"):
        harmless, hostile = (sum((tags(p) for p in (tmp_path / name / folder).glob("*.html")), Counter()) for name in ("harmless", "hostile"))
        assert hostile == harmless, folder


@pytest.mark.parametrize("nasty", NASTY, ids=lambda n: ascii(n[:20]))
def test_a_hostile_text_runs_nothing_and_loads_nothing_in_the_browser(browser: Any, tmp_path: Path, nasty: str) -> None:
    write_reports(hostile_collection(nasty), tmp_path, "ar", Settings())
    for page in sorted(tmp_path.rglob("*.html")):
        browser.get(page.as_uri())
        state = browser.execute_script(
            "return [window.hacked, document.scripts.length, document.images.length, document.links.length,"
            "[...document.links].filter(a => !/^(file|https?):/.test(a.href)).length]"
        )
        assert state[:3] == [None, 0, 0], page
        assert state[3] > 0
        assert state[4] == 0


def test_bidi_controls_of_a_text_are_marks_and_turn_nothing_around(browser: Any, tmp_path: Path) -> None:
    write_reports(hostile_collection("abc\u202edef"), tmp_path, "en", Settings())
    browser.get(next((tmp_path / "families").glob("*.html")).as_uri())
    text = browser.execute_script("return document.querySelector('blockquote').textContent")
    assert "abcRLOdef" in text
    lefts = browser.execute_script(
        "const last = document.querySelector('blockquote .control').nextSibling, range = document.createRange();"
        "return [0, 1, 2].map(i => { range.setStart(last, i); range.setEnd(last, i + 1); return range.getBoundingClientRect().left })"
    )
    assert lefts == sorted(lefts)


def collection_with_title(title: str) -> MemoryCollection:
    """Two articles of this title that share a passage, one of them in a second version."""
    collection = MemoryCollection()
    said = "some words that stand in both of these articles"
    ids = [collection.add_article(f"{i} {said}", f"O{min(i, 1)}", title=title, url=f"http://x.example/{min(i, 1)}") for i in range(3)]
    collection.add_family([(article_id, said, "uncredited") for article_id in ids[:2]])
    collection.revised.append((ids[1], ids[2]))
    return collection


MEGABYTES = ("<i>long " * 150_000, "w" * 1_200_000, "&<\"'" * 300_000, "كلمة" * 300_000)


@pytest.mark.parametrize("title", MEGABYTES, ids=lambda t: ascii(t[:8]))
def test_a_title_of_a_megabyte_is_cut_on_every_page(tmp_path: Path, title: str) -> None:
    write_reports(collection_with_title(title), tmp_path, "en", Settings())
    assert max(p.stat().st_size for p in tmp_path.rglob("*.html")) < 40_000


@pytest.mark.parametrize("title", MEGABYTES, ids=lambda t: ascii(t[:8]))
def test_a_title_of_a_megabyte_pushes_nothing_out_of_the_page_in_the_browser(browser: Any, tmp_path: Path, title: str) -> None:
    write_reports(collection_with_title(title), tmp_path, "en", Settings())
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 900, "deviceScaleFactor": 1, "mobile": False})
    told = []
    for page in sorted(tmp_path.rglob("*.html")):
        browser.get(page.as_uri())
        wide, tallest, called = browser.execute_script(
            "return [document.documentElement.scrollWidth, Math.max(0, ...[...document.querySelectorAll('h1, th, dd a, li > a')]"
            ".map(e => e.getBoundingClientRect().height)), document.title.length]"
        )
        assert wide <= 360, page
        assert tallest < 900, page
        assert called <= 121
        told += browser.execute_script("return [...document.querySelectorAll('bdi')].map(e => e.textContent.slice(0, 12))")
    assert title[:12] in told
