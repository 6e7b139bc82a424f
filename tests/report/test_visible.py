"""Article text reaches a page as text alone: escaped, with its controls shown, without floods."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.report.visible import MAX_MARKS, cut, name_direction, plain, shortened, shown, text_direction

CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text() | st.text(alphabet=CONTROLS + "<>&\"'a\ud800\x00\x1b"))
def test_nothing_of_a_text_is_markup_or_control(text: str) -> None:
    html = str(shown(text))
    bare = re.sub(r'<span class="control"(?: title="U\+[0-9A-F]{4}")?>[^<]*</span>', "", html)
    assert not set(bare) & set("<>\"'" + CONTROLS + "\x00\x1b")
    html.encode("utf-8")


@given(st.text(alphabet="ab <&\n"))
def test_a_harmless_text_is_only_escaped(text: str) -> None:
    assert shown(text).unescape() == text


def test_a_flood_of_marks_is_cut_and_counted() -> None:
    assert str(shown("a" + "\u0301" * 10_000)) == "a" + "\u0301" * MAX_MARKS + '<span class="control">+9994</span>'
    assert str(shown("وضوحًا")) == "وضوحًا"


@given(st.text(alphabet="a\u0301\u064e", max_size=60))
def test_no_letter_ever_carries_more_marks_than_allowed(text: str) -> None:
    assert not re.search(f"[\u0301\u064e]{{{MAX_MARKS + 1}}}", str(shown(text)))


def test_plain_text_is_one_line_without_controls() -> None:
    assert plain("a\u202eb\n\n c\ud800") == "a\ufffdb c\ufffd"


@pytest.mark.parametrize(("name", "wanted"), [("UrduPoint عربي", "rtl"), ("RT Arabic", "ltr"), ("ТАСС", "ltr"), ("ערוץ 7", "rtl"), ("", "ltr")])
def test_a_name_with_one_letter_of_a_right_to_left_script_runs_right_to_left(name: str, wanted: str) -> None:
    assert name_direction(name) == wanted


def test_a_text_runs_as_its_language_or_as_most_of_its_letters() -> None:
    assert text_direction("NATO", "ar") == "rtl"
    assert text_direction("مرحبا بكم في NATO", None) == "rtl"
    assert text_direction("Hello, مرحبا again", None) == "ltr"


@given(st.text(), st.integers(1, 50))
def test_a_cut_text_is_the_start_of_it_and_says_so(text: str, length: int) -> None:
    kept = cut(text, length)
    assert kept == text if len(text) <= length else kept.endswith("…") and text.startswith(kept[:-1]) and len(kept) <= length + 1


@given(st.text(alphabet="ab ", max_size=200), st.integers(20, 50))
def test_a_shortened_text_keeps_its_start_and_its_end(text: str, length: int) -> None:
    kept = shortened(text, length)
    start, _, end = kept.partition(" … ")
    assert kept == text if len(text) <= length else text.startswith(start) and text.endswith(end) and len(kept) <= length + 3
