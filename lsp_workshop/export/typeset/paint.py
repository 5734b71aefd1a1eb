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
        text.textOut(_with_its_space(line.text))
        return
    runs = line_runs(line, fonts, weight)
    # Where glyphs do not say their text, it is told to those who copy or hear the page: of the whole line, because
    # programs lose spaces between the words of some scripts, or double them; each way of reading by itself.
    as_one = not any(line.levels) and not all(run.exact for run in runs)
    if as_one:
        _begin_told(text, _with_its_space(line.text))
    for run in runs:
        if not as_one and not run.exact:
            _begin_told(text, run.text)
        _put_run(text, x, y, run, size)
        if not as_one and not run.exact:
            text._code.append("EMC")
        x += run.width * size / 1000
    if as_one:
        text._code.append("EMC")


def _begin_told(text: Any, words: str) -> None:
    text._code.append(f"/Span <</ActualText <FEFF{words.encode('utf-16-be').hex().upper()}>>> BDC")


def _with_its_space(text: str) -> str:
    """Without spaces at its end but one: nobody sees it, and whoever hears or copies the text has words apart."""
    words = text.rstrip()
    return text if len(words) == len(text) else f"{words} "


def _put_run(text: Any, x: float, y: float, run: Run, size: float) -> None:
    font = run.font
    text.setFont(font.fontName, size)
    plain = all(
        not across and not up and abs(advance - font.word_width(character)) < _EXACT
        for character, advance, across, up in run.glyphs
    )
    if plain:
        text.setTextOrigin(x, y)
        text.textOut("".join(glyph[0] for glyph in run.glyphs))
        return
    for character, advance, across, up in run.glyphs:
        text.setTextOrigin(x + across * size / 1000, y + up * size / 1000)
        text.textOut(character)
        x += advance * size / 1000
