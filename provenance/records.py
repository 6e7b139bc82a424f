"""The records that leave the program, as plain objects: every key always present, None where something is unknown.

Exports and the files beside the report's pages write the same records.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from provenance.model import Article, Credit, Evidence, Family, Occurrence, Overlap, Place, Quotation

Record = dict[str, Any]

Articles = Callable[[str], Article]
"""Gives an article by its id."""


def article_record(article: Article) -> Record:
    """An article with its text."""
    outlet, published = article.outlet, article.published
    return {
        "article_id": article.article_id,
        "record": article.place.record,
        "path": article.place.path,
        "sha256": article.place.sha256,
        "url": article.place.url,
        "title": article.title,
        "language": article.language,
        "outlet": outlet.name if outlet else None,
        "outlet_evidence": _evidence(outlet.evidence if outlet else None),
        "published": published.value if published else None,
        "published_precision": published.precision if published else None,
        "published_evidence": _evidence(published.evidence if published else None),
        "author": article.author,
        "fetched": article.place.fetched,
        "credits": [_credit(credit) for credit in article.credits],
        "notes": list(article.notes),
        "also_at": [_place(place) for place in article.also_at],
        "text": article.text,
    }


def quotation_record(quotation: Quotation, article: Article) -> Record:
    """A quotation of `article`."""
    cue = quotation.cue
    return {
        "quotation_id": quotation.quotation_id,
        "article": _head(article),
        "start": quotation.start,
        "end": quotation.end,
        "text": article.text[quotation.start : quotation.end],
        "speaker": quotation.speaker,
        "speaker_evidence": _evidence(quotation.speaker_evidence),
        "cue": article.text[cue.start : cue.end] if cue else None,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "closed": quotation.closed,
    }


def overlap_record(overlap: Overlap, family_id: str | None, articles: Articles) -> Record:
    """An overlap with the wording of both sides."""
    return {
        "overlap_id": overlap.overlap_id,
        "family_id": family_id,
        "kind": overlap.kind,
        "similarity": round(overlap.similarity, 4),
        "a": _occurrence(overlap.a, articles),
        "b": _occurrence(overlap.b, articles),
    }


def family_record(family: Family, articles: Articles) -> Record:
    """A family with all its occurrences, earliest first."""
    occurrences = [
        {
            **_occurrence(member.occurrence, articles),
            "variant": member.variant,
            "credit_status": member.credit_status,
            "credits": [_credit(credit) for credit in member.credits],
        }
        for member in family.members
    ]
    first = family.first_seen
    return {
        "family_id": family.family_id,
        "aliases": list(family.aliases),
        "occurrences": occurrences,
        "outlets": len({o["outlet"] for o in occurrences if o["outlet"] is not None}),
        "variants": len({o["variant"] for o in occurrences}),
        "speakers": list(family.speakers),
        "first_seen": {
            "article_id": first.article_id,
            "outlet": first.outlet,
            "published": first.published,
            "certain": first.certain,
            "reason": first.reason,
        }
        if first
        else None,
    }


def _head(article: Article) -> Record:
    return {
        "article_id": article.article_id,
        "record": article.place.record,
        "path": article.place.path,
        "outlet": article.outlet.name if article.outlet else None,
        "published": article.published.value if article.published else None,
    }


def _occurrence(occurrence: Occurrence, articles: Articles) -> Record:
    article = articles(occurrence.article_id)
    text = article.text[occurrence.start : occurrence.end]
    return {**_head(article), "start": occurrence.start, "end": occurrence.end, "text": text}


def _place(place: Place) -> Record:
    return {"path": place.path, "record": place.record, "sha256": place.sha256, "url": place.url, "fetched": place.fetched}


def _credit(credit: Credit) -> Record:
    return {
        "source": credit.source,
        "kind": credit.kind,
        "scope": credit.scope,
        "self": credit.is_self,
        "rule": credit.rule,
        "start": credit.start,
        "end": credit.end,
        "text": credit.text,
    }


def _evidence(evidence: Evidence | None) -> Record | None:
    if evidence is None:
        return None
    return {"rule": evidence.rule, "text": evidence.text, "start": evidence.start, "end": evidence.end}
