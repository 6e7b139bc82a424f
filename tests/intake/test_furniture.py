"""What a page puts around a story is told from the story; whatever is doubtful stays story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.intake.furniture import furniture_of
from provenance.intake.lines import ends_sentence, lines_of
from provenance.languages import language_packs
from provenance.settings import IntakeSettings
from provenance.text import fold

PARAGRAPH = "The work on the road will go on in the coming days, and all who took part in the long meeting of Friday have agreed to it in the end."


def furniture(text: str) -> list[str]:
    folded = fold(text)
    spans = furniture_of(folded, lines_of(folded), tuple(language_packs().values()), IntakeSettings())
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Watch: the bridge opens",
        "(c) 2022 Some Daily",
        "READ MORE: Road closed",
        "مناقشة",
        "Читайте также: Дорога открыта",
        "اقرأ أيضاً: إغلاق الطريق",
        "© 2022 Some Daily",
        "Все права защищены",
        "Shares",
        "جميع الحقوق محفوظة لصحيفة الوادي",
    ],
)
def test_a_line_that_is_known_furniture_is_found_wherever_it_stands(line: str) -> None:
    assert furniture(f"Road closed\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}") == [line]


@pytest.mark.parametrize("line", ["Lavrov: the treaty of the year is void", "Work on the northern road has come to an end"])
def test_a_headline_between_full_paragraphs_is_of_another_story(line: str) -> None:
    assert furniture(f"Road closed\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "He said that the road would open.",
        "The reasons are these:",
        "1. The reasons of the northern people",
        "* The reasons of the northern people",
        "The minister",
        "Watch officers have closed the road to the sea.",
        "C Lane wrote the book about the road.",
        "C'est tout",
        "PARAGRAPH without any end " + "and more words " * 10,
    ],
)
def test_what_may_be_part_of_the_story_stays_story(line: str) -> None:
    assert furniture(f"Road closed\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}") == []


def test_lines_without_paragraphs_around_them_stay_story() -> None:
    """A poem, a list or a text with broken lines has no full paragraphs, so none of its lines is called a headline."""
    poem = "\n".join(
        ["The road is long and the night is cold", "And who will walk it with me to the end", "I know of none and none I will be told"] * 4
    )
    assert furniture(poem) == []


def test_a_masthead_above_the_headline_is_furniture_as_a_whole() -> None:
    text = f"مجلس التحرير: صحفيون من الوادي\nموقع مستقل منذ سنوات\n\nإغلاق الطريق\n\n{PARAGRAPH}"
    assert furniture(text) == ["مجلس التحرير: صحفيون من الوادي", "موقع مستقل منذ سنوات"]


def test_a_choice_of_languages_above_the_story_is_furniture_and_short_lines_in_it_are_not() -> None:
    assert furniture(f"Ru En\n\nRoad closed\n\n{PARAGRAPH}") == ["Ru En"]
    assert furniture(f"Road closed\nis it\nso\n{PARAGRAPH}") == []


@given(st.text(alphabet=st.sampled_from("ab. \n\t\u0640ا«»\r\u2028"), max_size=60))
def test_lines_cover_all_words_once_and_their_ends_are_no_space(text: str) -> None:
    folded = fold(text)
    lines = lines_of(folded)
    assert [w for line in lines for w in range(line.first, line.last)] == list(range(len(folded.word_starts)))
    for line in lines:
        stretch = folded.text[line.start : line.end]
        assert stretch == stretch.strip() and "\n" not in stretch and stretch
        assert ends_sentence(folded.text, line) == (stretch.rstrip("\"')]}* \t")[-1:] in list(".!?؟…。！？।۔"))
