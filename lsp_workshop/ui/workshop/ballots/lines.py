"""The lines of a ballot paper on the scribe's screen: a key, the option's words, its mark.

The lines take no focus: the keyboard is the paper's. Each says itself to readers, and can be clicked.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from lsp_workshop.domain.model import Method
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_BUTTON
from lsp_workshop.ui.widgets.text import Lines
from lsp_workshop.ui.workshop.ballots.entry import Paper
from lsp_workshop.ui.workshop.ballots.parts import paint_key

_LINE, _LOW_LINE = 42, 34


class PaperLine(QWidget):
    pressed = Signal(int)

    def __init__(self, theme: Theme, paper: Paper, place: int, key: str) -> None:
        super().__init__()
        self._theme, self._paper, self._place, self._key = theme, paper, place, key
        self._low = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(paper.ballot.options[place].label)
        self.tell()
        self._measure()

    def tell(self) -> None:
        """Show and say the mark as it is now."""
        words = self._paper.ballot.options[self._place].label
        key = self.tr("key {key}: ").format(key=self._key) if self._key else ""
        self.setAccessibleName(f"{key}{words}, {self._paper.mark_words(self._place)}")
        self.update()

    def set_low(self, low: bool) -> None:
        """No higher than its words, where few lines would be seen at a time."""
        if low != self._low:
            self._low = low
            self._measure()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(180), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self._place)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self._paper.place == self._place
        marked = self._paper.mark_of(self._place) is not None
        box = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
        painter.setPen(QPen(theme.colour("accent"), 1) if here else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("soft") if marked else Qt.BrushStyle.NoBrush)
        if here or marked:
            painter.drawRoundedRect(box, RADIUS_BUTTON, RADIUS_BUTTON)
        middle = self.height() / 2
        if self._key:
            side = px(26)
            paint_key(painter, theme, self._key, QRectF(px(8), middle - side / 2, side, side), strong=marked)
        lines = self._lines()
        painter.setPen(theme.colour("text"))
        lines.paint(painter, QPointF(self._left(), middle - lines.height / 2))
        self._paint_mark(painter, middle)
        painter.end()

    def _paint_mark(self, painter: QPainter, middle: float) -> None:
        mark, theme = self._paper.mark_of(self._place), self._theme
        if mark is None:
            return
        right = self.width() - theme.px(12)
        if self._paper.ballot.method is Method.DOTS and mark <= 5:
            size = theme.px(14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            for number in range(mark):
                x = right - size - number * (size + theme.px(4))
                painter.drawEllipse(QRectF(x, middle - size / 2, size, size))
            return
        painter.setPen(theme.colour("accent_text"))
        painter.setFont(theme.font("title"))
        box = QRectF(right - theme.px(80), 0, theme.px(80), self.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(mark))

    def _left(self) -> int:
        return self._theme.px(44) if self._key else self._theme.px(12)

    def _lines(self) -> Lines:
        most = self._paper.ballot.rules.max_per_option or self._paper.ballot.rules.dots_per_voter or 3
        dots = min(most, 5) if self._paper.ballot.method is Method.DOTS else 2
        mark = self._theme.px(18) * max(dots, 2) + self._theme.px(16)
        width = max(self.width() - self._left() - mark, 60)
        return Lines(self._paper.ballot.options[self._place].label, self._theme.font("lead"), width, most=3)

    def _height(self) -> int:
        least, around = (_LOW_LINE, 8) if self._low else (_LINE, 16)
        return max(self._theme.px(least), round(self._lines().height) + around)

    def _measure(self) -> None:
        self.setFixedHeight(self._height())
        self.update()


class PaperLines(QWidget):
    """All lines, in two columns where there are many short ones and there is the room."""

    pressed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[PaperLine] = []
        self._columns = 0
        self._many_and_short = self._low = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)

    def show_paper(self, paper: Paper, keys: tuple[str, ...]) -> None:
        for line in self._lines:
            line.setParent(None)
            line.deleteLater()
        self._lines = [PaperLine(self._theme, paper, place, key) for place, key in enumerate(keys)]
        for line in self._lines:
            line.set_low(self._low)
            line.pressed.connect(self.pressed)
        self._columns = 0
        labels = [option.label for option in paper.ballot.options]
        # One long label among forty is no reason for a column of forty.
        self._many_and_short = len(keys) > 6 and 4 * sum(len(label) > 60 for label in labels) <= len(labels)
        self._arrange()

    def set_low(self, low: bool) -> None:
        self._low = low
        for line in self._lines:
            line.set_low(low)

    def tell(self) -> None:
        for line in self._lines:
            line.tell()

    def line(self, place: int) -> PaperLine:
        return self._lines[place]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self._many_and_short and self.width() >= self._theme.px(480) else 1
        if columns == self._columns or not self._lines:
            return
        self._columns = columns
        half = -(-len(self._lines) // columns)
        for place, line in enumerate(self._lines):
            self._grid.removeWidget(line)
            self._grid.addWidget(line, place % half, place // half, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
