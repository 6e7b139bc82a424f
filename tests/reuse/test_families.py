"""Families join stretches of text, never articles, and the order of overlaps makes no difference."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from reuse_builders import SETTINGS

from provenance.reuse.families import Stretch, family_id, group

Overlap = tuple[Stretch[str], Stretch[str]]


def s(article: str, start: int, end: int) -> Stretch[str]:
    return Stretch(article, start, end)


def families(overlaps: list[Overlap]) -> set[frozenset[Stretch[str]]]:
    return {frozenset(g.occurrences) for g in group(overlaps, SETTINGS)}


def test_who_shares_the_same_stretch_is_of_one_family_without_being_compared_with_all() -> None:
    assert families([(s("a", 0, 100), s("b", 10, 110)), (s("b", 12, 108), s("c", 0, 96))]) == {
        frozenset({s("a", 0, 100), s("b", 10, 110), s("c", 0, 96)})
    }


def test_a_sentence_of_a_story_is_another_family_than_the_story() -> None:
    story = (s("a", 0, 1000), s("b", 0, 1000))
    sentence = (s("a", 200, 320), s("c", 0, 120))
    assert families([story, sentence]) == {frozenset(story), frozenset(sentence)}


def test_a_chain_of_articles_that_share_different_passages_stays_a_chain_of_families() -> None:
    first = (s("a", 0, 100), s("b", 0, 100))
    second = (s("b", 200, 300), s("c", 0, 100))
    assert families([first, second]) == {frozenset(first), frozenset(second)}


def test_stretches_that_share_less_than_half_do_not_join() -> None:
    one, other = (s("a", 0, 100), s("b", 0, 100)), (s("b", 60, 160), s("c", 0, 100))
    assert len(families([one, other])) == 2


def test_a_passage_cut_shorter_from_article_to_article_is_one_family_only_as_far_as_a_quarter_of_it_is_left() -> None:
    lengths = [1000, 600, 360, 210, 120]
    chain = [(s(str(n), 0, lengths[n]), s(str(n + 1), 0, lengths[n])) for n in range(len(lengths))]
    assert max(map(len, families(chain))) == 4
    for family in families(chain):
        assert max(o.end - o.start for o in family) <= SETTINGS.family_stretch * min(o.end - o.start for o in family)


stretches = st.builds(Stretch, st.sampled_from("abcde"), st.integers(0, 5).map(lambda n: 20 * n), st.integers(6, 10).map(lambda n: 20 * n))


@given(st.lists(st.tuples(stretches, stretches).filter(lambda o: o[0].article != o[1].article), min_size=1, max_size=8, unique=True), st.randoms())
def test_the_order_of_overlaps_makes_no_difference_and_each_is_of_one_family(overlaps: list[Overlap], rng) -> None:
    mixed = rng.sample(overlaps, len(overlaps))
    assert families(overlaps) == families(mixed)
    assert sorted(itertools.chain.from_iterable(g.overlaps for g in group(overlaps, SETTINGS))) == list(range(len(overlaps)))


def test_the_id_of_a_family_comes_from_its_first_overlap_in_the_order_of_ids() -> None:
    first, later = (s("a2", 5, 9), s("a1", 0, 4)), (s("a3", 1, 2), s("a2", 5, 9))
    assert family_id([later, first]) == family_id([(s("a1", 0, 4), s("a2", 5, 9))]) != family_id([later])
