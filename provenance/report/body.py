"""The text of an article with its marks, and the lines about other articles: most of an article's page, put together without a template."""

from __future__ import annotations

from markupsafe import Markup

from provenance.report.article import ArticlePage, Finding, Related, Segment
from provenance.report.fragments import Fragments
from provenance.report.lines import Carrier, FamilyLine
from provenance.report.messages import Messages
from provenance.report.pieces import Piece, joined
from provenance.report.visible import cut, shown, shown_in

_NUMBER = Piece('<sup class="no"{}><a href="#f{}"><span class="sr">{} </span><bdi>{}</bdi></a></sup>')
_PLACE = Piece(' id="s{}"')
_MARK = Piece('<mark class="{}">{}</mark>')
_FURNITURE = Piece('<span class="furniture">{}</span>')
_RELATED = Piece(
    '<tr><th scope="row"><a href="{}.html"><bdi dir="{}">{}</bdi></a></th><td>{}</td><td>{}</td>'
    '<td class="num"><bdi>{}</bdi></td><td class="num"><bdi>{}</bdi></td></tr>'
)
_FINDING = Piece(
    '<li id="f{}"><a href="{}families/{}.html">{}</a> • <a href="#s{}">{}</a>\n<div class="small">{}</div>\n<div class="small">{}{}</div></li>'
)
_ALSO = Piece("{}{}")
_CARRIERS_SHOWN = 8
_SHORT = Piece('<li><a lang="{}" dir="{}" href="{}families/{}.html">{}</a> <span class="soft">{}</span></li>')
_SHORT_EXCERPT = 110
"""Code points of a wording on the further pages of a list."""
_REMEMBERED = 1 << 16


class Bodies:
    """Makes them in one language of the interface; `show` are the fragments for the pages that they stand on."""

    def __init__(self, words: Messages, show: Fragments) -> None:
        self.words, self.show = words, show
        self._made: dict[str, Markup] = {}
        self._comma = Markup(f"{words.html('comma')} ")

    def text(self, page: ArticlePage) -> Markup:
        """The text, its passages numbered and marked, its quotations underlined, its furniture set back."""
        written = shown_in(page.article.text)
        return joined("", [part for segment in page.segments for part in self._segment(segment, written(segment.text))])

    def _segment(self, s: Segment, text: Markup) -> list[Markup]:
        parts = [
            _NUMBER(_PLACE(s.start) if first else "", number, self.words.html("passage"), self.words.number(number))
            for number, first in zip(s.starts, (True, *[False] * len(s.starts)), strict=False)
        ]
        if (s.found or s.quoted) and s.text.strip():
            text = _MARK("said both" if s.found and s.quoted else "here" if s.found else "said", text)
        elif s.furniture:
            text = _FURNITURE(text)
        return [*parts, text]

    def related(self, other: Related) -> Markup:
        """A row of the table of articles that share passages."""
        heading, words = other.heading, self.words
        title = shown(heading.title) if heading.title else words.html("untitled")
        published = self.show.date(heading.published) if heading.published else words.html("no_date")
        shares = words.percent(other.share_here), words.percent(other.share_there)
        return _RELATED(heading.article_id, heading.direction, title, self.show.outlet(heading.outlet), published, *shares)

    def finding(self, f: Finding) -> Markup:
        """A passage that stands elsewhere too: its family, its credit status, who else has it and on which day, each once."""
        distinct = list({(c.outlet or c.article_id, c.day): c for c in f.others}.values())
        told, more = distinct[:_CARRIERS_SHOWN], len(distinct) - _CARRIERS_SHOWN
        others = joined(self._comma, [self._carrier(c) for c in told])
        also = _ALSO(self._comma, self.words.html("and_more", n=more)) if more > 0 else ""
        family, place = self.words.html("family_of", n=len(f.line.carriers)), self.words.html("to_text")
        status = self.show.status(f.carrier.credit_status)
        return _FINDING(f.number, self.show.root, f.line.family_id, family, f.carrier.start, place, status, others, also)

    def _carrier(self, c: Carrier) -> Markup:
        return joined(" ", [self.show.outlet(c.outlet), *([self.show.date(c.day)] if c.day else [])])

    def short(self, line: FamilyLine) -> Markup:
        """A family in one line of a list: its wording, its speaker, the number of its outlets. Made once for all lists that it is in."""
        made = self._made.get(line.family_id)
        if made is None:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            made = self._made[line.family_id] = self._short(line)
        return made

    def _short(self, line: FamilyLine) -> Markup:
        outlets = self.words.html("n_outlets", n=len(line.outlets) + line.unknown_outlets)
        told = joined(" • ", [self.show.name(line.voice), outlets]) if line.voice else outlets
        excerpt = shown(cut(line.excerpt, _SHORT_EXCERPT))
        return _SHORT(line.language or "und", line.direction, self.show.root, line.family_id, excerpt, told)
