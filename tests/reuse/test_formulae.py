"""Formulae are marked word by word, also in the gaps that winnowing leaves."""

import numpy as np
from reuse_builders import SETTINGS, story, worded

from provenance.reuse.fingerprints import fingerprints
from provenance.reuse.formulae import Listed, marks_of, phrase_keys
from provenance.reuse.repeated import Repeated
from provenance.reuse.vocabulary import Vocabulary

NOTHING_LISTED = Listed(phrase_keys([]), phrase_keys([]))


def test_a_stored_formula_is_known_whole_in_another_article() -> None:
    formula, text = story(1, 1, 16), story(2, 3)
    keys = np.unique(fingerprints([worded(formula)], SETTINGS).keys)
    other = worded(f"{text}\n{formula}\n{text}")
    [(marked, *_)] = marks_of([other], Repeated.of_degrees(keys[:0], keys), NOTHING_LISTED, SETTINGS)
    before = len(text.split())
    assert not marked[: before - 2].any()
    assert marked[before + 1 : before + 15].all()
    assert not marked[before + 18 :].any()


def test_a_formula_is_boilerplate_and_boilerplate_is_no_formula() -> None:
    formula, boilerplate = story(1, 1, 16), story(3, 1, 16)
    keys = [np.unique(fingerprints([worded(text)], SETTINGS).keys) for text in (boilerplate, formula)]
    [(formulae, worn, *_)] = marks_of([worded(f"{formula}\n{boilerplate}")], Repeated.of_degrees(*keys), NOTHING_LISTED, SETTINGS)
    assert (formulae[:14].all(), worn[:14].all()) == (True, True)
    assert (formulae[18:].any(), worn[18:30].all()) == (False, True)


def test_phrases_of_forms_are_marked_word_by_word_however_they_are_spelled() -> None:
    [marks] = marks_of(
        [worded("On the coast WINDS from the nórth at dawn")],
        Repeated.nothing(),
        Listed(phrase_keys(["winds from the north"]), phrase_keys(["coast winds from"])),
        SETTINGS,
    )
    assert marks.form.tolist() == [False] * 3 + [True] * 4 + [False] * 2
    assert marks.routine.tolist() == [False] * 2 + [True] * 3 + [False] * 4


def test_without_formulae_nothing_is_marked() -> None:
    marked = marks_of([worded(story(1)), worded(""), worded("one two")], Repeated.nothing(), NOTHING_LISTED, SETTINGS)
    assert [m.tolist() for m, *_ in marked] == [[False] * len(worded(story(1))), [], [False, False]]
    assert marks_of([], Repeated.nothing(), NOTHING_LISTED, SETTINGS) == []


def test_common_words_are_more_frequent_than_rare_ones_and_all_are_above_nothing() -> None:
    words = worded("the election the the the commission the")
    frequency = Vocabulary.empty().with_words(words.hashes).frequency(words)
    assert frequency[0] > frequency[1] > 0
    assert frequency.max() <= 1


def test_counting_in_parts_is_counting_at_once() -> None:
    one, two = worded(story(1)).hashes, worded(story(2)).hashes
    parts = Vocabulary.empty().with_words(one).with_words(two)
    assert (parts.counts == Vocabulary.empty().with_words(np.concatenate((one, two))).counts).all()
