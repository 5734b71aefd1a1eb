"""One line across the top of a page: why something was not done, or a short piece of news."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.basic import IconButton, Tone, label, set_tone

_NEWS_STAYS = 4_000


class MessageBar(QFrame):
    """Hidden while there is nothing to say. News goes by itself; a refusal stays until something is saved or it is
    closed; a failure to save cannot be closed, only settled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = "info"
        self._icon = QLabel()
        self._text = label("", "body", wrap=True)
        self._close = IconButton(theme, "x", self.tr("Close the message"))
        self._close.clicked.connect(self._closed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.setProperty("kind", "message")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._tint)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown; "" while hidden."""
        return "" if self.isHidden() else self._text.text()

    @property
    def lasting(self) -> bool:
        return not self.isHidden() and self._close.isHidden()

    def news(self, words: str) -> None:
        # News must not cover a failure.
        if not self.lasting:
            self._show(words, "", "info", closable=True)
            self._timer.start(_NEWS_STAYS)

    def refused(self, words: str) -> None:
        if not self.lasting:
            self._show(words, "warning", "triangle-alert", closable=True)

    def failed(self, words: str) -> None:
        self._show(words, "danger", "triangle-alert", closable=False)

    def clear(self) -> None:
        self._timer.stop()
        self.hide()
        self._text.clear()

    def _show(self, words: str, tone: Tone, icon: str, *, closable: bool) -> None:
        self._timer.stop()
        self._text.setText(words)
        self._icon_name = icon
        self._close.setVisible(closable)
        set_tone(self, tone)
        self._tint()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _closed(self) -> None:
        self.clear()

    def _tint(self) -> None:
        tone = str(self.property("tone") or "")
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, tone or "accent_text", 20))
