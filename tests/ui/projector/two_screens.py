"""A program of its own for `test_two_screens`: opens a workshop, sends a question, says where everything is.

Not a test: it runs with a platform plugin that pytest's own process cannot have. Commands come on standard input, one
a line; after each, a line of JSON says what is where.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from lsp_workshop import paths
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.theme import Mode, Theme
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import FakeServices, blank_session


class Program:
    def __init__(self) -> None:
        self.app = QApplication([])
        framework = read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))
        self.window = WorkshopWindow(
            blank_session(framework), FakeServices(framework), Theme(self.app, Mode.DARK), Jobs()
        )
        self.window.show()
        self.window.start()
        self.window.go(self.window.desk.workshop.stages()[0].id)
        assert isinstance(self.window.projector, RoomProjector)
        self.projector = self.window.projector
        self.told = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self.told.activated.connect(self.obey)

    def obey(self) -> None:
        command = sys.stdin.readline().strip()
        if command == "send":
            self.projector.send_question("Q1.1")
        elif command == "blank":
            self.projector.blank()
        elif not command or command == "end":
            self.window.close()
            self.app.exit(0)
            return
        print(json.dumps(self.state()), flush=True)

    def state(self) -> dict[str, object]:
        room, active = self.projector.room, self.app.activeWindow()
        home = self.window.screen()
        return {
            "screens": [screen.name() for screen in self.app.screens()],
            "home": home.name(),
            "visible": room.isVisible(),
            "on": room.screen().name() if room.isVisible() else "",
            "covers_home": room.isVisible() and room.frameGeometry().intersects(home.geometry()),
            "fills": room.isVisible() and room.geometry() == room.screen().geometry(),
            "preview": not self.projector.preview.isHidden(),
            "title": self.projector.title,
            "has_keyboard": active is room,
        }


if __name__ == "__main__":
    program = Program()
    sys.exit(program.app.exec())
