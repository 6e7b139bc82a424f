"""Who speaks in a family, and when two outlets are said to contradict each other about it."""

from memory_collection import MemoryCollection
from sample_collections import SAID

from provenance.languages import language_packs
from provenance.report.family import FamilyPage, family_pages, records_of
from provenance.report.voices import is_person
from provenance.settings import ReportSettings


def page_with(*speakers: str, article: str = "قال") -> FamilyPage:
    collection = MemoryCollection()
    members = [
        (collection.add_article(f"{article}: {SAID} {i}", f"Outlet {i}", said=SAID, speaker=name, cue="قال"), SAID, "uncredited")
        for i, name in enumerate(speakers)
    ]
    records = list(records_of(collection, [collection.add_family(members)]))  # type: ignore[arg-type]
    return family_pages(records, ReportSettings())[0]


def test_the_speaker_whom_most_outlets_name_speaks_in_the_fullest_form_of_the_name() -> None:
    voice = page_with("سلمى الحداد", "الناصر", "كريم الناصر").voice
    assert voice
    assert (voice.name, voice.outlets, voice.is_person) == ("كريم الناصر", 2, True)


def test_an_office_and_an_institution_are_no_name_of_a_person() -> None:
    pack = language_packs()["ar"]
    assert is_person("كريم الناصر", pack)
    assert not any(is_person(name, pack) for name in ("الناصر", "وزير الخارجية", "مصدر أمني", "إدارة نادي الشباب", "الرئيس الأمريكي"))


def test_an_office_here_and_a_name_there_are_no_contradiction() -> None:
    assert "speaker" not in page_with("كريم الناصر", "رئيس اللجنة").changes
    assert "speaker" in page_with("كريم الناصر", "سلمى الحداد").changes


def test_a_name_that_the_other_article_mentions_is_no_contradiction() -> None:
    assert "speaker" not in page_with("كريم الناصر", "سلمى الحداد", article="التقت سلمى الحداد بالوزير وقال").changes
