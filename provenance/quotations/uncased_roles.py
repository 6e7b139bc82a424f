"""Tell where a role without a name ends, in scripts without capital letters.

A definite role goes on with what describes it alone: what the verb is done to, or how, is no part of it.
"""

from __future__ import annotations

from provenance.quotations.kinds import (
    ADJECTIVE,
    ANONYMOUS,
    BODY,
    COMMON,
    DOUBTFUL,
    GIVEN,
    HONORIFIC,
    NOUN,
    PARTICLE,
    PORTION,
    REALM,
    ROLE,
    THING,
    TITLE,
    TRANSITIVE,
    VERB,
)
from provenance.quotations.lexicon import SHORTEST_STEM
from provenance.quotations.reading import FATHA, Reading
from provenance.quotations.uncased_names import PLAIN_NAME
from provenance.quotations.word_forms import has_article, has_owner, is_adjective, is_definite


def end_of_role(r: Reading, start: int, end: int) -> int:
    """Where a role without a name ends: a definite one before the next definite role, which is another's, and before an indefinite noun.

    None goes on behind a word that tells how something was done, nor with "his" or "their" behind a definite word.
    """
    end = next((i for i in range(start + 1, end) if _ends_role(r, start, i)), end)
    end = next((i for i in range(start + 1, end) if _is_closed(r, start, i) and not _describes_role(r, start, i)), end)
    if not has_article(r, start):
        least = start + 1 + PLAIN_NAME  # a country behind a foreign name is what the verb is done to
        end = next((i for i in range(least, end) if r.kinds[i] & REALM and not any(r.kinds[start + 1 : i])), end)
        return next((i for i in range(start + 2, end) if _is_indefinite(r, i) and _is_described(r, start, i)), end)
    for i in range(start + 1, end):
        part = r.kinds[i - 1] & THING and not has_article(r, i - 1)  # of a phrase
        apart = has_article(r, i) and r.lexicon.of(r.words[i]) & ROLE and not part
        if apart and not _tells_which(r, start, i) and not _tells_whose(r, start, i):
            return i
        if _is_indefinite(r, i) and has_article(r, i - 1):
            return i
    return end


def _tells_which(r: Reading, start: int, i: int) -> bool:
    """Whether a title right behind an institution is an adjective that says which it is: the *press* office."""
    return i == start + 1 and not r.kinds[start] & TITLE and bool(r.kinds[i] & TITLE) and r.words[i].endswith(r.lexicon.adjective_endings)


def _tells_whose(r: Reading, start: int, i: int) -> bool:
    """Whether word i says whose an institution is: behind a particle, or as the owner of the word before it: *of the president of the* council."""
    if i - 1 > start and r.kinds[i - 1] & BODY and not has_article(r, i - 1):
        return True
    if any(_leads_to_owner(r, k) for k in range(max(start + 2, i - PLAIN_NAME), i) if not any(is_definite(r, n) for n in range(k, i))):
        return True  # the general presidency *for the care of the youth*
    to_body = not r.words[i].startswith(r.lexicon.article) and is_body(r, i) and not r.kinds[i] & THING
    if to_body and r.kinds[start] & TITLE and i - start > 1 and is_adjective(r, i - 1):
        return True  # the executive director *of-the committee*; but who tells *the paper*
    return not r.kinds[start] & TITLE and has_article(r, start) and not r.words[i].startswith(r.lexicon.article)


def is_body(r: Reading, i: int) -> bool:
    """Whether a role is that of an institution and not of a person too."""
    return bool(r.kinds[i] & BODY) and not r.kinds[i] & TITLE


def _leads_to_owner(r: Reading, i: int) -> bool:
    """Whether "for" is joined to an ordinary noun without the article, whose owner follows it or what describes it."""
    word, lexicon = r.words[i], r.lexicon
    return word.startswith(lexicon.joining) and word not in lexicon.words and bool(lexicon.of(word[1:]) & (COMMON | DOUBTFUL | ROLE))


def _is_closed(r: Reading, start: int, i: int) -> bool:
    """Whether nothing but what describes it may follow a role before word i: it is definite by then, or has no owner by its form."""
    before = i - 1
    owned = r.kinds[before] & TITLE and has_owner(r, before) and r.kinds[i] & (BODY | COMMON | NOUN)  # *his lawyer* told the jury
    if is_definite(r, before) or owned or i in r.names.values() or r.gap(i).startswith('"'):
        return True
    if _is_held_in(r, before) and r.kinds[i] & (COMMON | NOUN):
        return True
    if r.kinds[before] & REALM and before > start and not r.kinds[start] & THING:
        return True
    return is_free(r, before) and (bool(r.kinds[before] & TITLE) or (bool(r.kinds[start] & TITLE) and is_free(r, start)))


def _is_held_in(r: Reading, i: int) -> bool:
    """Whether a word says by a particle and the article where a role is held: an official *in-the-party*."""
    words = tuple(c + r.lexicon.article for c in r.lexicon.manner_clitics)
    return bool(r.lexicon.article) and r.words[i].startswith(words) and r.words[i] not in r.lexicon.words


def is_free(r: Reading, i: int) -> bool:
    """Whether a word ends as plurals do that no owner follows."""
    return r.words[i].endswith(r.lexicon.free_endings) and len(r.words[i]) > SHORTEST_STEM + 1


def _describes_role(r: Reading, start: int, i: int) -> bool:
    """Whether word i may describe the role before it: an adjective, a word with a joined particle, a name or another role."""
    if r.kinds[i] & (PARTICLE | GIVEN):
        return True
    if r.kinds[i] & r.kinds[i - 1] & BODY:
        joined = r.words[i].startswith(r.lexicon.verb_clitics) and r.words[i] not in r.lexicon.words
        return is_definite(r, i) or not has_article(r, i - 1) or joined
    several = r.words[i].startswith(r.lexicon.article) and is_free(r, i) and not r.kinds[i] & REALM
    if several and not is_free(r, i - 1) and is_adjective(r, i - 1):
        return False  # the Greek president called on *the dissenters*
    if is_adjective(r, i) and not (r.kinds[i] & BODY and r.words[i].endswith(tuple(e for e in r.lexicon.agreeing_endings if len(e) > 1))):
        return True  # but not the *States* behind the Arab countries
    begged = start > 0 and r.kinds[start - 1] & TRANSITIVE  # the citizen appealed to *the minister*
    if r.words[i].isdecimal() or any(first <= i < last for first, last in r.names.items()):
        called = begged and i in r.names and i - start > 1 and is_definite(r, i - 1) and r.kinds[i] & ~GIVEN  # it called the party "*a gang*"
        return not called
    word, article = r.words[i], r.lexicon.article
    if word.startswith(article):
        done_to = is_body(r, start) and is_adjective(r, i - 1)  # the Russian ministry warned *the citizens*
        return (bool(r.kinds[i] & TITLE) and i - start > 1 and not done_to) or _agrees(r, start, i)
    owned = i + 1 < len(r.words) and has_article(r, i + 1)
    if word.startswith(r.lexicon.verb_clitics) and not is_definite(r, i) and not owned and r.lexicon.of(word[1:]) & (COMMON | DOUBTFUL):
        return False  # the club, *and in compliance* with ...
    itself = word in r.lexicon.words and word.startswith(r.lexicon.verb_clitics)  # a word that only begins with the letter of a conjunction
    if word.startswith(r.lexicon.clitics) and not itself:
        return True
    headed = r.kinds[i] & TITLE and r.kinds[start] & TITLE and is_definite(r, i - 1) and not begged  # of one who is more than one thing
    return bool(headed) or (not has_article(r, i - 1) and is_free(r, i))


def _agrees(r: Reading, start: int, i: int) -> bool:
    """Whether a participle with the article ends as the head of the role does, or the word before it, and so describes it."""
    stem = r.words[i][len(r.lexicon.article) :]
    if not r.lexicon.participle_prefix or not stem.startswith(r.lexicon.participle_prefix):
        return False
    endings = r.lexicon.agreeing_endings
    mine = next((e for e in endings if stem.endswith(e)), "")
    return any(mine == next((e for e in endings if r.words[k].endswith(e)), "") for k in (start, i - 1))


def _ends_role(r: Reading, start: int, i: int) -> bool:
    """Whether word i is no part of the role that began at `start`: who hears it, how it is said, what the verb is done to."""
    named = i - 1 > start and bool(r.kinds[i - 1] & r.kinds[i - 2] & BODY)  # the movement *AAA* declared its ...
    definite = has_article(r, i - 1) or named or bool(r.kinds[i - 1] & REALM)
    hears = i in r.credited and start not in r.credited and i - start > 1 and not r.kinds[i - 1] & (BODY | THING)
    begged = start > 0 and r.kinds[start - 1] & TRANSITIVE and not _is_placed(r, i)  # reporters demanded *the making of* ...
    if hears or ((definite or begged or has_owner(r, i - 1) or has_article(r, start)) and r.lexicon.tells_manner(r.words[i])):
        return True
    joined = r.words[i].startswith(r.lexicon.joining) and r.words[i] not in r.lexicon.words
    if joined and r.kinds[i] & TITLE and (r.kinds[i] & THING or (start > 0 and r.kinds[start - 1] & PORTION)):
        return True  # a source told *the correspondent of* an outlet; one of the users told *the driver*
    if joined and (has_owner(r, i) or (r.kinds[i] & NOUN and has_article(r, i - 1) and not has_article(r, i))):
        return True  # who hears it, or what it is for: a housewife told *her family*; the president seized the hour *to declare* ...
    if has_owner(r, i) and not r.kinds[i] & THING and (r.kinds[i] & NOUN or definite or _is_doing(r, i)):
        return True
    if i == start + 1 and r.kinds[start] & TITLE and r.lexicon.tells_manner(r.words[i]) and not _is_placed(r, i):
        return True
    purpose = i == start + 1 and has_article(r, start) and r.words[i].startswith(r.lexicon.joining) and not has_article(r, i)
    if purpose and r.kinds[i] & COMMON and r.words[i] not in r.lexicon.words:
        return True  # what a verb is done for: he called on the government *to attack* ...
    another = i - 1 > start and r.kinds[i - 1] & ANONYMOUS
    if (r.kinds[start] & ANONYMOUS or another) and has_article(r, i) and r.kinds[i - 1] & ADJECTIVE and not has_article(r, i - 1):
        return True
    asked = start > 0 and r.kinds[start - 1] & TRANSITIVE
    if asked and is_body(r, start) and i - start > 1 and not r.kinds[i - 1] and is_object(r, i):
        return True  # the unions of Bordeaux asked *those in charge*
    if i - start < 2 or has_article(r, start) or not has_article(r, i) or r.kinds[i - 1] & (ROLE | NOUN | THING | REALM):
        return False
    described = r.kinds[i - 1] & (COMMON | DOUBTFUL) and not r.words[i - 1].startswith(r.lexicon.verb_clitics)
    return bool(described) and not has_article(r, i - 1) and r.words[i - 1].endswith(r.lexicon.adjective_endings)


def _is_doing(r: Reading, i: int) -> bool:
    """Whether a word is a verb or what it makes a noun of, with whom it is done to or by: *they described it*."""
    return any(r.lexicon.words.get(r.words[i].removesuffix(e), 0) & VERB for e in r.lexicon.owner_endings if r.words[i].endswith(e))


def _is_described(r: Reading, start: int, i: int) -> bool:
    """Whether no owner may follow the word before i, an article, a country or what it describes being there: *independent* sources."""
    if has_article(r, i - 1) or r.kinds[i - 1] & REALM:
        return True
    if not r.kinds[start] & (BODY | ANONYMOUS) or r.kinds[i - 1] & (ROLE | THING | NOUN):
        return False
    return _is_bare_adjective(r, i - 1) and not _is_bare_adjective(r, i) and not r.words[i].endswith(r.lexicon.adjective_endings)


def is_object(r: Reading, i: int) -> bool:
    """Whether a verb before word i with the article is done to it: by its vowel or the ending of its plural: he asked *the journalists* to wait."""
    word, lexicon = r.words[i], r.lexicon
    if has_article(r, i) and r.wording(i, i + 1).endswith(FATHA):
        return True
    ending = next((e for e in lexicon.object_endings if word.endswith(e)), "")
    if not ending or not has_article(r, i) or r.kinds[i] & (BODY | GIVEN | HONORIFIC | REALM):
        return False
    stem = word.partition(lexicon.article)[2].removesuffix(ending)  # nothing where the article melts into a particle: such a word is no object
    known = r.kinds[i] & TITLE or lexicon.words.get(stem, 0) & (ROLE | COMMON | DOUBTFUL | ADJECTIVE)
    return len(stem) >= SHORTEST_STEM and (bool(known) or stem.endswith(lexicon.adjective_endings))


def _is_bare_adjective(r: Reading, i: int) -> bool:
    """Whether a word is an adjective, with the article or without it: a known one, or one made of a noun with an ending that names hardly have."""
    return bool(r.kinds[i] & ADJECTIVE) or r.words[i].endswith(tuple(e for e in r.lexicon.adjective_endings if len(e) > 1))


def _is_placed(r: Reading, i: int) -> bool:
    """Whether a word behind a particle may be where a role is held: an institution, or of something definite."""
    if r.kinds[i] & (ROLE | THING | REALM) or i + 1 >= len(r.words) or r.words[i][1:].startswith(r.lexicon.article):
        return True
    return has_article(r, i + 1) or bool(r.kinds[i + 1] & (ROLE | REALM | GIVEN))


def _is_indefinite(r: Reading, i: int) -> bool:
    """Whether a word is an ordinary noun without any particle."""
    return bool(r.kinds[i] & COMMON) and r.words[i] in r.lexicon.words
