"""Lines put on a ReportLab canvas. Knows no page and no record."""

from __future__ import annotations

from typing import Any

from lsp_workshop.export.typeset.fonts import FontSet, Weight
from lsp_workshop.export.typeset.lines import Line, Run, line_runs

_EXACT = 0.5
"""How far (thousandths of the size) an advance may be from the font's own before glyphs are placed one by one."""


def paint_line(
    canvas: Any, x: float, y: float, line: Line, fonts: FontSet, weight: Weight, size: float, colour: Any
) -> None:
    """Paints the line with its left edge at `x` and its baseline at `y`, in points."""
    text = canvas.beginText()
    text.setFillColor(colour)
    put_line(text, x, y, line, fonts, weight, size)
    canvas.drawText(text)


def put_line(text: Any, x: float, y: float, line: Line, fonts: FontSet, weight: Weight, size: float) -> None:
    """Adds the line to an open text object."""
    if line.levels is None:
        text.setFont(fonts.name(weight), size)
        text.setTextOrigin(x, y)
        text.textOut(line.text.rstrip(" "))
        return
    for run in line_runs(line, fonts, weight):
        _put_run(text, x, y, run, size)
        x += run.width * size / 1000


def _put_run(text: Any, x: float, y: float, run: Run, size: float) -> None:
    """One run; its own text is told to whoever copies or reads the page aloud."""
    font = run.font
    text.setFont(font.fontName, size)
    text._code.append(f"/Span <</ActualText <FEFF{run.text.encode('utf-16-be').hex().upper()}>>> BDC")
    plain = all(
        not across and not up and abs(advance - font.word_width(character)) < _EXACT
        for character, advance, across, up in run.glyphs
    )
    if plain:
        text.setTextOrigin(x, y)
        text.textOut("".join(glyph[0] for glyph in run.glyphs))
    else:
        for character, advance, across, up in run.glyphs:
            text.setTextOrigin(x + across * size / 1000, y + up * size / 1000)
            text.textOut(character)
            x += advance * size / 1000
    text._code.append("EMC")
