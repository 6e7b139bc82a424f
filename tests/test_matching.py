"""Matching finds the same whatever the order, the workers and the runs, and takes up what an interrupted run left."""

import random
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from builders import article, credit, place, quotation

from provenance.matching import comparing, indexing, match_pending
from provenance.matching.crew import Crew
from provenance.model import Article
from provenance.registers import load_registers
from provenance.settings import Settings
from provenance.store import index
from provenance.store.articles import Described, store_articles
from provenance.store.database import Database
from provenance.store.runs import begin_run

SETTINGS = Settings()
WORDS = [
    a + b + c
    for a in ("bar", "mel", "tos", "kin", "rud", "sev")
    for b in ("a", "e", "i", "o", "u")
    for c in ("lon", "der", "mak", "tis", "pun", "gol")
]


def sentence(rng: random.Random, words: int = 20) -> str:
    return " ".join(rng.choice(WORDS) + rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def story(seed: int, *passages: str) -> str:
    """Three sentences of its own, with the passages between them."""
    rng = random.Random(seed)
    return "\n".join([sentence(rng), *passages, sentence(rng), sentence(rng)])


PASSAGES = [sentence(random.Random(1000 + n), 30) for n in range(6)]


def collection() -> list[Described]:
    """Twelve articles of six outlets: each passage stands in two to six of them, one in a wording of its own."""
    rng = random.Random(5)
    reworded = " ".join(w if n % 6 else rng.choice(WORDS) for n, w in enumerate(PASSAGES[0].split()))
    articles = []
    for n in range(12):
        said = f"Speaker {n % 6} said:\n{PASSAGES[n % 6]}"
        passages = [said] + ([PASSAGES[0]] if 1 <= n < 4 else []) + ([reworded] if n == 8 else [])
        a = article(story(n, *passages), outlet=f"Outlet {n % 7}", published=f"2024-05-{n + 1:02}", at=place(f"{n}.txt"))
        articles.append(Described(a, (quotation(a, PASSAGES[n % 6], speaker=f"Speaker {n % 6}"),)))
    return articles


def store(database: Database, articles: list[Described]) -> None:
    store_articles(database, articles, begin_run(database, "2024-06-01T00:00:00+00:00", "1", "s"))


def match(database: Database, workers: int = 1) -> None:
    match_pending(database, SETTINGS, load_registers(), workers)


def findings(path: Path, *, aliases: bool = True) -> dict[str, list[tuple]]:
    """All that was found, in words that do not depend on row numbers."""
    queries = {
        "overlaps": """SELECT overlap_id, a.article_id, a_start, a_end, b.article_id, b_start, b_end, kind, similarity, family_id FROM overlaps
            JOIN articles a ON a.id = a_article JOIN articles b ON b.id = b_article JOIN families ON families.id = family""",
        "set aside": """SELECT a.article_id, a_start, b.article_id, b_start, reason FROM set_aside
            JOIN articles a ON a.id = a_article JOIN articles b ON b.id = b_article""",
        "families": """SELECT family_id, a.article_id, first_seen_certain, first_seen_reason, speakers FROM families
            LEFT JOIN articles a ON a.id = first_seen_article""",
        "occurrences": """SELECT family_id, a.article_id, start, "end", variant, credit_status FROM occurrences
            JOIN families ON families.id = family JOIN articles a ON a.id = article""",
        "waiting": "SELECT * FROM candidates",
        "unmatched": "SELECT article_id FROM articles WHERE matched = 0",
    }
    if aliases:
        queries["aliases"] = "SELECT alias, family_id FROM family_aliases JOIN families ON families.id = family"
    with sqlite3.connect(path) as connection:
        return {name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in queries.items()}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple]]:
    path = tmp_path_factory.mktemp("expected") / "news.db"
    with Database.open(path) as database:
        store(database, collection())
        match(database)
    return findings(path)


def test_every_planted_passage_is_a_family(expected: dict[str, list[tuple]]) -> None:
    sizes = {}
    for family, *_ in expected["occurrences"]:
        sizes[family] = sizes.get(family, 0) + 1
    assert sorted(sizes.values()) == [2, 2, 2, 2, 2, 6]
    assert expected["waiting"] == expected["unmatched"] == expected["set aside"] == []
    assert all(certain for _, _, certain, *_ in expected["families"])


def test_the_first_seen_of_a_family_owes_no_credit(expected: dict[str, list[tuple]]) -> None:
    first = {(family, article_id) for family, article_id, *_ in expected["families"]}
    for family, article_id, _, _, _, status in expected["occurrences"]:
        assert status == ("own" if (family, article_id) in first else "uncredited")


@pytest.mark.parametrize("seed", range(3))
def test_neither_order_nor_workers_change_what_is_found(tmp_path: Path, expected: dict[str, list[tuple]], seed: int) -> None:
    articles = random.Random(seed).sample(collection(), 12)
    path = tmp_path / "news.db"
    with Database.open(path) as database:
        store(database, articles[:7])
        store(database, articles[7:])
        match(database, workers=1 + seed % 2)
    assert findings(path) == expected


def test_article_by_article_gives_the_same_families(tmp_path: Path, expected: dict[str, list[tuple]]) -> None:
    path = tmp_path / "news.db"
    with Database.open(path) as database:
        for described in reversed(collection()):
            store(database, [described])
            match(database)
    found = findings(path)
    former = {alias for alias, _ in found.pop("aliases")}
    assert found == {name: rows for name, rows in expected.items() if name != "aliases"}
    assert not former & {family for family, *_ in found["families"]}


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Database.open(path) as database:
        store(database, collection())
        match(database)
        before = list(sqlite3.connect(path).iterdump())
        match(database)
        assert list(sqlite3.connect(path).iterdump()) == before


@pytest.mark.parametrize("done", ["indexed", "noted"])
def test_what_an_interrupted_run_left_is_taken_up(tmp_path: Path, expected: dict[str, list[tuple]], done: str) -> None:
    path = tmp_path / "news.db"
    with Database.open(path) as database:
        store(database, collection())
        with Crew(indexing.prepared(database, SETTINGS), 1) as crew:
            indexing.index_new(database, crew, SETTINGS.reuse)
            if done == "noted":
                indexing.find_candidates(database, crew, SETTINGS.reuse)
                [*first] = index.waiting_pairs(database, 3)
                comparing.compare_pairs(database, crew, first, SETTINGS.reuse)
        assert index.unmatched(database) if done == "indexed" else index.waiting_pairs(database, 9)
        match(database)
    assert findings(path) == expected


def test_an_older_article_that_comes_later_becomes_the_first(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    old = Described(article(story(50, PASSAGES[1]), outlet="Old", published="2023-01-01"), ())
    with Database.open(path) as database:
        store(database, collection())
        match(database)
        store(database, [old])
        match(database)
    families = [row for row in findings(path)["families"] if row[1] == old.article.article_id]
    assert [(certain, speakers) for _, _, certain, _, speakers in families] == [(1, '["Speaker 1"]')]
    statuses = [o[-1] for o in findings(path)["occurrences"] if o[0] == families[0][0]]
    assert sorted(statuses) == ["own", "uncredited", "uncredited"]


def test_a_family_tells_what_was_learnt_later_of_its_articles(tmp_path: Path) -> None:
    text = story(50, PASSAGES[1])
    plain = article(text, outlet="Later", at=place("b.txt"))
    fuller = article(text, outlet="Later", at=place("a.txt"), credits=(credit("TASS"),))
    told = Described(fuller, (quotation(fuller, PASSAGES[1], speaker=None),))
    paths = [tmp_path / name for name in ("steps.db", "once.db")]
    with Database.open(paths[0]) as database:
        store(database, collection())
        store(database, [Described(plain, ())])
        match(database)
        store(database, [told])
        match(database)
    with Database.open(paths[1]) as database:
        store(database, [*collection(), told])
        match(database)
    assert findings(paths[0], aliases=False) == findings(paths[1], aliases=False)
    assert "credited" in {o[-1] for o in findings(paths[0])["occurrences"]}


def test_articles_of_one_outlet_are_no_finding_and_equal_texts_of_two_are(tmp_path: Path) -> None:
    text = story(1, PASSAGES[0])
    path = tmp_path / "news.db"

    def described(outlet: str | None, title: str) -> Described:
        a: Article = article(text, outlet=outlet, title=title, at=place(f"{title}.txt"))
        return Described(a, ())

    with Database.open(path) as database:
        store(database, [described("A", "1"), described("A", "2"), described("B", "3"), described(None, "4"), described(None, "5")])
        match(database)
        pairs = database.connection.execute(
            "SELECT a.outlet, b.outlet FROM overlaps JOIN articles a ON a.id = a_article JOIN articles b ON b.id = b_article"
        ).fetchall()
    assert ("A", "A") not in pairs
    assert (None, None) in pairs
    assert len(pairs) == 9


def test_an_index_of_another_recipe_is_made_anew(tmp_path: Path, expected: dict[str, list[tuple]]) -> None:
    path = tmp_path / "news.db"
    with Database.open(path) as database:
        store(database, collection()[:6])
        match(database)
        index.begin_anew(database, "another recipe")
        index.store_statistic(database, "words", np.array([1], np.uint32))
        store(database, collection()[6:])
        match(database)
    found = findings(path, aliases=False)
    assert found == {name: rows for name, rows in expected.items() if name != "aliases"}


FORECAST = (
    "It will be mostly cloudy with a high near {} degrees, {} winds from the {} in the {} {} and a slight chance of showers {} the {} {} until {}."
)
CABLE = (
    "بعث الملك برقية تهنئة لفخامة الرئيس {} رئيس جمهورية {} بمناسبة ذكرى استقلال بلاده وأعرب باسمه واسم شعب وحكومة المملكة "
    "عن أصدق التهاني وأطيب التمنيات بالصحة والسعادة لفخامته ولحكومة وشعب جمهورية {} الشقيق اطراد التقدم والازدهار"
)
FORMS = {
    "forecasts of two days": (
        FORECAST.format("forty", "gentle", "north", "early", "morning", "over", "northern", "hills", "noon"),
        FORECAST.format("sixty", "warm", "south", "long", "afternoon", "along", "lower", "harbour", "midnight"),
    ),
    "cables to two heads of state": (
        CABLE.format("نبيل صفوت درويش", "الجزر الخضراء", "الجزر الخضراء"),
        CABLE.format("توماس أندرسن فوك", "المرتفعات", "المرتفعات"),
    ),
}


@pytest.mark.parametrize("filled_in", FORMS.values(), ids=FORMS)
def test_a_form_that_is_filled_in_anew_is_a_template_and_a_copied_one_is_an_overlap(tmp_path: Path, filled_in: tuple[str, str]) -> None:
    once, again = filled_in
    with Database.open(tmp_path / "news.db") as database:
        texts = (("A", once), ("B", once), ("C", f"{again} Nothing of yesterday stays: bring summer clothes, water, a hat."))
        store(database, [Described(article(story(n, text), outlet=outlet), ()) for n, (outlet, text) in enumerate(texts)])
        match(database)
        pairs = "SELECT a.outlet, b.outlet FROM {} JOIN articles a ON a.id = a_article JOIN articles b ON b.id = b_article"
        overlaps = {frozenset(row) for row in database.rows(pairs.format("overlaps"))}
        aside = {(frozenset(row[:2]), row[2]) for row in database.rows(pairs.format("set_aside").replace(" FROM", ", reason FROM"))}
    assert overlaps == {frozenset("AB")}
    assert aside == {(frozenset("AC"), "template"), (frozenset("BC"), "template")}


FIRE = "{} {} Emergency services were called to the scene and no injuries were reported. Anyone with information is asked to call crime stoppers. {}"


def test_what_offices_say_of_any_incident_is_no_reuse(tmp_path: Path) -> None:
    with Database.open(tmp_path / "news.db") as database:
        texts = [
            FIRE.format(story(n), sentence, story(n + 5)) for n, sentence in enumerate(("A barn burned down near the old mill.", "Two boats sank."))
        ]
        store(database, [Described(article(text, outlet=outlet), ()) for outlet, text in zip("AB", texts, strict=True)])
        match(database)
        assert database.rows("SELECT reason FROM set_aside") == [("template",)]
        assert database.rows("SELECT id FROM overlaps") == []


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("at_once", [True, False], ids=["in one run", "in a run each"])
def test_versions_of_a_story_make_no_formula_and_other_stories_with_its_passage_do(tmp_path: Path, at_once: bool, workers: int) -> None:
    """An outlet brings a story again and again, a sentence longer each time; and half of the words of as many stories are the same."""
    grown = [story(77, PASSAGES[0], *(sentence(random.Random(500 + k)) for k in range(n))) for n in range(7)]
    repeated = [story(80 + n, PASSAGES[3], PASSAGES[5]) for n in range(7)]
    copies = [story(90, PASSAGES[0]), story(91, PASSAGES[3])]
    texts = [(text, "Herald") for text in grown + repeated] + [(text, "Mirror") for text in copies]
    articles = [Described(article(text, outlet=outlet, at=place(f"{n}.txt")), ()) for n, (text, outlet) in enumerate(texts)]
    path = tmp_path / "news.db"
    with Database.open(path) as database:
        for several in [articles] if at_once else [[a] for a in articles]:
            store(database, several)
            match(database, workers)
    found = findings(path)
    ids = {described.article.article_id: n for n, described in enumerate(articles)}
    assert {ids[article] for row in found["overlaps"] for article in (row[1], row[4])} == {*range(7), 14}
    assert {ids[article] for row in found["set aside"] for article in (row[0], row[2])} <= {*range(7, 14), 15}


def test_a_report_that_agrees_word_for_word_is_an_overlap_however_often_its_phrases_come_back(tmp_path: Path) -> None:
    form = " ".join(PASSAGES[:2])  # sixty words that an outlet brings again and again; of shorter texts only a part stands anywhere else
    texts = [(story(n, form), "Herald") for n in range(7)] + [(story(90, form), "Mirror"), (story(91, PASSAGES[1]), "Courier")]
    articles = [Described(article(text, outlet=outlet, at=place(f"{n}.txt")), ()) for n, (text, outlet) in enumerate(texts)]
    path = tmp_path / "news.db"
    with Database.open(path) as database:
        store(database, articles[:1] + articles[7:])
        match(database)
        before = findings(path)
        store(database, articles[1:7])
        match(database)
    assert len(before["overlaps"]) == 3
    after = findings(path)
    ids = {described.article.article_id: n for n, described in enumerate(articles)}
    assert {tuple(sorted((ids[row[1]], ids[row[4]]))) for row in after["overlaps"]} == {(0, 7)}
    assert {row[4] for row in after["set aside"]} == {"formula"}


_MINISTERS = [
    "العدل الدكتور وليد الصمعاني",
    "المالية الدكتور إبراهيم العساف",
    "الصحة المهندس خالد الفالح",
    "التعليم الدكتور عزام الدخيل",
    "الإعلام الدكتور عادل الطريفي",
    "الدولة الدكتور مساعد العيبان",
    "التجارة الدكتور توفيق الربيعة",
    "النقل المهندس عبدالله المقبل",
    "الزراعة المهندس عبدالرحمن الفضلي",
    "العمل الدكتور مفرج الحقباني",
    "الإسكان الدكتور عصام بن سعيد",
]


@pytest.mark.parametrize(
    ("shared", "reason"),
    [
        ("وزير العدل رئيس المجلس الأعلى للقضاء الشيخ الدكتور وليد بن محمد الصمعاني", "boilerplate"),
        ("وزير العدل الدكتور وليد الصمعاني افتتح قصور المحاكم الجديدة قبالة الميناء القديم", None),
        ("، و".join(f"وزير {who}" for who in _MINISTERS[:5]), "boilerplate"),
        ("، و".join(f"وزير {who}" for who in _MINISTERS), None),  # so long a list is a report of its own
    ],
)
def test_names_with_their_titles_are_no_reuse_and_what_is_told_of_them_is(tmp_path: Path, shared: str, reason: str | None) -> None:
    rng = random.Random(6)
    texts = [f"{sentence(rng)}\n{sentence(rng, 9)[:-1]} {shared} {sentence(rng, 9)}\n{sentence(rng)}" for _ in range(2)]
    articles = [Described(article(t, outlet=o, language="ar", at=place(f"{o}.txt")), ()) for t, o in zip(texts, ("A", "B"), strict=True)]
    path = tmp_path / "news.db"
    with Database.open(path) as database:
        store(database, articles)
        match(database)
    found = findings(path)
    assert (len(found["overlaps"]), [row[4] for row in found["set aside"]]) == ((0, [reason]) if reason else (1, []))
