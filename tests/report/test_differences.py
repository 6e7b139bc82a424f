"""Two wordings are aligned word by word, and what was changed is named."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.languages import language_packs
from provenance.report.differences import Comparison, compare, wordings

WORDS = st.lists(st.sampled_from(["the", "mill", "will", "not", "close", "in", "May", "14"]), max_size=14)


def compared(a: str, b: str, language: str = "en", names: frozenset[str] = frozenset()) -> Comparison:
    return compare(*wordings([a, b], 500), language_packs()[language], names)


def longest_common_subsequence(a: list[str], b: list[str]) -> int:
    """The plain quadratic table."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, v in enumerate(a):
        for j, w in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if v == w else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(WORDS, WORDS)
def test_the_alignment_is_a_longest_one_and_leaves_no_word_out(a: list[str], b: list[str]) -> None:
    found = compared(" ".join(a), " ".join(b))
    assert [n for row in found.rows for n in range(*row.a)] == list(range(len(a)))
    assert [n for row in found.rows for n in range(*row.b)] == list(range(len(b)))
    same = [row for row in found.rows if not row.changes]
    assert all(found.a.words[slice(*row.a)] == found.b.words[slice(*row.b)] for row in same)
    assert sum(row.a[1] - row.a[0] for row in same) == longest_common_subsequence([w.casefold() for w in a], [w.casefold() for w in b])


@given(WORDS)
def test_the_pieces_of_a_wording_give_its_text_again(words: list[str]) -> None:
    found = compared(", ".join(words), "the mill")
    assert " ".join(p for row in found.rows if (p := found.a.piece(*row.a))) == ", ".join(words)


def test_the_same_words_are_no_change_whatever_their_marks_and_digits() -> None:
    assert compared("قال إنّ ٣٥ عاملاً رحلوا", "قال ان 35 عاملا رحلوا", "ar").changes == ()


def test_a_cut_is_told_by_its_place() -> None:
    whole = "The mill will close in May and open again in June"
    assert compared(whole, "will close in May and open again in June").changes == ("trimmed at the start",)
    assert compared(whole, "The mill will close in May").changes == ("trimmed at the end",)
    assert compared(whole, "The mill will close and open again in June").changes == ("left out",)
    assert compared("The mill will close in May", "The mill will surely close in May").changes == ("added",)


def test_a_lost_or_added_negation_is_told_first() -> None:
    assert compared("we will not close the old mill", "we will close the old mill").changes == ("negation",)
    assert compared("لن نقبل بهذا الاتفاق", "نقبل بهذا الاتفاق", "ar").changes == ("negation",)
    assert compared("мы не закроем мельницу", "мы закроем мельницу", "ru").changes == ("negation",)


def test_a_changed_number_and_a_changed_name_are_told() -> None:
    assert compared("the mill has 35 looms", "the mill has 40 looms").changes == ("number",)
    assert compared("they met Anna Berg there", "they met Olga Lind there").changes == ("name",)
    assert compared("التقى كريم هناك", "التقى سليم هناك", "ar", frozenset({"كريم", "سليم"})).changes == ("name",)


def test_words_that_only_stand_elsewhere_are_moved() -> None:
    assert compared("on Monday in the town the mill closed its gates", "the mill closed its gates on Monday in the town").changes == ("moved",)


def test_a_word_with_and_without_an_attached_particle_is_a_finer_difference() -> None:
    pack = language_packs()["ar"]
    if "و" in pack.clitics:
        assert compared("ثم وقال الوزير ذلك", "ثم قال الوزير ذلك", "ar").changes == ("particle",)


def test_only_the_first_words_of_an_endless_text_are_compared() -> None:
    (cut,) = wordings(["word " * 100_000], 500)
    assert len(cut.words) == 500
    assert cut.text == ("word " * 500).strip()


def test_words_written_together_here_and_apart_there_are_the_same() -> None:
    assert compared("ينبغي ألا يعيش الناس هنا", "ينبغي أن لا يعيش الناس هنا", "ar").changes == ()
    assert compared("هنا لايوجد فريق ضعيف", "هنا لا يوجد فريق ضعيف", "ar").changes == ()
    assert compared("it can not close the mill", "it cannot close the mill").changes == ()


def test_a_negation_inside_what_was_left_out_or_put_otherwise_turns_nothing_around() -> None:
    assert "negation" not in compared("we close the mill but never the shop in May", "we close the mill in May").changes
    assert "negation" not in compared("زار 721 كلم من الطريق", "زار 721 كم من الطريق", "ar").changes
    assert "negation" not in compared("كل المدن ولا سيما جدة وصلت", "كل المدن خصوصا جدة وصلت", "ar").changes
    assert "negation" not in compared("لن نترك المدينة والشعب هنا", "لن نترك المدينة ولا الشعوب هنا", "ar").changes
    assert "negation" not in compared("لم نصل، لا نريد ذلك", "لم نصل، ولا نريد ذلك", "ar").changes
    assert "negation" in compared("they support the plan of May", "they do not support the plan of May").changes


def test_a_number_in_another_writing_is_no_other_number() -> None:
    for a, b in (("1436هـ", "1436"), ("6ر1", "1.6"), ("150 ألفا", "150000"), ("35 عاملا", "خمسة وثلاثون عاملا")):
        assert "number" not in compared(f"كان ذلك {a} في المدينة", f"كان ذلك {b} في المدينة", "ar").changes, (a, b)
    assert "number" in compared("كان ذلك 450 في المدينة", "كان ذلك 490 في المدينة", "ar").changes


def test_another_spelling_of_a_name_is_no_other_name() -> None:
    assert "name" not in compared("they met Anna Solvang there", "they met Anna Solvank there").changes
