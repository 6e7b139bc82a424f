"""An ordinary word is known by its form where a language says which forms ordinary words have."""

import pytest

from provenance.languages import language_packs
from provenance.quotations.kinds import COMMON, DOUBTFUL, GIVEN, OTHER
from provenance.quotations.lexicon import lexicon_of
from provenance.text import fold

ARABIC = lexicon_of(language_packs()["ar"])


def kind(word: str) -> int:
    return ARABIC.of(fold(word).text)


@pytest.mark.parametrize("word", ["استنباط", "باندفاع", "مشترطا", "وبتوريد", "كلامها"])
def test_a_word_in_the_form_or_with_the_ending_of_ordinary_words_is_common(word: str) -> None:
    assert kind(word) & COMMON


@pytest.mark.parametrize("word", ["الصادرات", "العلاقات", "قراري"])
def test_a_word_with_the_article_or_an_ending_that_names_have_too_is_doubtful(word: str) -> None:
    assert kind(word) & DOUBTFUL
    assert not kind(word) & COMMON


@pytest.mark.parametrize("word", ["بوتفليقة", "يعالون", "تيفيز", "ماكرون", "فالس", "العسيري", "ترامب"])
def test_a_name_that_only_resembles_a_form_stays_a_name(word: str) -> None:
    assert not kind(word) & (COMMON | DOUBTFUL)


@pytest.mark.parametrize("word", ["يستنبطون", "وسيطلبون", "انصرفت", "يتجاهلون"])
def test_a_word_in_the_form_of_a_verb_ends_a_name(word: str) -> None:
    assert kind(word) & OTHER


@pytest.mark.parametrize(("word", "ordinary"), [("حكما", True), ("رودا", False)])
def test_a_short_word_with_a_case_ending_is_ordinary_where_it_is_without_one(word: str, ordinary: bool) -> None:
    assert ARABIC.shapes is not None
    assert ARABIC.shapes.has_case(word) is ordinary


def test_a_given_name_in_the_form_of_a_noun_stays_a_given_name() -> None:
    assert kind("ابتسام") & GIVEN


def test_a_language_without_forms_has_none() -> None:
    assert lexicon_of(language_packs()["en"]).shapes is None
