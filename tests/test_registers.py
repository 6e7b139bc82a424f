"""The registers know the news world by name, spelling and address; a user's own file wins; all faults are named at once."""

import pickle
from pathlib import Path

import pytest

from provenance.errors import LanguageError
from provenance.registers import load_registers
from provenance.settings import read_settings

REGISTERS = load_registers()


def test_there_are_more_than_forty_agencies_and_every_name_is_of_one_kind() -> None:
    kinds = list(REGISTERS.kinds.values())
    assert kinds.count("agency") >= 40
    assert len(REGISTERS.kinds) == len(kinds)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("واس", "SPA"),
        ("أ ف ب", "AFP"),
        ("أ.ف.ب", "AFP"),
        ("د ب أ", "DPA"),
        ("رويترز", "Reuters"),
        ("رُويترز", "Reuters"),
        ("Рейтер", "Reuters"),
        ("روئٹرز", "Reuters"),
        ("پاکستان پوائنٹ نیوز", "Pakistan Point News"),
        ("تاس", "TASS"),
        ("ТАСС", "TASS"),
        ("РИА «Новости»", "RIA Novosti"),
        ("الأمصار", "Al-Amsar"),
        ("вашингтон пост", "The Washington Post"),
        ("bbc", "BBC"),
        ("www.bbc.co.uk", "BBC"),
        ("aawsat", "Asharq Al-Awsat"),
        ("al-madina", "Al Madina"),
    ],
)
def test_a_name_that_is_given_as_an_outlets_is_known_in_every_spelling(written: str, name: str) -> None:
    assert REGISTERS.canonical(written) == name


@pytest.mark.parametrize("written", ["", "?", "The Village Voice of Nowhere", "arabic", "news", "com", "...", "http://"])
def test_a_name_that_nobody_knows_stays_unknown(written: str) -> None:
    assert REGISTERS.canonical(written) is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://arabic.rt.com/world/1-title/", "RT"),
        ("http://www.BBC.co.uk:80/news", "BBC"),
        ("tass.ru/politika/1", "TASS"),
        ("https://notbbc.co.uk/news", None),
        ("https://bbc.co.uk.example.org/", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_an_address_tells_the_outlet_by_whole_parts_of_its_host(url: str, name: str | None) -> None:
    assert REGISTERS.at_address(url) == name


def test_what_is_doubtful_for_one_owner_of_a_spelling_is_doubtful_for_all() -> None:
    """Al Jazeera's name in Urdu letters folds to the Arabic word for island, which is also a Saudi newspaper."""
    certainties = {s.certainty for s in REGISTERS.spellings if s.text in ("الجزيرة", "الجزیرہ")}
    assert certainties == {"ambiguous"}


def test_a_users_file_adds_and_wins(tmp_path: Path) -> None:
    """An own entry replaces the shipped one of the same name, and takes over spellings and domains."""
    own = tmp_path / "outlets.toml"
    own.write_text('[[outlet]]\nname = "My Daily"\naliases = ["Reuters", "Mój Dziennik"]\ndomains = ["tass.ru"]\n', encoding="utf-8")
    registers = load_registers(own)
    assert registers.canonical("reuters") == "My Daily"
    assert registers.canonical("mój dziennik") == "My Daily"
    assert registers.at_address("https://tass.ru/") == "My Daily"
    assert registers.canonical("رويترز") == "Reuters"
    assert REGISTERS.canonical("reuters") == "Reuters"


def test_all_faults_of_a_users_file_are_named_at_once(tmp_path: Path) -> None:
    own = tmp_path / "outlets.toml"
    own.write_text('[[outlet]]\nnme = "X"\nname = ""\n[[agency]]\nname = "Y"\naliases = "y"\n', encoding="utf-8")
    with pytest.raises(LanguageError) as error:
        load_registers(own)
    for part in ("outlets.toml", "outlet[0].nme is not known", "outlet[0].name is empty", "agency[0].aliases must be a list"):
        assert part in str(error.value)


def test_a_spelling_or_domain_of_two_owners_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "outlets.toml"
    own.write_text(
        '[[outlet]]\nname = "A"\naliases = ["Post"]\ndomains = ["p.org"]\n[[outlet]]\nname = "B"\naliases = ["post"]\ndomains = ["p.org"]\n',
        encoding="utf-8",
    )
    with pytest.raises(LanguageError, match=r"'spelling post' stands for 'A' and for 'B'.*'domain p\.org'"):
        load_registers(own)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"none\.toml: a register of outlets in TOML was wanted"):
        load_registers(tmp_path / "none.toml")


def test_a_settings_file_may_hold_both_settings_and_outlets(tmp_path: Path) -> None:
    """Each reader looks at its own tables, and neither refuses the other's."""
    own = tmp_path / "provenance.toml"
    own.write_text('[intake]\nhead_lines = 4\n\n[[outlet]]\nname = "My Daily"\n', encoding="utf-8")
    assert load_registers(own).canonical("my daily") == "My Daily"
    assert read_settings(own).intake.head_lines == 4


def test_registers_can_be_handed_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(REGISTERS)).canonical("رويترز") == "Reuters"
