"""Find the proper name among the words of a mention, in scripts without capital letters.

A name begins with a given name or behind a title, and ends before the first word that is an ordinary one.
"""

from __future__ import annotations

from typing import Final

from provenance.quotations.kinds import (
    ADJECTIVE,
    BODY,
    COMMON,
    DOUBTFUL,
    GIVEN,
    HONORIFIC,
    LEAD,
    NOUN,
    OTHER,
    PARTICLE,
    REALM,
    ROLE,
    STOP,
    THAT,
    THING,
    TITLE,
    TRANSITIVE,
    VERB,
)
from provenance.quotations.lexicon import SHORTEST_STEM
from provenance.quotations.reading import TANWIN, Reading
from provenance.quotations.word_forms import has_article, has_owner, holds_particle, is_adjective, is_definite, is_doubtful

LONGEST_NAME: Final = 5
PLAIN_NAME: Final = 2  # words of a name that no title or given name vouches for


def find_name(r: Reading, start: int, end: int, ended: bool) -> tuple[int, int] | None:
    """The proper name among the words of a mention: the best of the stretches between its titles."""
    best, best_score = None, 0
    first = start
    closed = ended or (end < len(r.words) and "," in r.gap(end))
    for i in range(start, end + 1):
        plain = i < end and (not r.kinds[i] & (ROLE | THING | NOUN | LEAD) or is_given_name(r, i))
        if plain or (i < end and i > first and r.kinds[i - 1] & PARTICLE) or (closed and i == end - 1 and _is_family_title(r, i)):
            continue
        apposed = first == start and i < end and bool(r.kinds[i] & TITLE)  # the name first, then the title
        if (
            apposed
            and r.kinds[first] & (COMMON | DOUBTFUL)
            and (i - first == 1 or has_article(r, first))
            and not any(is_given_name(r, k) for k in range(first, i))
        ):
            first = i + 1  # what a verb is done to: he drew *the attention* of a child
            continue
        candidate = _name_in(r, first, i, titled=first > start, ended=apposed or (ended and i == end))
        if candidate is not None and not (candidate[0] in r.names and _is_borne(r, start, candidate)) and not _is_of_body(r, start, candidate):
            score = 2 * apposed + (candidate[1] - candidate[0] > 1)
            score += 2 * any(r.kinds[k] & GIVEN for k in range(*candidate)) + (first > start and has_article(r, first - 1))
            score += ended and candidate[1] == end and candidate[0] > start and bool(r.kinds[start] & TITLE) and _closes_role(r, candidate[0])
            if score > best_score or (score == best_score and not _both_given(r, best, candidate)):
                best, best_score = candidate, score
            if any(r.kinds[k] & COMMON and r.lexicon.carries_particle(r.words[k]) for k in range(candidate[1], i)):
                break  # what follows is of another: the president N welcomed *the visit* of N
        first = i + 1
    return None if r.kinds[start] & ROLE and best_score == 0 else best


def _both_given(r: Reading, one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    """Whether two stretches hold a given name each, the first a full name: of two people the first is the one who has the role."""
    return one is not None and one[1] - one[0] > 1 and all(any(r.kinds[k] & GIVEN for k in range(*name)) for name in (one, other))


def names_institution(r: Reading, start: int, i: int) -> bool:
    """Whether the name at word i is that of an institution behind word `start`: a professor of the *King N* university."""
    title = i - 1
    if title - 1 == start and r.kinds[start] & (BODY | THING) and r.kinds[start] & ROLE != TITLE and not has_article(r, start):
        return bool(r.kinds[title] & HONORIFIC) and has_article(r, title)  # *the King N* hospital
    honoured = title - 1 > start and r.kinds[title] & HONORIFIC and has_article(r, title) and not has_article(r, title - 1)
    if not honoured or r.kinds[title - 1] & ROLE == TITLE:
        return False
    place = r.kinds[title - 1] & COMMON and r.kinds[start] & BODY and not r.kinds[start] & TITLE
    return bool(r.kinds[title - 1] & (BODY | THING) or place)


def _is_of_body(r: Reading, start: int, name: tuple[int, int]) -> bool:
    """Whether a name is that of an institution, or words behind one are no name of a person: the court *of appeal upheld* ...; the office of *N*."""
    if names_institution(r, start, name[0]):
        return True
    plain = r.kinds[start] & BODY and not r.kinds[start] & (TITLE | HONORIFIC) and name[0] > start + 1
    apart = TITLE | GIVEN * is_definite(r, name[0] - 1)  # nothing but what describes it follows a definite word: the party *N* accuses ...
    return bool(plain) and name[0] not in r.names and not any(r.kinds[i] & apart for i in range(start + 1, name[1]))


def _is_borne(r: Reading, start: int, name: tuple[int, int]) -> bool:
    """Whether a name in marks is that of what stands before it, a station or a company, and not of the one who speaks."""
    if any(r.kinds[i] & GIVEN for i in range(*name)):
        return bool(r.kinds[start] & BODY)
    return start < name[0] and not r.kinds[name[0] - 1] & TITLE


def is_common(r: Reading, i: int) -> bool:
    """Whether a word is an ordinary one, by its case ending too, or a country or town, so that it is no part of a name."""
    if r.kinds[i] & (GIVEN | PARTICLE) or (0 < i < len(r.words) - 1 and r.kinds[i - 1] & r.kinds[i + 1] & GIVEN and r.gap(i) == r.gap(i + 1) == " "):
        return False
    joined = r.words[i].startswith(r.lexicon.verb_clitics) and has_owner(r, i)
    if joined or r.kinds[i] & (COMMON | REALM) or r.words[i].isdecimal():
        return True
    return r.has_tanwin and TANWIN in r.wording(i, i + 1)


def follows_name(r: Reading, start: int, i: int) -> bool:
    """Whether a word behind a name is an ordinary one by its ending, as objects and adverbs are, or by its conjunction or article."""
    article = r.lexicon.article
    if article and r.kinds[i] and r.words[i].startswith(tuple(c + article for c in r.lexicon.verb_clitics)) and len(r.words[i]) > SHORTEST_STEM + 1:
        return True
    if r.kinds[i - 1] & GIVEN and not r.kinds[i - 1] & PARTICLE and _is_no_family(r, i):
        return True
    if names_another(r, i) if i - start == 1 else has_article(r, i) and r.kinds[i] & DOUBTFUL and _describes_feminine(r, i):
        return True
    if not r.kinds[i] and r.kinds[i - 1] & GIVEN and r.lexicon.shapes is not None and r.lexicon.shapes.has_case(r.words[i]):
        return True
    if _is_done_to(r, start, i):
        return True
    compound = i - start > 1 and r.kinds[i - 2] & PARTICLE and not has_article(r, i)
    if not r.kinds[i] & DOUBTFUL or r.kinds[i - 1] & (GIVEN | PARTICLE) or compound or _is_origin(r, i):
        return False
    return not has_article(r, i) or i - start > 1 + bool(r.kinds[start] & PARTICLE and r.lexicon.words.get(r.words[i][len(article) :]) == DOUBTFUL)


def _is_done_to(r: Reading, start: int, i: int) -> bool:
    """Whether a definite ordinary word behind a full name is what the verb before the name is done to: N N asked *the council* ..."""
    if i - start < PLAIN_NAME or start == 0 or not r.kinds[start - 1] & TRANSITIVE:
        return False
    return bool(r.kinds[i] & DOUBTFUL) and has_article(r, i) and not r.words[i].endswith(r.lexicon.adjective_endings)  # as families do


def _is_no_family(r: Reading, i: int) -> bool:
    """Whether a word right behind a given name is no family name: joined to a particle and the article, somebody's, or of several."""
    word, lexicon = r.words[i], r.lexicon
    if word in lexicon.words or i in r.names:
        return bool(r.kinds[i] & NOUN) and not r.kinds[i] & GIVEN
    if has_article(r, i) and not word.startswith(lexicon.article):
        return True
    if has_article(r, i) and r.kinds[i] & DOUBTFUL and _describes_feminine(r, i):
        return True  # what the name is that of: the *military* academy of N
    plural = word.endswith(lexicon.adjective_endings) and word.endswith(lexicon.free_endings)
    joined = word.startswith(lexicon.manner_clitics) and word[1:].startswith(lexicon.article) and lexicon.of(word[1:])
    joined = joined or (word.startswith(lexicon.manner_clitics) and has_owner(r, i))
    return bool(joined or names_another(r, i) or (has_article(r, i) and plural) or r.kinds[i] & NOUN or (r.kinds[i] & DOUBTFUL and has_owner(r, i)))


def names_another(r: Reading, i: int) -> bool:
    """Whether a conjunction is joined to word i, a known given name: N *and N*."""
    word, lexicon = r.words[i], r.lexicon
    if word in lexicon.words or not word.startswith(lexicon.verb_clitics) or word[1:].startswith(lexicon.article):
        return False
    return bool(lexicon.words.get(word[1:], 0) & GIVEN)


def _describes_feminine(r: Reading, i: int) -> bool:
    """Whether a word with the article is the form of an ordinary word that agrees with institutions and things."""
    stem, known = r.words[i][len(r.lexicon.article) :], r.lexicon.words
    agreeing = (e for e in r.lexicon.agreeing_endings if len(e) == 1 and stem.endswith(e))
    return any(known.get(stem[: -len(e)], 0) & (COMMON | DOUBTFUL | ADJECTIVE) and not known.get(stem[: -len(e)], 0) & GIVEN for e in agreeing)


def is_given_name(r: Reading, i: int) -> bool:
    """Whether a word is a given name: a known one, or a title that stands where only a name can, behind "doctor" or "mister"."""
    if r.kinds[i] & GIVEN:
        return not (r.kinds[i] & TITLE and i + 1 < len(r.words) and r.gap(i + 1) == " " and r.kinds[i + 1] & (BODY | THING) and has_article(r, i + 1))
    behind = i > 0 and r.kinds[i - 1] & HONORIFIC and has_article(r, i - 1) and r.gap(i) == " "
    return bool(behind and r.kinds[i] & TITLE and not r.kinds[i] & HONORIFIC and not has_article(r, i))


def _is_family_title(r: Reading, i: int) -> bool:
    """Whether a title is the family name: right behind a given name, where a title would need more words behind it."""
    return bool(r.kinds[i] & TITLE and r.kinds[i - 1] & GIVEN) and not has_article(r, i) and not has_owner(r, i) and r.gap(i) == " "


def _name_in(r: Reading, first: int, last: int, titled: bool, ended: bool) -> tuple[int, int] | None:
    """The name in a stretch without titles; `ended` says that nothing but the name can stand at its end."""
    start = _start_of_name(r, first, last, titled, ended)
    alone = start == first and not titled and last - first == 1 and bool(r.kinds[first] & REALM)  # a capital speaks for its country
    apposed = start == first and ended and last < len(r.words) and bool(r.kinds[last] & TITLE) and not is_common(r, first)
    if apposed:
        said = (i for i in range(start + 1, last) if (r.kinds[i] & COMMON and r.lexicon.carries_particle(r.words[i])) or _is_done_to(r, start, i))
        cut = min(next(said, last), next((i for i in range(start + 2, last) if _is_title(r, i)), last))
    else:
        cut = (
            last
            if alone
            else next(
                (
                    i
                    for i in range(start, last)
                    if (is_common(r, i) and not _ends_as_family(r, start, i)) or (i > start and follows_name(r, start, i))
                ),
                last,
            )
        )
    last, ended = cut, ended and cut == last
    if start >= last or (start not in r.parted and holds_particle(r, start)):
        return None
    if last - start == 1 and start > first and not r.kinds[start] & GIVEN and last < len(r.words) and r.kinds[last] & ROLE and r.gap(last) == " ":
        return None  # a word between what describes one role and the next role is a verb or an adjective
    if not ended or last - start > PLAIN_NAME + 1:
        last = end_of_name(r, start, last)
    if last - start == 1 and titled and r.kinds[start] & DOUBTFUL and has_owner(r, start):
        return None  # what a verb is done to: the source voiced *his belief*
    if last - start == 1 and titled and r.kinds[start] & COMMON and not has_article(r, first - 1):
        return None  # a given name that is an adjective too: a *Turkish* official
    return (start, last) if start < last and not r.kinds[last - 1] & PARTICLE else None


def _start_of_name(r: Reading, first: int, last: int, titled: bool, ended: bool) -> int:
    """Where the name begins: with its given name, else behind the words that describe the title; `last` where none does."""
    given = next((i for i in range(first, last) if is_given_name(r, i) or (r.kinds[i] & PARTICLE and i + 1 < last)), None)
    definite = titled and has_article(r, first - 1)
    if given is not None:
        unknown = given == first + 1 and not _describes(r, first) and (definite or not (titled or r.kinds[first] & ~DOUBTFUL))
        return first if unknown else given
    if not titled:
        if last - first > 1 and is_adjective(r, first) and not (has_article(r, first + 1) or is_common(r, first + 1)):
            first += 1  # a nation stands for the title: *the Spaniard* N
        return first if last - first <= PLAIN_NAME + ended else last
    if r.kinds[first - 1] & (BODY | THING | NOUN) and not r.kinds[first - 1] & TITLE:
        behind = next((k for k in range(first, last) if is_common(r, k) or _describes(r, k)), last)
        plain = definite and (ended or behind < last) and PLAIN_NAME <= behind - first <= PLAIN_NAME + 1 and not has_article(r, min(behind, last - 1))
        return first if plain else _behind_chain(r, first, last, ended=False)
    if not definite and first < last:
        return _behind_chain(r, first, last, ended)
    titled_family = r.kinds[first - 1] & HONORIFIC and first < last and _is_family(r, first)
    if titled_family and (last - first == 1 or (last - first <= PLAIN_NAME + 1 and not is_adjective(r, first))):
        return first
    while first < last and (has_article(r, first) or r.kinds[first] & (BODY | NOUN)):
        first += 1
    return first


def _is_family(r: Reading, i: int) -> bool:
    """Whether a word with the article may be a family name: one that is nothing else without it."""
    article = r.lexicon.article
    return not r.kinds[i] and r.words[i].startswith(article) and not r.lexicon.words.get(r.words[i][len(article) :], 0) & ~GIVEN


def _behind_chain(r: Reading, first: int, last: int, ended: bool) -> int:
    """Where a name of two words begins behind what somebody is the head of: the chief *of the capital's police* N N.

    One word is enough where an adjective or a country closes that and what was said follows: the former president N: ...
    """
    start = first
    while start < last and (is_common(r, start) or _describes(r, start) or r.kinds[start] & (BODY | NOUN)):
        start += 1
    if start == last:
        return last
    closed = start > first and (is_definite(r, start - 1) or r.kinds[start - 1] & REALM)
    least = 1 if ended and _closes_role(r, start) else PLAIN_NAME
    return start if closed and least <= last - start <= PLAIN_NAME + 1 else last


def _closes_role(r: Reading, start: int) -> bool:
    """Whether a name of one word may begin at word `start`: behind an adjective or a country, and nothing ordinary."""
    return (is_adjective(r, start - 1) or bool(r.kinds[start - 1] & REALM)) and not is_doubtful(r, start)


def _describes(r: Reading, i: int) -> bool:
    """Whether a word behind a title describes it, by its article or its joined particle."""
    return has_article(r, i) or holds_particle(r, i)


def end_of_name(r: Reading, start: int, limit: int) -> int:
    """Where a name ends that begins at `start`: two words, and such as only names have, with the particles inside."""
    last = start
    words = 0
    while last < limit and last - start < LONGEST_NAME:
        if r.kinds[last] & PARTICLE:
            last += 1
            continue
        inside = last > start and bool(r.kinds[last - 1] & PARTICLE)
        if last - start > 1 and is_common(r, last) and _ends_as_family(r, start, last):
            return last + 1
        if (
            last - start > 1
            and not inside
            and (_opens_chain(r, last) or _is_title(r, last) or (_is_plain(r, last) and not _closes_name(r, start, last)))
        ):
            break
        if (
            words >= 2
            and not inside
            and not r.kinds[last] & GIVEN
            and not (words == 2 and has_article(r, last) and (r.kinds[last - 1] & (GIVEN | PARTICLE) or _is_origin(r, last)))
            and not _closes_name(r, start, last)
        ):
            break
        words += not inside or words == 0
        last += 1
    while last > start and r.kinds[last - 1] & PARTICLE:
        last -= 1
    return last


def _ends_as_family(r: Reading, start: int, i: int) -> bool:
    """Whether an ordinary word right behind a given name is the family name: a definite title, what was said or a colon follows.

    A word that is ordinary by its form only is one behind two other words of the name, where a pause follows too.
    """
    formed = r.words[i] not in r.lexicon.words
    if formed and r.lexicon.tells_manner(r.words[i]):
        return False
    named = r.kinds[i - 1] & GIVEN and not any(r.kinds[k] & ~GIVEN for k in range(start, i - 1))
    if i - start != 1 + formed or not named or r.words[i].endswith(r.lexicon.agreeing_endings):
        return False
    behind = i + 1
    if behind >= len(r.words) or r.inside[behind] >= 0:
        return True
    title = r.kinds[behind] & TITLE and has_article(r, behind) and r.gap(behind) == " "
    return bool(r.kinds[behind] & THAT or title) or ":" in r.gap(behind) or (formed and "," in r.gap(behind))


def _is_origin(r: Reading, i: int) -> bool:
    """Whether a word ends as family names do that tell where somebody comes from, and what was said or a pause follows it."""
    ends = i + 1 >= len(r.words) or r.inside[i + 1] >= 0 or bool(r.kinds[i + 1] & THAT) or any(c in r.gap(i + 1) for c in ",:(-")
    return ends and r.words[i].endswith(r.lexicon.adjective_endings) and not r.words[i].endswith(r.lexicon.free_endings)


def _closes_name(r: Reading, start: int, i: int) -> bool:
    """Whether an unknown word behind given names is the family name, or one of its two: a pause, what was said or a title follows."""
    first = next((k + 1 for k in range(i, start - 1, -1) if r.kinds[k] & GIVEN), start)
    behind = i + 1
    if first == i and behind < len(r.words) and not r.kinds[i] and not r.kinds[behind] and r.gap(behind) == " " and r.inside[behind] < 0:
        behind += 1
    unknown = range(first, behind)
    if not behind - 2 <= first <= i or any(r.kinds[k] & ~DOUBTFUL or (r.kinds[k] and has_owner(r, k)) for k in unknown):
        return False
    if any(r.words[k].startswith(r.lexicon.joining) and holds_particle(r, k) for k in unknown):
        return False  # who hears it
    if behind >= len(r.words) or r.inside[behind] >= 0 or r.kinds[behind] & (THAT | TITLE):
        return True
    if r.kinds[behind] == STOP or (r.kinds[behind] & STOP and r.kinds[behind] & OTHER):  # when or to whom it was said
        return True
    return any(c in r.gap(behind) for c in ",:(-")


def _is_plain(r: Reading, i: int) -> bool:
    """Whether a word without the article is an ordinary one by its ending, as adverbs and objects are behind a name."""
    return not has_article(r, i) and is_doubtful(r, i)


def _is_title(r: Reading, i: int) -> bool:
    """Whether a given name that is a title too stands where titles do: before what somebody is the head of."""
    titled = bool(r.kinds[i] & TITLE) and i + 1 < len(r.words) and r.gap(i + 1) == " " and r.inside[i + 1] < 0
    return titled and not r.kinds[i + 1] & (GIVEN | PARTICLE | STOP | VERB)


def _opens_chain(r: Reading, i: int) -> bool:
    """Whether a word is a noun that the definite word behind it defines: the *adherence* of the regime."""
    if r.kinds[i] & GIVEN or has_article(r, i) or i + 1 >= len(r.words) or r.gap(i + 1) != " ":
        return False
    return has_article(r, i + 1) and not r.kinds[i + 1] & (STOP | ROLE)
