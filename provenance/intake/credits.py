"""Where an article or a passage says that it comes from.

A credit is never inferred from a name alone: a name counts where a dateline, a credit line or a byline has its place for it, or
beside a word of telling.
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.intake.creditlines import credits_of_lines
from provenance.intake.lexicon import Lexicon, Role, Sign
from provenance.intake.lines import Line
from provenance.intake.mentions import credits_in_text
from provenance.intake.metadata import AGENCY_RULES
from provenance.intake.reading import Reading, Standing, name_of, read_signs
from provenance.model import Credit, RawArticle
from provenance.settings import IntakeSettings
from provenance.text import Folded, fold


def credits_of(
    raw: RawArticle, reading: Reading, lines: Sequence[Line], lexicon: Lexicon, settings: IntakeSettings, *, author: Folded
) -> tuple[Credit, ...]:
    """All credits of an article: those beside its text first, then those in it from top to bottom. `author` is its author, folded."""
    found: list[Credit] = []
    if raw.author:
        rule = next((rule for rule, value in raw.metadata if value == raw.author), "record field author")
        found += _credits_beside(raw.author, author, Standing("byline", "article", rule), lexicon, reading.outlet)
    for rule, value in raw.metadata:
        if rule in AGENCY_RULES:
            found += _credits_beside(value, fold(value), Standing("metadata", "article", rule), lexicon, reading.outlet)
    placed = credits_of_lines(reading, lines, settings)
    placed += credits_in_text(reading, placed, settings)
    return (*found, *sorted(placed, key=lambda credit: (credit.start or 0, credit.end or 0)))


def _credits_beside(value: str, folded: Folded, standing: Standing, lexicon: Lexicon, outlet: str | None) -> tuple[Credit, ...]:
    """Credits in a field beside the text, such as its author: every name in it, without spans in the text."""
    reading = read_signs(value, folded, lexicon, outlet)
    sources: dict[str | None, None] = {}
    for sign in reading.signs:
        spelling = name_of(reading, sign, alone=_fills_a_piece(reading, sign))
        if spelling is not None:
            sources[spelling.name] = None
        elif sign.roles & Role.WIRE and _fills_a_piece(reading, sign):
            sources[None] = None
    if len(sources) > 1:
        sources.pop(outlet, None)
    return tuple(Credit(source, *standing[:2], source is not None and source == outlet, standing.rule, value) for source in sources)


def _fills_a_piece(reading: Reading, sign: Sign) -> bool:
    """Whether a sign stands alone between the separators of a field."""
    before = reading.gap_before(sign.first).strip(" \t\"'")
    after = reading.gap_after(sign.last).strip(" \t\"'")
    return (sign.first == 0 or bool(before)) and (sign.last == len(reading.starts) or bool(after))
