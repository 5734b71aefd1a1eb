"""The purpose statement: a box for the next wording, and below it those that there were. Rules are in the domain."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from lsp_workshop.domain.edits.purpose import bring_back_purpose, draft_purpose, write_purpose
from lsp_workshop.domain.model import Answer, PurposeStatement, Question
from lsp_workshop.domain.purpose import headlines, standing
from lsp_workshop.domain.wording import counted
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import RecordTable
from lsp_workshop.ui.widgets import Button, Card, column, label, retext
from lsp_workshop.ui.widgets.flow import FlowLayout
from lsp_workshop.ui.workshop.purpose.specs import wordings_table


class _Box(QPlainTextEdit):
    """Plain words. Tab goes on: a statement has no use for one."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bare")
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class StatementSection(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = ""
        """The wording in the box as it is saved: what differs from it is somebody's and stays."""
        self.box = _Box()
        self.box.setAccessibleName(self.tr("Purpose statement"))
        self.box.setPlaceholderText(self.tr("Our partnership is there to …"))
        self.box.textChanged.connect(self._tell)
        self.state = label("", "caption", "muted", wrap=True)
        theme = desk.theme
        self.draft = Button(theme, self.tr("Draft from headlines"), "secondary", "star")
        self.save = Button(theme, self.tr("Save this wording"), "secondary", "save")
        self.project = Button(theme, self.tr("On the projector"), "secondary", "presentation")
        self.back = Button(theme, self.tr("Bring this wording back"), "quiet", "archive-restore")
        buttons = QWidget()
        flow = FlowLayout(buttons, 8)
        for button in (self.draft, self.save, self.project):
            flow.addWidget(button)
        self.table = RecordTable(desk, wordings_table())
        card = Card()
        card.body.addWidget(self.box, 1)
        card.body.addWidget(self.state)
        self._earlier = Card(margin=4)
        self._earlier.body.addWidget(self.table)
        layout = column(spacing=8)
        layout.addWidget(card, 3)
        layout.addWidget(buttons)
        layout.addWidget(self._earlier, 2)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)
        self.draft.clicked.connect(self.draft_it)
        self.save.clicked.connect(self.save_it)
        self.project.clicked.connect(self.project_it)
        self.back.clicked.connect(self.bring_back)
        self.table.current_changed.connect(self._row_changed)
        self._load()

    # --- a section ----------------------------------------------------------------------------------------

    def refresh(self, notice: Notice) -> None:
        touched = notice.transaction
        if touched.touches(PurposeStatement):
            self._load()
        elif touched.touches(Answer, Question):
            self._tell()
        else:
            self.allow()

    def focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> str:
        """A half-typed wording is not saved as one that stands: the window asks."""
        return self.box.toPlainText().strip() if self._is_changed() else ""

    def show_wording(self, purpose_id: str) -> None:
        self.table.select(purpose_id)
        self.focus()

    # --- showing ------------------------------------------------------------------------------------------

    def _is_changed(self) -> bool:
        return self.box.toPlainText().strip() != self._shown.strip()

    def _load(self) -> None:
        """The wording that stands, unless somebody is in the middle of another."""
        now = standing(self._desk.workshop)
        words = now.text if now is not None else ""
        typed = self.box.toPlainText().strip()
        changed, self._shown = self._is_changed(), words
        if not changed or typed == words.strip():
            self._put(words)
        self._tell()

    def _put(self, words: str) -> None:
        if self.box.toPlainText() != words:
            self.box.setPlainText(words)
            self.box.moveCursor(QTextCursor.MoveOperation.End)

    def _tell(self) -> None:
        versions = self._desk.workshop.count(PurposeStatement)
        marked = counted(len(headlines(self._desk.workshop)), "headline")
        if self._is_changed():
            words = self.tr("Not saved yet: Ctrl+S keeps this wording, and those before it.")
        elif versions:
            words = self.tr("Wording {number}: it stands in the record.").format(number=versions)
        else:
            words = self.tr("No wording yet. {headlines} in this stage to draft from.").format(headlines=marked)
        retext(self.state, words)
        self._earlier.setVisible(versions > 1)
        self.allow()

    def allow(self) -> None:
        desk, can_write = self._desk, self._desk.can_write
        self.box.setReadOnly(not can_write)
        drafting = can_write and bool(headlines(desk.workshop))
        saving = can_write and self._is_changed()
        projecting = desk.projector.available and bool(self._shown or (can_write and self.box.toPlainText().strip()))
        for action_id, button, allowed in (
            ("draft_purpose", self.draft, drafting),
            ("save_purpose", self.save, saving),
            ("project_purpose", self.project, projecting),
            ("bring_back_purpose", self.back, self._chosen() is not None and can_write),
        ):
            desk.actions[action_id].setEnabled(allowed)
            button.setEnabled(allowed)
        self.back.setVisible(desk.workshop.count(PurposeStatement) > 1)

    def _row_changed(self, _purpose_id: str) -> None:
        self.allow()

    def _chosen(self) -> PurposeStatement | None:
        """The wording in the table that could come back."""
        found = self.table.records.record(self.table.currentIndex().row())
        return found if isinstance(found, PurposeStatement) and found.text != self._shown else None

    # --- what is done -------------------------------------------------------------------------------------

    def save_it(self) -> None:
        words = self.box.toPlainText().strip()
        if self._is_changed() and self._desk.do(write_purpose(words), again=self.save_it) is not None:
            self._put(self._shown)

    def draft_it(self) -> None:
        """What stands in the box unsaved becomes a wording of its own first."""
        typed = self.box.toPlainText() if self._is_changed() else ""
        if self._desk.do(draft_purpose(typed), again=self.draft_it) is not None:
            self._put(self._shown)
            self.focus()

    def bring_back(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if self._is_changed():
            self._desk.say(self.tr("Save or take back what is typed first: it would be lost."))
            return
        if self._desk.do(bring_back_purpose(chosen.id)) is not None:
            self.focus()

    def project_it(self) -> None:
        """The wording that stands; what is typed becomes it first, so that the room sees what the record has."""
        if self._is_changed() and self._desk.can_write:
            self.save_it()
        now = standing(self._desk.workshop)
        if now is not None and not self._is_changed():
            self._desk.projector.send_purpose(now.id)
