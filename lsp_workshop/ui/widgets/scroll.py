"""A column that scrolls when it is too high: what every page that is not a list stands in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class _Inner(QWidget):
    """As high as its lines are at the width it has; by itself Qt takes wrapped labels for as narrow as a word."""

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            hint.setHeight(layout.heightForWidth(max(self.width(), hint.width())))
        return hint


class ScrollColumn(QScrollArea):
    """Put things into `body`. Tab to something below the edge scrolls there."""

    def __init__(self, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 16) -> None:
        super().__init__()
        inner = _Inner()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The page below shows through; its own colour would be a second one.
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def holds(part: QWidget, focus: QWidget | None) -> bool:
    """Whether the widget with the keyboard, None for nobody, is this part or in it."""
    return focus is not None and (part is focus or part.isAncestorOf(focus))


def bring_into_view(widget: QWidget | None) -> None:
    """Scroll every column around a widget to it. Qt does so only for Tab from one thing of a column to another."""
    above = widget.parentWidget() if widget is not None else None
    while widget is not None and above is not None:
        if isinstance(above, ScrollColumn):
            above.ensureWidgetVisible(widget, 0, 8)
        above = above.parentWidget()
