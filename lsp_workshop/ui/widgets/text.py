"""Painting of wrapped plain text, cut with an ellipsis after so many lines. For painted rows and buttons."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def reads_from_right(text: str) -> bool:
    """Whether the first letter with a direction is of a script like Arabic or Hebrew."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


class Lines:
    """`text` broken into lines of at most `width`; `most` 0 means as many as it takes."""

    def __init__(self, text: str, font: QFont, width: float, most: int = 0) -> None:
        metrics = QFontMetricsF(font)
        self._step = metrics.height()
        self._rest = ""
        # One paragraph a line break would be a layout each; in a row they read as one text.
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # Text of a right-to-left script begins at the right edge.
        self._backwards = reads_from_right(text)
        if self._backwards:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.beginLayout()
        self.count, self.width = 0, 0.0
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, self.count * self._step))
            self.count += 1
            self.width = max(self.width, line.naturalTextWidth())
            end = line.textStart() + line.textLength()
            if most and self.count == most and end < len(self._layout.text()):
                rest = self._layout.text()[line.textStart() :].replace("\u2028", " ")
                self._rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
                break
        self._layout.endLayout()

    @property
    def height(self) -> float:
        return self.count * self._step

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw with the painter's pen; `at` is the top left corner."""
        whole = self.count - 1 if self._rest else self.count
        for place in range(whole):
            self._layout.lineAt(place).draw(painter, at)
        if self._rest:
            painter.setFont(self._layout.font())
            last = self._layout.lineAt(self.count - 1)
            box = QRectF(at.x(), at.y() + (self.count - 1) * self._step, last.width(), self._step)
            side = Qt.AlignmentFlag.AlignRight if self._backwards else Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), self._rest)
