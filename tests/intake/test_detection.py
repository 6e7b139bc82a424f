"""The language of an article is told by its words or stays unknown."""

import pytest

from provenance.intake.detection import detect_language
from provenance.languages import language_packs
from provenance.text import fold


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "أكد وزير النقل اليوم أن الطريق الجديد سيفتح خلال أسابيع، وذلك بعد أن انتهت الأعمال التي بدأت في العام الماضي."),
        ("ru", "Министр сообщил, что дорогу откроют через неделю, после того как закончат работы, которые начались в прошлом году."),
        ("en", "The minister said that the new road would open within weeks, after the works which began last year were finished."),
        ("fr", "La ministre a déclaré que les travaux seraient finis dans deux semaines et que la route serait ouverte au public."),
        ("fa", "وزیر راه گفت که این جاده تا پایان ماه باز می‌شود و کار آن از سال گذشته آغاز شده است."),
        ("ur", "وزیر نے کہا ہے کہ نئی سڑک اس ماہ کھول دی جائے گی اور اس کا کام گزشتہ سال شروع ہوا تھا۔"),
        (None, "وەزیر گوتی کە ڕێگا نوێیەکە لەم مانگەدا دەکرێتەوە و کارەکەی ساڵی ڕابردوو دەستی پێکردبوو."),
        (None, "Міністр повідомив, що дорогу відкриють за тиждень, коли закінчать роботи, які почалися торік."),
        (None, "De minister zei dat de nieuwe weg binnen enkele weken opengaat, nadat het werk van vorig jaar klaar is."),
        (None, "El ministro dijo que la nueva carretera se abrirá en pocas semanas, cuando terminen las obras del año pasado."),
        (None, "الرياض"),
        (None, ""),
    ],
)
def test_a_language_is_told_by_its_common_words_and_never_by_its_script(code: str | None, text: str) -> None:
    assert detect_language(fold(text), language_packs()) == code
