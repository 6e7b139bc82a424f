"""Folding makes interchangeable spellings equal and never loses the way back."""

import unicodedata

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provenance.characters import WHOLE_WORD, WORD, class_of, fold_character, script_of
from provenance.model import Span
from provenance.text import Folded, fold, fold_many, fold_words, hash_words

# Any code point, with those that folding treats specially drawn far more often than chance would.
SPECIAL = (
    "اأإآٱىيیئؤءةهہھکكگـ\u064b\u0651\u0670١٢۳4ﷺﻻﬁ\u200f\u200d\u202e\u2069\ufeff\u00ad“”«»‘’„‹—–- \n\t\r\u2028ЁёйıİßaаοеeАΑ中の가\u1100กำकि\ud800\x00"
)
texts = st.text(st.one_of(st.sampled_from(SPECIAL), st.characters(codec=None)), max_size=60)


def slow_fold(text: str) -> tuple[str, list[int]]:
    """The plain twin: character by character, without look-alikes."""
    folded, origins = [], []
    for i, character in enumerate(text):
        for c in fold_character(character):
            folded.append(c)
            origins.append(i)
    return "".join(folded), [*origins, len(text)]


def slow_words(folded: str) -> list[str]:
    """The plain twin of word division: a word goes on until a separator; characters of spaceless scripts stand alone."""
    words, current = [], ""
    for c in folded:
        kind = class_of(c)
        if kind == WORD:
            current += c
            continue
        if current:
            words.append(current)
        current = ""
        if kind == WHOLE_WORD:
            words.append(c)
    return [*words, current] if current else words


def scripts_in(word: str) -> set[int]:
    return {script_of(c) for c in word} - {0}


@given(texts)
def test_folded_text_and_origins_are_those_of_the_plain_twin(text: str) -> None:
    folded = fold(text)
    plain, origins = slow_fold(text)
    assert folded.origins.tolist() == origins
    words = slow_words(plain)
    assert len(folded.words) == len(words)
    for mine, twin in zip(folded.words, words, strict=True):
        assert mine == twin or len(scripts_in(twin)) > 1, "only words of mixed scripts may differ from a fold without look-alikes"


@given(texts)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(texts)
def test_origins_never_fall_and_end_with_the_length(text: str) -> None:
    folded = fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert (np.diff(folded.origins) >= 0).all()
    assert folded.origins[-1] == len(text)


@given(texts)
def test_the_span_of_a_word_folds_to_that_word(text: str) -> None:
    folded = fold(text)
    for i, word in enumerate(folded.words):
        start, end = folded.word_span(i, i)
        assert 0 <= start < end <= len(text)
        assert word in fold(text[start:end]).text or len(scripts_in(word)) > 0


@given(texts, st.data())
def test_a_part_of_a_folded_text_has_its_words_and_their_places_in_the_stretch_that_they_come_from(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    assume(folded.words)
    first = data.draw(st.integers(0, len(folded.words) - 1))
    last = data.draw(st.integers(first + 1, len(folded.words)))
    part, (start, end) = folded.part(first, last), folded.word_span(first, last - 1)
    assert part.words == folded.words[first:last]
    assert part.word_hashes.tolist() == folded.word_hashes[first:last].tolist()
    assert [part.word_span(i, i) for i in range(last - first)] == [
        Span(a - start, b - start) for a, b in (folded.word_span(i, i) for i in range(first, last))
    ]
    assert (len(part.origins), part.origins[-1]) == (len(part.text) + 1, end - start)


@given(st.lists(texts, max_size=5))
def test_folding_many_texts_gives_what_folding_each_gives(many: list[str]) -> None:
    for together, alone in zip(fold_many(many), map(fold, many), strict=True):
        assert together.text == alone.text
        assert together.origins.tolist() == alone.origins.tolist()
        assert together.words == alone.words
        assert together.word_hashes.tolist() == alone.word_hashes.tolist()
    assert fold_words(many) == [fold(text).words for text in many]
    assert hash_words(many) == [fold(text).word_hashes.tolist() for text in many]


@given(texts, texts)
def test_equal_words_have_equal_hashes_and_different_words_different_ones(a: str, b: str) -> None:
    seen: dict[str, int] = {}
    for folded in (fold(a), fold(b)):
        for word, value in zip(folded.words, folded.word_hashes.tolist(), strict=True):
            assert seen.setdefault(word, value) == value
    assert len(set(seen.values())) == len(seen)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أكّد الوزيرُ إلى آخرهِ", "اكد الوزير الي اخره"),  # hamza, alef, shadda, vowels, final ya
        ("الـــقـــمـــة", "القمه"),  # tatweel, ta marbuta
        ("مسؤول شئون", "مسوول شيون"),  # hamza carriers
        ("پاکستان یہ", "پاكستان يه"),  # Urdu and Persian kaf, ya, he
        ("ﺍﻟﻘﻤﺔ ﻻ", "القمة لا"),  # presentation forms
        ("٢١ ۲۱", "21 21"),  # Arabic-Indic and Persian digits
        ("الق\u200bمة\u200f \u202bنص\u202c", "القمة نص"),  # zero-width and bidi controls
        ("„Слово“ «и» ‘дело’", '"слово" "и" \'дело\''),  # quotation-mark styles
        ("Ёлка ещЁ", "елка еще"),  # Cyrillic yo, case
        ("Straße ﬁn Café", "strasse fin cafe"),  # case folding, ligature, accents
        ("Путин сказaл", "путин сказал"),  # a Latin a inside a Cyrillic word
        ("Rеuters", "reuters"),  # a Cyrillic e inside a Latin word
        ("Αthens", "athens"),  # a Greek alpha inside a Latin word
    ],
)
def test_spellings_that_writers_interchange_fold_alike(one: str, other: str) -> None:
    assert fold(one).words == fold(other).words


@pytest.mark.parametrize("word", ["IT", "ВТБ24", "سبوتنيك", "СССР"])
def test_words_of_one_script_are_never_touched_by_look_alikes(word: str) -> None:
    assert fold(word).words == [unicodedata.normalize("NFKC", word).casefold()]


def test_a_span_takes_the_marks_of_its_last_letter() -> None:
    text = "قال وضوحًا\u200f ثم"
    folded = fold(text)
    start, end = folded.word_span(1, 1)
    assert text[start:end].startswith("وضوحًا")


def test_characters_of_scripts_without_spaces_are_words() -> None:
    assert fold("新华社 said ไทย").words == ["新", "华", "社", "said", "ไ", "ท", "ย"]


def test_position_finds_the_folded_place_of_an_original_offset() -> None:
    text = "ـــabc"
    folded: Folded = fold(text)
    assert folded.text[folded.position(3)] == "a"
    assert folded.position(len(text)) == len(folded.text)
