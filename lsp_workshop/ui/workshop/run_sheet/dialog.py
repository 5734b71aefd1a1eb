"""The whole run sheet: every item as planned and as it was or will be. Begin, finish, leave out."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lsp_workshop.domain.edits.runsheet import put_back, set_cut
from lsp_workshop.domain.runsheet import Line, State
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, column, fit_room, label, retext, row, set_tone
from lsp_workshop.ui.workshop.run_sheet import words
from lsp_workshop.ui.workshop.run_sheet.state import DaySheet
from lsp_workshop.ui.workshop.run_sheet.table import ItemTable, Row

_TONES = {State.NOW: "accent_text", State.AHEAD: "text"}


class RunSheetDialog(QDialog):
    def __init__(self, desk: Desk, day: DaySheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._day = desk, day
        theme = desk.theme
        self.setWindowTitle(self.tr("Run sheet"))
        self._standing = label("", "strong", wrap=True)
        heads = [self.tr("Planned"), self.tr("Now"), self.tr("Item"), self.tr("Minutes"), self.tr("State")]
        self.table = ItemTable(theme, self.tr("Run sheet"), heads, wide=2)
        self.begin = Button(theme, self.tr("&Begin"), "secondary", "play")
        self.finish = Button(theme, self.tr("&Finish"), "secondary", "check")
        self.cut = Button(theme, self.tr("&Leave out"), "secondary")
        self.back = Button(theme, self.tr("&Not begun after all"), "quiet")
        self.catch_up = Button(theme, self.tr("&Catch up…"), "secondary", "clock")
        self.close_button = Button(theme, self.tr("Done"), "quiet")
        for button in (self.begin, self.finish, self.cut, self.back, self.catch_up, self.close_button):
            button.setAutoDefault(False)
        buttons = row(self.begin, self.finish, self.cut, self.back, None)
        below = row(self.catch_up, None, self.close_button)
        self._timeless = label(self.tr("Times are planned once Prepare says when the day starts."), "caption", "muted")
        layout = column(self._standing, self.table, self._timeless, buttons, below, spacing=12)
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        fit_room(self, layout, QSize(theme.px(720), theme.px(600)), parent.size() - QSize(32, 32))
        self.table.currentItemChanged.connect(self._allow)
        self.begin.clicked.connect(self._begin)
        self.finish.clicked.connect(self._finish)
        self.cut.clicked.connect(self._cut)
        self.back.clicked.connect(self._put_back)
        self.catch_up.clicked.connect(self._catch_up)
        self.close_button.clicked.connect(self.reject)
        day.changed.connect(self._fill)
        self._fill()
        here = day.sheet.running or day.sheet.next
        self.table.select(here.item.id if here else "")
        self.table.setFocus()

    def _fill(self) -> None:
        sheet = self._day.sheet
        retext(self._standing, words.standing(sheet))
        set_tone(self._standing, "warning" if self._day.is_behind and not sheet.end_off else "")
        self.table.show_rows([_row(line) for line in sheet.lines])
        self._timeless.setVisible(all(line.planned is None for line in sheet.lines))
        self._allow()

    def _line(self) -> Line | None:
        here = self.table.current()
        return next((line for line in self._day.sheet.lines if line.item.id == here), None)

    def _allow(self) -> None:
        line, can_write = self._line(), self._desk.can_write
        self.begin.setEnabled(can_write and line is not None and line.state is not State.NOW)
        self.finish.setEnabled(can_write and line is not None and line.state is State.NOW)
        self.cut.setEnabled(can_write and line is not None and line.state in (State.AHEAD, State.PASSED, State.CUT))
        again = line is not None and line.item.cut
        self.cut.setText(self.tr("Take &in again") if again else self.tr("&Leave out"))
        self.back.setEnabled(can_write and line is not None and line.state in (State.NOW, State.DONE))
        self.catch_up.setEnabled(self._day.is_behind)

    def _begin(self) -> None:
        line = self._line()
        if line is not None:
            self._day.walk.begin_item(line.item.id)

    def _finish(self) -> None:
        self._day.walk.finish_item()

    def _cut(self) -> None:
        line = self._line()
        if line is not None:
            self._desk.do(set_cut(line.item.id, not line.item.cut))

    def _put_back(self) -> None:
        line = self._line()
        if line is None:
            return
        if line.state is State.NOW:
            self._day.walk.timer.pause()
        self._desk.do(put_back(line.item.id))

    def _catch_up(self) -> None:
        self.accept()
        self._desk.actions["catch_up"].trigger()


def _row(line: Line) -> Row:
    then = words.time(line.start) if line.state is not State.CUT else ""
    cells = (words.time(line.planned), then, line.item.title, words.length(line), words.state(line))
    return Row(line.item.id, cells, tone=_TONES.get(line.state, "muted"))
