"""Rows from a spreadsheet: read, checked one by one, shown, and added as one deed that undo takes back as one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.in_turn import InTurn, add_row, all_in_turn
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.messages import sentence
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables.columns import TableSpec
from lsp_workshop.ui.tables.model import RecordModel
from lsp_workshop.ui.widgets import Button, label

Row = Mapping[str, str]
"""Column key to words."""


def read_rows(text: str, spec: TableSpec) -> list[Row]:
    """The rows of tab-separated text. A first row of the table's own titles says the columns, in any order."""
    lines = [line for line in csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t") if any(map(str.strip, line))]
    if not lines:
        return []
    keys: list[str] = [column.key for column in spec.columns]
    titles = {name.casefold(): column.key for column in spec.columns for name in (column.title, column.key)}
    first = [cell.strip().casefold() for cell in lines[0]]
    if (
        len(first) > 1
        and spec.columns[spec.begins].title.casefold() in first
        and sum(cell in titles for cell in first) > 1
    ):
        keys = [titles.get(cell, "") for cell in first]
        lines = lines[1:]
    return [
        {key: cell.strip() for key, cell in zip(keys, line, strict=False) if key and cell.strip()} for line in lines
    ]


def cells_of(model: RecordModel, indexes: Sequence[QModelIndex]) -> str:
    """The cells as tab-separated text, for a spreadsheet."""
    rows: dict[int, list[QModelIndex]] = {}
    for index in sorted(indexes, key=lambda each: (each.row(), each.column())):
        if not model.is_new_row(index):
            rows.setdefault(index.row(), []).append(index)
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for cells in rows.values():
        writer.writerow([model.typed(index) for index in cells])
    return out.getvalue()


def row_edit(spec: TableSpec, row: Row) -> Edit:
    """A new record with everything the row says."""
    assert spec.add is not None
    puts = []
    begins = spec.columns[spec.begins]
    for column in spec.columns:
        if column is not begins and column.put is not None and row.get(column.key):
            puts.append(lambda record_id, put=column.put, words=row[column.key]: put(record_id, words))
    return add_row(spec.record, spec.add(row.get(begins.key, "")), puts)


@dataclass(frozen=True, slots=True)
class Checked:
    row: Row
    edit: Edit
    problem: str = ""


def check(workshop: Workshop, moment: Moment, spec: TableSpec, rows: Sequence[Row]) -> list[Checked]:
    """Each row tried after those before it; nothing is changed."""
    turn = InTurn(workshop, moment)
    checked = []
    for row in rows:
        edit = row_edit(spec, row)
        try:
            turn.do(edit)
        except DomainError as error:
            checked.append(Checked(row, edit, sentence(error)))
        else:
            checked.append(Checked(row, edit))
    return checked


class PasteDialog(QDialog):
    """What would be added, and which rows cannot be, before anything is."""

    added = Signal(str)
    """The id of the last record that was added."""

    def __init__(self, parent: QWidget, desk: Desk, spec: TableSpec, rows: Sequence[Row]) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spec = spec
        self.checked: list[Checked] = []
        # An edit that changes nothing is how a look at the workshop gets fresh ids and the time.
        desk.session.preview(lambda workshop, moment: self._check(workshop, moment, rows))
        good = sum(1 for each in self.checked if not each.problem)
        self.setWindowTitle(self.tr("Paste rows"))
        self.setMinimumSize(560, 360)
        self._build(good, len(rows) - good)

    def _check(self, workshop: Workshop, moment: Moment, rows: Sequence[Row]) -> Transaction:
        self.checked = check(workshop, moment, self._spec, rows)
        return Transaction("", ())

    def _build(self, good: int, bad: int) -> None:
        noun = self._spec.noun if good == 1 else self._spec.nouns
        question = self.tr("Add {count} {noun}?").format(count=good, noun=noun)
        rest = self.tr("{count} rows cannot be added; they say why.").format(count=bad) if bad else ""
        shown = QListWidget()
        shown.setAccessibleName(self.tr("Rows"))
        shown.setWordWrap(True)
        for each in self.checked:
            words = " · ".join(each.row.values())
            item = QListWidgetItem(f"{words}\n{each.problem}" if each.problem else words)
            icon, token = ("triangle-alert", "danger") if each.problem else ("check", "accent_text")
            item.setIcon(self._desk.theme.icon(icon, token))
            shown.addItem(item)
        self.add_button = Button(self._desk.theme, self.tr("Add {count}").format(count=good), "primary")
        self.add_button.setEnabled(good > 0)
        self.add_button.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.add_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._add)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(question, "title"))
        if rest:
            layout.addWidget(label(rest, "body", "warning", wrap=True))
        layout.addWidget(shown, 1)
        layout.addWidget(buttons)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        edits = [each.edit for each in self.checked if not each.problem]
        noun = self._spec.noun if len(edits) == 1 else self._spec.nouns
        transaction = self._desk.do(all_in_turn(f"add {len(edits)} {noun}", edits), again=self._add)
        if transaction is not None:
            self.accept()
            new = [
                change.id
                for change in transaction.changes
                if change.before is None and change.kind is self._spec.record
            ]
            self.added.emit(new[-1])
