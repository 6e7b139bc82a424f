"""Small pieces of HTML that stand on many pages: names, dates, marks, links. What repeats is made once.

Each is a `Piece`, which escapes what is no Markup; only the two hot ones, the alignment and the marked wording, join strings, all of
them Markup already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from urllib.parse import quote

from markupsafe import Markup

from provenance.model import Article, Credit, CreditStatus, Evidence
from provenance.report.article import heading_of
from provenance.report.differences import GRAVE, Change, Comparison
from provenance.report.figures import shape
from provenance.report.groups import Group
from provenance.report.members import Member
from provenance.report.messages import Messages
from provenance.report.pieces import Piece, joined
from provenance.report.ranking import POINTS, Rank, Reason
from provenance.report.visible import cut, name_direction, plain, shortened, shown, shown_in

_LINKED = ("http://", "https://")
_URI = "%/:?#[]@!$&'()*+,;=~-._"
"""Characters that stand in an address as they are (RFC 3986); all others are percent-encoded."""
_REMEMBERED = 4096
UNKNOWN_LANGUAGE = "und"
LONG_RUN = 400
"""Code points of a run of words above which a comparison shows its start and its end only."""


_NAME = Piece('<bdi dir="{}">{}</bdi>')
_UNKNOWN = Piece("<i>{}</i>")
_OUTLET = Piece('<a href="{}outlets/{}.html">{}</a>')
_DATE = Piece('<time datetime="{}"><bdi>{}</bdi></time>')
_STATUS = Piece('<span class="status">{}{}</span>')
_CHIP = Piece('<li class="chip{}">{}</li>')
_CHIPS = Piece('<ul class="chips">{}</ul>')
_DOT = Markup(" • ")  # The middle dot is taken for a zero where digits are Arabic.
_TOLD = Piece("{} {}")
_CREDIT = Piece("{} • {}{} • {}")
_RULE = Piece('<span class="soft">{} <bdi dir="ltr" lang="en">{}</bdi></span>')
_WORDING = Piece('<q lang="und" dir="{}">{}</q>')
_LANGUAGE = Piece(' lang="{}" dir="{}"')
_LINK = Piece('<a rel="noreferrer noopener" href="{}">{}</a>')


class Fragments:
    """The pieces in one language of the interface, for pages that lie at `root` ("" or "../") from the report's folder."""

    def __init__(self, words: Messages, root: str) -> None:
        self.words, self.root = words, root
        self._comma = f"{words.html('comma')} "
        remember: Callable[[Callable[..., Markup]], Callable[..., Markup]] = lru_cache(maxsize=_REMEMBERED)
        self.name = remember(self._name)
        self.outlet = remember(self._outlet)
        self.date = remember(self._date)
        self.wording = remember(self._wording)
        self.language = remember(self._language)
        self.link = remember(self._link)
        self.status = cache(self._status)
        self.change = cache(self._change)

    def _name(self, name: str) -> Markup:
        """A name of a person, outlet or agency in its own direction."""
        return _NAME(name_direction(name), shown(cut(name, 120)))

    def _outlet(self, name: str | None, linked: bool = True) -> Markup:
        """An outlet's name, leading to its page; an unknown outlet is said to be unknown."""
        if name is None:
            return _UNKNOWN(self.words.html("unknown_outlet"))
        if not linked:
            return self.name(name)
        return _OUTLET(self.root, Group.of_outlet(name, ()).group_id, self.name(name))

    def _date(self, value: str) -> Markup:
        """A date as the language writes it, with the exact one for machines."""
        return _DATE(plain(value), self.words.date(value))

    def published(self, article: Article) -> Markup:
        """When an article was published; where it does not say, when it was fetched."""
        if article.published:
            return self.date(article.published.value)
        if article.place.fetched:
            return self.words.html("fetched_only", date=self.date(article.place.fetched))
        return self.words.html("no_date")

    def _status(self, status: CreditStatus) -> Markup:
        return _STATUS(shape(status), self.words.html(f"status_{status}"))

    def _change(self, change: Change) -> Markup:
        return self.words.html(f"change_{change.replace(' ', '_')}")

    def changes(self, changes: Iterable[Change], kinds: Iterable[str] = ()) -> Markup:
        """Named changes and kinds of overlap as a row of labels, the grave ones marked."""
        parts = [_CHIP(" grave" if c in GRAVE else "", self.change(c)) for c in changes]
        parts += [_CHIP("", self.words.html(f"kind_{kind}")) for kind in kinds]
        return _CHIPS(joined("", parts)) if parts else Markup("")

    def why(self, rank: Rank, most: int | None = None) -> Markup:
        """The reasons of a family's place in the lists, the `most` weightiest first; those that put it behind are told apart."""
        first, behind = ([r for r in rank.reasons if (POINTS[r] < 0) == negative] for negative in (False, True))
        first = first[:most]
        told = [_TOLD(self.words.html("why_here"), self._reasons(first))] if first else []
        told += [_TOLD(self.words.html("why_behind"), self._reasons(behind))] if behind else []
        return joined(" • ", told)

    def _reasons(self, reasons: Iterable[Reason]) -> Markup:
        return joined(self._comma, [self.words.html(f"why_{reason.replace(' ', '_')}") for reason in reasons])

    def title(self, article: Article) -> Markup:
        """An article's title, or its first line where it has none, linked to its page at `root`."""
        heading = heading_of(article)
        text = shown(heading.title) if heading.title else self.words.html("untitled")
        return _NAME(heading.direction, text)

    def credit(self, credit: Credit) -> Markup:
        """A credit: who is named, where, and the exact wording."""
        source = self.name(credit.source) if credit.source else self.words.html("unnamed_agency")
        kind = self.words.html(f"credit_{credit.kind.replace(' ', '_')}")
        itself = joined("", [_DOT, self.words.html("itself")]) if credit.is_self else ""
        return _CREDIT(source, kind, itself, self.wording(credit.text))

    def whom(self, member: Member) -> Markup:
        """Whom a member of a family credits; where nobody else, its credit status."""
        sources = dict.fromkeys(c.source for c in member.credits if c.source and not c.is_self and c.kind != "photo")
        if member.credit_status != "credited" or not sources:
            return self.words.html(f"status_{member.credit_status}")
        comma = f"{self.words.html('comma')} "
        return self.words.html("credits_whom", source=comma.join(cut(source, 60) for source in list(sources)[:4]))

    def evidence(self, evidence: Evidence) -> Markup:
        """Why a fact is believed: the wording where it stands in the text, and the rule."""
        ruled = _RULE(self.words.html("rule"), shown(cut(evidence.rule, 80)))
        return ruled if evidence.text is None else joined(" • ", [self.wording(evidence.text), ruled])

    def _wording(self, text: str) -> Markup:
        """Some words as they stand in an article, in quotation marks."""
        return _WORDING(name_direction(text), shown(cut(text, 300)))

    def marked(self, comparison: Comparison, side: str) -> Markup:
        """One side ("a" or "b") of a comparison, with the words that only this side has marked: whole words, never parts."""
        wording = comparison.a if side == "a" else comparison.b
        text, written = wording.text, shown_in(wording.text)
        mark = f'<mark class="{side}"><span class="sr">{self.words.html("only_here")} </span>'
        parts: list[str] = []
        done = 0
        for row in comparison.rows:
            run = row.a if side == "a" else row.b
            if row.changes and run[0] < run[1]:
                start, end = wording.marked(*run)
                parts += (written(shortened(text[done:start], LONG_RUN)), mark, written(shortened(text[start:end], LONG_RUN)), "</mark>")
                done = end
        return Markup("".join([*parts, written(shortened(text[done:], LONG_RUN))]))

    def alignment(self, comparison: Comparison, a: Markup, b: Markup) -> Markup:
        """The rows of the table that sets word runs against word runs; `a` and `b` are the attributes of their language."""
        left, right = comparison.a, comparison.b
        shown_left, shown_right = shown_in(left.text), shown_in(right.text)
        rows = []
        for r in comparison.rows:
            kind = "differs" if r.changes else "same"
            changes = joined(self._comma, map(self.change, r.changes))
            in_a, in_b = shown_left(shortened(left.piece(*r.a), LONG_RUN)), shown_right(shortened(right.piece(*r.b), LONG_RUN))
            rows.append(f'<tr class="{kind}"><td class="words"{a}>{in_a}</td><td class="words"{b}>{in_b}</td><td>{changes}</td></tr>\n')
        return Markup("".join(rows))

    def _language(self, language: str | None, direction: str) -> Markup:
        """The attributes of an element that holds words of an article: their language and direction."""
        return _LANGUAGE(language or UNKNOWN_LANGUAGE, direction)

    def _link(self, address: str) -> Markup:
        """An address as a link where it leads to the web, else as text: no other scheme can be followed from a page."""
        if not address.lower().startswith(_LINKED):
            return shown(cut(address, 500))
        target = quote(plain(address), safe=_URI, errors="replace")
        return _LINK(target, shown(cut(address, 500)))
