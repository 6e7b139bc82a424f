"""Turn what is shown into HTML: Jinja2 with automatic escaping, undefined names as errors, a policy that allows no script.

Text of articles reaches a page only through `shown`, which escapes it, or through Jinja2's own escaping.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cached_property
from importlib import metadata, resources
from typing import Final, cast

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.ext import Extension
from markupsafe import Markup

from provenance.report import figures
from provenance.report.fragments import Fragments
from provenance.report.lines import FamilyLine
from provenance.report.messages import Messages
from provenance.report.spread import Spread
from provenance.report.visible import cut, name_direction, plain, shortened, shown


class _Worded(Extension):
    """Writes the messages without places into a template when it is loaded, so that no page has to look them up."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - the signature is Jinja2's
        words = cast(Messages, self.environment.globals["words"])
        return _WORDED.sub(lambda found: str(words.html(found[1])), source)


_WORDED: Final = re.compile(r'\{\{ t\("([a-z_]+)"\) \}\}')


class Pages:
    """Renders pages in one language of the interface."""

    def __init__(self, words: Messages) -> None:
        self.words = words
        self.version = metadata.version("newsprovenance")
        self._made: dict[str, Fragments] = {}
        self._lines: dict[tuple[str, str], Markup] = {}

    def render(self, template: str, root: str, title: str, **shown_there: object) -> str:
        """One page. `root` is the way from the page to the report's folder ("" or "../")."""
        return self._template(template).render(root=root, show=self._fragments(root), title=cut(plain(title), 120), **shown_there)

    def _fragments(self, root: str) -> Fragments:
        return self._made.setdefault(root, Fragments(self.words, root))

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)

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
            "shown": shown,
            "plain": plain,
            "cut": cut,
            "shortened": shortened,
            "name_direction": name_direction,
            "shape": figures.shape,
            "shapes": figures.shapes(),
            "timeline_row": figures.timeline_row,
            "timeline_scale": figures.timeline_scale,
            "spread_graph": figures.spread_graph,
            "spread_name": self._spread_name,
            "family_line": self._family_line,
        }
        environment.add_extension(_Worded)
        return environment

    def _family_line(self, line: FamilyLine, root: str) -> Markup:
        """A family in a list: made once, since it stands in the list of each of its outlets, speakers, days and kinds."""
        key = (line.family_id, root)
        if key not in self._lines:
            self._lines[key] = Markup(self._template("line.html").render(root=root, show=self._fragments(root), line=line))
        return self._lines[key]

    def _spread_name(self, spread: Spread, key: str) -> str:
        names = {node.key: node.name for node in spread.nodes}
        return cut(names[key] or self.words.text("unknown_outlet"), 80)
