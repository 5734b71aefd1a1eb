"""The look into the box before a ballot closes: a small table, what does not agree in words, one key to close it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from lsp_workshop.ui.widgets import RingedButton, fit_words, label, line
from lsp_workshop.ui.workshop.ballots.reconciling import BoxTable

_LINE = 64
"""Letters in a line of the dialog."""


class ClosingDialog(QDialog):
    """Enter closes, Escape goes back. Where something does not agree, Enter asks once more."""

    def __init__(self, parent: QWidget, title: str, found: BoxTable, quiet: str = "") -> None:
        """`quiet` is good to know and no disagreement."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Close the ballot?"))
        self._sure = found.agrees
        self.agrees = found.agrees
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        heading = label(title, "strong", wrap=True)
        layout.addWidget(heading)
        layout.addWidget(line())
        layout.addLayout(self._table(found))
        layout.addWidget(line())
        if quiet:
            layout.addWidget(label(quiet, "body", "muted", wrap=True))
        for remark in found.remarks:
            layout.addWidget(label(remark, "body", "warning", wrap=True))
        said = label(self.tr("Closing shows the result, and no paper can come in after that."), "caption", "muted",
                     wrap=True)  # fmt: skip
        layout.addWidget(said)
        buttons = QDialogButtonBox()
        self.close_it = RingedButton(self.tr("Close the ballot"))
        self.close_it.setProperty("kind", "primary")
        self.back = QPushButton(self.tr("Go back"))
        self.close_it.setDefault(True)
        self.back.setAutoDefault(False)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.RejectRole)
        # Not of the role that accepts: the first press may have to be looked at twice.
        buttons.addButton(self.close_it, QDialogButtonBox.ButtonRole.ActionRole)
        self.back.clicked.connect(self.reject)
        self.close_it.clicked.connect(self._press)
        layout.addWidget(buttons)
        self.close_it.setFocus(Qt.FocusReason.OtherFocusReason)
        fit_words(self, layout, self.fontMetrics().averageCharWidth() * _LINE)
        self.resize(self.minimumSize())
        self.setAccessibleDescription(" ".join((*self._spoken(found), quiet, *found.remarks)).strip())

    def _table(self, found: BoxTable) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        right = Qt.AlignmentFlag.AlignRight
        for across, name in enumerate(found.columns):
            if name:
                grid.addWidget(label(name, "caption", "muted"), 0, across, right)
        for down, cells in enumerate(found.rows, start=1):
            grid.addWidget(label(cells[0]), down, 0)
            for across, figure in enumerate(cells[1:], start=1):
                grid.addWidget(label(figure, "strong"), down, across, right)
        grid.setColumnStretch(0, 1)
        return grid

    def _spoken(self, found: BoxTable) -> list[str]:
        """The table for a reader, a sentence a row."""
        heads = found.columns[1:]
        return [
            f"{cells[0]}: {', '.join(f'{name} {figure}' for name, figure in zip(heads, cells[1:], strict=True))}."
            for cells in found.rows
        ]

    def _press(self) -> None:
        if self._sure:
            self.accept()
            return
        self._sure = True
        self.close_it.setText(self.tr("Close it although this does not agree"))
