"""Who published an article is taken from what is stated, else from what the text shows, and never guessed; each with its evidence."""

import pytest
from builders import raw

from provenance.intake.describe import describe
from provenance.languages import language_packs
from provenance.model import Article, RawArticle
from provenance.registers import load_registers
from provenance.settings import IntakeSettings
from provenance.text import fold

STORY = "The work on the road will go on in the coming days, and all who took part in the meeting have agreed to it."


def described(article: RawArticle) -> Article:
    return describe(article, fold(article.text), language_packs(), load_registers(), IntakeSettings(), author=fold(article.author or ""))


def outlet(article: RawArticle) -> tuple[str, str] | None:
    found = described(article).outlet
    return None if found is None else (found.name, found.evidence.rule)


def test_the_records_field_wins_and_is_made_canonical_where_the_register_knows_it() -> None:
    assert outlet(raw(STORY, outlet="رويترز", url="https://tass.ru/1")) == ("Reuters", "record field outlet")
    assert outlet(raw(STORY, outlet=" Village Voice of Nowhere ")) == ("Village Voice of Nowhere", "record field outlet")
    assert outlet(raw(STORY, outlet="وكالة الأنباء السعودية (واس)")) == ("SPA", "record field outlet")
    assert outlet(raw(STORY, outlet="The Reuters of Nowhere")) == ("The Reuters of Nowhere", "record field outlet")
    assert outlet(raw(STORY, outlet="  ")) is None


def test_the_address_and_the_page_tell_the_outlet() -> None:
    assert outlet(raw(STORY, url="https://www.okaz.com.sa/1")) == ("Okaz", "address")
    assert outlet(raw(STORY, url="https://unknown.example/1", metadata=(("meta og:site_name", "BBC News"),))) == ("BBC", "meta og:site_name")
    assert outlet(raw(STORY, metadata=(("jsonld publisher", "Village Voice"),))) == ("Village Voice", "jsonld publisher")


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        (f"Road closed\n\n{STORY}\nSputnik\n{STORY}", "Sputnik", "line with the agency's name alone at the top"),
        (f"إغلاق الطريق\n\nنشر\nالأمصار\n\n{STORY}", "Al-Amsar", "line with the outlet's name alone"),
        (f"{STORY}\n{STORY}\n{STORY}\n{STORY}\n{STORY}\n{STORY}\nBBC News", "BBC", "line with the outlet's name alone"),
        (f"(UrduPoint / Sputnik - 21 January 2022) {STORY}", "Pakistan Point News", "first name of the dateline"),
    ],
)
def test_the_text_shows_its_outlet(text: str, name: str, rule: str) -> None:
    article = described(raw(text))
    assert article.outlet is not None
    assert (article.outlet.name, article.outlet.evidence.rule) == (name, rule)
    assert text[article.outlet.evidence.start : article.outlet.evidence.end] == article.outlet.evidence.text


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"{STORY}\n{STORY}\n{STORY}\n{STORY}\n{STORY}\n{STORY}\nReuters",
        f"BBC\n{STORY}\nCNN",
        f"LONDON (Reuters) - {STORY}",
        f"Reuters reported that the road is closed. {STORY}",
        f"Time\n\n{STORY}",
        f"Kremlin\n\n{STORY}",
    ],
)
def test_who_is_credited_or_doubtful_is_not_called_the_outlet(text: str) -> None:
    assert outlet(raw(text)) is None


def test_a_folder_with_an_outlets_name_tells_it_the_nearest_first() -> None:
    assert outlet(raw(STORY, path="archive/tass/okaz/2022/a.txt")) == ("Okaz", "folder name")
    assert outlet(raw(STORY, path="archive/a/okaz.txt")) is None


@pytest.mark.parametrize("folder", ["life", "Time", "expert", "radio", "الرياض", "express"])
def test_a_folder_whose_name_is_an_ordinary_word_tells_no_outlet(folder: str) -> None:
    assert outlet(raw(STORY, path=f"archive/{folder}/a.txt")) is None


@pytest.mark.parametrize(("folder", "name"), [("life.ru", "Life"), ("time.com", "Time"), ("aawsat", "Asharq Al-Awsat"), ("ТАСС", "TASS")])
def test_a_folder_with_an_address_or_a_name_that_means_nothing_else_tells_the_outlet(folder: str, name: str) -> None:
    assert outlet(raw(STORY, path=f"archive/{folder}/a.txt")) == (name, "folder name")


def test_two_outlets_with_one_text_are_two_articles_and_two_places_are_one() -> None:
    here, there = raw(STORY, path="a.txt", outlet="Okaz"), raw(STORY, path="b.txt", outlet="عكاظ")
    assert described(here).article_id == described(there).article_id
    assert described(here).article_id != described(raw(STORY, path="a.txt", outlet="Sabq")).article_id


def test_with_an_unknown_outlet_each_place_is_an_article() -> None:
    assert described(raw(STORY, path="a.txt")).article_id != described(raw(STORY, path="b.txt")).article_id
    first, again = raw(STORY, path="a.txt", url="https://x.example/1"), raw(STORY, path="b.txt", url="https://x.example/1")
    assert described(first).article_id == described(again).article_id


def test_the_language_is_the_stated_one_else_the_one_that_is_told() -> None:
    assert described(raw(STORY)).language == "en"
    assert described(raw(STORY, language="FR_ca")).language == "fr"
    assert described(raw(STORY, language="fr", metadata=(("html lang", "fr"),))).language == "en"
    assert described(raw("?!", language="fr", metadata=(("html lang", "fr"),))).language == "fr"
    assert described(raw("?!")).language is None
