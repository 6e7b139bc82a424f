"""The words that only say who somebody is are told from what is said of him."""

import pytest

from provenance.languages import language_packs
from provenance.quotations import naming_words
from provenance.settings import QuotationSettings
from provenance.text import fold


@pytest.mark.parametrize(
    ("language", "naming", "rest"),
    [
        ("ar", "أكد نائب رئيس غرفة جدة مازن بن محمد", "أن الاستثمار يرتفع"),
        ("ar", "وزير العدل رئيس المجلس الأعلى للقضاء الشيخ الدكتور وليد بن محمد الصمعاني", ""),
        ("ar", "", "أغلقت السلطات الطريق المؤدية إلى المطار بعد الفيضانات"),
        ("ar", "", "يواصل البرنامج الوطني للمعارض والمؤتمرات استقبال طلبات إقامة المعارض التجارية"),
        ("en", "Foreign Ministry spokeswoman Maria Zakharova", "said that the harbour will open before the ships arrive"),
        ("en", "", "the minister said that the harbour will open before the first ships arrive"),
        ("ru", "заявил министр иностранных дел России Сергей Лавров", "на переговорах в новой гавани"),
        ("ru", "", "Девушку завалили лайками и комментариями под новым снимком"),
    ],
)
def test_names_with_their_titles_and_the_verb_before_them_name_somebody(language: str, naming: str, rest: str) -> None:
    text = f"{naming} {rest}".strip()
    found = naming_words(text, fold(text), language_packs()[language], QuotationSettings())
    assert found == [True] * len(fold(naming).words) + [False] * len(fold(rest).words)
