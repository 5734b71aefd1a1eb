"""Texts broken into lines of a width, each once. Knows no page and no scene."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from lsp_workshop.domain.word_changes import Stretch
from lsp_workshop.ui.theme import FAMILY
from lsp_workshop.ui.widgets.marked_text import change_formats
from lsp_workshop.ui.widgets.text import reads_from_right

LEADING = 1.28
"""The height of a line, in multiples of the size."""


def font(pixels: float, weight: int = 400) -> QFont:
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


class Broken:
    """A text broken into lines of at most `width`. `natural` is the font's own height, where it is known.

    What is kept is how high the lines are: a question's thousands are broken, and one page of them is drawn. Of objects
    of Qt PySide keeps a table, and where there are a hundred thousand, one more may take as long as all of them.
    """

    __slots__ = ("_source", "backwards", "height", "heights")

    def __init__(
        self,
        text: str,
        used: QFont,
        width: float,
        *,
        align_right: bool = False,
        natural: float | None = None,
        marks: Sequence[Stretch] = (),
    ) -> None:
        # A layout by itself takes no notice of the script: each text begins at the edge where its own begins.
        self.backwards = reads_from_right(text)
        self._source = text, used, width, align_right or self.backwards, marks
        if natural is None:
            natural = QFontMetricsF(used).height()
        least, most = used.pixelSize() * LEADING, natural * 1.5
        # A fallback font (Urdu, Chinese, emoji) may stand higher than ours.
        self.heights = tuple([max(least, min(height, most)) for height in _lay_out(*self._source)[1]])
        self.height = sum(self.heights)

    def to_draw(self) -> QTextLayout:
        """Made anew each time; its lines are gone when it is."""
        layout, _ = _lay_out(*self._source)
        return layout

    @property
    def natural_width(self) -> float:
        """Of the first line."""
        layout = self.to_draw()
        return layout.lineAt(0).naturalTextWidth()


def _lay_out(
    text: str, used: QFont, width: float, at_right: bool, marks: Sequence[Stretch]
) -> tuple[QTextLayout, list[float]]:
    """The text in lines, and how high Qt makes each of them."""
    layout = QTextLayout(text.replace("\r\n", "\n").replace("\n", "\u2028"), used)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    if marks:
        layout.setFormats(change_formats(marks))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    heights: list[float] = []
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1.0))
        heights.append(line.height())
    layout.endLayout()
    return layout, heights


_KEPT = 24_000
"""Broken texts that are remembered: all of the longest question, so that one answer more breaks nothing anew."""


class Breaks:
    """How texts break and how long they are, each found out once; what was not wanted for longest is forgotten."""

    def __init__(self) -> None:
        self._broken: dict[tuple[str, int, int, float, tuple[Stretch, ...]], Broken] = {}
        self._lengths: dict[tuple[str, int], tuple[float, ...]] = {}
        self._fonts: dict[tuple[int, int], tuple[QFont, float]] = {}
        self._measures: dict[int, QFontMetricsF] = {}

    def broken(self, text: str, pixels: float, weight: int, width: float, marks: tuple[Stretch, ...] = ()) -> Broken:
        """The text in lines of at most `width`, at a size in whole pixels."""
        size = max(1, round(pixels))
        key = (text, size, weight, width, marks)
        found = self._broken.pop(key, None)
        if found is None:
            used, natural = self._font(size, weight)
            found = Broken(text, used, width, natural=natural, marks=marks)
            if len(self._broken) >= _KEPT:
                del self._broken[next(iter(self._broken))]
        self._broken[key] = found
        return found

    def lengths(self, text: str, weight: int) -> tuple[float, ...]:
        """How long the text's own lines are without breaks, in multiples of the size."""
        found = self._lengths.get((text, weight))
        if found is None:
            measure = self._measures.get(weight)
            if measure is None:
                measure = self._measures[weight] = QFontMetricsF(font(_MEASURED, weight))
            found = tuple(measure.horizontalAdvance(line) / _MEASURED for line in text.splitlines() or [""])
            if len(self._lengths) >= _KEPT:
                del self._lengths[next(iter(self._lengths))]
            self._lengths[text, weight] = found
        return found

    def _font(self, size: int, weight: int) -> tuple[QFont, float]:
        found = self._fonts.get((size, weight))
        if found is None:
            made = font(size, weight)
            found = self._fonts[size, weight] = (made, QFontMetricsF(made).height())
        return found


_MEASURED = 64
