"""Load and check the language packs: one TOML file for each language, plain words only.

A pack says what cannot be computed: quotation marks, cue verbs and phrases, titles, months, furniture lines. The classes
below are the schema. Words are compared folded, so a pack writes each word once, in its usual spelling.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from provenance.errors import LanguageError
from provenance.tables import parse_table


@dataclass(frozen=True)
class Speech:
    """How this language tells who said what. Each entry is one word or a few in a row, in every form that news uses.

    ``marks`` are the pairs of quotation marks; ``dialogue_dash`` says whether a dash opens speech, ``subject_first`` whether the
    speaker usually stands before the verb.

    ``verbs`` report speech and may have a speaker ("said"); ``continuing`` are those that go on with a speaker ("added"),
    ``telling`` those that the one who hears it follows ("told"), ``quoting`` those of somebody who hands on another's words
    (without case endings that one is named behind one of ``origins``, as in "quoted from"), ``bringing`` verbs that do so only where
    one of the ``nouns`` follows ("brings the words of"), ``transitive`` those that what they
    are done to may follow right away ("published"). ``passives`` stand before a verb that is done to its subject ("was").
    ``participles`` go on with the speaker of the sentence or of the one before ("adding").
    ``sources`` are followed by the speaker ("according to"; one that ends with a lone particle joins it to the next word),
    ``written`` are sources that one of the ``nouns`` follows ("it says in"), ``sayings`` follow the speaker ("as saying").
    ``nouns`` are what a speaker makes ("statement"), ``issued`` stands between one and its maker ("issued by"); ``that`` opens what
    was said.

    ``titles`` and ``bodies`` are persons and institutions without their name ("minister", "ministry"), ``honorifics`` those
    titles that a family name follows ("doctor"), ``dignities`` those that another title of the same person follows ("His
    Excellency"), ``emphatics`` what stands behind one of whoever spoke last ("himself"), ``belongings`` those that are somebody's
    ("spokesman", "mother"),
    ``anonymous`` those whose name is held back ("source"), ``anaphors`` those that are whoever spoke last where they stand
    alone with the joined article ("the speaker"), ``hypernyms`` those that are so where adjectives follow too ("the
    official"). ``general_bodies`` may be any institution that was told before ("the agency"). ``stops`` never belong to a
    name, ``prepositions`` are those that stand before what does no verb, ``within`` those of them behind which stands the body
    that somebody is of, or the place where several speak, ``particles`` stand inside one ("van"). ``things`` are followed by a name in
    quotation marks ("film"), ``headings`` those of them by the title of a text, which may be long
    ("headlined"), ``topics`` are other words that are so right before the marks (a talk on the "topic"). ``leads`` may stand
    before a speaker and say nothing ("both"),
    ``portions`` say how many speak ("one of"), ``articles`` open a noun phrase ("the", "his"), ``indefinite`` are those of
    somebody new ("a"); ``possessives`` make an owner of the name before ("'s").

    ``impersonal`` are those verbs that a text does ("it says in the letter"), ``plural`` those verbs, participles, pronouns
    and titles of several: no single person goes on speaking with one.
    ``masculine`` and ``feminine`` are those verbs, participles, titles and pronouns that tell the gender of who speaks.
    ``relatives`` are pronouns for the one named right before them ("who").
    ``opening_verbs`` are words that are verbs only where they open a sentence and "that" or the rest of a verb of two words follows.
    ``verb_clitics`` are the joined particles that verbs may carry; ``article`` is the joined article, ``owner_endings`` are
    joined too ("his"), and no name ends with one. ``given_names`` help where a script has no capitals, ``family_names`` are small words that are
    family names too behind one ("May"), ``demonyms`` what a person is called alone behind the article ("the Frenchman"); there ``common`` are the
    ordinary nouns and adjectives that are no part of a name, ``doubtful`` those that names
    are too, and ``others`` the words of other kinds before which one ends.
    ``adjective_endings`` are those of adjectives that are made of nouns, ``adjectives`` others that describe a role,
    ``free_endings`` those of plurals that no owner follows, ``object_endings`` those of plurals that do no verb;
    ``agreeing_endings`` and ``participle_prefix`` tell whether a participle agrees. ``links`` are those particles that stand between names only,
    ``manner_clitics`` those joined particles that open with what, or how, something is done. ``noun_patterns`` are the forms of ordinary nouns
    and ``verb_patterns`` those of verbs, in which ``root_letters`` stand for any letters but the ``weak_letters``. ``noun_endings`` gives for
    each ending that ordinary words have and names have not what may stand in its place, ``doubtful_endings`` for each that names have too: a word
    that is ordinary without its ending is so with it. ``name_endings`` are the case endings of names, ``verb_endings`` those that verbs have and
    names have not. ``realms`` are what somebody is the head of, where it stands between the title and the name.
    ``grammar`` is the code of the dictionary of pymorphy3 that tells case, gender and number of any word.
    """

    marks: tuple[str, ...]
    dialogue_dash: bool
    subject_first: bool
    verbs: tuple[str, ...]
    continuing: tuple[str, ...]
    participles: tuple[str, ...]
    sources: tuple[str, ...]
    nouns: tuple[str, ...]
    titles: tuple[str, ...]
    anonymous: tuple[str, ...]
    bodies: tuple[str, ...]
    that: tuple[str, ...]
    pronouns: tuple[str, ...]
    stops: tuple[str, ...]
    particles: tuple[str, ...]
    things: tuple[str, ...]
    prepositions: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    sayings: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    indefinite: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    impersonal: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    masculine: tuple[str, ...] = ()
    feminine: tuple[str, ...] = ()
    opening_verbs: tuple[str, ...] = ()
    verb_clitics: tuple[str, ...] = ()
    article: str = ""
    owner_endings: tuple[str, ...] = ()
    belongings: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    portions: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()
    transitive: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    bringing: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    realms: tuple[str, ...] = ()
    anaphors: tuple[str, ...] = ()
    hypernyms: tuple[str, ...] = ()
    general_bodies: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    dignities: tuple[str, ...] = ()
    emphatics: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()
    family_names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    name_endings: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    manner_clitics: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    free_endings: tuple[str, ...] = ()
    object_endings: tuple[str, ...] = ()
    agreeing_endings: tuple[str, ...] = ()
    participle_prefix: str = ""
    grammar: str = ""
    root_letters: str = ""
    weak_letters: str = ""
    noun_patterns: tuple[str, ...] = ()
    verb_patterns: tuple[str, ...] = ()
    noun_endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubtful_endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Dates:
    """How this language writes dates.

    ``months`` gives for the number of each month ("1" to "12") its names in every tradition and case (``hijri_months`` and
    ``persian_months`` those of two other calendars), ``weekdays`` for each
    weekday ("1" is Monday, "7" Sunday). ``published`` opens a line that tells of the publication, ``beside`` are other words that
    stand with the date on a date line, ``today_words`` those by which a text dates itself, ``year_marks`` what follows a year,
    ``morning`` and ``afternoon`` what follows an hour of twelve.
    """

    months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hijri_months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    persian_months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weekdays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    today_words: tuple[str, ...] = ()
    year_marks: tuple[str, ...] = ()
    morning: tuple[str, ...] = ()
    afternoon: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreditPhrases:
    """How this language says where a story comes from.

    ``press_nouns`` mean nothing but the press, ``perhaps_nouns`` other things too (agency, site, channel); both stand by the
    name; ``told_nouns`` are those behind which a name in marks is an outlet's where something is told to them ("told the
    site *AAA*"). ``papers`` speak of an outlet named before ("the outlet"), ``no_agencies`` those of them that never mean an
    agency ("the newspaper"), ``unnamed`` of outlets that nobody names, ``wires`` of unnamed agencies where a dateline or
    credit line has room for a name. ``verbs`` stand before the name, ``verbs_after`` behind it; ``quoting`` are those before
    it behind which the one who is quoted may come first; ``sources`` ("according to") stand before it; ``towards`` marks the
    one who was told when a verb stands earlier in the sentence; where ``listener_bare`` is true that one may stand without
    any mark at the end of the clause. ``about`` before a name says that it is only talked about. ``between`` may stand
    between these and the name. ``source_labels`` and ``photo_labels`` open a line of credits, ``byline_labels`` a line of
    authors; ``joints`` join the names of such a line. ``prefixes`` are written together with the next word,
    ``towards_prefixes`` too, and ``contractions`` says how they melt into it; ``name_endings`` gives for the ending of a
    name the endings of its other cases.
    """

    press_nouns: tuple[str, ...] = ()
    perhaps_nouns: tuple[str, ...] = ()
    told_nouns: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    no_agencies: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    wires: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()
    verbs_after: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    listener_bare: bool = False
    about: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    source_labels: tuple[str, ...] = ()
    photo_labels: tuple[str, ...] = ()
    byline_labels: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    towards_prefixes: tuple[str, ...] = ()
    contractions: Mapping[str, str] = field(default_factory=dict)
    name_endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Subjects:
    """Words, in every usual form, that tell what an article is about where many of them stand together.

    ``sport`` of matches and clubs, ``worship`` of sermons and scripture, ``courtesy`` of congratulations and condolences,
    ``advertising`` of products and sales. The report puts families of these behind others.
    """

    sport: tuple[str, ...] = ()
    worship: tuple[str, ...] = ()
    courtesy: tuple[str, ...] = ()
    advertising: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """All that the program knows of one language. Packs are compared by identity, so that what is made of one can be cached.

    ``forms`` are phrases, of three words or more, of reports that are filled in anew each time, such as forecasts of the weather,
    ``routines`` those that offices use of any incident: who speaks for the police, what is always done.
    """

    code: str
    name: str
    english_name: str
    direction: str
    script: str
    common_words: tuple[str, ...]
    clitics: tuple[str, ...]
    negations: tuple[str, ...]
    furniture: tuple[str, ...]
    speech: Speech
    dates: Dates
    credits: CreditPhrases
    nor: tuple[str, ...] = ()
    negation_auxiliaries: tuple[str, ...] = ()
    set_negations: tuple[str, ...] = ()
    contractions: Mapping[str, str] = field(default_factory=dict)
    subjects: Subjects = Subjects()
    forms: tuple[str, ...] = ()
    routines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transliteration:
    """What names keep when they are written in another alphabet: a few sounds.

    ``letters`` has for each sound the folded letters that stand for it in any alphabet, ``sequences`` those that several
    letters stand for together. ``vowels`` are the letters that alphabets add, drop and exchange. ``particles`` stand inside
    a name and are not written everywhere; ``joined`` form one word with the next; ``articles`` are joined to their word.
    """

    letters: dict[str, str]
    sequences: dict[str, tuple[str, ...]]
    vowels: str
    particles: tuple[str, ...]
    joined: tuple[str, ...]
    articles: tuple[str, ...]


@cache
def transliteration() -> Transliteration:
    """The table that comes with the program. Raises LanguageError with its faults."""
    text = (resources.files("provenance") / "data" / "transliteration.toml").read_text(encoding="utf-8")
    table: Transliteration = parse_table(Transliteration, text, "transliteration.toml")
    return table


@cache
def language_packs() -> Mapping[str, LanguagePack]:
    """The packs that come with the program, by language code. Raises LanguageError with the faults of all of them."""
    packs: dict[str, LanguagePack] = {}
    faults = []
    folder = resources.files("provenance") / "data" / "languages"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            try:
                pack = parse_table(LanguagePack, entry.read_text(encoding="utf-8"), entry.name)
                packs[pack.code] = pack
            except LanguageError as error:
                faults.append(str(error))
    if faults:
        raise LanguageError("; ".join(faults))
    return types.MappingProxyType(packs)
