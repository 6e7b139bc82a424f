"""What the form of a word tells, in scripts without capital letters: the joined article, an owner, a particle, an adjective's ending."""

from __future__ import annotations

from provenance.quotations.kinds import (
    ADJECTIVE,
    COMMON,
    DOUBTFUL,
    GIVEN,
)
from provenance.quotations.lexicon import SHORTEST_STEM
from provenance.quotations.reading import Reading


def has_owner(r: Reading, i: int) -> bool:
    """Whether a word ends with "his", "her" or "their", and so is no name."""
    endings = r.lexicon.owner_endings
    if not endings or r.kinds[i] & GIVEN or not r.words[i].endswith(endings):
        return False
    return r.wording(i, i + 1).endswith(endings)  # folding makes other letters of the last one too


def is_doubtful(r: Reading, i: int) -> bool:
    """Whether a word is no name for all that its form tells: where nothing vouches for it, it is none."""
    return i not in r.names and (bool(r.kinds[i] & (DOUBTFUL | COMMON)) or has_owner(r, i))


def is_ordinary(r: Reading, start: int, i: int) -> bool:
    """Whether word i is no name as part of one that begins at `start`: an ordinary word, but for those behind it that names are too."""
    return is_doubtful(r, i) and not (i > start and r.kinds[i] == DOUBTFUL and r.words[i] in r.lexicon.words)


def has_article(r: Reading, i: int) -> bool:
    """Whether a word carries the joined article, as titles and what describes them do."""
    article, word = r.lexicon.article, r.words[i]
    if not article or len(word) <= SHORTEST_STEM:
        return False
    return (word.startswith(article) and r.begins_with(i, article[0])) or word.startswith(article[-1] * 2)


def holds_particle(r: Reading, i: int) -> bool:
    """Whether a word is joined to a particle, for what the language knows of it or since the article has it without one too."""
    lexicon, word = r.lexicon, r.words[i]
    if lexicon.carries_particle(word):
        return word not in r.families
    if word in lexicon.words or i in r.parted or r.kinds[i] & GIVEN:
        return False
    return any(word.startswith(c) and len(word) - len(c) >= SHORTEST_STEM and word[len(c) :] in r.vocabulary for c in lexicon.leading_to_names)


def is_adjective(r: Reading, i: int) -> bool:
    """Whether a word with the article is an adjective: one that is made of a noun, or a known one."""
    return has_article(r, i) and (bool(r.kinds[i] & ADJECTIVE) or r.words[i].endswith(r.lexicon.adjective_endings))


def is_definite(r: Reading, i: int) -> bool:
    """Whether a word carries the joined article, at most behind a conjunction."""
    article = r.lexicon.article
    word = r.words[i]
    joined = bool(article) and any(word.startswith(c + article) and len(word) > len(c + article) + 1 for c in r.lexicon.verb_clitics)
    return has_article(r, i) or (joined and word not in r.lexicon.words)
