"""The right panel: timer and run sheet, then prompts, private notes and the parking lot, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.event import note_text, write_note
from lsp_workshop.domain.edits.parking import park
from lsp_workshop.domain.model import AgendaItem, Note, ParkingLotItem
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tokens import SIDE_WIDTH
from lsp_workshop.ui.widgets import (
    Button,
    Card,
    Choices,
    ScrollColumn,
    TimerRing,
    column,
    label,
    line,
    retext,
    row,
)
from lsp_workshop.ui.widgets.timer_ring import clock_text
from lsp_workshop.ui.workshop.footer import Footer
from lsp_workshop.ui.workshop.page import Projector, still_there
from lsp_workshop.ui.workshop.walk import Walk


class SidePanel(QWidget):
    def __init__(self, desk: Desk, walk: Walk, projector: Projector) -> None:
        super().__init__()
        self._desk = desk
        self._timer_card = TimerCard(desk, walk, projector)
        self._helps = HelpsCard(desk, walk)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 24, 24, 24)
        self._layout.setSpacing(16)
        self._layout.addWidget(self._timer_card)
        self._layout.addWidget(self._helps, 1)
        desk.theme.changed.connect(self._measure)
        self._measure()

    @property
    def notes(self) -> QPlainTextEdit:
        return self._helps.notes

    @property
    def parking_box(self) -> QLineEdit:
        return self._helps.parking.box

    def set_footer(self, footer: Footer) -> None:
        self._layout.addWidget(footer)
        footer.show()

    def keep(self) -> str:
        """As a page's: the note is saved, a point that is half typed is told."""
        return still_there([self._helps.notes.keep(), self._helps.parking.box.text().strip()])

    def refresh(self, notice: Notice) -> None:
        self._timer_card.refresh(notice)
        self._helps.refresh(notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer_card.ring.set_small(self.height() < self._desk.theme.px(760))
        # At once: in the heights of before, the ring would lie under its buttons until the next turn of the loop.
        self._timer_card.updateGeometry()
        self._layout.activate()

    def _measure(self) -> None:
        self.setFixedWidth(self._desk.theme.px(SIDE_WIDTH))


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


class HelpsCard(Card):
    """Prompts, notes, parking lot."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__(margin=12)
        self._desk, self._walk = desk, walk
        self._choices = Choices(
            [("prompts", self.tr("Prompts")), ("notes", self.tr("Notes")), ("parking", self.tr("Parked"))]
        )
        self.prompts = Prompts(desk, walk)
        self.notes = Notes(desk, walk)
        self.parking = Parking(desk)
        self._stack = QStackedWidget()
        self._parts: dict[str, QWidget] = {
            "prompts": self.prompts,
            "notes": self.notes,
            "parking": self.parking,
        }
        for part in self._parts.values():
            self._stack.addWidget(part)
        self.body.addLayout(row(self._choices, None))
        self.body.addWidget(self._stack, 1)
        self._choices.chosen.connect(self._show)
        desk.actions.on("write_note", self._write_note)
        desk.actions.on("park", self._park)
        self._count()
        self._allow()

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Note):
            self.notes.load()
        if notice.transaction.touches(ParkingLotItem):
            self.parking.load()
        self._count()
        self._allow()

    def _allow(self) -> None:
        """Where nothing can be written, the same keys lead to what was."""
        self.notes.allow()
        self.parking.allow()
        act, can_write = self._desk.actions, self._desk.can_write
        act["write_note"].setText(self.tr("Write a private note") if can_write else self.tr("Go to the private notes"))
        act["park"].setText(self.tr("Park a point") if can_write else self.tr("Go to the parked points"))

    def _show(self, key: str) -> None:
        self._choices.choose(key)
        self._stack.setCurrentWidget(self._parts[key])

    def _count(self) -> None:
        open_points = sum(item.status == "open" for item in self._desk.workshop.all(ParkingLotItem))
        words = self.tr("Parked")
        self._choices.set_text("parking", f"{words} {open_points}" if open_points else words)

    def _write_note(self) -> None:
        self._bring_up()
        self._show("notes")
        self.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.notes.moveCursor(QTextCursor.MoveOperation.End)

    def _park(self) -> None:
        self._bring_up()
        self._show("parking")
        self.parking.begin()

    def _bring_up(self) -> None:
        """A folded panel unfolds for the key that asks for it."""
        if not self.isVisible():
            self._desk.actions["toggle_side"].trigger()


class Prompts(ScrollColumn):
    """What the framework's source says to this stage: lessons first, then key tasks."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__(margins=(4, 4, 8, 4), spacing=0)
        self._desk, self._walk = desk, walk
        self._stage_id = ""
        walk.moved.connect(self.load)
        self.load()

    def load(self) -> None:
        stage = self._walk.stage
        if stage is None or stage.id == self._stage_id:
            return
        self._stage_id = stage.id
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        framework = self._desk.services.framework
        groups = (
            (self.tr("Lessons"), framework.lessons_for(stage.number)),
            (self.tr("Key tasks"), framework.key_tasks_for(stage.number)),
        )
        for title, prompts in groups:
            if prompts:
                self.body.addWidget(label(title, "caption", "muted"))
                self.body.addSpacing(4)
            for prompt in prompts:
                self.body.addWidget(label(prompt.text, "body", wrap=True))
                self.body.addSpacing(12)
        self.body.addStretch(1)
        self.verticalScrollBar().setValue(0)


class Notes(QPlainTextEdit):
    """The facilitator's private note for this stage. Saved when typing rests, and when the box is left."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__()
        self._desk, self._walk = desk, walk
        self._stage_id = ""
        self.setProperty("kind", "bare")
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Private notes for this stage"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(1_500)
        self._rest.timeout.connect(self._rested)
        self.textChanged.connect(self._rest.start)
        walk.moved.connect(self._moved)
        self._moved()
        self.allow()

    def load(self) -> None:
        text = self._saved()
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
        self._rest.stop()

    def keep(self) -> str:
        """Save the note; returns its words where that failed, or ""."""
        self._rest.stop()
        words = self.toPlainText()
        if self._stage_id and self._desk.can_write and words != self._saved():
            done = self._desk.do(write_note(self._stage_id, words), again=self.keep)
            return words if done is None else ""
        return ""

    def allow(self) -> None:
        can_write = self._desk.can_write
        self.setReadOnly(not can_write)
        self.setPlaceholderText(
            self.tr("Private notes for this stage. They reach no document and no projector.")
            if can_write
            else self.tr("No private notes for this stage.")
        )

    def _rested(self) -> None:
        self.keep()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keep()
        super().focusOutEvent(event)

    def _moved(self) -> None:
        stage = self._walk.stage
        if stage is not None and stage.id != self._stage_id:
            if self.keep():
                # A note that could not be saved stays in the box, under the stage it belongs to.
                return
            self._stage_id = stage.id
            self.load()

    def _saved(self) -> str:
        return note_text(self._desk.workshop, self._stage_id)


class Parking(QWidget):
    """A line to park a point, and what is parked already."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.box = QLineEdit()
        self.box.setPlaceholderText(self.tr("Park a point, press Enter"))
        self.box.setAccessibleName(self.tr("Park a point"))
        self.box.returnPressed.connect(self._park)
        self._list = ScrollColumn(margins=(4, 4, 8, 4), spacing=8)
        self.setLayout(column(self.box, self._list, spacing=8))
        self.box.installEventFilter(self)
        self.load()
        self.allow()

    def load(self) -> None:
        while (item := self._list.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, point in enumerate(reversed(self._desk.workshop.all(ParkingLotItem))):
            if place:
                self._list.body.addWidget(line())
            self._list.body.addWidget(label(point.text, "body", wrap=True))
            below = " · ".join(part for part in (point.raised_by, point.answer_by or "", point.status) if part)
            self._list.body.addWidget(label(below, "caption", "muted", wrap=True))
        if not self._desk.workshop.all(ParkingLotItem):
            self._list.body.addWidget(label(self.tr("Nothing is parked."), "caption", "muted"))
        self._list.body.addStretch(1)

    def allow(self) -> None:
        can_write = self._desk.can_write
        self.box.setReadOnly(not can_write)
        # A point that was half typed when the workshop was closed is still there to be seen.
        self.box.setVisible(can_write or bool(self.box.text()))

    def begin(self) -> None:
        """The keyboard to where a point is typed, or else to those that are parked."""
        here = self._list if self.box.isReadOnly() else self.box
        here.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Escape goes back to the entry box: parking must not cost a hand on the mouse.
        if watched is self.box and event.type() == QEvent.Type.KeyPress and _is_escape(event):
            self._desk.actions["focus_entry"].trigger()
            return True
        return super().eventFilter(watched, event)

    def _park(self) -> None:
        words = self.box.text()
        if words.strip() and self._desk.can_write and self._desk.do(park(words), again=self._park):
            self.box.clear()
            self._desk.actions["focus_entry"].trigger()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
