"""Every number of the program: name, default, unit, range and the reason for its value.

A settings file (``provenance.toml``) has one table for each group below, such as ``[reuse]``; unknown names and values out
of range are refused, all of them in one message.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from provenance.errors import SettingsError

N = TypeVar("N", int, float)

REGISTER_TABLES: Final = ("agency", "outlet", "body")
"""Tables of a settings file that are no settings: the user's own outlets (see provenance/registers.py)."""


def number(default: N, *, unit: str, low: N, high: N, reason: str) -> N:
    """Declare one setting of a group: its default, what it counts, the range it may have and why it has its value."""
    declared: N = field(default=default, metadata={"unit": unit, "low": low, "high": high, "reason": reason})
    return declared


@dataclass(frozen=True)
class IntakeSettings:
    """Limits on what is read."""

    max_file_bytes: int = number(
        2**32, unit="bytes", low=1024, high=2**44, reason="a larger file is a mistake or an attack: news archives come in pieces of about 1 GB"
    )
    max_article_characters: int = number(
        2_000_000, unit="code points", low=1000, high=10**8, reason="the longest news articles have 100,000; books are not news"
    )
    max_record_bytes: int = number(
        2**24, unit="bytes", low=1024, high=2**32, reason="a record holds one article and what a crawler adds to it; a longer line is no record"
    )
    max_decompressed_bytes: int = number(
        2**36, unit="bytes", low=2**20, high=2**48, reason="16 times the largest file: text shrinks four to ten times, a bomb a thousand"
    )
    max_page_bytes: int = number(
        2**23, unit="bytes", low=1024, high=2**32, reason="the largest pages of news have 5 MB; a tree takes twenty times the bytes of its page"
    )
    max_page_seconds: float = number(
        30.0, unit="seconds", low=0.1, high=3600.0, reason="most pages take a tenth of a second; what takes so long was made to do so"
    )
    max_page_tags: int = number(
        100_000, unit="tags", low=1000, high=10**8, reason="pages of news have up to 30,000; what reads them takes 3 KB for each"
    )
    max_tag_attributes: int = number(
        1000,
        unit="attributes",
        low=10,
        high=30_000,
        reason="tags of pages of news have fewer than a hundred; the parser's time grows with the square",
    )
    max_feed_bytes: int = number(
        2**23,
        unit="bytes",
        low=1024,
        high=2**32,
        reason="feeds hold some hundred entries, in all less than 5 MB; reading one takes thirty times its bytes",
    )
    max_records: int = number(10_000_000, unit="records", low=1, high=10**12, reason="the most that one file of the largest size can hold in earnest")
    max_compression_ratio: float = number(
        200.0, unit="times", low=10.0, high=10_000.0, reason="repetitive record files reach 50; gzip can't exceed 1,032 and bombs come close to it"
    )
    dateline_lines: int = number(
        5, unit="lines", low=1, high=50, reason="a dateline opens the story; above it stand headline, standfirst, byline and date"
    )
    dateline_words: int = number(
        10, unit="words", low=2, high=30, reason="place, day, month and year in two calendars, or a reporter's name, before the agency"
    )
    date_line_words: int = number(16, unit="words", low=3, high=60, reason="weekday, date, time and time zone, published and updated")
    date_foot_lines: int = number(4, unit="lines", low=0, high=50, reason="a date below the story is followed by a credit and a few buttons")
    photo_words: int = number(12, unit="words", low=3, high=40, reason="'Photo by', a photographer, a pool and two agencies fit into brackets")
    furniture_words: int = number(16, unit="words", low=1, high=60, reason="'read also' and the headline that follows; a longer line is a paragraph")
    headline_words: int = number(18, unit="words", low=5, high=60, reason="headlines have 5 to 15 words; a longer line may be a paragraph")
    headline_least_words: int = number(
        5, unit="words", low=2, high=20, reason="shorter lines between paragraphs are mostly the story's own headings and captions"
    )
    glued_words: int = number(60, unit="words", low=8, high=300, reason="a headline and a byline that lost their line ends before 'PLACE (Agency) -'")
    rewritten_days: int = number(
        366,
        unit="days",
        low=30,
        high=36_500,
        reason="news is corrected for days; a page changed a year later is kept up to date, its text of no one day",
    )
    head_lines: int = number(
        3, unit="lines", low=0, high=20, reason="between dateline_lines and the story may stand a picture's caption and sharing buttons"
    )
    opening_words: int = number(120, unit="words", low=20, high=2000, reason="who says 'today, Friday' of the day of publication says it in the lead")
    credit_line_words: int = number(14, unit="words", low=2, high=60, reason="'Source: ...' with a few names; a longer line is a sentence")
    quoted_words: int = number(
        6, unit="words", low=1, high=30, reason="between 'quotes' and the outlet stands the one who is quoted, with a title and a name of three words"
    )
    credit_steps: int = number(
        4, unit="phrases", low=1, high=10, reason="between 'according to' and a name stand at most article, adjectives and the noun of the press"
    )
    paper_reach: int = number(
        120,
        unit="words",
        low=10,
        high=1000,
        reason="'the newspaper' speaks of one that was named in this or the last paragraph, not of one further up",
    )
    credit_reach: int = number(40, unit="words", low=5, high=200, reason="a speaker with title and apposition between 'said' and 'to Reuters'")


@dataclass(frozen=True)
class QuotationSettings:
    """Finding quotations and their speakers."""

    direct_words: int = number(
        2, unit="words", low=1, high=20, reason="one word right behind a cue is as often a name or a word held at a distance as it is speech"
    )
    fragment_words: int = number(
        3, unit="words", low=1, high=20, reason="shorter pieces in marks inside a sentence are mostly names and scare quotes"
    )
    sentence_words: int = number(
        4, unit="words", low=1, high=50, reason="what stands between marks without a cue must be long enough to be a sentence"
    )
    name_words: int = number(
        7,
        unit="words",
        low=1,
        high=50,
        reason="what follows 'film' or 'programme' in marks is its name, unless it is longer than titles are; so in speech behind a dash",
    )
    colon_words: int = number(12, unit="words", low=1, high=60, reason="a speaker named before a colon, with all titles, is not longer")
    cue_reach: int = number(
        16, unit="words", low=1, high=200, reason="what stands in marks further behind a cue, as short as names are, is one more often than speech"
    )
    memory: int = number(
        12, unit="sentences", low=0, high=10_000, reason="a speaker who was named longer ago is not the one who goes on speaking without a name"
    )
    nesting: int = number(4, unit="marks", low=1, high=50, reason="quotations nested deeper than three marks are a typing fault")
    paragraphs: int = number(3, unit="paragraphs", low=0, high=50, reason="over how many paragraphs a quotation may go whose marks are not repeated")


@dataclass(frozen=True)
class ReuseSettings:
    """Finding what articles share."""

    winnow_window: int = number(4, unit="runs of three words", low=1, high=50, reason="any six words in a row that two articles share are met")
    pair_letters: int = number(4, unit="letters", low=1, high=20, reason="shorter words are mostly particles, which stand near everything")
    pair_reach: int = number(6, unit="words", low=1, high=20, reason="half of the pairs of a shuffled sentence of 20 words stay this near")
    pair_sample: int = number(
        7, unit="pairs for one kept", low=1, high=1000, reason="leaves eight keys of a shuffled sentence of 20 words, in the room that the runs take"
    )
    passage_words: int = number(8, unit="words", low=3, high=100, reason="shorter sentences and quotations are met by their runs of words")
    bands: int = number(4, unit="bands", low=1, high=64, reason="with three rows a band, nine of ten sentences that share 8 of 10 shingles meet")
    rows_a_band: int = number(3, unit="hash values", low=1, high=16, reason="fewer would bring together sentences that share one shingle in three")
    frequency_cap: int = number(
        100,
        unit="places",
        low=2,
        high=100_000,
        reason="what stands in more places is compared with its heads only: it proves little or is widely spread",
    )
    article_places: int = number(
        4, unit="places", low=1, high=1000, reason="refrains meet by their first places: all of one article and all of another fill the memory"
    )
    heads: int = number(4, unit="places", low=1, high=100, reason="enough that the first articles by content are not all of one's own outlet")
    least_articles: int = number(
        25_000, unit="articles", low=1, high=10**7, reason="in a collection of fewer a key is rare only because few articles are there to hold it"
    )
    square_words: int = number(64, unit="words", low=8, high=1000, reason="what is shared stands this near together on both sides, or is no passage")
    spread_words: int = number(4, unit="words", low=0, high=100, reason="a name with its title stands within four words, and proves no passage")
    candidate_nats: float = number(
        7.5, unit="nats", low=0.0, high=100.0, reason="beyond one chance in the collection: two keys that no other article has, or some that few have"
    )
    version_pages: int = number(
        8,
        unit="pages of 64",
        low=1,
        high=64,
        reason="an eighth of all runs, 15 of a short article: a few articles of which half is shared pass for versions; all runs would be read twice",
    )
    version_runs: int = number(3, unit="runs", low=1, high=1000, reason="one or two runs that two short articles share in the sample may be chance")
    version_resemblance: float = number(
        0.6, unit="share of runs", low=0.1, high=1.0, reason="of all pairs of one outlet that share more, nearly every one is a story told again"
    )
    version_containment: float = number(
        0.8, unit="share of runs", low=0.1, high=1.0, reason="a form filled in anew shares up to three quarters; an article that grew keeps more"
    )
    formula_stories: int = number(
        6, unit="stories", low=2, high=1000, reason="fewer repetitions within an outlet may be versions of one story or a passage reused again"
    )
    formula_repeats: float = number(
        2.0, unit="stories an outlet", low=1.0, high=100.0, reason="a story spreads over outlets, a formula comes back within one"
    )
    boilerplate_stories: int = number(
        4, unit="stories", low=2, high=1000, reason="fewer repetitions are versions of one story, or a passage that was reused twice"
    )
    boilerplate_repeats: float = number(
        1.35, unit="stories an outlet", low=1.0, high=100.0, reason="where one outlet in three brings it again, it is a title, a form or a background"
    )
    form_words: int = number(
        6, unit="words", low=1, high=1000, reason="two phrases of a form: one may stand in any story, such as that a court has decided"
    )
    form_dice: float = number(
        0.8, unit="share of words", low=0.0, high=1.0, reason="two reports that fill in one form with other facts share less than this in order"
    )
    form_share: float = number(
        0.4,
        unit="share of shared words",
        low=0.0,
        high=1.0,
        reason="where phrases of forms are so much of what is shared, it is hardly more than the form",
    )
    form_alike: float = number(
        0.89,
        unit="share of words",
        low=0.0,
        high=1.0,
        reason="a form with few blanks agrees so far with other facts; copies of one report agree further",
    )
    routine_share: float = number(
        0.5,
        unit="share of shared words",
        low=0.0,
        high=1.0,
        reason="half of what two tell of one incident is the incident, and not who speaks for the police",
    )
    own_share: float = number(
        0.25,
        unit="share of shared words",
        low=0.0,
        high=1.0,
        reason="with less outside boilerplate, a few words are a title, and numbers that agree are part of a form",
    )
    names_nats: float = number(
        5.9,
        unit="nats a word",
        low=0.0,
        high=20.0,
        reason="names are rare words, which tell as much as a word may tell; nine of ten passages of as many other words share some that tell less",
    )
    beside_names_share: float = number(
        0.15,
        unit="share of shared words",
        low=0.0,
        high=1.0,
        reason="who introduces a speaker shares his name and titles with all who do; a word or two beside them are a verb and that",
    )
    again_words: float = number(
        6.0,
        unit="words a key",
        low=0.1,
        high=100.0,
        reason="a key marks three words, and up to six where it joins others; most that change in one article do in the other",
    )
    again_growth: float = number(
        1.2,
        unit="times",
        low=1.01,
        high=100.0,
        reason="by so much a collection grows until its pairs are compared again: by then it is known better how common words are",
    )
    settled_share: float = number(
        0.85, unit="share", low=0.0, high=1.0, reason="what an article shares so nearly whole and in so nearly the same words stays as it was found"
    )
    ripe_articles: int = number(
        50_000, unit="articles", low=0, high=10**7, reason="a collection of so many knows its words: more articles hardly change how common they are"
    )
    most_leeway: int = number(30, unit="words", low=1, high=1000, reason="so many keys that changed around a passage may move its ends")
    word_nats: float = number(
        6.0,
        unit="nats",
        low=1.0,
        high=20.0,
        reason="most that one shared word may prove: beyond it names and misspellings would prove a passage alone",
    )
    kept_share: float = number(
        0.5,
        unit="share of words",
        low=0.1,
        high=0.9,
        reason="what a reworded passage keeps of its words; verbatim ones keep more and are found anyway",
    )
    seed_word_nats: float = number(
        5.0, unit="nats", low=1.0, high=12.0, reason="a word rarer than 1 in 150 may open a comparison; commoner ones stand everywhere"
    )
    neighbourhood_words: int = number(
        64, unit="words", low=8, high=1000, reason="holds a passage of two sentences, in whatever order its words stand"
    )
    seed_nats: float = number(
        60.0,
        unit="nats",
        low=2.0,
        high=300.0,
        reason="ten rare words, or seven that stand in two runs, in one neighbourhood; a name with its title has less",
    )
    drop_nats: float = number(
        14.0, unit="nats", low=2.0, high=60.0, reason="a passage may be broken by about 20 words that are not shared before it ends"
    )
    overlap_nats: float = number(20.0, unit="nats", low=2.0, high=100.0, reason="below it texts on one subject agree by chance")
    verbatim_dice: float = number(0.97, unit="share of words", low=0.8, high=1.0, reason="one word in 30 may differ: spelling and typing slips")
    edited_dice: float = number(0.75, unit="share of words", low=0.4, high=1.0, reason="above it a reader sees the same text with changes")
    reordered_dice: float = number(0.5, unit="share of words", low=0.2, high=1.0, reason="unrelated windows share at most 0.19 of their words")
    ordered_share: float = number(
        0.75,
        unit="share of shared words",
        low=0.3,
        high=1.0,
        reason="when more than a quarter of what is shared stands elsewhere, the order was changed",
    )
    least_dice: float = number(0.45, unit="share of words", low=0.2, high=1.0, reason="more than twice what unrelated windows share (0.19)")
    least_letters: float = number(0.6, unit="share of letters", low=0.3, high=1.0, reason="unrelated windows agree in at most 0.49 of their letters")
    short_words: int = number(25, unit="words", low=0, high=1000, reason="a passage of one sentence; in few words more must agree")
    short_dice: float = number(
        0.55, unit="share of words", low=0.0, high=1.0, reason="two reports of one fact share half of a short sentence by themselves"
    )
    phrase_words: int = number(
        10,
        unit="words",
        low=0,
        high=1000,
        reason="of forty passages of eight or nine words that nobody quotes two in three were names and set phrases",
    )
    least_words: int = number(8, unit="words", low=3, high=100, reason="shorter runs of words recur by chance in news")
    ordered_words: int = number(
        8192, unit="words", low=0, high=65_536, reason="the path through two longer articles takes more than 8 MB; they are left to the slower path"
    )
    ordered_nats: float = number(
        40.0, unit="nats", low=2.0, high=300.0, reason="a name with its title is ten words in one order, and tells 30; so few words must be rare ones"
    )
    in_order_dice: float = number(0.5, unit="share of words", low=0.2, high=1.0, reason="with half of the words in order, chance is out")
    scattered_nats: float = number(
        60.0, unit="nats", low=2.0, high=300.0, reason="texts on one subject share its names in any order; a passage in another order shares more"
    )
    report_words: int = number(
        50,
        unit="words",
        low=8,
        high=1000,
        reason="so many words agree verbatim in one report only: titles are shorter, forms have other facts",
    )
    free_share: float = number(
        0.4,
        unit="share of shared words",
        low=0.0,
        high=1.0,
        reason="what two articles share beside formulae must be more than a filling between them",
    )
    free_nats: float = number(
        60.0,
        unit="nats",
        low=0.0,
        high=300.0,
        reason="where many words differ, ten rare ones must be shared beside formulae: fewer are names and titles",
    )
    scattered_free_nats: float = number(
        100.0, unit="nats", low=0.0, high=300.0, reason="lists of the same guests and offices share names in any order; a reordered passage more"
    )
    loose_dice: float = number(
        0.63, unit="share of words", low=0.0, high=1.0, reason="where so many words differ, worn ones that agree are the form of such reports"
    )
    faint_nats: float = number(
        85.0,
        unit="nats",
        low=0.0,
        high=300.0,
        reason="two reports in words of their own share fewer than 15 rare words beside names and set phrases; a text told again shares more",
    )
    template_numbers: int = number(
        2, unit="numbers", low=1, high=100, reason="one number may be corrected; two that differ on either side are other facts"
    )
    tail_dice: float = number(
        0.45, unit="share of words", low=0.0, high=1.0, reason="a sentence at the end of a passage that shares less than this is not part of it"
    )
    tail_free_dice: float = number(
        0.9, unit="share of words", low=0.0, high=1.0, reason="passages so alike have no weak ends; saves the time to look"
    )
    snap_out_words: int = number(6, unit="words", low=0, high=50, reason="a rewritten opening of a quotation still belongs to it")
    snap_in_words: int = number(2, unit="words", low=0, high=20, reason="a shared word or two before a passage is chance")
    indexing_articles: int = number(1024, unit="articles", low=1, high=100_000, reason="enough to keep numpy busy; a worker holds them in 30 MB")
    asking_articles: int = number(
        3072, unit="articles", low=1, high=100_000, reason="the index is read once for so many; what they meet in it takes a worker about 90 MB"
    )
    comparing_pairs: int = number(768, unit="pairs", low=1, high=100_000, reason="one task of a worker: long enough to outweigh its cost")
    waiting_pairs: int = number(32_768, unit="pairs", low=1, high=10**7, reason="pairs taken from the waiting list at once")
    kept_articles: int = number(
        768, unit="articles", low=0, high=10**6, reason="articles ready to be compared that a worker keeps for its next pairs: 30 MB"
    )
    family_stretch: float = number(
        4.0, unit="times", low=1.0, high=1000.0, reason="who carries less than a quarter of the longest wording carries another passage"
    )
    spreading_families: int = number(
        256, unit="families", low=1, high=100_000, reason="families told at once: their articles, mostly four each, are held in memory: 10 MB"
    )
    same_place_share: float = number(
        0.5, unit="share of the longer stretch", low=0.1, high=1.0, reason="less in common is another passage that touches this one"
    )
    credit_reach: int = number(
        300, unit="code points", low=0, high=10_000, reason="a credit of one passage stands in the sentence before or behind it"
    )
    gap_words: int = number(15, unit="words", low=0, high=200, reason="two parts of a passage with less than a sentence between them are one")
    rounds: int = number(8, unit="rounds", low=1, high=100, reason="each round may treble the passage: 40 words become 80,000")
    margin_words: int = number(40, unit="words", low=4, high=1000, reason="a passage that goes on is found again within a long sentence")
    reach_words: int = number(60, unit="words", low=4, high=1000, reason="a passage of two sentences is reached at once, a longer one step by step")
    hopeless_nats: float = number(
        20.0, unit="nats", low=0.0, high=100.0, reason="a seed that has found less than a passage needs in its neighbourhood will find none"
    )
    hopeless_share: float = number(
        0.35, unit="share of words", low=0.0, high=1.0, reason="cutting weak ends lifts the share of what is shared by a tenth at most"
    )
    room_words: int = number(
        16, unit="words", low=1, high=1000, reason="what two copies leave over: less holds no passage but a few words that are shared anyhow"
    )
    seeds_a_pair: int = number(24, unit="seeds", low=1, high=1000, reason="bounds the work on one pair; news pairs have one to five passages")


@dataclass(frozen=True)
class StoreSettings:
    """The database."""

    batch_articles: int = number(
        500, unit="articles", low=1, high=100_000, reason="each commit waits for the disk: at 500 the wait is below one part in a hundred"
    )
    batch_characters: int = number(
        1_000_000, unit="code points", low=1000, high=10**9, reason="a batch is held in memory with its folded texts, about 60 bytes a code point"
    )


@dataclass(frozen=True)
class ReportSettings:
    """The pages."""

    families_per_page: int = number(50, unit="families", low=5, high=200, reason="what is read with all that is told of it: some screens")
    families_in_short: int = number(200, unit="families", low=5, high=200, reason="a line each on the further pages of a list, for looking one up")
    compared_words: int = number(2000, unit="words", low=50, high=20_000, reason="the alignment's memory grows with the square: 2000 words take 1 MB")
    compared_variants: int = number(8, unit="variants", low=2, high=200, reason="nobody reads more side by side; all are in the family's JSON")
    aligned_variants: int = number(4, unit="variants", low=2, high=200, reason="a table of words for each more would bury the evidence behind it")
    shown_occurrences: int = number(200, unit="occurrences", low=10, high=2000, reason="2 KB each: keeps a family's page far below 1 MB")
    shown_credits: int = number(20, unit="credits", low=1, high=1000, reason="what one occurrence needs as evidence; its article's page has more")
    listed_outlets: int = number(
        100, unit="outlets", low=5, high=1000, reason="rows of a timeline that a reader can follow; all are in the family's JSON"
    )
    drawn_outlets: int = number(40, unit="outlets", low=5, high=100, reason="a graph with more is a thicket; the rest stand in the table")
    shown_characters: int = number(
        100_000, unit="code points", low=1000, high=250_000, reason="an article's page stays below 1 MB whatever its marks"
    )
    hero_characters: int = number(700, unit="code points", low=100, high=20_000, reason="what is read at one look; the article's page has all of it")
    context_characters: int = number(240, unit="code points", low=0, high=2000, reason="the longest usual sentence on either side of a passage")
    matrix_outlets: int = number(12, unit="outlets", low=2, high=40, reason="a table that fits a screen; every outlet has its own page")
    listed_groups: int = number(300, unit="names", low=10, high=2000, reason="names on one page of a filter: some screens, and it opens at once")
    listed_aside: int = number(2000, unit="pairs", low=0, high=100_000, reason="enough to see what is kept out; all of it stays in the database")
    feed_entries: int = number(50, unit="families", low=1, high=1000, reason="what a daily reader can have missed")
    all_articles: int = number(0, unit="0 or 1", low=0, high=1, reason="an article without findings needs no page; 1 writes one for every article")


@dataclass(frozen=True)
class Settings:
    """All groups of settings."""

    intake: IntakeSettings = IntakeSettings()
    quotations: QuotationSettings = QuotationSettings()
    reuse: ReuseSettings = ReuseSettings()
    store: StoreSettings = StoreSettings()
    report: ReportSettings = ReportSettings()

    def sha256(self) -> str:
        """A digest of all values: equal for equal settings."""
        return hashlib.sha256(json.dumps(dataclasses.asdict(self), sort_keys=True).encode()).hexdigest()


def _read_group(cls: type[Any], name: str, values: object, faults: list[str]) -> Any:
    """One group from its table; what is wrong is added to `faults`."""
    if not isinstance(values, Mapping):
        faults.append(f"[{name}] must be a table, found {values!r}")
        return cls()
    known = {f.name: f for f in fields(cls)}
    good = {}
    for key, value in values.items():
        setting = known.get(key)
        if setting is None:
            faults.append(f"[{name}] has no setting {key!r}; it has {', '.join(sorted(known)) or 'none'}")
            continue
        low, high, unit = (setting.metadata[k] for k in ("low", "high", "unit"))
        wanted = int if isinstance(setting.default, int) else (int, float)
        if isinstance(value, bool) or not isinstance(value, wanted) or not low <= value <= high:
            kind = "a whole number" if wanted is int else "a number"
            faults.append(f"[{name}] {key} must be {kind} from {low} to {high} ({unit}), found {value!r}")
        else:
            good[key] = value
    return cls(**good)


def settings_from(table: Mapping[str, object], where: str) -> Settings:
    """Settings from a parsed table; `where` names it in messages.

    Raises SettingsError that names every unknown group or setting and every value out of range.
    """
    groups = {f.name: type(f.default) for f in fields(Settings)}
    unknown = [name for name in table if name not in groups and name not in REGISTER_TABLES]
    faults = [f"there is no group [{name}]; there are {', '.join(sorted(groups))}" for name in unknown]
    read = {name: _read_group(cls, name, table.get(name, {}), faults) for name, cls in groups.items()}
    if faults:
        raise SettingsError(f"{where}: {'; '.join(faults)}. Correct or remove these lines.")
    return Settings(**read)


def read_settings(path: Path) -> Settings:
    """Settings from a TOML file. Raises SettingsError when it can't be read or used."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: a settings file in TOML was wanted, but it can't be read: {error}") from error
    return settings_from(table, str(path))
