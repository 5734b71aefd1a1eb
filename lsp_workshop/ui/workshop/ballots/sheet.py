"""What the room will read of a ballot, small, while it is set up: the very drawing that the projector shows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.model import Ballot
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.projector.preview import Preview
from lsp_workshop.ui.projector.scenes import ballot_scene
from lsp_workshop.ui.tokens import DARK, LIGHT
from lsp_workshop.ui.widgets import column, label

WIDE, NARROW = 264, 200


class RoomSheet(QWidget):
    """Sends nothing to the room."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ballot_id = ""
        self.preview = Preview(desk.theme)
        self.preview.setAccessibleName(self.tr("As the room will see it"))
        self.setLayout(column(self.preview, label(self.tr("As the room will see it"), "caption", "muted"), spacing=4))
        desk.actions["project_light"].toggled.connect(self.show_again)

    def show_ballot(self, ballot: Ballot) -> None:
        self._ballot_id = ballot.id
        self.show_again()

    def show_again(self) -> None:
        if self._desk.workshop.find(Ballot, self._ballot_id) is None:
            return
        light = self._desk.actions["project_light"].isChecked()
        self.preview.view.show_scene(ballot_scene(self._desk.workshop, self._ballot_id), 0, LIGHT if light else DARK)
        self.preview.setAccessibleDescription(self.preview.view.sheet.text)

    def fit(self, width: int) -> None:
        """To the page's width: its words must not become a column of single ones."""
        self.setFixedWidth(self._desk.theme.px(WIDE if width >= self._desk.theme.px(620) else NARROW))
        self.setVisible(width >= self._desk.theme.px(440))
