"""One who speaks in an article, and how he or she is shown: by the fullest form of the name, in the article's own spelling."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from provenance.quotations.agreement import head_cases, shared_cases
from provenance.quotations.grammar import NOMINATIVE
from provenance.quotations.kinds import GIVEN
from provenance.quotations.marks import CLOSING, OPENING
from provenance.quotations.reading import Reading

_DOUBLE_MARKS: Final = frozenset('“”„«»"')


@dataclass(eq=False)
class Speaker:
    """One who speaks in the article: the words of each form of the name, and the roles told of him or her."""

    forms: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)
    subjects: set[tuple[str, ...]] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    named: bool = True
    gender: int = 0

    @property
    def is_person(self) -> bool:
        """Whether this is a single person, for all that is known: one with a name of several words."""
        return self.named and any(len(form) > 1 for form in self.forms)


def shown_name(r: Reading, speaker: Speaker) -> str:
    """The fullest form of a speaker's name in the article's own spelling: of equal ones the shortest."""
    forms = list(speaker.forms)
    if r.lexicon.name_endings and speaker.named:
        shortest = min(len(form[-1]) for form in forms)  # endings make a name longer
        forms = [f for f in forms if _is_plain(r, f, speaker)] or [f for f in forms if len(f[-1]) == shortest]
        best = max(forms, key=lambda form: (sum(len(word) > 1 for word in form), len(form), -sum(map(len, form)), -speaker.forms[form][0]))
    else:
        plain = [f for f in forms if r.lexicon.grammar is not None and head_cases(r, *speaker.forms[f]) & NOMINATIVE]
        best = max(plain or forms, key=lambda form: (len(form), -speaker.forms[form][0]))
    return _wording(r, *speaker.forms[best])


def _is_plain(r: Reading, form: tuple[str, ...], speaker: Speaker) -> bool:
    """Whether a form of a name is in the case of subjects: one that does a verb ends so, or its words may all stand in it."""
    if speaker.subjects:
        by_given = {subject[0] for subject in speaker.subjects if len(subject) == 1 and r.lexicon.of(subject[0]) & GIVEN}
        return form[-1] in {subject[-1] for subject in speaker.subjects} or (
            form[0] in by_given and bool(shared_cases(r, *speaker.forms[form]) & NOMINATIVE)
        )
    listed = r.lexicon.words.get(form[0], 0) & GIVEN or not r.lexicon.of(form[0]) & GIVEN
    return len(form) > 1 and bool(listed and shared_cases(r, *speaker.forms[form]) & NOMINATIVE)


def _wording(r: Reading, first: int, last: int) -> str:
    """The stored wording of a name without a particle written together with its first word."""
    r.part(first)
    start, end = r.span(first, last)
    inner, behind = r.text[start:end], r.text[end : end + 1]
    if (behind in CLOSING and any(m in inner for m in OPENING)) or (behind == '"' and inner.count('"') % 2):
        end += 1
    text = _before_lone_mark(" ".join(r.text[start:end].split()))
    article = r.lexicon.article
    if first in r.parted and article and r.words[first].startswith(article) and not text.startswith(article):
        return article[:-1] + text
    return text


def _before_lone_mark(name: str) -> str:
    """A name up to a double quotation mark or a closing bracket that has no partner in it; all of it where nothing stands before that."""
    opened: int | None = None
    for at, c in enumerate(name):
        if c == ")" and "(" not in name[:at]:
            return name[:at].rstrip() or name
        if c not in _DOUBLE_MARKS:
            continue
        if opened is None and c in CLOSING:
            return name[:at].rstrip() or name
        opened = at if opened is None else None
    return name if opened is None else name[:opened].rstrip() or name
