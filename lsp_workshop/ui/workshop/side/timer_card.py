"""The card of the timer: ring, pause, a minute more or less, the steps of a method; below, the run sheet in short.

Counts nothing itself.
"""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.room_screen import Projector
from lsp_workshop.ui.widgets import Button, Card, ElidedLabel, IconButton, TimerRing, row
from lsp_workshop.ui.widgets.timer_ring import Room, clock_text
from lsp_workshop.ui.workshop.counting import Counted
from lsp_workshop.ui.workshop.run_sheet.opening import Opening
from lsp_workshop.ui.workshop.run_sheet.state import DaySheet
from lsp_workshop.ui.workshop.side.run_sheet_card import RunSheetPart
from lsp_workshop.ui.workshop.walk import Walk


class TimerCard(Card):
    def __init__(self, desk: Desk, walk: Walk, projector: Projector) -> None:
        super().__init__()
        self._desk, self._walk, self._projector = desk, walk, projector
        self._room = Room.USUAL
        self.setAccessibleName(self.tr("Timer"))
        self.ring = TimerRing(desk.theme)
        self.toggle = Button(desk.theme, self.tr("Start"), "secondary", "play")
        self.less = IconButton(desk.theme, "minus", self.tr("One minute less"), "secondary")
        self.minute = Button(desk.theme, self.tr("1 min"), "secondary", "plus")
        self.minute.setAccessibleName(self.tr("One minute more"))
        self.step = ElidedLabel("", "strong")
        self.next_step = IconButton(desk.theme, "chevron-right", self.tr("Next step of the method"), "secondary")
        self._steps = QWidget()
        self._steps.setLayout(row(self.step, self.next_step))
        self.sheet = RunSheetPart(desk, DaySheet(desk, walk))
        Opening(desk, self.sheet.day)
        # As high as ring, buttons and words need: the card below gives way.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.body.setSpacing(12)
        self.body.addWidget(self.ring)
        self.body.addWidget(self._steps)
        buttons = row(spacing=4)
        buttons.addWidget(self.toggle, 1)
        buttons.addWidget(self.less)
        buttons.addWidget(self.minute)
        self.body.addLayout(buttons)
        self.body.addWidget(self.sheet)
        timer, act = walk.timer, desk.actions
        self.toggle.clicked.connect(self._toggle)
        self.minute.clicked.connect(self._more)
        self.less.clicked.connect(self._less)
        self.next_step.clicked.connect(self._step_on)
        timer.ticked.connect(self._tick)
        timer.running_changed.connect(self._running)
        act.on("timer_toggle", self._toggle)
        act.on("timer_minute", self._more)
        act.on("timer_less", self._less)
        act.on("timer_step", self._step_on)
        act.on("timer_step_back", self._step_back)
        self.sheet.day.changed.connect(self._tell_sheet)
        self._tick()
        self._allow()
        self._tell_sheet()

    def set_room(self, room: Room) -> None:
        """In a low window the ring and the run sheet give room to what is below the card."""
        self._room = room
        self.ring.set_room(room)
        self._share_room()

    def _share_room(self) -> None:
        self.sheet.set_room(self._room, steps=bool(self.step.whole))
        # What it hides is known to this layout at once, not at the next turn of the loop.
        self.sheet.updateGeometry()

    def refresh(self, notice: Notice) -> None:
        self._allow()

    def _toggle(self) -> None:
        timer = self._walk.timer
        if timer.running:
            timer.pause()
        else:
            timer.start()

    def _more(self) -> None:
        self._walk.add_minutes(1)

    def _less(self) -> None:
        self._walk.add_minutes(-1)

    def _step_on(self) -> None:
        self._walk.step_on(1)

    def _step_back(self) -> None:
        self._walk.step_on(-1)

    def _tell_sheet(self) -> None:
        self.sheet.setVisible(bool(self.sheet.day.sheet.lines))

    def _tick(self) -> None:
        """Once a second: what has not changed is not painted again."""
        timer, what = self._walk.timer, self._walk.counted
        step = self._step_words(what)
        over = timer.planned > 0 and timer.left <= 0
        if timer.planned:
            minutes = round(timer.planned / 60)
            words = self.tr("over {minutes} min") if timer.left < 0 else self.tr("left of {minutes} min")
            short = words if timer.left < 0 else self.tr("of {minutes} min")
            self.ring.show_time(timer.left, timer.planned, words.format(minutes=minutes), short.format(minutes=minutes))
        else:
            self.ring.show_time(timer.used, 0, self.tr("no minutes planned"), self.tr("no limit"))
        shown = clock_text(timer.left if timer.planned else timer.used)
        time_up = self.tr("Time is up") if over else ""
        self._projector.tick(shown, " · ".join(part for part in (step, time_up) if part), over)
        if step != self.step.whole:
            self._tell_step(step, what)

    def _step_words(self, what: Counted | None) -> str:
        if what is None or what.step is None:
            return ""
        place = self.tr("{step} of {steps}").format(step=what.step + 1, steps=len(what.steps))
        return f"{place}: {what.title}"

    def _tell_step(self, words: str, what: Counted | None) -> None:
        self.step.set_text(words)
        self._steps.setVisible(bool(words))
        self._share_room()
        if what is not None and what.step is not None:
            following = what.steps[what.step + 1 : what.step + 2]
            name = self.tr("Next step: {title}, {minutes} min") if following else self.tr("End of the method")
            for each in following:
                name = name.format(title=each.title, minutes=each.minutes)
            self.next_step.setAccessibleName(name)
            self.next_step.setToolTip(name)
        self._allow()

    def _running(self, running: bool) -> None:
        self.toggle.setText(self.tr("Pause") if running else self.tr("Start"))
        self.toggle.set_icon("pause" if running else "play")

    def _allow(self) -> None:
        act, allowed = self._desk.actions, self._desk.can_write
        parts = (self.toggle, self.minute, self.less, act["timer_toggle"], act["timer_minute"], act["timer_less"])
        for each in parts:
            each.setEnabled(allowed)
        item = self._walk.item
        has_steps = allowed and item is not None and bool(item.steps)
        for step in (self.next_step, act["timer_step"], act["timer_step_back"]):
            step.setEnabled(has_steps)
        self._steps.setVisible(bool(self.step.whole))
