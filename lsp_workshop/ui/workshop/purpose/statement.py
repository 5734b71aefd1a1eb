"""The purpose statement: a box for the next wording, in which those before it are looked at too. Rules: the domain."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from lsp_workshop.domain.edits.purpose import bring_back_purpose, draft_purpose, write_purpose
from lsp_workshop.domain.model import Answer, PurposeStatement, Question
from lsp_workshop.domain.purpose import headlines, standing
from lsp_workshop.domain.wording import counted, date_words
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tokens import MEASURE
from lsp_workshop.ui.widgets import Button, Card, IconButton, column, label, retext, row
from lsp_workshop.ui.widgets.flow import FlowLayout


class StatementSection(QWidget):
    """What is typed and not saved stays, whatever is looked at meanwhile."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._saved = ""
        """The wording that stands, as the box had it: what differs from it is somebody's."""
        self._looked_at: str | None = None
        """The earlier wording in the box, by its id; None where it is the one that is written."""
        self._typed = ""
        """What was in the box before an earlier wording came into it."""
        theme = desk.theme
        self.box = QPlainTextEdit()
        self.box.setProperty("kind", "bare")
        self.box.setProperty("role", "lead")
        self.box.setTabChangesFocus(True)
        self.box.setMinimumHeight(1)
        self.box.setAccessibleName(self.tr("Purpose statement"))
        self.box.setPlaceholderText(self.tr("Our partnership is there to …"))
        self.state = label("", "caption", "muted", wrap=True)
        self.earlier = IconButton(theme, "chevron-left", self.tr("The wording before (Alt+Left)"))
        self.later = IconButton(theme, "chevron-right", self.tr("The wording after (Alt+Right)"))
        self.draft = Button(theme, self.tr("Draft from headlines"), "secondary", "star")
        self.save = Button(theme, self.tr("Save this wording"), "secondary", "save")
        self.back = Button(theme, self.tr("Bring this wording back"), "secondary", "archive-restore")
        self.project = Button(theme, self.tr("On the projector"), "secondary", "presentation")
        card = Card()
        across = row(spacing=0)
        across.addWidget(self.box, 1)
        across.addStretch(0)
        card.body.addLayout(across, 1)
        below = row(self.earlier, self.later, spacing=4)
        below.addWidget(self.state, 1)
        card.body.addLayout(below)
        buttons = QWidget()
        flow = FlowLayout(buttons, 8)
        for button in (self.draft, self.save, self.back, self.project):
            flow.addWidget(button)
        layout = column(spacing=8)
        layout.addWidget(card, 1)
        layout.addWidget(buttons)
        self.setLayout(layout)
        self._connect()
        self._measure()
        self._load()

    def _measure(self) -> None:
        self.box.setMaximumWidth(self._desk.theme.px(MEASURE))

    def _connect(self) -> None:
        self._desk.theme.changed.connect(self._measure)
        self.box.textChanged.connect(self._tell)
        self.draft.clicked.connect(self.draft_it)
        self.save.clicked.connect(self.save_it)
        self.back.clicked.connect(self.bring_back)
        self.project.clicked.connect(self.project_it)
        self.earlier.clicked.connect(self.look_earlier)
        self.later.clicked.connect(self.look_later)

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
        return self._written if self._is_changed() else ""

    def show_wording(self, purpose_id: str) -> None:
        self._look_at(self._desk.workshop.find(PurposeStatement, purpose_id))
        self.focus()

    # --- showing ------------------------------------------------------------------------------------------

    @property
    def _versions(self) -> Sequence[PurposeStatement]:
        return self._desk.workshop.all(PurposeStatement)

    @property
    def _written(self) -> str:
        """What is typed, though an earlier wording is in the box."""
        return (self.box.toPlainText() if self._looked_at is None else self._typed).strip()

    def _is_changed(self) -> bool:
        return self._written != self._saved.strip()

    def _load(self) -> None:
        """The wording that stands, unless somebody is in the middle of another."""
        now = standing(self._desk.workshop)
        was_changed, self._saved = self._is_changed(), now.text if now is not None else ""
        looked_at = self._desk.workshop.find(PurposeStatement, self._looked_at)
        if not was_changed:
            self._typed = self._saved
            if looked_at is None:
                self._put(self._saved)
        if self._looked_at is not None and looked_at is None:
            # It was taken back while it was looked at.
            self._look_at(None)
        self._tell()

    def _put(self, words: str) -> None:
        if self.box.toPlainText() != words:
            self.box.setPlainText(words)
            self.box.moveCursor(QTextCursor.MoveOperation.End)

    def _look_at(self, purpose: PurposeStatement | None) -> None:
        """An earlier wording, or (the one that stands, or None) what is being written."""
        now = standing(self._desk.workshop)
        if self._looked_at is None:
            self._typed = self.box.toPlainText()
        earlier = purpose is not None and now is not None and purpose.id != now.id
        # The words come in before it is said whose they are: `_tell` follows them.
        self._looked_at = purpose.id if purpose is not None and earlier else None
        self._put(purpose.text if purpose is not None and earlier else self._typed)
        if self._looked_at is not None:
            # It is read, from its beginning.
            self.box.moveCursor(QTextCursor.MoveOperation.Start)
        self._tell()

    @property
    def _place(self) -> int:
        """Of the wording in the box, from 0; of what is written, that of the wording that stands."""
        ids = [each.id for each in self._versions]
        return ids.index(self._looked_at) if self._looked_at in ids else len(ids) - 1

    def _tell(self) -> None:
        versions, place = self._versions, self._place
        number = {"number": place + 1, "count": len(versions), "when": self._when(versions[place])} if versions else {}
        if self._looked_at is not None:
            words = self.tr("Wording {number} of {count}, {when}: an earlier one.").format(**number)
        elif self._is_changed():
            words = self.tr("Not saved yet: Ctrl+S keeps this wording, and those before it.")
        elif versions:
            words = self.tr("Wording {number} of {count}, {when}: it stands in the record.").format(**number)
        elif marked := len(headlines(self._desk.workshop)):
            counted_ones = counted(marked, "headline")
            words = self.tr("No wording yet: {headlines} to draft it from.").format(headlines=counted_ones)
        else:
            words = self.tr("No wording yet: type it, or mark answers as headlines (H) to draft it from.")
        retext(self.state, words)
        self.allow()

    def _when(self, purpose: PurposeStatement) -> str:
        """ "14:02"; with the day where it is not the workshop's."""
        day, _, time = purpose.written_at.partition("T")
        return time[:5] if day == self._desk.workshop.details.date else date_words(purpose.written_at)

    def allow(self) -> None:
        desk, can_write = self._desk, self._desk.can_write
        place, last = self._place, len(self._versions) - 1
        looking = self._looked_at is not None
        self.box.setReadOnly(looking or not can_write)
        for action_id, button, allowed in (
            ("draft_purpose", self.draft, can_write and bool(headlines(desk.workshop))),
            ("save_purpose", self.save, can_write and not looking and self._is_changed()),
            ("bring_back_purpose", self.back, can_write and looking),
            ("project_purpose", self.project, desk.projector.available and (last >= 0 or bool(self._written))),
            ("purpose_earlier", self.earlier, place > 0),
            ("purpose_later", self.later, place < last),
        ):
            desk.actions[action_id].setEnabled(allowed)
            button.setEnabled(allowed)
        self.back.setVisible(looking)
        self.save.setVisible(not looking)
        for step in (self.earlier, self.later):
            step.setVisible(last > 0)

    # --- what is done -------------------------------------------------------------------------------------

    def look_earlier(self) -> None:
        if self._place > 0:
            self._look_at(self._versions[self._place - 1])

    def look_later(self) -> None:
        if self._looked_at is not None:
            self._look_at(self._versions[self._place + 1])

    def save_it(self) -> None:
        if self._is_changed() and self._desk.do(write_purpose(self._written), again=self.save_it) is not None:
            self._back_to_what_stands()

    def draft_it(self) -> None:
        """What was typed and not saved becomes a wording of its own first."""
        typed = self._written if self._is_changed() else ""
        if self._desk.do(draft_purpose(typed), again=self.draft_it) is not None:
            self._back_to_what_stands()

    def bring_back(self) -> None:
        if self._looked_at is None:
            return
        if self._is_changed():
            self._look_at(None)
            self._desk.say(self.tr("This is not saved yet: save it, or empty the box, then bring the other back."))
        elif self._desk.do(bring_back_purpose(self._looked_at), again=self.bring_back) is not None:
            self._back_to_what_stands()

    def _back_to_what_stands(self) -> None:
        self._looked_at, self._typed = None, self._saved
        self._put(self._saved)
        self._tell()
        self.focus()

    def project_it(self) -> None:
        """The wording in the box; one that is typed is saved first, so that the room sees what the record has."""
        if self._looked_at is None and self._is_changed() and self._desk.can_write:
            self.save_it()
        shown = self._looked_at or (None if self._is_changed() else getattr(standing(self._desk.workshop), "id", None))
        if shown is not None:
            self._desk.projector.send_purpose(shown)
