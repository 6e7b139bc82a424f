"""Read who is spoken of beside a cue: a name, a role ("the minister"), an institution or a pronoun."""

from __future__ import annotations

from provenance.quotations import cased_after, cased_before, uncased, uncased_before
from provenance.quotations.reading import Mention, Reading


def mention_after(r: Reading, i: int, pause_ends: bool = False, verb: int | None = None) -> Mention | None:
    """The mention that begins at word i or a little behind it; `pause_ends` says that a comma may end a doubtful name.

    `verb` is the word that it does, None where it does none.
    """
    return cased_after.mention_after(r, i, verb) if r.lexicon.cased else uncased.mention_after(r, i, pause_ends)


def mention_before(r: Reading, i: int, floor: int, behind: bool = False) -> Mention | None:
    """The mention in front of the verb at word i, not reaching back behind word `floor`.

    `behind` says that a quotation of the same sentence ends at `floor`.
    """
    return cased_before.mention_before(r, i, floor, behind) if r.lexicon.cased else uncased_before.mention_before(r, i, floor)
