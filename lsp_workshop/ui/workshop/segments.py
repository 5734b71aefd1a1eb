"""Choices with a count each that fit in one line: where it is narrow, without the counts and closer together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from lsp_workshop.ui.widgets import Choices

_GAP = 4


class Segments(Choices):
    """Set the counts with `set_count`."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(choices)
        self._counts: dict[str, tuple[str, int]] = {key: (title, 0) for key, title in choices}
        self._tight = False
        for button in self._buttons.values():
            button.installEventFilter(self)
        box = self.layout()
        if isinstance(box, QBoxLayout):
            box.addStretch(1)
        # What the words ask for is not to widen the page: they give way.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_count(self, key: str, title: str, count: int) -> None:
        self._counts[key] = (title, count)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Down goes into what is chosen, and not on to the next one as Qt has it.
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self.chosen.emit(self.current())
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """With counts, else without, else closer together."""
        self._tighten(False)
        for key, (title, count) in self._counts.items():
            self.set_text(key, f"{title}  {count}" if count else title)
        if self._needs() <= self.width():
            return
        for key, (title, _count) in self._counts.items():
            self.set_text(key, title)
        self._tighten(self._needs() > self.width())

    def _needs(self) -> int:
        return sum(button.sizeHint().width() + _GAP for button in self._buttons.values()) - _GAP

    def _tighten(self, tight: bool) -> None:
        if tight != self._tight:
            self._tight = tight
            self.set_tight(tight)
