"""The index keeps its keys whatever the generations, and its statistics as they were."""

from pathlib import Path

import numpy as np
import pytest
from builders import article, quotation

from provenance.model import Span
from provenance.store import index
from provenance.store.articles import Described, store_articles
from provenance.store.database import Database
from provenance.store.runs import begin_run


@pytest.fixture
def database(tmp_path: Path):
    with Database.open(tmp_path / "news.db") as opened:
        yield opened


def rows(rng: np.random.Generator, count: int) -> index.Rows:
    return index.sorted_rows(
        [
            index.Rows(
                rng.integers(0, 2**32, count, dtype=np.uint32),
                rng.integers(1, 99, count, dtype=np.uint32),
                rng.integers(0, 999, count, dtype=np.uint16),
            )
        ]
    )


def triples(parts: list[index.Rows]) -> list[tuple[int, int, int]]:
    return sorted(t for r in parts for t in zip(r.keys.tolist(), r.articles.tolist(), r.words.tolist(), strict=True))


def test_every_row_is_in_its_page_once_after_any_number_of_merges(database: Database) -> None:
    rng = np.random.default_rng(1)
    written = [rows(rng, int(n)) for n in rng.integers(1, 300, 4 * index.GENERATIONS + 3)]
    for n, generation in enumerate(written):
        index.add_generation(database, generation, n + 1)
    assert index.indexed_up_to(database) == len(written)
    stored = list(index.index_pages(database))
    assert triples([r for parts in stored for r in parts]) == triples(written)
    for page, parts in enumerate(stored):
        for r in parts:
            assert (index.page_of(r.keys) == page).all()
            assert (np.diff(r.keys.astype(np.int64)) >= 0).all()


def sizes(database: Database) -> dict[tuple[int, int], int]:
    return {(g, p): n for g, p, n in database.connection.execute("SELECT generation, page, length(keys) / 4 FROM index_pages")}


def test_no_night_writes_most_of_a_large_index_anew_and_no_page_has_ever_more_generations(database: Database) -> None:
    rng = np.random.default_rng(2)
    for n in range(4):
        index.add_generation(database, rows(rng, 30_000), n)
    before = sizes(database)
    for n in range(4, 204):
        index.add_generation(database, rows(rng, 500), n)
        after = sizes(database)
        assert sum(after[place] for place in after if after[place] != before.get(place)) < 20_000
        assert max(len(parts) for parts in index.index_pages(database)) <= 3 * index.GENERATIONS
        before = after
    assert sum(before.values()) == 4 * 30_000 + 200 * 500


def test_statistics_come_back_and_unknown_ones_are_empty(database: Database) -> None:
    index.store_statistic(database, "words", np.array([3, 0, 2**32 - 1], np.uint32))
    assert index.statistic(database, "words").tolist() == [3, 0, 2**32 - 1]
    assert index.statistic(database, "other").tolist() == []


def test_an_index_of_another_recipe_is_dropped(database: Database) -> None:
    index.add_generation(database, rows(np.random.default_rng(1), 50), 7)
    index.begin_anew(database, "another")
    assert (index.recipe(database), index.indexed_up_to(database)) == ("another", 0)
    assert not any(index.index_pages(database))


def stored(database: Database, *articles: Described) -> None:
    store_articles(database, articles, begin_run(database, "2024-01-01T00:00:00+00:00", "1", "s"))


def test_equal_outlets_have_equal_numbers_and_unknown_ones_are_apart(database: Database) -> None:
    texts = [("one", "A"), ("two", "A"), ("three", "B"), ("four", None), ("five", None)]
    stored(database, *(Described(article(text, outlet=outlet), ()) for text, outlet in texts))
    outlets = index.outlets(database)
    assert outlets[1] == outlets[2]
    assert len(set(outlets[1:].tolist())) == 4


def test_ranks_are_the_places_of_articles_in_the_order_of_their_ids(database: Database) -> None:
    stored(database, *(Described(article(text), ()) for text in ("one", "two", "three", "four")))
    ids = [i for (i,) in database.connection.execute("SELECT article_id FROM articles ORDER BY id")]
    assert np.argsort(index.ranks(database)[1:]).tolist() == sorted(range(4), key=lambda n: ids[n])


def test_an_outlet_whose_name_is_no_valid_text_is_an_outlet_like_any_other(database: Database) -> None:
    stored(database, *(Described(article(text, outlet=outlet), ()) for text, outlet in (("one", "A\ud800"), ("two", "A\ud800"), ("three", "A"))))
    outlets = index.outlets(database)
    assert outlets[1] == outlets[2] != outlets[3]


def test_texts_come_with_their_quotations_and_furniture_in_the_order_asked(database: Database) -> None:
    one = article("Menu\nHe said: “Yes, we do.”", outlet="A", furniture=(Span(0, 4),))
    two = article("Other words.", outlet="B", published="2024-05-01")
    stored(database, Described(one, (quotation(one, "Yes, we do."),)), Described(two, ()))
    second, first = index.texts(database, [2, 1])
    assert (first.text, first.furniture, [one.text[slice(*q)] for q in first.quotations]) == (one.text, (Span(0, 4),), ["Yes, we do."])
    assert second.published is not None
    assert second.published.value == "2024-05-01"


def test_an_article_that_is_looked_up_again_waits_with_all_that_it_was_found_to_share(database: Database) -> None:
    stored(database, *(Described(article(t, outlet=t), ()) for t in ("one", "two", "three")))
    index.note_candidates(database, np.array([[2, 1]]), [1, 2])
    assert index.waiting_pairs(database, 10) == [(1, 2)]
    assert index.unmatched(database) == [3]
    database.connection.execute("DELETE FROM candidates")
    database.connection.execute("INSERT INTO comparisons VALUES (1, 3, 5, 0, 9, 0, 9, 3)")
    index.note_candidates(database, np.zeros((0, 2), np.int64), [1])
    assert index.waiting_pairs(database, 10) == [(1, 3)]


@pytest.mark.parametrize(
    ("leeway", "changed", "left"),
    [
        (6, [(1, 10)] * 3, None),
        (7, [(1, 10)] * 3, 1),
        (7, [(1, 10), (2, 30), (2, 39)], 1),
        (7, [(1, 7), (1, 20), (2, 27), (2, 40), (3, 15)], 7),
        (7, [(1, 8)], 5),
    ],
)
def test_a_pair_is_compared_again_when_what_it_shares_has_changed_beyond_its_leeway(
    database: Database, leeway: int, changed: list[tuple[int, int]], left: int | None
) -> None:
    """The pair shares words 10 to 19 of its first article and 30 to 39 of its second; a key tells of three words, and counts two here."""
    stored(database, *(Described(article(t, outlet=t), ()) for t in ("one", "two", "three")))
    database.connection.execute("INSERT INTO comparisons VALUES (1, 2, ?, 10, 20, 30, 40, 3)", (leeway,))
    held = [(4, *place) for place in changed] + [(5, 1, 12), (5, 2, 32)]
    keys, articles, words = (np.array(column) for column in zip(*held, strict=True))
    holders = index.Holders(keys.astype(np.uint32), articles.astype(np.uint32), words.astype(np.uint16))
    index.note_again(database, holders.of(np.array([4], np.uint32)), 2)
    assert index.waiting_pairs(database, 9) == ([(1, 2)] if left is None else [])
    if left is not None:
        assert database.rows("SELECT leeway FROM comparisons") == [(left,)]


def test_a_pair_is_compared_again_when_the_collection_has_outgrown_it_unless_it_is_settled(database: Database) -> None:
    stored(database, *(Described(article(t, outlet=t), ()) for t in ("one", "two", "three", "four")))
    for b, articles in ((2, 99), (3, 100), (4, None)):
        database.connection.execute("INSERT INTO comparisons VALUES (1, ?, 6, 0, 9, 0, 9, ?)", (b, articles))
    index.note_outgrown(database, 100)
    assert index.waiting_pairs(database, 9) == [(1, 2)]
