"""The records of an export: plain objects with every key present, None where something is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from provenance.model import Article, Credit, Evidence, Family, Occurrence, Overlap, Place, Quotation

Record = dict[str, Any]


class Exported(Protocol):
    """What an export asks of a collection, each in an order that depends on content alone."""

    def articles(self) -> Iterator[Article]:
        """Every article, by article id."""
        ...

    def article(self, article_id: str) -> Article:
        """One article whole."""
        ...

    def all_quotations(self) -> Iterator[tuple[str, Quotation]]:
        """Every quotation with the id of its article, by article id and place."""
        ...

    def all_overlaps(self) -> Iterator[tuple[str | None, Overlap]]:
        """Every overlap with the id of its family, by overlap id."""
        ...

    def families(self) -> Iterator[Family]:
        """Every family, by family id."""
        ...


def article_records(collection: Exported) -> Iterator[Record]:
    """One record for each article."""
    return (_article(article) for article in collection.articles())


def quotation_records(collection: Exported) -> Iterator[Record]:
    """One record for each quotation."""
    return (_quotation(quotation, collection.article(article_id)) for article_id, quotation in collection.all_quotations())


def overlap_records(collection: Exported) -> Iterator[Record]:
    """One record for each overlap."""
    for family_id, overlap in collection.all_overlaps():
        yield {
            "overlap_id": overlap.overlap_id,
            "family_id": family_id,
            "kind": overlap.kind,
            "similarity": round(overlap.similarity, 4),
            "a": _occurrence(overlap.a, collection),
            "b": _occurrence(overlap.b, collection),
        }


def family_records(collection: Exported) -> Iterator[Record]:
    """One record for each family."""
    return (_family(family, collection) for family in collection.families())


def _article(article: Article) -> Record:
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


def _quotation(quotation: Quotation, article: Article) -> Record:
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


def _family(family: Family, collection: Exported) -> Record:
    occurrences = [
        {
            **_occurrence(member.occurrence, collection),
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


def _occurrence(occurrence: Occurrence, collection: Exported) -> Record:
    article = collection.article(occurrence.article_id)
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
