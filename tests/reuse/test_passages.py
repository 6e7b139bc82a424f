"""What is compared of an article: its words, sentences and quotations, without furniture."""

from hypothesis import given
from hypothesis import strategies as st
from reuse_builders import worded

from provenance.model import Span
from provenance.reuse.passages import sentence_starts, word_range
from provenance.text import fold


def words_from(text: str) -> list[str]:
    words = fold(text).words
    return [words[n] for n in sentence_starts(fold(text)).tolist()]


def test_a_sentence_opens_after_a_stop_or_a_line_end_and_not_inside_a_number() -> None:
    assert words_from('One paid 3.5 million. Two left!\nThree? "Four" stayed.') == ["one", "two", "three", "four"]


def test_words_of_furniture_take_no_part() -> None:
    text = "Read also our menu\nThe mayor spoke"
    words = worded(text, furniture=(Span(0, 18),))
    assert words.usable.tolist() == [False] * 4 + [True] * 3


def test_a_quotation_is_the_range_of_words_that_begin_in_it() -> None:
    text = 'He said: "We begin on Monday", and left.'
    words = worded(text, quotations=(Span(10, 28),))
    assert [words.folded.words[slice(*r)] for r in words.quotations] == [["we", "begin", "on", "monday"]]


def test_numbers_stand_at_the_place_of_their_word() -> None:
    words = worded("On 12 May ٣٠٠ men of A4 came")
    assert words.numbers == ([1, 3], ["12", "300"])


def test_a_fraction_that_stands_before_its_number_is_read_behind_it() -> None:
    assert worded("نقطة 19ر162 إلى 5.7").numbers == ([1, 3], ["162.19", "5.7"])


@given(st.text(alphabet="ab .!\n\"'", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_word_range_holds_the_words_that_begin_inside_the_span(text: str, a: int, b: int) -> None:
    folded, span = fold(text), Span(*sorted((min(a, len(text)), min(b, len(text)))))
    first, last = word_range(folded, span)
    starts = [int(folded.origins[s]) for s in folded.word_starts.tolist()]
    assert [n for n, s in enumerate(starts) if span.start <= s < span.end] == list(range(first, last))
