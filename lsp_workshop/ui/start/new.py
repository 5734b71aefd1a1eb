"""The dialog for a new workshop: title, date, partnership, number of tables. Everything else can wait.

For a workshop that follows another one the title and the date are all: the partnership and its tables come along.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from lsp_workshop.ui.services import NewWorkshop, SavedWorkshop, TemplateRow
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, column, label, spin_box

_USUAL_TABLES = 6
_LINE = 432
"""How wide the dialog's lines are."""


class NewDialog(QDialog):
    """`agreed(NewWorkshop)` when it is accepted; it cannot be while there is no title."""

    agreed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        after: SavedWorkshop | None = None,
        *,
        templates: Sequence[TemplateRow] = (),
    ) -> None:
        """`after` is the workshop that the new one follows; `templates` are those on offer, the usual one first."""
        super().__init__(parent)
        called = self.tr("Follow-up workshop") if after else self.tr("New workshop")
        self.setWindowTitle(called)
        self.setMinimumWidth(theme.px(480))
        self._make_fields(theme, after, templates)
        self._create = Button(theme, self.tr("Create"), "primary")
        self._create.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._create, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        comes = self._what_comes(after) if after else ""
        about_it = label(comes, "body", "muted", wrap=True)
        about_it.setMinimumWidth(theme.px(_LINE))
        layout = column(
            label(called, "title"),
            *((about_it,) if comes else ()),
            self._form(follows=after is not None),
            8,
            buttons,
            spacing=12,
        )
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
        self.title.textChanged.connect(self._judge)
        self.accepted.connect(self._agree)
        self._judge()
        self._describe(0)

    def _make_fields(self, theme: Theme, after: SavedWorkshop | None, templates: Sequence[TemplateRow]) -> None:
        self.title = QLineEdit(after.title if after else "")
        self.title.selectAll()
        self.title.setPlaceholderText(self.tr("Away-day 2026"))
        self.partnership = QLineEdit()
        self.partnership.setPlaceholderText(self.tr("Whose day it is"))
        self.date = QDateEdit(QDate.currentDate())
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat(QLocale().dateFormat(QLocale.FormatType.LongFormat))
        self.tables = spin_box(0, 60)
        self.tables.setValue(_USUAL_TABLES)
        self._abouts = {each.key: each.about for each in templates}
        self._about = label("", "caption", "muted", wrap=True)
        # Else the dialog asks for the height that the words take in no width at all.
        self._about.setMinimumWidth(theme.px(_LINE - 92))
        self.template = QComboBox()
        # A long name makes nobody's dialog wider than the screen.
        self.template.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.template.setMinimumContentsLength(24)
        if after is not None:
            self.template.addItem(self.tr("The same as last time"), "")
        for each in templates:
            self.template.addItem(each.name, each.key)
        self.template.currentIndexChanged.connect(self._describe)

    def _form(self, *, follows: bool) -> QFormLayout:
        """`follows`: of a follow-up less is asked."""
        form = QFormLayout()
        form.setSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        every: list[tuple[str, QWidget]] = [
            (self.tr("Title"), self.title),
            (self.tr("Partnership"), self.partnership),
            (self.tr("Date"), self.date),
            (self.tr("Tables"), self.tables),
        ]
        asked = every[::2] if follows else every
        if self.template.count():
            asked = [*asked, (self.tr("Template"), self.template)]
        for words, field in asked:
            field.setAccessibleName(words)
            form.addRow(label(words, "body"), field)
        if self.template.count():
            form.addRow("", self._about)
        return form

    def _what_comes(self, after: SavedWorkshop) -> str:
        return self.tr(
            "After “{title}”: people, organisations and tables come along, open actions and parked points too. "
            "What was promised is rated in the review. Who may be named is asked again."
        ).format(title=after.title)

    def _describe(self, _number: int) -> None:
        about = self._abouts.get(self.template.currentData() or "", "")
        self._about.setText(about)
        self.template.setAccessibleDescription(about)

    def _judge(self) -> None:
        self._create.setEnabled(bool(self.title.text().strip()))

    def _agree(self) -> None:
        new = NewWorkshop(
            title=self.title.text().strip(),
            date=self.date.date().toString(Qt.DateFormat.ISODate),
            partnership=self.partnership.text().strip(),
            tables=self.tables.value(),
            template=self.template.currentData() or "",
        )
        self.agreed.emit(new)
