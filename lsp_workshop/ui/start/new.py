"""The dialog for a new workshop: title, date, partnership, number of tables. Everything else can wait."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from lsp_workshop.ui.services import NewWorkshop
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, column, label, spin_box

_USUAL_TABLES = 6


class NewDialog(QDialog):
    """`agreed(NewWorkshop)` when it is accepted; it cannot be while there is no title."""

    agreed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New workshop"))
        self.setMinimumWidth(theme.px(480))
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("Away-day 2026"))
        self.partnership = QLineEdit()
        self.partnership.setPlaceholderText(self.tr("Whose day it is"))
        self.date = QDateEdit(QDate.currentDate())
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat(QLocale().dateFormat(QLocale.FormatType.LongFormat))
        self.tables = spin_box(0, 60)
        self.tables.setValue(_USUAL_TABLES)
        form = QFormLayout()
        form.setSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (self.tr("Title"), self.title),
            (self.tr("Partnership"), self.partnership),
            (self.tr("Date"), self.date),
            (self.tr("Tables"), self.tables),
        ):
            field.setAccessibleName(words)
            form.addRow(label(words, "body"), field)
        self._create = Button(theme, self.tr("Create"), "primary")
        self._create.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._create, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = column(
            label(self.tr("New workshop"), "title"),
            label(self.tr("The five stages and their questions come with it."), "body", "muted"),
            form,
            8,
            buttons,
            spacing=12,
        )
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
        self.title.textChanged.connect(self._judge)
        self.accepted.connect(self._agree)
        self._judge()

    def _judge(self) -> None:
        self._create.setEnabled(bool(self.title.text().strip()))

    def _agree(self) -> None:
        new = NewWorkshop(
            title=self.title.text().strip(),
            date=self.date.date().toString(Qt.DateFormat.ISODate),
            partnership=self.partnership.text().strip(),
            tables=self.tables.value(),
        )
        self.agreed.emit(new)
