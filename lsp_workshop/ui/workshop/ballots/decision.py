"""The dialog that makes a decision of a ballot's result: what was decided, how, and who saw it otherwise."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.outcomes import outcome_typed
from lsp_workshop.messages import sentence
from lsp_workshop.ui.widgets import RingedButton, label, set_tone


class DecisionDialog(QDialog):
    """Ctrl+Enter records it. Without words there is nothing to record."""

    def __init__(
        self, parent: QWidget, text: str, outcome: str, basis: str, *, how: str = "", minority_view: str = ""
    ) -> None:
        """`basis` says what the decision rests on, for the facilitator to see."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Record a decision"))
        self.setMinimumWidth(520)
        self._text = QPlainTextEdit(text)
        self._outcome = QLineEdit(outcome)
        self._how = QLineEdit(how)
        self._dissent = QPlainTextEdit()
        self._minority_view = QPlainTextEdit(minority_view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(4)
        for words, field in (
            (self.tr("What was decided"), self._text),
            (self.tr("Outcome"), self._outcome),
            (self.tr("How it was decided"), self._how),
            (self.tr("Dissent, in the words of those who do not agree"), self._dissent),
            (self.tr("Minority view, which the record carries beside it"), self._minority_view),
        ):
            name = label(words, "strong")
            name.setBuddy(field)
            field.setAccessibleName(words)
            layout.addWidget(name)
            layout.addWidget(field)
        for box in (self._text, self._dissent, self._minority_view):
            box.setTabChangesFocus(True)
            box.setFixedHeight(box.fontMetrics().height() * 2 + 24)
            box.setMinimumWidth(480)
        self._rests_on, self._basis = basis, label(basis, "caption", "muted", wrap=True)
        layout.addWidget(self._basis)
        self._ok = RingedButton(self.tr("Record the decision"))
        self._ok.setProperty("kind", "primary")
        self._ok.setShortcut("Ctrl+Return")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._ok, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        # As high as its fields: a wrapped label would have it taller than the window.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self._text.textChanged.connect(self._judge)
        self._outcome.textChanged.connect(self._judge)
        self._text.selectAll()
        self._judge()

    def text(self) -> str:
        return self._text.toPlainText().strip()

    def outcome(self) -> str:
        return self._outcome.text().strip()

    def how(self) -> str:
        return self._how.text().strip()

    def minority_view(self) -> str:
        return self._minority_view.toPlainText().strip()

    def dissent(self) -> str:
        return self._dissent.toPlainText().strip()

    def _judge(self) -> None:
        self._ok.setEnabled(bool(self.text()) and self._outcome_told() == "")

    def _outcome_told(self) -> str:
        """Says below the fields what is wrong with the outcome, before the dialog is gone; "" where nothing is."""
        told = ""
        try:
            if self.outcome():
                outcome_typed(self.outcome())
        except DomainError as error:
            told = sentence(error)
        self._basis.setText(told or self._rests_on)
        set_tone(self._basis, "danger" if told else "muted")
        return told
