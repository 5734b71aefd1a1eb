"""The end-of-day forms, typed at speed: a key for each statement, Enter for the next form; means beside them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lsp_workshop.domain.edits import feedback
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.feedback_means import Given, means
from lsp_workshop.domain.model import FEEDBACK_ID, Feedback, WorkshopDetails
from lsp_workshop.domain.wording import counted, mean
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import Line, Lines
from lsp_workshop.ui.widgets import Button, Card, ScrollColumn, column, label, line, row
from lsp_workshop.ui.workshop.page import still_there


class FormLine(Line):
    """A form as it is typed. A key that is no score of the scale goes nowhere, so that no slip gets in."""

    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.held = Feedback(id=FEEDBACK_ID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and key and key.isprintable():
            # The space bar is the largest key, and what it leaves is to be seen.
            key = "-" if key in feedback.BLANKS else key
            if len(self.text()) - len(self.selectedText()) >= len(self.held.statements) or not self._takes(key):
                self.refused.emit(key)
                return
            self.insert(key)
            return
        super().keyPressEvent(event)

    def _takes(self, key: str) -> bool:
        try:
            feedback.typed_scores(self.held, key)
        except DomainError:
            return False
        return True


class FeedbackSection(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[str, ...] = ()
        self._keys: list[QLabel] = []
        self._figures: list[QLabel] = []
        self.entry = FormLine()
        self.entry.setProperty("kind", "entry")
        self.entry.setAccessibleName(self.tr("A form: a key for each statement"))
        self.state = label("", "caption", "muted", wrap=True)
        self.comment = Line()
        self.comment.setPlaceholderText(self.tr("Add a comment, press Enter"))
        self.comment.setAccessibleName(self.tr("Add a comment"))
        self.statements = Lines()
        self.statements.setTabChangesFocus(True)
        self.statements.setAccessibleName(self.tr("Statements to score, one a line"))
        self.statements.setPlaceholderText(self.tr("Statements to score, one a line. Ctrl+Enter keeps them."))
        self.statements.installEventFilter(self)
        self.scale = Line()
        self.scale.setAccessibleName(self.tr("Scale"))
        self.set_button = Button(desk.theme, self.tr("Use these statements"), "secondary", "check")
        self.usual_button = Button(desk.theme, self.tr("Usual statements"), "quiet", "list-checks")
        self.change_button = Button(desk.theme, self.tr("Change the statements…"), "quiet", "pencil")
        self._build()
        self.entry.returnPressed.connect(self.save_form)
        self.entry.textChanged.connect(self._typed)
        self.entry.refused.connect(self._tell_refused)
        self.comment.returnPressed.connect(self.save_comment)
        self.set_button.clicked.connect(self.save_statements)
        self.usual_button.clicked.connect(self._fill_usual)
        self.change_button.clicked.connect(self._change)
        self._asking = False
        self._load()

    def _build(self) -> None:
        self._scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=12)
        self._asked = Card(self.tr("What the form asks"))
        self._asked.body.addWidget(self.statements)
        self.scale.setMaximumWidth(self._desk.theme.px(96))
        below = row(label(self.tr("Scale"), "body", "muted"), self.scale, None, self.usual_button, self.set_button)
        self._asked.body.addLayout(below)
        self._scores = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._scores.body.addLayout(self._grid)
        self._comments = Card(self.tr("In people’s own words"))
        self._words = column(spacing=8)
        self._comments.body.addLayout(self._words)
        for card in (self._asked, self._scores, self._comments):
            self._scroll.body.addWidget(card)
        self._scroll.body.addStretch(1)
        layout = column(self.entry, row(self.state, self.change_button, spacing=8), self.comment, spacing=8)
        layout.addWidget(self._scroll, 1)
        self.setLayout(layout)

    # --- a section ----------------------------------------------------------------------------------------

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Feedback, WorkshopDetails):
            self._load()

    def focus(self) -> None:
        if not self.entry.isHidden():
            self.entry.setFocus()
        elif not self._asked.isHidden():
            self.statements.setFocus()
        else:
            self.setFocus()

    def keep(self) -> str:
        """A half-typed form or comment is nobody's to save."""
        typed = self.statements.toPlainText().strip()
        unsaved = typed if not self._asked.isHidden() and typed != self.statements.saved_words.strip() else ""
        return still_there([self.entry.text(), self.comment.text().strip(), unsaved])

    # --- saving -------------------------------------------------------------------------------------------

    def save_form(self) -> None:
        """Enter: the form is in, the line is ready for the next."""
        keys = self.entry.text()
        if not keys.strip():
            return
        scores = feedback.typed_scores(self._held, keys)
        if self._desk.do(feedback.add_form(scores), again=self.save_form) is not None:
            self.entry.clear()

    def save_comment(self) -> None:
        words = self.comment.text()
        if words.strip() and self._desk.do(feedback.add_comment(words), again=self.save_comment) is not None:
            self.comment.clear()

    def save_statements(self) -> None:
        words = [each.strip() for each in self.statements.toPlainText().splitlines() if each.strip()]
        if words and self._desk.do(
            feedback.set_statements(words, self.scale.text().strip() or feedback.SCALE), again=self.save_statements
        ):
            self._asking = False
            self._load()
            self.focus()

    def _fill_usual(self) -> None:
        self.statements.setPlainText("\n".join(feedback.USUAL))
        self.statements.setFocus()

    def _change(self) -> None:
        self._asking = True
        self._load()
        self.statements.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.statements and isinstance(event, QKeyEvent) and event.type() is QKeyEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save_statements()
                return True
        return False

    # --- showing ------------------------------------------------------------------------------------------

    @property
    def _held(self) -> Feedback:
        return self._desk.workshop.feedback() or Feedback(id=FEEDBACK_ID)

    def _load(self) -> None:
        held, can_write = self._held, self._desk.can_write
        self.entry.held = held
        asking = can_write and not held.forms and (self._asking or not held.statements)
        if not asking or not self.statements.toPlainText().strip():
            words = "\n".join(held.statements)
            self.statements.setPlainText(words)
            self.statements.saved_words = words
            self.scale.setText(held.scale)
            self.scale.saved_words = held.scale
        self._asked.setVisible(asking)
        self.entry.setVisible(can_write and bool(held.statements) and not asking)
        self.change_button.setVisible(can_write and bool(held.statements) and not held.forms and not asking)
        self.comment.setVisible(can_write)
        self._scores.setVisible(bool(held.statements) and not asking)
        self.entry.setPlaceholderText(
            self.tr("{count} keys on a scale of {scale}, Space for none, then Enter").format(
                count=len(held.statements), scale=held.scale
            )
        )
        if self._shown != held.statements:
            self._lay_rows(held.statements)
        for shown, given in zip(self._figures, means(held), strict=True):
            shown.setText(_figure(given))
            shown.setAccessibleName(f"{given.statement}: {_figure(given)}")
        self._show_comments(held.comments)
        self._typed(self.entry.text())

    def _lay_rows(self, statements: tuple[str, ...]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._keys, self._figures, self._shown = [], [], statements
        for place, words in enumerate(statements):
            key, figure = label("", "strong", "accent"), label("", "body", "muted")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            key.setMinimumWidth(self._desk.theme.px(24))
            self._grid.addWidget(label(f"{place + 1}  {words}", "body", wrap=True), place, 0)
            self._grid.addWidget(key, place, 1)
            self._grid.addWidget(figure, place, 2)
            self._keys.append(key)
            self._figures.append(figure)

    def _show_comments(self, comments: tuple[str, ...]) -> None:
        self._comments.setVisible(bool(comments))
        while self._words.count():
            item = self._words.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, words in enumerate(reversed(comments)):
            if place:
                self._words.addWidget(line())
            self._words.addWidget(label(words, "body", wrap=True))

    def _typed(self, keys: str) -> None:
        for place, shown in enumerate(self._keys):
            shown.setText({"": "", "-": "–"}.get(keys[place : place + 1], keys[place : place + 1]))
        self._tell(keys)

    def _tell(self, keys: str) -> None:
        forms, asked = len(self._held.forms), len(self._held.statements)
        words = [self.tr("{forms} in").format(forms=counted(forms, "form"))] if forms else []
        if keys:
            words.append(self.tr("{typed} of {asked} typed; Enter keeps the form").format(typed=len(keys), asked=asked))
        elif asked and self._desk.can_write and not forms:
            words.append(self.tr("Nobody’s name is kept. Ctrl+Z takes the last form back."))
        self.state.setText(" · ".join(words))

    def _tell_refused(self, key: str) -> None:
        held = self._held
        if len(self.entry.text()) >= len(held.statements):
            self.state.setText(self.tr("The form is full: Enter keeps it."))
        else:
            self.state.setText(
                self.tr("“{key}” is not on the scale {scale}; Space leaves a statement out.").format(
                    key=key, scale=held.scale
                )
            )


def _figure(given: Given) -> str:
    """ "4.1, n = 26"; nothing where nobody scored it."""
    return f"{mean(given.mean)}, n = {given.count}" if given.count else ""
