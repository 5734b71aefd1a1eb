"""Many pasted lines: shown as the answers they would become, before they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QWidget

from lsp_workshop.domain.model import Group
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, column, label
from lsp_workshop.ui.workshop.stage.entry import split_label

PastedRow = tuple[str | None, str]


def rows_of(lines: Sequence[str], group_id: str | None, groups: Sequence[Group]) -> list[PastedRow]:
    """Each line as (group, words). "B: words" sets the group for that line and those that follow."""
    rows: list[PastedRow] = []
    current = group_id or None
    for line in lines:
        group, rest = split_label(line.strip(), groups)
        if group is not None:
            current = group.id
        words = rest.strip().removeprefix("•").removeprefix("- ").strip()
        if words:
            rows.append((current, words))
    return rows


class PasteDialog(QDialog):
    """`agreed(rows)` when the person says that this is what was meant."""

    agreed = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget, rows: list[PastedRow], labels: dict[str, str]) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setWindowTitle(self.tr("Paste answers"))
        self.setMinimumSize(theme.px(560), theme.px(360))
        words = QListWidget()
        words.setAccessibleName(self.tr("What would be added"))
        words.setWordWrap(True)
        words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for group_id, text in rows:
            name = labels.get(group_id or "", "")
            words.addItem(f"{name}: {text}" if name else text)
        add = Button(theme, self.tr("Add {count} answers").format(count=len(rows)), "primary")
        add.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        head = label(self.tr("{count} answers, one a line").format(count=len(rows)), "title")
        layout = column(head, words, buttons, spacing=12)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
        self.accepted.connect(self._agree)

    def _agree(self) -> None:
        self.agreed.emit(self._rows)
