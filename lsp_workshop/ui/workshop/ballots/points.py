"""The points of a scale for a paper with one proposal, the highest first, as keys that can be clicked too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsp_workshop.domain.model import ScalePoint
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.workshop.ballots.parts import KeyButton, clear_out


class PointKeys(QWidget):
    """They take no focus: the keyboard is the paper's."""

    chosen = Signal(int)
    """The value that was clicked; what is marked then the paper says, by `show_mark`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[int, KeyButton] = {}
        self._inner = QVBoxLayout(self)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(0)

    def show_points(self, points: Sequence[ScalePoint]) -> None:
        """These, lowest first as a scale has them; with none there is nothing to see."""
        clear_out(self._inner)
        self._buttons = {}
        for point in reversed(points):
            button = KeyButton(self._theme, str(point.value), point.label or str(point.value), checkable=True)
            button.setAutoExclusive(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._clicked, point.value))
            self._buttons[point.value] = button
            self._inner.addWidget(button)
        self.setVisible(bool(points))

    def show_mark(self, value: int | None) -> KeyButton | None:
        """Mark this value and no other; returns its key."""
        for each, button in self._buttons.items():
            button.setChecked(each == value)
        return self._buttons.get(value) if value is not None else None

    def _clicked(self, value: int, _checked: bool) -> None:
        self.chosen.emit(value)
