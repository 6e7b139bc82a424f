"""What words may mean for speech, as bits: the kinds of words, and which of them each list of a language pack gives.

provenance/languages.py says what stands in each list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

VERB: Final = 1
PARTICIPLE: Final = 2
SOURCE: Final = 4
NOUN: Final = 8
TITLE: Final = 16
BODY: Final = 32
PRONOUN: Final = 64
STOP: Final = 128
PARTICLE: Final = 256
THING: Final = 512
LEAD: Final = 1024
GIVEN: Final = 2048
THAT: Final = 4096
CONTINUING: Final = 8192
SAYING: Final = 16384
ARTICLE: Final = 32768
JOINING: Final = 65536
ANONYMOUS: Final = 131072
INDEFINITE: Final = 262144
OWNER: Final = 524288
MASCULINE: Final = 1 << 20
FEMININE: Final = 1 << 21
TELLING: Final = 1 << 22
QUOTING: Final = 1 << 23
REALM: Final = 1 << 24
COMMON: Final = 1 << 25
OTHER: Final = 1 << 26
HONORIFIC: Final = 1 << 27
ORIGIN: Final = 1 << 28
PREPOSITION: Final = 1 << 29
BELONGING: Final = 1 << 30
PASSIVE: Final = 1 << 31
DOUBTFUL: Final = 1 << 32  # an ordinary word by its article or its ending, which a name may be too
LINK: Final = 1 << 33
IMPERSONAL: Final = 1 << 34
PLURAL: Final = 1 << 35
ADJECTIVE: Final = 1 << 36
PHRASE: Final = 1 << 37  # the word may begin a phrase
SPELLED: Final = 1 << 38  # the word has other spellings that mean something else
OPENING: Final = 1 << 39  # a verb where it opens a sentence and "that" follows
PORTION: Final = 1 << 40
TRANSITIVE: Final = 1 << 41  # what the verb is done to may stand right behind it
RELATIVE: Final = 1 << 42  # a pronoun for the one named right before it
BRINGING: Final = 1 << 43  # hands on what another said where a noun of speech follows
ANAPHOR: Final = 1 << 44  # with the article alone whoever spoke last
HYPERNYM: Final = 1 << 45  # with adjectives too
HEADING: Final = 1 << 46  # what is followed by a title, however long
DIGNITY: Final = 1 << 47
EMPHATIC: Final = 1 << 48
ISSUED: Final = 1 << 49  # what stands between a text and whose it is
WRITTEN: Final = 1 << 50  # a source where a text follows
FAMILY: Final = 1 << 51  # a small word that may be a family name
DEMONYM: Final = 1 << 52  # what somebody is called by where he or she comes from
WITHIN: Final = 1 << 53  # a preposition behind which the place is named where several speak

CUE: Final = VERB | PARTICIPLE | SOURCE | SAYING
ROLE: Final = TITLE | BODY
GENDER: Final = MASCULINE | FEMININE

KINDS: Final[Mapping[str, int]] = {
    "verbs": VERB,
    "participles": PARTICIPLE,
    "sources": SOURCE,
    "nouns": NOUN,
    "titles": TITLE,
    "bodies": BODY,
    "pronouns": PRONOUN,
    "relatives": PRONOUN | RELATIVE,
    "stops": STOP,
    "particles": PARTICLE,
    "things": THING,
    "headings": THING | HEADING,
    "topics": HEADING,
    "leads": LEAD,
    "portions": LEAD | PORTION,
    "given_names": GIVEN,
    "family_names": FAMILY,
    "demonyms": DEMONYM,
    "that": THAT | STOP,
    "continuing": VERB | CONTINUING,
    "telling": VERB | TELLING,
    "quoting": VERB | QUOTING,
    "bringing": BRINGING,
    "transitive": VERB | TRANSITIVE,
    "realms": REALM,
    "common": COMMON,
    "doubtful": DOUBTFUL,
    "others": OTHER,
    "adjectives": ADJECTIVE,
    "honorifics": HONORIFIC,
    "dignities": DIGNITY,
    "emphatics": STOP | EMPHATIC,
    "issued": OTHER | ISSUED,
    "written": SOURCE | WRITTEN,
    "origins": ORIGIN,
    "prepositions": STOP | PREPOSITION,
    "within": STOP | PREPOSITION | WITHIN,
    "belongings": BELONGING,
    "passives": PASSIVE,
    "links": PARTICLE | LINK,
    "sayings": SAYING,
    "anonymous": TITLE | ANONYMOUS,
    "anaphors": TITLE | ANAPHOR,
    "hypernyms": TITLE | ANAPHOR | HYPERNYM,
    "general_bodies": BODY | ANAPHOR,
    "indefinite": ARTICLE | STOP | INDEFINITE,
    "possessives": OWNER,
    "impersonal": VERB | IMPERSONAL,
    "opening_verbs": OPENING,
    "plural": PLURAL,
    "masculine": MASCULINE,
    "feminine": FEMININE,
    "articles": ARTICLE | STOP,
}
