"""Join overlaps to families and tell how each passage spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from provenance.matching.crew import Crew, chunks, reader
from provenance.model import Span
from provenance.quotations.names import same_person
from provenance.reuse.families import Group, Stretch, family_id, group
from provenance.reuse.spread import Appearance, credit_status, credits_of, first_seen, in_order, speakers_of
from provenance.settings import ReuseSettings
from provenance.store.database import Database
from provenance.store.findings import FamilyRow, OccurrenceRow, StoredArticle, gather, replace_families, stored_articles
from provenance.text import fold_many


def join_families(database: Database, crew: Crew, agencies: frozenset[str], settings: ReuseSettings) -> int:
    """Form the families of all overlaps that have none, and anew those that they touch; how many were formed."""
    gathered = gather(database)
    overlaps = [(Stretch(*a), Stretch(*b)) for _, a, b, _ in gathered]
    former = [family for *_, family in gathered if family is not None]
    named = ((family_id([overlaps[n] for n in found.overlaps]), found) for found in group(overlaps, settings))
    groups = sorted(named, key=itemgetter(0))
    tasks = chunks(groups, settings.spreading_families)
    told = crew.each(_tell_task, [([found for _, found in task], agencies) for task in tasks])
    families = (
        [FamilyRow(name, tuple(gathered[n][0] for n in found.overlaps), *of) for (name, found), of in zip(task, several, strict=True)]
        for task, several in zip(tasks, told, strict=True)
    )
    replace_families(database, former, families)  # stored while the workers tell the next ones
    return len(groups)


Told = tuple[tuple[OccurrenceRow, ...], tuple[str, ...], tuple[int, bool, str] | None]


def _tell_task(task: tuple[Sequence[Group[tuple[str, int]]], frozenset[str]]) -> list[Told]:
    """What is told of some families; `agencies` are the outlets that are agencies."""
    groups, agencies = task
    own = reader()
    articles = stored_articles(own.database, (place.article[1] for found in groups for place in found.occurrences))
    spread = [in_order([_appearance(articles[place.article[1]], place, agencies, own.settings) for place in found.occurrences]) for found in groups]
    told = zip(groups, spread, _wordings(articles, groups, spread), strict=True)
    return [_told(articles, found, appearances, _variants(wording)) for found, appearances, wording in told]


def _told(articles: Mapping[int, StoredArticle], found: Group[tuple[str, int]], appearances: Sequence[Appearance], variants: Sequence[int]) -> Told:
    """What is told of one family: its occurrences, who speaks, and who was first."""
    rows = dict(place.article for place in found.occurrences)
    first = first_seen(appearances)
    certain = first.number if first is not None and first.certain else None
    occurrences = []
    for number, (a, variant) in enumerate(zip(appearances, variants, strict=True)):
        told = frozenset(a.credits)  # an article may hold thousands
        credit_rows = tuple(row for row, credit in articles[rows[a.article_id]].credits if credit in told)
        status = credit_status(a.credits, is_agency=a.is_agency, is_first=number == certain)
        occurrences.append(OccurrenceRow(rows[a.article_id], a.start, a.end, variant, status, credit_rows))
    speakers = [s for a in appearances for s in speakers_of(Span(a.start, a.end), articles[rows[a.article_id]].quotations)]
    first_row = None if first is None else (rows[appearances[first.number].article_id], first.certain, first.reason)
    return tuple(occurrences), _people(speakers), first_row


def _appearance(article: StoredArticle, place: Stretch[tuple[str, int]], agencies: frozenset[str], settings: ReuseSettings) -> Appearance:
    near = credits_of(article.text, place.start, place.end, [credit for _, credit in article.credits], settings)
    is_agency = article.outlet in agencies
    return Appearance(article.article_id, place.start, place.end, article.published, article.fetched, is_agency, near)


def _people(speakers: Sequence[str]) -> tuple[str, ...]:
    """Each person once, in the fullest of the forms that stand in the articles; in the order in which people come."""
    people: list[str] = []
    for name in dict.fromkeys(speakers):
        same = next((n for n, known in enumerate(people) if same_person(name, known)), None)
        if same is None:
            people.append(name)
        elif len(name.split()) > len(people[same].split()):
            people[same] = name
    return tuple(people)


def _wordings(
    articles: Mapping[int, StoredArticle], groups: Sequence[Group[tuple[str, int]]], spread: Sequence[Sequence[Appearance]]
) -> Iterator[list[bytes]]:
    """For each family the wording of each of its appearances: equal where the folded words are equal."""
    texts = []
    for found, appearances in zip(groups, spread, strict=True):
        rows = dict(place.article for place in found.occurrences)
        texts += [articles[rows[a.article_id]].text[a.start : a.end] for a in appearances]
    folded = iter(fold_many(texts))
    for appearances in spread:
        yield [next(folded).word_hashes.tobytes() for _ in appearances]


def _variants(wordings: Sequence[bytes]) -> list[int]:
    """A number for each wording, from 1, in the order in which the wordings come."""
    numbers: dict[bytes, int] = {}
    return [numbers.setdefault(wording, len(numbers) + 1) for wording in wordings]
