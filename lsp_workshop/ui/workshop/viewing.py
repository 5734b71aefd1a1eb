"""The strip across a window in which nothing can be changed, because its file was opened for viewing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from lsp_workshop.session import local_time
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, label


class ViewingStrip(QFrame):
    """Says how old the sight is, and the two ways to a newer one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self._icon = QLabel()
        name, at = desk.services.path_of(desk.session).name, local_time()
        words = self.tr("Only for viewing: {name} as it was at {time}. Nothing can be changed here.")
        self.words = label(words.format(name=name, time=at.strftime("%H:%M:%S")), "body", wrap=True)
        self.setProperty("kind", "message")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words, 1)
        self.buttons = []
        for action_id in ("open_for_work", "read_again"):
            action = desk.actions[action_id]
            button = Button(desk.theme, action.text())
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            layout.addWidget(button)
            self.buttons.append(button)
        desk.theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("eye", "accent_text", 20))
