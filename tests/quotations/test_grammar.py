"""The endings of a word tell which cases it may stand in; what the dictionary does not know may stand in any."""

import subprocess
import sys

import pytest

from provenance.languages import language_packs
from provenance.quotations.grammar import ANY_CASE, FEMININE_SUBJECT, GENITIVE, LOCATIVE, NOMINATIVE, SINGULAR_SUBJECT, Grammar
from provenance.quotations.lexicon import lexicon_of

RUSSIAN = Grammar("ru")


@pytest.mark.parametrize(("word", "subject"), [("путин", True), ("путина", True), ("путиным", False), ("магнитского", False), ("кэтрин", True)])
def test_a_name_may_do_a_verb_only_where_it_can_be_a_nominative(word: str, subject: bool) -> None:
    assert bool(RUSSIAN.name(word) & NOMINATIVE) is subject


def test_a_family_name_that_is_a_woman_s_nominative_and_a_man_s_genitive_is_both() -> None:
    assert RUSSIAN.name("горелова") & FEMININE_SUBJECT
    assert RUSSIAN.name("горелова") & GENITIVE
    assert not RUSSIAN.name("горелова") & NOMINATIVE & ~FEMININE_SUBJECT
    assert Grammar.is_oblique(RUSSIAN.name("горелова"), RUSSIAN.subject("заявил"))


def test_a_name_that_is_a_noun_too_tells_no_gender() -> None:
    assert RUSSIAN.name("ирина") & RUSSIAN.name("соболь") & FEMININE_SUBJECT


@pytest.mark.parametrize("word", ["зафиан", "мсвати", "غوريلوف"])
def test_a_word_that_the_dictionary_does_not_have_may_stand_in_any_case(word: str) -> None:
    assert RUSSIAN.name(word) == RUSSIAN.noun(word) == ANY_CASE


@pytest.mark.parametrize(("verb", "subjects"), [("сказала", FEMININE_SUBJECT), ("говорит", SINGULAR_SUBJECT), ("вчера", NOMINATIVE)])
def test_a_verb_tells_who_may_do_it_as_far_as_its_form_does(verb: str, subjects: int) -> None:
    assert RUSSIAN.subject(verb) == subjects


def test_an_adjective_agrees_with_its_noun_in_a_case() -> None:
    assert RUSSIAN.adjective("нижней") & RUSSIAN.noun("палате") & LOCATIVE
    assert not RUSSIAN.adjective("новый") & RUSSIAN.noun("полиции")


@pytest.mark.parametrize(("word", "name"), [("владимиром", "владимир"), ("ильёй", "илья"), ("стола", "")])
def test_a_given_name_is_known_in_any_case(word: str, name: str) -> None:
    assert RUSSIAN.given_name(word) == name


def test_only_a_pack_that_asks_for_a_dictionary_has_one() -> None:
    assert [code for code, pack in language_packs().items() if lexicon_of(pack).grammar is not None] == ["ru"]


def test_a_dictionary_is_loaded_only_where_a_word_is_asked_for() -> None:
    program = (
        "import sys; from provenance.languages import language_packs; from provenance.quotations.lexicon import lexicon_of; "
        "lexicon_of(language_packs()['ru'])"
    )
    loaded = subprocess.run([sys.executable, "-c", f"{program}; print('pymorphy3' in sys.modules)"], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "False"
