"""Fifty articles of five outlets lead to the same articles and overlaps in whatever form they come, plain or compressed."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import scan_into
from test_formats import FORMS, Record, as_lines, compress

from provenance.records import overlap_record
from provenance.store.database import Database
from provenance.store.queries import StoredCollection

OUTLETS = ("The Harbour Post", "Valley Times", "Morning Ledger", "North Gazette", "Island Courier")
SUBJECTS = ("harbour", "bridge", "school", "hospital", "market", "railway", "museum", "reservoir", "library", "airport")


def fifty() -> list[Record]:
    """Ten stories; every outlet opens each in its own words and carries the same passage of the minister."""
    chance = random.Random(3)
    words = [
        f"{a}{b}" for a in ("bri", "cou", "mar", "tel", "sno", "gla", "fre", "pon") for b in ("dge", "ncil", "ket", "ling", "wing", "cier", "nner")
    ]
    records = []
    for story, subject in enumerate(SUBJECTS):
        shared = f"The minister said that the {subject} {' '.join(chance.choices(words, k=22))} and that nobody should doubt it."
        for number, outlet in enumerate(OUTLETS):
            own = [f"{' '.join(chance.choices(words, k=20)).capitalize()}." for _ in range(3)]
            paragraphs = [own[0], own[1], shared, own[2]]
            records.append(
                {
                    "id": f"{story}-{number}",
                    "url": f"https://{outlet.replace(' ', '').lower()}.example/{story}",
                    "title": f"{subject.capitalize()} again in doubt, part {number + 1}",
                    "text": "\n".join(paragraphs),
                    "outlet": outlet,
                    "published": f"2024-03-{1 + story:02}",
                    "author": f"Writer {number}",
                    "language": "en",
                }
            )
    return records


def scanned(folder: Path, database: Path) -> tuple[list[Any], list[Any]]:
    """Articles (without places and evidence) and overlaps of one scan."""
    with Database.open(database) as opened:
        scan_into(opened, folder)
        collection = StoredCollection(opened)
        articles = [
            (a.article_id, a.text, a.title, a.outlet and a.outlet.name, a.published and (a.published.value, a.published.precision), a.language)
            for a in collection.articles()
        ]
        overlaps = [overlap_record(overlap, None, collection.article) for _, overlap in collection.all_overlaps()]
    for overlap in overlaps:
        for side in ("a", "b"):
            del overlap[side]["path"], overlap[side]["record"]
    return articles, overlaps


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Any], list[Any]]:
    folder = tmp_path_factory.mktemp("lines") / "news"
    folder.mkdir()
    as_lines(folder, fifty())
    articles, overlaps = scanned(folder, folder.parent / "news.db")
    assert len(articles) == 50 and len(overlaps) >= 40, "there is something to compare"
    return articles, overlaps


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_leads_to_the_same_articles_and_overlaps(
    form: Callable[..., None], packed: bool, expected: tuple[list[Any], list[Any]], tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    form(folder, fifty())
    if packed:
        compress(folder)
    assert scanned(folder, tmp_path / "news.db") == expected


def test_text_files_give_the_same_texts_and_every_story(expected: tuple[list[Any], list[Any]], tmp_path: Path) -> None:
    """A text file states neither outlet nor date: its ids are others, and which pairs are formulae is judged without outlets."""
    folder = tmp_path / "news"
    folder.mkdir()
    for record in fifty():
        (folder / f"{record['id']}.txt").write_text(record["text"])
    articles, overlaps = scanned(folder, tmp_path / "news.db")
    assert sorted(a[1] for a in articles) == sorted(a[1] for a in expected[0])
    shared = [overlap["a"]["text"] for overlap in overlaps]
    assert all(any(f"the {subject} " in text for text in shared) for subject in SUBJECTS)
