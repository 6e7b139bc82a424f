"""Reused passages are found where they stand, and unrelated texts share none."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from reuse_builders import SETTINGS, comparable, story, word

from provenance.reuse import growing, points
from provenance.reuse.align import rectangles
from provenance.reuse.comparable import Pair


def planted(seed: int, passage: str) -> tuple[str, int, int]:
    """A story with a passage between its lines, and the numbers of the passage's first word and the word behind it."""
    before, after = story(seed, 3), story(seed + 1, 3)
    return f"{before}\n{passage}\n{after}", len(before.split()), len(before.split()) + len(passage.split())


def alike(first: int, last: int, low: int, high: int) -> float:
    """Intersection over union of two ranges."""
    return max(0, min(last, high) - max(first, low)) / (max(last, high) - min(first, low))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_a_planted_passage_is_found_where_it_stands(seed: int) -> None:
    rng = random.Random(seed)
    passage = " ".join(word(rng) for _ in range(30))
    left, a, b = planted(seed + 1, passage)
    right, c, d = planted(seed + 5, passage)
    found = rectangles([Pair(comparable(left), comparable(right))], SETTINGS)[0][0]
    assert min(alike(found.a_first, found.a_last, a, b), alike(found.b_first, found.b_last, c, d)) >= 0.75


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_shuffled_words_are_found_too(seed: int) -> None:
    rng = random.Random(seed)
    words = [word(rng) for _ in range(40)]
    left, a, b = planted(seed + 1, " ".join(words))
    right, c, d = planted(seed + 5, " ".join(rng.sample(words, len(words))))
    found = rectangles([Pair(comparable(left), comparable(right))], SETTINGS)[0][0]
    assert min(alike(found.a_first, found.a_last, a, b), alike(found.b_first, found.b_last, c, d)) >= 0.75


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_unrelated_stories_share_nothing(seed: int) -> None:
    assert rectangles([Pair(comparable(story(seed)), comparable(story(seed + 1)))], SETTINGS)[0] == []


def test_texts_of_no_words_or_few_share_nothing() -> None:
    for text in ("", "...", "One", "One two"):
        assert rectangles([Pair(comparable(text), comparable(text))], SETTINGS)[0] == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.sampled_from([1, 3, 128]))
def test_what_a_pair_shares_does_not_depend_on_the_pairs_beside_it(seeds: list[int], together: int) -> None:
    texts = [f"{story(seed, 2)}\n{story(100 + seed % 7, 2)}\n{story(200 + seed % 5, 2)}" for seed in seeds]
    pairs = [Pair(comparable(one), comparable(other)) for one in texts for other in texts]
    usual = growing._TOGETHER
    points._TOGETHER = growing._TOGETHER = together  # type: ignore[misc]
    try:
        assert rectangles(pairs, SETTINGS) == [rectangles([pair], SETTINGS)[0] for pair in pairs]
    finally:
        points._TOGETHER = growing._TOGETHER = usual  # type: ignore[misc]
