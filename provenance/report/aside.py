"""What was kept out of the findings, as the pages list it: each wording once, with the reason and the outlets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from provenance.model import Article, Occurrence, SetAside
from provenance.report.collection import Collection
from provenance.report.visible import Direction, cut, text_direction
from provenance.text import fold_many

_EXCERPT = 240


@dataclass(frozen=True, slots=True)
class AsideLine:
    """One wording that was set aside: why, between which outlets (None: unknown), in how many of the pairs listed."""

    text: str
    language: str | None
    direction: Direction
    reason: str
    outlets: tuple[str | None, ...]
    pairs: int


def aside_lines(collection: Collection, limit: int) -> list[AsideLine]:
    """The first `limit` pairs that were kept out, joined by reason and folded wording; the most frequent first."""
    pairs = list(collection.set_aside(limit))
    ids = sorted({o.article_id for pair in pairs for o in (pair.a, pair.b)})
    articles = {article.article_id: article for article in collection.some_articles(ids)}
    texts = [_text(articles[pair.a.article_id], pair.a) for pair in pairs]
    groups: dict[tuple[str, str], list[int]] = {}
    for i, folded in enumerate(fold_many(texts) if texts else []):
        groups.setdefault((pairs[i].reason, " ".join(folded.words)), []).append(i)
    lines = [_line(articles, texts[group[0]], [pairs[i] for i in group]) for group in groups.values()]
    return sorted(lines, key=lambda line: (-line.pairs, line.reason, line.text))


def _text(article: Article, occurrence: Occurrence) -> str:
    return cut(article.text[occurrence.start : occurrence.end], _EXCERPT)


def _line(articles: Mapping[str, Article], text: str, pairs: Sequence[SetAside]) -> AsideLine:
    found = [articles[o.article_id] for pair in pairs for o in (pair.a, pair.b)]
    outlets = tuple(dict.fromkeys(a.outlet.name if a.outlet else None for a in found))
    language = found[0].language
    return AsideLine(text, language, text_direction(text, language), pairs[0].reason, outlets, len(pairs))
