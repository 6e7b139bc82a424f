"""Credits are found where a text has its place for them or beside a word of telling, and nowhere else; their wording is exact."""

from pathlib import Path

import pytest
from builders import raw
from hypothesis import example, given
from hypothesis import strategies as st

from provenance.intake.describe import describe
from provenance.languages import language_packs
from provenance.model import Article, Credit
from provenance.registers import load_registers
from provenance.settings import IntakeSettings
from provenance.text import fold

ARABIC_END = " وأشار الحاضرون في ختام اللقاء إلى أن العمل سوف يستمر في الأيام المقبلة حتى نهاية العام."
RUSSIAN_END = " Он добавил, что работа будет продолжена в ближайшие дни и что все участники встречи с этим согласны."
ENGLISH_END = " The work will go on in the coming days, and all who took part in the meeting have agreed to it."


def end_for(text: str) -> str:
    """A second sentence in the language of the first, so that the language is plain."""
    if text.isascii():
        return ENGLISH_END
    return ARABIC_END if any("\u0600" <= c <= "\u06ff" for c in text) else RUSSIAN_END


def described(text: str, **fields: str) -> Article:
    article = raw(text, **fields)
    return describe(article, fold(text), language_packs(), load_registers(), IntakeSettings(), author=fold(article.author or ""))


def told(text: str, **fields: str) -> list[tuple[str | None, str]]:
    return [(c.source, c.kind) for c in described(text, **fields).credits]


@pytest.mark.parametrize(
    ("text", "source", "kind", "wording"),
    [
        ("ذكرت وكالة رويترز أن الوزير وصل.", "Reuters", "in text", "ذكرت وكالة رويترز"),
        ("وبحسب وكالة الأناضول التركية فإن الوزير وصل.", "Anadolu Agency", "in text", "وبحسب وكالة الأناضول التركية"),
        ("وصل الوزير نقلا عن صحيفة «الغارديان» البريطانية.", "The Guardian", "in text", "نقلا عن صحيفة «الغارديان»"),
        ("وأوضح المدير العام لـ(عكاظ) أن العمل جار.", "Okaz", "in text", "لـ(عكاظ)"),
        ("وقال مسؤول رفيع طلب عدم ذكر اسمه لوكالة فرانس برس إن العمل جار.", "AFP", "in text", "لوكالة فرانس برس"),
        ("كما تفيد تقارير إعلامية بأن العمل جار.", None, "in text", "تفيد تقارير إعلامية"),
        ("وصل الوزير حسب وكالة الأنباء الألمانية «د ب أ» أمس.", "DPA", "in text", "حسب وكالة الأنباء الألمانية"),
        ("نشرت صحيفة «صدى الوادي» تقريرا عن السد.", "صدى الوادي", "in text", "نشرت صحيفة «صدى الوادي»"),
        ("وصل الوزير أمس، وفق ما نقلت عنه وكالة الأناضول.", "Anadolu Agency", "in text", "نقلت عنه وكالة الأناضول"),
        ("وقالت وكالة الأنباء الحكومية «سانا» إن الوزير وصل.", "SANA", "in text", "وقالت وكالة الأنباء الحكومية «سانا»"),
        ("قال الوزير في خطاب بثه تلفزيون الوادي إن «العمل جار».", "تلفزيون الوادي", "in text", "بثه تلفزيون الوادي"),
        ("لكن وسائل إعلام بريطانية ذكرت أن الوزير وصل.", None, "in text", "وسائل إعلام بريطانية ذكرت"),
        ("وكانت «عكاظ» قد نشرت أن الوزير وصل.", "Okaz", "in text", "«عكاظ» قد نشرت"),
        ("وردا على أسئلة وكالة الصحافة الفرنسية قال الوزير إن العمل جار.", "AFP", "in text", "وردا على أسئلة وكالة الصحافة الفرنسية"),
        ("وصرح مسؤول رفض كشف هويته لوكالة فرانس: العمل جار.", "AFP", "in text", "لوكالة فرانس"),
        ("وبحسب استطلاع للرأي أجرته رويترز فإن العمل جار.", "Reuters", "in text", "أجرته رويترز"),
        ("الطريق مغلق بحسب ما ذكرته عدة وسائل إعلام محلية.", None, "in text", "ذكرته عدة وسائل إعلام"),
        ("توضح المديرة سعاد لـ«الشرق الأوسط» أن العمل جار.", "Asharq Al-Awsat", "in text", "لـ«الشرق الأوسط»"),
        ("واس - الرياض: وصل الوزير أمس.", "SPA", "dateline", "واس - الرياض"),
        ("الرياض (رويترز) - وصل الوزير أمس.", "Reuters", "dateline", "الرياض (رويترز)"),
        ("(بترا) - وصل الوزير أمس.", "Petra", "dateline", "بترا"),
        ("وكالات - عواصم: وصل الوزير أمس.", None, "dateline", "وكالات - عواصم"),
        ("كتب سعيد - أ ف ب: وصل الوزير أمس.", "AFP", "byline", "كتب سعيد - أ ف ب"),
        ("Дорога закрыта, как пишет gavan-news.ru.", "gavan-news.ru", "in text", "пишет gavan-news.ru"),
        ("Дорога закрыта, сообщает сайт ria.ru в среду.", "RIA Novosti", "in text", "сообщает сайт ria.ru"),
        ("«Дорога закрыта», — цитирует мэра Ивана Жукова «Интерфакс».", "Interfax", "in text", "Интерфакс"),
        ("По данным сирийских СМИ, дорога закрыта.", None, "in text", "По данным сирийских СМИ"),
        ("Дорога закрыта, сообщает вечерняя газета «Ведомости».", "Vedomosti", "in text", "сообщает вечерняя газета «Ведомости»"),
        ("«Ведомости» сообщают, что дорога закрыта.", "Vedomosti", "in text", "«Ведомости» сообщают"),
        ("Дорога закрыта, пишет The Independent в среду.", "The Independent", "in text", "пишет The Independent"),
        ("The road is closed, the minister told the Guardian on Friday.", "The Guardian", "in text", "told the Guardian"),
        ("The road is closed, reported AFP news agency.", "AFP", "in text", "reported AFP"),
        ("NEW TOWN, Oldland CNN — The road is closed.", "CNN", "dateline", "NEW TOWN, Oldland CNN"),
        ("The lake at dawn. (Photo by A. Lane/U.S. Navy via AP) The road is closed.", "Associated Press", "photo", "AP"),
        ("The road is closed, the minister told the Sun on Friday.", "The Sun", "in text", "told the Sun"),
        (
            "He lives near the road, the Straits Times reported. In the town all is calm.",
            "The Straits Times",
            "in text",
            "the Straits Times reported",
        ),
        ("The minister told state media outlet CTK that it is closed.", "ČTK", "in text", "told state media outlet CTK"),
        ("أكد الوزير في تصريح لمراسلة «راديو السد» أن العمل جار.", "راديو السد", "in text", "تصريح لمراسلة «راديو السد»"),
        ("قال لموقع «نبض السد» إن العمل جار.", "نبض السد", "in text", "قال لموقع «نبض السد»"),
        ("وكشف موقع «نبض السد» أن الطريق مغلق.", "نبض السد", "in text", "وكشف موقع «نبض السد»"),
        ("وبين لـ«عكاظ» المواطن ماجد الحربي أن الطريق مغلق.", "Okaz", "in text", "وبين لـ«عكاظ»"),
        (
            "وأشار الكاتب في مقاله المنشور أمس بصحيفة الوطن إلى أن الطريق مغلق.",
            "Al Watan (Saudi Arabia)",
            "in text",
            "مقاله المنشور أمس بصحيفة الوطن",
        ),
        ("Канал NBC уточнил, что дорога закрыта.", "NBC News", "in text", "NBC уточнил"),
        ("Местные СМИ со ссылкой на очевидцев пишут, что дорога закрыта.", None, "in text", "Местные СМИ со ссылкой на"),
        ("Дорога закрыта, пояснил он RT.", "RT", "in text", "пояснил он RT"),
        ("Как отмечают собеседники AP, дорога закрыта.", "Associated Press", "in text", "собеседники AP"),
        ("Об этом сообщил источник агентства Интерфакс.", "Interfax", "in text", "сообщил источник агентства Интерфакс"),
        ("Дорога закрыта, согласился в беседе с «НГ» мэр Иван Жуков.", "Nezavisimaya Gazeta", "in text", "в беседе с «НГ»"),
        ("Об этом сообщает ТАСС.", "TASS", "in text", "сообщает ТАСС"),
        ("Дорога закрыта, передаёт корреспондент РИА Новости.", "RIA Novosti", "in text", "передаёт корреспондент РИА Новости"),
        ("Дорога закрыта, передает корр. ТАСС.", "TASS", "in text", "передает корр. ТАСС"),
        ("Как рассказали «Интерфаксу» в министерстве, дорога закрыта.", "Interfax", "in text", "рассказали «Интерфаксу»"),
        ("По данным агентства Reuters, дорога закрыта.", "Reuters", "in text", "По данным агентства Reuters"),
        ("Дорога закрыта, заявил газете «Известия» министр.", "Izvestia", "in text", "заявил газете «Известия»"),
        ("Дорога закрыта, сказал министр Петров РИА Новости.", "RIA Novosti", "in text", "РИА Новости"),
        ("МОСКВА, 21 янв — РИА Новости. Дорога закрыта.", "RIA Novosti", "dateline", "МОСКВА, 21 янв — РИА Новости"),
        ("МОСКВА, 21 янв - РИА Новости, Иван Петров. Дорога закрыта.", "RIA Novosti", "dateline", "МОСКВА, 21 янв - РИА Новости"),
        ("МОСКВА, 21 января. /ТАСС/. Дорога закрыта.", "TASS", "dateline", "МОСКВА, 21 января. /ТАСС"),
        ("The road is closed, TASS reported on Friday.", "TASS", "in text", "TASS reported on"),
        ("The road is closed, Reuters reported.", "Reuters", "in text", "Reuters reported"),
        ("The road is closed, the minister told the BBC on Friday.", "BBC", "in text", "told the BBC"),
        ("According to the state-run Fars news agency, it is closed.", "Fars", "in text", "According to the state-run Fars news agency"),
        ("The road is closed, Xinhua news agency said.", "Xinhua", "in text", "Xinhua news agency said"),
        ("LONDON (Reuters) - The road is closed.", "Reuters", "dateline", "LONDON (Reuters)"),
        ("PARIS, Jan 21 (AFP) - The road is closed.", "AFP", "dateline", "PARIS, Jan 21 (AFP)"),
    ],
)
def test_a_credit_is_found_with_its_name_kind_and_exact_wording(text: str, source: str | None, kind: str, wording: str) -> None:
    (credit,) = described(text + end_for(text)).credits
    assert (credit.source, credit.kind, credit.text) == (source, kind, wording)


def test_an_agency_in_marks_behind_the_last_quotation_is_a_credit_line() -> None:
    assert told("أكد الوزير «ضرورة العمل في السد هذا العام وفي العام المقبل». «رويترز»") == [("Reuters", "credit line")]


@pytest.mark.parametrize(
    "text",
    [
        "واشنطن – أكد الوزير أن العمل جار.",
        "زار الوزير مقر وكالة رويترز أمس.",
        "قال رئيس تحرير صحيفة مرموقة إنه سوف يستقيل.",
        "سبق أن قال الوزير إنه سوف يستقيل اليوم من منصبه في الرياض.",
        "وكانت مصادر لوكالة «سبوتنيك»، في الوفدين، غادرت القاعة.",
        "نشر الوزير الصور على موقع «نبض السد» أمس.",
        "صرحت المديرة التجارية لموقع «نبض السد» سعاد الهاشمي أن العمل جار.",
        "The head of Reuters resigned on Friday.",
        "A spokesman for Xinhua said the road is closed.",
        "The spa said that it will open a new sauna, and the sun will shine.",
        "Shares of The New York Times fell on Friday.",
        "Глава РИА Новости прибыл в город.",
        "Гендиректор «Интерфакса» рассказал о планах.",
        "Звезда упала с неба, и дождь прошёл.",
        "خدمت المدينة من خلال الصحافة سنوات طويلة.",
        "قدم الوزير العزاء لأهل الفقيد ولشبكة الجزيرة.",
        "Мэр подтвердил сообщения СМИ о дороге.",
        "Мэр цитирует главу РИА Новости.",
        "Дорога закрыта. Сайт gavan-news.ru молчит.",
        "«Он (Иван Жуков. —\nRT\n) всё видел», — сказал мэр.",  # the desk signs its note
    ],
)
def test_who_is_only_talked_about_is_not_credited(text: str) -> None:
    assert told(text + end_for(text)) == []


def test_the_last_line_credits_agencies_and_unnamed_ones() -> None:
    article = described("The road is closed." + ENGLISH_END + "\n\nSource: RT + agencies")
    assert [(c.source, c.kind, c.scope) for c in article.credits] == [("RT", "credit line", "article"), (None, "credit line", "article")]


def test_a_credit_line_of_somebody_unknown_is_kept_as_written() -> None:
    assert told("تم إغلاق الطريق." + ARABIC_END + "\n\nالمصدر: مركز الوادي للدراسات") == [("مركز الوادي للدراسات", "credit line")]


def test_pictures_have_their_own_credits() -> None:
    text = "The road is closed." + ENGLISH_END
    assert told(f"{text}\nPhoto: Getty Images") == [("Getty Images", "photo")]
    assert told(f"{text} (AFP Photo/A. Name)") == [("AFP", "photo")]
    assert told(f"السومرية نيوز/ بغداد\n{text}") == [("Al-Sumaria News", "dateline")]  # at the top a place stands behind the slash
    assert told(f"{text}\nREUTERS/A. Name") == [("Reuters", "photo")]


def test_a_name_behind_the_last_sentence_credits_the_article() -> None:
    (credit,) = described("Дорога закрыта." + RUSSIAN_END + "\n" + RUSSIAN_END + " (ТАСС)").credits
    assert (credit.source, credit.kind, credit.scope) == ("TASS", "credit line", "article")


def test_the_newspaper_is_the_one_named_before() -> None:
    """Before anybody is named 'the newspaper' is nobody, and far behind it may be another."""
    english = "The Guardian reported that the road is closed. The newspaper said that it will open."
    assert told(english + ENGLISH_END) == [("The Guardian", "in text"), ("The Guardian", "in text")]
    assert told("The newspaper said that it will open." + ENGLISH_END) == []
    far = "The Guardian reported that the road is closed." + ENGLISH_END * 8 + " The newspaper said so."
    assert told(far) == [("The Guardian", "in text")]


def test_no_agency_is_meant_by_the_newspaper() -> None:
    """A newspaper that stands behind an agency is another one, which the text names nowhere that is known."""
    assert told("قالت وكالة رويترز إن الطريق مغلق. وذكرت الصحيفة المحلية أن العمل مستمر.") == [("Reuters", "in text")]
    russian = "Дорога закрыта до конца недели, сообщает агентство Reuters. По данным издания, её откроют в понедельник."
    assert told(russian + RUSSIAN_END) == [("Reuters", "in text")]


def test_a_line_that_a_page_breaks_at_a_link_goes_on() -> None:
    broken = "Дорога закрыта до конца недели, сообщает\n газета The Washington Post."
    assert told(broken + RUSSIAN_END) == [("The Washington Post", "in text")]
    parted = "Дорога закрыта до конца недели, сообщает мэр.\nThe Washington Post выходит ежедневно."
    assert told(parted + RUSSIAN_END) == []


def test_the_press_of_a_country_is_an_unnamed_source() -> None:
    assert told("Европейские СМИ сообщили, что дорога закрыта." + RUSSIAN_END) == [(None, "in text")]


def test_words_of_another_language_in_the_same_script_tell_no_credit() -> None:
    """What is a newspaper in Urdu is news in Arabic, and spreading false news is no credit."""
    assert told("حكمت المحكمة على المتهم بتهمة نشر أخبار كاذبة داخل البلاد." + ARABIC_END) == []


def test_an_outlet_that_names_itself_is_a_self_credit() -> None:
    article = described("وقال المدير لـ«عكاظ» إن العمل جار." + ARABIC_END, outlet="okaz")
    assert [(c.source, c.is_self) for c in article.credits] == [("Okaz", True)]


def test_beside_an_agency_the_outlets_own_name_is_no_credit() -> None:
    assert [source for source, _ in told("عين اليوم – واس\nوصل الوزير أمس." + ARABIC_END, outlet="عين اليوم")] == ["SPA"]


@pytest.mark.parametrize(
    ("author", "sources"),
    [
        ("دبي:رويترز", ["Reuters"]),
        ("سبق- وكالات:", [None]),
        ("واس - القاهرة", ["SPA"]),
        ("ا ف ب - بيروت", ["AFP"]),
        ("اليوم ـ الأحساء", ["Al Yaum"]),
        ("И. Иванов, ТАСС", ["TASS"]),
        ("Reuters Staff", ["Reuters"]),
        ("الرياض - فادي المقرن", []),
        ("Jane Roe", []),
        ("", []),
    ],
)
def test_the_author_field_credits_the_agencies_in_it(author: str, sources: list[str | None]) -> None:
    outlet = {"سبق- وكالات:": "sabq"}.get(author, "Some Daily")
    found = described(ENGLISH_END, author=author, outlet=outlet).credits
    assert [c.source for c in found] == sources
    assert all(c.kind == "byline" and c.start is None and c.text == author for c in found)


def test_page_metadata_credits_the_agency() -> None:
    article = describe(
        raw(ENGLISH_END, metadata=(("jsonld sourceOrganization", "Agence France-Presse"),)),
        fold(ENGLISH_END),
        language_packs(),
        load_registers(),
        IntakeSettings(),
        author=fold(""),
    )
    assert [(c.source, c.kind, c.rule) for c in article.credits] == [("AFP", "metadata", "jsonld sourceOrganization")]


def _well_placed(credit: Credit, text: str) -> bool:
    return credit.start is None or credit.end is None or (0 <= credit.start < credit.end and text[credit.start : credit.end] == credit.text)


PIECES = st.sampled_from(
    ["رويترز", "(", ")", "«", "»", '"', " ", "\n", "لـ", "قال", "وكالة", "صحيفة",
     "Reuters", "told", "the", "newspaper", "said", "according to", "—", "-", ":", "/",
     "ТАСС", "сообщает", "газете", "Source:", "Photo", "وكالات",
     ".", ",", "\u200f", "\u0640", "\ud800", "ﷺ", "1",
     "2021", "January", "Х", "(AFP)", "agencies"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
@example("The minister told Reuters ")
def test_whatever_the_text_spans_are_in_it_and_its_own_words(text: str) -> None:
    article = described(text)
    assert all(_well_placed(credit, text) for credit in article.credits)
    assert all(0 <= start < end <= len(text) for start, end in article.furniture)


def test_the_seeds_are_credited_as_a_reader_sees_it() -> None:
    seeds = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    found = [[(c.source, c.kind, c.scope, c.is_self) for c in described(seed.read_text(encoding="utf-8")).credits] for seed in seeds]
    assert found == [
        [("Sputnik", "credit line", "article", True)],
        [("Channel One Russia", "in text", "passage", False)],
        [("Sputnik", "dateline", "article", False)],
        [("Russian Foreign Ministry", "photo", "passage", False), ("TASS", "credit line", "article", False)],
        [("RT", "credit line", "article", False), (None, "credit line", "article", False)],
    ]


def test_a_name_joined_to_a_credited_one_is_credited_too() -> None:
    assert told("Дорога закрыта, сообщают ТАСС и Интерфакс." + RUSSIAN_END) == [("TASS", "in text"), ("Interfax", "in text")]
    listed = told('Дорога закрыта. Об этом сообщают российский "Интерфакс", РИА Новости и ТАСС.' + RUSSIAN_END)
    assert [name for name, _ in listed] == ["Interfax", "RIA Novosti", "TASS"]


def test_a_label_behind_the_last_sentence_credits_the_few_words_behind_it() -> None:
    found = described("Дорога закрыта." + RUSSIAN_END + " Фото: Гавань.TV").credits
    assert [(c.source, c.kind, c.text) for c in found] == [("Гавань.TV", "photo", "Фото: Гавань.TV")]
    found = described("Дорога закрыта." + RUSSIAN_END + " Источник: РГ дороги и мосты большого города").credits
    assert [(c.source, c.text) for c in found] == [("Rossiyskaya Gazeta", "Источник: РГ")]


def test_an_agency_closes_a_story_with_a_preposition_before_it_or_the_initials_of_its_desk_behind_it() -> None:
    assert told("The road is closed." + ENGLISH_END + " -with AAP") == [("AAP", "credit line")]
    assert told("The road is closed." + ENGLISH_END + " PTI NAB SUN TKP.") == [("PTI", "credit line")]


def test_a_place_of_two_words_belongs_to_its_dateline_where_the_line_start_is_lost() -> None:
    text = "People cross the road by the old mall near the sea By Donny Lane and Jessie Wood HONG KONG (Reuters) - The road is closed." + ENGLISH_END
    assert [c.text for c in described(text).credits] == ["HONG KONG (Reuters)"]
