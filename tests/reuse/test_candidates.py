"""Pairs of articles come up for comparison when they share rare keys near each other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from reuse_builders import SETTINGS

from provenance.reuse.candidates import Page, Probes, Publishers, candidates, in_neighbourhoods, look_up

Row = tuple[int, int, int]  # key, article, word


def page(rows: list[Row]) -> Page:
    keys, articles, words = (np.array(column) for column in zip(*sorted(rows), strict=True)) if rows else ([np.zeros(0)] * 3)
    return Page(keys.astype(np.uint32), articles.astype(np.uint32), words.astype(np.uint16))


def probes(rows: list[Row]) -> Probes:
    p = page(rows)
    return Probes(p.keys, p.articles, p.words)


def publishers(count: int, outlets: dict[int, int] | None = None, stories: dict[int, int] | None = None) -> Publishers:
    numbers = np.arange(count, dtype=np.int64)
    return Publishers(
        np.array([(outlets or {}).get(n, 1000 + n) for n in range(count)]),
        np.array([(stories or {}).get(n, n) for n in range(count)]),
        numbers,
    )


def met(rows: list[Row], asked: list[Row], known: Publishers) -> set[tuple[int, int, int, int]]:
    found, _ = look_up(probes(asked), [page(rows)], known, SETTINGS)
    return set(zip(*(getattr(found, n).tolist() for n in ("probing", "probing_words", "stored", "stored_words")), strict=True))


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 9), st.integers(0, 50)), min_size=1, max_size=40, unique=True), st.integers(1, 39))
def test_what_meets_is_what_a_plain_search_finds_whatever_the_generations(rows: list[Row], cut: int) -> None:
    asked = [row for row in rows if row[1] < 3]
    known = publishers(10, outlets={0: 7, 5: 7})
    generations = [page(part) for part in (rows[:cut], rows[cut:]) if part]
    found, formulae = look_up(probes(asked), generations, known, SETTINGS)
    plain = {
        (p, w, a, v)
        for key, p, w in asked
        for other, a, v in rows
        if key == other and known.outlets[p] != known.outlets[a] and key not in formulae.tolist()
    }
    assert set(zip(found.probing.tolist(), found.probing_words.tolist(), found.stored.tolist(), found.stored_words.tolist(), strict=True)) == plain


def test_articles_of_one_known_outlet_do_not_meet_and_those_of_unknown_outlets_do() -> None:
    rows = [(1, 0, 0), (1, 1, 0), (1, 2, 0)]
    assert met(rows, rows[:1], publishers(3, outlets={0: 5, 1: 5})) == {(0, 0, 2, 0)}


def test_a_key_in_too_many_places_meets_its_heads_only() -> None:
    rows = [(1, n, 0) for n in range(SETTINGS.frequency_cap + 10)]
    known = publishers(len(rows))
    assert {s for _, _, s, _ in met(rows, rows[-1:], known)} == set(range(SETTINGS.heads))


def test_a_key_that_outlets_repeat_in_other_stories_is_a_formula_and_brings_nobody_together() -> None:
    rows = [(1, n, 0) for n in range(8)]
    two_outlets = {n: n % 2 for n in range(8)}
    found, formulae = look_up(probes(rows[:1]), [page(rows)], publishers(8, two_outlets), SETTINGS)
    assert formulae.tolist() == [1]
    assert len(found.probing) == 0


def test_versions_of_one_story_make_no_formula() -> None:
    rows = [(1, n, 0) for n in range(8)]
    two_outlets = {n: n % 2 for n in range(8)}
    _, formulae = look_up(probes(rows[:1]), [page(rows)], publishers(8, two_outlets, stories=two_outlets), SETTINGS)
    assert formulae.tolist() == []


def test_a_story_in_many_outlets_makes_no_formula() -> None:
    rows = [(1, n, 0) for n in range(20)]
    _, formulae = look_up(probes(rows[:1]), [page(rows)], publishers(20), SETTINGS)
    assert formulae.tolist() == []


def pairs(rows: list[Row], asked: list[Row]) -> list[list[int]]:
    found, _ = look_up(probes(asked), [page(rows)], publishers(10), SETTINGS)
    return candidates(found, 10, SETTINGS).tolist()


def test_keys_near_each_other_on_both_sides_make_a_candidate_and_scattered_ones_do_not() -> None:
    asked = [(k, 0, 5 * k) for k in range(1, 5)]
    assert pairs(asked + [(k, 3, 4 * k + 100) for k in range(1, 5)], asked) == [[0, 3]]
    assert pairs(asked + [(k, 3, 500 * k) for k in range(1, 5)], asked) == []
    assert pairs([*asked, (1, 3, 5)], asked) == []


def test_pairs_come_in_neighbourhoods_and_none_is_lost() -> None:
    given_pairs = [(1, 2), (3, 9), (2, 5), (4, 9), (1, 5)]
    ordered = in_neighbourhoods(given_pairs)
    assert sorted(ordered) == sorted(given_pairs)
    assert {ordered.index(p) for p in ((1, 2), (2, 5), (1, 5))} == {0, 1, 2}
