"""The run sheet as it stands this minute, for every screen that shows it, and its actions. Opens no dialog.

The one clock here looks at the wall every few seconds; it tells only when a line has changed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from lsp_workshop.domain.catching_up import is_behind
from lsp_workshop.domain.edits.runsheet import start_afresh
from lsp_workshop.domain.minutes import as_planned
from lsp_workshop.domain.model import AgendaItem, WorkshopDetails
from lsp_workshop.domain.runsheet import RunSheet, run_sheet, seconds_since
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.walk import Walk

_TWICE = 2
"""Seconds, whole ones."""
_LOOKS_EVERY = 5_000
"""Milliseconds: a minute is noticed soon enough."""


class DaySheet(QObject):
    changed = Signal()
    """Another minute, or something of the agenda."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__(desk)
        self._desk, self._walk = desk, walk
        self.sheet = self._sheet()
        self._beat = QTimer(self)
        self._beat.setInterval(_LOOKS_EVERY)
        self._beat.setTimerType(Qt.TimerType.CoarseTimer)
        self._beat.timeout.connect(self.look)
        self._beat.start()
        act = desk.actions
        act.on("agenda_next", self.begin_next)
        act.on("agenda_finish", walk.finish_item)
        act.on("go_running", walk.go_to_running)
        act.on("run_sheet_afresh", self._afresh)
        desk.changed.connect(self._noticed)
        self._allow()

    @property
    def walk(self) -> Walk:
        return self._walk

    @property
    def is_behind(self) -> bool:
        return self._desk.can_write and is_behind(self.sheet)

    def look(self) -> None:
        """See what time it is."""
        sheet = self._sheet()
        if sheet != self.sheet:
            self.sheet = sheet
            self._allow()
            self.changed.emit()

    def begin_next(self) -> None:
        """Pressed twice, the key means one item: the second press would pass one over."""
        line, running = self.sheet.next, self._walk.item
        if running is not None and seconds_since(running, self._desk.session.now()) <= _TWICE:
            return
        if line is not None:
            self._walk.begin_item(line.item.id)

    def _afresh(self) -> None:
        if self._desk.do(start_afresh()) is not None:
            self._desk.say(self.tr("The run sheet stands as it was planned. Ctrl+Z takes it back."))

    def _noticed(self, notice: Notice) -> None:
        if notice.transaction.touches(WorkshopDetails):
            # Closed or opened again, the same sheet allows other things.
            self.sheet = self._sheet()
            self._allow()
            self.changed.emit()
        elif notice.transaction.touches(AgendaItem):
            self.look()

    def _sheet(self) -> RunSheet:
        return run_sheet(self._desk.workshop, self._desk.session.now())

    def _allow(self) -> None:
        act, sheet, can_write = self._desk.actions, self.sheet, self._desk.can_write
        act["agenda_next"].setEnabled(can_write and sheet.next is not None)
        act["agenda_finish"].setEnabled(can_write and sheet.running is not None)
        act["go_running"].setEnabled(sheet.running is not None and sheet.running.item.stage_id is not None)
        act["run_sheet"].setEnabled(bool(sheet.lines))
        act["catch_up"].setEnabled(can_write and bool(sheet.later))
        touched = any(line.item != as_planned(line.item) for line in sheet.lines)
        act["run_sheet_afresh"].setEnabled(can_write and touched)
