"""What is still to be settled, line by line: each is a button that goes to where it is put right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, column, label, row
from lsp_workshop.ui.workshop.record.check import Missing

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class JumpButton(Button):
    """A sentence with a sign before it, as high as it takes; pressing it goes there."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(theme, "", "quiet")
        self.setAccessibleName(words)
        self.sign = QLabel()
        text = label(words, "body", wrap=True)
        for part in (self.sign, text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = row(self.sign, text, spacing=8)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setAlignment(self.sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.heightForWidth(max(self.width(), 1)))


class MissingLines(QWidget):
    wanted = Signal(object)
    """The `Hit` that somebody wants to go to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[Missing] | None = None
        self._signs: list[tuple[QLabel, str, str]] = []
        self.buttons: list[JumpButton] = []
        self._lines = column(spacing=2)
        self.setLayout(self._lines)
        theme.changed.connect(self._tint)

    @property
    def sentences(self) -> list[str]:
        return [each.words for each in self._shown or ()]

    def show_missing(self, found: Sequence[Missing]) -> None:
        if self._shown == list(found):
            return
        self._shown = list(found)
        self._signs.clear()
        self.buttons.clear()
        while self._lines.count():
            line = self._lines.takeAt(0)
            holder = line.widget() if line is not None else None
            if holder is not None:
                holder.hide()
                holder.deleteLater()
        for each in self._shown:
            button = JumpButton(self._theme, each.words)
            button.setToolTip(self.tr("Go there"))
            button.clicked.connect(partial(self._go, each))
            self.buttons.append(button)
            self._signs.append((button.sign, "triangle-alert", "warning"))
            self._lines.addWidget(button)
        if not self._shown:
            self._say_nothing()
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk over the lines."""
        step = _STEPS.get(Qt.Key(event.key()))
        here = [place for place, button in enumerate(self.buttons) if button.hasFocus()]
        if step is None or not here or not 0 <= here[0] + step < len(self.buttons):
            super().keyPressEvent(event)
        else:
            self.buttons[here[0] + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _say_nothing(self) -> None:
        sign, holder = QLabel(), QWidget()
        self._signs.append((sign, "circle-check", "accent_text"))
        layout = row(sign, label(self.tr("Nothing is missing."), "body", wrap=True), spacing=8)
        layout.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        holder.setLayout(layout)
        self._lines.addWidget(holder)

    def _go(self, each: Missing) -> None:
        self.wanted.emit(each.hit)

    def _tint(self) -> None:
        for sign, icon, token in self._signs:
            sign.setPixmap(self._theme.pixmap(icon, token, 18))
