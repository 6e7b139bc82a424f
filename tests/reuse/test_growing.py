"""Seeds grow to what the words of the other side explain."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from reuse_builders import SETTINGS, comparable, word

from provenance.reuse.comparable import NAT, Side
from provenance.reuse.growing import _best_ends, _fitted, _Parts, _rounded


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
    stock_codes = np.repeat(np.arange(size), others)
    own = _Parts([side], np.array([[first, last]]))
    explaining = _Parts([Side(article, stock_codes, size)], np.array([[0, len(stock_codes)]]))
    [[start, end]], [evidence] = (told.tolist() for told in _fitted(own, np.array([(first + last) // 2]), explaining, SETTINGS))

    left, right = others.copy(), others.copy()
    score = np.zeros(n)
    gain = min(np.log(SETTINGS.kept_share / min(1.0, 0.01 * _rounded(int(others.sum()))) + 1 - SETTINGS.kept_share), SETTINGS.word_nats)
    for stock, places in ((right, range(first, n)), (left, [*range(first, last), *range(first - 1, -1, -1)])):
        for at in places:
            score[at] = gain if stock[codes[at]] > 0 else np.log(1 - SETTINGS.kept_share)
            stock[codes[at]] -= 1
    assert np.isclose(score[start:end].sum(), evidence / NAT, atol=1e-3)
    centre = (first + last) // 2
    for other in range(n + 1):  # no other end is better before the score has fallen by the X-drop
        for low, high in ((other, centre), (centre, other)):
            if low <= high:
                sums = score[low:high][::-1].cumsum() if low < centre else score[low:high].cumsum()
                if len(sums) and (np.maximum(np.maximum.accumulate(sums), 0) - sums).max() <= SETTINGS.drop_nats:
                    kept = score[start:centre].sum() if low < centre else score[centre:end].sum()
                    assert sums[-1] <= kept + 1e-3


def plain_end(scores: list[int], drop: int) -> tuple[int, int]:
    """How many scores to take from the start, and their sum."""
    taken = best = total = 0
    for n, score in enumerate(scores):
        total += score
        if best - total > drop:
            break
        if total > best:
            taken, best = n + 1, total
    return taken, best


@given(st.lists(st.lists(st.integers(-20, 20), max_size=12), min_size=1, max_size=6), st.integers(0, 40))
def test_the_best_end_of_each_run_is_that_of_a_plain_walk(runs: list[list[int]], drop: int) -> None:
    flat = np.array([score for run in runs for score in run], np.int64)
    taken, best = _best_ends(flat, np.array([len(run) for run in runs]), drop)
    assert list(zip(taken.tolist(), best.tolist(), strict=True)) == [plain_end(run, drop) for run in runs]
