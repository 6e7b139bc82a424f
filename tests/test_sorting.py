"""Order and look-up of many numbers, against the plain way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sorting import Sieve, among, rising

SMALL = st.lists(st.integers(0, 9), max_size=60)  # many are equal
WIDE = st.lists(st.integers(0, 2**32 - 1), max_size=60)


@pytest.mark.parametrize("kind", [np.uint32, np.int64, np.float32, np.uint64])
@given(values=SMALL | WIDE)
def test_equal_values_keep_their_order(kind: type, values: list[int]) -> None:
    told = np.array(values, kind)
    assert rising(told).tolist() == sorted(range(len(values)), key=lambda place: told[place])


@given(ordered=st.sets(st.integers(0, 50)), keys=st.lists(st.integers(0, 50), max_size=30))
def test_a_key_is_found_where_it_stands_and_only_there(ordered: set[int], keys: list[int]) -> None:
    known = sorted(ordered)
    at, there = among(np.array(known, np.uint32), np.array(keys, np.uint32))
    assert there.tolist() == [key in ordered for key in keys]
    assert all(known[place] == key for place, key, is_there in zip(at, keys, there, strict=True) if is_there)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=40), st.lists(st.integers(0, 2**64 - 1), max_size=40))
def test_a_sieve_lets_every_known_hash_pass_and_where_none_is_known_no_other(known: list[int], others: list[int]) -> None:
    hashes = np.array(known + others, np.uint64)
    passing = Sieve(np.array(known, np.uint64)).passing(hashes)
    assert len(passing) == len(hashes)
    assert passing[: len(known)].all()
    assert not Sieve(np.zeros(0, np.uint64)).passing(hashes).any()
