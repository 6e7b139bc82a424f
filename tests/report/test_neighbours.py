"""Families that share articles are made together, and none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.report.neighbours import batches, neighbourhoods

MEMBERS = st.dictionaries(st.sampled_from("fghijklmno"), st.lists(st.sampled_from("abcde"), min_size=1, unique=True))


@given(MEMBERS)
def test_every_family_is_in_one_neighbourhood_and_no_article_is_in_two(members: dict[str, list[str]]) -> None:
    groups = list(neighbourhoods(members))
    assert sorted(family for group in groups for family in group) == sorted(members)
    articles = [{article for family in group for article in members[family]} for group in groups]
    assert sum(map(len, articles)) == len(set().union(*articles))


@given(MEMBERS)
def test_a_family_stands_behind_one_of_its_neighbourhood_that_it_shares_an_article_with(members: dict[str, list[str]]) -> None:
    for group in neighbourhoods(members):
        for i, family in enumerate(group[1:], 1):
            assert any(set(members[family]) & set(members[before]) for before in group[:i])


@given(st.lists(st.lists(st.sampled_from("ab"), min_size=1, max_size=9)), st.integers(1, 5))
def test_only_a_group_that_is_larger_than_a_batch_is_parted(groups: list[list[str]], size: int) -> None:
    named = [[f"{i}{j}" for j in range(len(group))] for i, group in enumerate(groups)]
    made = list(batches(named, size))
    assert [name for batch in made for name in batch] == [name for group in named for name in group]
    assert all(0 < len(batch) <= size for batch in made)
    for group in named:
        assert len(group) > size or sum(not set(group).isdisjoint(batch) for batch in made) == 1
