"""From two articles to passages with ends, kind, similarity and, where they are no findings, the reason."""

import random
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from reuse_builders import SETTINGS, comparable, sentence, story, word

from provenance.model import Span
from provenance.reuse.comparable import Comparable, Pair
from provenance.reuse.passages import word_range
from provenance.reuse.verify import Finding, compare
from provenance.text import Folded


def compared(left: Comparable, right: Comparable) -> list[Finding]:
    [found] = (compared.findings for compared in compare([Pair(left, right)], SETTINGS))
    return found


def around(seed: int, passage: str) -> str:
    return f"{story(seed, 3)}\n{passage}\n{story(seed + 1, 3)}"


def exchanged(text: str, share: float, seed: int = 3) -> str:
    rng = random.Random(seed)
    return " ".join(word(rng) if rng.random() < share else w for w in text.split())


def shuffled(text: str) -> str:
    words = text.split()
    random.Random(1).shuffle(words)
    return " ".join(words)


PASSAGE = sentence(random.Random(1), 40)
PHRASES = "Fornadi belokur tersan mivolta granuse dapelli"


@pytest.mark.parametrize(
    ("changed", "kind"),
    [(PASSAGE, "verbatim"), (exchanged(PASSAGE, 0.12), "edited"), (exchanged(PASSAGE, 0.34), "reworded"), (shuffled(PASSAGE), "reordered")],
)
def test_the_kind_says_what_was_done_to_the_words(changed: str, kind: str) -> None:
    left, right = around(10, PASSAGE), around(20, changed)
    [found] = compared(comparable(left), comparable(right))
    assert (found.kind, found.reason) == (kind, None)
    for text, passage, span in ((left, PASSAGE, found.a), (right, changed, found.b)):
        first = text.index(passage)
        assert min(span.end, first + len(passage)) - max(span.start, first) >= 0.8 * max(len(passage), span.end - span.start)


def test_hidden_letters_change_nothing() -> None:
    hidden = "\u200b".join(PASSAGE).upper()
    [found] = compared(comparable(around(10, PASSAGE)), comparable(around(20, hidden)))
    assert (found.kind, found.similarity) == ("verbatim", 1.0)


def test_a_passage_broken_by_other_words_is_one_passage() -> None:
    words = PASSAGE.split()
    broken = " ".join(words[:20] + [word(random.Random(n)) for n in range(8)] + words[20:])
    found = compared(comparable(around(10, PASSAGE)), comparable(around(20, broken)))
    assert len(found) == 1


@pytest.mark.parametrize("seed", range(6))
def test_a_passage_is_found_also_where_it_stands_among_words_that_both_scatter(seed: int) -> None:
    rng = random.Random(seed)
    passage = sentence(rng, 22)[:-1].lower()
    before, behind = [word(rng) for _ in range(10)], [word(rng) for _ in range(10)]

    def scattered(some: list[str]) -> str:
        words = some + [word(rng) for _ in range(30)]
        rng.shuffle(words)
        return " ".join(words)

    texts = [f"{story(n, 3)}\n{scattered(before)} {passage} {scattered(behind)}.\n{story(n + 1, 3)}" for n in (10, 20)]
    found = compared(*map(comparable, texts))
    assert any(passage in texts[0][slice(*f.a)] and passage in texts[1][slice(*f.b)] for f in found)


@given(st.integers(0, 5000))
def test_a_short_passage_is_found_where_what_stands_around_it_is_shared_thinly(seed: int) -> None:
    """Before it in one article and behind it in the other some of the same words stand apart; another passage draws the path aside."""
    rng = random.Random(seed)
    passage, thin, other = [[word(rng) for _ in range(n)] for n in (12, 4, 42)]
    scattered = [" ".join(" ".join([w, *(word(rng) for _ in range(3))]) for w in thin) for _ in range(2)]
    short, long = " ".join(passage), " ".join(other) + "."
    left = f"{story(seed + 10_000, 3)}\n{scattered[0]} {short}.\n{story(seed + 20_000, 2)}\n{long}"
    right = f"{long}\n{story(seed + 30_000, 3)}\n{short} {scattered[1]}.\n{story(seed + 40_000, 3)}"
    at = left.index(short)
    found = [min(f.a.end, at + len(short)) - max(f.a.start, at) for f in compared(comparable(left), comparable(right))]
    assert max(found) >= 0.8 * len(short)


def test_a_passage_used_twice_is_found_twice() -> None:
    twice = f"{PASSAGE}\n{story(30, 4)}\n{PASSAGE}"
    assert [f.kind for f in compared(comparable(around(10, PASSAGE)), comparable(twice))] == ["verbatim", "verbatim"]


def test_furniture_is_no_passage() -> None:
    left, right = around(10, PASSAGE), around(20, PASSAGE)
    at = right.index(PASSAGE)
    assert compared(comparable(left), comparable(right, furniture=(Span(at, at + len(PASSAGE)),))) == []


def test_two_quotations_are_compared_whole_where_their_ends_were_rewritten() -> None:
    rng = random.Random(8)
    core = " ".join(word(rng) for _ in range(24))
    texts = []
    for seed in (10, 20):
        opening = " ".join(word(random.Random(seed)) for _ in range(8))
        texts.append(f"{story(seed, 3)}\nHe said “{opening} {core}” and left.\n{story(seed + 1, 3)}")
    spans = [(Span(t.index("“") + 1, t.index("”")),) for t in texts]
    [found] = compared(comparable(texts[0], spans[0]), comparable(texts[1], spans[1]))
    assert (found.a, found.b) == (spans[0][0], spans[1][0])


def test_what_lies_mostly_in_formulae_is_set_aside() -> None:
    left, right = comparable(around(10, PASSAGE)), comparable(around(20, PASSAGE))
    at = len(around(10, PASSAGE).split(PASSAGE)[0].split())
    formula = np.zeros(len(left.wording), np.bool_)
    formula[at + 10 : at + 38] = True
    [found] = compared(replace(left, formula=formula), right)
    assert found.reason == "formula"


@given(st.integers(0, 5000))
def test_what_shares_too_little_even_if_nothing_is_a_formula_is_not_called_one(seed: int) -> None:
    rng = random.Random(seed)
    words = [word(rng) for _ in range(16)]
    kept = set(rng.sample(range(16), 9))
    changed = [w if n in kept else word(rng) for n, w in enumerate(words)]
    found = compared(comparable(around(10, " ".join(words) + ".")), comparable(around(20, " ".join(changed) + ".")))
    assert "formula" not in [finding.reason for finding in found]


@given(st.integers(0, 5000), st.sampled_from([0.0, 0.12, 0.34]))
def test_fewer_words_than_the_leeway_may_become_formulae_without_changing_the_judgement(seed: int, share: float) -> None:
    rng = random.Random(seed)
    left, right = comparable(around(10, PASSAGE)), comparable(around(20, exchanged(PASSAGE, share, seed)))
    at = len(around(10, PASSAGE).split(PASSAGE)[0].split())
    outcomes = {}
    for marked in rng.sample(range(41), 4):
        formula = np.zeros(len(left.wording), np.bool_)
        formula[[at + n for n in rng.sample(range(40), min(marked, 40))]] = True
        outcomes[marked] = (formula, compared(replace(left, formula=formula), right))
    for formula, found in outcomes.values():
        for other, others in outcomes.values():
            if len(found) == len(others) == 1 and int((formula != other).sum()) < found[0].leeway:
                assert found[0].reason == others[0].reason


def test_a_form_filled_in_with_other_numbers_is_set_aside() -> None:
    words = PASSAGE.split()
    filled = [" ".join(w if n % 8 else str(100 + n + k) for n, w in enumerate(words)) for k in (0, 50)]
    [found] = compared(comparable(around(10, filled[0])), comparable(around(20, filled[1])))
    assert found.reason == "template"


def worn(article: Comparable) -> Comparable:
    """The article with all its words in boilerplate."""
    return replace(article, boilerplate=np.ones(len(article.wording), np.bool_))


def test_a_few_words_of_boilerplate_are_set_aside_and_more_of_them_are_an_overlap() -> None:
    short = sentence(random.Random(4), 20)
    for passage, reason in ((short, "boilerplate"), (PASSAGE, None)):
        [found] = compared(worn(comparable(around(10, passage))), worn(comparable(around(20, passage))))
        assert found.reason == reason


@pytest.mark.parametrize(("words", "quoted", "reason"), [(9, False, "boilerplate"), (10, False, None), (9, True, None)])
def test_a_phrase_of_a_few_words_is_no_finding_unless_one_of_both_quotes_it(words: int, quoted: bool, reason: str | None) -> None:
    rng = random.Random(4)
    phrase = " ".join(word(rng) for _ in range(words)).capitalize() + "."
    texts = [around(seed, phrase) for seed in (10, 20)]
    spans = [Span(text.index(phrase), text.index(phrase) + len(phrase) - 1) for text in texts]
    [found] = compared(*(comparable(text, [span] if quoted else []) for text, span in zip(texts, spans, strict=True)))
    assert found.reason == reason


def marks_in(text: Folded, marks: NDArray[np.bool_], span: Span, part: Folded) -> list[bool]:
    """The marks of the words of a stretch."""
    assert part.words == text.words[slice(*word_range(text, span))]
    return marks[slice(*word_range(text, span))].tolist()


def loosely(kept: int) -> str:
    """The passage with so many of its 40 words kept, its first and its last among them, the others exchanged for new ones."""
    if kept == len(PASSAGE.split()):
        return PASSAGE
    others = {round(n * 38 / (40 - kept)) + 1 for n in range(40 - kept)}
    rng = random.Random(5)
    return " ".join(word(rng) if n in others else w for n, w in enumerate(PASSAGE.split()))


@pytest.mark.parametrize(("kept", "reason"), [(24, "boilerplate"), (27, None)])
def test_boilerplate_of_which_many_words_differ_is_set_aside_however_long_it_is(kept: int, reason: str | None) -> None:
    [found] = compared(worn(comparable(around(10, PASSAGE))), worn(comparable(around(20, loosely(kept)))))
    assert (found.kind, found.reason) == ("reworded", reason)


@pytest.mark.parametrize(("kept", "marked", "reason"), [(21, 4, None), (21, 16, "boilerplate"), (23, 16, None)])
@pytest.mark.parametrize("mark", ["boilerplate", "names"])
def test_what_agrees_in_hardly_half_of_its_words_must_share_enough_beside_boilerplate_and_names(
    mark: str, kept: int, marked: int, reason: str | None
) -> None:
    sides = []
    for text, passage in ((around(10, PASSAGE), PASSAGE), (around(20, loosely(kept)), loosely(kept))):
        article = comparable(text)
        marks, first = np.zeros(len(article.wording), np.bool_), len(text[: text.index(passage)].split())
        marks[first : first + marked] = True
        naming = partial(marks_in, article.wording.folded, marks)
        sides.append(replace(article, boilerplate=marks) if mark == "boilerplate" else replace(article, naming=naming))
    [found] = compared(*sides)
    assert (found.kind, found.reason) == ("reworded", reason)


def test_boilerplate_that_one_of_both_quotes_is_an_overlap() -> None:
    short = sentence(random.Random(4), 20)
    texts = [around(seed, short) for seed in (10, 20)]
    spans = [Span(text.index(short), text.index(short) + len(short) - 1) for text in texts]
    for quoted in (0, 1):
        sides = [comparable(text, [span] if n == quoted else []) for n, (text, span) in enumerate(zip(texts, spans, strict=True))]
        [found] = compared(*map(worn, sides))
        assert found.reason is None


@pytest.mark.parametrize(("share", "words", "reason"), [(0.0, 6, None), (0.12, 6, None), (0.34, 6, "template"), (0.34, 5, None)])
def test_a_form_that_is_filled_in_with_other_words_is_a_template(share: float, words: int, reason: str | None) -> None:
    texts = [around(10, f"{PHRASES} {PASSAGE}"), around(20, f"{PHRASES} {exchanged(PASSAGE, share)}")]
    sides = []
    for text in texts:
        form, first = np.zeros(len(text.split()), np.bool_), text.split().index(PHRASES.split(maxsplit=1)[0])
        form[first : first + words] = True
        sides.append(replace(comparable(text), form=form))
    [found] = compared(*sides)
    assert found.reason == reason


@pytest.mark.parametrize(("marked", "reason"), [(0.45, None), (0.55, "template")])
def test_a_passage_that_shares_mostly_what_offices_say_of_any_incident_is_a_template(marked: float, reason: str | None) -> None:
    sides = []
    for seed in (10, 20):
        text = around(seed, PASSAGE)
        words = text.split()
        routine, first = np.zeros(len(words), np.bool_), words.index(PASSAGE.split(maxsplit=1)[0])
        routine[first : first + round(marked * len(PASSAGE.split()))] = True
        sides.append(replace(comparable(text), routine=routine))
    [found] = compared(*sides)
    assert found.reason == reason


@pytest.mark.parametrize(("named", "kept", "reason"), [(20, 27, "template"), (0, 27, None), (20, 40, None)])
def test_where_much_differs_the_names_of_who_says_it_for_an_office_belong_to_what_it_always_says(named: int, kept: int, reason: str | None) -> None:
    sides = []
    for text, passage in ((around(10, PASSAGE), PASSAGE), (around(20, loosely(kept)), loosely(kept))):
        article = comparable(text)
        routine, names = np.zeros((2, len(article.wording)), np.bool_)
        first = len(text[: text.index(passage)].split())
        routine[first : first + 8] = True
        names[first + 8 : first + 8 + named] = True
        sides.append(replace(article, routine=routine, naming=partial(marks_in, article.wording.folded, names)))
    [found] = compared(*sides)
    assert found.reason == reason


@pytest.mark.parametrize(("changed", "reason"), [(0.17, "template"), (0.05, None)])
def test_a_form_with_few_blanks_is_a_template_unless_nearly_all_agrees(changed: float, reason: str | None) -> None:
    sides = []
    for text in (around(10, PASSAGE), around(20, exchanged(PASSAGE, changed))):
        words = text.split()
        form, first = np.zeros(len(words), np.bool_), words.index(PASSAGE.split(maxsplit=1)[0])
        form[first : first + len(PASSAGE.split())] = True
        sides.append(replace(comparable(text), form=form))
    [found] = compared(*sides)
    assert found.reason == reason


def test_numbers_that_agree_tell_of_reuse_only_outside_boilerplate() -> None:
    forms = [f"{PASSAGE[:-1]} on 11 and 12 and 13, from {n} to {n + 1}." for n in (500, 700)]
    left, right = (comparable(around(seed, form)) for seed, form in zip((10, 20), forms, strict=True))
    assert [f.reason for f in compared(left, right)] == [None]
    assert [f.reason for f in compared(worn(left), worn(right))] == ["template"]


def test_one_corrected_number_is_no_template() -> None:
    first, second = (f"{PASSAGE[:-1]} in {year}." for year in (2019, 2020))
    [found] = compared(comparable(around(10, first)), comparable(around(20, second)))
    assert (found.kind, found.reason) == ("verbatim", None)


def test_hostile_text_is_compared_in_reasonable_time() -> None:
    for text in ("a " * 20_000, '"' * 20_000, "x" * 100_000, "كلمة " * 5_000, "\u202e" * 10_000, "1.1." * 5_000):
        compared(comparable(text), comparable(text))
