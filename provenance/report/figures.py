"""Draw the figures as SVG that stands inside the page: marks and lines only, no measured text, mirrored for right-to-left pages.

Whatever comes from articles goes through a `Piece`, which escapes it. Every figure stands beside a table that says the
same, so the drawings are hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from markupsafe import Markup

from provenance.model import CreditStatus
from provenance.report.messages import Messages
from provenance.report.pieces import Piece, joined
from provenance.report.spread import Edge, Node, Spread
from provenance.report.timeline import Mark, Tick
from provenance.report.visible import Direction, cut, name_direction, plain

_SHAPES: Final[dict[CreditStatus, str]] = {
    "credited": '<circle r="6"/>',
    "self": '<rect x="-5.5" y="-5.5" width="11" height="11"/>',
    "own": '<path d="M0-7.5 7.5 0 0 7.5-7.5 0z"/>',
    "uncredited": '<path d="M0-7 7.5 6h-15z"/>',
}
_MARGIN: Final = 7.0
"""Percent of the timeline's width kept free on both sides, for marks and for half a date."""


_MARK: Final = Piece('<svg class="mark {}{}" viewBox="-9 -9 18 18" width="14" height="14" aria-hidden="true">{}</svg>')
_DEFINED: Final = Piece('<g id="mark-{}">{}</g>')
_DEFINITIONS: Final = Piece('<svg width="0" height="0" aria-hidden="true"><defs>{}</defs></svg>')


@cache
def shape(status: CreditStatus, *, hollow: bool = False) -> Markup:
    """The mark of a credit status by itself, for legends and tables."""
    return _MARK(status, " hollow" if hollow else "", Markup(_SHAPES[status]))


def shapes() -> Markup:
    """The marks of all credit statuses, defined once on a page for the timeline to use."""
    return _DEFINITIONS(joined("", [_DEFINED(status, Markup(drawn)) for status, drawn in _SHAPES.items()]))


def _across(at: float, direction: Direction) -> float:
    percent = _MARGIN + at * (100 - 2 * _MARGIN)
    return round(100 - percent if direction == "rtl" else percent, 2)


_GRID: Final = Piece('<line class="grid" x1="{}%" x2="{}%" y1="0" y2="28"/>')
_BAR: Final = Piece('<rect class="bar {}" x="{}%" y="7" width="{}%" height="14" rx="3"/>')
_PLACED: Final = Piece('<use href="#mark-{}" class="mark {}{}" x="{}%" y="14"/>')
_ROW: Final = Piece('<svg class="line" width="100%" height="28" aria-hidden="true">{}</svg>')
_BAR_FROM: Final = 0.5
"""Percent of the width from which a span of time is drawn as a bar; a shorter one is a mark."""


@lru_cache(maxsize=16)
def _grid(ticks: tuple[Tick, ...], direction: Direction) -> Markup:
    """The lines of the scale, which are the same in all rows of a timeline."""
    return joined("", [_GRID(at, at) for at in (_across(t.at, direction) for t in ticks)])


def timeline_row(marks: Sequence[Mark], ticks: tuple[Tick, ...], direction: Direction) -> Markup:
    """The marks of one outlet on the line of time, over the lines of the scale.

    A date that is known only to the day, month or year is a bar as long as that and nothing else: no place in it is more likely.
    """
    parts = [_grid(ticks, direction)]
    for mark in marks:
        a, b = sorted((_across(mark.start, direction), _across(mark.end, direction)))
        if mark.stated and b - a > _BAR_FROM:
            parts.append(_BAR(mark.credit_status, a, round(b - a, 2)))
        else:
            at = _across(mark.start if mark.stated else mark.end, direction)
            parts.append(_PLACED(mark.credit_status, mark.credit_status, "" if mark.stated else " hollow", at))
    return _ROW(joined("", parts))


_DATE: Final = Piece('<text x="{}%" y="14" text-anchor="middle" direction="{}">{}</text>')
_SCALE: Final = Piece('<svg class="scale" width="100%" height="20" aria-hidden="true">{}</svg>')


def timeline_scale(ticks: Sequence[Tick], words: Messages) -> Markup:
    """The dates under the timeline."""
    return _SCALE(joined("", [_DATE(_across(t.at, words.direction), words.direction, words.tick(t.value, t.scale)) for t in ticks]))


_BOX: Final = (190, 32)
_STEP: Final = (300, 44)
_ASIDE: Final = 64
"""Room before the first column for lines within it and their labels."""
_NAME: Final = 24
"""Code points of a name that fit into a box in the widest script."""


def spread_graph(spread: Spread, words: Messages) -> Markup:
    """The layered graph in reading direction: boxes for outlets, solid lines for stated credits, dashed ones for inferences."""
    places, width, height = _places(spread)
    if words.direction == "rtl":
        places = {key: (width - x - _BOX[0], y) for key, (x, y) in places.items()}
    turn = -1 if words.direction == "rtl" else 1
    lines = [_edge(e, places, turn) for e in spread.edges] + [_label(e, places, turn, words) for e in spread.edges]
    boxes = [_box(n, places[n.key], words) for n in spread.nodes]
    return _GRAPH(width, height, width, height, joined("", lines + boxes))


def _places(spread: Spread) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Left upper corners of the boxes by node key, and the size of the drawing, laid out from left to right."""
    layers: dict[int, list[Node]] = {}
    for node in spread.nodes:
        layers.setdefault(node.layer, []).append(node)
    tallest = max(map(len, layers.values()), default=1)
    margin = _ASIDE if any(e.kind == "similar" for e in spread.edges) else 2
    places = {}
    for x, column in enumerate(layers.values()):
        for y, node in enumerate(column):
            places[node.key] = (float(margin + x * _STEP[0]), 6 + (y + (tallest - len(column)) / 2) * _STEP[1])
    return places, margin + (max(len(layers), 1) - 1) * _STEP[0] + _BOX[0] + 2, tallest * _STEP[1]


_NODE: Final = Piece(
    '<g class="node {}"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="6"/>'
    '<text x="{}" y="{}" text-anchor="middle" direction="{}">{}</text></g>'
)
_GRAPH: Final = Piece('<svg class="graph" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>')
_EDGE: Final = Piece('<path class="edge {}" d="{}"/>')
_LABEL: Final = Piece('<text class="label" paint-order="stroke" x="{}" y="{}" text-anchor="middle" direction="ltr">{}</text>')
_HEAD: Final = Piece('<path class="head {}" d="M{} {}l{}-5v10z"/>')


def _box(node: Node, place: tuple[float, float], words: Messages) -> Markup:
    name = plain(node.name) if node.name else words.text("unknown_outlet")
    x, y = place
    status = node.status or "outside"
    return _NODE(status, name, x, y, *_BOX, x + _BOX[0] / 2, y + _BOX[1] / 2 + 5, name_direction(name), cut(name, _NAME))


def _edge(edge: Edge, places: dict[str, tuple[float, float]], turn: int) -> Markup:
    path, _ = _curve(edge, places, turn)
    drawn = _EDGE(edge.kind, path)
    if edge.kind == "similar":
        return drawn
    (x1, _), (x2, y2) = places[edge.start], places[edge.end]
    return joined("", [drawn, _arrow_head(x1, x2, y2, turn, edge.kind)])


def _label(edge: Edge, places: dict[str, tuple[float, float]], turn: int, words: Messages) -> Markup:
    if edge.similarity is None:
        return Markup("")
    _, (x, y) = _curve(edge, places, turn)
    return _LABEL(round(x, 1), round(y, 1), words.percent(edge.similarity))


def _curve(edge: Edge, places: dict[str, tuple[float, float]], turn: int) -> tuple[str, tuple[float, float]]:
    """The line of an edge and the place of its label."""
    (x1, y1), (x2, y2) = places[edge.start], places[edge.end]
    return _line_beside(x1, y1, y2, turn) if x1 == x2 else _line_across(x1, y1, x2, y2, turn)


def _sides(x: float, turn: int) -> tuple[float, float]:
    """The x where lines enter a box and where they leave it, in reading direction."""
    return (x, x + _BOX[0]) if turn > 0 else (x + _BOX[0], x)


def _line_across(x1: float, y1: float, x2: float, y2: float, turn: int) -> tuple[str, tuple[float, float]]:
    """A curve between two columns, and the place of its label: near its end, where lines from one box have parted."""
    forward = (x2 - x1) * turn > 0
    start = _sides(x1, turn)[1 if forward else 0]
    end = _sides(x2, turn)[0 if forward else 1]
    middle, half = (start + end) / 2, _BOX[1] / 2
    return f"M{start} {y1 + half}C{middle} {y1 + half} {middle} {y2 + half} {end} {y2 + half}", (end + (start - end) * 0.28, y2 + half - 3)


def _line_beside(x1: float, y1: float, y2: float, turn: int) -> tuple[str, tuple[float, float]]:
    """A curve before one column, and the place of its label."""
    edge, half = _sides(x1, turn)[0], _BOX[1] / 2
    out = edge - turn * 34
    return f"M{edge} {y1 + half}C{out} {y1 + half} {out} {y2 + half} {edge} {y2 + half}", (edge - turn * 44, (y1 + y2) / 2 + half + 4)


def _arrow_head(x1: float, x2: float, y2: float, turn: int, kind: str) -> Markup:
    forward = (x2 - x1) * turn > 0
    tip = _sides(x2, turn)[0 if forward else 1]
    back = -9 * turn if forward else 9 * turn
    y = y2 + _BOX[1] / 2
    return _HEAD(kind, tip, y, back)
