"""One occurrence of a family with all that is shown of it: the words around it, its date, the quotation that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.model import Article, Credit, CreditStatus, FamilyMember, Occurrence, Quotation, Span
from provenance.report.moments import Moment, moment_of
from provenance.report.visible import Direction, text_direction

_SENTENCE_ENDS = ".!?؟。\n"
_LEAD = 120
"""Code points between a cue and its quotation that are shown with it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One occurrence with all that is shown of it. ``before`` and ``after`` complete the sentence around it."""

    number: int
    article: Article
    occurrence: Occurrence
    variant: int
    credit_status: CreditStatus
    credits: tuple[Credit, ...]
    quotation: Quotation | None
    moment: Moment | None
    before: str
    after: str

    @property
    def outlet(self) -> str | None:
        return self.article.outlet.name if self.article.outlet else None

    @property
    def key(self) -> str:
        """The outlet, or the article itself where the outlet is unknown: two unknown ones are never taken for one."""
        return self.outlet or self.article.article_id

    @property
    def text(self) -> str:
        return self.article.text[self.occurrence.start : self.occurrence.end]

    @property
    def direction(self) -> Direction:
        return text_direction(self.text, self.article.language)

    @property
    def cue(self) -> str | None:
        """The words that introduce the quotation or come behind it, from the cue to the quotation where they are near."""
        if self.quotation is None or self.quotation.cue is None:
            return None
        start, end = self.quotation.cue
        near = start < self.quotation.start <= end + _LEAD
        return self.article.text[start : self.quotation.start if near else end].rstrip(" \n:،,\"'«“”„(")


def member_of(number: int, found: FamilyMember, article: Article, quotations: Sequence[Quotation], around: int) -> Member:
    """The `number`th member of a family; `around` is the most that is shown on either side of it, in code points."""
    occurrence = found.occurrence
    quotation = quotation_at(occurrence, quotations)
    before, after = context(article.text, Span(occurrence.start, occurrence.end), around)
    return Member(number, article, occurrence, found.variant, found.credit_status, found.credits, quotation, moment_of(article), before, after)


def quotation_at(occurrence: Occurrence, quotations: Sequence[Quotation]) -> Quotation | None:
    """The quotation that shares most with an occurrence, if it fills at least half of it: some words in marks make no quotation."""

    def shared(q: Quotation) -> int:
        return min(q.end, occurrence.end) - max(q.start, occurrence.start)

    best = max(quotations, key=lambda q: (shared(q), -q.start), default=None)
    if best is None or 2 * shared(best) < occurrence.end - occurrence.start:
        return None
    return best


def context(text: str, span: Span, limit: int) -> tuple[str, str]:
    """What stands before and behind a span in its sentence, at most `limit` code points each."""
    before, after = text[max(0, span.start - limit) : span.start], text[span.end : span.end + limit]
    cut_before = max(before.rstrip(_SENTENCE_ENDS + " ").rfind(c) for c in _SENTENCE_ENDS) + 1
    ends = [i for i in (after.find(c) for c in _SENTENCE_ENDS) if i >= 0]
    return before[cut_before:].lstrip(), after[: min(ends) + 1 if ends else None].rstrip()
