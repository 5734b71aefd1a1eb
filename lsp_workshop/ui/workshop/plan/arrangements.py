"""The joint arrangements that an action may have, ticked by key. Knows the framework's and one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Action
from lsp_workshop.ui.theme import Theme

Tick = Callable[[Prompt, bool], bool]
"""Saves a tick; False where it could not be."""


class ArrangementList(QListWidget):
    """Space or the number before a line ticks it, Escape goes back."""

    left = Signal()

    def __init__(self, theme: Theme, arrangements: Sequence[Prompt], tick: Tick) -> None:
        super().__init__()
        self._theme = theme
        self._arrangements = list(arrangements)
        self._tick = tick
        self._action: Action | None = None
        self._writes = False
        self.setAccessibleName(self.tr("Joint arrangements"))
        self.setAccessibleDescription(self.tr("Space or a number ticks, Escape goes back"))
        self.itemClicked.connect(self._clicked)

    def show_action(self, action: Action, *, writes: bool) -> None:
        self._action, self._writes = action, writes
        at = max(self.currentRow(), 0)
        self.clear()
        for number, each in enumerate(self._arrangements, start=1):
            item = QListWidgetItem(f"{number}  {each.text}")
            item.setSizeHint(QSize(0, self._theme.px(28)))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            on = each.id in action.joint_arrangement_ids
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(min(at, self.count() - 1))
        self.setFixedHeight(self._theme.px(28) * self.count() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = int(event.text()) if event.text().isdecimal() and event.text().isascii() else 0
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._turn(self.currentRow())
        elif 0 < number <= self.count():
            self.setCurrentRow(number - 1)
            self._turn(number - 1)
        else:
            super().keyPressEvent(event)

    def _clicked(self, item: QListWidgetItem) -> None:
        self._turn(self.row(item))

    def _turn(self, place: int) -> None:
        if self._action is None or not self._writes or not 0 <= place < self.count():
            return
        arrangement = self._arrangements[place]
        self._tick(arrangement, arrangement.id not in self._action.joint_arrangement_ids)
