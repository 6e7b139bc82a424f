"""Say who is named beside a quotation without a cue: before the colon that leads to it, or behind the dash that signs it."""

from __future__ import annotations

from collections.abc import Callable

from provenance.quotations.agreement import may_do, verb_among
from provenance.quotations.cased import phrase
from provenance.quotations.cased_names import is_name_word, name_run, named_run
from provenance.quotations.kinds import CUE, GIVEN, THING, TITLE
from provenance.quotations.marked_names import is_title
from provenance.quotations.mentions import mention_after, mention_before
from provenance.quotations.reading import Mention, Reading
from provenance.quotations.sentences import Sentence

Known = Callable[[str], bool]
"""Whether a word, by its stem, is the family name of somebody met before."""


def before_colon(r: Reading, q: int, sentence: Sentence) -> tuple[Mention, str] | None:
    """The speaker named before a colon that leads to the quotation."""
    first = r.places[q][0]
    if first == sentence.first or ":" not in r.gap(first) or first - sentence.first > r.settings.colon_words:
        return None
    verb = verb_among(r, sentence.first, first)
    if verb is None:
        mention = mention_after(r, sentence.first)
    else:
        mention = mention_before(r, verb, sentence.first) or mention_after(r, verb + 1, verb=verb)
        if mention is not None and mention.name is None and not any(r.kinds[i] & TITLE for i in range(mention.first, mention.last)):
            return None  # a thing says nothing
    return (mention, "named before the colon") if mention is not None and mention.last <= first else None


def signature(r: Reading, q: int, sentence: Sentence) -> tuple[Mention, str] | None:
    """The name behind a dash that signs the quotation."""
    last = r.places[q][1]
    if last >= sentence.last or "-" not in r.gap(last) or not r.lexicon.cased or not r.capital[last]:
        return None
    if is_title(r, *r.places[q]) and r.text[r.marked[q].end - 1].isalnum():  # a song and its singer
        return None
    first_word, end = name_run(r, last)
    ends = end >= len(r.words) or any(c in r.gap(end) for c in ",.\n(")
    return (Mention(first_word, end, (first_word, end)), "signature") if first_word == last and ends else None


def is_heading(r: Reading, q: int) -> bool:
    """Whether a quotation is a line of its own that ends as headings do, without a stop: the next lines are about whoever said it."""
    first, last = r.places[q]
    marked = r.marked[q]
    if not r.lexicon.cased or not marked.closed or last - first > r.settings.colon_words or not r.text[marked.end - 1].isalnum():
        return False
    opens = first == 0 or "\n" in r.gap(first)
    return opens and last < len(r.words) and r.gap(last).lstrip("\"' ").startswith("\n")


def is_led_to(r: Reading, q: int, sentence: Sentence) -> bool:
    """Whether a colon leads to a whole sentence, where sentences begin with a capital letter: no title and no piece of a list."""
    first, last = r.places[q]
    if not r.lexicon.cased or ":" not in r.gap(first) or not r.upper[first] or is_title(r, first, last):
        return False
    ended = r.text[r.marked[q].end - 1] in ".!?…" or r.gap(last).lstrip("\"' ")[:1] in (".", "\n", "")
    return ended and not (first > sentence.first and r.kinds[first - 1] & THING)


def leads(r: Reading, first: int, sentence: Sentence, known: Known) -> Mention | None:
    """Of a sentence without a cue that ends with a colon before word `first`: who is named right before it, else who opens the clause."""
    if first > sentence.first and is_name_word(r, first - 1) and first - 1 not in r.credited:
        mention = named_run(r, *name_run(r, first - 1))
        if mention.name is not None and mention.name[1] - mention.name[0] > 1 and names_person(r, *mention.name, known):
            return mention
    opening = phrase(r, sentence.first, first)
    speaks = opening is not None and may_do(r, opening, None) and _may_speak(r, opening, known)
    return _with_name(r, opening, first) if opening is not None and speaks else None


def names_several(r: Reading, first: int, last: int) -> bool:
    """Whether a name of several words stands among words `first` to `last` (excluded)."""
    return any(is_name_word(r, i) and is_name_word(r, i + 1) and r.gap(i + 1) == " " for i in range(first, last - 1))


def names_person(r: Reading, first: int, last: int, known: Known) -> bool:
    """Whether a name is a person's, for all that is known: with a given name, or met before as a speaker's."""
    return not r.lexicon.name_endings or any(r.kinds[i] & GIVEN for i in range(first, last - 1)) or known(r.words[last - 1])


def _may_speak(r: Reading, mention: Mention, known: Known) -> bool:
    """Whether a mention that opens a clause is of one who may speak in it: a title, a name of several words or one met before."""
    if mention.name is None:
        return any(r.kinds[i] & TITLE for i in range(mention.first, mention.last))
    first, last = mention.name
    return last - first > 1 or known(r.words[first])


def _with_name(r: Reading, mention: Mention, end: int) -> Mention:
    """A title with the name that follows it behind what it is the title of: the deputy chairman for foreign affairs *N N*."""
    if mention.name is not None or not r.lexicon.name_endings:
        return mention
    for i in range(mention.last, min(end - 1, mention.last + r.settings.colon_words)):
        if any(c in r.gap(i) for c in ",;:(") or r.kinds[i] & CUE:
            break
        if r.kinds[i] & GIVEN and is_name_word(r, i) and is_name_word(r, i + 1) and r.gap(i + 1) == " ":
            name = named_run(r, *name_run(r, i)).name
            return mention if name is None else Mention(mention.first, name[1], name)
    return mention
