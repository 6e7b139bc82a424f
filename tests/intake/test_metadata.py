"""A page's metadata are read as it gives them, each with the place it was read from; broken and hostile blocks do no harm."""

import pytest
from lxml import html

from provenance.intake.metadata import AUTHOR_RULES, DATE_RULES, OUTLET_RULES, TITLE_RULES, first_of, read_metadata


def pairs(head: str, body: str = "<p>Text</p>") -> tuple[tuple[str, str], ...]:
    return read_metadata(html.document_fromstring(f"<html lang='en'><head>{head}</head><body>{body}</body></html>"))


def jsonld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld_tells_of_the_article_and_not_of_what_lies_in_it() -> None:
    found = pairs(
        jsonld(
            '{"@graph": [{"@type": "Organization", "@id": "#o", "name": "Some Daily"}, {"@type": "NewsArticle", "headline": "Road closed",'
            ' "datePublished": "2022-01-21", "author": [{"@type": "Person", "name": "A. Name"}, {"name": "AFP"}], "publisher": {"@id": "#o"},'
            ' "hasPart": {"@type": "Article", "datePublished": "2001-01-01"}}]}'
        )
    )
    assert first_of(found, DATE_RULES) == ("jsonld datePublished", "2022-01-21")
    assert first_of(found, AUTHOR_RULES) == ("jsonld author", "A. Name, AFP")
    assert first_of(found, OUTLET_RULES) == ("jsonld publisher", "Some Daily")
    assert first_of(found, TITLE_RULES) == ("jsonld headline", "Road closed")
    assert ("jsonld datePublished", "2001-01-01") not in found


def test_meta_elements_are_read_under_every_attribute_that_names_them() -> None:
    found = pairs(
        '<meta property="og:site_name" content=" Some \n Daily "><meta name="pubdate" content="20220121">'
        '<meta itemprop="datePublished" content="2022-01-21">'
    )
    assert ("meta og:site_name", "Some Daily") in found
    assert ("meta pubdate", "20220121") in found
    assert ("meta datepublished", "2022-01-21") in found
    assert ("itemprop datePublished", "2022-01-21") in found


def test_only_a_time_that_is_marked_as_publication_or_is_the_only_day_counts() -> None:
    sidebar = "<time datetime='2022-01-19'>x</time>"
    assert first_of(pairs("", sidebar + "<time class='entry-date' datetime='2022-01-21'>x</time>"), DATE_RULES) == ("time published", "2022-01-21")
    assert first_of(pairs("", sidebar), DATE_RULES) == ("time", "2022-01-19")
    assert first_of(pairs("", sidebar + "<time datetime='2022-01-20'>x</time>"), DATE_RULES) is None
    assert first_of(pairs("", sidebar + "<time class='modified' datetime='2022-01-20'>x</time>"), DATE_RULES) is None


def test_broken_json_still_gives_its_first_dates() -> None:
    found = pairs(
        jsonld(
            '{"@type": "NewsArticle", "datePublished": "2022-01-21", "dateCreated": "2022-01-20",'
            ' "headline": "a "b" c", "datePublished": "1999-01-01"}'
        )
    )
    assert first_of(found, DATE_RULES) == ("jsonld datePublished", "2022-01-21")


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '"x"', "[" * 100_000, '{"@type": 7, "@graph": [[[{"name": {"name": null}}]]]}', '{"@type": "Article", "author": 3}']
)
def test_hostile_json_gives_nothing_and_does_no_harm(text: str) -> None:
    assert first_of(pairs(jsonld(text)), DATE_RULES) is None


def test_values_that_are_no_names_and_no_dates_are_left_out() -> None:
    assert pairs(f'<meta name="author" content="{"x" * 2000}"><meta name="date" content="  ">') == (("html lang", "en"),)
