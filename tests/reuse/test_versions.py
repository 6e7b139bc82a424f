"""Articles of one outlet are versions of a story when their sampled runs are mostly the same, or one's stand in the other."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from reuse_builders import SETTINGS, story, worded

from provenance.reuse.fingerprints import fingerprints
from provenance.reuse.keyed import Page
from provenance.reuse.versions import joined, sampled, versions

Row = tuple[int, int]  # key, article


def page(rows: list[Row]) -> Page:
    keys, articles = np.array(sorted(rows), np.uint32).reshape(-1, 2).T
    return Page(keys, articles, np.zeros(len(keys), np.uint16))


def told(rows: list[Row], outlets: list[int], cuts: tuple[int, ...]) -> set[tuple[int, int]]:
    """The versions among articles that came in several turns, each up to before one of the numbers `cuts`."""
    found = np.zeros((0, 2), np.int64)
    runs = np.zeros(len(outlets), np.int64)
    for first, last in zip((0, *cuts), (*cuts, len(outlets)), strict=True):
        parts = [page([r for r in rows if r[1] < first]), page([r for r in rows if first <= r[1] < last])]
        numbers = np.arange(len(outlets))
        sample = sampled(parts, (numbers >= first) & (numbers < last), np.array(outlets), SETTINGS)
        runs += sample.runs
        found = np.concatenate((found, versions(sample.met, runs, SETTINGS)))
    return {(a, b) for a, b in found.tolist()}


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 7)), max_size=80),
    st.lists(st.integers(0, 2), min_size=8, max_size=8),
    st.integers(0, 8),
)
def test_versions_are_those_of_a_plain_comparison_of_sets_in_however_many_turns(rows: list[Row], outlets: list[int], cut: int) -> None:
    sets = [{key for key, article in rows if article == n and key % 2 == 0} for n in range(8)]  # odd keys are not those of runs
    plain = set()
    for a, b in combinations(range(8), 2):
        shared = len(sets[a] & sets[b])
        resemble = shared >= SETTINGS.version_resemblance * len(sets[a] | sets[b])
        contain = shared >= SETTINGS.version_containment * min(len(sets[a]), len(sets[b]))
        if outlets[a] == outlets[b] and shared >= SETTINGS.version_runs and (resemble or contain):
            plain.add((a, b))
    assert told(rows, outlets, (cut,)) == plain


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_stories_are_the_groups_that_versions_join(pairs: list[tuple[int, int]]) -> None:
    groups = [{n} for n in range(10)]
    for a, b in pairs:
        one, other = (next(g for g in groups if n in g) for n in (a, b))
        if one is not other:
            groups.remove(other)
            one |= other
    stories = joined(np.arange(10), np.array(pairs, np.int64).reshape(-1, 2)).tolist()
    for a, b in combinations(range(10), 2):
        assert (stories[a] == stories[b]) == any({a, b} <= g for g in groups)


def test_an_article_that_grew_is_a_version_and_one_that_shares_a_passage_is_none() -> None:
    first, other = story(1), story(2)
    grown, quoting = f"{first}\n{story(3, 6)}", f"{first.splitlines()[0]}\n{other}"
    found = fingerprints([worded(text) for text in (first, grown, other, quoting)], SETTINGS)
    rows = list({(int(k), int(a)) for k, a in zip(found.keys, found.articles, strict=True)})
    assert told(rows, [0, 0, 0, 0], ()) == {(0, 1), (2, 3)}


def test_a_run_that_very_many_articles_have_tells_of_none() -> None:
    count = SETTINGS.frequency_cap + 1
    common = [(2 * key, article) for key in range(SETTINGS.version_runs) for article in range(count)]
    assert told(common, [0] * count, ()) == set()
    assert told([row for row in common if row[1] < 2], [0] * count, ()) == {(0, 1)}
