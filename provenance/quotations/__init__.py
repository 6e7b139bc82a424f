"""Article -> Quotations: what is said in it, word for word, and who says it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from provenance.languages import LanguagePack
from provenance.model import Article, Quotation, Span, content_id
from provenance.quotations.attribute import attribute
from provenance.quotations.dialogue import find_dialogue, part_marked
from provenance.quotations.find import Marked, find_marked, outside, touching
from provenance.quotations.lexicon import lexicon_of
from provenance.quotations.marks import has_marks
from provenance.quotations.naming import naming_words
from provenance.quotations.reading import Reading
from provenance.quotations.speakers import shown_name
from provenance.settings import QuotationSettings
from provenance.text import Folded

__all__ = ["find_quotations", "naming_words"]

_LONGEST_NAME: Final = 60  # letters of an outlet's name


def find_quotations(
    article: Article, folded: Folded, pack: LanguagePack | None, settings: QuotationSettings, outlets: Collection[str] = ()
) -> tuple[Quotation, ...]:
    """The quotations of an article in order, none inside another, none in the article's furniture.

    `folded` is the article's text, folded; `outlets` are names of outlets, folded: alone between marks one is no quotation.
    Without a pack quotations are found by their marks alone, without speakers.
    """
    if not has_marks(article.text, dashes=pack is not None and pack.speech.dialogue_dash):
        return ()
    credited = [Span(c.start, c.end) for c in article.credits if c.start is not None and c.end is not None]
    marked = _with_names(outside(_find(article.text, pack, settings), article.furniture), credited, folded, outlets)
    if pack is None:
        spoken = (m for m in marked if not m.named and len(article.text[m.start : m.end].split()) >= settings.sentence_words)
        return tuple(_quotation(article, m) for m in spoken)
    if not any(len(article.text[m.start : m.end].split(maxsplit=settings.direct_words)) >= settings.direct_words for m in marked):
        return ()
    told = [Span(c.start, c.end) for c in article.credits if c.kind == "in text" and c.start is not None and c.end is not None]
    reading = Reading(article.text, folded, lexicon_of(pack), marked, article.furniture, settings, told)
    if not reading.marked:
        return ()
    attributions = attribute(reading, settings)
    return tuple(
        Quotation(
            quotation_id=content_id("q", article.article_id, m.start, m.end),
            start=m.start,
            end=m.end,
            speaker=shown_name(reading, a.speaker) if a.speaker is not None else None,
            speaker_evidence=a.evidence,
            cue=a.cue,
            closed=m.closed,
        )
        for m, a in zip(reading.marked, attributions, strict=True)
        if a.accepted
    )


def _with_names(marked: list[Marked], credited: Sequence[Span], folded: Folded, outlets: Collection[str]) -> list[Marked]:
    """The same stretches; those that a credit holds, or that are one of `outlets`, are names of outlets."""
    return [m._replace(named=True) if _is_credited(m, credited) or _wording(m, folded) in outlets else m for m in marked]


def _is_credited(marked: Marked, credited: Sequence[Span]) -> bool:
    return any(c.start <= marked.start and marked.end <= c.end for c in credited)


def _wording(marked: Marked, folded: Folded) -> str:
    """The folded words of a stretch that is no longer than names are; nothing of a longer one."""
    if marked.end - marked.start > _LONGEST_NAME:
        return ""
    return folded.text[folded.position(marked.start) : folded.position(marked.end)]


def _find(text: str, pack: LanguagePack | None, settings: QuotationSettings) -> list[Marked]:
    """The stretches between marks, and where the language knows them, behind dashes."""
    if pack is None:
        return find_marked(text, deepest=settings.nesting, paragraphs=settings.paragraphs, sentence_words=settings.sentence_words)
    lexicon = lexicon_of(pack)
    marked = find_marked(text, lexicon.style, settings.nesting, settings.paragraphs, settings.sentence_words)
    if not lexicon.dialogue_dash:
        return marked
    marked = part_marked(text, marked, lexicon.reports)
    dialogue = find_dialogue(text, marked, lexicon.reports, settings.name_words)
    spoken = touching([(line.start, line.end) for line in dialogue])
    return sorted([*dialogue, *(m for m in marked if not spoken(m.outer_start, m.outer_end))], key=lambda m: m.outer_start)


def _quotation(article: Article, marked: Marked) -> Quotation:
    """A quotation of which nothing but its marks is known."""
    return Quotation(content_id("q", article.article_id, marked.start, marked.end), marked.start, marked.end, None, None, None, marked.closed)
