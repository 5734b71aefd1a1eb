"""The card of the timer: ring, pause, one minute more, and what the agenda has next. Counts nothing itself."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from lsp_workshop.domain.model import AgendaItem
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import (
    Button,
    Card,
    TimerRing,
    label,
    retext,
    row,
)
from lsp_workshop.ui.widgets.timer_ring import clock_text
from lsp_workshop.ui.workshop.page import Projector
from lsp_workshop.ui.workshop.walk import Walk


class TimerCard(Card):
    """Ring, pause, one minute more; below, what the agenda has next."""

    def __init__(self, desk: Desk, walk: Walk, projector: Projector) -> None:
        super().__init__()
        self._desk, self._walk, self._projector = desk, walk, projector
        self.setAccessibleName(self.tr("Timer"))
        self.ring = TimerRing(desk.theme)
        self.toggle = Button(desk.theme, self.tr("Start"), "secondary", "play")
        self.minute = Button(desk.theme, self.tr("1 min"), "secondary", "plus")
        self.minute.setAccessibleName(self.tr("One minute more"))
        self._next = label("", "caption", "muted", wrap=True)
        # As high as ring, buttons and words need: the card below gives way.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.body.setSpacing(12)
        self.body.addWidget(self.ring)
        self.body.addLayout(row(self.toggle, self.minute))
        self.body.addWidget(self._next)
        timer = walk.timer
        self.toggle.clicked.connect(self._toggle)
        self.minute.clicked.connect(timer.add_minute)
        timer.ticked.connect(self._tick)
        timer.running_changed.connect(self._running)
        walk.moved.connect(self._tell_next)
        desk.actions.on("timer_toggle", self._toggle)
        desk.actions.on("timer_minute", timer.add_minute)
        self._tick()
        self._tell_next()
        self._allow()

    def refresh(self, notice: Notice) -> None:
        self._allow()
        if notice.transaction.touches(AgendaItem):
            self._walk.set_timer()
            self._tell_next()

    def _toggle(self) -> None:
        timer = self._walk.timer
        if timer.running:
            timer.pause()
        else:
            timer.start()

    def _tick(self) -> None:
        timer = self._walk.timer
        if timer.planned:
            minutes = round(timer.planned / 60)
            over = timer.left < 0
            words = self.tr("over {minutes} min") if over else self.tr("left of {minutes} min")
            self.ring.show_time(timer.left, timer.planned, words.format(minutes=minutes))
            self._projector.tick(clock_text(timer.left))
        else:
            self.ring.show_time(timer.used, 0, self.tr("no minutes planned"))
            self._projector.tick(clock_text(timer.used))

    def _running(self, running: bool) -> None:
        self.toggle.setText(self.tr("Pause") if running else self.tr("Start"))
        self.toggle.set_icon("pause" if running else "play")

    def _allow(self) -> None:
        act, allowed = self._desk.actions, self._desk.can_write
        for each in (self.toggle, self.minute, act["timer_toggle"], act["timer_minute"]):
            each.setEnabled(allowed)

    def _tell_next(self) -> None:
        agenda = list(self._desk.workshop.agenda())
        stage = self._walk.stage
        here = next((i for i, item in enumerate(agenda) if stage and item.stage_id == stage.id), None)
        following = agenda[here + 1] if here is not None and here + 1 < len(agenda) else None
        words = " ".join(part for part in (following.time, following.title) if part) if following else ""
        retext(self._next, self.tr("Next on the agenda: {what}").format(what=words) if words else "")
