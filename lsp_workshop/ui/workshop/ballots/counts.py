"""What a show of hands counts: its rows, its columns, and the box for each count. Knows no rule."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent

from lsp_workshop.domain.model import Ballot, Method, Sector
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.ui.tables import Line
from lsp_workshop.ui.theme import Theme

NARROW, WIDE = 52, 64
"""Pixels of a box, at 100 %."""


@dataclass(frozen=True, slots=True)
class HandsRow:
    """What a hand can be raised for."""

    title: str
    option_id: str
    value: int


@dataclass(frozen=True, slots=True)
class HandsColumn:
    """Whose hands a column counts: a sector's, a table's, or (without id) everybody else's."""

    id: str | None
    name: str
    sector: Sector | None = None


def rows_of(ballot: Ballot) -> tuple[HandsRow, ...]:
    """A row an option, or where one proposal is rated a row a point of the scale, the highest first."""
    if ballot.method is Method.DOTS:
        return tuple(HandsRow(option.label, option.id, 1) for option in ballot.options)
    only = ballot.options[0].id
    titles = [(point.value, point.label) for point in reversed(scale_points(ballot))]
    words = {value: text if ballot.method is Method.CONSENT else f"{value} {text}".strip() for value, text in titles}
    return tuple(HandsRow(words[value], only, value) for value, _ in titles)


class Count(Line):
    """How many hands; blank is none. Up and Down go on in the column."""

    stepped = Signal(int)
    entered = Signal()
    """The keyboard came here."""
    confirmed = Signal()
    """Enter, in an empty box too, which to the validator is no number and so no end."""

    def __init__(self, theme: Theme, name: str, *, narrow: bool) -> None:
        super().__init__()
        self.setValidator(QIntValidator(0, 9999, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(name)
        self.setFixedWidth(theme.px(NARROW if narrow else WIDE))

    def set_low(self, low: bool) -> None:
        """Less high, where there is little room."""
        self.setProperty("low", low)
        self.style().unpolish(self)
        self.style().polish(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    @property
    def number(self) -> int:
        return int(self.text() or 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)
