"""Turn what is shown into HTML: Jinja2 with automatic escaping, undefined names as errors, a policy that allows no script.

Text of articles reaches a page only through `shown`, which escapes it, or through Jinja2's own escaping.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cached_property
from importlib import metadata, resources
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from provenance.model import Evidence
from provenance.report import figures
from provenance.report.differences import GRAVE, Comparison
from provenance.report.groups import Group
from provenance.report.messages import Messages
from provenance.report.spread import Spread
from provenance.report.visible import cut, name_direction, plain, shown

_LINKED: Final = ("http://", "https://")


class Pages:
    """Renders pages in one language of the interface."""

    def __init__(self, words: Messages) -> None:
        self.words = words
        self.version = metadata.version("newsprovenance")

    def render(self, template: str, root: str, title: str, **shown_there: object) -> str:
        """One page. `root` is the way from the page to the report's folder ("" or "../")."""
        return self._environment.get_template(template).render(root=root, title=cut(plain(title), 120), **shown_there)

    @cached_property
    def style(self) -> str:
        return (resources.files("provenance.report") / "templates" / "style.css").read_text(encoding="utf-8").replace("\n", "")

    @cached_property
    def policy(self) -> str:
        """Nothing may be loaded or run; only this very style sheet applies."""
        digest = base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()
        return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(loader=PackageLoader("provenance.report"), autoescape=True, undefined=StrictUndefined, auto_reload=False)
        environment.globals |= {
            "t": self.words.html,
            "words": self.words,
            "version": self.version,
            "style": Markup(self.style),
            "policy": Markup(self.policy),
            "grave": GRAVE,
            "shown": shown,
            "plain": plain,
            "cut": cut,
            "name_direction": name_direction,
            "outlet_address": lambda name: f"outlets/{Group.of_outlet(name, ()).group_id}.html",
            "shape": figures.shape,
            "timeline_row": figures.timeline_row,
            "timeline_scale": figures.timeline_scale,
            "spread_graph": figures.spread_graph,
            "spread_name": self._spread_name,
            "marked": self._marked,
            "evidence": self._evidence,
            "link": link,
        }
        return environment

    def _marked(self, comparison: Comparison, side: str) -> Markup:
        """One side of a comparison, with the words that only this side has marked: whole words, never parts."""
        wording = comparison.a if side == "a" else comparison.b
        mark = Markup('<mark class="{}"><span class="sr">{} </span>{}</mark>')
        parts, done = [], 0
        for row in comparison.rows:
            run = row.a if side == "a" else row.b
            if row.changes and run[0] < run[1]:
                start, end = wording.marked(*run)
                parts.append(shown(wording.text[done:start]))
                parts.append(mark.format(side, self.words.text("only_here"), shown(wording.text[start:end])))
                done = end
        return Markup("").join([*parts, shown(wording.text[done:])])

    def _evidence(self, evidence: Evidence) -> Markup:
        """Why a fact is believed: the rule, and the wording where it stands in the text."""
        rule = Markup('<span class="soft">{} <bdi dir="ltr" lang="en">{}</bdi></span>').format(self.words.text("rule"), shown(cut(evidence.rule, 80)))
        if evidence.text is None:
            return rule
        return Markup('<q lang="" dir="{}">{}</q> · {}').format(name_direction(evidence.text), shown(cut(evidence.text, 200)), rule)

    def _spread_name(self, spread: Spread, key: str) -> str:
        names = {node.key: node.name for node in spread.nodes}
        return cut(names[key] or self.words.text("unknown_outlet"), 80)


def link(address: str) -> Markup:
    """An address as a link where it leads to the web, else as text: no other scheme can be followed from a page."""
    if not address.lower().startswith(_LINKED):
        return shown(cut(address, 500))
    return Markup('<a rel="noreferrer noopener" href="{}">{}</a>').format(escape(plain(address)), shown(cut(address, 500)))
