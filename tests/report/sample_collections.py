"""Collections for the tests of the report: the quotation of Geneva from the seeds, and invented ones with 2, 6 and 40 outlets."""

from __future__ import annotations

from pathlib import Path

from memory_collection import MemoryCollection

from provenance.model import Credit, CreditStatus, SetAside

SEEDS = Path(__file__).parents[2] / "seeds"

SAID = (
    "لن نقبل بأي اتفاق لا يضمن حقوق 35 ألف عامل، ولم يقدم المصنع حتى الآن خطة واضحة"
    " لحماية المياه في وادي السرو، ونحن ننتظر ردا مكتوبا قبل نهاية الشهر"
)
CUE = "وقال رئيس اللجنة كريم الناصر"
WORDINGS = (
    SAID,
    SAID,
    SAID.replace("35", "40"),
    SAID.replace("لن نقبل", "نقبل").replace("لا يضمن", "يضمن"),
    SAID.split("، ونحن", maxsplit=1)[0],
    SAID.replace("ننتظر ردا مكتوبا", "نتوقع جوابا مكتوبا"),
)
NAMES = ("UrduPoint عربي", "الأمصار", "صحيفة النخيل", "Al-Sarw Daily", "TASS", "RT Arabic")


def add_geneva(collection: MemoryCollection) -> str:
    """The two translations of one quotation in the seeds 001 (no date, no credit) and 002 (dated, credits Sputnik)."""
    first = (SEEDS / "001_a2baa5076355bc84.txt").read_text(encoding="utf-8")
    second = (SEEDS / "002_54a82a09249256ab.txt").read_text(encoding="utf-8")
    agency = second.index("سبوتنيك")
    credit = Credit("Sputnik", "dateline", "article", False, "dateline", "سبوتنيك", agency, agency + 7)
    a = collection.add_article(first, "Al-Amsar", said=first[1096:1312], speaker="سيرجي لافروف", cue="قال خلالها")
    b = collection.add_article(
        second, "Pakistan Point News", "2022-01-21", said=second[384:615], speaker="سيرغي لافروف", cue="وقال لافروف", credited=(credit,)
    )
    members: list[tuple[str, str, CreditStatus]] = [(a, first[1096:1312], "uncredited"), (b, second[384:615], "credited")]
    return collection.add_family(members, kind="reworded", similarity=0.71, speakers=("سيرغي لافروف",))


def add_committee(collection: MemoryCollection, outlets: int, mark: str = "", aliases: tuple[str, ...] = ()) -> str:
    """An invented quotation that `outlets` outlets carry in five wordings, some with credit, some without date."""
    members: list[tuple[str, str, CreditStatus]] = []
    for i in range(outlets):
        said = WORDINGS[i % 6]
        name = NAMES[i % 6] + (f" {i}" if i >= 6 else "") + mark
        text = f"{i}{mark} عقدت اللجنة اجتماعها السنوي أمس. {CUE}: «{said}». وانتهى الاجتماع مساء."
        named = i % 3 == 1
        article_id = collection.add_article(
            text,
            name,
            None if i % 7 == 5 else f"2024-03-{1 + i % 20:02}T{8 + i % 12:02}:30:00+03:00",
            title=f"اللجنة ترفض الاتفاق وتنتظر الرد {i}",
            said=said,
            speaker="كريم الناصر",
            cue=CUE,
            credited=(Credit("TASS", "in text", "passage", False, "phrase", "نقلت وكالة تاس عن", 0, 5),) if named else (),
            url=f"https://example.org/news/{i}?id=9&page=1",
        )
        members.append((article_id, said, "own" if i == 0 else "credited" if named else "uncredited"))
    return collection.add_family(members, speakers=("كريم الناصر",), similarity=0.86, aliases=aliases)


def full_collection() -> MemoryCollection:
    """Families of 2, 6 and 40 outlets, an unknown outlet, a revised article, and a pair that was set aside."""
    collection = MemoryCollection()
    add_geneva(collection)
    add_committee(collection, 6, aliases=("f" + "0" * 20,))
    add_committee(collection, 40, " م")
    line = "A bridge over the river Sarn was closed for repairs on Monday and will open again in June, the town said."
    texts = [f"{line} {end}" for end in ("Buses go around it.", "A ferry crosses instead.", "Buses go around it now.")]
    a = collection.add_article(texts[0], "Sarn Gazette", "2024-05", language="en", url="https://example.org/bridge")
    b = collection.add_article(texts[1], None, None, language="en", fetched="2024-06-02T10:00:00+00:00")
    c = collection.add_article(texts[2], "Sarn Gazette", "2024-06", language="en", url="https://example.org/bridge")
    collection.add_family([(a, line, "own"), (b, line, "uncredited"), (c, line, "self")], kind="verbatim", similarity=1.0)
    collection.revised.append((a, c))
    weather = "Sunny in the north, clouds in the south, light wind from the west."
    d = collection.add_article(f"Weather. {weather}", "Sarn Gazette", "2024-07-01", language="en")
    e = collection.add_article(f"Forecast. {weather}", "Sarn Gazette", "2024-07-02", language="en")
    collection.kept_out.append(SetAside("template", collection.occurrence(d, weather), collection.occurrence(e, weather)))
    return collection
