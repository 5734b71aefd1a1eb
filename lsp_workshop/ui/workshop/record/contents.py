"""The left column of the Record page: what the record holds, what it still lacks, and closing the workshop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Card, ScrollColumn, column, label, row
from lsp_workshop.ui.workshop.record.check import counts, missing


class Contents(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=12)
        self._counts = Card(self.tr("In the record"))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._counts.body.addLayout(self._grid)
        self._missing = Card(self.tr("Still to settle"))
        self._lines = column(spacing=8)
        self._missing.body.addLayout(self._lines)
        self._scroll.body.addWidget(self._missing)
        self._scroll.body.addWidget(self._counts)
        self._scroll.body.addStretch(1)
        self.setLayout(column(self._scroll))
        self._signs: list[tuple[QLabel, str, str]] = []
        self._numbers: list[QLabel] = []
        self.sentences: list[str] = []
        for place, count in enumerate(counts(desk.workshop)):
            number = label("", "strong")
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            number.setAccessibleName(count.what)
            self._numbers.append(number)
            self._grid.addWidget(label(count.what, "body", "muted"), place, 0)
            self._grid.addWidget(number, place, 1)
        desk.theme.changed.connect(self._tint)
        self.refresh()

    def refresh(self) -> None:
        workshop = self._desk.workshop
        for number, count in zip(self._numbers, counts(workshop), strict=True):
            number.setText(f"{count.number:,}")
            # A number alone says nothing to a reader who moves from label to label.
            number.setAccessibleName(f"{count.what}: {count.number}")
        fresh = missing(workshop, self._desk.session.now().date())
        if fresh != self.sentences or not self._signs:
            self.sentences = fresh
            self._show_missing()

    def _show_missing(self) -> None:
        self._signs.clear()
        while self._lines.count():
            line = self._lines.takeAt(0)
            holder = line.widget() if line is not None else None
            if holder is not None:
                holder.hide()
                holder.deleteLater()
        rows = [("triangle-alert", "warning", words) for words in self.sentences]
        for icon, token, words in rows or [("circle-check", "accent_text", self.tr("Nothing is missing."))]:
            sign = QLabel()
            self._signs.append((sign, icon, token))
            holder = QWidget()
            layout = row(sign, label(words, "body", wrap=True), spacing=8)
            layout.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
            holder.setLayout(layout)
            self._lines.addWidget(holder)
        self._tint()

    def _tint(self) -> None:
        for sign, icon, token in self._signs:
            sign.setPixmap(self._desk.theme.pixmap(icon, token, 18))
