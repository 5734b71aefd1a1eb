"""The left column of the Record page: what the record holds, and what it still lacks."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Card, ScrollColumn, column, label
from lsp_workshop.ui.workshop.record.check import Missing, counts, missing
from lsp_workshop.ui.workshop.record.lines import MissingLines
from lsp_workshop.ui.workshop.record.naming import naming_words
from lsp_workshop.ui.workshop.search_index import Hit


class Contents(QWidget):
    names_wanted = Signal()
    """Somebody wants to look at the places that may name somebody."""

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
        self._missing_lines = MissingLines(desk.theme)
        self._missing_lines.wanted.connect(desk.wanted)
        self._missing.body.addWidget(self._missing_lines)
        self._naming = Card(self.tr("Before it goes to anybody"))
        self.naming_lines = MissingLines(desk.theme)
        self.naming_lines.wanted.connect(self._names_wanted)
        self._naming.body.addWidget(self.naming_lines)
        self._naming.hide()
        self._scroll.body.addWidget(self._naming)
        self._scroll.body.addWidget(self._missing)
        self._scroll.body.addWidget(self._counts)
        self._scroll.body.addStretch(1)
        self.setLayout(column(self._scroll))
        self._numbers: list[QLabel] = []
        for place, count in enumerate(counts(desk.workshop)):
            number = label("", "strong")
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            number.setAccessibleName(count.what)
            self._numbers.append(number)
            self._grid.addWidget(label(count.what, "body", "muted"), place, 0)
            self._grid.addWidget(number, place, 1)
        desk.theme.changed.connect(self._measure)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Labels know their width when they have their font, which is after they were shown for the first time.
        QTimer.singleShot(0, self, self._measure)

    def refresh(self) -> None:
        workshop = self._desk.workshop
        for number, count in zip(self._numbers, counts(workshop), strict=True):
            number.setText(f"{count.number:,}")
            # A number alone says nothing to a reader who moves from label to label.
            number.setAccessibleName(f"{count.what}: {count.number}")
        self._missing_lines.show_missing(missing(workshop, self._desk.session.now().date()))

    def show_namings(self, count: int) -> None:
        """How many places of the public version may name somebody; 0 shows nothing."""
        self.naming_lines.show_missing([Missing(naming_words(count), Hit("", ""))] if count else [])
        self._naming.setVisible(bool(count))

    def _names_wanted(self, _hit: Hit) -> None:
        self.names_wanted.emit()

    @property
    def sentences(self) -> list[str]:
        return self._missing_lines.sentences

    def _measure(self) -> None:
        """Never so narrow that the numbers lie under the scroll bar."""
        inner, bar = self._scroll.widget(), self._scroll.verticalScrollBar()
        if inner is not None:
            self.setMinimumWidth(inner.minimumSizeHint().width() + bar.sizeHint().width())
