"""The text of a page is its story, whole, in the page's own words, and nothing else of the page."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import trafilatura

from provenance.intake.files import read_inputs
from provenance.model import RawArticle, Skipped
from provenance.settings import IntakeSettings

HEADLINE = "Harbour bridge is closed until the spring"
LEAD = "Experts found cracks in the piers of the old harbour bridge after the winter floods."
STORY = [
    "The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring.",
    "The mayor told reporters that lorries have been banned from the bridge since the first cracks were measured in January.",
    "Shop owners on both banks fear for their trade, and some of them want the town to pay for what they lose.",
    "A ferry is to carry people and bicycles free of charge, and it will run from six in the morning until midnight.",
]
OTHER = "A fishing boat ran aground on the sandbank north of the lighthouse, and its crew of four was brought ashore by helicopter."


def paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def page(*, head: str = "", above: str = "", story: str = paragraphs(STORY), below: str = "", wrap: str = "article") -> str:
    return (
        f'<html><head><title>{HEADLINE}</title>{head}</head><body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav>'
        f"<{wrap}><h1>{HEADLINE}</h1>{above}<div>{story}</div></{wrap}>{below}<footer><p>All rights reserved.</p></footer></body></html>"
    )


def read(folder: Path, markup: str) -> list[str]:
    (folder / "a.html").write_text(markup)
    [text] = [r.text for r in read_inputs([str(folder / "a.html")], lambda _path: None, IntakeSettings()) if isinstance(r, RawArticle)]
    return text.split("\n")


def test_the_headline_is_the_title_and_not_in_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, page()) == STORY


@pytest.mark.parametrize(
    "lead",
    [
        f"<p>{LEAD}</p>",
        f'<header><p class="article__subtitle">{LEAD.rstrip(".")}</p></header>',
        f'<div class="share"><a href="/f">Facebook</a></div><h2>{LEAD}</h2><p>By A. Writer</p>',
    ],
)
def test_what_sums_up_the_story_under_its_headline_belongs_to_it(tmp_path: Path, lead: str) -> None:
    text = read(tmp_path, page(above=lead, wrap="section"))
    assert text[0].rstrip(".") == LEAD.rstrip(".") and text[-4:] == STORY


def test_a_lead_that_the_page_describes_itself_with_is_taken_whatever_it_is_marked_as(tmp_path: Path) -> None:
    short = "Cracks were found in its piers"
    text = read(tmp_path, page(head=f'<meta name="description" content="{short}">', above=f'<div class="x">{short}</div>'))
    assert text == [short, *STORY]


def test_words_that_are_marked_within_a_paragraph_do_not_break_it(tmp_path: Path) -> None:
    marked = '<div>The <a href="/t">council of the <b>harbour</b> town</a> voted on Tuesday<!-- x --> evening, <span>as planned</span>.</div>'
    text = read(tmp_path, page(story=marked + paragraphs(STORY[1:])))
    assert text[0] == "The council of the harbour town voted on Tuesday evening, as planned."


def test_lists_and_headings_within_the_story_stay_in_their_place(tmp_path: Path) -> None:
    plans = "<h3>What is planned</h3><ul><li>a ferry for people and bicycles</li><li>a wider pier</li></ul>"
    text = read(tmp_path, page(story=paragraphs(STORY[:2]) + plans + paragraphs(STORY[2:])))
    assert text == [*STORY[:2], "What is planned", "a ferry for people and bicycles", "a wider pier", *STORY[2:]]


@pytest.mark.parametrize(
    "furniture",
    [
        f'<div class="related-stories"><p>{OTHER}</p></div>',
        f"<aside><p>{OTHER}</p></aside>",
        f'<section id="commentsArea"><p>{OTHER}</p></section>',
        f'<div style="display: none"><p>{OTHER}</p></div>',
        f'<p><a href="/other">{OTHER}</a></p>',
        f'<p>Read also: <a href="/other">{OTHER[:60]}</a></p>',
        f'<div role="complementary"><p>{OTHER}</p></div>',
        f'<form action="/poll"><p>{OTHER}</p><p>Yes</p><p>No</p></form>',
        f'<p>Sehen Sie dazu: <a href="/other">{OTHER[:60]}</a></p>',
        f'<p class="read-also">{OTHER}</p>',
        f'<div class="article-locked-box"><p>{OTHER}</p></div>',
        "<h3>Te recomendamos ⬇</h3>",
        "<p>Czytaj też: Trawler osiadł na mieliźnie</p>",
    ],
)
def test_furniture_is_left_out_wherever_it_stands(tmp_path: Path, furniture: str) -> None:
    inner = f"{paragraphs(STORY[:2])}{furniture}{paragraphs(STORY[2:])}{furniture}"
    assert read(tmp_path, page(story=inner)) == STORY


@pytest.mark.parametrize(
    "kept",
    [
        'Bron: <a href="/agency">Harbour News Agency</a>',
        'Its report, <a href="/report">a study of all the bridges of the coast and their piers</a>, was published.',
        '<a href="/report">The report on all the bridges of the coast and their piers</a> names the harbour bridge first',
    ],
)
def test_a_line_that_leads_to_a_source_or_goes_on_behind_a_link_stays(tmp_path: Path, kept: str) -> None:
    text = read(tmp_path, page(story=f"{paragraphs(STORY[:2])}<p>{kept}</p>{paragraphs(STORY[2:])}"))
    assert len(text) == len(STORY) + 1


def test_a_mark_on_what_holds_the_story_leaves_nothing_out(tmp_path: Path) -> None:
    assert read(tmp_path, page(story=f'<div class="sidebar-layout comments-open">{paragraphs(STORY)}</div>')) == STORY


def test_another_story_below_in_its_own_article_is_left_out(tmp_path: Path) -> None:
    other = f"<article><h1>Boat aground</h1>{paragraphs([f'{number}. {OTHER}' for number in range(6)])}</article>"
    assert read(tmp_path, page(below=other)) == STORY


def test_a_longer_text_elsewhere_on_the_page_is_not_the_story_under_the_headline(tmp_path: Path) -> None:
    notices = "".join(f'<div class="entry-content"><p>{number}. {OTHER} {OTHER}</p></div>' for number in range(30))
    text = read(tmp_path, page(wrap="section", below=f'<main class="main">{notices}</main>'))
    assert text == STORY


def test_a_story_that_the_page_states_bounds_what_is_taken(tmp_path: Path) -> None:
    facts = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(STORY)})
    below = "<p>Do you know more about this? Write to our desk by Friday.</p>"
    text = read(tmp_path, page(head=f'<script type="application/ld+json">{facts}</script>', story=paragraphs(STORY) + below))
    assert text == STORY


def test_a_story_that_stands_in_the_facts_alone_is_read_from_there(tmp_path: Path) -> None:
    facts = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n\n".join(STORY)})
    head = f'<title>{HEADLINE}</title><script type="application/ld+json">{facts}</script>'
    assert read(tmp_path, f'<html><head>{head}</head><body><div id="app">Loading</div></body></html>') == STORY


def test_a_signature_behind_the_story_stays_and_buttons_do_not(tmp_path: Path) -> None:
    inner = f'{paragraphs(STORY)}<p>(Reuters)</p><div class="x"><span>Print</span></div>'
    assert read(tmp_path, page(story=inner)) == [*STORY, "(Reuters)"]


def test_a_page_without_any_paragraph_keeps_what_it_has(tmp_path: Path) -> None:
    assert read(tmp_path, "<html><body><iframe>Request unsuccessful.</iframe></body></html>") == ["Request unsuccessful."]
    assert read(tmp_path, "<html><body><table><tr><td>Berlin</td><td>21 C</td></tr></table></body></html>") == ["Berlin", "21 C"]


def test_no_library_can_go_on_beyond_the_time_of_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stubborn(*_tree: object, **_options: object) -> None:
        for _ in range(10**12):
            try:
                sum(range(1000))
            except Exception:
                continue

    monkeypatch.setattr(trafilatura, "bare_extraction", stubborn)
    (tmp_path / "a.html").write_text(page())
    [skipped] = [r for r in read_inputs([str(tmp_path)], lambda _path: None, IntakeSettings(max_page_seconds=0.1)) if isinstance(r, Skipped)]
    assert "within 0.1 seconds" in skipped.reason
