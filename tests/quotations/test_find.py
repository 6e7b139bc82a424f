"""Stretches between quotation marks are found whatever is done to the marks, and in time that grows with the text alone."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.model import Span
from provenance.quotations.find import find_marked, outside
from provenance.quotations.marks import style_of

MARKS = "\"“”„«»'‘’"
HOSTILE = st.text(alphabet=MARKS + "ab Я ب.,:!?\n\u200f\u202e\ud800—-…6\u0640", max_size=200)


def _contents(text: str, **options: int) -> list[str]:
    return [text[m.start : m.end] for m in find_marked(text, **options)]


@given(HOSTILE)
@settings(max_examples=400)
def test_stretches_lie_in_order_inside_the_text_and_apart_from_each_other(text: str) -> None:
    reached = 0
    for m in find_marked(text):
        assert reached <= m.outer_start < m.start < m.end <= m.outer_end <= len(text)
        reached = m.outer_end


@given(HOSTILE)
@settings(max_examples=200)
def test_contents_have_no_space_and_no_control_at_their_edges(text: str) -> None:
    for content in _contents(text):
        assert content == content.strip().strip("\u200f\u202e")


@given(st.lists(st.text(alphabet="abc def", min_size=3, max_size=20).map(str.strip).filter(bool), min_size=1, max_size=6))
@settings(max_examples=200)
def test_well_formed_curly_quotations_are_all_found_as_a_plain_pattern_finds_them(contents: list[str]) -> None:
    text = "".join(f"He said “{content}” there. " for content in contents)
    assert _contents(text) == re.findall(r"“([^”]*)”", text)


def test_a_mark_is_told_by_what_stands_beside_it_and_not_by_its_shape() -> None:
    for opening, closing in ("“”", "”“", "»«", "„“", '""', "””", "««"):
        assert _contents(f"He said: {opening}we are ready{closing}, and left.") == ["we are ready"]


def test_doubled_marks_are_one_mark() -> None:
    assert _contents('He said ""we are ready"" and left.') == ["we are ready"]


def test_a_mark_between_a_stop_and_a_letter_has_lost_the_space_beside_it() -> None:
    """Software that drops line ends glues paragraphs together: there a mark closes what is open, or opens."""
    assert _contents('It was late."We are ready," she said. "Let us go."The ship left."We are off," he said.') == [
        "We are ready,",
        "Let us go.",
        "We are off,",
    ]
    assert _contents("It was late.“We are ready.”The ship left.“We are off.”") == ["We are ready.", "We are off."]


def test_two_marks_in_a_row_close_one_quotation_and_open_the_next() -> None:
    assert _contents('He said: "We are ready.""Nobody will wait."') == ["We are ready.", "Nobody will wait."]


def test_a_doubled_mark_closes_two_that_were_opened_one_by_one() -> None:
    assert _contents('"We sail on the "Lark"", he said. Then he left.') == ['We sail on the "Lark']


def test_a_quotation_that_opens_again_behind_a_sentence_goes_on() -> None:
    found = find_marked('She said: "It was late.  "Nobody came." The ship left.')
    assert [m.continued for m in found] == [True, False]


def test_an_inner_quotation_belongs_to_the_outer_one() -> None:
    assert _contents("She said “he told me “no” and left” today.") == ["he told me “no” and left"]
    assert _contents("«Газета «Заря» пишет об этом»") == ["Газета «Заря» пишет об этом"]


def test_a_quotation_may_close_in_a_later_paragraph() -> None:
    text = "He said: “first part.\n\nSecond part.” Then he left."
    assert _contents(text) == ["first part.\n\nSecond part."]
    assert _contents(text, paragraphs=0) == ["first part"]


def test_what_is_never_closed_ends_where_another_quotation_is_introduced() -> None:
    found = find_marked("قال: “بدأنا العمل اليوم. وأضاف: “سننتهي غدا”.")
    assert [m.closed for m in found] == [False, True]


def test_deeper_nesting_than_allowed_is_read_as_text() -> None:
    assert _contents("“a “b “c “d “e” d” c” b” a”", deepest=2)


def test_quotations_in_the_furniture_are_left_out() -> None:
    text = "“Most read today”\nHe said “we are ready”."
    marked = find_marked(text)
    assert [text[m.start : m.end] for m in outside(marked, [Span(0, 17)])] == ["we are ready"]


def test_what_a_shape_means_is_the_languages_own() -> None:
    german, english = style_of(["„“"], []), style_of(["“”"], [])
    assert "“" in german.closing
    assert "“" not in german.opening
    assert "“" in english.opening
    assert not {"“"} & (style_of(["„“", "“”"], []).opening | style_of(["„“", "“”"], []).closing)


def test_two_straight_single_marks_are_a_double_one_and_feet_and_inches_are_none() -> None:
    assert _contents("She said ''we are late'' and left. It is a ''6'3'' man'' and gone.") == ["we are late", "6'3'' man"]
