"""Catching up: three ways, each shown with what would come of it before it is taken."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lsp_workshop.domain import catching_up
from lsp_workshop.domain.catching_up import Proposal, Way
from lsp_workshop.domain.edits.runsheet import catch_up
from lsp_workshop.domain.runsheet import Line
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, Choices, column, fit_room, label, row
from lsp_workshop.ui.workshop.run_sheet import words
from lsp_workshop.ui.workshop.run_sheet.state import DaySheet
from lsp_workshop.ui.workshop.run_sheet.table import ItemTable, Row


class CatchUpDialog(QDialog):
    """What is to come, with the times that each item would have. Enter takes it; Ctrl+Z takes it back."""

    def __init__(self, desk: Desk, day: DaySheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._day = desk, day
        theme = desk.theme
        self.setWindowTitle(self.tr("Catch up"))
        self.ways = Choices(
            [
                (Way.MOVE.value, self.tr("Move everything")),
                (Way.SHORTEN.value, self.tr("Take minutes")),
                (Way.LEAVE_OUT.value, self.tr("Leave out")),
            ],
            wrap=True,
        )
        self._standing = label("", "strong", "warning", wrap=True)
        heads = [self.tr("Item"), self.tr("Begins"), self.tr("Minutes")]
        self.table = ItemTable(theme, self.tr("What is to come"), heads, wide=0)
        self.effect = label("", "body", wrap=True)
        self.take = Button(theme, self.tr("Do it"), "primary", "check")
        self.take.setShortcut("Ctrl+Return")
        self.take.setToolTip(self.tr("Enter; Ctrl+Z takes it back"))
        self.cancel = Button(theme, self.tr("Cancel"), "quiet")
        self.cancel.setAutoDefault(False)
        self.take.setDefault(True)
        layout = column(
            self._standing, self.ways, self.table, self.effect, row(None, self.cancel, self.take), spacing=12
        )
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        fit_room(self, layout, QSize(theme.px(640), theme.px(560)), parent.size() - QSize(32, 32))
        # The eye goes to the right, where the deed is; the keyboard comes to it first.
        QWidget.setTabOrder(self.take, self.cancel)
        self._chosen: dict[Way, set[str]] = {
            Way.SHORTEN: {line.item.id for line in day.sheet.later if not line.item.fixed and line.minutes},
            Way.LEAVE_OUT: set(),
        }
        self.ways.chosen.connect(self._fill)
        self.table.itemChanged.connect(self._ticked)
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        day.changed.connect(self._fill)
        self.ways.choose(Way.SHORTEN.value)
        self._fill()
        self.table.select(day.sheet.later[0].item.id if day.sheet.later else "")
        self.table.setFocus()

    @property
    def way(self) -> Way:
        return Way(self.ways.current())

    def proposal(self) -> Proposal:
        sheet = self._day.sheet
        if self.way is Way.MOVE:
            return catching_up.move(sheet)
        chosen = self._chosen[self.way]
        return catching_up.shorten(sheet, chosen) if self.way is Way.SHORTEN else catching_up.leave_out(sheet, chosen)

    def _fill(self) -> None:
        sheet, proposal = self._day.sheet, self.proposal()
        lines = {line.item.id: line for line in sheet.later}
        self._standing.setText(words.standing(sheet))
        rows = []
        for place in proposal.places:
            ticked = None if self.way is Way.MOVE else place.item_id in self._chosen[self.way]
            begins, length = _change(lines[place.item_id], place.start, place.minutes, cut=place.cut)
            rows.append(Row(place.item_id, (lines[place.item_id].item.title, begins, length), ticked))
        self.table.show_rows(rows)
        self.effect.setText(words.effect(sheet, proposal))
        self.take.setEnabled(proposal.changes and self._desk.can_write)

    def _ticked(self) -> None:
        if self.way is not Way.MOVE:
            self._chosen[self.way] = self.table.ticked()
            self._fill()

    def _take(self) -> None:
        # In its words before it is done: then nothing is behind any more, and nothing to be taken.
        proposal, said = self.proposal(), self.effect.text()
        if self._desk.do(catch_up(proposal)) is not None:
            self._desk.say(said)
            self.accept()


def _change(line: Line, start: int | None, minutes: int, *, cut: bool) -> tuple[str, str]:
    """ "11:40 → 11:48" and "60 → 54"; one value where nothing changes."""
    if cut:
        return words.state_of_cut(), "–"
    then, agreed = words.time(start), words.time(line.agreed)
    begins = then if then == agreed or not agreed else f"{agreed} → {then}"
    return begins, str(minutes) if minutes == line.minutes else f"{line.minutes} → {minutes}"
