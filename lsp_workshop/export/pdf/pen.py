"""Lines to write on, to cut and to fold along: what forms have that is read by nobody. The only strokes of handouts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lsp_workshop.export.look import MUTED, RULE

Stroke = tuple[float, float, float, float]
"""From x, y to x, y, in points."""


def to_write_on(canvas: Any, strokes: Sequence[Stroke]) -> None:
    _draw(canvas, strokes, MUTED, 0.6)


def to_cut(canvas: Any, strokes: Sequence[Stroke]) -> None:
    """Thin and broken: where the scissors go."""
    _draw(canvas, strokes, RULE, 0.5, (2, 3))


def _draw(canvas: Any, strokes: Sequence[Stroke], colour: Any, thick: float, dash: tuple[int, ...] = ()) -> None:
    with canvas.artifact():
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(thick)
        if dash:
            canvas.setDash(*dash)
        canvas.lines(list(strokes))
        canvas.restoreState()
