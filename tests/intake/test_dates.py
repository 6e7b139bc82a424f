"""Dates keep the precision and the time zone that their publisher gave, and what can't be told for sure stays unknown."""

from datetime import date, timedelta

import pytest
from builders import place
from hypothesis import given
from hypothesis import strategies as st

from provenance.intake.dates import page_date, stated_date
from provenance.intake.describe import describe
from provenance.languages import language_packs
from provenance.model import Article, RawArticle
from provenance.registers import load_registers
from provenance.settings import IntakeSettings
from provenance.text import fold

PACKS = tuple(language_packs().values())
STORY = " The work will go on in the coming days, and all who took part in the meeting have agreed to it."


def stated(value: str) -> tuple[str, str] | None:
    found = stated_date(value, "record field published", PACKS)
    return None if found is None else (found.value, found.precision)


def described(text: str, published: str | None = None, fetched: str | None = None, metadata: tuple[tuple[str, str], ...] = ()) -> Article:
    article = RawArticle(text, place(fetched=fetched), published=published, metadata=metadata)
    return describe(article, fold(text), language_packs(), load_registers(), IntakeSettings(), author=fold(article.author or ""))


def shown(text: str) -> tuple[str | None, str | None]:
    found = described(text).published
    return (None, None) if found is None else (found.value, found.evidence.rule)


@pytest.mark.parametrize("value", ["2024-01-05T10:00:00+25:00", "2024-13-05", "2024-01-05T10:61:00Z"])
def test_a_time_or_zone_that_no_clock_shows_is_no_date(value: str) -> None:
    assert stated(value) is None


def test_a_page_whose_dates_are_vague_or_impossible_is_still_read() -> None:
    pairs = (("meta article:published_time", "2024-01-05T10:00:00Z"), ("meta date", "2024-01-05T10:00:00+25:00"), ("meta dc.date", "2024-01"))
    found = page_date(pairs, PACKS, IntakeSettings())
    assert found is not None
    assert found.value.startswith("2024-01-05T10:00:00")


@pytest.mark.parametrize(
    ("given", "value", "precision"),
    [
        ("2022-01-21", "2022-01-21", "day"),
        ("2022-01", "2022-01", "month"),
        ("2022", "2022", "year"),
        ("20220121", "2022-01-21", "day"),
        ("2022-01-21T10:30", "2022-01-21T10:30", "minute"),
        ("2022-01-21 10:30:05", "2022-01-21T10:30:05", "second"),
        ("2022-01-21T10:30:05.123Z", "2022-01-21T10:30:05+00:00", "second"),
        ("2022-01-21T10:30:05+0300", "2022-01-21T10:30:05+03:00", "second"),
        ("2022-01-21T10+03", "2022-01-21T10+03:00", "hour"),
        ("20220121T10:30:05Z", "2022-01-21T10:30:05+00:00", "second"),
        ("1642761005", "2022-01-21T10:30:05+00:00", "second"),
        ("1642761005000", "2022-01-21T10:30:05+00:00", "second"),
        ("Fri, 21 Jan 2022 10:30:05 +0300", "2022-01-21T10:30:05+03:00", "second"),
        ("Mon Jan 10 10:00:00 EST 2022", "2022-01-10T10:00:00-05:00", "second"),
        ("Jan 21, 2022, 10:30 p.m. ET", "2022-01-21T22:30", "minute"),
        ("January 2022", "2022-01", "month"),
        ("يناير 2022", "2022-01", "month"),
        ("21 January 2022", "2022-01-21", "day"),
        ("January 21st, 2022", "2022-01-21", "day"),
        ("Jan. 21, 2022 10:30 PM", "2022-01-21T22:30", "minute"),
        ("21 января 2022 г., 10:30", "2022-01-21T10:30", "minute"),
        ("الجمعة، 21 كانون الثاني 2022", "2022-01-21", "day"),
        ("٢١ يناير/كانون الثاني ٢٠٢٢ - ١٠:٣٠ م", "2022-01-21T22:30", "minute"),
        ("21 جانفي 2022", "2022-01-21", "day"),
        ("21.01.2022", "2022-01-21", "day"),
        ("21/01/2022", "2022-01-21", "day"),
        ("01/21/2022", "2022-01-21", "day"),
        ("03/03/2022", "2022-03-03", "day"),
        ("03/04/2022", "2022", "year"),
        ("2022/01/21", "2022-01-21", "day"),
        ("21 de janeiro de 2022", "2022-01-21", "day"),
        ("21. ledna 2022", "2022-01-21", "day"),
    ],
)
def test_a_stated_date_is_read_as_precisely_as_it_is_given(given: str, value: str, precision: str) -> None:
    assert stated(given) == (value, precision)


@pytest.mark.parametrize(
    "given",
    ["", "today", "أمس", "вчера", "2 hours ago", "0000-00-00", "2022-02-30", "31/31/2022", "99999999999",
     "1443/06/18", "5 May", "10:30", "???", "Q1 2022 report 7",
     "between 3 March 2021 and 4 April 2021", "\ud800"],
)  # fmt: skip
def test_what_gives_no_certain_date_is_unknown(given: str) -> None:
    assert stated(given) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_its_usual_spellings(day: date) -> None:
    for written in (day.isoformat(), f"{day:%Y%m%d}", f"{day:%d.%m.%Y}", f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"):
        assert stated(written) == (day.isoformat(), "day")


@given(st.text(max_size=30))
def test_whatever_is_stated_never_fails(value: str) -> None:
    found = stated(value)
    assert found is None or found[0][:4].isdecimal()


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        (f"Road closed\n\n21 January 2022\n\nThe road is closed.{STORY}", "2022-01-21", "date line"),
        (f"Road closed\n\nFriday, Jan. 21, 2022 10:30 GMT\n\nThe road is closed.{STORY}", "2022-01-21", "date line"),
        (
            f"Road closed\nPublished 21 January 2022 by A. Name\nUpdated 23 January 2022\nThe road is closed.{STORY}",
            "2022-01-21",
            "date line of the publication",
        ),
        (f"إغلاق الطريق\n\nنشر في: ٢١ يناير ٢٠٢٢\n\nتم إغلاق الطريق.{STORY}", "2022-01-21", "date line of the publication"),
        (f"MOSCOW, January 21, 2022 /TASS/. The road is closed.{STORY}", "2022-01-21", "dateline"),
        (f"МОСКВА, 21 января 2022 г. /ТАСС/. Дорога закрыта.{STORY}", "2022-01-21", "dateline"),
        (f"(القاهرة - 21 كانون الثاني 2022م) تم إغلاق الطريق.{STORY}", "2022-01-21", "dateline"),
        (f"The road is closed.{STORY}\n\n21.01.2022", "2022-01-21", "date line"),
        (f"إغلاق الطريق\n\n12 جمادى الأولى 1443هـ الموافق 16 ديسمبر 2021\n\nتم إغلاق الطريق.{STORY}", "2021-12-16", "date line"),
        (f"بيروت في 21 تموز 2015 (رويترز) - تم إغلاق الطريق.{STORY}", "2015-07-21", "dateline"),
        (f"صرح الوزير اليوم الخميس 16 ديسمبر/كانون الأول 2021 بأن الطريق مغلق.{STORY}", "2021-12-16", "today with its date"),
    ],
)
def test_a_date_is_taken_from_a_dateline_or_a_line_of_its_own(text: str, value: str, rule: str) -> None:
    article = described(text)
    assert shown(text) == (value, rule)
    assert article.published is not None and article.published.evidence.start is not None
    assert text[article.published.evidence.start : article.published.evidence.end] == article.published.evidence.text


@pytest.mark.parametrize(
    "text",
    [
        f"The treaty of 21 January 2022 is void.{STORY}",
        f"In 2022 the road was closed.{STORY}",
        f"МОСКВА, 21 янв — РИА Новости. Дорога закрыта.{STORY}",
        f"أعلن الوزير أن المعاهدة ينتهي سريانها في فبراير 2021.{STORY}",
        f"Chronology\n\n3 March 2021\nIt began.\n\n5 April 2021\nIt ended.{STORY}",
        f"Road closed\n\n03/04/2022x\n\nThe road is closed.{STORY}",
        f"Today the road was closed.{STORY}",
    ],
)
def test_a_date_that_happens_to_stand_in_the_text_dates_nothing(text: str) -> None:
    assert shown(text) == (None, None)


def test_other_calendars_are_read_where_they_can_be_and_never_mixed_up() -> None:
    pytest.importorskip("hijridate")
    pytest.importorskip("convertdate")
    assert stated("18 جمادى الآخرة 1443 هـ") == ("2022-01-21", "day")
    assert stated("۱ بهمن ۱۴۰۰") == ("2022-01-21", "day")
    assert stated("30 صفر 1443") is None
    assert stated("18 جمادى الآخرة 2022") is None
    assert stated("21 يناير 1443") is None
    assert stated("18 جمادى الآخرة 1443 هـ الموافق 21 يناير 2022 م") == ("2022-01-21", "day")
    assert shown(f"(الرياض - 18 جمادى الآخرة 1443هـ) تم إغلاق الطريق.{STORY}") == ("2022-01-21", "dateline in the hijri calendar")


def test_the_records_own_date_wins_over_the_text() -> None:
    found = described(f"Road closed\n\n21 January 2022\n\nThe road is closed.{STORY}", published="2022-01-22T08:00+03:00").published
    assert found is not None
    assert (found.value, found.precision, found.evidence.rule) == ("2022-01-22T08:00+03:00", "minute", "record field published")


def test_the_time_of_fetching_is_never_a_date() -> None:
    assert described(f"The road is closed.{STORY}", fetched="2022-01-21 10:00:00").published is None


def test_a_weekday_that_contradicts_the_date_is_told() -> None:
    text = f"The road was closed today, Friday, in the north.{STORY}"
    assert described(text, published="2022-01-21").notes == ()
    (note,) = described(text, published="2022-01-20").notes
    assert "today, Friday" in note and "2022-01-20 is a Thursday" in note


def test_a_weekday_with_the_time_of_fetching_bounds_an_unknown_date() -> None:
    article = described(f"The road was closed today, Friday, in the north.{STORY}", fetched="2022-01-21 10:00:00")
    assert article.published is None
    assert article.notes == ('undated: "today, Friday" is a Friday not after 2022-01-21 10:00:00',)


def test_a_date_after_the_fetching_is_told() -> None:
    (note,) = described(f"The road is closed.{STORY}", published="2022-01-22", fetched="2022-01-21 10:00:00").notes
    assert note == "published on 2022-01-22, but fetched on 2022-01-21 already"


def paged(*pairs: tuple[str, str]) -> str | None:
    found = page_date(pairs, PACKS, IntakeSettings())
    return None if found is None else found.value


def test_a_page_is_dated_by_the_surest_place() -> None:
    assert paged(("time", "2022-01-25"), ("meta article:published_time", "2022-01-21T10:00:00+03:00")) == "2022-01-21T10:00:00+03:00"
    assert paged(("time", "2022-01-25")) == "2022-01-25"
    assert paged(("meta date", "2022-01")) is None


def test_of_two_sure_places_the_earlier_day_is_the_publication() -> None:
    assert (
        paged(("jsonld datePublished", "2022-01-22T01:00:00+03:00"), ("meta bt:pubdate", "2022-01-21T01:00:00+03:00")) == "2022-01-21T01:00:00+03:00"
    )


def test_the_publishers_own_clock_counts() -> None:
    """The same moment by Greenwich and by the publisher's clock may be two days; readers saw the second."""
    moment = ("2022-01-21T22:30:00Z", "2022-01-22T01:30:00+03:00")
    assert paged(("meta article:published_time", moment[0]), ("jsonld datePublished", moment[1])) == "2022-01-22T01:30:00+03:00"
    assert paged(("jsonld datePublished", moment[0]), ("itemprop datePublished", "22 January 2022")) == "2022-01-22"


def test_the_text_of_a_page_dates_it_to_the_month_at_most() -> None:
    text = "24 April 2020\nThe bridge is closed."
    plain, page = described(text), described(text, metadata=(("title", "Bridge"),))
    assert plain.published is not None and (plain.published.value, plain.published.precision) == ("2020-04-24", "day")
    assert page.published is not None and (page.published.value, page.published.precision) == ("2020-04", "month")


@pytest.mark.parametrize(
    ("moment", "address", "day"),
    [
        ("2022-01-22T02:10:00Z", "https://news.example/2022/01/21/bridge", "2022-01-21"),
        ("2022-01-21T23:10:00Z", "https://news.example/2022-1-22/bridge", "2022-01-22"),
        ("2022-01-22T10:10:00Z", "https://news.example/2022/01/21/bridge", "2022-01-22"),  # no zone is so far west
        ("2022-01-22T02:10:00-05:00", "https://news.example/2022/01/21/bridge", "2022-01-22"),  # that is the publisher's clock
        ("2022-01-22T02:10:00Z", "https://news.example/2022/01/11/bridge", "2022-01-22"),  # another day is of something else
        ("2022-01-22T02:10:00Z", "https://news.example/2022/13/21/bridge", "2022-01-22"),
    ],
)
def test_a_moment_of_greenwich_is_of_the_neighbouring_day_that_the_address_files_it_under(moment: str, address: str, day: str) -> None:
    found = paged(("jsonld datePublished", moment), ("link canonical", address))
    assert found is not None and found[:10] == day


def test_a_page_that_was_rewritten_years_later_is_of_no_day() -> None:
    published, changed = ("jsonld datePublished", "2005-07-26"), ("jsonld dateModified", "2020-04-07")
    assert paged(published) == "2005-07-26"
    assert paged(published, changed) is None
    assert paged(published, ("jsonld dateModified", (date(2005, 7, 26) + timedelta(days=3)).isoformat())) == "2005-07-26"
