"""The evidence of one occurrence: the sentence around it, and where each fact told of it stands. It is most of a family's page, so it is
put together without a template, and what is told of an article alone is made once for all its occurrences.
"""

from __future__ import annotations

from markupsafe import Markup

from provenance.model import Article, Credit
from provenance.report.fragments import Fragments
from provenance.report.members import Member
from provenance.report.messages import Messages
from provenance.report.pieces import Piece, joined
from provenance.report.visible import cut, shortened, shown, shown_in
from provenance.settings import ReportSettings

_REMEMBERED = 4096
_NAME_LENGTH, _PATH_LENGTH, _RECORD_LENGTH = 120, 300, 100

_BLOCK = Piece(
    '<article class="evidence" id="o{}">\n<h3>{}</h3>\n<p class="small">{} • {} • {}</p>\n'
    '<p class="words"{}>{}<mark class="here"><span class="sr">{} </span>{}<span class="sr"> {}</span></mark>{}</p>\n'
    '<dl class="rows">\n{}\n</dl>\n</article>\n'
)
_AROUND = Piece('<span class="soft">{}</span>')
_ROW = Piece("<dt>{}</dt><dd>{}</dd>")
_ADDRESS = Piece('<dt>{}</dt><dd class="address">{}</dd>')
_FILE = Piece("{} # {}")
_ARTICLE = Piece('<dt>{}</dt><dd><a href="{}articles/{}.html#s{}" lang="{}">{}</a></dd>')
_CREDIT = Piece("<div>{}</div>")
_CUE = Piece("{} <bdi{}>{}</bdi>")
_SPAN = Piece('<dt>{}</dt><dd class="address">[{}, {})</dd>')


class EvidenceBlocks:
    """Makes the blocks in one language of the interface; `show` are the fragments for the pages that they stand on."""

    def __init__(self, words: Messages, show: Fragments) -> None:
        self.t = words.html
        self.words, self.show = words, show
        self._made: dict[str, tuple[Article, Markup, list[Markup]]] = {}

    def __call__(self, member: Member, settings: ReportSettings) -> Markup:
        """The block of one member of a family."""
        t, show, article = self.t, self.show, member.article
        language, written = show.language(article.language, member.direction), shown_in(article.text)
        return _BLOCK(
            member.number,
            show.outlet(member.outlet),
            show.status(member.credit_status),
            show.published(article),
            t("wording_n", n=member.variant),
            language,
            _AROUND(written(member.before)) if member.before else "",
            t("passage_starts"),
            written(shortened(member.text, settings.hero_characters)),
            t("passage_ends"),
            _AROUND(written(member.after)) if member.after else "",
            joined("\n", self._rows(member, language, settings.shown_credits)),
        )

    def _rows(self, member: Member, language: Markup, credits_shown: int) -> list[Markup]:
        t, article, start = self.t, member.article, member.occurrence.start
        title, facts = self._facts_of(article)
        rows = [_ARTICLE(t("article"), self.show.root, article.article_id, start, article.language or "und", title)]
        if member.quotation and member.quotation.speaker:
            cue = [_CUE(t("cue"), language, shown(cut(member.cue, _NAME_LENGTH)))] if member.cue else []
            rows.append(_ROW(t("speaker"), joined(" • ", [self.show.name(member.quotation.speaker), *cue])))
        rows.append(_ROW(t("credits"), self.credits(member.credits, credits_shown)))
        rows += facts
        rows.append(_SPAN(t("span"), start, member.occurrence.end))
        return rows

    def credits(self, credits_: tuple[Credit, ...], most: int) -> Markup:
        """The first `most` credits, each with its wording, and how many more there are."""
        if not credits_:
            return self.t("no_credits")
        told = [_CREDIT(self.show.credit(credit)) for credit in credits_[:most]]
        more = [_CREDIT(self.t("and_more", n=len(credits_) - most))] if len(credits_) > most else []
        return joined("", [*told, *more])

    def _facts_of(self, article: Article) -> tuple[Markup, list[Markup]]:
        """The title of an article and the rows that are told whatever the occurrence. The articles asked for last are remembered."""
        known = self._made.get(article.article_id)
        if known is None or known[0] != article:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            known = self._made[article.article_id] = article, self.show.title(article), self._rows_of(article)
        return known[1:]

    def _rows_of(self, article: Article) -> list[Markup]:
        """Dates, outlet, address and file of an article."""
        t, show = self.t, self.show
        known = article.outlet
        outlet = joined(" • ", [show.outlet(known.name, linked=False), show.evidence(known.evidence)]) if known else t("unknown_outlet")
        rows = [_ROW(t("published"), self._dates(article)), _ROW(t("outlet"), outlet)]
        place = article.place
        if place.url:
            rows.append(_ADDRESS(t("address"), show.link(place.url)))
        path, record = shown(cut(place.path, _PATH_LENGTH)), shown(cut(place.record, _RECORD_LENGTH))
        rows.append(_ADDRESS(t("file"), path if place.record == place.path else _FILE(path, record)))
        rows.append(_ADDRESS("SHA-256", place.sha256))
        return rows

    def _dates(self, article: Article) -> Markup:
        if article.published:
            return joined(" • ", [self.show.date(article.published.value), self.show.evidence(article.published.evidence)])
        fetched = article.place.fetched
        return joined(" • ", [self.t("no_date"), *([self.t("fetched", date=self.show.date(fetched))] if fetched else [])])
