"""How the answers are shown: choices side by side, or one button with a menu where there is no room for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, Choices, Menu, row


class OrderTool(QWidget):
    """`chosen(key)`: "table", "columns", "theme" or "when"; `choose` shows what has been chosen otherwise.

    "when" is there where the answers say when it bites.
    """

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._texts = {"table": self.tr("By table"), "columns": self.tr("Columns"), "theme": self.tr("By theme")}
        self._texts["when"] = self.tr("By when")
        self.choices = Choices(list(self._texts.items()))
        self.choices.chosen.connect(self.chosen)
        self.button = Button(desk.theme, "", "quiet", "chevron-down", icon_after=True)
        self.button.clicked.connect(self._open_menu)
        self.button.hide()
        self.setLayout(row(self.choices, self.button, spacing=0))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose("table")
        self.offer_when(offered=False)

    def offer_when(self, *, offered: bool) -> None:
        self.choices.set_shown("when", offered)

    def wide(self) -> int:
        """Pixels that the choices take side by side."""
        return self.choices.in_one_line()

    def takes(self) -> int:
        """Pixels that it takes as it is shown now, or would be if it were."""
        return self.button.sizeHint().width() if self.choices.isHidden() else self.wide()

    def set_narrow(self, narrow: bool) -> None:
        self.choices.setHidden(narrow)
        self.button.setHidden(not narrow)
        # What was offered or not meanwhile is not in the width that the row around remembers.
        self.updateGeometry()

    def choose(self, key: str) -> None:
        self.choices.choose(key)
        self.button.setText(self._texts[key])
        self.button.setAccessibleName(self.tr("Answers: {order}").format(order=self._texts[key]))

    def _open_menu(self) -> None:
        menu = Menu(self)
        for key in self.choices.keys:
            action = menu.addAction(self._texts[key])
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == self.choices.current())
        menu.triggered.connect(self._picked)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _picked(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
