"""One line across the top of a page: why something was not done, or a short piece of news."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget
from shiboken6 import isValid

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.announce import announce
from lsp_workshop.ui.widgets.basic import Button, IconButton, Tone, column, label, retext, row, set_tone
from lsp_workshop.ui.widgets.scroll import holds

_NEWS_STAYS = 4_000
_FAR_NEWS_STAYS = 12_000


class MessageBar(QFrame):
    """Hidden while there is nothing to say. News goes by itself; a refusal stays until something is saved, it is
    closed or `over`; a failure to save cannot be closed, only settled: nothing covers it, a refusal stands below it.

    `deeds` are the actions that may settle a failure; each has a button, shown while it is enabled. What opening and
    closing had to say (`remark`) stays until it is closed (`closed`): it has a bar of its own.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, deeds: Sequence[QAction] = ()) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before: QWidget | None = None
        """Where the keyboard was when it began to speak."""
        self._icon_name = "info"
        self._icon = QLabel()
        self._text = label("", "body", wrap=True)
        self._refusal = label("", "body", "warning", wrap=True)
        self._buttons = QWidget()
        self._buttons.setLayout(row(*(self._button(deed) for deed in deeds), None))
        self._close = IconButton(theme, "x", self.tr("Close the message"))
        self._close.clicked.connect(self._closed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.setProperty("kind", "message")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = column(self._text, self._refusal, self._buttons)
        # One line is no higher than the button beside it, and lies over nothing but the strip.
        words.setContentsMargins(0, 4, 0, 4)
        layout.addLayout(words, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._tint)
        self.clear()

    def _button(self, deed: QAction) -> Button:
        made = Button(self._theme, deed.text())
        made.setToolTip(deed.toolTip())
        # A click must not take the keyboard from the box with the words.
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(deed.trigger)

        def follow() -> None:
            made.setVisible(deed.isEnabled())

        deed.changed.connect(follow)
        follow()
        return made

    @property
    def text(self) -> str:
        """What is shown; "" while hidden."""
        if self.isHidden():
            return ""
        return " ".join(part.text() for part in (self._text, self._refusal) if part.text())

    @property
    def lasting(self) -> bool:
        return not self.isHidden() and self._close.isHidden()

    @property
    def stays(self) -> bool:
        """What it says does not go by itself."""
        return not self.isHidden() and not self._timer.isActive()

    def news(self, words: str, *, stays: bool = False, longer: bool = False) -> None:
        """`stays`: until it is closed, or something else is said; `longer`: time to read what nobody looked for."""
        # News must not cover a failure.
        if not self.lasting:
            self._show(words, "", "info", closable=True)
            if not stays:
                self._timer.start(_FAR_NEWS_STAYS if longer else _NEWS_STAYS)

    def refused(self, words: str) -> None:
        if self.lasting:
            retext(self._refusal, words)
            announce(self, words, urgent=True)
        else:
            self._show(words, "warning", "triangle-alert", closable=True)

    def failed(self, words: str) -> None:
        self._show(words, "danger", "triangle-alert", closable=False)

    def remark(self, words: str) -> None:
        """Below what was remarked before; until it is closed."""
        self._show("\n".join(part for part in (self.text, words) if part), "warning", "triangle-alert", closable=True)

    def over(self) -> None:
        """What was refused was given up or left: it goes. News stays its time, a failure until it is settled."""
        if self.lasting:
            retext(self._refusal, "")
        elif self.property("tone") == "warning":
            self.clear()

    def clear(self) -> None:
        self._timer.stop()
        self._give_back()
        self.hide()
        self._text.clear()
        retext(self._refusal, "")

    def _show(self, words: str, tone: Tone, icon: str, *, closable: bool) -> None:
        self._timer.stop()
        if not holds(self, self.window().focusWidget()):
            self._before = self.window().focusWidget()
        self._text.setText(words)
        retext(self._refusal, "")
        self._icon_name = icon
        self._close.setVisible(closable)
        self.setContentsMargins(16, 4, 8 if closable else 16, 4)
        self._buttons.setVisible(not closable)
        set_tone(self, tone)
        self._tint()
        self.show()
        # What was not done cannot wait until a long answer is read out.
        announce(self, words, urgent=bool(tone))

    def _give_back(self) -> None:
        """The keyboard goes back to where it was: Qt would give it to whatever comes next in the window."""
        before, held = self._before, holds(self, self.window().focusWidget())
        if held and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _closed(self) -> None:
        self.clear()
        self.closed.emit()

    def _tint(self) -> None:
        tone = str(self.property("tone") or "")
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, tone or "accent_text", 20))
