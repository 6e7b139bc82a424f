"""Fingerprints find every shared run of six words, and the order of near words does not matter to pairs."""

import random

from hypothesis import given
from hypothesis import strategies as st
from reuse_builders import SETTINGS, story, worded

from provenance.model import Span
from provenance.reuse.fingerprints import fingerprints, run_keys


def keys(text: str, **parts) -> set[int]:
    return set(fingerprints([worded(text, **parts)], SETTINGS).keys.tolist())


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 60))
def test_six_shared_words_in_a_row_are_met_whatever_stands_around_them(one: int, two: int, at: int) -> None:
    shared = " ".join(story(7).split()[at : at + 6])
    stored = keys(f"{story(one, 2)} {shared} {story(one + 1, 2)}")
    assert stored & keys(f"{story(two, 2)} {shared} {story(two + 1, 2)}") & set(run_keys([worded(shared)]).keys.tolist())


def test_most_pairs_of_a_sentence_survive_shuffling_its_words() -> None:
    text = story(3, 1, 60)
    words = text.split()
    random.Random(1).shuffle(words)
    runs = {k for t in (text, " ".join(words)) for k in run_keys([worded(t)]).keys.tolist()}
    assert len((keys(text) - runs) & (keys(" ".join(words)) - runs)) >= 4


def test_no_key_reaches_from_one_article_into_the_next() -> None:
    texts = [story(n, 2) for n in range(5)]
    together = fingerprints([worded(t) for t in texts], SETTINGS)
    for n, text in enumerate(texts):
        assert set(together.keys[together.articles == n].tolist()) == keys(text)


def test_furniture_gives_no_keys() -> None:
    menu, text = story(1, 1), story(2)
    assert not keys(f"{menu}\n{text}", furniture=(Span(0, len(menu)),)) & set(run_keys([worded(menu)]).keys.tolist())


def test_runs_are_those_of_a_plain_walk_over_the_words() -> None:
    words = worded("red green blue red green blue red")
    found = run_keys([words])
    runs = [tuple(words.folded.words[n : n + 3]) for n in range(5)]
    assert found.words.tolist() == list(range(5))
    by_run: dict[tuple[str, ...], set[int]] = {}
    for run, key in zip(runs, found.keys.tolist(), strict=True):
        by_run.setdefault(run, set()).add(key)
    assert all(len(k) == 1 for k in by_run.values())
    assert len({min(k) for k in by_run.values()}) == len(by_run)
