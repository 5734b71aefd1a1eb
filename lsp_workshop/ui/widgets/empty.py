"""What a list shows while it is empty: an icon, what belongs here, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.basic import label


class EmptyState(QWidget):
    def __init__(self, theme: Theme, icon: str, title: str, text: str = "", button: QPushButton | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._picture = QLabel()
        self.title = label(title, "title", wrap=True)
        self.text = label(text, "body", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(1)
        for part in (self._picture, self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        if button is not None:
            layout.addSpacing(8)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        theme.changed.connect(self._tint)
        self._tint()

    def set_texts(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)

    def _tint(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, "strong_line", 32))
