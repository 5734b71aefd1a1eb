"""How the answers are shown: three choices side by side, or one button with a menu where there is no room for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, Choices, row


class OrderTool(QWidget):
    """`chosen(key)`: "table", "columns" or "theme"; `choose` shows what has been chosen otherwise."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._texts = {"table": self.tr("By table"), "columns": self.tr("Columns"), "theme": self.tr("By theme")}
        self.choices = Choices(list(self._texts.items()))
        self.choices.chosen.connect(self.chosen)
        self.button = Button(desk.theme, "", "quiet", "chevron-down", icon_after=True)
        self.button.clicked.connect(self._open_menu)
        self.button.hide()
        self.setLayout(row(self.choices, self.button, spacing=0))
        self.choose("table")

    def wide(self) -> int:
        """Pixels that the choices take side by side."""
        return self.choices.sizeHint().width()

    def set_narrow(self, narrow: bool) -> None:
        self.choices.setHidden(narrow)
        self.button.setHidden(not narrow)

    def choose(self, key: str) -> None:
        self.choices.choose(key)
        self.button.setText(self._texts[key])
        self.button.setAccessibleName(self.tr("Answers: {order}").format(order=self._texts[key]))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for key, text in self._texts.items():
            action = menu.addAction(text)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == self.choices.current())
        menu.triggered.connect(self._picked)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _picked(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
