"""Read mentions in scripts without capital letters.

A name begins behind a title, with a given name, or stands alone between the verb and what was said.
"""

from __future__ import annotations

from typing import Final

from provenance.quotations.kinds import (
    ADJECTIVE,
    ANAPHOR,
    ANONYMOUS,
    BELONGING,
    BODY,
    COMMON,
    CUE,
    DOUBTFUL,
    EMPHATIC,
    GIVEN,
    HONORIFIC,
    ISSUED,
    LEAD,
    NOUN,
    OTHER,
    PARTICLE,
    PLURAL,
    PORTION,
    PRONOUN,
    REALM,
    ROLE,
    STOP,
    THAT,
    THING,
    TITLE,
    TRANSITIVE,
)
from provenance.quotations.leads import skip_leads
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.uncased_names import (
    LONGEST_NAME,
    PLAIN_NAME,
    end_of_name,
    find_name,
    follows_name,
    is_common,
    is_given_name,
    names_institution,
)
from provenance.quotations.uncased_roles import end_of_role, is_body, is_free
from provenance.quotations.vouching import ends_name, is_apposed, is_closed, is_followed, is_formed, is_stopped, is_vouched, names_one
from provenance.quotations.word_forms import has_article, has_owner, holds_particle, is_adjective, is_ordinary

_LONGEST: Final = 14  # words of a speaker with all titles
_REACH: Final = 12  # words between a role and its name
_NEAR: Final = 4  # and where a name in marks ends between them


def mention_after(r: Reading, i: int, pause_ends: bool = False, opens: bool = False, apposed: bool = False) -> Mention | None:
    """The mention that begins at word i or a little behind it; `pause_ends` says that a comma may end a doubtful name.

    `opens` says that a clause may begin at word i, so that it does not matter what stands before it; `apposed` that it is a role
    that follows another one, behind which no third is looked for.
    """
    start = skip_leads(r, i, opens)
    if start is None or (start not in r.parted and holds_particle(r, start)) or _is_joined_role(r, start):
        return None
    told = _told_otherwise(r, start, apposed)
    if told is not None:
        return told
    end = start
    while end < len(r.words) and end - start < _LONGEST and _continues(r, start, end) and not _is_next(r, start, end):
        end += 1
    if end == start or _is_last_of(r, start, end):
        return None
    ended = ends_name(r, end, pause_ends)
    if not r.kinds[start] & ROLE and is_common(r, start) and not r.kinds[start] & REALM:
        spoken = r.kinds[start] & COMMON and ended and has_article(r, start) and not has_owner(r, start)
        return Mention(start, end, None) if spoken else None
    if start > i and _is_one_of(r, start):
        joined = (k for k in range(start + 1, end) if r.words[k].startswith(r.lexicon.joining) and r.words[k] not in r.lexicon.words)
        return Mention(start, next((k for k in joined if r.kinds[k] & TITLE), end), None)  # one of the users told *the driver*
    marked = _marked_person(r, start, end)
    name = marked or find_name(r, start, end, ended)
    if name is None and is_apposed(r, end) and end - start <= PLAIN_NAME + 1 and not r.kinds[start] & (ROLE | NOUN):
        return Mention(start, end, (start, end))
    if name is None and r.kinds[start] & ROLE and not (is_body(r, start) and end < len(r.words) and any(c in r.gap(end) for c in ",(")):
        name = _name_behind_role(r, end, apposed)  # behind a pause stands who heads the body
    if r.kinds[start] & ROLE and (name is None or _is_of_named(r, start, name[0])):
        return Mention(start, end_of_role(r, start, end) if name is None else name[1], None)
    if r.kinds[start] & NOUN:
        return None
    if name is not None and name[0] > start and r.kinds[start] & ROLE and not any(r.kinds[i] & GIVEN for i in range(*name)):
        direct = name[0] == start + 1 and names_one(r, start) and (name[1] > name[0] + 1 or not is_formed(r, name[0]))
        closed = name == marked or (ended and name[1] == end) or is_closed(r, name, direct) or is_followed(r, name[1])
        return Mention(start, max(end, name[1]), name, closed, closed)
    plain = PLAIN_NAME - (end < len(r.words) and r.inside[end] >= 0 and ":" not in r.gap(end))
    ended = (ended or is_stopped(r, start, end)) and end - start <= plain and not any(is_ordinary(r, start, i) for i in range(start, end))
    if name is None:
        return Mention(start, end, (start, end), sure=False, ended=ended)
    return Mention(start, max(end, name[1]), name, is_vouched(r, start, name), ended)


def _told_otherwise(r: Reading, start: int, apposed: bool) -> Mention | None:
    """A mention that is no row of a role and a name: a role with its name in marks, who issued a text, whoever spoke to an outlet, several."""
    if r.kinds[start] & ROLE and start + 1 in r.names:
        return _named_in_marks(r, start, apposed)
    if r.kinds[start] & NOUN:
        return _issuer(r, start)
    return Mention(start, start + 1, None) if _is_heard_by(r, start) or _are_chanting(r, start) else None


def _are_chanting(r: Reading, start: int) -> bool:
    """Whether several people stand before what a verb is done to: the protesters chanted *angry slogans*."""
    i = start + 1
    if not r.kinds[start] & TITLE or not is_free(r, start) or not has_article(r, start) or i >= len(r.words) or i in r.names:
        return False
    done_to = start > 0 and r.kinds[start - 1] & TRANSITIVE and r.gap(i) == " "
    return bool(done_to) and not has_article(r, i) and not r.kinds[i] & ~DOUBTFUL


def behind_issued(r: Reading, i: int) -> int:
    """The word behind what tells that a text at word i is somebody's: a statement *issued by* N; the next word where nothing does.

    What was said of *the* statement issued by N may be another's.
    """
    for k in range(i + 1, 0 if has_article(r, i) else min(i + _NEAR, len(r.words))):
        if r.inside[k] >= 0 or r.gap(k) != " ":
            break
        if r.kinds[k] & ISSUED:
            return next((n for n in range(k, len(r.words)) if not r.kinds[n] & ISSUED), k)
    return i + 1


def _issuer(r: Reading, text: int) -> Mention | None:
    """Who issued the text at word `text`, where that is told behind it."""
    behind = behind_issued(r, text)
    issuer = mention_after(r, behind) if behind > text + 1 and behind < len(r.words) else None
    return issuer if issuer is not None and issuer.sure and r.kinds[issuer.first] & (ROLE | REALM | GIVEN) else None


def _is_heard_by(r: Reading, start: int) -> bool:
    """Whether whoever spoke last is told by a title right before the one who hears it: the speaker *to AAA*."""
    i = start + 1
    if not r.kinds[start] & ANAPHOR or not has_article(r, start) or i >= len(r.words) or r.gap(i) != " ":
        return False
    return r.words[i].startswith(r.lexicon.joining) and not r.kinds[i] & (GIVEN | ROLE | STOP) and r.words[i] not in r.lexicon.words


def _is_next(r: Reading, start: int, i: int) -> bool:
    """Whether a title at word i is that of the next one, joined to a full name by a conjunction: the minister N N *and the head of* ..."""
    joined = r.kinds[i] & TITLE and r.words[i].startswith(r.lexicon.verb_clitics) and r.words[i] not in r.lexicon.words
    return bool(joined and i - start > 1 and not r.kinds[i - 1] & ROLE and any(r.kinds[k] & GIVEN for k in range(max(start, i - 2), i)))


def _is_of_named(r: Reading, start: int, name: int) -> bool:
    """Whether a role is told by the one whom it belongs to, so that another speaks: the *family of* N, the *lawyer of* N, *speaking for* N.

    One title may stand between, the *mother of the soldier* N; a second one would be of who speaks.
    """
    if not r.kinds[start] & ROLE or name == start or name in r.names:
        return False
    if r.kinds[name - 1] & BELONGING and not has_article(r, name - 1):
        return True
    owned = r.kinds[start] & BELONGING or (is_body(r, start) and not r.kinds[start] & NOUN)
    if not owned or has_article(r, start) or name - start > 2:
        return False
    titled = r.kinds[name - 1] & TITLE and not r.kinds[name - 1] & BODY and has_article(r, name - 1)
    return name == start + 1 or bool(titled)


def _is_joined_role(r: Reading, start: int) -> bool:
    """Whether a conjunction is joined to a title right behind what seems a verb, which stands before no subject: every student *and-student*."""
    word, lexicon = r.words[start], r.lexicon
    joined = start not in r.parted and word not in lexicon.words and word.startswith(lexicon.verb_clitics)
    return bool(joined and r.follows_verb(start) and lexicon.words.get(word[1:], 0) & TITLE)


def _is_last_of(r: Reading, start: int, end: int) -> bool:
    """Whether a word that means *another* where it stands alone means the last of something."""
    return bool(r.kinds[start] & ANONYMOUS and r.kinds[start] & ADJECTIVE) and end - start > 1


def _is_one_of(r: Reading, start: int) -> bool:
    """Whether unknown people follow a word such as "one of", so that nobody is named."""
    several = r.kinds[start - 1] & PORTION and r.words[start].endswith(tuple(e[:-1] for e in r.lexicon.object_endings)) and not has_article(r, start)
    people = bool(several) or (has_article(r, start) and is_free(r, start))  # one of *the organisers of* the march; one of *the speakers*
    return people and bool(r.kinds[start - 1] & LEAD) and not r.kinds[start] & (ROLE | GIVEN)


def _named_in_marks(r: Reading, start: int, apposed: bool) -> Mention:
    """The mention of a role and the name in marks behind it; a title without the article is somebody's of that name."""
    end = r.names[start + 1]
    owned = r.kinds[start] & TITLE and not r.kinds[start] & BODY and not has_article(r, start)
    if not owned or any(r.kinds[i] & GIVEN for i in range(start + 1, end)):
        last = end
        while last < len(r.words) and has_article(r, last) and not r.gap(last).strip("\"' ") and not r.kinds[last] & (ROLE | STOP | CUE | GIVEN):
            last += 1  # the magazine "AAA", *the Spanish one*
        return Mention(start, last, (start + 1, end))
    if end < len(r.words) and r.kinds[end] & TITLE and not r.gap(end).strip("\"' "):
        titled = mention_after(r, end, opens=True, apposed=True)  # the head of "AAA", *the deputy N N*
        name = None if titled is None else titled.name
    else:
        name = _name_behind_role(r, end, apposed)
    return Mention(start, end if name is None else max(end, name[1]), name)


def _marked_person(r: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The name of several words in marks that closes what a person's title tells, behind a definite word: what is not definite bears it."""
    first = next((k for k in range(end - 1, start + 1, -1) if r.names.get(k) == end), None)
    if first is None or not r.kinds[start] & TITLE or r.kinds[start] & BODY or end - first < PLAIN_NAME or first in r.credited:
        return None
    definite = has_article(r, first - 1) or r.lexicon.carries_particle(r.words[first - 1])
    ordinary = any(r.kinds[i] & (ROLE | THING | COMMON | NOUN) and not r.kinds[i] & GIVEN for i in range(first, end))
    return (first, end) if definite and not ordinary else None


def _continues(r: Reading, start: int, i: int) -> bool:
    """Whether word i still belongs to the mention that began at `start`."""
    kind = r.kinds[i]
    if r.inside[i] >= 0 or (i > start and r.gap(i).strip(" \"'" if len(r.words[i - 1]) > 1 else " \"'.")):
        return False
    if kind & PARTICLE and i > start and has_article(r, i - 1) and _means_that(r, i):
        return False
    if i > start and r.words[i] in r.lexicon.manner_clitics and _is_held_at(r, i + 1):
        return True
    if kind & (GIVEN | PARTICLE) or i in r.names or (i > start and r.kinds[i - 1] & PARTICLE):
        return True
    return not kind & (STOP | PRONOUN | OTHER) and not (kind & CUE and not kind & ROLE)


def _is_held_at(r: Reading, i: int) -> bool:
    """Whether the name of a body stands in marks at word i, and right behind it a person's: the spokesman of "AAA" *N* N."""
    behind = r.names.get(i, len(r.words))
    return behind < len(r.words) and bool(r.kinds[behind] & GIVEN) and not r.gap(behind).strip("\"' ")


def _means_that(r: Reading, i: int) -> bool:
    """Whether a particle of names that is spelled like "that" behind a conjunction is that: no rest of a name follows."""
    clitics = (c for c in r.lexicon.verb_clitics if r.words[i].startswith(c))
    if not any(r.lexicon.words.get(r.words[i][len(c) :], 0) & THAT for c in clitics):
        return False
    named = i + 1 < len(r.words) and r.gap(i + 1) == " " and r.inside[i + 1] < 0 and not r.kinds[i + 1] & ~GIVEN
    return not named or has_article(r, i + 1)


def _name_behind_role(r: Reading, end: int, apposed: bool) -> tuple[int, int] | None:
    """The name that follows a role behind a comma or behind where the role is held: the minister in the cabinet, N."""
    marked = next((last for last in range(end, end + _NEAR) if last in r.names.values()), None)  # the mark behind a name closes no speech
    owned = False  # whether a name would be of another, of whom the role is told
    tail = end  # where the words began that may be a name if what was said follows
    reach = min(end + _REACH if marked is None else marked + _NEAR, len(r.words))
    glossed = _end_of_gloss(r, end)
    for i in range(glossed, reach if glossed == end else min(glossed + _NEAR, len(r.words))):
        gap = r.gap(i).replace('"', "") if i == marked else r.gap(i).replace(")", "") if i == glossed else r.gap(i)
        if (
            r.inside[i] >= 0
            or any(c in gap for c in '.:;\n()"')
            or r.kinds[i] & (CUE | THAT | EMPHATIC)
            or (r.kinds[i] & OTHER and not has_article(r, i))
        ):
            return (tail, i) if ends_name(r, i, False) and i - tail == 2 and tail > end and has_article(r, tail - 1) else None
        if "," in gap and r.kinds[i] & TITLE and not r.kinds[i] & GIVEN:
            mention = None if apposed else mention_after(r, i, opens=True, apposed=True)
            return None if mention is None else mention.name
        if r.kinds[i] & TITLE and is_given_name(r, i) and _may_be_family(r, i + 1):
            return i, i + 2  # the general *N* N, whose given name is a title too
        if r.kinds[i] & TITLE and not r.kinds[i] & (GIVEN | BODY) and not has_article(r, i):
            named = i > end and has_article(r, i - 1) and has_article(r, i + 1) if i + 1 < len(r.words) else False
            if named and not r.kinds[i + 1] and is_closed(r, (i, i + 2), direct=False):
                return i, i + 2  # a given name that is a title too, and the family name
            return None  # the name behind is of that one
        owned = "," not in gap and (owned or (i > end and _is_owner(r, i)))  # in the office of *the president N*
        if names_institution(r, end - 1, i):
            continue
        if r.kinds[i] & (GIVEN | PARTICLE) or ("," in gap and not r.kinds[i] & (STOP | THING)):
            return None if owned else _name_from(r, i)
        if "," in gap and not r.kinds[i] & THING:
            return None
        if r.kinds[i] or (has_article(r, i) and i != tail + 1):
            tail = i + 1
    return None


def _may_be_family(r: Reading, i: int) -> bool:
    """Whether a word that is known for nothing stands right behind the word before it, without the article."""
    return i < len(r.words) and r.gap(i) == " " and not r.kinds[i] and not has_article(r, i)


def _end_of_gloss(r: Reading, i: int) -> int:
    """The word behind the brackets that open before word i: the assembly (*the lower house of parliament*), N; the same word where none do."""
    if r.gap(i).strip() != "(" if i < len(r.words) else True:
        return i
    return next((k for k in range(i + 1, min(i + _REACH, len(r.words))) if ")" in r.gap(k)), i)


def _is_owner(r: Reading, i: int) -> bool:
    """Whether a definite title stands right behind a noun without the article, which is that one's: the office of *the president*."""
    if not r.kinds[i] & TITLE or r.kinds[i] & (GIVEN | HONORIFIC | PLURAL) or not has_article(r, i) or r.gap(i) != " ":
        return False
    return not has_article(r, i - 1) and not r.kinds[i - 1] & (STOP | GIVEN | PARTICLE) and not r.lexicon.carries_particle(r.words[i - 1])


def _name_from(r: Reading, i: int) -> tuple[int, int] | None:
    """The name that begins at word i, or behind the nation there that stands for a title, if its given name is known or it has two words."""
    if i + 1 < len(r.words) and has_article(r, i) and is_adjective(r, i) and r.gap(i + 1) == " " and not has_article(r, i + 1):
        i += 1
    last = i
    while last < min(i + LONGEST_NAME, len(r.words)) and (last == i or _continues(r, i, last)):
        inside = last > i and r.kinds[last - 1] & PARTICLE
        if (r.kinds[last] & ROLE and not inside) or is_common(r, last) or (last > i and follows_name(r, i, last)):
            break
        last += 1
    last = end_of_name(r, i, last)
    if r.words[i].startswith(r.lexicon.leading_to_names) and r.kinds[i] & DOUBTFUL and r.words[i] not in r.lexicon.words:
        return None
    if last - i > 1 and (r.kinds[i] & GIVEN or not has_owner(r, last - 1)):
        return i, last
    return (i, i + 1) if last > i and r.kinds[i] & GIVEN else None
