"""Quotations and speakers keep their promises on any text: evidence that is there, no invention, nothing lost on the way."""

import sys

import pytest
from builders import article
from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance.languages import language_packs
from provenance.model import Span
from provenance.quotations import find_quotations
from provenance.settings import QuotationSettings
from provenance.text import fold

SETTINGS = QuotationSettings()
PIECES = {
    "ar": [
        "قال",
        "وأضاف",
        "الوزير",
        "خالد",
        "الحربي",
        "أن",
        "وفقا",
        "للوزير",
        "«",
        "»",
        "”",
        "“",
        '"',
        ":",
        "،",
        ".",
        "\n",
        "في",
        "و",
        "سنبدأ العمل غدا",
        "\u200f",
    ],
    "en": [
        "said",
        "he",
        "Mr.",
        "Obama",
        "“",
        "”",
        '"',
        "'",
        ",",
        ".",
        "\n\n",
        "The",
        "minister",
        "adding",
        "we will begin soon",
        "according",
        "to",
        "—",
        "'s",
    ],
    "ru": [
        "сказал",
        "он",
        "министр",
        "Пётр",
        "Лавров",
        "«",
        "»",
        "—",
        "-",
        ",",
        ".",
        "\n",
        "что",
        "по",
        "словам",
        "мы начнём завтра",
        "„",
        "“",
        "добавив",
    ],
    "fr": ["a", "déclaré", "il", "le", "ministre", "Paul", "Durand", "« ", " »", "—", ",", ".", "\n", "selon", "nous y serons demain", "que"],
    "ur": ["کہا", "نے", "انہوں", "وزیر", "محمد", "خالد", "“", "”", ":", "۔", "\n", "کہ", "کے مطابق", "کام کل شروع ہو گا"],
    "fa": ["گفت", "وی", "وزیر", "محمد", "کریمی", "«", "»", ":", "،", ".", "\n", "که", "به", "گفته", "کار فردا آغاز می‌شود"],
}


def _texts(language: str) -> st.SearchStrategy[tuple[str, str]]:
    text = st.lists(st.sampled_from(PIECES[language]), max_size=60).map(" ".join)
    return st.tuples(st.just(language), text)


ANY_TEXT = st.one_of([_texts(language) for language in PIECES] + [st.tuples(st.sampled_from(sorted(PIECES)), st.text(max_size=150))])


@given(ANY_TEXT)
@example(("fa", "وزیر « : « گفت گفت"))
@settings(max_examples=500, deadline=None)
def test_every_quotation_of_any_text_has_its_place_and_its_evidence_in_the_text(case: tuple[str, str]) -> None:
    language, text = case
    reached = 0
    for q in find_quotations(article(text, language=language), fold(text), language_packs()[language], SETTINGS):
        assert reached <= q.start < q.end <= len(text)
        reached = q.end
        assert (q.speaker is None) == (q.speaker_evidence is None)
        if q.cue is not None:
            assert 0 <= q.cue.start < q.cue.end <= len(text)
        if q.speaker_evidence is not None and q.speaker_evidence.start is not None:
            assert q.speaker_evidence.text == text[q.speaker_evidence.start : q.speaker_evidence.end]
            assert q.speaker


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_without_a_pack_quotations_have_no_speakers(case: tuple[str, str]) -> None:
    text = case[1]
    found = find_quotations(article(text, language=None), fold(text), None, SETTINGS)
    assert all(q.speaker is None and q.cue is None and len(text[q.start : q.end].split()) >= SETTINGS.sentence_words for q in found)


def test_a_text_without_marks_has_no_quotations() -> None:
    text = "He said that nothing would change."
    assert find_quotations(article(text), fold(text), language_packs()["en"], SETTINGS) == ()


HOSTILE = [
    '"',
    "“",
    "” ",
    "« » ",
    'said "a b c" Mr. ',
    "Obama, ",
    "said, ",
    "Said ",
    "сказал, ",
    "“a b\nb\n",
    "قال «",
    "قال ل «محمد» ",
    "قال وزير، وزير، ",
    "وزير، ",
    "ل «محمد» ",
    "وقال خالد: «نعم سنبدأ العمل» ",
    "— a, — сказал Иван. ",
]


def steps(text: str, language: str) -> int:
    """Calls of functions, of Python and of C, while the quotations of a text are found."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    given, folded, pack = article(text, language=language), fold(text), language_packs()[language]
    sys.setprofile(note)
    try:
        find_quotations(given, folded, pack, SETTINGS)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["ar", "en", "ru"])
def test_twice_as_much_hostile_text_takes_twice_as_many_steps(piece: str, language: str) -> None:
    end = " He said: “This is a quotation of several words.”"
    once, twice = (steps(piece * n + end, language) for n in (600, 1200))
    assert twice < 2.5 * once + 2000


def test_furniture_is_no_speech_and_names_no_speaker() -> None:
    text = "“We will begin today,” said Anna Berg.\nPeter Lund: read on\n“We will end tomorrow,” she added."
    furniture = (Span(text.index("Peter"), text.index("\n“We will end")),)
    found = find_quotations(article(text, furniture=furniture), fold(text), language_packs()["en"], SETTINGS)
    assert [q.speaker for q in found] == ["Anna Berg", "Anna Berg"]


def test_a_quotation_is_known_by_its_article_and_place_alone() -> None:
    text = "قال لـ«عكاظ» وزير الصحة خالد الحربي: «سنبدأ العمل غدا». وأضاف بأن «العمل لن ينتهي قريبا»."
    given, folded = article(text, language="ar"), fold(text)
    first, second = (find_quotations(given, folded, language_packs()["ar"], SETTINGS) for _ in range(2))
    assert first == second
    assert len({q.quotation_id for q in first}) == len(first) == 2
