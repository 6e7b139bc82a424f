"""All words of the pages stand in message files that say the same things in every language."""

import re
from pathlib import Path

import pytest

from provenance.errors import ReportError
from provenance.report.differences import Change
from provenance.report.messages import LANGUAGES, messages
from provenance.report.ranking import POINTS

REPORT = Path(__file__).parents[2] / "provenance" / "report"
PLACE = re.compile(r"\{\w+\}")
BUILT = ("nav_", "kind_", "change_", "credit_", "status_", "reason_", "edge_", "directory_", "why_")


def forms(message: object) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())  # type: ignore[attr-defined]


def test_every_language_has_the_same_messages_with_the_same_places() -> None:
    tables = {code: messages(code).table["messages"] for code in LANGUAGES}
    for code, table in tables.items():
        assert set(table) == set(tables["en"]), code
        for key, message in table.items():
            places = {p for form in forms(message) for p in PLACE.findall(form)}
            assert places == {p for form in forms(tables["en"][key]) for p in PLACE.findall(form)}, f"{code}: {key}"
            assert all(form.strip() for form in forms(message)), f"{code}: {key} is empty"


def test_every_message_is_used_and_every_used_one_exists() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in [*REPORT.glob("*.py"), *REPORT.glob("templates/*.html")])
    known = set(messages("en").table["messages"])
    asked = set(re.findall(r"""(?:\bt|\.text|\.html|\._text)\(\s*["']([a-z_0-9]+)["']\s*[,)]""", source))
    assert asked <= known, asked - known
    quoted = set(re.findall(r"""["']([a-z_0-9]+)["']""", source))
    assert {key for key in known - quoted if not key.startswith(BUILT)} == set()


def test_every_named_change_has_its_words() -> None:
    known = messages("en").table["messages"]
    assert all(f"change_{change.replace(' ', '_')}" in known for change in Change.__args__)  # type: ignore[attr-defined]


def test_every_reason_of_a_rank_has_its_words() -> None:
    known = messages("en").table["messages"]
    assert all(f"why_{reason.replace(' ', '_')}" in known for reason in POINTS)


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ReportError, match="en, ar"):
        messages("tlh")


def test_what_is_put_into_a_sentence_is_escaped_and_isolated() -> None:
    html = messages("ar").html("words_of", speaker='<b onclick="x">UrduPoint عربي')
    assert html == 'من كلام <bdi dir="rtl">&lt;b onclick=&#34;x&#34;&gt;UrduPoint عربي</bdi>'


@pytest.mark.parametrize(
    ("value", "english", "arabic"),
    [
        ("2022", "2022", "٢٠٢٢"),
        ("2022-01", "January 2022", "يناير ٢٠٢٢"),
        ("2022-01-21", "21 January 2022", "٢١ يناير ٢٠٢٢"),
        ("2022-01-21T14:35", "21 January 2022, 14:35", "٢١ يناير ٢٠٢٢، ١٤:٣٥"),
        ("2022-01-21T14:35:00Z", "21 January 2022, 14:35 \u2066UTC\u2069", "٢١ يناير ٢٠٢٢، ١٤:٣٥ \u2066UTC\u2069"),
        ("2022-01-21T14:35:07+05:30", "21 January 2022, 14:35:07 \u2066UTC+5:30\u2069", "٢١ يناير ٢٠٢٢، ١٤:٣٥:٠٧ \u2066UTC+٥:٣٠\u2069"),
        ("yesterday", "yesterday", "yesterday"),
        ("2022-77-21", "2022-77-21", "2022-77-21"),
    ],
)
def test_dates_are_as_precise_as_they_are_given(value: str, english: str, arabic: str) -> None:
    assert messages("en").date(value) == english
    assert messages("ar").date(value) == arabic


@pytest.mark.parametrize(("n", "wanted"), [(1, "وسيلة واحدة"), (2, "وسيلتان"), (7, "٧ وسائل"), (11, "١١ وسيلة"), (103, "١٠٣ وسائل")])
def test_arabic_counts_in_six_forms(n: int, wanted: str) -> None:
    assert re.sub("[\u2068\u2069]", "", messages("ar").text("n_outlets", n=n)) == wanted


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    percent = messages("en").percent
    assert [percent(s) for s in (0, 0.001, 0.5, 0.999, 1)] == ["0%", "1%", "50%", "99%", "100%"]
