"""From a raw article to an article with its facts: language, outlet, date, credits, furniture, and the evidence of each."""

from __future__ import annotations

from collections.abc import Mapping

from provenance.intake.credits import credits_of
from provenance.intake.dates import date_notes, page_date, stated_date, to_the_month
from provenance.intake.detection import detect_language
from provenance.intake.furniture import furniture_of
from provenance.intake.lexicon import lexicon_of
from provenance.intake.lines import Line, lines_of
from provenance.intake.outlets import outlet_of_folder, shown_outlet, stated_outlet
from provenance.intake.reading import read_signs
from provenance.intake.textdates import shown_date
from provenance.languages import LanguagePack
from provenance.model import Article, Outlet, PublicationDate, RawArticle, content_id
from provenance.registers import Registers
from provenance.settings import IntakeSettings
from provenance.text import Folded


def describe(
    raw: RawArticle, folded: Folded, packs: Mapping[str, LanguagePack], registers: Registers, settings: IntakeSettings, *, author: Folded
) -> Article:
    """The article with all that can be known of it; what can't stays None. `folded` and `author` are text and author of `raw`, folded."""
    known = tuple(packs.values())
    lines = lines_of(folded)
    language = _language(raw, folded, packs)
    pack = packs.get(language or "")
    lexicon = lexicon_of(_heard(pack, known), registers)
    outlet = stated_outlet(raw, registers, lexicon)
    reading = read_signs(raw.text, folded, lexicon, None if outlet is None else outlet.name, pack)
    if outlet is None:
        outlet = shown_outlet(reading, lines, settings) or outlet_of_folder(raw.place.path, registers)
        reading = reading if outlet is None else reading.of_outlet(outlet.name)
    published = _published(raw, folded, lines, known, settings)
    return Article(
        article_id=_identity(raw, outlet, published),
        place=raw.place,
        text=raw.text,
        title=raw.title,
        language=language,
        outlet=outlet,
        published=published,
        author=raw.author,
        credits=credits_of(raw, reading, lines, lexicon, settings, author=author),
        furniture=furniture_of(folded, lines, known, settings, with_headlines=not raw.metadata),  # a page's markup told those of other stories
        notes=(*raw.notes, *date_notes(raw, published, folded, known, settings)),
    )


def _heard(own: LanguagePack | None, packs: tuple[LanguagePack, ...]) -> tuple[LanguagePack, ...]:
    """The packs whose words an article may use: its own language's, and those of other scripts, as credit lines do.

    A language of the same script spells other words alike: *news* in Arabic is a newspaper in Urdu.
    """
    return tuple(pack for pack in packs if own is None or pack is own or pack.script != own.script)


def _language(raw: RawArticle, folded: Folded, packs: Mapping[str, LanguagePack]) -> str | None:
    """The code of the language: a record's own word counts, a page's only where the text does not tell.

    Pages carry the language of their software more often than their own.
    """
    stated = raw.language.strip().replace("_", "-").split("-")[0].lower() if raw.language else None
    if stated and not raw.metadata:
        return stated
    return detect_language(folded, packs) or stated or None


def _published(
    raw: RawArticle, folded: Folded, lines: list[Line], packs: tuple[LanguagePack, ...], settings: IntakeSettings
) -> PublicationDate | None:
    stated = stated_date(raw.published, "record field published", packs) if raw.published else None
    stated = stated or (page_date(raw.metadata, packs, settings) if raw.metadata else None)
    if stated is not None:
        return stated
    shown = shown_date(folded, raw.text, lines, packs, settings)
    return to_the_month(shown) if shown and raw.metadata else shown  # which day of a page's text is its own, its markup must say


def _identity(raw: RawArticle, outlet: Outlet | None, published: PublicationDate | None) -> str:
    """The id by content. Where the outlet is unknown the place counts too: nobody can say that two such articles are one."""
    stated = (raw.title, None if published is None else published.value, raw.author, raw.text)
    if outlet is not None:
        return content_id("a", outlet.name, *stated)
    return content_id("a", None, *stated, raw.place.url or f"{raw.place.path}#{raw.place.record}")
