"""One decision: to be read across the table, and, opened, to be put right by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from lsp_workshop.domain import outcomes
from lsp_workshop.domain.edits import plan, records
from lsp_workshop.domain.model import Ballot, BallotStatus, Decision
from lsp_workshop.domain.wording import capital, shortened
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.doubt import DOUBT_ICON, doubt_of
from lsp_workshop.ui.widgets import CardForm, Choices, FocusCard, FormWords, column, form_line, label, retext, row

_OUTCOME_LOOK = {
    outcomes.NOT_SUPPORTED: ("x", "danger"),
    outcomes.NOT_AGREED: ("x", "danger"),
    outcomes.DEFERRED: ("clock", "warning"),
}
_OWN_WORDS = 28
"""Letters of an outcome in the room's own words that stand on its button; the tip has them all."""


def outcome_look(outcome: str) -> tuple[str, str]:
    """Icon and colour; the word stands beside them."""
    if outcomes.is_agreed(outcome):
        return ("circle-check", "accent_text")
    return _OUTCOME_LOOK.get(outcome, ("circle", "muted"))


class DecisionCard(FocusCard):
    """Up and down go on, Enter or F2 opens, Delete removes. `settled` says that the form was left."""

    stepped = Signal(int)
    settled = Signal()

    def __init__(self, desk: Desk, decision: Decision) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self.decision = decision
        self.form: DecisionForm | None = None
        self._sign = QLabel()
        self._outcome = label("", "strong")
        self._how = label("", "caption", "muted", wrap=True)
        self._text = label("", "lead", wrap=True)
        self._dissent = label("", "body", "muted", wrap=True)
        self._minority = label("", "body", "muted", wrap=True)
        self._ballot = label("", "caption", "muted", wrap=True)
        self._reading = QWidget()
        self._doubt_sign = QLabel()
        self._doubt = label("", "caption", "warning")
        head = row(self._sign, self._outcome, self._how, self._doubt_sign, self._doubt, spacing=8)
        inner = QVBoxLayout(self._reading)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addLayout(head)
        inner.addWidget(self._text)
        inner.addWidget(self._dissent)
        inner.addWidget(self._minority)
        inner.addWidget(self._ballot)
        self.body.addWidget(self._reading)
        desk.theme.changed.connect(self._tell)
        self._tell()

    def show_decision(self, decision: Decision) -> None:
        """Newer words; an open form keeps those that are being typed."""
        self.decision = decision
        self._tell()

    def open_form(self) -> None:
        if self.form is not None or not self._desk.can_write:
            return
        self.form = DecisionForm(self._desk, self.decision)
        self.form.left.connect(self._close_form)
        self.body.addWidget(self.form)
        self._reading.hide()
        self.form.show()
        self.form.begin()

    def unsaved(self) -> str:
        """The words of a form that is half typed; "" for none."""
        return self.form.words() if self.form is not None else ""

    def remove(self) -> None:
        if self._desk.can_write and self._desk.do(records.remove(Decision, self.decision.id)):
            self._desk.say(self.tr("The decision was removed. Ctrl+Z brings it back."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.form is not None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.open_form()
        elif key == Qt.Key.Key_Delete:
            self.remove()
        elif key == Qt.Key.Key_Escape:
            self.settled.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.decision.text)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.open_form()

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
        self._reading.show()
        self.setFocus()

    def _tell(self) -> None:
        decision, theme = self.decision, self._desk.theme
        icon, token = outcome_look(decision.outcome)
        self._sign.setPixmap(theme.pixmap(icon, token, 18))
        self._outcome.setText(capital(decision.outcome))
        self._how.setText(decision.how)
        self._text.setText(decision.text)
        retext(self._dissent, self.tr("Dissent: {words}").format(words=decision.dissent) if decision.dissent else "")
        minority = decision.minority_view
        retext(self._minority, self.tr("Minority view: {words}").format(words=minority) if minority else "")
        ballot = self._desk.workshop.find(Ballot, decision.ballot_id)
        retext(self._ballot, self.tr("Rests on the ballot “{title}”").format(title=ballot.title) if ballot else "")
        self._doubt_sign.setPixmap(theme.pixmap(DOUBT_ICON, "warning", 16))
        retext(self._doubt, doubt_of(decision))
        self._doubt_sign.setVisible(bool(self._doubt.text()))
        against = (self._dissent.text(), self._minority.text())
        spoken = (self._outcome.text(), decision.text, self._doubt.text(), decision.how, *against)
        self.setAccessibleName(". ".join(part for part in spoken if part))


class DecisionForm(CardForm):
    """The fields of a decision, saved together as one deed by Enter; Escape leaves everything as it was."""

    def __init__(self, desk: Desk, decision: Decision) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self._decision = decision
        self.text = FormWords(decision.text, self.tr("Decision"))
        self.text.setFixedHeight(desk.theme.px(72))
        self.outcome = self._outcomes()
        self.how = form_line(decision.how, self.tr("How it was decided"), self.tr("How: by ballot, by show of hands…"))
        self.dissent = form_line(decision.dissent, self.tr("Dissent"), self.tr("Dissent: who disagrees, and why"))
        self.minority_view = form_line(
            decision.minority_view, self.tr("Minority view"), self.tr("Minority view: what some see otherwise")
        )
        self.ballot = QComboBox()
        self.ballot.setAccessibleName(self.tr("The ballot behind it"))
        self._fill_ballots()
        self.setLayout(
            column(
                self.text, self.outcome, self.how, self.dissent, self.minority_view, self.ballot,
                row(self.save_button, self.cancel_button, None, self.keys),
            )
        )  # fmt: skip
        self.how.returnPressed.connect(self.save)
        self.dissent.returnPressed.connect(self.save)
        self.minority_view.returnPressed.connect(self.save)

    def begin(self) -> None:
        self.text.setFocus()
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def save(self) -> None:
        """One deed; where it is refused the form stays open with the words in it."""
        edit = plan.change_decision(self._decision.id, **self._changes())
        if self._desk.do(edit, again=self.save) is not None:
            self.left.emit()

    def words(self) -> str:
        """The decision, where anything about it was changed here and not saved; "" where leaving loses nothing."""
        return (self.text.toPlainText().strip() or self._decision.text) if self._changes() else ""

    def _changes(self) -> dict[str, str | None]:
        """The fields that say something else than the decision did: what nobody touched stays as it is."""
        fields: dict[str, str | None] = {
            "text": self.text.toPlainText(),
            "outcome": self.outcome.current(),
            "how": self.how.text().strip(),
            "dissent": self.dissent.text().strip(),
            "minority_view": self.minority_view.text().strip(),
            "ballot_id": self.ballot.currentData(),
        }
        return {name: value for name, value in fields.items() if value != getattr(self._decision, name)}

    def _outcomes(self) -> Choices:
        """The usual outcomes, and the decision's own where it is none of them."""
        own = self._decision.outcome
        words = {
            outcomes.AGREED: self.tr("Agreed"),
            outcomes.NOT_SUPPORTED: self.tr("Not supported"),
            outcomes.DEFERRED: self.tr("Deferred"),
        }
        known = [(outcome, words[outcome]) for outcome in outcomes.USUAL]
        if own in outcomes.USUAL:
            choices = Choices(known, wrap=True)
        else:
            shown = shortened(capital(own), _OWN_WORDS) or self.tr("No outcome")
            choices = Choices([(own, shown.replace("&", "&&")), *known], wrap=True)
            choices.set_tip(own, capital(own))
        choices.choose(own)
        return choices

    def _fill_ballots(self) -> None:
        self.ballot.addItem(self.tr("No ballot behind it"), None)
        for ballot in self._desk.workshop.all(Ballot):
            here = ballot.stage_id == self._decision.stage_id and ballot.status is BallotStatus.CLOSED
            if here or ballot.id == self._decision.ballot_id:
                self.ballot.addItem(ballot.title, ballot.id)
        self.ballot.setCurrentIndex(max(self.ballot.findData(self._decision.ballot_id), 0))
        self.ballot.setVisible(self.ballot.count() > 1)
        # A long title must not push the form wider than its card.
        self.ballot.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
