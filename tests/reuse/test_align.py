"""Reused passages are found where they stand, and unrelated texts share none."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from reuse_builders import SETTINGS, comparable, story, word

from provenance.reuse.align import _fit, _rounded, rectangles
from provenance.reuse.comparable import Pair, Side


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
    found = rectangles(Pair(comparable(left), comparable(right)), SETTINGS)[0]
    assert min(alike(found.a_first, found.a_last, a, b), alike(found.b_first, found.b_last, c, d)) >= 0.75


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_shuffled_words_are_found_too(seed: int) -> None:
    rng = random.Random(seed)
    words = [word(rng) for _ in range(40)]
    left, a, b = planted(seed + 1, " ".join(words))
    right, c, d = planted(seed + 5, " ".join(rng.sample(words, len(words))))
    found = rectangles(Pair(comparable(left), comparable(right)), SETTINGS)[0]
    assert min(alike(found.a_first, found.a_last, a, b), alike(found.b_first, found.b_last, c, d)) >= 0.75


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_unrelated_stories_share_nothing(seed: int) -> None:
    assert rectangles(Pair(comparable(story(seed)), comparable(story(seed + 1))), SETTINGS) == []


def test_texts_of_no_words_or_few_share_nothing() -> None:
    for text in ("", "...", "One", "One two"):
        assert rectangles(Pair(comparable(text), comparable(text)), SETTINGS) == []


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_each_other_word_explains_one_word_and_the_nearest_first(seed: int) -> None:
    """The fit of one side equals a plain walk that hands out the other side's words from the range outwards."""
    rng = np.random.default_rng(seed)
    n, size = int(rng.integers(5, 50)), 6
    codes = rng.integers(0, size, n)
    ranks = np.array([(codes[:k] == codes[k]).sum() for k in range(n)])
    first = int(rng.integers(0, n - 1))
    last = int(rng.integers(first + 1, n + 1))
    others = rng.integers(0, 4, size)
    article = comparable(" ".join(word(random.Random(int(code))) for code in codes))
    vars(article).update(ranks=ranks, frequency=np.full(n, 0.01))
    side = Side(article, codes, size)
    range_found, evidence = _fit(side, others, (first + last) // 2, (first, last), SETTINGS)

    left, right = others.copy(), others.copy()
    score = np.zeros(n)
    gain = min(np.log(SETTINGS.kept_share / min(1.0, 0.01 * _rounded(int(others.sum()))) + 1 - SETTINGS.kept_share), SETTINGS.word_nats)
    for stock, places in ((right, range(first, n)), (left, [*range(first, last), *range(first - 1, -1, -1)])):
        for at in places:
            score[at] = gain if stock[codes[at]] > 0 else np.log(1 - SETTINGS.kept_share)
            stock[codes[at]] -= 1
    start, end = range_found
    assert np.isclose(score[start:end].sum(), evidence)
    centre = (first + last) // 2
    for other in range(n + 1):  # no other end is better before the score has fallen by the X-drop
        for low, high in ((other, centre), (centre, other)):
            if low <= high:
                sums = score[low:high][::-1].cumsum() if low < centre else score[low:high].cumsum()
                if len(sums) and (np.maximum(np.maximum.accumulate(sums), 0) - sums).max() <= SETTINGS.drop_nats:
                    kept = score[start:centre].sum() if low < centre else score[centre:end].sum()
                    assert sums[-1] <= kept + 1e-9
