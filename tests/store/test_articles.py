"""Articles go in whole and come back as they were, whatever the order and the wording."""

import itertools
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from builders import article, credit, place, quotation
from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Article, Span
from provenance.store.articles import Described, Stored, store_articles, stored_ids
from provenance.store.database import Database
from provenance.store.queries import StoredCollection
from provenance.store.runs import begin_run


@pytest.fixture
def database(tmp_path: Path):
    with Database.open(tmp_path / "news.db") as opened:
        yield opened


def store(database: Database, *articles: Article | Described) -> Stored:
    run = begin_run(database, "2024-01-01T00:00:00+00:00", "1", "s")
    return store_articles(database, [a if isinstance(a, Described) else Described(a, ()) for a in articles], run)


def test_an_article_comes_back_whole(database: Database) -> None:
    text = "Paris, Reuters - The mayor said: “We begin on Monday.”"
    whole = replace(
        article(
            text,
            outlet="The Example",
            published="2024-03-02T10:00:00+01:00",
            precision="second",
            title="Work begins",
            author="A. Writer",
            credits=(credit("Reuters", start=7, kind="dateline"), credit(None, "agencies")),
            furniture=(Span(0, 5),),
            notes=("read as cp1252",),
        ),
        also_at=(place("z.jsonl", "7", url="https://example.org/1", fetched="2024-03-03"),),
    )
    words = quotation(whole, "We begin on Monday.", speaker="The mayor")
    store(database, Described(whole, (words,)))
    collection = StoredCollection(database)
    assert list(collection.articles()) == [whole] == [collection.article(whole.article_id)]
    assert collection.quotations_of([whole.article_id]) == {whole.article_id: [words]}
    assert list(collection.all_quotations()) == [(whole.article_id, words)]


@given(st.text(st.characters(), min_size=1))
def test_any_text_comes_back_exactly_even_lone_surrogates_and_nul(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with Database.open(tmp_path_factory.mktemp("any") / "news.db") as database:
        one = article(text, title=text, outlet=text, author=text, notes=(text,), credits=(credit(text, text),))
        store(database, one)
        assert list(StoredCollection(database).articles()) == [one]


def test_the_same_article_elsewhere_is_one_article_with_two_places(database: Database) -> None:
    first, second = (article("The same words.", outlet="The Example", at=place(path)) for path in ("b.txt", "a.txt"))
    assert store(database, first) == Stored(new=1, places=0)
    assert store(database, second) == Stored(new=0, places=1)
    assert store(database, second) == Stored(new=0, places=0)
    [stored] = StoredCollection(database).articles()
    assert (stored.place.path, [p.path for p in stored.also_at]) == ("a.txt", ["b.txt"])


def test_the_description_is_that_of_the_smallest_place_whatever_the_order_and_the_batches(tmp_path: Path) -> None:
    versions = [
        Described(one, (quotation(one, "the same"),) if path == "b.txt" else ())
        for path in ("a.txt", "b.txt", "c.txt")
        for one in [article("Just the same words.", outlet="The Example", at=place(path), credits=(credit(f"Agency of {path}"),))]
    ]
    seen = []
    for number, order in enumerate(itertools.permutations(versions)):
        for batches in ([order], [[one] for one in order], [order[:2], order[2:]]):
            with Database.open(tmp_path / f"{number}-{len(batches)}.db") as database:
                for batch in batches:
                    store(database, *batch)
                collection = StoredCollection(database)
                seen.append((list(collection.articles()), list(collection.all_quotations())))
    assert all(one == seen[0] for one in seen)
    assert [c.source for c in seen[0][0][0].credits] == ["Agency of a.txt"]


def test_an_article_whose_description_changed_waits_to_be_matched_again(database: Database) -> None:
    store(database, article("The same words.", outlet="The Example", at=place("b.txt")))
    database.connection.execute("UPDATE articles SET matched = 1")
    store(database, article("The same words.", outlet="The Example", at=place("a.txt")))
    assert database.connection.execute("SELECT matched FROM articles").fetchone() == (1,), "only its place is new"
    store(database, article("The same words.", outlet="The Example", at=place("0.txt"), credits=(credit("TASS"),)))
    assert database.connection.execute("SELECT matched FROM articles").fetchone() == (0,)


def test_an_edited_article_is_a_new_version_and_the_old_one_stays(database: Database) -> None:
    old = article("It rained.", outlet="The Example", at=replace(place("a.jsonl", "1", url="https://example.org/1"), fetched="2024-01-01"))
    new = article("It rained a lot.", outlet="The Example", at=replace(place("b.jsonl", "1", url="https://example.org/1"), fetched="2024-01-02"))
    other = article("It rained.", outlet="Another", at=place("c.jsonl", "1", url="https://example.org/1"))
    store(database, new, other)
    store(database, old)
    collection = StoredCollection(database)
    assert list(collection.revisions()) == [(old.article_id, new.article_id)]
    assert collection.outlets() == {"Another": 1, "The Example": 2}


def test_a_file_or_record_with_another_text_is_a_new_version_but_a_line_number_is_no_identity(database: Database) -> None:
    for path, record in (("a.txt", "a.txt"), ("b.jsonl", "x7"), ("c.jsonl", "3")):
        for text in ("It rained.", "It rained a lot."):
            store(database, article(f"{path}: {text}", outlet="The Example", at=place(path, record)))
    collection = StoredCollection(database)
    revised = [{collection.article(one).place.path for one in pair} for pair in collection.revisions()]
    assert sorted(revised, key=str) == [{"a.txt"}, {"b.jsonl"}]


def test_a_batch_that_fails_leaves_none_of_its_articles(database: Database) -> None:
    good = article("Good.", outlet="The Example")
    words = quotation(good, "Good")
    with pytest.raises(sqlite3.IntegrityError):
        store(database, article("Better."), Described(good, (words, words)))
    assert list(StoredCollection(database).articles()) == []


def test_stored_ids_are_those_that_are_there(database: Database) -> None:
    articles = [article(f"Text number {n}.") for n in range(1200)]
    store(database, *articles)
    asked = {a.article_id for a in articles} | {"unknown"}
    assert stored_ids(database, asked) == asked - {"unknown"}


def test_an_unknown_id_is_a_key_error(database: Database) -> None:
    with pytest.raises(KeyError):
        StoredCollection(database).article("a0")
    with pytest.raises(KeyError):
        StoredCollection(database).family("f0")
