"""What the pages show, without their HTML: facts, order of time, spread, rank, lists."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from memory_collection import MemoryCollection
from sample_collections import SAID, add_committee, add_geneva, full_collection

from provenance.model import Credit, Occurrence, Quotation, Span
from provenance.report.article import article_page, covered, heading_of
from provenance.report.body import Bodies
from provenance.report.evidence import EvidenceBlocks
from provenance.report.family import FamilyPage, family_pages, records_of
from provenance.report.figures import timeline_row
from provenance.report.fragments import Fragments
from provenance.report.groups import by_day, by_kind, by_outlet, by_source, by_speaker
from provenance.report.lines import FamilyLine, line_of, ranked
from provenance.report.members import context, quotation_at
from provenance.report.messages import messages
from provenance.report.outlet import outlet_page
from provenance.report.overview import list_pages, overview
from provenance.report.spread import MAX_CREDITED, spread
from provenance.report.timeline import timeline
from provenance.settings import ReportSettings

SETTINGS = ReportSettings()


def page_of(collection: MemoryCollection, family_id: str) -> FamilyPage:
    return family_pages(list(records_of(collection, [family_id])), SETTINGS)[0]


def lines_of(collection: MemoryCollection) -> list[FamilyLine]:
    records = list(records_of(collection, sorted(collection.found)))
    return ranked([line_of(page, r.last_run) for r, page in zip(records, family_pages(records, SETTINGS), strict=True)])


def test_the_fullest_wording_leads_with_its_speaker_and_cue() -> None:
    collection = MemoryCollection()
    page = page_of(collection, add_geneva(collection))
    assert page.fullest.outlet == "Pakistan Point News"
    assert page.fullest.quotation and page.fullest.quotation.speaker == "سيرغي لافروف"
    assert page.fullest.cue == "وقال لافروف، في مستهل اللقاء مع بلينكن"
    assert page.is_quotation
    assert page.kinds == (("reworded", 1),)


def test_an_undated_occurrence_is_counted_as_the_doubt_about_who_was_first() -> None:
    collection = MemoryCollection()
    page = page_of(collection, add_geneva(collection))
    assert (page.doubt.undated, page.doubt.vague) == (1, 0)


def test_a_date_that_may_be_as_early_as_the_first_one_is_counted_as_doubt() -> None:
    collection = MemoryCollection()
    a = collection.add_article("one sentence of words", "A", "2024-03")
    b = collection.add_article("one sentence of words!", "B", "2024-03-09")
    page = page_of(collection, collection.add_family([(a, "one sentence of words", "own"), (b, "one sentence of words", "uncredited")]))
    assert page.doubt.vague == 1


def test_every_variant_is_compared_with_the_fullest_one_and_its_changes_are_named() -> None:
    collection = MemoryCollection()
    page = page_of(collection, add_committee(collection, 6))
    assert [v.comparison is None for v in page.variants] == [True, False, False, False, False]
    assert set(page.changes) == {"number", "negation", "trimmed at the end", "replaced"}


def test_speakers_who_share_no_word_of_their_names_are_told_as_a_change() -> None:
    collection = MemoryCollection()
    a = collection.add_article(f"قال: {SAID}", "A", said=SAID, speaker="كريم الناصر", cue="قال")
    b = collection.add_article(f"قالت: {SAID}", "B", said=SAID, speaker="سلمى الحداد", cue="قالت")
    assert page_of(collection, collection.add_family([(a, SAID, "own"), (b, SAID, "uncredited")])).changes == ("speaker",)


def test_a_speaker_who_is_named_in_the_other_article_is_no_other_speaker() -> None:
    collection = MemoryCollection()
    a = collection.add_article(f"قال رئيس اللجنة كريم الناصر: {SAID}", "A", said=SAID, speaker="كريم الناصر", cue="قال")
    b = collection.add_article(f"قال: {SAID}", "B", said=SAID, speaker="رئيس اللجنة", cue="قال")
    assert page_of(collection, collection.add_family([(a, SAID, "own"), (b, SAID, "uncredited")])).changes == ()


def test_the_quotation_of_an_occurrence_fills_at_least_half_of_it() -> None:
    quotation = Quotation("q", 10, 50, None, None, None, True)
    assert quotation_at(Occurrence("a", 0, 60), [quotation]) is quotation
    assert quotation_at(Occurrence("a", 20, 40), [quotation]) is quotation
    assert quotation_at(Occurrence("a", 40, 90), [quotation]) is None
    assert quotation_at(Occurrence("a", 0, 90), [quotation]) is None


def test_the_sentence_around_a_passage_ends_at_its_marks_and_at_the_limit() -> None:
    text = "Before. The mayor said that rain comes today. After."
    span = Span(text.index("rain"), text.index("rain") + 4)
    assert context(text, span, 100) == ("The mayor said that ", " comes today.")
    assert context(text, span, 5) == ("that ", " come")


def test_the_timeline_keeps_the_order_of_time_and_puts_the_undated_last() -> None:
    collection = MemoryCollection()
    rows = timeline(page_of(collection, add_committee(collection, 40)).members, 100).rows
    dated = [row.marks[0].start for row in rows if row.marks]
    assert dated == sorted(dated)
    assert dated[0] == 0
    assert all(not row.marks for row in rows[len(dated) :])


def test_a_month_is_a_bar_and_a_fetch_only_an_upper_bound() -> None:
    line = timeline(page_of(full_collection(), next(f.family_id for f in full_collection().families() if len(f.members) == 3)).members, 100)
    marks = {mark.stated: mark for row in line.rows for mark in row.marks}
    assert marks[True].end - marks[True].start > 0.2
    assert marks[False].start == marks[False].end or marks[False].end - marks[False].start < 0.01


def test_a_day_is_drawn_as_a_bar_as_long_as_the_day_and_an_instant_as_a_mark() -> None:
    collection = MemoryCollection()
    a = collection.add_article("one sentence of words", "A", "2024-03-08")
    b = collection.add_article("one sentence of words!", "B", "2024-03-09T10:00:00Z")
    page = page_of(collection, collection.add_family([(a, "one sentence of words", "own"), (b, "one sentence of words", "uncredited")]))
    drawn = {row.members[0].outlet: timeline_row(row.marks, (), "ltr") for row in timeline(page.members, 100).rows}
    assert ("<rect" in drawn["A"], "<use" in drawn["A"]) == (True, False)
    assert ("<rect" in drawn["B"], "<use" in drawn["B"]) == (False, True)


def test_no_two_ticks_of_a_scale_tell_the_same_date() -> None:
    collection = MemoryCollection()
    for days in (1, 3, 40, 90, 400, 2000):
        first = datetime(2024, 1, 31, 5, tzinfo=UTC)
        dates = [first.isoformat(), (first + timedelta(days=days)).isoformat()]
        ids = [collection.add_article(f"one sentence of words {days} {i}", f"O{i}", date) for i, date in enumerate(dates)]
        page = page_of(collection, collection.add_family([(i, "one sentence of words", "uncredited") for i in ids]))
        ticks = [messages("en").tick(t.value, t.scale) for t in timeline(page.members, 100).ticks]
        assert len(set(ticks)) == len(ticks) > 0, days


def test_rows_marks_credits_and_drawn_sources_are_bounded_and_the_rest_is_counted() -> None:
    collection = MemoryCollection()
    said = "the mill will close its gates for ever in May"
    many = tuple(Credit(f"Agency {n}", "in text", "passage", False, "phrase", f"told by {n}", 0, 4) for n in range(300))
    members = [
        (collection.add_article(f"{i} {said}", f"Outlet {i % 150}", f"2024-03-01T10:00:{i % 60:02}Z", credited=many), said, "credited")
        for i in range(300)
    ]
    page = page_of(collection, collection.add_family(members))  # type: ignore[arg-type]
    line = timeline(page.members, 100)
    assert (len(line.rows), line.left_out) == (100, 50)
    assert len([e for e in spread(page, 40).edges if e.kind == "stated"]) == 40 * MAX_CREDITED
    block = str(EvidenceBlocks(messages("en"), Fragments(messages("en"), "../"))(page.members[0], SETTINGS))
    assert (block.count("told by"), "280</bdi> more" in block) == (SETTINGS.shown_credits, True)


def test_a_stated_credit_a_dated_likeness_and_an_undated_one_are_different_edges() -> None:
    collection = MemoryCollection()
    edges = spread(page_of(collection, add_committee(collection, 6)), 40).edges
    assert {(e.start, e.end, e.kind) for e in edges} == {
        ("TASS", "الأمصار", "stated"),
        ("UrduPoint عربي", "صحيفة النخيل", "inferred"),
        ("UrduPoint عربي", "Al-Sarw Daily", "inferred"),
        ("UrduPoint عربي", "RT Arabic", "similar"),
    }


def test_outlets_that_credit_each_other_in_a_circle_are_still_drawn() -> None:
    collection = MemoryCollection()
    names = ("A", "B", "C")
    members = []
    for i, name in enumerate(names):
        credit = Credit(names[i - 1], "in text", "passage", False, "phrase", "as told", 0, 1)
        members.append((collection.add_article(f"{name} says the mill will close", name, credited=(credit,)), "the mill will close", "credited"))
    drawn = spread(page_of(collection, collection.add_family(members)), 40)  # type: ignore[arg-type]
    assert len(drawn.nodes) == len(drawn.edges) == 3


def test_at_most_so_many_outlets_are_drawn_and_the_rest_is_counted() -> None:
    collection = MemoryCollection()
    drawn = spread(page_of(collection, add_committee(collection, 40)), 10)
    assert sum(node.status is not None for node in drawn.nodes) == 10
    assert drawn.left_out == 30


def test_altered_words_of_a_person_without_credit_rank_before_routine_text() -> None:
    lines = lines_of(full_collection())
    assert [len(line.carriers) for line in lines] == [40, 6, 2, 3]
    assert set(lines[0].rank.reasons[:2]) == {"negation", "words of a person"}


def test_a_table_of_figures_ranks_behind_the_same_families_without_figures() -> None:
    def points(text: str) -> float:
        collection = MemoryCollection()
        members = [(collection.add_article(f"{name} {text}", name, "2024-01-01", language="en"), text, "uncredited") for name in "AB"]
        collection.add_family(members)  # type: ignore[arg-type]
        return lines_of(collection)[0].rank.points

    words = "gold and silver and copper and tin were sold by the miners in the town"
    assert points(words.replace("and", "12.5")) < points(words)


def test_lists_are_paged_and_linked_and_lose_nothing() -> None:
    pages = list_pages(range(7), "x", 3)
    assert [p.name for p in pages] == ["x.html", "x-2.html", "x-3.html"]
    assert [n for p in pages for n in p.lines] == list(range(7))
    assert [(p.previous, p.next) for p in pages] == [(None, "x-2.html"), ("x.html", "x-3.html"), ("x-2.html", None)]
    assert [p.name for p in list_pages([], "x", 3)] == ["x.html"]
    assert [(p.first, len(p.lines)) for p in list_pages(range(9), "x", 3, 5)] == [(1, 3), (4, 5), (9, 1)]


def test_a_list_of_one_family_is_its_page() -> None:
    lines = lines_of(full_collection())
    for group in (*by_speaker(lines), *by_source(lines)):
        alone = len(group.lines) == 1
        assert group.address == (f"families/{group.lines[0].family_id}" if alone else f"lists/{group.group_id}")


def test_filters_hold_every_family_that_they_name() -> None:
    lines = lines_of(full_collection())
    for groups in (by_outlet(lines), by_speaker(lines), by_source(lines), by_day(lines), by_kind(lines)):
        assert len({g.group_id for g in groups}) == len(groups) > 0
    assert {g.name: len(g.lines) for g in by_speaker(lines)} == {"كريم الناصر": 2, "سيرغي لافروف": 1}
    assert {g.name for g in by_source(lines)} == {"Sputnik", "TASS"}
    assert [g.name for g in by_day(lines)][:2] == ["2024-03-20", "2024-03-19"]


def test_spellings_that_fold_alike_are_one_speaker_with_a_stable_address() -> None:
    line = lines_of(full_collection())[0]
    one = by_speaker([replace(line, speakers=("أنور قرقاش",)), replace(line, speakers=("انور قرقاش",))])
    other = by_speaker([replace(line, speakers=("انور قرقاش",)), replace(line, speakers=("أنور قرقاش",))])
    assert len(one) == 1
    assert one[0].group_id == other[0].group_id


def test_a_speaker_is_shown_as_most_families_spell_the_name() -> None:
    line = lines_of(full_collection())[0]
    told = [replace(line, speakers=(name,)) for name in ("Источник", "источник", "источник")]
    assert [group.name for group in by_speaker(told)] == [group.name for group in by_speaker(told[::-1])] == ["источник"]


def test_an_outlet_resembles_those_who_have_its_uncredited_words_earlier() -> None:
    collection = MemoryCollection()
    add_committee(collection, 6)
    page = outlet_page("صحيفة النخيل", 1, lines_of(collection), [], [])
    found = {r.outlet: (r.later, r.unknown) for r in page.resembles}
    assert found == {"UrduPoint عربي": (1, 0), "الأمصار": (1, 0), "RT Arabic": (0, 1)}
    assert page.uncredited == 1


def test_who_carries_whom_counts_families_that_are_not_earlier_and_their_credits() -> None:
    collection = MemoryCollection()
    add_committee(collection, 6)
    table = overview(collection.runs(), collection.counts(), lines_of(collection), 12).carries
    cell = {(r, c): table.cells[i][j] for i, r in enumerate(table.rows) for j, c in enumerate(table.columns)}
    assert cell["UrduPoint عربي", "الأمصار"] is None
    later = cell["الأمصار", "TASS"]
    assert later is not None
    assert (later.shared, later.credited) == (1, 1)


def test_the_segments_of_an_article_give_its_text_again_and_number_its_passages() -> None:
    collection = MemoryCollection()
    add_committee(collection, 6)
    lines = lines_of(collection)
    headings = {a.article_id: heading_of(a) for a in collection.articles()}
    for article in collection.articles():
        page = article_page(article, collection.quotations(article.article_id), lines, headings, 10_000)
        assert "".join(s.text for s in page.segments) == article.text
        assert [n for s in page.segments for n in s.starts] == [1]
        assert "".join(s.text for s in page.segments if s.found) in article.text
        assert len(page.related) == 5
        assert 0 < page.share_found < 1


def test_an_outlet_that_has_a_passage_in_several_articles_of_a_day_is_told_once_and_an_unknown_one_each_time() -> None:
    collection = MemoryCollection()
    said = "the mill will close before the winter comes"
    outlets = ("Sarn Gazette", "Daily Amsar", "Daily Amsar", None, None)
    members = [(collection.add_article(f"{i}: {said}.", outlet, "2024-03-01"), said, "uncredited") for i, outlet in enumerate(outlets)]
    collection.add_family(members)  # type: ignore[arg-type]
    article = collection.article(members[0][0])
    page = article_page(article, (), lines_of(collection), {a.article_id: heading_of(a) for a in collection.articles()}, 10_000)
    told = Bodies(messages("en"), Fragments(messages("en"), "../")).finding(page.findings[0])
    assert (told.count("Daily Amsar"), told.count(str(messages("en").html("unknown_outlet")))) == (1, 2)


def test_a_text_without_a_title_is_called_by_its_first_line_that_is_no_furniture() -> None:
    collection = MemoryCollection()
    article = collection.article(collection.add_article("Menu\n\n ***\nThe mill closes\nIt was old."))
    assert heading_of(article).title == "Menu"
    assert heading_of(replace(article, furniture=(Span(0, 4),))).title == "The mill closes"


def test_overlapping_spans_are_counted_once() -> None:
    assert covered([Span(0, 10), Span(5, 12), Span(20, 22), Span(20, 21)]) == 14
