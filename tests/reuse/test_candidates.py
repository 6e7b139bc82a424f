"""Pairs of articles come up for comparison when they share rare keys near each other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from reuse_builders import SETTINGS

from provenance.reuse.candidates import Asking, Publishers, candidates, in_neighbourhoods, joined, look_up
from provenance.reuse.keyed import Page
from provenance.reuse.repeated import BOILERPLATE, FORMULA, Repeated

Row = tuple[int, int, int]  # key, article, word


def page(rows: list[Row]) -> Page:
    keys, articles, words = (np.array(column) for column in zip(*sorted(rows), strict=True)) if rows else ([np.zeros(0)] * 3)
    return Page(keys.astype(np.uint32), articles.astype(np.uint32), words.astype(np.uint16))


def asking(count: int, turn: set[int], waiting: set[int] | None = None) -> Asking:
    """Whose turn it is among `count` articles; those wait, and whoever else is said to."""
    numbers = range(count)
    return Asking(np.array([n in turn | (waiting or set()) for n in numbers]), np.array([n in turn for n in numbers]))


def publishers(count: int, outlets: dict[int, int] | None = None, stories: dict[int, int] | None = None) -> Publishers:
    numbers = np.arange(count, dtype=np.int64)
    return Publishers(
        np.array([(outlets or {}).get(n, 1000 + n) for n in range(count)]),
        np.array([(stories or {}).get(n, n) for n in range(count)]),
        numbers,
    )


def met(rows: list[Row], turn: set[int], known: Publishers, waiting: set[int] | None = None) -> set[tuple[int, int, int, int]]:
    found = look_up([page(rows)], asking(len(known.ranks), turn, waiting), known, Repeated.nothing(), SETTINGS).met
    return set(zip(*(getattr(found, n).tolist() for n in ("asking", "asking_words", "other", "other_words")), strict=True))


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 9), st.integers(0, 50)), max_size=40, unique=True),
    st.sets(st.integers(0, 9)),
    st.sets(st.integers(0, 9)),
    st.integers(0, 10),
)
def test_what_meets_is_what_a_plain_search_finds_whatever_the_generations(rows: list[Row], turn: set[int], waiting: set[int], cut: int) -> None:
    known = publishers(10, outlets={0: 7, 5: 7})
    older, newer = [r for r in rows if r[1] < cut], [r for r in rows if r[1] >= cut]
    looked_up = look_up([page(older), page(newer)], asking(10, turn, waiting), known, Repeated.nothing(), SETTINGS)
    found, formulae = looked_up.met, looked_up.changed.with_degree(FORMULA)
    first = [r for r in rows if sum(other[:2] == r[:2] and other[2] < r[2] for other in rows) < SETTINGS.article_places]
    plain = [
        (p, w, a, v)
        for key, p, w in first
        for other, a, v in first
        if key == other and p in turn and (a not in turn | waiting or a < p)
        if known.outlets[p] != known.outlets[a] and key not in formulae.tolist()
    ]
    told = zip(found.asking.tolist(), found.asking_words.tolist(), found.other.tolist(), found.other_words.tolist(), strict=True)
    assert sorted(told) == sorted(plain)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(0, 5)), max_size=150, unique=True), st.integers(0, 60))
def test_turns_and_nights_make_the_same_pairs_as_all_at_once(rows: list[Row], cut: int) -> None:
    known = publishers(61)
    at_once = met(rows, set(range(61)), known)
    turns = met(rows, set(range(cut)), known, set(range(61))) | met(rows, set(range(cut, 61)), known, set(range(61)))
    assert turns == at_once
    if max((sum(k == key for k, *_ in rows) for key in range(4)), default=0) <= SETTINGS.frequency_cap:
        nights = met([r for r in rows if r[1] < cut], set(range(cut)), known) | met(rows, set(range(cut, 61)), known)
        assert nights == at_once


def test_articles_of_one_known_outlet_do_not_meet_and_those_of_unknown_outlets_do() -> None:
    rows = [(1, 0, 0), (1, 1, 0), (1, 2, 0)]
    assert met(rows, {0}, publishers(3, outlets={0: 5, 1: 5})) == {(0, 0, 2, 0)}


def test_a_key_in_too_many_places_meets_its_heads_only() -> None:
    rows = [(1, n, 0) for n in range(SETTINGS.frequency_cap + 10)]
    known = publishers(len(rows))
    assert {s for _, _, s, _ in met(rows, {len(rows) - 1}, known)} == set(range(SETTINGS.heads))
    assert {p for p, _, _, _ in met(rows, set(range(len(rows))), known)} == set(range(1, len(rows)))


def test_a_key_that_outlets_repeat_in_other_stories_is_a_formula_and_brings_nobody_together() -> None:
    rows = [(2, n, 0) for n in range(8)]
    two_outlets = {n: n % 2 for n in range(8)}
    found = look_up([page(rows)], asking(8, {0}), publishers(8, two_outlets), Repeated.nothing(), SETTINGS)
    assert found.changed.with_degree(FORMULA).tolist() == [2]
    assert len(found.met.asking) == 0


@given(st.permutations(range(4)))
def test_what_several_stretches_gave_is_joined_in_order_of_its_keys_however_they_come(order: list[int]) -> None:
    pages = [page([(2 * (8 * k + j), n, 0) for j in range(3) for n in range(8)]) for k in range(4)]
    two_outlets = {n: n % 2 for n in range(8)}
    parts = [look_up([pages[k]], asking(8, {0}), publishers(8, two_outlets), Repeated.nothing(), SETTINGS) for k in order]
    assert joined(parts).changed.keys.tolist() == [2 * (8 * k + j) for k in range(4) for j in range(3)]


def test_versions_of_one_story_make_no_formula() -> None:
    rows = [(2, n, 0) for n in range(8)]
    two_outlets = {n: n % 2 for n in range(8)}
    found = look_up([page(rows)], asking(8, {0}), publishers(8, two_outlets, stories=two_outlets), Repeated.nothing(), SETTINGS)
    assert found.changed.keys.tolist() == []


def test_a_story_in_many_outlets_makes_no_formula() -> None:
    rows = [(2, n, 0) for n in range(20)]
    assert look_up([page(rows)], asking(20, {0}), publishers(20), Repeated.nothing(), SETTINGS).changed.keys.tolist() == []


def test_a_key_that_some_outlets_bring_again_is_boilerplate_and_still_brings_articles_together() -> None:
    rows = [(2, n, 0) for n in range(6)]
    four_outlets = {n: n % 4 for n in range(6)}
    found = look_up([page(rows)], asking(6, {0}), publishers(6, four_outlets), Repeated.nothing(), SETTINGS)
    assert (found.changed.keys.tolist(), found.changed.degrees.tolist()) == ([2], [BOILERPLATE])
    assert len(found.met.asking) > 0
    assert len(found.holders.keys) == 0


def test_a_key_is_told_as_changed_only_where_it_is_repeated_more_or_less_than_before() -> None:
    rows = [(2, n, 0) for n in range(8)]
    known = Repeated.of_degrees(np.array([4], np.uint32), np.array([2], np.uint32))
    two_outlets = {n: n % 2 for n in range(8)}
    assert look_up([page(rows)], asking(8, {0}), publishers(8, two_outlets), known, SETTINGS).changed.keys.tolist() == []
    spread = look_up([page(rows)], asking(8, {0}), publishers(8), known, SETTINGS)
    assert (spread.changed.keys.tolist(), spread.changed.degrees.tolist()) == ([2], [0])
    assert known.updated(spread.changed).keys.tolist() == [4]


def test_only_keys_of_runs_of_words_are_told_as_changed() -> None:
    rows = [(1, n, 0) for n in range(8)]
    found = look_up([page(rows)], asking(8, {0}), publishers(8, {n: n % 2 for n in range(8)}), Repeated.nothing(), SETTINGS)
    assert (len(found.met.asking), len(found.changed.keys), len(found.holders.keys)) == (0, 0, 0)


def pairs(rows: list[Row]) -> list[list[int]]:
    """The candidates of article 0."""
    found = look_up([page(rows)], asking(10, {0}), publishers(10), Repeated.nothing(), SETTINGS).met
    return candidates(found, 10, SETTINGS).tolist()


def test_keys_near_each_other_on_both_sides_make_a_candidate_and_scattered_ones_do_not() -> None:
    asked = [(k, 0, 5 * k) for k in range(1, 5)]
    assert pairs(asked + [(k, 3, 4 * k + 100) for k in range(1, 5)]) == [[0, 3]]
    assert pairs(asked + [(k, 3, 500 * k) for k in range(1, 5)]) == []
    assert pairs([*asked, (1, 3, 5)]) == []


def test_pairs_come_in_neighbourhoods_and_none_is_lost() -> None:
    given_pairs = [(1, 2), (3, 9), (2, 5), (4, 9), (1, 5)]
    ordered = in_neighbourhoods(given_pairs)
    assert sorted(ordered) == sorted(given_pairs)
    assert {ordered.index(p) for p in ((1, 2), (2, 5), (1, 5))} in ({0, 1, 2}, {2, 3, 4})


def test_a_refrain_meets_by_its_first_places_only() -> None:
    rows = [(1, article, word) for article in (0, 1) for word in range(0, 40, 2)]
    found = met(rows, {1}, publishers(2))
    few = SETTINGS.article_places
    assert {(word, other) for _, word, _, other in found} == {(2 * a, 2 * b) for a in range(few) for b in range(few)}
