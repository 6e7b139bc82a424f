"""Signatures are datasketch's, hash value for hash value."""

import numpy as np
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st
from reuse_builders import SETTINGS, story, worded

from provenance.model import Span
from provenance.reuse.signatures import SCHEME, SEED, buckets, passages_of, permutations, signatures

PERMUTED = permutations(SETTINGS.bands * SETTINGS.rows_a_band)


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=40), min_size=1, max_size=8))
def test_every_hash_value_equals_that_of_datasketch(passages: list[list[int]]) -> None:
    starts = np.cumsum([0, *map(len, passages)])[:-1]
    rows = signatures(np.array([h for p in passages for h in p], np.uint32), starts, PERMUTED)
    for row, passage in zip(rows, passages, strict=True):
        sketch = MinHash(num_perm=len(PERMUTED[0]), seed=SEED, scheme=SCHEME, hashfunc=lambda h: h)
        sketch.update_batch(passage)
        assert row.tolist() == sketch.hashvalues.tolist()


def test_permutations_of_any_number_are_those_of_datasketch() -> None:
    for count in (8, len(PERMUTED[0])):
        of_datasketch = MinHash(num_perm=count, seed=SEED, scheme=SCHEME).permutations
        assert np.array_equal(np.stack(permutations(count)), of_datasketch)


def test_long_batches_are_cut_without_a_seam() -> None:
    rng = np.random.default_rng(1)
    counts = rng.integers(1, 4000, 40)
    shingles = rng.integers(0, 2**32, counts.sum(), dtype=np.uint32)
    starts = np.cumsum(counts) - counts
    rows = signatures(shingles, starts, PERMUTED)
    for n, (start, count) in enumerate(zip(starts.tolist(), counts.tolist(), strict=True)):
        alone = signatures(shingles[start : start + count], np.zeros(1, np.int64), PERMUTED)
        assert rows[n].tolist() == alone[0].tolist()


def test_the_same_sentence_falls_into_the_same_buckets_in_every_article() -> None:
    sentence = story(5, 1, 20)
    first, second = (buckets([worded(f"{story(n, 2)}\n{sentence}\n{story(n + 1, 2)}")], PERMUTED, SETTINGS) for n in (10, 20))
    alone = buckets([worded(sentence)], PERMUTED, SETTINGS)
    assert set(alone.keys.tolist()) <= set(first.keys.tolist()) & set(second.keys.tolist())
    assert len(alone.keys) == SETTINGS.bands


def test_long_sentences_and_quotations_are_passages_and_short_ones_are_not() -> None:
    text = "Too short.\n" + story(1, 1, 12)
    words = worded(text, quotations=(Span(11, len(text) - 20),))
    assert passages_of(words, SETTINGS) == sorted({(2, 14), *words.quotations})


def test_an_article_without_long_sentences_has_no_buckets() -> None:
    assert len(buckets([worded("Nothing to see.")], PERMUTED, SETTINGS).keys) == 0
