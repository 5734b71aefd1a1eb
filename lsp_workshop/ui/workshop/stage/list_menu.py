"""The menu of the list of answers: what can be done with answers, and with their theme in a menu of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu

from lsp_workshop.ui.actions import Actions
from lsp_workshop.ui.widgets import Menu


class ListMenu(QObject):
    """Shows the actions of a list, those of `inner` one level down: all in one row would not fit a small screen."""

    def __init__(self, view: QAbstractItemView, actions: Actions, title: str, inner: Sequence[str]) -> None:
        super().__init__(view)
        self._view = view
        self._title = title
        self._inner = [actions[action_id] for action_id in inner]
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open)

    def build(self) -> QMenu:
        """What cannot be used now is greyed, as everywhere."""
        menu = Menu(self._view)
        for action in self._view.actions():
            if action not in self._inner:
                menu.addAction(action)
            elif action is self._inner[0]:
                menu.inner(self._title).addActions(self._inner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _open(self, place: QPoint) -> None:
        self.build().popup(self._view.viewport().mapToGlobal(place))
