"""What can be typed for one row of a template, with a box for each field. What is typed goes out at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.agenda import LONGEST_MINUTES
from lsp_workshop.domain.template_edit import Data, Field, Row, fields_of, read_field
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, FlowLayout, ScrollColumn, column, label, retext, spin_box
from lsp_workshop.ui.widgets import row as row_of

_TITLES = {
    "title": "Title",
    "subtitle": "Line below the title",
    "minutes": "Minutes",
    "text": "Words",
    "hint": "Hint",
    "number": "Number",
    "parts": "Parts, with / between them",
    "statement": "Statement that people rate",
    "prompt": "Prompt",
    "stages": "Offered in the stages",
    "label": "Label",
}
_SMALL = ("number", "minutes")
"""Side by side where a row has both."""
_LINES = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("TemplateForm", text)


class RowForm(ScrollColumn):
    """`typed(Field, str)` at every change; `source_wanted()` for the button beside a source wording."""

    typed = Signal(object, str)
    source_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(margins=(2, 0, 12, 0), spacing=12)
        self._theme = theme
        self._inside = QWidget()
        self._first: QWidget | None = None
        self.nothing = label("", "body", "muted", wrap=True)
        self.source = label("", "body", "muted", wrap=True)
        self.source_button = Button(theme, _tr("Back to the source wording"), "quiet", "quote")
        self.source_button.setAutoDefault(False)
        self.source_button.clicked.connect(self._want_source)
        self.body.addWidget(self._inside)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)

    def show_row(self, data: Data, row: Row | None) -> None:
        """Boxes for this row, with what is in them."""
        old, self._inside = self._inside, QWidget()
        self._first = None
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        side_by_side = row_of(spacing=16)
        for field in fields_of(row) if row is not None else ():
            box = self._box(data, row, field) if row is not None else QWidget()
            titled = column(label(_tr(_TITLES[field.name]), "caption", "muted"), box, spacing=4)
            if field.name in _SMALL:
                side_by_side.addLayout(titled)
                if side_by_side.parent() is None:
                    inside.addLayout(side_by_side)
            else:
                inside.addLayout(titled)
            if self._first is None:
                # Beside what it is the source of, and not below all boxes, where nobody sees it.
                self._first = box
                inside.addWidget(self.source)
                inside.addWidget(self.source_button, 0, Qt.AlignmentFlag.AlignLeft)
        if self._first is None:
            inside.addWidget(self.source)
            inside.addWidget(self.source_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.replaceWidget(old, self._inside)
        old.hide()
        old.deleteLater()
        retext(self.nothing, "" if self._first else _tr("Press Ctrl+Ins to add to this list."))

    def show_source(self, words: str) -> None:
        """The source wording, where the question says something else; "" hides it."""
        retext(self.source, _tr("Source wording: {text}").format(text=words) if words else "")
        self.source_button.setVisible(bool(words))

    def begin(self) -> None:
        """The keyboard into the first box, with its words marked."""
        first = self._first
        if first is not None:
            first.setFocus()
            if isinstance(first, QLineEdit | QPlainTextEdit):
                first.selectAll()

    def _want_source(self) -> None:
        self.source_wanted.emit()

    # --- boxes --------------------------------------------------------------------------------------------

    def _box(self, data: Data, row: Row, field: Field) -> QWidget:
        held = read_field(data, row.place, field)
        if field.form == "stages":
            return self._stages(data, field, held)
        box: QWidget
        if field.form == "minutes":
            box = self._minutes(field, int(held))
        elif field.form == "lines":
            box = self._lines(field, held)
        else:
            line = box = QLineEdit(held)
            # Of a long text its beginning is read first.
            line.setCursorPosition(0)
            line.textEdited.connect(self._teller(field))
        box.setAccessibleName(_tr(_TITLES[field.name]))
        return box

    def _lines(self, field: Field, held: str) -> QPlainTextEdit:
        box = QPlainTextEdit(held)
        box.setTabChangesFocus(True)
        box.setFixedHeight(self._theme.px(20) * _LINES + 20)
        tell = self._teller(field)

        def changed() -> None:
            tell(box.toPlainText())

        box.textChanged.connect(changed)
        return box

    def _minutes(self, field: Field, held: int) -> QSpinBox:
        box = spin_box(0, LONGEST_MINUTES)
        box.setValue(held)
        box.setSpecialValueText(_tr("None"))
        tell = self._teller(field)

        def changed(minutes: int) -> None:
            tell(str(minutes))

        box.valueChanged.connect(changed)
        return box

    def _stages(self, data: Data, field: Field, held: str) -> QWidget:
        """A box to tick for each stage."""
        boxes: list[QCheckBox] = []
        inside = QWidget()
        flow = FlowLayout(inside, 8)
        tell = self._teller(field)

        def ticked(_on: bool) -> None:
            tell(",".join(str(number) for number, box in enumerate(boxes, start=1) if box.isChecked()))

        for number, stage in enumerate(data["stages"], start=1):
            box = QCheckBox(str(number))
            box.setChecked(str(number) in held.split(","))
            box.setAccessibleName(_tr("Stage {number}: {title}").format(number=number, title=stage["title"]))
            box.setToolTip(stage["title"].replace("&", "&&"))
            box.toggled.connect(ticked)
            boxes.append(box)
            flow.addWidget(box)
        if boxes:
            inside.setFocusProxy(boxes[0])
        return inside

    def _teller(self, field: Field) -> Callable[[str], None]:
        def tell(words: str) -> None:
            self.typed.emit(field, words)

        return tell
