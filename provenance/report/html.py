"""Turn what is shown into HTML: Jinja2 with automatic escaping, undefined names as errors, a policy that allows no script.

Text of articles reaches a page only through `shown`, which escapes it, or through Jinja2's own escaping.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, partial
from importlib import metadata, resources
from typing import Any, Final, cast

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.ext import Extension
from markupsafe import Markup, escape

from provenance.model import REPORT_MAKER
from provenance.report import figures
from provenance.report.blocks import FamilyBlocks
from provenance.report.body import Bodies
from provenance.report.compiling import PlainCode
from provenance.report.differences import GRAVE
from provenance.report.evidence import EvidenceBlocks
from provenance.report.fragments import Fragments
from provenance.report.lines import FamilyLine
from provenance.report.messages import Messages
from provenance.report.spread import Spread
from provenance.report.visible import cut, plain, shown


class _Settled(Extension):
    """Writes what is the same on all pages into a template when it is loaded: messages without places, and texts given by name."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - the signature is Jinja2's
        given = self.environment.globals
        worded = _WORDED.sub(lambda found: cast(Messages, given["words"]).html(found[1]), source)
        return _NAMED.sub(lambda found: escape(given[found[1]]) if isinstance(given.get(found[1]), str) else found[0], worded)


_WORDED: Final = re.compile(r'\{\{ (?:t|words\.text)\("([a-z_]+)"\) \}\}')
_NAMED: Final = re.compile(r"\{\{ ([a-z_]+) \}\}")
_STYLES: Final = {"family.html": "family", "article.html": "article"}
"""The style sheet that a page needs beside the one of all pages; the others are lists."""


class Pages:
    """Renders pages in one language of the interface."""

    def __init__(self, words: Messages) -> None:
        self.words = words
        self._environments: dict[str, Environment] = {}
        self._templates: dict[tuple[str, str], Template] = {}
        self._lines: dict[tuple[str, str], Markup] = {}

    def render(self, template: str, root: str, title: str, **shown_there: object) -> str:
        """One page. `root` is the way from the page to the report's folder ("" or "../")."""
        style = _style(_STYLES.get(template, "lists"))
        return self._template(template, root).render(shown_there, title=cut(plain(title), 120), style=style, policy=_policy(style))

    def _template(self, name: str, root: str) -> Template:
        if (name, root) not in self._templates:
            if root not in self._environments:
                self._environments[root] = self._environment(root)
            template = self._templates[name, root] = self._environments[root].get_template(name)
            template.globals = self._environments[root].globals  # one dictionary, which is copied for each page faster than two
        return self._templates[name, root]

    def _environment(self, root: str) -> Environment:
        """What the templates can use, for pages that lie at `root`."""
        environment = Environment(loader=PackageLoader("provenance.report"), autoescape=True, undefined=StrictUndefined, auto_reload=False)
        show = Fragments(self.words, root)
        bodies = Bodies(self.words, show)
        environment.globals |= {
            "t": self.words.html,
            "words": self.words,
            "ui": self.words.code,
            "direction": self.words.direction,
            "maker": REPORT_MAKER,
            "version": metadata.version("newsprovenance"),
            "root": root,
            "show": show,
            "shown": shown,
            "plain": plain,
            "cut": cut,
            "grave": GRAVE,
            "shape": figures.shape,
            "shapes": figures.shapes(),
            "timeline_scale": figures.timeline_scale,
            "spread_graph": figures.spread_graph,
            "spread_name": self._spread_name,
            "block": FamilyBlocks(self.words, show),
            "evidence_block": EvidenceBlocks(self.words, show),
            "article_text": bodies.text,
            "finding": bodies.finding,
            "related_row": bodies.related,
            "short_line": bodies.short,
            "family_line": partial(self._family_line, root),
        }
        environment.code_generator_class = PlainCode
        environment.add_extension(_Settled)
        part = cast(Any, environment.get_template("parts.html").module)
        environment.globals |= {"part": part, "caution": part.caution(), "legend": part.legend()}
        return environment

    def _family_line(self, root: str, line: FamilyLine) -> Markup:
        """A family in a list: made once, since it stands in the list of each of its outlets, speakers, days and kinds."""
        key = (line.family_id, root)
        if key not in self._lines:
            self._lines[key] = Markup(self._template("line.html", root).render(line=line))
        return self._lines[key]

    def _spread_name(self, spread: Spread, key: str) -> str:
        names = {node.key: node.name for node in spread.nodes}
        return cut(names[key] or self.words.text("unknown_outlet"), 80)


@cache
def _style(name: str) -> Markup:
    """The style sheet of all pages and the one of this kind of page, without the space that only the author needs."""
    folder = resources.files("provenance.report") / "templates"
    written = "".join((folder / f"{part}.css").read_text(encoding="utf-8") for part in ("base", name, "print"))
    return Markup("".join(line.strip() for line in written.splitlines()))


@cache
def _policy(style: Markup) -> Markup:
    """Nothing may be loaded or run; only this very style sheet applies."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Markup(f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
