"""What comes first in the lists: one family is set against the same with one thing changed."""

import pytest
from memory_collection import MemoryCollection
from sample_collections import SAID

from provenance.languages import language_packs
from provenance.report.family import family_pages, records_of
from provenance.report.lines import FamilyLine, line_of, ranked
from provenance.report.subjects import subjects_of
from provenance.settings import ReportSettings
from provenance.text import fold


def family(collection: MemoryCollection, *wordings: str, speakers: tuple[str, ...] = ("كريم الناصر",), lead: str = "", mark: str = "") -> str:
    members = []
    for i, said in enumerate(wordings):
        speaker = speakers[i % len(speakers)]
        text = f"{lead} قال {speaker}: «{said}» {i} {mark}"
        article = collection.add_article(text, f"Outlet {i}", "2024-01-01", said=said, speaker=speaker, cue=f"قال {speaker}")
        members.append((article, said, "uncredited"))
    return collection.add_family(members, speakers=speakers[:1])  # type: ignore[arg-type]


def lines_of(collection: MemoryCollection) -> dict[str, FamilyLine]:
    records = list(records_of(collection, sorted(collection.found)))
    lines = [line_of(page, 1) for page in family_pages(records, ReportSettings())]
    return {line.family_id: line for line in ranked(lines)}


def points(*wordings: str, speakers: tuple[str, ...] = ("كريم الناصر",), lead: str = "") -> float:
    collection = MemoryCollection()
    found = family(collection, *wordings, speakers=speakers, lead=lead)
    return lines_of(collection)[found].rank.points


ALTERED = SAID.replace("ننتظر", "نطلب")


def test_words_changed_between_quotation_marks_come_before_the_same_words() -> None:
    assert points(SAID, ALTERED) > points(SAID, SAID)


@pytest.mark.parametrize(("said", "told"), [("ننتظر ردا", "ننتظر رد"), ("ننتظر", "قد ننتظر"), ("لحماية", "بحماية")])
def test_another_form_of_the_same_words_or_a_small_word_less_is_not_an_altered_wording(said: str, told: str) -> None:
    assert points(SAID, SAID.replace(said, told)) == points(SAID, SAID)


def test_a_negation_that_is_lost_comes_before_another_word() -> None:
    assert points(SAID, SAID.replace("لن نقبل", "نقبل")) > points(SAID, ALTERED)


def test_a_speaker_whom_two_outlets_name_comes_before_one_that_only_one_of_them_names() -> None:
    assert points(SAID, ALTERED) > points(SAID, ALTERED, speakers=("كريم الناصر", "رئيس اللجنة"))


def test_a_statement_that_is_passed_on_whole_comes_behind_a_sentence_of_it() -> None:
    long = " ".join(f"كلمة{n}" for n in range(200))
    assert points(f"{SAID} {long}", f"{ALTERED} {long}") < points(SAID, ALTERED)


def test_what_one_outlet_writes_with_all_its_vowels_comes_behind() -> None:
    vocalised = "".join(f"{c}\u064e" if c.isalpha() else c for c in ALTERED)
    assert points(f"{SAID} وغدا", vocalised) < points(f"{SAID} وغدا", ALTERED) - 4


@pytest.mark.parametrize(
    "lead",
    [
        "سجل اللاعب هدف المباراة في مرمى الفريق وفاز النادي بكأس الدوري مع المدرب والمنتخب",
        "صلى الإمام بالمصلين في المسجد وتلا سورة من القرآن ودعا إلى تقوى الله والتوبة من الذنوب",
        "بعث برقية تهنئة ومواساة ورفع التعازي إلى أسرة الفقيد وقدم التبريكات والتهاني",
    ],
    ids=["sport", "worship", "courtesy"],
)
def test_routine_subjects_come_behind(lead: str) -> None:
    assert points(SAID, ALTERED, lead=lead) < points(SAID, ALTERED)


def test_a_subject_needs_several_of_its_words() -> None:
    pack = language_packs()["ar"]
    assert subjects_of(fold("زار الوزير النادي ثم زار النادي مرة ثانية").words, pack) == ()
    assert subjects_of(fold("فاز الفريق في المباراة وقال مدرب المنتخب إن اللاعب عاد").words, pack) == ("sport",)
    assert subjects_of(fold("the coach said his players won the match in the cup").words, language_packs()["en"]) == ("sport",)
    assert subjects_of(["anything"], None) == ()


def test_whom_many_outlets_quote_elsewhere_comes_before_whom_nobody_else_does() -> None:
    collection = MemoryCollection()
    alone = family(collection, SAID, ALTERED, speakers=("سلمى الحداد",))
    known = family(collection, SAID, ALTERED, mark="x")
    other = "نحن ندرس الخطة الجديدة مع البلدية وسنعلن رأينا في الأسبوع القادم أمام الناس"
    family(collection, *[other] * 6, mark="y")
    lines = lines_of(collection)
    assert lines[known].rank.points > lines[alone].rank.points
    assert lines[known].rank.reasons[-1] == "much quoted"
