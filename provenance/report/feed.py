"""An Atom feed (RFC 4287) of the families that are new or have grown, so that a feed reader can follow a scheduled scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from provenance.model import REPORT_MAKER, Run
from provenance.report.lines import FamilyLine
from provenance.report.messages import Messages
from provenance.report.visible import cut, plain

_ATOM: Final = "http://www.w3.org/2005/Atom"
_TAG: Final = "tag:newsprovenance.invalid,2026:"
"""Ids of the feed and its entries are tag URIs (RFC 4151); the host is reserved as one that nobody has."""


def feed(lines: Sequence[FamilyLine], runs: Mapping[int, Run], words: Messages, entries: int) -> str:
    """The feed of the `entries` families that grew last, youngest first, as XML. An entry's date is that of the run."""
    youngest = sorted(lines, key=lambda line: (-line.last_run, -line.rank.points, line.family_id))[:entries]
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": words.code})
    _add(root, "id", f"{_TAG}feed")
    _add(root, "title", words.text("brand"))
    _add(root, "updated", max((_when(runs, line) for line in youngest), default="1970-01-01T00:00:00Z"))
    _add(SubElement(root, "author"), "name", REPORT_MAKER)
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"})
    for line in youngest:
        _entry(root, line, _when(runs, line), words)
    indent(root, "")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entry(root: Element, line: FamilyLine, when: str, words: Messages) -> None:
    entry = SubElement(root, "entry")
    _add(entry, "id", f"{_TAG}family/{line.family_id}")
    speaker = f"{line.voice}: " if line.voice else ""
    _add(entry, "title", plain(speaker + cut(line.excerpt, 100)))
    _add(entry, "updated", when)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"families/{line.family_id}.html"})
    credited = words.text("credited_of", n=line.credited, total=len(line.carriers))
    names = words.text("comma").join(f"\u2068{plain(name)}\u2069" for name in line.outlets[:10])
    _add(entry, "summary", f"{plain(line.excerpt)} — {names} • {words.text('n_variants', n=line.variants)} • {credited}")


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _when(runs: Mapping[int, Run], line: FamilyLine) -> str:
    """When the run that a family last grew in began, as RFC 3339 in UTC: its end is not known yet when it writes the report."""
    run = runs.get(line.last_run)
    if run is None:
        return "1970-01-01T00:00:00Z"
    moment = datetime.fromisoformat(run.started)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
