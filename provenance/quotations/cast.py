"""The speakers of one article: which mentions are of one person, and the fullest form of each name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from provenance.quotations.agreement import cases, is_plain, shared_cases
from provenance.quotations.anaphora import is_current, is_institution, talks_with_outlet
from provenance.quotations.fuller_names import LONGEST_NAME, fuller, role_from
from provenance.quotations.grammar import NOMINATIVE, SINGULAR_SUBJECT
from provenance.quotations.kinds import (
    ANAPHOR,
    ANONYMOUS,
    BELONGING,
    BODY,
    COMMON,
    CUE,
    DOUBTFUL,
    GENDER,
    GIVEN,
    HONORIFIC,
    NOUN,
    OTHER,
    PARTICLE,
    PREPOSITION,
    ROLE,
    STOP,
    THING,
    TITLE,
)
from provenance.quotations.lexicon import SHORTEST_STEM
from provenance.quotations.name_forms import NameForms
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.role_holders import Holder, fuller_body, is_definite_role, role_holders
from provenance.quotations.roles import is_indefinite, is_owned, is_somebody, owns, roles_of, shown_role
from provenance.quotations.speakers import Speaker
from provenance.quotations.uncased import mention_after
from provenance.quotations.word_forms import has_article, is_ordinary

_FEWEST_ROLE_WORDS: Final = 2
_MOST_IN_MIND: Final = 12


class Cast:
    """All speakers met so far, in the order in which the article brings them."""

    def __init__(self, r: Reading) -> None:
        self.r = r
        self.names = NameForms(r)
        self.speakers: list[Speaker] = []
        self.by_name: dict[str, Speaker] = {}
        self._known: dict[str, bool] = {}
        self._holders: dict[str, list[Holder]] = {}

    def resolve(self, mention: Mention, current: Speaker | None, subject: bool, goes_on: bool = False) -> Speaker | None:
        """The speaker that a mention is of; None when it is of nobody.

        Pronouns are of the current one. `subject` says whether the mention does a verb, and so stands in its plain form;
        `goes_on` that the verb goes on with a speaker, who is then also the one of a role that was not told before.
        """
        if mention.pronoun:
            return current
        if self._is_at_outlet(mention):
            mention = Mention(mention.first, mention.last, None)
        if mention.name is None:
            return self._by_role(mention, current, current if goes_on else None)
        if subject and self._is_of_named(mention.first, mention.name):
            return self._by_role(Mention(mention.first, mention.name[1], None), current, current if goes_on else None)
        oblique = self.r.lexicon.grammar is not None and not shared_cases(self.r, *mention.name) & SINGULAR_SUBJECT
        if subject and oblique and mention.first < mention.name[0] and is_indefinite(self.r, mention.first):
            return self._by_role(Mention(mention.first, mention.name[1], None), None, None)  # one of the fans of N
        name = self._cut(mention.name)
        if name is None and not mention.sure and not mention.ended:
            if mention.first < mention.name[0]:
                return self._by_role(Mention(mention.first, mention.name[0], None), current, None)
            return None
        if not self._may_be_name(*(name or mention.name), mention.sure):
            return self._by_role(self._without_place(mention), current, None)
        return self._by_name(mention, name or mention.name, subject)

    def _is_at_outlet(self, mention: Mention) -> bool:
        """Whether a single name right behind one who is not named is of the outlet that heard it: the *source of* AAA."""
        r = self.r
        if not r.lexicon.cased or mention.name is None or not r.kinds[mention.first] & ANONYMOUS:
            return False
        first, last = mention.name
        return first in r.credited or (first == mention.first + 1 and last - first == 1 and not r.kinds[first] & GIVEN)

    def _is_of_named(self, first: int, name: tuple[int, int]) -> bool:
        """Whether a name is of whom the role that opens at word `first` belongs to, as its case tells: адвокат *Бориса* Н. заявил."""
        r = self.r
        if r.lexicon.grammar is None or first == name[0] or not cases(r, first) & NOMINATIVE:
            return False
        if not (shared_cases(r, *name) or cases(r, name[0]) & SINGULAR_SUBJECT) & NOMINATIVE:
            return True
        inflected = name[0] in r.names or (r.kinds[name[0]] & GIVEN and not is_plain(r, name[0]))
        owned = any(r.kinds[i] & BELONGING for i in range(first, name[0])) or bool(r.kinds[name[0] - 1] & BODY)
        return bool(inflected and owned)

    def _without_place(self, mention: Mention) -> Mention:
        """A mention up to where the role is held: the minister *in the cabinet*."""
        if self.r.lexicon.cased:
            return mention
        placed = (i for i in range(mention.first + 1, mention.last) if self.r.kinds[i] & PREPOSITION and not self.r.kinds[i] & GIVEN)
        return Mention(mention.first, next(placed, mention.last), None)

    def _may_be_name(self, first: int, last: int, sure: bool) -> bool:
        """Whether words may be a name, for all that is known of each: no ordinary word begins one that no given name vouches for."""
        r = self.r
        if r.lexicon.cased or first in r.names or any(r.kinds[i] & GIVEN for i in range(first, last)):
            return True
        twice = self.names.speaking[self.names.stem(r.words[first])] > 1
        if not sure and last - first == 1:
            cased = r.lexicon.shapes is not None and r.lexicon.shapes.has_case(r.words[first])
            if len(r.words[first]) < SHORTEST_STEM or (cased and not twice):
                return False
        if r.wording(first, last).endswith(tuple(e for e in r.lexicon.owner_endings if len(e) > 1)):
            return False
        if last - first == 1 and self.is_known(r.words[first]):
            return not r.kinds[first] & (STOP | OTHER | THING)
        single = last - first == 1 and has_article(r, first) and (sure or not r.kinds[first] & DOUBTFUL)
        ordinary = COMMON if sure or (last - first == 1 and twice) else COMMON | DOUBTFUL
        if not single and any(r.kinds[i] & ordinary and is_ordinary(r, first, i) for i in range(first, min(last, first + 2))):
            return False
        return not r.kinds[first] & (STOP | OTHER | THING)

    def _by_name(self, mention: Mention, name: tuple[int, int], subject: bool) -> Speaker:
        first, last = name
        words = tuple(self.r.words[first:last])
        family = self.names.stem(words[-1])
        speaker = self.by_name.get(family)
        if speaker is None and len(words) == 1:
            given = bool(self.r.kinds[first] & GIVEN)
            speaker = next(
                (s for s in self.recent() if s.named and any(family in map(self.names.stem, form[:1] if given else form) for form in s.forms)), None
            )
        if speaker is None or self._differs(speaker, words):
            speaker = Speaker()
            self.speakers.append(speaker)
            self.by_name[family] = speaker
            speaker.forms.update(self.names.fuller_forms(family, name))
            if len(words) == 1 and self.r.kinds[first] & GIVEN and not any(len(form) > 1 for form in speaker.forms):
                speaker.forms.update(self.names.families_of(words[0]))
            for place in speaker.forms.values():
                speaker.roles.update(roles_of(self.r, role_from(self.r, *place), place[1]))
        speaker.forms.setdefault(words, (first, last))
        speaker.gender = speaker.gender or self._gender_of(speaker)
        if subject:
            speaker.subjects.add(words)
        speaker.roles.update(roles_of(self.r, mention.first, mention.last))
        speaker.roles.update(self._apposed(last))
        return speaker

    def _apposed(self, i: int) -> set[str]:
        """The role that is told behind a name and a comma, where names have no capitals: N N, *professor of N*."""
        r = self.r
        if r.lexicon.cased or i >= len(r.words) or r.gap(i) != ", " or not r.kinds[i] & TITLE or r.kinds[i] & CUE or r.inside[i] >= 0:
            return set()
        role = mention_after(r, i, opens=True, apposed=True)
        return roles_of(r, i, role.last) if role is not None and role.first == i and role.name is None else set()

    def _gender_of(self, speaker: Speaker) -> int:
        """The gender that a speaker's given name tells, 0 where none does."""
        told = {self.names.given_gender(form[0]) for form in speaker.forms if len(form) > 1} - {0, GENDER}
        return told.pop() if len(told) == 1 else 0

    def _differs(self, speaker: Speaker, words: tuple[str, ...]) -> bool:
        """Whether the given name is another than that of the speaker with the same family name, whose fuller form may begin with a third."""
        if any(len(form) > 1 and (form[-len(words) :] == words or words[-len(form) :] == form) for form in speaker.forms):
            return False
        fuller_forms = [form for form in speaker.forms if len(form) > 1]
        return len(words) > 1 and bool(fuller_forms) and not any(self.names.same_given(words, form) for form in fuller_forms)

    def _cut(self, name: tuple[int, int]) -> tuple[int, int] | None:
        """A name up to the last word that ends a name elsewhere in the article; None when no word does."""
        if self.r.lexicon.cased:
            return None
        for i in range(min(name[1], name[0] + LONGEST_NAME) - 1, name[0] - 1, -1):
            if self.r.kinds[i] & GIVEN:
                return None
            if not self.r.kinds[i] & PARTICLE and (self.is_known(self.r.words[i]) if i + 1 == name[1] else self._ends_elsewhere(i)):
                return name[0], i + 1
        return None

    def _ends_elsewhere(self, i: int) -> bool:
        """Whether word i ends a name where another word follows it than here."""
        family, words = self.names.stem(self.r.words[i]), self.r.words
        if family in self.by_name or self.names.speaking[family] > 1:
            return True
        others = (k for k in self.names.places_of(family) if k != i and words[k + 1 : k + 2] != words[i + 1 : i + 2])
        return any(last - first > 1 for first, last in (fuller(self.r, k) for k in others))

    def has_met(self, word: str) -> bool:
        """Whether a word is the family name of somebody met before."""
        return self.names.stem(word) in self.by_name

    def is_known(self, word: str) -> bool:
        """Whether a word ends a name: one that is known, one with a title or given name, or one that speaks twice."""
        family = self.names.stem(word)
        if family in self.by_name or self.names.speaking[family] > 1:
            return True
        known = self._known.get(family)
        if known is None:
            known = self._known[family] = any(last - first > 1 for first, last in (fuller(self.r, i) for i in self.names.places_of(family)))
        return known

    def _by_role(self, mention: Mention, current: Speaker | None, goes_on: Speaker | None) -> Speaker | None:
        """The speaker of whom this role was told, else the role itself as a speaker."""
        first = mention.first
        while first + 1 < mention.last and self.r.kinds[first] & NOUN and self.r.kinds[first + 1] & ROLE:
            first += 1
        roles = roles_of(self.r, first, mention.last)
        if not roles and shown_role(self.r, first, mention.last)[0] < first:
            last = first + 1 if has_article(self.r, first) else mention.last
            mention = Mention(first, last, None)  # *one of those* who were there, *one of the organisers of* the march
            roles = {self.r.words[first]}
        if not roles and not self.r.lexicon.cased:
            return None
        if current is not None and talks_with_outlet(self.r, first, mention.last, current):
            return current
        named = self._told_name(first, mention.last)
        if named is not None and self._may_be_name(*named, sure=False):
            return self._by_name(mention, named, subject=False)
        family = self._told_family(first, mention.last)
        if family is not None:
            return family
        body = is_institution(self.r, first, mention.last)
        speaker = None
        if not is_indefinite(self.r, first):
            latest = (s for s in (current, *self.recent()) if s is not None)
            speaker = next((s for s in latest if roles <= s.roles and not (body and (self._is_person(s) or self._is_at_body(s)))), None)
            if current is not None and owns(roles, current.roles):
                current = goes_on = None
            speaker = (
                speaker
                or self._holder(first, mention.last, roles)
                or (goes_on if goes_on is not None and goes_on.named and not (body or is_somebody(self.r, first)) else None)
                or (current if is_current(self.r, first, mention.last, current) else None)
            )
        whole = fuller_body(self.r, first, mention.last) if speaker is None and body else None
        if whole is not None:
            form = tuple(self.r.words[slice(*whole)])
            speaker = next((s for s in self.recent() if form in s.forms), None)
            roles |= roles_of(self.r, *whole)
        if speaker is None:
            speaker = Speaker(named=False) if whole is None else Speaker({form: whole}, named=False)
            self.speakers.append(speaker)
        speaker.roles |= roles
        for_anybody = mention.last - first == 1 and self.r.kinds[first] & ANAPHOR  # such as *the official*, under which nobody else is shown
        if not speaker.named and whole is None and not (speaker.forms and for_anybody):
            place = shown_role(self.r, first, mention.last)
            speaker.forms.setdefault(tuple(self.r.words[slice(*place)]), place)
        return speaker

    def _is_at_body(self, speaker: Speaker) -> bool:
        """Whether a role is of somebody at an institution, and not its own: *sources in* the ministry, where names have no capitals."""
        if self.r.lexicon.cased or speaker.named:
            return False
        return all(self.r.kinds[first] & TITLE and not self.r.kinds[first] & BODY for first, _ in speaker.forms.values()) and bool(speaker.forms)

    def _is_person(self, speaker: Speaker) -> bool:
        """Whether a speaker with a name is a person, for all that is known: one with a given name or a person's title."""
        of = self.r.lexicon.of
        given = any(of(form[0]) & GIVEN for form in speaker.forms if len(form) > 1)
        return speaker.named and (given or self.r.lexicon.cased or any(of(role) & TITLE for role in speaker.roles))

    def _told_name(self, first: int, last: int) -> tuple[int, int] | None:
        """The name that stands elsewhere in the article right behind the same words of a role."""
        words, r = self.r.words[first:last], self.r
        if r.lexicon.cased or len(words) < _FEWEST_ROLE_WORDS or (r.kinds[first] & BODY and not r.kinds[first] & TITLE):
            return None
        for i in self.names.places_of(self.names.stem(words[0])):
            if i != first and r.words[i : i + len(words)] == words and not is_owned(r, i):
                mention = mention_after(r, i)
                if mention is not None and mention.name is not None and mention.sure:
                    return mention.name
        return None

    def _holder(self, first: int, last: int, roles: set[str]) -> Speaker | None:
        """The only one of whom the article tells all words of a definite role with its name."""
        r = self.r
        if not r.lexicon.article or not r.kinds[first] & TITLE or r.kinds[first] & ANONYMOUS or not is_definite_role(r, first, last):
            return None
        if (r.kinds[first] & HONORIFIC and last - first == 1) or shown_role(r, first, last)[0] < first:
            return None  # of whoever it was told last; one of several
        (head,) = roles_of(r, first, first + 1)
        if head not in self._holders:
            self._holders[head] = list(role_holders(r, head))
        told = [holder.name for holder in self._holders[head] if roles <= holder.roles]
        if len({self.names.stem(r.words[last - 1]) for _, last in told}) != 1:
            return None
        return self._by_name(Mention(*told[0], told[0]), told[0], subject=False)

    def _told_family(self, first: int, last: int) -> Speaker | None:
        """The speaker whose family name, told before, is what seems to describe a title, the president *Al-N*, or the title itself."""
        article = self.r.lexicon.article
        if not article or not self.r.kinds[first] & TITLE:
            return None
        for i in range(first, last):
            known = self.by_name.get(self.names.stem(self.r.words[i])) if self.r.words[i].startswith(article) else None
            if known is not None and known.named:
                return known
        return None

    def recent(self) -> Iterator[Speaker]:
        """The speakers from the latest back, as many as a reader may keep in mind."""
        return islice(reversed(self.speakers), _MOST_IN_MIND)
