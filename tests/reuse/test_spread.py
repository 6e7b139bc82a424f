"""Who was first is told only as far as it is known, and so is where words come from."""

import pytest
from reuse_builders import SETTINGS

from provenance.model import Credit, PublicationDate, Quotation, Span
from provenance.reuse.spread import Appearance, credit_status, credits_of, first_seen, in_order, is_earlier, speakers_of

GIVEN = None


def date(value: str, precision: str = "day") -> PublicationDate:
    return PublicationDate(value, precision, GIVEN)  # type: ignore[arg-type]


def appearance(article: str, published: PublicationDate | None = None, fetched: str | None = None) -> Appearance:
    return Appearance(article, 0, 10, published, fetched, False, ())


def credit(source: str | None, *, kind: str = "credit line", scope: str = "article", is_self: bool = False, at: int | None = None) -> Credit:
    return Credit(source, kind, scope, is_self, "test", "x", at, None if at is None else at + 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "earlier"),
    [
        (date("2024-05-01"), date("2024-05-02"), True),
        (date("2024-05-01"), date("2024-05-01"), False),
        (date("2024-05", "month"), date("2024-05-31"), False),
        (date("2024-04", "month"), date("2024-05-31"), True),
        (date("2024-05-01T10:00:00+03:00", "second"), date("2024-05-01T08:00:00+00:00", "second"), True),
        (date("2024-05-01T10:00:00+00:00", "second"), date("2024-05-01"), False),
        (date("2024-05-01T10:00", "minute"), date("2024-05-01T10:30", "minute"), True),
        (date("2024-05-01T10:00:00", "second"), date("2024-05-01T10:30:00+00:00", "second"), False),  # whose ten o'clock?
        (date("2024-05-01T10:00:00+00:00", "second"), date("2024-05-01T23:00:00", "second"), False),
        (date("2024-05-01T10:00:00", "second"), date("2024-05-02T00:30:00+00:00", "second"), True),
    ],
)
def test_one_date_is_before_another_only_at_the_coarser_precision(a: PublicationDate, b: PublicationDate, earlier: bool) -> None:
    assert is_earlier(a, b) is earlier


def test_the_first_is_certain_when_all_are_dated_and_later() -> None:
    first = first_seen(in_order([appearance("b", date("2024-05-02")), appearance("a", date("2024-05-01"))]))
    assert first is not None
    assert (first.number, first.certain) == (0, True)


@pytest.mark.parametrize(
    "other", [appearance("b"), appearance("b", date("2024-05-01")), appearance("b", date("2024-05", "month")), appearance("b", fetched="2024-01-01")]
)
def test_the_first_is_not_certain_beside_one_without_date_or_with_one_that_may_be_as_early(other: Appearance) -> None:
    ordered = in_order([other, appearance("a", date("2024-05-01"))])
    first = first_seen(ordered)
    assert first is not None
    assert not first.certain
    assert first.reason.endswith(".")


def test_an_earlier_fetching_is_told_in_the_reason() -> None:
    first = first_seen(in_order([appearance("b", fetched="2024-01-01T00:00:00"), appearance("a", date("2024-05-01"))]))
    assert first is not None
    assert "fetched before" in first.reason


def test_nobody_is_first_where_nothing_is_dated() -> None:
    assert first_seen([appearance("a"), appearance("b", fetched="2024-01-01")]) is None


def test_earliest_come_first_and_undated_last() -> None:
    names = [a.article_id for a in in_order([appearance("c"), appearance("b", date("2024-05-02")), appearance("a", date("2024-05-03"))])]
    assert names == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("told", "is_agency", "is_first", "status"),
    [
        ([credit("TASS")], False, False, "credited"),
        ([credit(None)], False, False, "credited"),
        ([credit("TASS"), credit("The Example", is_self=True)], False, False, "credited"),
        ([credit("The Example", is_self=True)], False, True, "self"),
        ([], True, False, "own"),
        ([], False, True, "own"),
        ([], False, False, "uncredited"),
        ([credit("TASS", kind="photo")], False, False, "uncredited"),
    ],
)
def test_credit_status(told: list[Credit], is_agency: bool, is_first: bool, status: str) -> None:
    assert credit_status(told, is_agency=is_agency, is_first=is_first) == status


def test_credits_of_a_passage_belong_to_what_stands_near_them() -> None:
    text = "TASS said: words.\nOther words here."
    near, article = credit("TASS", scope="passage", at=0), credit("RT")
    assert credits_of(text, 11, 16, [near, article], SETTINGS) == (near, article)
    assert credits_of(text, 18, 30, [near, article], SETTINGS) == (article,)


def test_the_speaker_of_a_passage_is_that_of_the_quotation_it_mostly_is() -> None:
    quotation = Quotation("q", 10, 60, "A. Speaker", None, None, True)
    assert speakers_of(Span(5, 70), [quotation]) == ("A. Speaker",)
    assert speakers_of(Span(0, 400), [quotation]) == ()
    assert speakers_of(Span(55, 90), [quotation]) == ()
