"""Known phrases are found by their words, whatever marks stand between these, the longest first and none inside another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from provenance.phrases import Found, Phrases
from provenance.text import Folded, fold


def slow_find(folded: Folded, phrases: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """The plain twin: at every word compare every phrase word by word, keep the longest, go on behind it."""
    words = list(folded.words)
    known: dict[tuple[str, ...], list[str]] = {}
    for phrase in phrases:
        key = tuple(fold(phrase).words)
        if key and phrase not in known.setdefault(key, []):
            known[key].append(phrase)
    found, at = [], 0
    while at < len(words):
        fitting = [key for key in known if tuple(words[at : at + len(key)]) == key and not _parted(folded, at, at + len(key))]
        if fitting:
            best = max(fitting, key=len)
            found.append((at, at + len(best), tuple(known[best])))
            at += len(best)
        else:
            at += 1
    return found


def _parted(folded: Folded, first: int, last: int) -> bool:
    gaps = [folded.text[folded.word_ends[w] : folded.word_starts[w + 1]] for w in range(first, last - 1)]
    return any(len(gap) > 3 or "\n" in gap for gap in gaps)


WORDS = st.sampled_from(["a", "b", "ab", "ba", "ا", "б"])
PHRASES = st.lists(st.lists(WORDS, min_size=0, max_size=3).map(" ".join), max_size=8)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "-", '" ', "\n", ". , . "])), max_size=25).map(lambda pairs: "".join(w + g for w, g in pairs))


@given(PHRASES, TEXTS)
def test_finding_agrees_with_its_slow_twin(phrases: list[str], text: str) -> None:
    folded = fold(text)
    found = [(f.first, f.last, f.meaning) for f in Phrases([(p, p) for p in phrases], tuple, Found).find(folded)]
    assert found == slow_find(folded, phrases)


@given(PHRASES, TEXTS, st.integers(0, 10), st.integers(0, 25))
def test_a_range_limits_where_phrases_begin(phrases: list[str], text: str, start: int, stop: int) -> None:
    folded = fold(text)
    found = Phrases([(p, p) for p in phrases], tuple, Found).find(folded, start, stop)
    assert all(start <= f.first < stop for f in found)
    assert found == sorted(found, key=lambda f: f.first)
    assert all(a.last <= b.first for a, b in pairwise(found))
