"""A wording with what changed in it: new words underlined, those that are gone struck through. Knows no records."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsp_workshop.domain.word_changes import Stretch, said
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.text import reads_from_right

_EDGE = 4


def change_formats(parts: Sequence[Stretch]) -> list[QTextLayout.FormatRange]:
    """The signs of what changed, for a layout of the stretches' joined text (in Qt's own units of letters)."""
    found, at = [], 0
    for part in parts:
        length = len(part.text.encode("utf-16-le")) // 2
        if part.new or part.gone:
            made = QTextLayout.FormatRange()
            made.start, made.length = at, length
            form = QTextCharFormat()
            form.setFontUnderline(part.new)
            form.setFontStrikeOut(part.gone)
            made.format = form
            found.append(made)
        at += length
    return found


class MarkedText(QWidget):
    """Wraps at its width. Tab reaches it, so that a reader says it: "[new: and dry]"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: tuple[Stretch, ...] = ()
        self._layout = QTextLayout()
        self._broken_at = -1.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._again)

    def show_parts(self, parts: Sequence[Stretch]) -> None:
        self._parts = tuple(parts)
        self.setAccessibleName(said(self._parts))
        self._again()

    @property
    def text(self) -> str:
        return "".join(part.text for part in self._parts)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._break(width)) + 2 * _EDGE

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self.heightForWidth(max(self.width(), self._theme.px(200))))

    def _again(self) -> None:
        self._broken_at = -1.0
        self.updateGeometry()
        self.update()

    def _break(self, width: float) -> float:
        """Lines of at most this width; returns their height in pixels."""
        inner = max(width - 2 * _EDGE, 1.0)
        if inner != self._broken_at:
            self._broken_at = inner
            self._layout = self._laid_out(inner)
        lines = self._layout.lineCount()
        last = self._layout.lineAt(lines - 1) if lines else None
        return last.y() + last.height() if last is not None else 0.0

    def _laid_out(self, inner: float) -> QTextLayout:
        # One letter for one, so that the signs stay where they belong.
        layout = QTextLayout(self.text.replace("\n", "\u2028"), self._theme.font("lead"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if reads_from_right(self.text):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats(change_formats(self._parts))
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(inner)
            line.setPosition(QPointF(0, y))
            y += line.height() * 1.1
        layout.endLayout()
        return layout

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._break(self.width())
        painter = QPainter(self)
        painter.setPen(self._theme.colour("text"))
        self._layout.draw(painter, QPointF(_EDGE, _EDGE))
        if self.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
