"""A language pack with faults is refused, and all of its faults are named at once."""

from dataclasses import dataclass

import pytest

from provenance.errors import LanguageError
from provenance.languages import LanguagePack, language_packs
from provenance.tables import parse_table
from provenance.text import fold


@dataclass(frozen=True)
class _Inner:
    verbs: tuple[str, ...]
    months: dict[str, int]


@dataclass(frozen=True)
class _Pack:
    code: str
    inner: _Inner
    dash: bool = False


GOOD = 'code = "xx"\n[inner]\nverbs = ["said"]\nmonths = {may = 5}\n'


def test_a_good_table_becomes_the_class() -> None:
    pack = parse_table(_Pack, GOOD, "xx.toml")
    assert pack == _Pack("xx", _Inner(("said",), {"may": 5}))


def test_all_faults_are_named_with_their_places() -> None:
    text = 'code = 7\ncolour = "red"\ndash = "no"\n[inner]\nverbs = ["said", 3, " "]\nmonths = {may = "5"}\nmore = 1\n'
    with pytest.raises(LanguageError) as caught:
        parse_table(_Pack, text, "xx.toml")
    message = str(caught.value)
    for fault in (
        "xx.toml.code must be a str, found 7",
        "xx.toml.colour is not known",
        "xx.toml.dash must be a bool, found 'no'",
        "xx.toml.inner.verbs[1] must be a str, found 3",
        "xx.toml.inner.verbs[2] is empty",
        "xx.toml.inner.months.may must be a int, found '5'",
        "xx.toml.inner.more is not known",
    ):
        assert fault in message


def test_a_missing_key_and_a_wrong_table_are_faults() -> None:
    with pytest.raises(LanguageError, match=r"xx\.toml\.inner is missing"):
        parse_table(_Pack, 'code = "xx"', "xx.toml")
    with pytest.raises(LanguageError, match=r"xx\.toml\.inner must be a table"):
        parse_table(_Pack, 'code = "xx"\ninner = []', "xx.toml")


def test_a_file_that_is_no_toml_is_refused_by_name() -> None:
    with pytest.raises(LanguageError, match=r"xx\.toml: this is no valid TOML"):
        parse_table(_Pack, "code =", "xx.toml")


def test_the_packs_that_come_with_the_program_are_sound_and_filled() -> None:
    packs = language_packs()
    assert {"ar", "ru", "en"} <= set(packs)
    for code, pack in packs.items():
        assert pack.code == code
        assert pack.direction in ("ltr", "rtl")
        assert len(pack.common_words) >= 30


@pytest.mark.parametrize("pack", language_packs().values(), ids=lambda pack: pack.code)
def test_every_phrase_of_a_form_or_a_routine_has_the_three_words_that_it_is_found_by(pack: LanguagePack) -> None:
    assert pack.forms and pack.routines
    assert [phrase for phrase in (*pack.forms, *pack.routines) if len(fold(phrase).word_starts) < 3] == []
