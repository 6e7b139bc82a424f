"""Passages that two articles have in the same order are found along the path that they share."""

import random
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reuse_builders import SETTINGS, comparable, story, word

from provenance.model import Span
from provenance.reuse.ordered import ordered_rectangles


def passage(seed: int, words: int = 30) -> str:
    rng = random.Random(seed)
    return " ".join(word(rng) for _ in range(words))


def apart(text: str, other: str) -> str:
    """A text whose telling words the other lacks: what chance puts beside a passage may belong to it."""
    known = {word for word in re.findall(r"\w+", other) if len(word) > 3}
    return re.sub(r"\w+", lambda found: found[0] + "q" if found[0] in known else found[0], text)


@settings(max_examples=30, deadline=None)
@example(252285, 1)
@given(st.integers(0, 10**6), st.integers(0, 29))
def test_a_passage_in_order_is_found_to_the_word_whatever_one_word_became(seed: int, changed: int) -> None:
    words = passage(seed).split()
    other = [*words[:changed], word(random.Random(seed + 1)) + "x", *words[changed + 1 :]]
    before, behind = (apart(story(seed + n, 3), " ".join(words)) for n in (1, 2))
    other_before, other_behind = (apart(story(seed + n, 2), " ".join([*words, before, behind])) for n in (3, 4))
    left, right = comparable(f"{before}\n{' '.join(words)}\n{behind}"), comparable(f"{other_before}\n{' '.join(other)}\n{other_behind}")
    [found] = ordered_rectangles(left, right, SETTINGS)
    at = len(before.split())
    assert abs(found.a_first - at) <= 3
    assert abs(found.a_last - (at + 30)) <= 3


@pytest.mark.parametrize("repeats", [0, 1])
def test_a_passage_begins_at_the_nearer_of_two_equal_words(repeats: int) -> None:
    words = passage(7)
    texts = [words, words]
    texts[repeats] = f"{words.split()[0]} {passage(8, 5)} {words}"
    [found] = ordered_rectangles(*map(comparable, texts), SETTINGS)
    assert (found.a_last - found.a_first, found.b_last - found.b_first) == (30, 30)


@given(st.integers(0, 10**6))
def test_unrelated_stories_have_no_passage_in_order(seed: int) -> None:
    assert ordered_rectangles(comparable(story(seed)), comparable(story(seed + 1)), SETTINGS) == []


def test_evidence_is_the_sum_of_what_the_words_in_common_tell_less_the_rewritten_ones() -> None:
    words = passage(5, 20).split()
    left = comparable(" ".join(words))
    right = comparable(" ".join([*words[:10], "alpha", "beta", *words[10:]]))
    [found] = ordered_rectangles(left, right, SETTINGS)
    assert np.isclose(found.evidence, left.told[20] + 2 * np.log(1 - SETTINGS.kept_share))


def test_furniture_of_both_articles_is_no_passage() -> None:
    menu = passage(3)
    furniture = (Span(0, len(menu)),)
    left, right = (comparable(f"{menu}\n{story(seed)}", furniture=furniture) for seed in (1, 2))
    assert ordered_rectangles(left, right, SETTINGS) == []
