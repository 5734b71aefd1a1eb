"""Closing the workshop, and opening it again for a dated correction. What is incomplete is shown and is no obstacle."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from lsp_workshop.domain.edits import event
from lsp_workshop.domain.model import Ballot, BallotStatus
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, ScrollColumn, column, fit_room, label
from lsp_workshop.ui.workshop.record.check import missing
from lsp_workshop.ui.workshop.record.lines import MissingLines
from lsp_workshop.ui.workshop.search_index import Hit

_WIDE, _HIGH = 600, 520


def _tr(text: str) -> str:
    return QCoreApplication.translate("Closing", text)


def close_workshop(desk: Desk, window: QWidget) -> None:
    """At once where nothing is missing, because undo opens it again; else by the sheet that says what is."""
    if not missing(desk.workshop, desk.session.now().date()):
        _close(desk)
        return
    desk.dialogs.show(ClosingSheet(desk, window.window()))


def _close(desk: Desk) -> None:
    if desk.do(event.close_workshop()) is not None:
        desk.say(_tr("The workshop is closed; the record is frozen. Ctrl+Z opens it again."))


def reopen_workshop(desk: Desk) -> None:
    """Ask what is to be corrected; when and why is listed in the record."""

    def reopen(reason: str) -> None:
        desk.do(event.reopen_for_correction(reason), words=reason)

    desk.dialogs.ask_text(
        _tr("Reopen for correction"),
        _tr("What is to be corrected, and why? This is dated and listed in the record."),
        "",
        _tr("Reopen"),
        reopen,
    )


class ClosingSheet(QDialog):
    """What is incomplete, line by line; Enter on a line goes there, the button closes the workshop all the same."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hit: Hit | None = None
        self._agreed = False
        self.setWindowTitle(self.tr("Close the workshop"))
        running = any(ballot.status is BallotStatus.OPEN for ballot in desk.workshop.all(Ballot))
        says = self.tr("These are not settled. Each line goes there; the workshop can be closed all the same.")
        if running:
            says = self.tr("A ballot is still open: close it first. The others can stay as they are.")
        self.setAccessibleDescription(says)
        self.lines = MissingLines(desk.theme)
        self.lines.show_missing(missing(desk.workshop, desk.session.now().date()))
        self.lines.wanted.connect(self._go)
        scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=0)
        scroll.body.addWidget(self.lines)
        scroll.body.addStretch(1)
        self.close_it = Button(desk.theme, self.tr("Close the workshop"), "primary", "lock")
        self.close_it.setEnabled(not running)
        self.close_it.setDefault(not running)
        buttons = QDialogButtonBox()
        self.not_yet = buttons.addButton(self.tr("Not yet"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.close_it, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        freezes = self.tr("Closing freezes the record. Corrections after that are dated and listed in it.")
        layout = column(
            label(self.tr("Close the workshop"), "title"), label(says, "body", wrap=True), scroll,
            label(freezes, "caption", "muted", wrap=True), 4, buttons, spacing=12,
        )  # fmt: skip
        layout.setStretch(2, 1)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
        fit_room(self, layout, QSize(desk.theme.px(_WIDE), desk.theme.px(_HIGH)), parent.size() - QSize(48, 48))
        (self.not_yet if running else self.close_it).setFocus(Qt.FocusReason.OtherFocusReason)
        self.finished.connect(self._after)

    def _go(self, hit: Hit) -> None:
        self._hit = hit
        self.reject()

    def _agree(self) -> None:
        self._agreed = True
        self.accept()

    def _after(self, _result: int) -> None:
        """Once the dialog is away: what is gone to wants the keyboard."""
        if self._agreed:
            _close(self._desk)
        elif self._hit is not None:
            self._desk.wanted.emit(self._hit)
