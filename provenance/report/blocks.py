"""The parts of a family's page that stand there once for each outlet or wording, put together without a template."""

from __future__ import annotations

from markupsafe import Markup

from provenance.report.differences import Comparison
from provenance.report.family import Variant
from provenance.report.figures import shape, timeline_row
from provenance.report.fragments import Fragments
from provenance.report.messages import Messages
from provenance.report.pieces import Piece, joined
from provenance.report.timeline import Row, Tick

_CARRIED = Piece('<dd>{} {} <span class="small">{}</span></dd>')
_ROW = Piece('<li><div class="who">{}</div>\n<div class="when">{}</div>\n<div class="mark-cell">{}</div></li>')
_WHEN = Piece('<div>{}<span class="sr">{} </span>{}</div>')
_MORE = Piece("<div>{}</div>")
_SIDE = Piece('<div class="side">\n<header><b>{}</b>{} • {}{}</header>\n<p class="words"{}>{}</p>\n</div>')
_ALSO = Piece(" {}")
_SPEAKER = Piece('<br><span class="soft">{}</span>')
_DATES_SHOWN = 3


class FamilyBlocks:
    """Makes them in one language of the interface; `show` are the fragments for the pages that they stand on."""

    def __init__(self, words: Messages, show: Fragments) -> None:
        self.words, self.show = words, show

    def carried(self, row: Row) -> Markup:
        """An outlet that carries the family, and whom it credits."""
        first = row.members[0]
        return _CARRIED(shape(first.credit_status), self.show.outlet(first.outlet), self.show.whom(first))

    def timed(self, row: Row, ticks: tuple[Tick, ...]) -> Markup:
        """The row of an outlet in the timeline: its first dates, each with its credit status, and its line."""
        told, more = row.members[:_DATES_SHOWN], len(row.members) - _DATES_SHOWN
        dates = [
            _WHEN(
                shape(m.credit_status, hollow=not m.article.published),
                self.words.html(f"status_{m.credit_status}"),
                self.show.published(m.article),
            )
            for m in told
        ]
        dates += [_MORE(self.words.html("and_more", n=more))] if more > 0 else []
        return _ROW(self.show.outlet(told[0].outlet), joined("", dates), timeline_row(row.marks, ticks, self.words.direction))

    def side(self, comparison: Comparison, side: str, variant: Variant) -> Markup:
        """One side ("a" or "b") of a comparison: whose wording it is, and the wording with its own words marked."""
        head, show = variant.head, self.show
        others = len(variant.members) - 1
        also = _ALSO(self.words.html("and_more", n=others)) if others else ""
        speaker = _SPEAKER(show.name(head.quotation.speaker)) if head.quotation and head.quotation.speaker else ""
        language = show.language(head.article.language, head.direction)
        return _SIDE(show.outlet(head.outlet), also, show.status(head.credit_status), speaker, language, show.marked(comparison, side))
