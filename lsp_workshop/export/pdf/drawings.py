"""Drawings on the page: ReportLab's renderer, with text painted through our own shaping and font fallback."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.renderPDF import _PDFRenderer
from reportlab.graphics.shapes import Drawing, String
from reportlab.platypus.flowables import Flowable

from lsp_workshop.domain.record.figure_parts import AnyFigure as Chart
from lsp_workshop.drawing import rows_of
from lsp_workshop.export.charts import charts
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.text import Text, paint_text
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.export.typeset.fonts import FontSet
from lsp_workshop.export.typeset.lines import break_lines
from lsp_workshop.export.typeset.paint import paint_line


class _Renderer(_PDFRenderer):
    def __init__(self, fonts: FontSet) -> None:
        super().__init__()
        self._fonts = fonts

    def applyStateChanges(self, delta: dict[str, Any], newState: dict[str, Any]) -> None:
        """Leaves fonts alone: the renderer would set a default one, which is not embedded."""
        kept = {name: value for name, value in delta.items() if name not in ("fontName", "fontSize")}
        super().applyStateChanges(kept, newState)

    def drawString(self, stringObj: String) -> None:
        text = one_line(stringObj.text)
        if not text:
            return
        weight = self._fonts.weight_of(stringObj.fontName)
        line = break_lines(text, self._fonts, weight, stringObj.fontSize, 1e9)[0]
        x = stringObj.x - {"end": line.width, "middle": line.width / 2}.get(stringObj.textAnchor, 0)
        paint_line(self._canvas, x, stringObj.y, line, self._fonts, weight, stringObj.fontSize, stringObj.fillColor)


def draw_on(canvas: Any, drawing: Drawing, x: float, y: float, fonts: FontSet, figure: Element | None = None) -> None:
    """Paints the drawing with its lower left corner at (x, y), as `figure`; without one it is an ornament."""
    if figure is not None:
        left, bottom = canvas.absolutePosition(x, y)
        figure.box = (left, bottom, left + drawing.width, bottom + drawing.height)
    with canvas.tagged(figure) if figure is not None else canvas.artifact():
        canvas.saveState()
        _Renderer(fonts).draw(drawing, canvas, x, y, showBoundary=0)
        canvas.restoreState()


class Figure(Flowable):
    """A drawing in the flow of the page with its caption below, never apart. `alternative` has all values in words.

    `group` is the element of the parts of a figure that goes on over pages.
    """

    def __init__(
        self,
        drawing: Drawing,
        fonts: FontSet,
        alternative: str,
        caption: Text | None = None,
        group: Element | None = None,
    ) -> None:
        super().__init__()
        self.drawing, self.fonts, self.alternative, self.caption = drawing, fonts, alternative, caption
        self.group = group or Element("Div")

    def getSpaceAfter(self) -> float:
        return self.caption.style.after if self.caption else 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = self.drawing.width, self.drawing.height
        if self.caption is not None:
            self.height += self.caption.style.before + self.caption.wrap(availWidth, availHeight)[1]
        return self.width, self.height

    def draw(self) -> None:
        figure = Element("Figure", self.group, one_line(self.alternative))
        draw_on(self.canv, self.drawing, 0, self.height - self.drawing.height, self.fonts, figure)
        if self.caption is not None:
            self.caption.element = self.group.within("Caption")
            paint_text(self.canv, self.caption, 0, self.caption.height)


_GOES_ON = "The figure goes on; all its values are told where it begins."


_FEW = 12
"""Bars that are looked at together."""


class LongFigure(Flowable):
    """A chart that goes on under the same head on the next page where it does not fit; a few rows stay together.

    One that is read as a whole moves on whole. The caption ends it. `most` is the height of one drawing at the most,
    `page` that of the page's room.
    """

    def __init__(
        self, chart: Chart, fonts: FontSet, width: float, most: float, k: float, caption: Text, page: float
    ) -> None:
        super().__init__()
        self.chart, self.fonts, self.most, self.k, self.caption = chart, fonts, most, k, caption
        self.width, self.page = width, page
        self._made: dict[float | None, list[Drawing]] = {}

    def getSpaceAfter(self) -> float:
        return self.caption.style.after

    def first_height(self) -> float:
        """What must fit under a heading: the whole chart, or the least of it that is worth beginning."""
        whole = float(self.wrap(self.width, 0)[1])
        if self._is_one_picture():
            return whole
        drawings = self._drawings(0)
        return min(whole, max(float(drawings[0].height), self.page / 4)) if len(drawings) > 1 else whole

    def _drawings(self, first: float | None = None) -> list[Drawing]:
        """Made once for each room: measuring, breaking and painting ask for the same."""
        made = self._made.get(first)
        if made is None:
            made = self._made[first] = charts(self.chart, self.fonts, self.width, self.most, self.k, first)
        return made

    def _is_one_picture(self) -> bool:
        """Whether it is read as a whole: up to half a page; with few bars, as in large print, up to two thirds."""
        return self.height <= self.page * (2 / 3 if rows_of(self.chart) <= _FEW else 1 / 2)

    def _figures(self, drawings: list[Drawing]) -> list[Flowable]:
        last, group = len(drawings) - 1, Element("Div")
        words = [self.chart.alternative, *[_GOES_ON] * last]
        return [
            Figure(drawing, self.fonts, words[place], self.caption if place == last else None, group)
            for place, drawing in enumerate(drawings)
        ]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.height = sum(float(each.wrap(self.width, availHeight)[1]) for each in self._figures(self._drawings()))
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """As many bars as fit and the rest; nothing where too few would."""
        if self._is_one_picture():
            return []
        drawings = self._drawings(availHeight)
        if not drawings or drawings[0].height > availHeight or (len(drawings) == 1 and self.height > availHeight):
            return []
        return self._figures(drawings)

    def draw(self) -> None:
        y = self.height
        for figure in self._figures(self._drawings()):
            y -= figure.wrap(self.width, 0)[1]
            figure.drawOn(self.canv, 0, y)
