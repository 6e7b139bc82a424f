"""Texts and comparable articles for the tests of reuse."""

import random
from functools import cache

import numpy as np

from provenance.model import Span
from provenance.reuse.comparable import Comparable
from provenance.reuse.passages import Wording, wording
from provenance.reuse.vocabulary import Vocabulary
from provenance.settings import ReuseSettings
from provenance.text import fold

SETTINGS = ReuseSettings()

_SYLLABLES = ["ba", "do", "ki", "lu", "me", "na", "po", "ri", "su", "ta", "ve", "zo", "gra", "bel", "tor", "min", "san", "ul", "ker", "dav"]
_COMMON = ["the", "of", "and", "to", "in", "a", "was", "on", "for", "with", "that", "by", "at", "from", "it", "is", "as", "be"]


def word(rng: random.Random) -> str:
    """An invented word of three to five syllables."""
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(3, 5)))


def sentence(rng: random.Random, words: int) -> str:
    """An invented sentence: two of five words are common ones."""
    return " ".join(rng.choice(_COMMON) if rng.random() < 0.4 else word(rng) for _ in range(words)).capitalize() + "."


def story(seed: int, sentences: int = 8, words: int = 18) -> str:
    """An invented article, one sentence a line."""
    rng = random.Random(seed)
    return "\n".join(sentence(rng, words) for _ in range(sentences))


def worded(text: str, quotations: tuple[Span, ...] = (), furniture: tuple[Span, ...] = ()) -> Wording:
    return wording(fold(text), quotations, furniture)


@cache
def _language() -> Vocabulary:
    """The vocabulary of two hundred other stories."""
    return Vocabulary.empty().with_words(np.concatenate([fold(story(10**6 + n)).word_hashes for n in range(200)]))


def comparable(text: str, quotations: tuple[Span, ...] = (), furniture: tuple[Span, ...] = ()) -> Comparable:
    """An article ready to be compared, without formulae."""
    words = worded(text, quotations, furniture)
    return Comparable(
        words, _language().frequency(words), *np.zeros((4, len(words)), np.bool_), lambda _span, part: [False] * len(part.words), SETTINGS
    )
