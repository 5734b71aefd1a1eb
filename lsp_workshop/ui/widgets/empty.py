"""What a list shows while it is empty: an icon, what belongs here, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.basic import label

_AROUND, _BETWEEN, _ICON = 24, 8, 32


class EmptyState(QWidget):
    """Where there is too little height for all of it, the icon goes first and then the way to begin."""

    def __init__(self, theme: Theme, icon: str, title: str, text: str = "", button: QPushButton | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._button = button
        self._picture = QLabel()
        self.title = label(title, "title", wrap=True)
        self.text = label(text, "body", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        layout.setSpacing(_BETWEEN)
        layout.addStretch(1)
        self.parts = (self._picture, self.title, self.text)
        for part in self.parts:
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        if button is not None:
            layout.addSpacing(_BETWEEN)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        theme.changed.connect(self._tint)
        self._tint()

    def set_texts(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """By its own size alone, whatever is hidden now: else what went would come back, and go again."""
        wide = self.width() - 2 * _AROUND
        left = self.height() - 2 * _AROUND - self.title.heightForWidth(wide)
        if self._button is not None:
            left -= self._button.sizeHint().height() + 3 * _BETWEEN
        left -= self.text.heightForWidth(wide) + _BETWEEN
        self.text.setVisible(left >= 0)
        left -= self._theme.px(_ICON) + _BETWEEN
        self._picture.setVisible(left >= 0)

    def _tint(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, "strong_line", _ICON))
