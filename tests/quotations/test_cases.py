"""The case files: what is said in each text, and by whom. A new language brings its own file and needs no Python."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from builders import article, credit

from provenance.languages import language_packs
from provenance.quotations import find_quotations
from provenance.settings import QuotationSettings
from provenance.text import fold

FOLDER = Path(__file__).parents[1] / "cases"


def _cases() -> list[Any]:
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    return [pytest.param(code, case, id=f"{code}: {case['rule']}") for code, file in files.items() for case in file["cases"]]


@pytest.mark.parametrize(("language", "case"), _cases())
def test_a_text_has_the_quotations_and_speakers_of_its_case(language: str, case: dict[str, Any]) -> None:
    text = case["text"].strip()
    found = find_quotations(article(text, language=language), fold(text), language_packs()[language], QuotationSettings())
    said = [[text[q.start : q.end], q.speaker or ""] for q in found]
    assert said == case["said"]
    if "open" in case:
        assert [text[q.start : q.end] for q in found if not q.closed] == case["open"]


def test_an_outlet_that_is_credited_in_marks_is_not_quoted() -> None:
    text = 'The road is closed, reported "Northern Press Radio". He said: "We are waiting for the spring."'
    named = credit("Northern Press Radio", start=text.index("Northern"))
    found = find_quotations(article(text, credits=(named,)), fold(text), language_packs()["en"], QuotationSettings())
    assert [text[q.start : q.end] for q in found] == ["We are waiting for the spring."]


def test_the_name_of_an_outlet_alone_between_marks_is_no_quotation() -> None:
    text = "الجزائر: «صوت الجبل» أفادت تقارير إخبارية بأن «الطريق مغلق أمام السيارات حتى نهاية الأسبوع»."
    outlets = {fold("صوت الجبل").text}
    found = find_quotations(article(text, language="ar"), fold(text), language_packs()["ar"], QuotationSettings(), outlets)
    assert [text[q.start : q.end] for q in found] == ["الطريق مغلق أمام السيارات حتى نهاية الأسبوع"]


def test_the_agency_that_a_role_speaks_to_does_not_speak() -> None:
    text = "«Порт закрыт до самой весны», — сообщил ТАСС представитель порта."
    named = credit("ТАСС", kind="in text", start=text.index("ТАСС"))
    (found,) = find_quotations(article(text, language="ru", credits=(named,)), fold(text), language_packs()["ru"], QuotationSettings())
    assert found.speaker == "представитель порта"


def test_the_outlet_that_a_quotation_is_read_in_does_not_say_it_where_somebody_is_named_before() -> None:
    text = "The captain told each of them, “It is your turn and no delay,” according to the Courier."
    named = credit("Courier", "according to the Courier", kind="in text", start=text.index("according"))
    found = find_quotations(article(text, credits=(named,)), fold(text), language_packs()["en"], QuotationSettings())
    assert [q.speaker for q in found] == ["captain"]


def test_an_agency_that_quotes_somebody_carries_the_words_of_that_one() -> None:
    text = 'وذكرت وكالة نوفا نقلا عن المتحدث باسم الميناء سامي الكردي أن "الطريق مغلق حتى المساء أمام كل السيارات".'
    named = credit("Nova", "وكالة نوفا", kind="in text", start=text.index("وكالة"))
    (found,) = find_quotations(article(text, language="ar", credits=(named,)), fold(text), language_packs()["ar"], QuotationSettings())
    assert found.speaker == "سامي الكردي"


def test_every_language_has_cases() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(language_packs())


def test_the_outlet_in_according_to_what_it_reported_does_not_go_on_speaking() -> None:
    text = (
        'أعرب السفير سالم الكرمي عن ترحيبه بكل الوساطات، مشيرا إلى أن "الحوار يجري عبر عدة قنوات أبرزها العسكرية". '
        'وفق ما أفادت محطة "العربية". وبين أن "الحكومة قلقة من خروج الأحداث عن السيطرة".'
    )
    named = credit('أفادت محطة "العربية"', kind="in text", start=text.index("أفادت"))
    found = find_quotations(article(text, language="ar", credits=(named,)), fold(text), language_packs()["ar"], QuotationSettings())
    assert [q.speaker for q in found] == ["سالم الكرمي", "سالم الكرمي"]


def test_what_an_outlet_carries_of_somebody_is_that_ones_word() -> None:
    text = "ونقلت وكالة «رويترز» قول وزير الدفاع الأميركي وهو في المدينة إن «الحدود ستبقى مغلقة حتى مطلع الشهر المقبل»."
    named = credit("Reuters", "ونقلت وكالة «رويترز»", kind="in text", start=0)
    (found,) = find_quotations(article(text, language="ar", credits=(named,)), fold(text), language_packs()["ar"], QuotationSettings())
    assert found.speaker == "وزير الدفاع الأميركي"
